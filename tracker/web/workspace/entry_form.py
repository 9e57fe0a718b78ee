"""The form of one entry: from typed text to a draft and back.

A level, *not assessed* and *not applicable* are one choice here and two columns of a draft. What
is said of known records has fields of its own, named by the record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields import SelectChoice

from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.exchange.workbooks.records_sheet import words
from tracker.reporting.answer_definitions import CHOICES
from tracker.reporting.drafts import EntryDraft
from tracker.reporting.entries import RecordResponse
from tracker.reporting.vocabulary import Answer, Consultation, FactResponse
from tracker.schema.fields import clean
from tracker.web.core.forms import Form
from tracker.web.workspace.official_figures import with_rows
from tracker.web.workspace.words import CONSULTATION, FIELDS, RESPONSES, field_of
from tracker.workspace.report_editor import Line

TEXTS = (
    "reason",
    "measures_taken",
    "challenges",
    "assistance",
    "survivors_how",
    "indicator_values",
    "sources",
)
NAMES = ("choice", "survivors", *TEXTS)  # the fields that two writers may each have filled
THEIRS = "theirs"
EMPTY: Mapping[str, str] = {**dict.fromkeys(NAMES, ""), "survivors": Consultation.NOT_STATED.value}
# A form without known records and repeating answers says so, and leaves both as they are.
ONLY, TEXTS_ALONE = "only", "texts"


def _text(name: str, rows: int = 4) -> TextAreaField:
    return TextAreaField(FIELDS[name], render_kw={"rows": rows, "dir": "auto"})


class EntryForm(Form):
    """A report's entry on one commitment."""

    choice = RadioField(
        FIELDS["choice"],
        choices=[SelectChoice(each.code, each.word) for each in CHOICES],
        validate_choice=False,
    )
    reason = _text("reason", 3)
    measures_taken = _text("measures_taken", 6)
    challenges = _text("challenges")
    assistance = _text("assistance")
    survivors = RadioField(
        FIELDS["survivors"],
        choices=[SelectChoice(code.value, words) for code, words in CONSULTATION.items()],
        validate_choice=False,
    )
    survivors_how = _text("survivors_how")
    indicator_values = _text("indicator_values", 2)
    sources = _text("sources", 3)
    version = HiddenField()

    def take(self, invalid: Invalid) -> None:
        """Show errors at their fields. Those of known records are in ``fact_errors``."""
        for name, texts in invalid.errors.items():
            field = field_of(name)
            if field in self:
                self[field].errors = [*self[field].errors, *texts]
            elif field == "commitments":
                self.alike_errors.extend(texts)
            else:
                self.fact_errors[field] = list(texts)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fact_errors: dict[str, list[str]] = {}
        self.alike_errors: list[str] = []

    @property
    def is_refused(self) -> bool:
        """Whether it has any error."""
        return bool(self.errors or self.fact_errors or self.alike_errors)

    def faults(self) -> dict[str, list[str]]:
        """Errors by the name of the field that shows them."""
        faults = {name: list(map(str, texts)) for name, texts in self.errors.items() if name}
        faults |= {f"fact-{record}": texts for record, texts in self.fact_errors.items()}
        return faults | ({"commitments": self.alike_errors} if self.alike_errors else {})


@dataclass(frozen=True, slots=True)
class TypedEntry:
    """A submitted entry: texts, checkboxes, and responses to known records."""

    cells: Mapping[str, str]
    facts: tuple[RecordResponse, ...]
    alike: tuple[str, ...]

    def draft(self, commitment: str) -> EntryDraft:
        """The draft. Raises Invalid by field."""
        texts = {name: self.cells.get(name, "") for name in ("survivors", *TEXTS)}
        choice = self.cells.get("choice", "").strip()
        is_level = choice not in ("", Answer.NOT_ASSESSED, Answer.NOT_APPLICABLE)
        given = {"answer": Answer.LEVEL if is_level else choice, "level": choice * is_level}
        return EntryDraft.parse({"commitment": commitment, **given, **texts})


def parse_entry(line: Line) -> TypedEntry:
    """Parse the request for the records and commitments of the line.

    Where two texts stood side by side, ``take-FIELD`` says that theirs is to stay.
    """
    cells = {name: request.form.get(name, "") for name in NAMES}
    cells["indicator_values"] = with_rows(request.form)
    theirs = stored_cells(line)
    chosen = {name: theirs[name] for name in NAMES if request.form.get(f"take-{name}") == THEIRS}
    if request.form.get(ONLY) == TEXTS_ALONE:
        stored = sorted(_responses(line), key=lambda fact: fact.record)
        return TypedEntry({**cells, **chosen}, tuple(stored), repeating(line))
    possible = {reference for reference, _follows in line.alike}
    ticked = dict.fromkeys(request.form.getlist("alike"))
    return TypedEntry(
        cells={**cells, **chosen},
        facts=_facts(line),
        alike=tuple(reference for reference in ticked if reference in possible),
    )


def _facts(line: Line) -> tuple[RecordResponse, ...]:
    """The response to each record. Records that were not shown keep theirs.

    Where two answers stood side by side, ``take-fact-RECORD`` says that theirs is to stay.
    """
    known = {record.reference for record in line.known}
    unchanged = [fact for fact in _responses(line) if fact.record not in known]
    theirs = {record for record in known if request.form.get(f"take-fact-{record}") == THEIRS}
    unchanged += [fact for fact in _responses(line) if fact.record in theirs]
    given = [(record, request.form.get(f"fact-{record}", "")) for record in sorted(known - theirs)]
    answered = [
        RecordResponse(
            record, FactResponse(response), clean(request.form.get(f"note-{record}", "")) or None
        )
        for record, response in given
        if response in set(FactResponse)
    ]
    return tuple(sorted((*unchanged, *answered), key=lambda fact: fact.record))


def _responses(line: Line) -> Sequence[RecordResponse]:
    return line.entry.facts if line.entry else ()


def changed_facts(line: Line, given: Sequence[RecordResponse]) -> tuple[RecordResponse, ...] | None:
    """The responses if they differ from the stored ones. None leaves them."""
    stored = sorted(_responses(line), key=lambda fact: fact.record)
    return None if stored == list(given) else tuple(given)


def repeating(line: Line) -> tuple[str, ...]:
    """The commitments that repeat the entry now."""
    return tuple(reference for reference, follows in line.alike if follows)


def cells_of(draft: EntryDraft) -> dict[str, str]:
    """A draft as form values, with one indicator value a line."""
    cells = draft.cells()
    choice = cells["level"] if draft.answer is Answer.LEVEL else cells["answer"]
    values = "\n".join(map(str, draft.indicator_values))
    return {name: cells[name] for name in ("survivors", *TEXTS)} | {
        "choice": choice,
        "indicator_values": values,
    }


def stored_cells(line: Line) -> dict[str, str]:
    """The stored entry as the form's fields hold it; empty fields without an entry."""
    return cells_of(line.entry.saved.draft) if line.entry else dict(EMPTY)


def form_of(line: Line) -> EntryForm:
    """The form before anything is typed."""
    return EntryForm(None, data=stored_cells(line) | {"version": str(line.version)})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with two different texts, for readers and for the form."""

    name: str
    title: Any
    theirs: str
    mine: str

    @property
    def is_mine_blank(self) -> bool:
        """Whether only the other person wrote something."""
        return self.mine in ("", Consultation.NOT_STATED)

    @property
    def rows(self) -> int:
        """The number of lines for the longer text, within limits."""
        text = max(self.theirs, self.mine, key=len)
        return min(max(4, len(text) // 60 + text.count("\n") + 2), 24)


def differences(theirs: EntryDraft | None, mine: EntryDraft) -> list[Difference]:
    """The fields that differ, in form order."""
    left, right = cells_of(theirs) if theirs else EMPTY, cells_of(mine)
    return [
        Difference(name, FIELDS[name], left[name], right[name])
        for name in NAMES
        if left[name] != right[name]
    ]


@dataclass(frozen=True, slots=True)
class FactDifference:
    """A known record with two different responses. None: no response."""

    record: str
    title: str
    theirs: RecordResponse | None
    mine: RecordResponse | None


def fact_differences(line: Line, mine: Sequence[RecordResponse]) -> list[FactDifference]:
    """The records whose stored and submitted responses differ."""
    left = {fact.record: fact for fact in _responses(line)}
    right = {fact.record: fact for fact in mine}
    return [
        FactDifference(
            each.reference, words(each), left.get(each.reference), right.get(each.reference)
        )
        for each in line.known
        if left.get(each.reference) != right.get(each.reference)
    ]


def answer_words(answer: RecordResponse | None) -> str:
    """A response to a known record, in one line."""
    if answer is None:
        return _("No answer")
    word = str(RESPONSES[answer.response])
    return formats.labelled(word, answer.note) if answer.note else word


def in_words(name: str, cell: str) -> str:
    """The label of a choice, or the text itself."""
    if not cell:
        return _("nothing")
    words = {each.code: each.word for each in CHOICES} if name == "choice" else {}
    words |= (
        {code.value: word for code, word in CONSULTATION.items()} if name == "survivors" else {}
    )
    return str(words.get(cell, cell))


def over(form: EntryForm, version: int) -> EntryForm:
    """The form on top of another version."""
    form.version.data = str(version)
    return form
