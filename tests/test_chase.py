"""Chasers: one draft a lead, with the agreed words and the workbook; s11 sends nothing."""

from __future__ import annotations

import csv
import io
import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from conftest import Repository, run_s11
from return_books import answered, cell_of, opened
from test_keeping import NAME, PLAN

DAY = "2024-10-10"
ANN = "return-westmere-district-council-ann-bell-2024-10-10"


@pytest.fixture
def kept(repository):
    repository.write(f"plans/{NAME}.yaml", PLAN)
    repository.commit("The plan", "2024-05-03")
    return repository


def ran(repository: Repository, *words: str, day: str = DAY):
    return run_s11(*words, cwd=repository.folder, S11_AS_OF=day)


def files(repository: Repository, *words: str) -> Path:
    found = ran(repository, "chase", "--output", "out", *words)
    assert found.code == 0, found.err
    return repository.folder / "out"


def draft(path: Path):
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def text_of(message) -> str:
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_a_letter_names_everything_once_under_the_first_reason_that_holds(kept):
    """By hand, on 10 October 2024, of Ann Bell: 1.1 was due on 31 July, 71 days before; its evidence is due on 31
    October; 2.1 and 2.2 are due in December, more than 45 days ahead, and nothing was recorded since May.
    """
    found = ran(kept, "chase", "--lead", "Ann Bell")
    assert found.code == 0
    assert found.out == (
        "# Reminders, as at 10 October 2024\n\n"
        "1 lead is reminded of 4 things: what is late, due by 24 November 2024, or in want of a word.\n\n"
        "## Ann Bell, Director, Westmere District Council\n\n"
        "On 10 October 2024, 4 things that you lead in Westmere District Council, Section 11 Action Plan 2024-25 need "
        "a word from you.\n\n"
        "### Late\n\n"
        "- Action 1.1: Review the policy, the leaflet and the intranet page: report what changed. Agreed for: "
        "July 2024. Late by 71 days, due 31 July 2024.\n\n"
        "### Due by 24 November 2024\n\n"
        "- Action 1.1 evidence 1: Cabinet report. Agreed for: October 2024. Due 31 October 2024.\n\n"
        "### Nothing recorded for 90 days\n\n"
        "- Action 2.1: Train the managers and the new staff. Agreed for: December 2024. Due 31 December 2024.\n"
        "- Action 2.2: Write the course, named by Mrs Jane Roe. Agreed for: December 2024. Due 31 December 2024.\n"
    )
    assert not (kept.folder / "returns.yaml").exists()


def test_what_has_no_date_and_what_goes_on_with_old_evidence(kept):
    text = PLAN.replace("timescale: December 2024\n    rag: amber", "timescale: TBC\n    rag: amber").replace(
        "timescale: June 2024, quarterly", "timescale: Ongoing"
    )
    text = text.replace(
        "        measure: Four meetings minuted in the year\n        rag: green\n",
        "        measure: Four meetings minuted in the year\n        rag: green\n"
        "        evidence:\n          - text: Minutes\n            received: 2023-06-01\n"
        "        progress:\n          - {date: 2024-10-01, note: The meetings go on as before}\n",
    ).replace(
        "note: Jane Roe rang; the course is half written",
        "note: Jane Roe rang; half written\n"
        "          - date: 2024-10-01\n            note: The course is still half written",
    )
    kept.write(f"plans/{NAME}.yaml", text)
    found = ran(kept, "chase").out
    assert "### No date set for more than 90 days\n\n- Action 2.2: Write the course" in found
    assert (
        "### Carried on, with evidence that is more than a year old\n\n- Action 1.2: Portfolio holder meeting" in found
    )
    assert "### Nothing recorded for 90 days\n\n- Action 2.1: Train the managers" in found


def test_a_draft_is_opened_to_be_sent_with_the_workbook_that_send_would_write(kept):
    message = draft(files(kept) / f"{ANN}.eml")
    assert message["X-Unsent"] == "1" and message["To"] is None and message["From"] is None and message["Date"] is None
    assert message["Subject"] == (
        "Westmere District Council: safeguarding actions that you lead (1 late, 1 due soon, 2 without recent news)"
    )
    said = text_of(message)
    assert said.startswith("Dear Ann Bell,\n") and "Late by 71 days, due 31 July 2024." in said
    assert "Late by 71 days" in message.get_body(("html",)).get_content()
    (book,) = message.iter_attachments()
    assert book.get_filename() == f"{ANN}.xlsx"
    assert book.get_payload(decode=True) == (kept.folder / "out" / f"{ANN}.xlsx").read_bytes()
    asked = opened(kept.folder / "out" / f"{ANN}.xlsx")
    assert [row[0].value for row in asked["Actions"].iter_rows(min_row=5)] == ["1.1", "2.1", "2.2"]
    assert cell_of(asked, "1.1", "How it stands").value == "late by 71 days, due 31 July 2024"


def test_the_workbook_of_a_draft_is_collected_like_any_other(kept):
    folder = files(kept)
    book = folder / f"{ANN}.xlsx"
    answered(book, {("1.1", "What happened"): "The leaflet came from the printer"})
    found = ran(kept, "returns", "collect", str(book))
    assert found.code == 0 and "1 answer taken" in found.out
    assert "no answer yet: Cal Dunn" in found.out


def test_the_same_plans_make_the_same_bytes(kept):
    first = {path.name: path.read_bytes() for path in files(kept).iterdir()}
    assert len(first) == 7
    assert {path.name: path.read_bytes() for path in files(kept).iterdir()} == first


def test_a_return_that_never_came_back_is_told(kept):
    assert ran(kept, "returns", "send", "--open", "--output", "sent", day="2024-06-10").code == 0
    found = ran(kept, "chase", "--lead", "Ann Bell").out
    assert "The workbook that was sent to you on 10 June 2024 has not come back." in found
    path = kept.folder / "sent" / "return-westmere-district-council-ann-bell-2024-06-10.xlsx"
    answered(path, {("1.1", "What happened"): "The leaflet is at the printer"})
    assert ran(kept, "returns", "collect", "sent", day="2024-06-25").code == 0
    assert "has not come back" not in ran(kept, "chase", "--lead", "Ann Bell").out
    # on a day before it came back it had not
    assert "has not come back" in ran(kept, "chase", "--due-within", "1y", "--lead", "Ann Bell", day="2024-06-20").out


def test_the_address_book(kept):
    kept.write("book.csv", "\ufeffName,Post,E-mail\nann  bell,,ann.bell@example.org\nPolicy officer,,cal@example.org\n")
    folder = files(kept, "--address-book", "book.csv")
    assert draft(folder / f"{ANN}.eml")["To"] == "ann.bell@example.org"
    assert draft(folder / f"{ANN.replace('ann-bell', 'cal-dunn')}.eml")["To"] == "cal@example.org"
    rows = list(csv.DictReader(io.StringIO((folder / "reminders.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [(row["lead"], row["address"], row["late"], row["due"], row["others"]) for row in rows] == [
        ("Ann Bell", "ann.bell@example.org", "1", "1", "2"),
        ("Cal Dunn", "cal@example.org", "2", "1", "0"),
    ]


@pytest.mark.parametrize(
    ("book", "said"),
    [
        ("who,where\nAnn Bell,a@example.org\n", "has no columns 'name' and 'address'"),
        ("name,address\nAnn Bell,nobody\n", "line 2: 'nobody' is no e-mail address"),
        ('name,address\nAnn Bell,"a@example.org\nBcc: b@example.org"\n', "is no e-mail address"),
        ("name,address\nAnn Bell,a@example.org\nAnn Bell,b@example.org\n", "has another address above"),
    ],
)
def test_an_address_book_that_cannot_be_used_is_one_line(kept, book, said):
    kept.write("book.csv", book)
    found = ran(kept, "chase", "--address-book", "book.csv", "--output", "out")
    assert found.code == 2 and said in found.err and len(found.err.splitlines()) == 1
    assert not (kept.folder / "out").exists()


def test_words_of_a_plan_are_inert(kept):
    text = PLAN.replace("title: Section 11 Action Plan 2024-25", "title: '=1+1 [x](javascript:1) <b>'").replace(
        "name: Ann Bell", "name: '=Ann <Bell>'"
    )
    kept.write(f"plans/{NAME}.yaml", text)
    folder = files(kept)
    (path,) = folder.glob("*ann-bell*.eml")
    message = draft(path)
    assert "<b>" not in message.get_body(("html",)).get_content().replace("<body>", "")
    assert "=1+1 [x](javascript:1) <b>" in text_of(message)
    rows = list(csv.reader(io.StringIO((folder / "reminders.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert rows[1][0] == "'=Ann <Bell>"
    card = (folder / "reminders.teams.json").read_text(encoding="utf-8")
    assert "=Ann (Bell)" in card


def test_a_card_for_teams_is_never_larger_than_it_takes(kept):
    people = "".join(f"  P{n}: {{name: Person Number {n} with a Name, post: Head of a service}}\n" for n in range(400))
    actions = "".join(
        f'      - {{id: "3.{n}", text: Do part {n} of it all, lead: P{n}, timescale: July 2024}}\n' for n in range(400)
    )
    text = PLAN.replace("people:\n", f"people:\n{people}") + f"  - id: 3\n    text: More\n    actions:\n{actions}"
    kept.write(f"plans/{NAME}.yaml", text)
    card = (files(kept) / "reminders.teams.json").read_bytes()
    assert len(card) <= 28_000
    body = json.loads(card)["body"]
    shown = len(body[2]["facts"])
    assert body[3]["text"] == f"And {402 - shown} more leads." and shown > 100


def test_where_nothing_wants_a_word_nothing_is_written(kept):
    found = ran(kept, "chase", "--due-within", "1d", "--output", "out", day="2024-05-10")
    assert found.code == 0 and found.out.startswith("Nothing is late or due by 11 May 2024")
    assert not (kept.folder / "out").exists()
    wrong = ran(kept, "chase", "--due-within", "soon")
    assert wrong.code == 2 and "write --due-within as 6w" in wrong.err


def test_one_leads_report_is_the_letter_that_goes_with_the_workbook(kept):
    for ending in ("md", "html"):
        done = ran(kept, "report", "--template", "lead", "--lead", "Ann Bell", "--output", f"letter.{ending}")
        assert done.code == 0, done.err
        text = " ".join((kept.folder / f"letter.{ending}").read_text(encoding="utf-8").split())
        assert "Dear Ann Bell," in text
        assert "in the workbook that comes with this letter" in text
        assert "the date stays until it is granted" in text
    # of several leads, and for the public, it is a report
    assert "Dear" not in ran(kept, "report", "--template", "lead").out
    public = ran(
        kept, "report", "--template", "lead", "--lead", "Ann Bell", "--audience", "public", "--drop", "sensitive"
    )
    assert "Dear" not in public.out
