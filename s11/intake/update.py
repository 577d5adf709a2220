"""The same document a quarter later: what it says that the plan does not, as edits, and what it says otherwise.

Two passes. The first enters what a document may enter of its own: a later date, a rating, a note, a lead, something
new. The second compares the plan as it then is with the document once more: whatever still differs is listed with why
it was not entered. So nothing that differs is passed over in silence, and nothing that was recorded is written over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day

from s11.change import (
    Comparison,
    DateMove,
    EntryChange,
    FieldChange,
    IdChange,
    LeadChange,
    Pair,
    Part,
    PlaceChange,
    RatingChange,
    TextChange,
    compare,
    is_reason,
    same_text,
)
from s11.edit import CannotDo, Draft, Entry, Place, ask, complete, find_place, move
from s11.edit.draft import words_of
from s11.edit.parts import add_person, first_id, new_id
from s11.edit.words import rate
from s11.edit.words import update as set_leads
from s11.english import number_of, state_words
from s11.intake.columns import OF_WORDS
from s11.intake.imported import Imported
from s11.plan import (
    Action,
    DateChange,
    Done,
    Person,
    Plan,
    PlanFile,
    PlanFiles,
    Progress,
    Recommendation,
    Request,
    fields_of,
    fold_word,
    load_one,
)
from s11.standing import DONE, gives_a_day
from s11.text import Node, Path, Source
from s11.when import Timescale, day_words

# what is entered where the plan says nothing of it yet
_FIRST_WORDS = ("measure", *OF_WORDS)
# of what a document's table has no column the document says nothing
_COLUMN_OF = {"completed": "completed", "evidence": "evidence", "milestones": "milestones", "measure": "measure"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the document says otherwise than the plan, and that was not entered: of what, where it stands in
    the document ('' where it does not), what the plan and what the document says, and why it was left.
    """

    label: str
    place: str
    plan: str
    document: str
    why: str

    @property
    def sentence(self) -> str:
        """It in one line."""
        sides = [f"the plan: {_cut(self.plan)}"] * bool(self.plan)
        sides += [f"the document: {_cut(self.document)}"] * bool(self.document)
        where = f" ({self.place})" if self.place else ""
        return f"{self.label}{where}: {self.why}" + (f"; {'; '.join(sides)}" if sides else "")


@dataclass(slots=True)
class Updated:
    """A plan as a document brings it up to date: the draft of its text, and what differs still."""

    draft: Draft
    differences: list[Difference] = field(default_factory=list)


def legend_conflicts(plan: Plan, imported: Imported) -> dict[str, str]:
    """The words that the document's own legend gives another meaning than the plan's: word → what the document means.

    No rating by such a word can be taken for one of the plan's.
    """
    return {
        entry.word: entry.means
        for entry in imported.legend
        if entry.means and plan.legend_word(entry.word) and plan.state(entry.word) != entry.means
    }


def bring_up_to_date(
    loaded: PlanFile, imported: Imported, name: str, day: Day, by: str = "", conflicts: Mapping[str, str] | None = None
) -> Updated:
    """The plan with what a document of a day says since. ``name``: the document's; ``by``: a key of the plan's people.

    ``conflicts``: see ``legend_conflicts``. Raises CannotDo where the plan cannot be read whole.
    """
    return _Update(loaded, imported, name, day, by, conflicts or {}).made()


class _Update:
    """One document on its way into one plan."""

    def __init__(
        self, loaded: PlanFile, imported: Imported, name: str, day: Day, by: str, conflicts: Mapping[str, str]
    ):
        self.loaded, self.imported, self.day, self.conflicts = loaded, imported, day, conflicts
        source = Source(loaded.source.name, loaded.source.id, imported.text.encode("utf-8"))
        self.document = load_one(source, loaded.conventions)
        self.because = f"'{name}', as at {day_words(day)}"
        self.draft = Draft(loaded)
        self.entry = Entry(day, self.draft.person(by, "--by") if by else "")
        self.columns = {c.meaning for table in imported.tables if table.head for c in table.head.columns if c.meaning}
        self.refused: dict[tuple[str, str], str] = {}
        # whether the document states the plan's ratings anew, so that its day is the plan's
        self.day_moves = False

    def made(self) -> Updated:
        plan = self.draft.plan
        if plan.as_at is None or plan.as_at <= self.day:
            self.day_moves = self._move_day()
            self._enter_people()
            comparison = self._compared()
            # what is new of something that stands in the plan, before anything else of it: paths stay as they are
            for pair in comparison.pairs:
                if pair.new.kind == "action":
                    self._action(pair)
                elif pair.new.kind == "recommendation":
                    self._recommendation(pair)
                elif pair.new.is_piece:
                    self._piece(pair)
            self._add_new(comparison)
            self._settle_days()
            if self.draft.document is not self.loaded.document:
                self._note((), f"Brought up to date from {self.because}", self.entry)
        else:
            older = f"the document is of {day_words(self.day)}, and the plan stands as at {day_words(plan.as_at)}"
            self.refused["", "older"] = older
        final = Draft(self.loaded)
        final.document, final.phrases = self.draft.document, [f"brought up to date from {self.because}"]
        self.draft = final
        return Updated(final, list(self._differences()))

    # entering

    def _compared(self) -> Comparison:
        return compare(PlanFiles.of([self.draft.so_far()]), PlanFiles.of([self.document]))

    def _place(self, part: Part) -> Place:
        """Where a part of the plan stands in it as it is now. The draft begins anew with it, so that each step sees
        what the one before it entered.
        """
        before = self.draft
        self.draft = Draft(before.so_far())
        return find_place(self.draft.loaded, part.address.partition("#")[2])

    def _refuse(self, part: Part, field_: str, why: str) -> None:
        self.refused[part.address, field_] = why

    def _may(self, part: Part, field_: str, error: CannotDo) -> None:
        self._refuse(part, field_, f"it cannot be entered: {error}")

    def _enter_people(self) -> None:
        """Whoever leads something new or otherwise in the document and is nobody of the plan's people yet."""
        comparison = self._compared()
        keys = [key for pair in comparison.pairs for change in pair.all(LeadChange) for key in change.new]
        for part in comparison.added:
            if part.at:
                keys += [*part.dated.lead, *part.recommendation.lead]
        keys = [key for key in keys if fold_word(key) != "tbc"]
        for key in dict.fromkeys(keys):
            draft = Draft(self.draft.so_far())
            try:
                draft.person(key, "lead")
            except CannotDo:
                try:
                    add_person(draft, key, Person())
                except CannotDo as error:
                    self.refused["", f"person {key}"] = str(error)
                self.draft = draft

    def _action(self, pair: Pair) -> None:
        noted = self._progress(pair)
        rated, led = pair.one(RatingChange), pair.one(LeadChange)
        finished = pair.one(EntryChange, "completed")
        done = [one for one in finished.added if isinstance(one, Done) and one.date <= self.day] if finished else []
        if done:
            self._complete(pair, done, rated)
        elif rated is not None and not rated.carried:
            self._rate(pair, rated, noted)
        self._dates(pair)
        if led is not None and not led.carried:
            self._leads(pair, led)
        self._more_time(pair)
        self._first_words(pair)

    def _recommendation(self, pair: Pair) -> None:
        # what one of its actions has of its own on either side is told, and entered, there
        beneath = [part.recommendation.actions for part in (pair.old, pair.new)]
        rated, led = pair.one(RatingChange), pair.one(LeadChange)
        if rated is not None and not any(actions and all(one.rag for one in actions) for actions in beneath):
            self._rate(pair, rated, False)
        if not any(actions and all(one.timescale for one in actions) for actions in beneath):
            self._dates(pair)
        if led is not None and not any(actions and all(one.lead for one in actions) for actions in beneath):
            self._leads(pair, led)

    def _piece(self, pair: Pair) -> None:
        self._dates(pair)

    def _progress(self, pair: Pair) -> bool:
        """The notes that the plan does not have yet. Returns whether any was entered."""
        change = pair.one(EntryChange, "progress")
        entered = False
        for one in change.added if change else ():
            known = [note.note for note in pair.old.action.progress]
            if not isinstance(one, Progress) or any(same_text(one.note, before) for before in known):
                continue
            if one.date > self.day:
                self._refuse(pair.old, "progress", f"its day lies after {day_words(self.day)}, that of the document")
                continue
            words = one.note if is_reason(one.note) else f"{one.note} (in {self.because})"
            try:
                place = self._place(pair.old)
                self.draft.note(place.action_path, replace(self.entry, day=one.date), words)
                entered = True
            except CannotDo as error:
                self._may(pair.old, "progress", error)
        return entered

    def _complete(self, pair: Pair, done: Sequence[Done], rated: RatingChange | None) -> None:
        for one in done:
            try:
                place = self._place(pair.old)
                draft = Draft(self.draft.loaded)
                word = rated.new_word if rated is not None and rated.new in DONE and place.is_once else ""
                note = f"Completed, says {self.because}"
                complete(draft, place, self.entry, one.date.isoformat(), rag=word, note=note)
                self.draft = draft
            except CannotDo as error:
                self._may(pair.old, "completed", error)
                return
        if rated is not None and rated.new not in DONE:
            self._rate(pair, rated, True)

    def _rate(self, pair: Pair, change: RatingChange, noted: bool) -> None:
        if not change.new_word or change.new == "unrated":
            return
        if change.new_word in self.conflicts:
            return
        stated = _stated(pair.old)
        if stated is not None and stated > self.day:
            self._refuse(pair.old, "rag", f"the plan's rating is of {day_words(stated)}, later than the document")
            return
        if change.old in DONE and change.new not in DONE:
            self._refuse(pair.old, "rag", "recorded as done, and rated otherwise in the document")
            return
        try:
            place = self._place(pair.old)
            draft = Draft(self.draft.loaded)
            rate(draft, place, self.day, change.new_word)
            if self.day_moves and _own_day(place) is None:
                # the plan's own day says when it was stated
                draft = Draft(self.draft.loaded)
                draft.put((*place.path, "rag"), place.plan.legend_word(change.new_word))
            if not noted:
                note = f"Rated {change.new_word} ({state_words(change.new)}) in {self.because}"
                draft.note(place.action_path if place.action is not None else (), self.entry, note)
            self.draft = draft
        except CannotDo as error:
            self._may(pair.old, "rag", error)

    def _dates(self, pair: Pair) -> None:
        change = pair.one(DateMove)
        if change is None or change.new is None:
            return
        why = _why_not_moved(change, pair.old)
        if why:
            self._refuse(pair.old, "timescale", why)
            return
        words = self._node(pair.new, "timescale")
        if words is None and pair.new.kind == "action":
            words = self._node(pair.new.above, "timescale")
        try:
            place = self._place(pair.old)
            draft = Draft(self.draft.loaded)
            reason = "" if change.old is None else f"Moved in {self.because}; no reason is given there"
            move(draft, place, self.entry, words or "", reason, as_agreed=True)
            self.draft = draft
        except CannotDo as error:
            self._may(pair.old, "timescale", error)

    def _leads(self, pair: Pair, change: LeadChange) -> None:
        if not change.new:
            return
        try:
            place = self._place(pair.old)
            draft = Draft(self.draft.loaded)
            set_leads(draft, place, self.entry, leads=change.new)
            self.draft = draft
        except CannotDo as error:
            self._may(pair.old, "lead", error)

    def _more_time(self, pair: Pair) -> None:
        """More time that the document asks for: it moves nothing."""
        change = pair.one(EntryChange, "requests")
        for one in change.added if change else ():
            if not isinstance(one, Request) or any(
                same_text(one.to.text, other.to.text) for other in pair.old.action.requests
            ):
                continue
            try:
                place = self._place(pair.old)
                draft = Draft(self.draft.loaded)
                why = f"Asked for in {self.because}; no reason is given there"
                ask(draft, place, self.entry, one.to.text, why, as_agreed=True)
                self.draft = draft
            except CannotDo as error:
                self._may(pair.old, "requests", error)

    def _first_words(self, pair: Pair) -> None:
        for key in _FIRST_WORDS:
            old, new = getattr(pair.old.action, key), self._node(pair.new, key)
            if not old and new:
                self._put((*self._place(pair.old).path, key), new, pair.old, key)

    # what is new

    def _add_new(self, comparison: Comparison) -> None:
        old_of = {pair.new: pair.old for pair in comparison.pairs}
        for part in comparison.added:
            above = old_of.get(part.above) if part.at else None
            if above is None:
                # it comes with what it stands in
                continue
            if part.kind == "recommendation":
                beneath = [one for one in comparison.added if one.kind == "action" and one.above is part]
                self._add(("recommendations",), self._recommendation_node(part, beneath), part)
            elif part.kind == "action":
                node = self._action_node(part, above.recommendation)
                self._add((*self._place(above).path, "actions"), node, part)
            else:
                self._add((*self._place(above).path, _list_of(part)), self._piece_node(part), part)

    def _add(self, path: Path, node: Node, part: Part) -> None:
        try:
            draft = Draft(self.draft.so_far())
            draft.add(path, node)
            self.draft = draft
        except CannotDo as error:
            self._may(part, "", error)

    def _free_id(self, part: Part, known: Sequence[str]) -> str:
        """The number that the document itself gives, where it is free in the plan; '' where it is not."""
        taken = {fold_word(one) for one in known}
        return part.id if self._own_number(part) and fold_word(part.id) not in taken else ""

    def _action_node(self, part: Part, above: Recommendation) -> dict[str, Node]:
        """A new action as the importer wrote it, with what it has from its recommendation in the document and not in
        the plan, and an id that is free.
        """
        made = _copied(self._node(part, ""))
        plan = self.draft.so_far().plan or self.draft.plan
        known = [action.id for _, action in plan.actions()]
        # of what was entered before it in this run the plan knows too
        stands = next((one for one in plan.recommendations if one.id == above.id), above)
        beside = [action.id for action in stands.actions]
        made["id"] = new_id(self._free_id(part, known), beside, known, first_id(Draft(self.draft.so_far()), above.id))
        for key in ("timescale", "lead", "rag"):
            carried = self._node(part.above, key)
            if key not in made and carried is not None and words_of(carried) != _written(above, key):
                made[key] = carried
        if made.get("rag") and plan.as_at != self.day:
            made["as_at"] = self.day.isoformat()
        return _in_order(made, Action)

    def _recommendation_node(self, part: Part, beneath: Sequence[Part]) -> dict[str, Node]:
        """A new recommendation as the importer wrote it, with those of its actions that stand nowhere in the plan."""
        made = _copied(self._node(part, ""))
        plan = self.draft.so_far().plan or self.draft.plan
        known = [one.id for one in plan.recommendations]
        identity = new_id(self._free_id(part, known), known, known, "1")
        made["id"] = identity
        made.pop("theme", None)
        theme = part.plan.themes.get(part.recommendation.theme)
        if theme is not None:
            made["theme"] = self._theme(plan, theme.heading)
        if made.get("rag") and plan.as_at != self.day:
            made["as_at"] = self.day.isoformat()
        taken = [action.id for _, action in plan.actions()]
        actions: list[Node] = []
        for one in beneath:
            node = _copied(self._node(one, ""))
            own = self._free_id(one, taken)
            before = [str(other["id"]) for other in actions if isinstance(other, dict)]
            node["id"] = new_id(own, before, taken, first_id(Draft(self.draft.so_far()), identity))
            if node.get("rag") and plan.as_at != self.day:
                node["as_at"] = self.day.isoformat()
            taken.append(str(node["id"]))
            actions.append(_in_order(node, Action))
        made.pop("actions", None)
        if actions:
            made["actions"] = actions
        return _in_order(made, Recommendation)

    def _theme(self, plan: Plan, heading: str) -> str:
        """The key of a theme of the plan with a heading; entered where there is none."""
        for key, theme in plan.themes.items():
            if same_text(theme.heading, heading):
                return key
        number = len(plan.themes) + 1
        while f"theme-{number}" in plan.themes:
            number += 1
        draft = Draft(self.draft.so_far())
        draft.put(("themes", f"theme-{number}"), heading)
        self.draft = draft
        return f"theme-{number}"

    def _piece_node(self, part: Part) -> Node:
        """A new piece of evidence or milestone as the importer wrote it."""
        held = self._node(part.above, _list_of(part))
        number = part.action.number(part.at[2]) - 1
        return held[number] if isinstance(held, list) and number < len(held) else part.words

    # the day of the ratings

    def _move_day(self) -> bool:
        """Move the plan's day where the document states most of its ratings anew. Returns whether it did.

        Those that it does not state get the day that held for them before (``_settle_days``).
        """
        plan = self.draft.plan
        if "rag" not in self.columns or (plan.as_at is not None and plan.as_at >= self.day):
            return False
        stated = {
            pair.old.id
            for pair in self._compared().pairs
            if pair.old.kind == "action"
            and (word := pair.new.action.rag or pair.new.recommendation.rag)
            and word not in self.conflicts
        }
        rated = [action for above, action in plan.actions() if action.rag or above.rag]
        silent = [action for action in rated if action.id not in stated]
        if not rated or len(silent) * 2 > len(rated) or any(not action.rag for action in silent):
            return False
        draft = Draft(self.loaded)
        draft.put(("as_at",), self.day.isoformat())
        after = draft.so_far().plan
        if after is None or _readings(plan) != _readings(after):
            self.refused["", "as_at"] = (
                f"its day stays {plan.as_at}: years that are not written are counted from it; give the plan the day "
                "on which it was agreed"
            )
            return False
        self.draft = draft
        return True

    def _settle_days(self) -> None:
        """Each rating keeps the day on which it was stated, where the plan's day moved and the document does not
        state it; one that has a day of its own, and is stated anew, gets the document's.
        """
        if not self.day_moves:
            return
        before = self.loaded.plan
        stated = self._stated_anew()
        for above, action in before.actions() if before is not None else ():
            if not action.rag:
                continue
            unstated = action.id not in stated and (action.as_at or above.as_at) is None
            if unstated and before is not None and before.as_at is not None:
                self._put((*self._at(action.id).path, "as_at"), before.as_at.isoformat())
            elif action.id in stated and action.as_at is not None and action.as_at < self.day:
                place = self._at(action.id)
                if place.of_action.as_at != self.day:
                    self._put((*place.path, "as_at"), self.day.isoformat())
                    self._note(place.path, f"Still rated {action.rag} in {self.because}", self.entry)

    def _stated_anew(self) -> set[str]:
        """The actions whose rating the document states, and that stand in the plan as it does."""
        stated: set[str] = set()
        for pair in self._compared().pairs:
            if pair.old.kind != "action":
                continue
            word = pair.new.action.rag or pair.new.recommendation.rag
            if word and word not in self.conflicts and pair.one(RatingChange) is None:
                stated.add(pair.old.id)
        return stated

    def _at(self, identity: str) -> Place:
        self.draft = Draft(self.draft.so_far())
        return find_place(self.draft.loaded, identity)

    def _put(self, path: Path, node: Node, part: Part | None = None, key: str = "") -> None:
        try:
            draft = Draft(self.draft.so_far())
            draft.put(path, node)
            self.draft = draft
        except CannotDo as error:
            if part is None:
                raise
            self._may(part, key, error)

    def _note(self, path: Path, words: str, entry: Entry) -> None:
        draft = Draft(self.draft.so_far())
        draft.note(path, entry, words)
        self.draft = draft

    # what the document says of a part

    def _node(self, part: Part, key: str) -> Node | None:
        path = _path_of(part)
        return self.document.document.node((*path, key) if key else path)

    # listing

    def _differences(self) -> Iterator[Difference]:
        for word, means in self.conflicts.items():
            stands = state_words(self.draft.plan.state(word))
            yield Difference(
                "The legend",
                "",
                stands,
                state_words(means),
                f"'{word}' means something else: no such rating is entered",
            )
        for (address, key), why in self.refused.items():
            if not address:
                yield Difference("The plan" if " " not in key else key, "", "", "", why)
        comparison = self._compared()
        yield from self._numbered(comparison)
        for pair in comparison.pairs:
            yield from self._of_pair(pair)
        for part in comparison.added:
            if part.at and part.above not in comparison.added:
                why = self.refused.get((part.address, ""), "it stands only in the document, and was not entered")
                yield Difference(_words_label(part), self._where(part), "", part.words, why)
        for gone in comparison.removed:
            if gone.part.is_piece and _COLUMN_OF.get(_list_of(gone.part), "") not in self.columns:
                continue
            more = f", with {number_of(len(gone.actions), 'action')}" if gone.actions else ""
            why = f"it stands no longer in the document{more}; it stays in the plan"
            yield Difference(gone.part.label, "", gone.part.words, "", why)

    def _numbered(self, comparison: Comparison) -> Iterator[Difference]:
        """One line for all that has another number in the document: an id stays."""
        numbers = [
            f"{pair.old.label.rpartition(', ')[2]} is {pair.new.id} there"
            for pair in comparison.pairs
            if pair.one(IdChange) is not None and self._own_number(pair.new)
        ]
        if numbers:
            yield Difference(
                "Numbers", "", "", "", f"the document numbers otherwise, and an id stays for ever: {', '.join(numbers)}"
            )

    def _own_number(self, part: Part) -> bool:
        """Whether the document itself numbers a part so."""
        return (f"rec:{part.id}" if part.kind == "recommendation" else part.id) in self.imported.numbers

    def _where(self, part: Part) -> str:
        level = part
        while level.at:
            if place := self.imported.where.get(" ".join(level.words.split())):
                return place
            level = level.above
        return ""

    def _of_pair(self, pair: Pair) -> Iterator[Difference]:
        old, new = pair.old, pair.new
        for change in pair.changes:
            difference = self._of_change(pair, change)
            if difference is None:
                continue
            field_, before, after, why = difference
            refused = self.refused.get((old.address, field_), "")
            yield Difference(old.label, self._where(new), before, after, refused or why)
        for key in ("note",):
            yield from self._kept_words(pair, key)

    def _kept_words(self, pair: Pair, key: str) -> Iterator[Difference]:
        """Words of the document that no field holds, line by line, which the plan's own note does not have."""
        before, after = (getattr(part.record, key, "") for part in (pair.old, pair.new))
        held = " ".join(before.split()).casefold()
        for line in after.splitlines() if pair.new.is_plan else after.split("; "):
            words = " ".join(line.split())
            if words and words.casefold() not in held:
                yield Difference(
                    pair.old.label, self._where(pair.new), "", words, "words for which the format has no field"
                )

    def _of_change(self, pair: Pair, change: object) -> tuple[str, str, str, str] | None:
        """The field, what the plan and the document say, and why that was left; None for what is no difference."""
        old, new = pair.old, pair.new
        if isinstance(change, DateMove):
            if change.new is None and "timescale" not in self.columns:
                return None
            if not old.is_piece and new.kind == "recommendation" and change.new is None:
                # its actions have dates of their own in the document
                return None
            why = "no date stands there in the document" if change.new is None else "another date"
            return "timescale", _shown(change.old), _shown(change.new), why
        if isinstance(change, RatingChange):
            if "rag" not in self.columns or (new.kind == "recommendation" and not change.new_word):
                return None
            why = "rated otherwise"
            if not change.new_word:
                why = "it is not rated in the document"
            elif change.new_word in self.conflicts:
                why = "the document means something else by this word"
            elif change.new == "unrated":
                why = f"'{change.new_word}' is no word of the plan's legend"
            return "rag", change.old_word or "not rated", change.new_word, why
        if isinstance(change, LeadChange):
            if "lead" not in self.columns or (new.kind == "recommendation" and not change.new):
                return None
            why = "led by others" if change.new else "nobody leads it in the document"
            return "lead", ", ".join(change.old), ", ".join(change.new), why
        if isinstance(change, TextChange):
            if new.is_plan or change.field == "note" or change.slight or not change.new:
                return None
            what = "worded otherwise" if change.field == "text" else f"its {change.field} is worded otherwise"
            return change.field, change.old, change.new, f"{what}: the plan keeps the words that were agreed"
        if isinstance(change, EntryChange):
            known = [getattr(one, "note", "") for one in old.entries(change.field)]
            added = [
                _entry_words(one)
                for one in change.added
                if not any(getattr(one, "note", "") and same_text(getattr(one, "note", ""), each) for each in known)
            ]
            if not added or new.is_plan:
                return None
            if change.field == "revised":
                recorded = [one.before.text for one in old.entries("revised") if isinstance(one, DateChange)]
                earlier = [one.before.text for one in change.added if isinstance(one, DateChange)]
                unknown = [words for words in earlier if not any(same_text(words, other) for other in recorded)]
                why = "an earlier date that the plan does not record"
                return ("revised", "", "; ".join(unknown), why) if unknown else None
            return change.field, "", "; ".join(added), f"{_field_words(change.field)}: not entered"
        if isinstance(change, PlaceChange):
            return "place", change.old, new.above.words, "it stands under another in the document"
        # numbers and the legend have lines of their own
        return self._of_field(pair, change) if isinstance(change, FieldChange) else None

    def _of_field(self, pair: Pair, change: FieldChange) -> tuple[str, str, str, str] | None:
        old, new = pair.old, pair.new
        if new.is_plan or change.field in ("as_at", "timescale", "note", "rag") or not change.new:
            return None
        if change.field == "theme":
            before, after = (
                part.plan.themes[part.recommendation.theme].heading
                if part.recommendation.theme in part.plan.themes
                else ""
                for part in (old, new)
            )
            if not after or same_text(before, after) or same_text(before.partition(". ")[2], after):
                return None
            return "theme", before, after, "it stands under another heading in the document"
        why = f"its {_field_words(change.field)} is not the plan's"
        return change.field, _value_words(change.old), _value_words(change.new), why


# small readings ------------------------------------------------------------------------------------------------------


def _why_not_moved(change: DateMove, old: Part) -> str:
    """Why a date of the document is not entered; '' where it may be: a first date, or a later one."""
    new = change.new
    if new is None or not gives_a_day(new):
        return "it gives no day any more" if gives_a_day(change.old) else "another date"
    if change.old is None or not gives_a_day(change.old):
        return ""
    for earlier in _earlier_dates(old):
        if earlier.kind == new.kind and earlier.due == new.due and earlier.every == new.every:
            return "an older value: the date was moved since, as the plan says"
    before, after = _last_day(change.old), _last_day(new)
    if before is None or after is None or (change.old.kind, change.old.every) != (new.kind, new.every):
        return "another kind of date"
    return "" if after > before else "the date is earlier than the plan's"


def _earlier_dates(part: Part) -> Iterator[Timescale]:
    held = part.dated.revised
    if part.kind == "action" and part.action.timescale is None:
        held = part.recommendation.revised
    yield from (one.before for one in held)


def _last_day(timescale: Timescale) -> Day | None:
    return max((day for day in (timescale.due, *timescale.dues) if day is not None), default=None)


def _stated(part: Part) -> Day | None:
    own = part.rated.as_at if part.rated.rag else None
    return own or part.recommendation.as_at or part.plan.as_at


def _own_day(place: Place) -> Day | None:
    return getattr(place.record, "as_at", None)


def _path_of(part: Part) -> Path:
    """The path of a part in a file of which every entry could be read."""
    steps = ("recommendations", "actions")
    path: list[str | int] = []
    for name, at in zip(steps, part.at, strict=False):
        path += [name, at]
    return tuple(path)


def _readings(plan: Plan) -> list[tuple[Timescale | None, ...]]:
    return [
        (recommendation.timescale, action.timescale, *(piece.timescale for piece in action.pieces))
        for recommendation, action in plan.actions()
    ]


def _written(record: Recommendation, key: str) -> str:
    value = getattr(record, key)
    if isinstance(value, Timescale):
        return value.text
    return " / ".join(value) if isinstance(value, tuple) else value or ""


def _in_order(made: dict[str, Node], record: type[Action] | type[Recommendation]) -> dict[str, Node]:
    return {one.key: made[one.key] for one in fields_of(record) if one.key in made}


def _copied(node: Node | None) -> dict[str, Node]:
    return dict(node) if isinstance(node, dict) else {}


def _list_of(part: Part) -> str:
    return "milestones" if part.kind == "milestone" else "evidence"


def _words_label(part: Part) -> str:
    return {"recommendation": "A new recommendation", "action": "A new action"}.get(part.kind, f"New {part.kind}")


def _shown(timescale: Timescale | None) -> str:
    return timescale.text if timescale is not None else ""


def _entry_words(entry: object) -> str:
    day = getattr(entry, "date", None)
    words = getattr(entry, "note", "") or getattr(entry, "why", "")
    return " ".join(str(one) for one in (day, words) if one)


def _field_words(name: str) -> str:
    return name.replace("_", " ")


def _value_words(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable):
        return ", ".join(_value_words(one) for one in value)
    return "" if value is None else str(getattr(value, "how", None) or getattr(value, "text", None) or value)


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 100 else f"{flat[:98].rstrip()} …"
