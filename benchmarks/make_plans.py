"""Plans for measuring, in this project's format: invented, the same for the same seed, and clean under ``s11 lint``.

python benchmarks/make_plans.py FOLDER -n 50
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

PLACES = ("Westmere", "Eastholme", "Norbury Vale", "Southmarsh", "Kingsmere", "Ashcombe", "Fenwick Dale", "Harrowmoor")
VERBS = ("Review", "Publish", "Agree", "Test", "Report on", "Strengthen", "Map", "Refresh")
THINGS = (
    "the referral procedure for early help",
    "the supervision policy",
    "training for elected members",
    "the information sharing protocol",
    "safe recruitment checks",
    "the escalation procedure between agencies",
    "how children's views reach service design",
    "the quality assurance framework",
    "thresholds with partner agencies",
)
WHY = (
    "so that staff in every service know what is expected of them, and so that the board can see whether children "
    "are safer as a result of it"
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
PEOPLE = {
    "AB": ("Ann Bell", "Director of Communities"),
    "CD": ("Cal Dunn", "Policy officer"),
    "EF": ("Eve Frost", "Head of Housing"),
    "GH": ("Gil Hart", "Head of People"),
    "IJ": ("Ida Jones", "Licensing manager"),
}


def timescale(rng: random.Random) -> str:
    month, year = rng.choice(MONTHS), rng.choice((2025, 2026))
    return rng.choice(
        (
            f"{month} {year}",
            f"By {month} {year}",
            f"{month} {year} then quarterly",
            f"{month} {year} and ongoing",
            f"{rng.randint(1, 28)} {month} {year}",
            f"End of {month} {year}",
        )
    )


def action(rng: random.Random, number: str, lead: str) -> list[str]:
    done = rng.random() < 0.3
    lines = [
        f'      - id: "{number}"',
        "        text: >-",
        f"          {rng.choice(VERBS)} {rng.choice(THINGS)} in part {number} of the programme,",
        f"          {WHY}",
    ]
    lines += [
        f"        lead: {lead}",
        f"        timescale: {timescale(rng)}",
        "        measure: >-",
        f"          Four in five staff asked in {rng.choice(MONTHS)} say that they know what to do",
        f"        rag: {'blue' if done else 'green'}",
    ]
    lines += ["        evidence:"]
    for piece in range(rng.randint(1, 3)):
        lines += [f"          - text: Minutes of meeting {piece + 1} on part {number}"] + (
            ["            received: 2024-08-01"] if done else []
        )
    lines += [
        "        progress:",
        "          - date: 2024-07-01",
        "            by: AB",
        "            note: >-",
        f"              Part {number} was discussed with the leads of every service; first drafts are with them",
        "          - date: 2024-08-15",
        "            by: CD",
        f"            note: Second draft of part {number} agreed with partners",
    ]
    return (
        lines
        + (["        completed: 2024-08-15"] if done else [])
        + (["        review: March 2026"] if "ongoing" in lines[5] else [])
    )


def plan(number: int, seed: int) -> str:
    rng = random.Random(f"{seed}/{number}")
    place = PLACES[number % len(PLACES)]
    lines = [
        "format: s11-plan/1",
        f"title: Safeguarding improvement plan {number}",
        f"organisation: {place} District Council",
        "origin: section-11",
        "agreed: 2024-05-02",
        "as_at: 2024-09-01",
        "called: Learning Point",
        "control:",
        "  owner: AB",
        "  next_review: December 2026",
        "rag:",
        "  blue: {means: completed, label: Done}",
        "  green: {means: on_track, label: On target}",
        "  amber: {means: at_risk, label: At risk}",
        "  red: {means: off_track, label: Off track}",
        "people:",
    ]
    for key, (name, post) in PEOPLE.items():
        lines += [f"  {key}:", f"    name: {name}", f"    post: {post}"]
    lines.append("recommendations:")
    keys = list(PEOPLE)
    count = 0
    for recommendation in range(1, rng.randint(8, 11)):
        lines += [
            f"  - id: {recommendation}",
            "    text: >-",
            f"      {rng.choice(THINGS).capitalize()} is known and used in every service, {WHY}",
            "    actions:",
        ]
        for inner in range(1, rng.randint(4, 7)):
            lines += action(rng, f"{recommendation}.{inner}", keys[count % len(keys)])
            count += 1
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int, seed: int = 11) -> None:
    for number in range(count):
        path = folder / "plans" / f"org-{number // 25:03}" / f"plan-{number:05}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plan(number, seed), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", type=int, default=50)
    parser.add_argument("--seed", type=int, default=11)
    asked = parser.parse_args()
    write(asked.folder, asked.n, asked.seed)
