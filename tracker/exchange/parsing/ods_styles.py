"""Namespaces and styles of OpenDocument spreadsheets: how much of a date is shown. Pure."""

from collections.abc import Mapping

from tracker.exchange.parsing.number_formats import Shown, shown_of
from tracker.exchange.parsing.probe import parse

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
# Writers may choose other prefixes than those of the standard: the namespace counts.
PREFIXES = {
    **{f"{_ODF}{name}:1.0": name for name in ("office", "style", "table", "text")},
    f"{_ODF}datastyle:1.0": "number",
    f"{_ODF}drawing:1.0": "draw",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
    "http://www.w3.org/1999/xlink": "xlink",
}


class OdsStyles:
    """How much of a date a cell shows, by name of its style."""

    def __init__(self) -> None:
        self._formats: dict[str, list[str]] = {}
        self._cells: dict[str, tuple[str | None, str | None]] = {}
        self._open: list[str] | None = None
        self._last_style = ""
        self.hidden_tables: set[str] = set()

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element of the styles begins."""
        name = tag.rpartition(":")[2]
        if name == "date-style":
            self._open = self._formats.setdefault(given.get("style:name", ""), [])
        elif name == "style":
            self._last_style = given.get("style:name", "")
            shows, parent = given.get("style:data-style-name"), given.get("style:parent-style-name")
            self._cells[self._last_style] = (shows, parent)
        elif name == "table-properties" and given.get("table:display") == "false":
            self.hidden_tables.add(self._last_style)
        elif self._open is not None and tag.startswith("number:"):
            self._open.append(name)

    def end(self, tag: str) -> None:
        """An element of the styles ends."""
        if tag.rpartition(":")[2] == "date-style":
            self._open = None

    def shown(self, style: str | None) -> Shown | None:
        """How much of a date this style shows. None if it is no date format."""
        for _step in range(10):
            shows, parent = self._cells.get(style or "", (None, None))
            if shows is not None:
                parts = self._formats.get(shows)
                return shown_of(parts) if parts is not None else None
            style = parent
        return None


def styles_of(parts: Mapping[str, bytes]) -> OdsStyles:
    """The styles of a document. Raises UnreadableFile."""
    styles = OdsStyles()
    for name in ("styles.xml", "content.xml"):
        if name in parts:
            parse(parts[name], styles.start, styles.end, prefixes=PREFIXES)
    return styles
