"""Declares a collection of the API: fields, filters and rows.

Addresses, parameters, files, the description for programs and its page all follow from it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.api.core.cursors import Key
from tracker.api.core.deprecation import Deprecation, is_deprecated
from tracker.api.core.fields import Field
from tracker.api.core.parameters import AFTER, LIMIT, READING, Parameter
from tracker.exchange.downloads.catalogue import OURS
from tracker.exchange.downloads.records import RecordFile
from tracker.exchange.downloads.selection import Selection
from tracker.gap.facts import ScoringParams

STEP = 500  # rows fetched at a time where a list is taken whole


@dataclass(frozen=True, slots=True)
class CollectionQuery:
    """A query of a collection: a position in the list, a reading, and filters by name.

    ``step`` is the number of rows that are read at a time.
    """

    reading: ScoringParams
    filters: Mapping[str, str] = field(default_factory=dict)
    after: Key | None = None
    step: int = STEP

    @property
    def selection(self) -> Selection:
        """The same query for a file."""
        return Selection(self.reading, self.filters)


Rows = Callable[[CollectionQuery], Iterable[tuple[Key, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A list of rows of one kind.

    ``rows`` returns them in the order of their keys, each with its key of the given ``kinds``. Keys
    are public, because cursors contain them. ``identity`` are the path parameters of a single item,
    which ``one`` finds (raises NotFound); ``more`` are fields that only it has. ``figures``: the
    rows are figures and depend on the whole reading. ``retiring``: it is deprecated.
    """

    name: str  # as in the address: indicator-values
    row: str  # what a row is called in the description: IndicatorValue
    title: Any
    about: Any
    fields: tuple[Field, ...]
    rows: Rows
    kinds: tuple[type, ...]
    filters: tuple[Parameter, ...] = ()
    identity: tuple[Parameter, ...] = ()
    one: Callable[..., Any] | None = None
    one_about: Any = None
    more: tuple[Field, ...] = ()
    figures: bool = False
    licence: Any = OURS
    retiring: Deprecation | None = None

    @property
    def goes(self) -> tuple[Deprecation, ...]:
        """The deprecated parts: the collection itself, or fields of its rows."""
        return is_deprecated((self.retiring, *(one.retiring for one in (*self.fields, *self.more))))

    @property
    def whole_parameters(self) -> tuple[Parameter, ...]:
        """The parameters of a file: filters and reading."""
        return (*self.filters, *READING)

    @property
    def list_parameters(self) -> tuple[Parameter, ...]:
        """The parameters of a page of the list."""
        return (*self.whole_parameters, LIMIT, AFTER)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that are columns in files."""
        return tuple(one for one in self.fields if one.in_files)


def recorded(file: RecordFile[Any]) -> Rows:
    """The rows of records in import format, in the order of the registry."""
    return lambda ask: file.records(ask.selection, after=ask.after, step=ask.step)


def sort_after(items: Iterable[tuple[Key, Any]], ask: CollectionQuery) -> Iterator[tuple[Key, Any]]:
    """Sort rows in memory by their keys and return those after the requested position."""
    for key, row in sorted(items, key=lambda pair: pair[0]):
        if ask.after is None or key > ask.after:
            yield key, row
