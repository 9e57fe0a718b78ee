"""The form of an indicator: its columns, the steps of its scale and the commitments it measures.

What a field must hold is said by the columns of the drafts, as for files; see
``tracker.exchange.indicator_editing``.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import wtforms
from flask import g
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)

from tracker.core import clock, collation
from tracker.core.record_texts import record_text
from tracker.exchange.indicator_editing import Cells, IndicatorRows
from tracker.exchange.refusals import Refusal
from tracker.labels.codes import LABELS, LEVELS
from tracker.registry.indicator_drafts import HIGHEST_LEVEL
from tracker.registry.queries import commitments
from tracker.registry.vocabulary import Direction
from tracker.web.core.forms import Form, choices
from tracker.web.core.name_fields import NameField, NameList

MOST_ROWS = 200
SPARE = 2
COLUMNS = (
    "code",
    "title",
    "statement",
    "type",
    "kind",
    "unit",
    "direction",
    "treaty",
    "source_note",
    "speaks",
)
STEP = ("value", "level", "label", "meaning", "number")
MEASURE = ("commitment", "reason", "ceiling")
OPEN = {"autocomplete": "off", "dir": "auto"}
CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
DIRECTIONS = {
    Direction.UP: _l("A higher value is better"),
    Direction.DOWN: _l("A lower value is better"),
}
COMMITMENT_NAMES = "commitment-names"


def commitment_names() -> NameList:
    """Public commitments by title; read once a request, as every line has them."""
    if "commitment_names" not in g:
        today = clock.today()
        cards = commitments.register().cards.values()
        g.commitment_names = NameList(
            collation.choices(
                (card.reference, f"{record_text(card.title)} ({card.reference})")
                for card in cards
                if commitments.is_public(card, today)
            )
        )
    found: NameList = g.commitment_names
    return found


def _treaties() -> NameList:
    texts = commitments.register().instruments.values()
    return NameList(collation.choices((each.code, str(record_text(each.title))) for each in texts))


def _levels() -> list[tuple[str, Any]]:
    return [(str(level), word) for level, word in sorted(LEVELS.items())]


class StepForm(wtforms.Form):
    """One step of the scale."""

    value = StringField(_l("Value as recorded"), render_kw={**OPEN, "maxlength": 40})
    level = SelectField(
        _l("Level"),
        choices=lambda: [("", _l("Shows no level")), *_levels()],
        validate_choice=False,
    )
    label = StringField(_l("Short word for the value"), render_kw={**OPEN, "maxlength": 200})
    meaning = TextAreaField(_l("What the value means"), render_kw={"rows": 2, "dir": "auto"})
    number = StringField(
        _l("The value as a number, if it is one"), render_kw={**OPEN, "inputmode": "decimal"}
    )

    def cells(self) -> Cells:
        """What was typed; empty where nothing was."""
        typed = {name: (self[name].data or "").strip() for name in STEP}
        return typed if any(typed.values()) else {}


class MeasureForm(wtforms.Form):
    """One commitment that the indicator measures."""

    commitment = NameField(_l("Commitment"), commitment_names, shared=COMMITMENT_NAMES)
    reason = TextAreaField(
        _l("Reason, and what it leaves out"), render_kw={"rows": 2, "dir": "auto"}
    )
    ceiling = SelectField(
        _l("The highest level that it can show"),
        choices=lambda: list(reversed(_levels())),
        default=str(HIGHEST_LEVEL),
        validate_choice=False,
    )
    stored = HiddenField()
    remove = BooleanField(_l("It no longer measures this commitment"))

    def cells(self) -> Cells:
        """What was typed; empty where nothing was, whatever the ceiling says."""
        typed = {name: (self[name].data or "").strip() for name in MEASURE}
        return typed if typed["commitment"] or typed["reason"] else {}


class IndicatorForm(Form):
    """An indicator with its scale and its measures."""

    code = StringField(_l("Public code"), render_kw={**CODE, "maxlength": 40})
    title = StringField(_l("Short title"), render_kw={**OPEN, "maxlength": 500})
    statement = TextAreaField(
        _l("Meaning and limits of the indicator"), render_kw={"rows": 5, "dir": "auto"}
    )
    type = SelectField(_l("Type"), validate_choice=False)
    kind = SelectField(_l("Type of values"), validate_choice=False)
    unit = StringField(_l("Unit of its values"), render_kw={**OPEN, "maxlength": 200})
    direction = SelectField(_l("Better values"), validate_choice=False)
    treaty = NameField(_l("The treaty that the indicator follows"), _treaties)
    source_note = TextAreaField(_l("Citation or licence"), render_kw={"rows": 3, "dir": "auto"})
    speaks = StringField(_l("How long a value counts"), render_kw={**OPEN, "maxlength": 8})
    steps = FieldList(FormField(StepForm), max_entries=MOST_ROWS)
    measures = FieldList(FormField(MeasureForm), max_entries=MOST_ROWS)
    digest = HiddenField()
    # The buttons besides "Check and preview".
    more = BooleanField()
    save = BooleanField()

    def offer(self, spare: int = SPARE) -> "IndicatorForm":
        """Fill the lists and add empty lines for more steps and commitments."""
        self.type.choices = choices(LABELS["indicator_type"].items())
        self.kind.choices = choices(LABELS["indicator_kind"].items())
        self.direction.choices = choices(DIRECTIONS.items())
        for rows in (self.steps, self.measures):
            blank = sum(not entry.form.cells() for entry in rows)
            for _line in range(min(spare - blank, MOST_ROWS - len(rows))):
                rows.append_entry()
        return self

    def rows(self, code: str | None = None) -> IndicatorRows:
        """What was typed, by column; rows are numbered as they are drawn."""
        given = {name: (self[name].data or "").strip() for name in COLUMNS}
        if code is not None:
            given["code"] = code
        ended = [
            entry.form.stored.data
            for entry in self.measures
            if entry.form.remove.data and entry.form.stored.data
        ]
        return IndicatorRows(
            given,
            dict(_numbered(entry.form.cells() for entry in self.steps)),
            {
                number: cells
                for number, cells in _numbered(entry.form.cells() for entry in self.measures)
                if not self.measures[number - 1].form.remove.data
            },
            tuple(ended),
            is_new=code is None,
        )

    def refuse(self, refused: Iterable[Refusal]) -> None:
        """Put each refusal beside its field; those of no field stand on top."""
        for each in refused:
            field = self._field(each)
            if field is None:
                self.form_errors.append(each.reason)
            elif each.reason not in field.errors:
                field.errors = [*field.errors, each.reason]

    def _field(self, refusal: Refusal) -> Any:
        rows = {"indicator_levels": self.steps, "measures": self.measures}.get(refusal.file)
        form: Any = self
        if rows is not None and refusal.row and refusal.column != "indicator":
            form = rows[refusal.row - 1].form
        column = "code" if refusal.column == "indicator" else refusal.column
        found = [field for field in form if field.short_name == column]
        return found[0] if found else None

    def wrong(self) -> Iterator[Any]:
        """Every field with an error, in the order of the page."""
        for name in COLUMNS:
            if self[name].errors:
                yield self[name]
        for entry in (*self.steps, *self.measures):
            yield from (field for field in entry.form if field.errors)

    @property
    def is_wrong(self) -> bool:
        """Whether anything is refused."""
        return bool(self.form_errors) or any(True for _field in self.wrong())


def _numbered(rows: Iterable[Cells]) -> Iterator[tuple[int, Cells]]:
    return ((number, cells) for number, cells in enumerate(rows, 1) if cells)


def filled(rows: IndicatorRows) -> IndicatorForm:
    """The form with what an indicator is now."""
    measures = [{**cells, "stored": cells["commitment"]} for cells in rows.measures.values()]
    values = {**rows.indicator, "steps": list(rows.steps.values()), "measures": measures}
    return IndicatorForm(formdata=None, data=values)
