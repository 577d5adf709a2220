"""The command ``chase``: one letter for each lead on what is late, due or in want of a word. s11 sends nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.loading import check_filter, exit_code_of_reading, load_plans, load_returns
from s11.cli.options import AsOf, FilterOptions, Plans, UsageError, days_in, with_filter_options
from s11.cli.publication import print_not_read
from s11.cli.returns import books_of, check_free, register
from s11.cli.terminal import print_err, print_out

if TYPE_CHECKING:
    from s11.view.chasers import Chaser

_ADDRESS = re.compile(r"[^\s@,;<>\"()\[\]\\]+@[^\s@,;<>\"()\[\]\\]+\.[^\s@,;<>\"()\[\]\\]+")
_NAMES, _ADDRESSES = ("name", "lead", "post"), ("address", "e-mail", "email", "mail")


@with_filter_options
def chase(
    plans: Plans = None,
    due_within: Annotated[
        str,
        typer.Option("--due-within", metavar="SPAN", help="How far ahead what is due is named: 45d, 6w, 3m."),
    ] = "45d",
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Write e-mail drafts with their workbooks, a table for a mail merge, Markdown and a card for Teams.",
        ),
    ] = "",
    address_book: Annotated[
        str,
        typer.Option(
            "--address-book",
            metavar="FILE",
            help="CSV with the columns name and address; without it the drafts are addressed to nobody.",
        ),
    ] = "",
    as_of: AsOf = None,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """A letter to each lead: late, due soon, no news, no date.

    Without --output the letters are shown, and nothing is written. s11 sends nothing: you look at each draft and send
    it.
    """
    from s11 import rules, store, view
    from s11.english import number_of
    from s11.render import chasers as letters
    from s11.standing import days_on
    from s11.view.chasers import chasers
    from s11.view.workbook_answers import answering

    chosen = filters.filter()
    plan_set, read, vantage = load_plans(plans, as_of)
    check_filter(chosen, read.files)
    days = days_in("--due-within", due_within, vantage.as_of) or 0
    report = view.report(read, vantage, plan_set.revision.words, (), rules.VERSION, chosen._replace(lead=""))
    asked = answering(load_returns(plan_set.base), vantage.as_of, read.ids)
    until = days_on(vantage.as_of, days)
    if until is None:
        raise UsageError(f"--due-within {due_within} leads beyond the last day there is")
    seen = chasers(report, read, until, asked, chosen)
    if address_book:
        addresses = _addresses(address_book)
        seen = seen._replace(chasers=tuple(_addressed(one, addresses) for one in seen.chasers))
        unknown = [one.made.lead for one in seen.chasers if not one.address]
        if unknown:
            print_err(f"not in {address_book}: {', '.join(unknown)}")
    if not output:
        print_out(letters.markdown(seen))
    elif not seen.chasers:
        print_out(f"{letters.summary(seen)}: nothing was written.\n")
    else:
        folder = Path(output)
        books = books_of([one.made for one in seen.chasers])
        check_free(folder, books)
        files: dict[str, bytes] = dict(books)
        for one in seen.chasers:
            files[f"{one.made.name}.eml"] = letters.eml(one, books[f"{one.made.name}.xlsx"])
        files["reminders.csv"] = letters.merge_csv(seen).encode("utf-8")
        files["reminders.md"] = letters.markdown(seen).encode("utf-8")
        files["reminders.teams.json"] = letters.teams_card(seen).encode("utf-8")
        for name, data in files.items():
            store.write(folder / name, data)
        register([one.made for one in seen.chasers])
        print_out("".join(f"{folder / one.made.name}.eml: {one.made.lead}, {one.counts}\n" for one in seen.chasers))
        drafts = number_of(len(seen.chasers), "draft")
        print_err(f"written: {drafts} with their workbooks in {output}; nothing was sent")
    for left in seen.not_asked if output else ():
        print_err(f"not asked about: {number_of(left.things, 'open thing')} {left.words}")
    print_not_read(report.head)
    return exit_code_of_reading(read)


def _addresses(name: str) -> dict[str, str]:
    """The address of everybody in an address book, by what they are called. Raises UsageError."""
    from s11 import store
    from s11.plan import fold_word

    try:
        text = store.read_bytes(Path(name)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8: save it as 'CSV UTF-8'") from error
    table = csv.reader(io.StringIO(text, newline=""))
    head = [word.strip().casefold() for word in next(table, [])]
    who, where = _column(head, _NAMES), _column(head, _ADDRESSES)
    if who is None or where is None:
        raise UsageError(f"{name} has no columns 'name' and 'address' in its first line")
    addresses: dict[str, str] = {}
    for row in table:
        if len(row) <= max(who, where) or not row[who].strip() or not row[where].strip():
            continue
        called, address = row[who].strip(), row[where].strip()
        if not _ADDRESS.fullmatch(address):
            raise UsageError(f"{name}, line {table.line_num}: '{address}' is no e-mail address")
        if addresses.get(fold_word(called), address) != address:
            raise UsageError(f"{name}, line {table.line_num}: '{called}' has another address above")
        addresses[fold_word(called)] = address
    return addresses


def _column(head: list[str], names: Iterable[str]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _addressed(one: Chaser, addresses: dict[str, str]) -> Chaser:
    from s11.plan import fold_word

    known = (addresses.get(fold_word(word)) for word in (one.made.lead, one.made.post) if word)
    return one._replace(address=next((address for address in known if address), ""))
