"""Parts of workbooks by sheet name, column letters, and values as texts."""

import posixpath
from collections.abc import Container, Mapping
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

from flask_babel import gettext as _

from tracker.exchange.parsing.number_formats import Shown, text_of_number, text_of_percent
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


def distinct_name(name: str, taken: Container[str]) -> str:
    """A unique sheet name, with a number if needed: "Data (2)".

    Spreadsheet programs refuse two sheets of one name; programs that write files do not.
    """
    number, distinct = 1, name
    while distinct in taken:
        number += 1
        distinct = f"{name} ({number})"
    return distinct


def with_distinct_names(workbook: bytes) -> bytes:
    """The part with the list of sheets, with unique names."""
    listed = ElementTree.fromstring(workbook)  # noqa: S314 - found free of definitions before
    taken, is_changed = set[str](), False
    for sheet in listed.iter(f"{_MAIN}sheet"):
        given = sheet.get("name", "")
        name = distinct_name(given, taken)
        taken.add(name)
        is_changed = is_changed or name != given
        sheet.set("name", name)
    return ElementTree.tostring(listed) if is_changed else workbook


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet by name."""
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
    """A value as a person would type it. ``shown``: what its format shows."""
    match value:
        case int() | float() if shown is Shown.PERCENT and not isinstance(value, bool):
            return text_of_percent(value)
        case bool():
            return "true" if value else "false"
        case float():
            return text_of_number(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)
