"""Forms of the import steps: reading, rows, confirmation."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField

from tracker.core.errors import Invalid
from tracker.exchange.imports.row_choice import RowChoice
from tracker.exchange.imports.runs import RunView
from tracker.exchange.matching.header_words import folded
from tracker.exchange.parsing import LayoutChoice
from tracker.web.core.forms import Form

LEAVE_OUT = "leave_out"


class ReadingForm(Form):
    """How to read the file, if it was recognised wrongly."""

    encoding = SelectField(_l("Encoding"), validate_choice=False)
    separator = SelectField(_l("Cells are separated by"), validate_choice=False)
    sheet = SelectField(_l("Sheet"), validate_choice=False)
    header_row = IntegerField(_l("Row with the column names"))
    across = SelectField(_l("Columns to turn into rows"), validate_choice=False)
    hidden_rows = SelectField(_l("Hidden rows"), validate_choice=False)

    def choice(self) -> LayoutChoice:
        """The choices. Blank means recognise. Raises Invalid."""
        given = {name: text for name, text in self.given().items() if text}
        row = given.get("header_row")
        if row is not None and not (row.isascii() and row.isdigit() and len(row) < 6):
            raise Invalid({"header_row": [_("a row number, or 0 if no row has the column names")]})
        return LayoutChoice(
            given.get("encoding"),
            SEPARATOR_SENT.get(given.get("separator", "")),
            given.get("sheet"),
            int(row) if row is not None else None,
            given.get("hidden_rows") == LEAVE_OUT or None,
            given.get("across"),
        )


# Signs that a form could lose on its way are sent by their names.
SEPARATOR_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SEPARATOR_SENT = {name: sign for sign, name in SEPARATOR_NAMES.items()}


CONDITIONS = ("", "_2", "_3")  # how many columns may say which rows are wanted, by their endings


def _column() -> SelectField:
    return SelectField(_l("Column for the selection"), validate_choice=False)


def _values() -> StringField:
    return StringField(_l("Values, separated by ;"), render_kw={"autocomplete": "off"})


def _words() -> StringField:
    label = _l("or words in its text, separated by ;")
    return StringField(label, render_kw={"autocomplete": "off"})


class ColumnsForm(Form):
    """Which rows to import, and the name for saving. Columns have fields in the template."""

    rows_column, rows_values, rows_words = _column(), _values(), _words()
    rows_column_2, rows_values_2, rows_words_2 = _column(), _values(), _words()
    rows_column_3, rows_values_3, rows_words_3 = _column(), _values(), _words()
    name = StringField(_l("Save these settings as"), render_kw={"autocomplete": "off"})

    def condition(self, ending: str) -> tuple[SelectField, StringField, StringField]:
        """Column, values and words of one condition."""
        return (
            self[f"rows_column{ending}"],
            self[f"rows_values{ending}"],
            self[f"rows_words{ending}"],
        )

    def rows(self) -> RowChoice:
        """Which rows to import. Raises Invalid for an incomplete or repeated column."""
        found = RowChoice({}, {})
        for ending in CONDITIONS:
            column, values, words = self._rows_of(ending)
            if column in {*found.values, *found.words}:
                reason = _(
                    "you have already chosen this column above; add its values and words there"
                )
                raise Invalid({f"rows_column{ending}": [reason]})
            if values:
                found = replace(found, values={**found.values, column: values})
            if words:
                found = replace(found, words={**found.words, column: words})
        return found

    def _rows_of(self, ending: str) -> tuple[str, list[str], list[str]]:
        fields = self.condition(ending)
        column, values, words = fields[0].data or "", *(_parted(each.data) for each in fields[1:])
        if column and not values and not words:
            reason = _("enter at least one value or word of that column")
            raise Invalid({f"rows_values{ending}": [reason]})
        if not column and (values or words):
            reason = _("choose the column that contains these")
            raise Invalid({f"rows_column{ending}": [reason]})
        return column, values, words


def _parted(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if folded(part)]


class CheckForm(Form):
    """The confirmed result of the check, by its digest."""

    digest = HiddenField()
    accept_valid = BooleanField()


def chosen_reading(choice: LayoutChoice) -> dict[str, Any]:
    """The choices for reading, as form values."""
    return {
        "encoding": choice.encoding,
        "separator": SEPARATOR_NAMES.get(choice.separator or ""),
        "sheet": choice.sheet,
        "header_row": choice.header_row,
        "across": choice.across,
        "hidden_rows": LEAVE_OUT if choice.leave_out_hidden else None,
    }


def chosen_rows(looked: RunView) -> dict[str, str]:
    """The chosen rows, as form values."""
    chosen, fields = looked.way.rows, dict[str, str]()
    columns = dict.fromkeys((*chosen.values, *chosen.words))
    for ending, column in zip(CONDITIONS, columns, strict=False):
        fields[f"rows_column{ending}"] = column
        fields[f"rows_values{ending}"] = "; ".join(chosen.values.get(column, ()))
        fields[f"rows_words{ending}"] = "; ".join(chosen.words.get(column, ()))
    return fields
