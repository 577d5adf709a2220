"""Twenty-one layouts of real plans, with invented words: headings as they were published, cells of their kind.

``columns``: what each column is, '' for one that no field of a plan holds. ``actions``: how many actions it holds, and
``said``: words of a doubt that must be told.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Layout:
    name: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    actions: int
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())  # row, column, rows, columns


LAYOUTS = (
    Layout(
        "several actions a cell, one date for all",
        (
            ("Recommendation", "Action", "Timescale", "Person responsible"),
            (
                "Establish a single line of accountability at director level.",
                "To name the director as the lead for safeguarding.\nAnnual report to Cabinet and Council",
                "March 2014 then annually",
                "AB/CD",
            ),
            ("Develop engagement of members", "To train all members in their first year.", "TBC", "EF"),
        ),
        ("recommendation", "action", "timescale", "lead"),
        3,
        above=("1. To strengthen leadership and accountability", "Those actions in italics still need to be agreed."),
        said=("timescale taken for all of them",),
    ),
    Layout(
        "dates pair with evidence",
        (
            ("Learning Points", "Action", "Evidence", "Completion date", "Lead", "Progress", "Status (RAG rating)"),
            (
                "Learning Point 1 The need to review our procedures",
                "Regularly review the programme and the policy.",
                "Officers' meeting minutes\nAnnual self-assessment\nReport to Council",
                "June 2016 On-going\nOct 2016\nJune 2016",
                "Val Green\nJenny Kay",
                "",
                "G-Green",
            ),
        ),
        ("recommendation", "action", "evidence", "timescale", "lead", "progress", "rag"),
        1,
        above=(
            "B-Blue Action completed",
            "G-Green Action on target to be met",
            "R-Red High risk, remedial action is needed",
        ),
        said=("3 dates were paired by their order with 3 pieces of evidence",),
    ),
    Layout(
        "the legend inside the heading, a number in front of the text",
        (
            (
                "",
                "Ofsted Recommendation",
                "Actions Proposed",
                "Lead Officer",
                "RAG Rating Red- not on track Amber- on track for completion Green- completed",
            ),
            ("1", "Improve the arrangements for screening referrals", "Board plan to be developed", "Chair", "Amber"),
            ("", "", "Re-present the thresholds to the board", "HoCSC", "Green & ongoing"),
        ),
        ("reference", "recommendation", "action", "lead", "rag"),
        2,
        said=("taken for 'Green' of the legend",),
    ),
    Layout(
        "a second header row of explanations",
        (
            (
                "RECOMMENDATION",
                "Scope of recommendation",
                "Action to be taken",
                "Lead Agency",
                "Key milestones to enact recommendation",
                "Target date",
                "Progress indicator",
                "Agency response to recommendations",
                "Date of completion and outcome",
            ),
            (
                "What is the recommendation?",
                "Local or regional, please state which",
                "How will the agency act on it? Please list",
                "Which agency leads?",
                "Please list the steps that should be taken",
                "When should it be done?",
                "Red Amber Green",
                "Please describe what was done",
                "When was it done, and which outcome was seen?",
            ),
            (
                "Review the referral pathway between agencies",
                "Local",
                "The pathway is to be written anew with all partners",
                "Housing",
                "Draft written\nPartners consulted\nPathway agreed\nPathway published",
                "By 31/12/2016\nBy 31/01/2017\nBy 28/02/2017\nBy 31/03/2017",
                "Amber",
                "The draft is with the partners since November",
                "",
            ),
        ),
        ("recommendation", "", "action", "lead", "milestones", "timescale", "rag", "progress", "completed"),
        1,
        said=("explains the headings", "4 dates were paired by their order with 4 milestones"),
    ),
    Layout(
        "check boxes and several leads",
        (
            (
                "No*",
                "Recommendation",
                "Area of concern",
                "Action (in SMART format)",
                "Lead",
                "Level for Action",
                "Monitoring",
                "Target date",
                "Evidence of action point implementation",
            ),
            (
                "1",
                "Record the voice of the child in every file",
                "Files say little of what children wish",
                "Audit twenty files each quarter for the child's voice",
                "KT;MP;HM",
                "☐Individual ☐Team ☒The Trust",
                "Quarterly report to the board of the trust",
                "30/09/2015",
                "Audit report of the quarter",
            ),
        ),
        ("reference", "recommendation", "", "action", "lead", "", "", "timescale", "evidence"),
        1,
    ),
    Layout(
        "must do, with a letter for the rating",
        (
            ("Ref", "MUST DO", "Action", "Planned outcome", "Lead", "Date", "RAG"),
            (
                "1",
                "Ensure medicines are stored safely",
                "1. Order new fridges\n2. Check them daily",
                "Medicines are safe",
                "Redacted",
                "31/03/2018",
                "G",
            ),
            (
                "2",
                "Ensure staff are supervised",
                "Set dates for all supervision",
                "Staff feel supported",
                "Redacted",
                "30/04/2018",
                "A",
            ),
        ),
        ("reference", "recommendation", "action", "measure", "lead", "timescale", "rag"),
        3,
        below=("Green = on target", "Amber = at risk of delay"),
    ),
    Layout(
        "a tracker with its key below",
        (
            (
                "Reference",
                "Origin",
                "Date",
                "Area",
                "Recommendation",
                "Exec Date",
                "Lead Officer/EM",
                "Action taken",
                "Status",
            ),
            (
                "2024-1",
                "Task group on libraries",
                "January 2024",
                "Libraries",
                "Open the children's library on Sundays",
                "March 2024",
                "Kay North",
                "Opened from May 2024 on, as a trial of six months",
                "Green",
            ),
            (
                "2024-2",
                "Task group on libraries",
                "January 2024",
                "Libraries",
                "Train volunteers",
                "March 2024",
                "Kay North",
                "As above",
                "Paused",
            ),
        ),
        ("reference", "", "", "recommendation", "action", "", "lead", "progress", "rag"),
        2,
        below=(
            "Green - achieved and no longer monitored",
            "Amber - acceptable progress made",
            "Red - unacceptable progress made, lead officer to attend",
        ),
        said=("stands above",),
    ),
    Layout(
        "a format in the heading, and words under it",
        (
            ("Action/Target", "State Protected Characteristics as listed below", "Target date (MM/YY)"),
            ("Publish the workforce data on the council's pages", "All", "03/25"),
            ("Meet the disabled staff network", "Disability", "Six monthly"),
            ("Review the grievance policy with the unions", "All", "Ongoing"),
        ),
        ("action", "", "timescale"),
        3,
    ),
    Layout(
        "a two-level head",
        (
            (
                "Standard",
                "Link to Health Audit",
                "Evidence (List and reference all evidence)",
                "Areas for improvement",
                "Deadline (for completion of improvements)",
                "Assessment Score",
                "Assessment Score",
            ),
            (
                "Standard",
                "Link to Health Audit",
                "Evidence (List and reference all evidence)",
                "Areas for improvement",
                "Deadline (for completion of improvements)",
                "Self Assessment Score (0-3)",
                "Moderated Score (0-3)",
            ),
            (
                "1.1 A named senior lead is in place",
                "1.2, 18.5",
                "Structure chart, job description of the lead",
                "The deputy is to be named in the policy too",
                "June 2016",
                "2",
                "1",
            ),
        ),
        ("recommendation", "standards", "evidence", "action", "timescale", "rag", ""),
        1,
        merged=((0, 5, 1, 2),),
    ),
    Layout(
        "questions for headings, dates with conditions",
        (
            (
                "How will the LSCB do this?",
                "What will it do?",
                "Responsible lead/ group",
                "By when",
                "What is desired outcome",
                "What will impact be and how measured",
            ),
            (
                "By hearing from children directly",
                "Hold a listening event in each of the districts",
                "Voice group",
                "September 2014 (website permitting)",
                "Children's views shape the board's plan",
                "Two changes a year that children asked for",
            ),
            (
                "By training its members",
                "Offer the course to every member",
                "Training group",
                "March 2015 as per training strategy",
                "Members know their duty",
                "Nine in ten trained",
            ),
        ),
        ("recommendation", "action", "lead", "timescale", "", "measure"),
        2,
        said=("not understood for certain",),
    ),
    Layout(
        "ids with letters, the objective above",
        (
            ("", "ACTION", "OUTCOME", "LEAD", "TIMESCALE", "PROGRESS"),
            (
                "1.1",
                "Agree the threshold document with all partners",
                "One threshold",
                "Board manager",
                "by the end of the financial year",
                "Drafted",
            ),
            ("1.1a", "Publish it on the board's pages", "It is known", "Board manager", "May 2015", "Waits for 1.1"),
            ("1.1b", "Train the front door in using it", "It is used", "Training lead", "June 2015", ""),
        ),
        ("reference", "action", "measure", "lead", "timescale", "progress"),
        3,
        above=("Objective 1: children are helped early",),
    ),
    Layout(
        "the lead above the table too",
        (
            ("Specific Actions", "Timescale/ Target", "Lead", "Output/Outcome measurement", "RAG rating"),
            (
                "Write a strategy for missing children",
                "Strategy agreed and in place by April 2012",
                "Pat Hall",
                "Strategy published; episodes fall",
                "Green",
            ),
        ),
        ("action", "timescale", "lead", "measure", "rag"),
        1,
        above=("Priority 3: missing children", "Lead: Pat Hall"),
    ),
    Layout(
        "the day of the notes in the heading",
        (
            (
                "DEVELOPMENTAL OBJECTIVE",
                "ACTION(s) REQUIRED",
                "EXPECTED OUTCOME",
                "WHEN",
                "LEAD",
                "PROGRESS at MARCH 2014",
            ),
            (
                "Partners share what they know of exploitation",
                "Set up a monthly meeting of analysts",
                "Risks are seen earlier",
                "June 2014",
                "Police\nHousing\nHealth\nYouth service\nSchools",
                "March 2014 – first meeting held, terms agreed",
            ),
        ),
        ("recommendation", "action", "measure", "timescale", "lead", "progress"),
        1,
        said=("'MARCH 2014' was taken for the day",),
    ),
    Layout(
        "a version and a long preamble",
        (
            ("Action", "Who", "By when", "Update"),
            (
                "Map the hot spots with the community safety team",
                "Analyst",
                "31 May 2019",
                "May 2019 - map shared with patrols",
            ),
        ),
        ("action", "lead", "timescale", "progress"),
        1,
        above=(
            "Exploitation action plan",
            "Version 22",
            "This plan was written with partners and is reviewed at each meeting of the group.",
        ),
    ),
    Layout(
        "a column for the revised date",
        (
            (
                "Recommendation",
                "Priority",
                "Action",
                "Responsible Officer",
                "Target Completion",
                "Revised Target Completion",
            ),
            (
                "Reconcile the accounts monthly",
                "one",
                "Agree a timetable with finance",
                "Head of Finance",
                "June 2009",
                "September 2009",
            ),
            ("Number all receipts", "three", "Order numbered books", "Cash office", "May 2009", ""),
        ),
        ("recommendation", "priority", "action", "lead", "timescale", "revised"),
        2,
        said=("a column of its own gives a later date",),
    ),
    Layout(
        "ids of letters and numbers, extensions asked for",
        (
            ("Ref", "Action", "Responsible officer", "Due date", "Time extension requested", "Comments"),
            (
                "21 BCFU 07",
                "Write the recovery plan for the depot",
                "Depot manager",
                "31/03/2024",
                "30/06/2024",
                "Now 90% completed",
            ),
        ),
        ("reference", "action", "lead", "timescale", "requests", "progress"),
        1,
    ),
    Layout(
        "per cent complete",
        (
            ("Audit", "Recommendation", "Agreed action", "Officer", "Target date", "% complete", "RAG"),
            (
                "Payroll 2019",
                "Check leavers monthly",
                "Send a list of leavers to payroll each month",
                "HR lead",
                "30/09/2019",
                "75%",
                "Amber",
            ),
        ),
        ("", "recommendation", "action", "lead", "timescale", "", "rag"),
        1,
    ),
    Layout(
        "an audit register",
        (
            (
                "ID",
                "Register Ref",
                "Exception Area",
                "Exception",
                "Recommendation",
                "Responsibility",
                "Action Taken",
                "Status of Recommendation",
                "Closed Date",
            ),
            (
                "1",
                "R12",
                "Access",
                "Leavers keep their passes",
                "Collect the pass on the last day",
                "Facilities",
                "Passes are collected since June 2021",
                "Closed",
                "14/06/2021",
            ),
        ),
        ("reference", "", "", "recommendation", "action", "lead", "progress", "rag", "completed"),
        1,
    ),
    Layout(
        "items to be rectified",
        (
            ("Item to be rectified", "Actions required", "Deadline", "Person responsible for each task", "RAG"),
            (
                "Fire doors are propped open",
                "Fit closers to the doors\nTell all staff why",
                "1 June 2022\n8 June 2022",
                "Estates\nManager",
                "Red",
            ),
        ),
        ("recommendation", "action", "timescale", "lead", "rag"),
        2,
        said=("paired by their order with lead, timescale",),
    ),
    Layout(
        "a school's plan",
        (
            ("Key area and aim", "Key actions", "Who", "Resources", "Success Criteria/Impact", "When"),
            (
                "Behaviour: fewer exclusions",
                "Train all staff in the new approach",
                "Deputy head",
                "Two days of cover",
                "Exclusions fall by half",
                "Autumn Term 2019",
            ),
        ),
        ("recommendation", "action", "lead", "", "measure", "timescale"),
        1,
    ),
    Layout(
        "accepted or rejected",
        (
            ("Rec no.", "Recommendation", "Accepted or rejected", "Response", "Function responsible", "Target date"),
            (
                "1",
                "Every prisoner is asked about children",
                "Accepted",
                "The form for arrivals is to be changed",
                "Residence",
                "July 2020",
            ),
            ("2", "A room for visits is painted", "Rejected", "There is no money for it this year", "Estates", ""),
        ),
        ("reference", "recommendation", "response", "action", "lead", "timescale"),
        2,
    ),
)
