"""Forms of the steps on which a file is settled: how it is read, its rows, what was shown."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField

from tracker.core.errors import Invalid
from tracker.exchange.imports.row_choice import RowChoice
from tracker.exchange.imports.runs import RunView
from tracker.exchange.matching.header_words import folded
from tracker.exchange.parsing import LayoutChoice
from tracker.web.core.forms import Form

LEAVE_OUT = "leave_out"


class ReadingForm(Form):
    """How the file is read, where it was not recognised right."""

    encoding = SelectField(_l("Encoding"), validate_choice=False)
    separator = SelectField(_l("Cells are parted by"), validate_choice=False)
    sheet = SelectField(_l("Sheet"), validate_choice=False)
    header_row = IntegerField(_l("Row that names the columns"))
    across = SelectField(_l("Columns that go across"), validate_choice=False)
    hidden_rows = SelectField(_l("Hidden rows"), validate_choice=False)

    def choice(self) -> LayoutChoice:
        """What is chosen; blank is to be recognised. Raises Invalid."""
        given = {name: text for name, text in self.given().items() if text}
        row = given.get("header_row")
        if row is not None and not (row.isascii() and row.isdigit() and len(row) < 6):
            raise Invalid({"header_row": [_("a row number, or 0 where no row names them")]})
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


class ColumnsForm(Form):
    """Which rows are wanted, and the name under which it is saved; fields per column stand in the
    page.
    """

    rows_column = SelectField(_l("Column that says which rows"), validate_choice=False)
    rows_values = StringField(_l("Its values, separated by ;"), render_kw={"autocomplete": "off"})
    rows_words = StringField(
        _l("or words in its text, separated by ;"), render_kw={"autocomplete": "off"}
    )
    name = StringField(_l("Save this under a name"), render_kw={"autocomplete": "off"})

    def rows(self) -> RowChoice:
        """Which rows are wanted. Raises Invalid where a column stands alone, or none does."""
        column = self.rows_column.data or ""
        values, words = _parted(self.rows_values.data), _parted(self.rows_words.data)
        if column and not values and not words:
            raise Invalid({"rows_values": [_("say at least one value or word of that column")]})
        if not column and (values or words):
            raise Invalid({"rows_column": [_("choose the column in which these stand")]})
        return RowChoice({column: values} if values else {}, {column: words} if words else {})


def _parted(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if folded(part)]


class CheckForm(Form):
    """What the check showed, by its digest."""

    digest = HiddenField()


def chosen_reading(choice: LayoutChoice) -> dict[str, Any]:
    """How the file is read, as the form has it."""
    return {
        "encoding": choice.encoding,
        "separator": SEPARATOR_NAMES.get(choice.separator or ""),
        "sheet": choice.sheet,
        "header_row": choice.header_row,
        "across": choice.across,
        "hidden_rows": LEAVE_OUT if choice.leave_out_hidden else None,
    }


def chosen_rows(looked: RunView) -> dict[str, str]:
    """The rows that were chosen, as the form has them."""
    chosen = looked.way.rows
    column = next(iter((*chosen.values, *chosen.words)), "")
    return {
        "rows_column": column,
        "rows_values": "; ".join(chosen.values.get(column, ())),
        "rows_words": "; ".join(chosen.words.get(column, ())),
    }
