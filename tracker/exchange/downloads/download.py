"""A file for download: its columns, rows and filters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.selection import Described, Selection, Type
from tracker.schema.drafts import Link

OURS = _l("CC BY 4.0")
THEIRS = _l(
    "Facts of public record and data of others: each value has its source and licence "
    "in the file of sources. Our selection and codes: CC BY 4.0."
)
UN_WORDING = _l(
    "Wording of the United Nations, from its unofficial XML copies: acknowledge the "
    "United Nations as the source. Our licence does not cover it."
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file with its columns, its rows for a selection, and its filters.

    ``figures``: it contains figures and depends on the whole reading; other files depend only on
    the two dates. ``key`` lists the columns that identify a row, or is empty. ``spanning`` are
    references over several columns. ``packed`` is False for a file that repeats the content of
    others.
    """

    name: str
    title: Any
    about: Any
    columns: tuple[Described, ...]
    rows: Callable[[Selection], Iterator[Sequence[Cell]]]
    count: Callable[[Selection], int]
    filters: frozenset[str] = frozenset()
    figures: bool = False
    licence: Any = OURS
    key: tuple[str, ...] = ()
    spanning: tuple[Link, ...] = ()
    packed: bool = True

    @property
    def links(self) -> tuple[Link, ...]:
        """Which columns refer to rows of which file. A cell with several codes is no key."""
        single = (
            Link((column.name,), column.refers)
            for column in self.columns
            if column.refers and column.type is not Type.SEVERAL
        )
        return (*single, *self.spanning)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


# By what files of states, and files of commitments, can be narrowed.
OF_STATES = frozenset({"region", "group", "state"})
OF_COMMITMENTS = frozenset({"pillar", "theme", "instrument", "commitment"})
