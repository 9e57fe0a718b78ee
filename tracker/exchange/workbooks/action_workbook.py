"""Writes an organisation's actions as a workbook with its drafts and empty rows.

The columns are those of the draft: a row of codes, a row of descriptions, then a row for each
action. Examples and lists have separate sheets.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from xlsxwriter import Workbook

from tracker.evidence.action_drafts import ActionDraft, readable
from tracker.evidence.queries.own_actions import OwnAction
from tracker.evidence.vocabulary import ActionKind, Tier
from tracker.exchange.parsing.workbook_parts import letters
from tracker.exchange.workbooks.layout import (
    AS_TYPED,
    JOINT,
    VERSION_JOINT,
    Formats,
    Layout,
    SheetColumn,
    add_sheet,
    chosen,
    code_of,
    write_row,
    write_sheet,
)
from tracker.registry.summaries import Card
from tracker.review.lifecycle import Status
from tracker.schema.fields import NO, YES

FORMAT = "1"
ACTIONS, EXAMPLES, LISTS, COMMITMENTS, READ_ME, SIGNATURE = (
    "Actions",
    "Examples",
    "Lists",
    "Commitments",
    "Read me",
    "Signature",
)
WIDE, NARROW = 40, 16
_WIDE = ("title", "account", "commitments", "url")
OWN = (
    SheetColumn("reference", _l("Do not change: the reference on this site"), 14, locked=True),
    SheetColumn("status", _l("Status"), 14, informs=True),
)
VERSION = SheetColumn("version", _l("Do not change"), 12, hidden=True)
FLAGS = ("withhold_name", "show_survivor_led")
# By the end of a column's code, the list from which it is chosen.
LISTED = ("state", "kind", "stage", "tier", "language", *FLAGS)


@dataclass(frozen=True, slots=True)
class WorkbookLabels:
    """The choices in the reader's language: code and word, by list."""

    lists: Mapping[str, Sequence[tuple[str, str]]]

    def choices(self, name: str) -> list[str]:
        """The choices of a drop-down. The part before the dash is the code."""
        return [f"{code}{JOINT}{word}" if word else code for code, word in self.lists[name]]


def list_of(column: str) -> str | None:
    """The list of a column. None for free text."""
    return next((name for name in LISTED if column == name or column.endswith(f"_{name}")), None)


def layout() -> Layout:
    """The sheet Actions."""
    own_key, *others = sorted(ActionDraft.columns(), key=lambda each: each.name != "own_key")
    described = [own_key, *others]
    columns = tuple(
        SheetColumn(each.name, each.holds, WIDE if each.name.endswith(_WIDE) else NARROW)
        for each in described
    )
    choices = {each.name: _range(listed) for each in described if (listed := list_of(each.name))}
    return Layout(ACTIONS, (*OWN, *columns, VERSION), 3, choices)


def _range(listed: str) -> str:
    """The range of a list on the sheet Lists."""
    letter = letters(LISTED.index(listed) + 1)
    return f"={LISTS}!${letter}$2:${letter}$300"


def cells_of(text: Mapping[str, str], words: WorkbookLabels) -> dict[str, str]:
    """A text as the cells of its row, with words for choices."""
    return {name: _cell(name, text.get(name, ""), words) for name in _names()}


def _cell(name: str, code: str, words: WorkbookLabels) -> str:
    listed = list_of(name)
    return (chosen(code, words.choices(listed)) if listed and code else "") or code


def _names() -> tuple[str, ...]:
    return tuple(column.name for column in ActionDraft.columns())


def text_of(cells: Mapping[str, str]) -> dict[str, str]:
    """The text in a row's cells by column, without blank ones."""
    text = {}
    for column in ActionDraft.columns():
        cell = cells.get(column.name, "").strip()
        value = code_of(cell) if list_of(column.name) else cell
        if value:
            text[column.name] = value
    return text


def canonical(text: Mapping[str, str]) -> dict[str, str]:
    """One spelling for equal texts. Unreadable parts stay as written."""
    draft, errors = readable(text)
    said = draft.cells() if not errors else dict(text)
    return {
        name: value
        for name, value in said.items()
        if value.strip() and not (name in FLAGS and value == NO)
    }


def digest(text: Mapping[str, str]) -> str:
    """A short hash of a text's content."""
    joined = "\x1f".join(f"{name}={each}" for name, each in sorted(canonical(text).items()))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def action_workbook(
    own: Sequence[OwnAction],
    *,
    organisation: str,
    words: WorkbookLabels,
    statuses: Mapping[Status, Any],
    cards: Sequence[Card],
) -> bytes:
    """The workbook with the organisation's drafts and empty rows below."""
    target = io.BytesIO()
    with Workbook(target, dict(AS_TYPED)) as book:
        # No name in the file's own properties: it lies on other machines than ours.
        book.set_properties({"title": str(_("Actions")), "author": "Commitments Tracker"})
        formats = Formats(book)
        rows = [_row(each, words, statuses) for each in own]
        write_sheet(book, layout(), rows, formats)
        _examples_sheet(book, words, formats)
        _lists_sheet(book, words, formats)
        _commitments_sheet(book, cards, formats)
        _read_me_sheet(book, formats)
        _signature_sheet(book, organisation)
    return target.getvalue()


def _row(own: OwnAction, words: WorkbookLabels, statuses: Mapping[Status, Any]) -> dict[str, str]:
    return {
        "reference": own.reference,
        "status": str(statuses[own.status]),
        **cells_of(own.text, words),
        "version": f"{own.version}{VERSION_JOINT}{digest(own.text)}",
    }


def _examples_sheet(book: Workbook, words: WorkbookLabels, formats: Formats) -> None:
    """Two example rows with invented content."""
    names = _names()
    sheet = add_sheet(book, EXAMPLES)
    sheet.set_column(0, len(names), 24)
    write_row(sheet, 1, names, formats.code)
    for row, example in enumerate(examples(), 2):
        cells = cells_of(example, words)
        write_row(sheet, row, [cells[name] for name in names], formats.information)
    sheet.protect("")


def examples() -> tuple[dict[str, str], ...]:
    """An action on one day with one source, and a contradicting period with two."""
    whole = {column.name: column.example for column in ActionDraft.columns()}
    first = {
        name: value
        for name, value in whole.items()
        if not name.startswith(("source_2", "source_3", "source_4", "source_5")) and name != "until"
    }
    second = {
        **first,
        "own_key": "2021-018",
        "kind": ActionKind.REVERSAL,
        "title": str(_("The ministry ended its grant to shelters")),
        "account": str(_("The grant was not in the budget of the next year.")),
        "happened_on": "2021-06",
        "until": "2021-12",
        "commitments": "GPA-2010-26=contradicts@1",
        "withhold_name": YES,
    }
    second |= {
        name.replace("_1_", "_2_"): value
        for name, value in first.items()
        if name.startswith("source_1_")
    }
    second |= {
        "source_2_url": "https://example.org/report",
        "source_2_title": str(_("Report of an organisation")),
        "source_2_tier": Tier.C,
    }
    return first, second


def _lists_sheet(book: Workbook, words: WorkbookLabels, formats: Formats) -> None:
    sheet = add_sheet(book, LISTS)
    sheet.set_column(0, len(LISTED), 30)
    columns = [words.choices(name) for name in LISTED]
    write_row(sheet, 1, LISTED, formats.head)
    for row in range(max(map(len, columns))):
        texts = [column[row] if row < len(column) else "" for column in columns]
        write_row(sheet, row + 2, texts, formats.information)
    sheet.protect("")


def _commitments_sheet(book: Workbook, cards: Sequence[Card], formats: Formats) -> None:
    sheet = add_sheet(book, COMMITMENTS)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 2, 50)
    sheet.set_column(3, 3, 90)
    heads = (_("Reference"), _("Title"), _("Text"), _("What is undertaken, in our words"))
    write_row(sheet, 1, heads, formats.head)
    for row, card in enumerate(cards, 2):
        texts = (card.reference, card.title, card.instrument.title, card.statement)
        write_row(sheet, row, texts, formats.information)
    sheet.protect("")


def _read_me_sheet(book: Workbook, formats: Formats) -> None:
    sheet = add_sheet(book, READ_ME)
    sheet.set_column(0, 0, 110)
    for row, text in enumerate(_read_me(), 1):
        sheet.write_string(row - 1, 0, text, formats.information)
    sheet.protect("")


def _read_me() -> Iterator[str]:
    yield _(
        "Fill in the sheet Actions, with one row for each action of a State. You may "
        "reorder rows and columns, but keep headings and sheet names."
    )
    yield _(
        "Give each new row your own number in the column own_key. A second upload uses it "
        "to find the action again. Unchanged rows change nothing, and no action is "
        "created twice."
    )
    yield _(
        "Write dates as 2021, 2021-05 or 2021-05-03. Write commitments as on the sheet "
        "Examples: the reference, =, then supports, contradicts or context. If the action "
        "shows a level, add @ and 0 to 4. The sheet Lists explains the words and levels."
    )
    yield _(
        "Each row becomes a draft that only your organisation sees. You check and send "
        "each draft from its page. You can attach files there."
    )
    yield _("Do not include anything that could identify a victim or a witness of trafficking.")


def _signature_sheet(book: Workbook, organisation: str) -> None:
    sheet = book.add_worksheet(SIGNATURE)
    for row, texts in enumerate((("format", FORMAT), ("organisation", organisation)), 1):
        write_row(sheet, row, texts, None)
    sheet.very_hidden()
