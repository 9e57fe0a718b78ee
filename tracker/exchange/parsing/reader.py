"""The entry point of the package: bytes of a file to a table, or a reason why not."""

import hashlib
import re

from flask_babel import gettext as _

from tracker.exchange.parsing import json_shapes
from tracker.exchange.parsing.delimited import parted
from tracker.exchange.parsing.encodings import decode
from tracker.exchange.parsing.layout import DetectedLayout, detect_layout, under_names
from tracker.exchange.parsing.table import LayoutChoice, Table
from tracker.exchange.parsing.wide_tables import turned
from tracker.exchange.parsing.workbook_grids import Workbook, is_workbook, read_book
from tracker.exchange.sheets import MOST_BYTES, UnreadableFile

_AS_RECOGNISED = LayoutChoice()
_STRANGERS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
)
_SAYS_SOMETHING = re.compile(r"\w")
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")


def read_table(name: str, content: bytes, choice: LayoutChoice = _AS_RECOGNISED) -> Table:
    """The table in a file. Raises UnreadableFile with what would be accepted.

    The content decides the format, because names are often wrong.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_("a file can have at most %(most)s MiB", most=MOST_BYTES // 1024**2))
    if not content.strip():
        raise UnreadableFile(_("the file is empty; its first row must contain the column names"))
    _refuse_strangers(content)
    digest = hashlib.sha256(content).hexdigest()
    if is_workbook(content):
        table = _of_workbook(name, digest, read_book(content, choice.sheet), choice)
    else:
        table = _of_text(name, digest, content, choice)
    return turned(table, choice.across)


def _refuse_strangers(content: bytes) -> None:
    found = next((meaning for start, meaning in _STRANGERS if content.startswith(start)), None)
    if found is None and content.lstrip(b"\xef\xbb\xbf \r\n\t")[:20].lower().startswith(_MARKUP):
        found = "HTML or XML"
    if found:
        raise UnreadableFile(
            _(
                "the file must be a table as CSV, XLSX, XLS, ODS, DOCX or JSON; this is %(found)s",
                found=found,
            )
        )


def _of_workbook(name: str, digest: str, book: Workbook, choice: LayoutChoice) -> Table:
    without = bool(choice.leave_out_hidden)
    laid = detect_layout(book.grid, choice.header_row, leave_out_hidden=without)
    return _table(name, digest, laid, book.format, None, None, book.notes, book)


def _of_text(name: str, digest: str, content: bytes, choice: LayoutChoice) -> Table:
    if choice.sheet:
        raise UnreadableFile(_("the file is no workbook, so it has no sheets; choose none"))
    decoded = decode(content, choice.encoding)
    if not _SAYS_SOMETHING.search(decoded.text):
        raise UnreadableFile(_("the file is empty; its first row must contain the column names"))
    if choice.separator is None and json_shapes.is_json(name, decoded.text):
        shape = json_shapes.read(decoded.text)
        laid = under_names(shape.grid)
        return _table(name, digest, laid, shape.format, decoded.encoding, None, decoded.notes)
    separator, grid = parted(decoded.text, choice.separator)
    laid = detect_layout(grid, choice.header_row)
    return _table(name, digest, laid, "csv", decoded.encoding, separator.character, decoded.notes)


def _table(
    name: str,
    digest: str,
    laid: DetectedLayout,
    form: str,
    encoding: str | None,
    separator: str | None,
    notes: tuple[str, ...],
    book: Workbook | None = None,
) -> Table:
    return Table(
        name=name,
        digest=digest,
        format=form,
        encoding=encoding,
        separator=separator,
        sheets=book.sheets if book else (),
        sheet=book.sheet if book else None,
        header_row=laid.header_row,
        columns=laid.columns,
        rows=tuple(laid.rows),
        notes=(*notes, *laid.notes),
        hint=laid.hint,
        hidden_rows=laid.hidden_rows,
    )
