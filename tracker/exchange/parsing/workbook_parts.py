"""Parts of workbooks by the names of their sheets, columns by their letters, values as texts."""

import posixpath
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

from flask_babel import gettext as _

from tracker.exchange.parsing.number_formats import Shown, text_of_percent
from tracker.exchange.sheets import UnreadableFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def letters(column: int) -> str:
    """The letters of a column counted from 1: A, B … Z, AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """By name of the sheet, the part that holds it."""
    links = "xl/_rels/workbook.xml.rels"
    if links not in parts:
        raise UnreadableFile(_("this workbook is damaged; save it again as .xlsx"))
    # Every part was found free of definitions before.
    targets = {
        each.get("Id"): _target(each.get("Target", ""))
        for each in ElementTree.fromstring(parts[links])  # noqa: S314 - see above
    }
    sheets = ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet")  # noqa: S314
    found = {each.get("name", ""): targets.get(each.get(_LINK), "") for each in sheets}
    return {name: part for name, part in found.items() if part in parts}


def _target(target: str) -> str:
    if target.startswith("/"):
        return target.removeprefix("/")
    return posixpath.normpath(posixpath.join("xl", target))


def cell_text(value: object, shown: Shown | None = None) -> str:
    """A value as somebody would have typed it; ``shown``: what its format shows."""
    match value:
        case int() | float() if shown is Shown.PERCENT and not isinstance(value, bool):
            return text_of_percent(value)
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)
