"""Nine invented action plans with eighteen months of edits, as a git repository: python docs/demo_portfolio.py FOLDER

Every body, person and word is invented. Nothing is drawn by chance and nothing is taken from this machine, so the
bytes and the ids of the commits are the same every time. Judge it on 31 March 2026.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import textwrap
from calendar import month_name, monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

# Months are numbered from October 2024, when the plans were agreed: 0 is October 2024, 17 is March 2026.
LAST = 17
Record = dict[str, Any]  # as it stands in the file

# What the plans ask for, by kind of plan: '=' begins a recommendation; then action | measure | evidence.
TEXTS = {
    "section-11": """
= Those in charge answer for the safety of children
Name a senior officer for safeguarding in each directorate | Every directorate has named one | List of senior officers
Put safeguarding on the agenda of the management board | Discussed at each meeting | Minutes of the management board
Give councillors a short course on their duties to children | Nine in ten councillors attended | Attendance sheets
Write a one-page statement of who answers for what | Four in five staff asked have seen it | Statement on the intranet
= Staff know what to do when they are worried about a child
Bring the safeguarding policy up to date with national guidance | Policy is less than a year old | Policy as adopted
Put a worry-about-a-child card at {desk} | Card in every booth | Photographs of the booths
Add a concern button to {system} | A concern is logged within the hour | Log of test concerns
Walk through the allegations procedure with managers | No manager is unsure | Signed walk-through notes
= People who work with children are chosen with care
Check references of everyone appointed since 2022 | No file lacks two references | Sample of personnel files
Train one member of each interview panel | A trained member on each panel | Training register
Keep the register of criminal record checks up to date | No check is older than three years | Extract of the register
Ask agencies to confirm their checks in writing | All agencies have confirmed | Letters from agencies
= Services that meet children by chance see what they need to see
Show housing officers what neglect looks like on a home visit | At least 90% of officers attended | Course report
Send drivers a refresher when their licence comes up | At least 85% of drivers refreshed | Licensing return
Ask leisure contractors for their procedures | Procedures held for each contractor | Contractors' procedures
Visit two community halls each quarter | Eight visits in the year | Visit notes
= Children are heard
Ask the youth forum what makes a building feel safe | Three changes made because of it | Youth forum's report
Write the complaints leaflet again with young people | Leaflet tested by twelve young people | New leaflet
Offer an interpreter at each first visit | Offered at each visit sampled | Dip sample of visits
= Concerns travel safely
Sign the county's agreement on sharing information | Signed by the chief executive | Signed agreement
""",
    "inspection": """
= Visits to children are timely and say something about the child
See every child in need at least every twenty working days | At least 92% seen in time | Weekly visits report
Write up each visit within two working days | At least 90% written up in time | Recording report from {system}
Read ten visit records a month for the voice of the child | Eight in ten show it | Reading log
Give workers a quiet room to write in | A room at each of the three offices | Floor plan
= Assessments look at the whole family
Train assessment teams in working with fathers | At least 80% of workers trained | Course register
Put a family history at the front of each assessment | Nine in ten sampled have one | Sample of assessments
Agree with health who attends strategy discussions | Health at 95% of discussions | Attendance figures
Ask families what the assessment was like | A third of families answer | Families' answers
= Decisions are made without delay
Answer contacts at {desk} within one working day | At least 95% answered | Front door figures
Hold a weekly panel on cases drifting in pre-proceedings | None waits longer than sixteen weeks | Panel tracker
Tell referrers what was decided | At least 85% told within three days | Referrers' survey
Settle disputes on thresholds within a week | No dispute older than a week | Dispute log
= Children in care are settled
Find a long-term home for every child under ten | Fewer than 12 children wait | Placement tracker
Start life story work within three months | Started for 90% of children | Life story list
Have health assessments done on time | At least 88% on time | Health team return
Match each care leaver with a personal adviser at sixteen | At least 95% matched | Advisers' list
= Managers know what is going on
Supervise every worker each month | At least 90% supervised | Supervision figures
Look at twelve cases a month with the worker beside | Twelve a month, each with learning | Monthly learning note
Cut the share of agency workers | No more than 15% | Workforce figures
Bring caseloads down to the agreed level | No worker above eighteen | Caseload figures
Publish one set of figures for the whole service | One set used in each meeting | Published figures
""",
    "case-review": """
= Professionals took the adults' account for granted
Write a guide to respectful uncertainty | Guide used in four agencies | Guide as published
Hold six learning lunches on the review | Two hundred people came | Attendance sheets
Add a prompt about unseen adults to {system} | Prompt filled in nine times in ten | Report on the prompt
Ask supervisors to test one account a month | Tested in each file sampled | Sample of supervision notes
= Nobody held the whole story
Agree a single chronology for children with three referrals | In place for each such child | Sample of chronologies
Give school nurses sight of police notifications | Sight within one working day | Notification figures
Invite housing to core groups | Housing at 70% of core groups | Core group minutes
Name a lead professional below the threshold | Named for each child sampled | Early help sample
= The injury was not understood
Bring the bruising protocol up to date | Protocol agreed by all partners | Protocol as agreed
Train minor injury units in the protocol | At least 90% of staff trained | Training returns
Set up a rota for paediatric advice at weekends | Advice within four hours | Rota and call log
= The family met many services and few asked how they were
Ask two families to check the new letters | Changes made as they asked | Letters before and after
Send every new parent the numbers of {desk} | Given at each first visit | Health visitors' sample
Tell families what came of the review | Family met by the partnership manager | Note of the meeting
Bring practitioners together a year on | What has changed is written down | Note of the day
""",
    "audit": """
= Records of training cannot be relied on
Move training records from spreadsheets to {system} | No spreadsheet in use | Screenshot of the records
Chase everyone whose training has lapsed | At least 93% in date | Monthly list
Reconcile the records with the payroll | Fewer than 5 differences | Reconciliation
Remove leavers within a week | No leaver left in the records | Exception report
= Checks on staff and volunteers are incomplete
Complete the missing checks found in the sample | None missing | Completed checks
Set a reminder ninety days before a check runs out | Reminder sent each time | Reminder log
Extend checks to school governors | All governors checked | Governors' register
Risk-assess each start before a check is back | An assessment for each early start | Sample of assessments
= Contracts are silent on safeguarding
Add the safeguarding clause to the standard contract | Clause in each new contract | Standard contract
Ask the twenty largest suppliers for their policy | Twenty policies held | Suppliers' policies
Visit one supplier in ten | Visits made as planned | Visit reports
Give contract managers a checklist | Used in each review sampled | Checklist
= Concerns are not followed to their end
Number each concern raised at {desk} | No concern without a number | Concerns log
Close each concern with a reason | A reason in all those sampled | Sample of closed concerns
Report open concerns to the corporate director | Reported each month | Monthly report
Test the out-of-hours line | Answered within five minutes | Test call record
= What was agreed is not checked
Follow up agreed actions each quarter | Followed up four times a year | Follow-up report
""",
}

# A legend is words, states and what the plan says they mean; the same colour means one thing here and another there.
LEGENDS = {
    "traffic": """blue completed Finished | green on_track Going as planned | amber at_risk Some doubt about the date |
        red off_track Will miss its date unless something is done""",
    "finished": """green completed Done and in use | yellow on_track Under way | amber at_risk Needs attention |
        red off_track Off course | grey not_started Not begun""",
    "words": """In_place completed In place | Moving on_track Moving forward | Wobbling at_risk Held up for now |
        Stuck off_track Cannot go on as it is | Waiting not_started Waiting to begin""",
    "numbers": """4 completed Complete | 3 on_track Good progress | 2 at_risk Some progress |
        1 off_track No progress""",
    "proved": """purple verified Done, and somebody else has checked | blue completed Done |
        green on_track On time | amber at_risk May be late | red off_track Late or stopped""",
}

# file | title | what it calls a recommendation | the body it goes to | posts, the last of whom keeps the plan
KINDS = {
    "section-11": """section-11-2024 | Section 11 improvement plan 2024-26 | Standard | Cabinet |
        Director of Communities; Head of Housing; Head of Leisure; Licensing Manager; People Manager; Policy Officer""",
    "inspection": """ofsted-2024 | Plan in answer to Ofsted's inspection of July 2024 | Area for improvement |
        Children's Improvement Board | Director of Children's Services; Head of Assessment; Head of Children in Care;
        Principal Social Worker; Head of Early Help; Improvement Officer""",
    "case-review": """case-review-2024 | Action plan from the local review 'Rowan' | Finding | Safeguarding Executive |
        Partnership Manager; Designated Nurse; Detective Superintendent; Head of Inclusion; Learning Lead;
        Review Officer""",
    "audit": """audit-2024 | Agreed actions from the audit of safeguarding checks | Audit finding | Audit Committee |
        Corporate Director; Head of Assurance; People Manager; Schools Adviser; Head of Buying; Assurance Officer""",
}

# folder | body | kind | legend | front desk | system
# | people | who leads what is late ('-': nobody in particular) | last month in which anything was recorded
# | a letter of FATES for each action of its kind, in order; '-' leaves one out
PLANS = """
averdene | Averdene District Council | section-11 | traffic | the town hall desk | Lantern
 | Edith Marlow; Joss Tarrant; Wilf Anstey; Carys Benbow; Noor Jamal; Theo Lidgett | - | 17 | ovnxlpmoGgaowMuqtfrh
brackholt | Brackholt Borough Council | section-11 | finished | the help point | Beacon
 | Rosa Quill; Dev Malhotra; Una Strand; Piers Hallam; Ines Corder; Abel Wynn | - | 17 | olnfsouv-bomwCxafQhx
corvesham | Corvesham District Council | section-11 | traffic | the service centre | Mosaic Plus
 | Greta Hobday; Sol Abrams; Fern Tilling; Ravi Sood; Mina Dorset; Hugh Pascall | 3 | 11 | lmDolmfDogDcwDDutfvk
dunmarsh | Dunmarsh Metropolitan Borough Council | inspection | proved | the first contact team | Compass
 | Olive Renshaw; Kit Farrow; Jean Adeleke; Bruno Salt; Tess Wainford; Lena Moxon | 2 | 17 | voakxvwmorufGaxxMvfcp
elderwick | Elderwick County Council | inspection | words | the advice line | Northlight
 | Ivor Peel; Salma Rafiq; Dora Finch; Ned Hartop; Amy Coldwell; Jude Orrin | - | 17 | kwoloKn-voNmouSsox-aC
farnlow | Farnlow City Council | audit | numbers | the city helpline | PeopleBook
 | Stella Crane; Omar Haddow; Win Pellow; Gus Thorne; Lottie Brand; Cal Everard | - | 11 | lwDvlmDfDtDnvDDci
garsdene | Garsdene Council | audit | finished | the call team | Ledger One
 | Moira Keane; Tariq Boyd; Elsie Vance; Rhys Godber; Pam Okoro; Ben Sayle | - | 17 | oomolfxGbeosfuMCr
hollinbury | Hollinbury Council | case-review | words | the children's line | Openfile
 | Vera Nash; Simon Ekwe; Dilys Parr; Hal Brooker; Maya Linden; Zoe Catt | - | 17 | olpsvmwQuoxcTog
isenbourne | Isenbourne Safeguarding Children Partnership | case-review | proved | the joint front door | Threadline
 | Nell Ashby; Arun Dutta; Mark Sefton; Cleo Hurst; Ffion Dale; Peter Groom | - | 17 | ovokmpaNgwxlGhM
"""

# What becomes of an action: the months in which it may be due, how its timescale is worded where it is no plain month,
# and what happens, each so many months after it was first due: 'move 4' puts it off by four months.
FATES = {
    "o": (4, 16, "", "-3 note, 0 done"),
    "l": (3, 13, "", "-2 note, 1 at_risk, 3 done"),
    "v": (4, 14, "", "-2 note, -1 done, 1 checked"),
    "D": (12, 15, "", "-9 note, -4 note, 0 done"),
    "m": (4, 11, "", "-3 note, -1 move 4, 2 note, 4 done"),
    "M": (2, 3, "", "-1 move 4, 3 move 4, 7 move 4, 8 note, 13 at_risk"),
    "N": (2, 3, "", "-1 move 4, 3 move 5, 8 move 5, 12 move 6, 14 note"),
    "s": (7, 10, "", "-3 note, 0 quiet 5, 3 note"),
    "S": (15, 15, "", "-6 note, 1 quiet 6"),
    "p": (16, 18, "", "-7 note, -1 move 5"),
    "x": (9, 16, "", "-6 note, -2 note"),
    "a": (9, 14, "", "-4 note, 1 at_risk"),
    "r": (8, 14, "", "-3 note, 1 at_risk, 2 off_track"),
    "f": (19, 27, "", "-17 note, -10 note, -5 note"),
    "n": (20, 27, "", ""),
    "u": (20, 25, "", "-18 note, -15 at_risk, -11 on_track, -7 at_risk, -4 on_track"),
    "q": (15, 16, "", "-6 note, 0 ask 5"),
    "Q": (12, 14, "", "-5 note, -1 ask 6, 1 refuse, 2 at_risk"),
    "G": (6, 10, "", "-2 ask 4, -1 grant 4, 4 done"),
    "c": (3, 3, "{month} then quarterly", "0 cycle, 3 cycle, 9 cycle"),
    "C": (3, 3, "{month} then quarterly", "0 cycle, 3 cycle, 6 cycle, 9 cycle, 12 cycle"),
    "g": (6, 6, "Ongoing", "-3 note, 2 note, 8 note"),
    "i": (3, 3, "On-going", "0 note"),
    "t": (5, 5, "Spring 2025", "-2 note, 3 done"),
    "T": (17, 17, "Spring 2026", "-9 note, -2 note"),
    "b": (6, 6, "TBC", "-2 note, 7 note"),
    "e": (14, 14, "", "-9 note, -5 end"),
    "k": (18, 22, "", "-15 reach 0, -9 reach 1, -4 note"),
    "K": (18, 20, "", "-15 reach 0, -5 note"),
    "w": (18, 21, "", "-15 reading 24, -12 reading 17, -9 reading 9, -6 reading 12, -3 reading 4"),
    "h": (18, 22, "", "-15 note, -9 hand, -4 note"),
}
NOTES = """
The lead has talked it through with the two teams it concerns
A draft is with colleagues, who have a fortnight to answer
Tried out in one team for a month; they would keep it
The figures were not ready, and the meeting was put off
Half of those who should have been asked have answered
The first version was too long and is being cut
It works on paper; the system still has to be changed
Young people read it and asked for plainer words
Two services have done it, the third begins next month
The money was found in this year's budget
Nobody came to the second session; a new day is set
A neighbouring authority has lent us what it uses
The directors' meeting liked it and wants one more page
It was checked on a small sample and held up well
""".strip().splitlines()
REASONS = """
The supplier cannot change the system before then
Two of the partners have not answered yet
The officer doing it was ill for six weeks
New national guidance is expected, and the text waits for it
The school holidays fall in the middle of it
The budget for it starts only in the new year
The first attempt was not good enough and is done again
""".strip().splitlines()
REMEDIES = ["The director looks at it every fortnight", "A colleague from another team does it from next month"]
STEPS = ["First draft agreed with the service", "Tried out in one area", "In use everywhere"]
ORDER = (
    *("id", "text", "response", "lead", "timescale", "revised", "requests", "measure", "priority", "rag", "remedy"),
    *("evidence", "milestones", "progress", "completed", "signed_off", "ended", "review", "actions"),
)


def pick(count: int, *words: object) -> int:
    """A number from 0 to ``count`` - 1 that depends on the words alone: the same on every machine."""
    digest = hashlib.sha256(" ".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:4], "big") % count


def a_day(month: int, first: int, last: int, *words: object) -> date:
    years, place = divmod(month + 9, 12)
    return date(2024 + years, place + 1, first + pick(last - first + 1, month, *words))


def when(month: int, *words: object) -> str:
    """A month in one of the ways in which plans say when."""
    years, place = divmod(month + 9, 12)
    named = f"{month_name[place + 1]} {2024 + years}"
    last = f"{monthrange(2024 + years, place + 1)[1]}/{place + 1:02}/{2024 + years}"
    styles = (named, named, f"By {named}", f"End of {named}", f"{12 + month % 9} {named}", last)
    return styles[pick(len(styles), month, *words)]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


class Plan:
    """One plan as it stands, the events that wait for it, and the file that it is."""

    def __init__(self, number: int, line: str) -> None:
        self.folder, self.body, self.kind, legend, desk, system, people, busy, last, fates = cells(line)
        self.number, self.last = number, int(last)
        self.file, title, called, self.board, posts = cells(KINDS[self.kind])
        self.words = {}
        rag: Record = {}
        for part in cells(LEGENDS[legend]):
            word, state, label = part.split(maxsplit=2)
            self.words[state] = word.replace("_", " ")
            rag[word.replace("_", " ")] = {"means": state, "label": label}
        self.people: dict[str, Record] = {
            "".join(part[0] for part in name.split()): {"name": name.strip(), "post": post.strip()}
            for name, post in zip(people.split(";"), posts.split(";"), strict=True)
        }
        self.keys, self.author = list(self.people), list(self.people)[-1]
        self.people["SG"] = {"name": f"{self.folder.capitalize()} Safeguarding Group", "group": True}
        self.busy = "" if busy == "-" else self.keys[int(busy)]
        self.told = number * 3
        agreed = a_day(0, 7, 25, self.folder)
        self.head: Record = {
            "format": "s11-plan/1",
            "title": title,
            "organisation": self.body,
            "origin": self.kind,
            "agreed": agreed,
            "as_at": agreed,
            "period": "October 2024 to March 2027",
            "called": called,
            "reported": [{"date": agreed, "to": self.board}],
            "control": {"owner": self.keys[0], "author": self.author, "next_review": "October 2026"},
            "rag": rag,
            "people": self.people,
            "recommendations": [],
        }
        self.waiting: list[tuple[date, Record | None, str, int]] = [
            (a_day(month, 3, 8, self.folder), None, "report", 0) for month in range(3, self.last + 1, 3)
        ]
        self.due: dict[int, int] = {}
        letters = iter(fates)
        for line in TEXTS[self.kind].format(desk=desk, system=system).strip().splitlines():
            if line.startswith("="):
                self.recommendation(line[2:])
            elif (fate := next(letters)) != "-":
                self.action(fate, *cells(line))
        assert next(letters, None) is None, f"{self.folder} has a letter for an action too many"
        self.waiting.sort(key=lambda event: event[0])

    def recommendation(self, text: str) -> None:
        parts = self.head["recommendations"]
        one: Record = {"id": len(parts) + 1, "text": text}
        if self.kind == "case-review":
            one["response"] = {"as": "accepted"}
        parts.append({**one, "actions": []})

    def action(self, fate: str, text: str, measure: str, evidence: str) -> None:
        """One action as it was agreed, and what will happen to it."""
        under = self.head["recommendations"][-1]
        first, last, worded, script = FATES[fate]
        name = f"{under['id']}.{len(under['actions']) + 1}"
        due = first + pick(last - first + 1, self.folder, name)
        lead = self.keys[(len(self.due) + self.number) % 5]
        if self.busy and fate in "xarMcD":
            lead = self.busy
        action: Record = {"id": name, "text": text, "lead": lead, "measure": measure}
        action["timescale"] = worded.format(month=when(due, "first")) if worded else when(due, self.folder, name)
        action["rag"] = self.words.get("not_started" if fate == "n" else "on_track", self.words["on_track"])
        action["evidence"] = [{"text": evidence}]
        if worded.startswith("On"):
            action |= {"lead": "SG", "review": "April 2026"}
        if self.kind == "audit":
            action["priority"] = ("High", "Medium", "Low")[pick(3, name, "priority")]
        if self.kind == "section-11" and fate in "ofr":
            action["evidence"][0]["timescale"] = action["timescale"]
        if fate in "kK":
            action["milestones"] = [
                {"text": step, "timescale": when(due - 14 + 6 * at)} for at, step in enumerate(STEPS)
            ]
        if fate == "w":
            target = int(re.search(r"(\d+)%", measure)[1])
            action["measure"] = {"text": measure, "baseline": f"{target - 29}%", "target": f"at least {target}%"}
        under["actions"].append(action)
        self.due[id(action)] = due
        for event in script.split(", ") if script else ():
            after, what, number = (event + " 0").split()[:3]
            day = a_day(due + int(after), 3, 8, self.folder, name)
            self.waiting.append((day, action, what, int(number)))

    def next_of(self, texts: list[str], entries: list[Record], field: str) -> str:
        """The next of these words that no entry says already."""
        self.told += 1
        said = [entry[field] for entry in entries]
        return next(text for text in texts[self.told % len(texts) :] + texts if text not in said)

    def happens(self, day: date, action: Record | None, what: str, number: int) -> None:
        """Enter one event in the plan."""
        if action is None:
            body = self.board if pick(3, day) else "Scrutiny Committee"
            self.head["reported"].append({"date": day, "to": body})
            return
        due = self.due[id(action)] + number
        if what in ("note", "at_risk", "off_track", "on_track", "checked", "hand"):
            notes = action.setdefault("progress", [])
            notes.append({"date": day, "by": self.author, "note": self.next_of(NOTES, notes, "note")})
        if what in ("at_risk", "off_track", "on_track"):
            action["rag"] = self.words[what]
        if what == "off_track":
            action["remedy"] = REMEDIES[pick(2, day)]
        if what in ("move", "grant"):
            moved: Record = {"date": day, "from": action["timescale"]}
            moves = action.setdefault("revised", [])
            moved |= {"why": self.next_of(REASONS, moves, "why"), "by": self.author}
            if what == "grant":
                moved |= {"asked": action["requests"][-1]["date"], "approved_by": self.board}
            moves.append(moved)
        if what in ("move", "grant", "quiet"):
            action["timescale"], self.due[id(action)] = when(due), due
        if what == "ask":
            why = self.next_of(REASONS, [], "why")
            action["requests"] = [{"date": day, "by": action["lead"], "to": when(due), "why": why}]
        if what == "refuse":
            refused = {"date": day, "by": self.board, "why": "It can be done with the people there are"}
            action["requests"][-1]["refused"] = refused
        if what == "done":
            action |= {"rag": self.words["completed"], "completed": day}
            action["evidence"][0] |= {"received": day, "link": f"https://example.org/{self.folder}/{action['id']}"}
        if what == "checked":
            checker = next(key for key in self.keys if key != action["lead"])
            action["signed_off"] = {"date": day, "by": checker}
            action["rag"] = self.words.get("verified", self.words["completed"])
        if what == "cycle":
            action.setdefault("completed", []).append(day)
        if what == "reach":
            action["milestones"][number]["received"] = day
        if what == "reading":
            value = int(re.search(r"\d+", action["measure"]["target"])[0]) - number
            action["measure"].setdefault("readings", []).append({"date": day, "value": f"{value}%"})
        if what == "end":
            action["ended"] = {"as": "no_longer_needed", "date": day, "why": "The service it was for has closed"}
        if what == "hand":
            self.people[action["lead"]]["left"] = day
            action["lead"] = next(key for key in self.keys if "left" not in self.people[key])

    def edit(self, month: int) -> date | None:
        """Enter what has happened up to a day of this month, and give the day; None where the plan was not touched."""
        if month > self.last or (month < self.last and (month + self.number) % 3 == 0):
            return None
        day = a_day(month, 10, 24, self.folder, "edit")
        now = [event for event in self.waiting if event[0] <= day]
        self.waiting = self.waiting[len(now) :]
        for event in now:
            self.happens(*event)
        if any(what in ("at_risk", "off_track", "on_track", "done", "checked") for _, _, what, _ in now):
            self.head["as_at"] = day
        leaves = month == self.last < LAST
        if leaves:
            self.people[self.author]["left"] = day
        return day if now or leaves else None

    def text(self) -> str:
        schema = "# yaml-language-server: $schema=../../schemas/plan.schema.json\n"
        return schema + "\n".join(yaml_lines(self.head)) + "\n"


def yaml_lines(record: Record, indent: str = "") -> Iterator[str]:
    """A record as YAML, one field a line."""
    in_order = {key: record[key] for key in ORDER if key in record} if "id" in record else record
    for key, value in in_order.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from yaml_lines(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{key}:"
            for one in value:
                first, *rest = yaml_lines(one, indent + "    ")
                yield f"{indent}  - {first.strip()}"
                yield from rest
        elif isinstance(value, list):
            yield f"{indent}{key}: [{', '.join(map(str, value))}]"
        elif key == "id":
            yield f'{indent}{key}: "{value}"'
        else:
            words = str(value).lower() if value is True else str(value)
            line = f"{indent}{key}: {words}"
            yield from textwrap.wrap(line, 110, subsequent_indent=indent + "  ", break_on_hyphens=False)


def stream() -> Iterator[bytes]:
    """All commits, as 'git fast-import' reads them."""
    plans = [Plan(number, line) for number, line in enumerate(re.split(r"\n(?=\w)", PLANS.strip()))]
    yield commit(date(2024, 10, 31), "The plans as they were agreed", "Theo Lidgett", plans)
    for month in range(1, LAST + 1):
        edited = [(day, plan.number, plan) for plan in plans if (day := plan.edit(month))]
        for day, _, plan in sorted(edited, key=lambda one: one[:2]):
            message = f"{plan.body}: what happened up to {day.day} {month_name[day.month]} {day.year}"
            yield commit(day, message, str(plan.people[plan.author]["name"]), [plan])


def commit(day: date, message: str, who: str, plans: list[Plan]) -> bytes:
    seconds = (day - date(1970, 1, 1)).days * 86400 + 43200
    mail = f"{who.lower().replace(' ', '.')}@example.org"
    lines = ["commit refs/heads/main"]
    lines += [f"{role} {who} <{mail}> {seconds} +0000" for role in ("author", "committer")]
    lines += [f"data {len(message.encode())}", message]
    for plan in plans:
        text = plan.text()
        lines += [f"M 100644 inline plans/{plan.folder}/{plan.file}.yaml", f"data {len(text.encode())}", text]
    return ("\n".join(lines) + "\n").encode()


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Say where: python docs/demo_portfolio.py FOLDER")
    folder = Path(sys.argv[1])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sys.exit(f"{folder} is there and not empty: name a folder that is not there yet")
    folder.mkdir(parents=True, exist_ok=True)
    # nobody's own settings of git have a say
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    kept |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for words, given in (
        (("init", "--quiet", "--template=", "--object-format=sha1", "--initial-branch=main"), b""),
        (("fast-import", "--quiet"), b"".join(stream())),
        (("reset", "--quiet", "--hard"), b""),
    ):
        subprocess.run(["git", *words], cwd=folder, input=given, check=True, env=kept)


if __name__ == "__main__":
    main()
