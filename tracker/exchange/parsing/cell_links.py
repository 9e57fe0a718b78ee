"""Extracts web addresses behind linked cells, such as a cell that only shows "see".

A column that is called after addresses takes them in place of its texts. Any other keeps its texts
and gets a column of addresses beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.exchange.matching.header_words import ALIASES, folded
from tracker.exchange.parsing.records import Record

_CALLED = frozenset(map(folded, (*ALIASES["url"], "urls", "links", "weblink", "web link")))
_SHORT = frozenset(("url", "link", "links", "lien", "enlace", "hyperlink", "website", "http"))


@dataclass(slots=True)
class Linked:
    """Addresses by column and row. ``instead``: columns in which they replace the text."""

    instead: dict[int, dict[int, str]] = field(default_factory=dict)
    beside: dict[str, dict[int, str]] = field(default_factory=dict)  # by name of the new column
    names: dict[int, str] = field(default_factory=dict)

    def cells(self, number: int, cells: tuple[str, ...]) -> tuple[str, ...]:
        """The cells of a row with addresses in their columns."""
        if not any(number in each for each in self.instead.values()):
            return cells
        return tuple(
            self.instead.get(place, {}).get(number, cell) for place, cell in enumerate(cells)
        )

    def notes(self) -> Iterator[str]:
        """Notes by column on what was done."""
        for place, found in self.instead.items():
            yield ngettext(
                "%(column)s: we used the link behind the text in %(num)s cell",
                "%(column)s: we used the link behind the text in %(num)s cells",
                len(found),
                column=self.names[place],
            )
        for name, found in self.beside.items():
            yield ngettext(
                "%(num)s cell has a link: the column %(column)s contains it",
                "%(num)s cells have links: the column %(column)s contains them",
                len(found),
                column=name,
            )


def columns_of_links(
    columns: Sequence[str],
    places: Sequence[int],
    rows: Sequence[Record],
    links: Mapping[tuple[int, int], str],
) -> Linked:
    """Find addresses that no cell shows. ``places``: positions of the columns."""
    linked = Linked()
    if not links:
        return linked
    for name, place in zip(columns, places, strict=True):
        found = dict(_hidden_behind(place, rows, links))
        if not found:
            continue
        if _is_called_address(name):
            linked.instead[place], linked.names[place] = found, name
        else:
            linked.beside[str(_("%(name)s (link)", name=name))] = found
    return linked


def _hidden_behind(
    place: int, rows: Sequence[Record], links: Mapping[tuple[int, int], str]
) -> Iterator[tuple[int, str]]:
    for number, cells in rows:
        address = links.get((number, place + 1))
        if address is None or place >= len(cells):
            continue
        if cells[place].strip().rstrip("/") != address.rstrip("/"):
            yield number, address


def _is_called_address(name: str) -> bool:
    plain = folded(name)
    return plain in _CALLED or bool(_SHORT & set(plain.split()))
