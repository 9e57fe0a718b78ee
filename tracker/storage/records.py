"""Stored records as drafts: the storage of each kind, and loading by key.

A lookup costs what it finds, not what the table holds. Only pages and files that show a whole kind
load all of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import func, inspect, select, tuple_

from tracker.core.db import db
from tracker.schema.drafts import D, Key
from tracker.storage.conversion import VERSION_MARK, draft_maker, plain_value, precision_name

CHUNK = 500  # values that one query asks for
FIRST_VERSIONS = 8  # later versions that the first query asks for; each further one asks for more
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    """A draft has a code; the row has the id of the record with this code."""

    attribute: str
    code: Any  # the mapped attribute, such as Instrument.code


Writer = Callable[[Any, Any], None]


def _itself(row: Any) -> Any:
    """The record that is published is the row itself, as for most kinds."""
    return row


def _as_it_is(_row: Any, draft: Any) -> Any:
    """The draft's columns identify its record, as for most kinds."""
    return draft


def _one_row() -> Writer:
    """The record is a single row, as for most kinds."""
    return lambda _row, _draft: None


def _no_join(query: Any) -> Any:
    """Lookups use columns of the table itself, as for most kinds."""
    return query


@dataclass(frozen=True, slots=True)
class Storage(Generic[D]):
    """How drafts of one kind are stored and converted.

    ``names`` gives the attribute of a column that is called otherwise. ``read`` gives the value of
    a column that lies in further tables; ``writer``, called once an act, gives what writes those.
    ``versioned`` names the column whose stored text carries a version (``.2``) after the first.
    ``remembered`` names columns on which figures rest: what they said is kept when they change.
    ``published`` gives the record that is made public, where that is another than the row.
    ``named`` gives the draft of a row the name under which the row is on record.
    ``key`` names the columns by which a record is looked up, where these are not the draft's key;
    ``indexed`` gives the attribute of such a column that lies in a table which ``joined`` joins.
    ``counted`` gives the conditions of the records that a file of the kind can hold, if not all.
    """

    subject: str  # as audit verbs and pages call the kind, such as "registry:commitments"
    model: type[Any]
    draft: type[D]
    names: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    read: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    writer: Callable[[], Writer] = _one_row
    options: tuple[Any, ...] = ()
    versioned: str | None = None
    remembered: tuple[str, ...] = ()
    published: Callable[[Any], Any] = _itself
    named: Callable[[Any, Any], Any] = _as_it_is
    key: Key = ()
    indexed: Mapping[str, Any] = field(default_factory=dict)
    joined: Callable[[Any], Any] = _no_join
    counted: Callable[[], tuple[Any, ...]] = tuple

    @property
    def lookup_key(self) -> Key:
        """The columns that identify a record."""
        return self.key or self.draft.KEY

    @property
    def is_plain(self) -> bool:
        """Whether a record is one row of one table, so that no objects are needed."""
        is_one_row = not self.read and not self.options and self.writer is _one_row
        return is_one_row and hasattr(self.model, "id")

    @property
    def is_drawn_from_columns(self) -> bool:
        """Whether the draft has only what its row has."""
        return self.is_plain and self.named is _as_it_is


@dataclass(frozen=True, slots=True)
class StoredRow(Generic[D]):
    """A row and its draft."""

    record: Any
    draft: D


@dataclass(frozen=True, slots=True)
class Lookup:
    """A query for records whose columns have one of these draft values."""

    columns: Key
    values: Collection[tuple[Any, ...]]


def load_existing(storage: Storage[D]) -> dict[Key, StoredRow[D]]:
    """All records of a kind by key, in their latest version, withdrawn or not.

    One query, and one more for each kind that it links to. For pages and files of the whole kind.
    """
    query = _select(storage).order_by(*inspect(storage.model).primary_key)
    return _by_key(storage, list(_rows(storage, query)))


def load_existing_drafts(storage: Storage[D]) -> dict[Key, D]:
    """All records of a kind as drafts, by key."""
    return {key: stored.draft for key, stored in load_existing(storage).items()}


def load_by(storage: Storage[D], *lookups: Lookup) -> dict[Key, StoredRow[D]]:
    """Records found by any of the lookups, by key, in the order of creation.

    Of successive versions the latest, withdrawn or not, as ``load_existing`` gives it; a lookup
    that finds an earlier version gives the latest as well.
    """
    found: dict[Any, Any] = {}
    place = _placer(storage)
    for lookup in lookups:
        found |= {place(row): row for row in _matching(storage, lookup)}
    rows = [found[key] for key in sorted(found)]
    if not storage.versioned:
        return _by_key(storage, rows)
    return _by_key(storage, _latest_of(storage, rows))


def load_drafts_by(storage: Storage[D], *lookups: Lookup) -> dict[Key, D]:
    """The drafts found like in ``load_by``."""
    return {key: stored.draft for key, stored in load_by(storage, *lookups).items()}


def load_for(storage: Storage[D], drafts: Iterable[D]) -> dict[Key, StoredRow[D]]:
    """The stored records with the keys of the drafts."""
    return load_by(storage, lookup_of(storage, storage.lookup_key, drafts))


def lookup_of(storage: Storage[Any], columns: Key, drafts: Iterable[Any]) -> Lookup:
    """A lookup for the drafts' values in these columns. Blanks find nothing."""
    values = dict.fromkeys([_all_held(draft, columns) for draft in drafts])
    return Lookup(columns, [each for each in values if None not in each])


def count_records(storage: Storage[Any]) -> int:
    """The number of records of a kind, without counting versions."""
    query = select(func.count()).select_from(storage.model).where(*storage.counted())
    if storage.versioned:
        stored = _attribute(storage, storage.versioned)
        query = query.where(stored.not_like(f"%{VERSION_MARK}%"))
    elif "published_at" in inspect(storage.model).columns and storage.is_plain:
        key = [_attribute(storage, name) for name in storage.draft.KEY]
        key += [
            getattr(storage.model, precision_name(each.key))
            for each in key
            if hasattr(storage.model, precision_name(each.key))
        ]
        query = select(func.count()).select_from(select(*key).distinct().subquery())
    return db.session.scalar(query) or 0


def codes_of(link: Link, ids: Collection[int] | None = None) -> dict[int, str]:
    """Codes by row id, of all linked records or of these."""
    query = _code_query(link)
    if ids is None:
        return {row.id: row.code for row in db.session.execute(query)}
    column = link.code.class_.id
    return {
        row.id: row.code
        for some in chunks(sorted(ids))
        for row in db.session.execute(query.where(column.in_(some)))
    }


def ids_of(link: Link, codes: Collection[str]) -> dict[str, int]:
    """Row ids of these codes, without unknown codes."""
    return {
        row.code: row.id
        for some in chunks(sorted(codes))
        for row in db.session.execute(_code_query(link).where(link.code.in_(some)))
    }


def _code_query(link: Link) -> Any:
    return select(link.code.class_.id.label("id"), link.code.label("code"))


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most ``size``."""
    left = iter(values)
    while some := list(islice(left, size)):
        yield some


# Queries --------------------------------------------------------------------------------------


def _select(storage: Storage[Any]) -> Any:
    """A query of columns if these are enough, else of mapped objects."""
    if storage.is_plain:
        return select(*inspect(storage.model).columns)
    return select(storage.model).options(*storage.options)


def _rows(storage: Storage[Any], query: Any) -> Iterator[Any]:
    found = db.session.execute(query)
    yield from found if storage.is_plain else found.scalars()


def _attribute(storage: Storage[Any], name: str) -> Any:
    """The mapped attribute for a column of the draft."""
    if name in storage.indexed:
        return storage.indexed[name]
    if name in storage.links:
        return getattr(storage.model, storage.links[name].attribute)
    return getattr(storage.model, storage.names.get(name, name))


def _matching(storage: Storage[Any], lookup: Lookup) -> Iterator[Any]:
    """The rows that a lookup finds."""
    attributes = [_attribute(storage, name) for name in lookup.columns]
    query = storage.joined(_select(storage)) if storage.indexed else _select(storage)
    for some in chunks(_bound(storage, lookup)):
        if len(attributes) == 1:
            narrowed = query.where(attributes[0].in_([value for (value,) in some]))
        else:
            narrowed = query.where(tuple_(*attributes).in_(some))
        yield from _rows(storage, narrowed)


def _bound(storage: Storage[Any], lookup: Lookup) -> Iterator[tuple[Any, ...]]:
    """The values as the table stores them: ids for codes, the last day of a partial date."""
    ids = {
        place: ids_of(storage.links[name], {each[place] for each in lookup.values})
        for place, name in enumerate(lookup.columns)
        if name in storage.links and name not in storage.indexed
    }
    for each in lookup.values:
        if all(each[place] in known for place, known in ids.items()):
            yield tuple(
                ids[place][value] if place in ids else plain_value(value)
                for place, value in enumerate(each)
            )


def _all_held(draft: Any, names: Key) -> tuple[Any, ...]:
    """A draft's values for these columns."""
    if draft.attributes().keys() >= set(names):
        return draft.values(names)
    return tuple(_held(draft, name) for name in names)


def _held(draft: Any, name: str) -> Any:
    """A draft's value for a column or property."""
    return draft.get(name) if name in draft.attributes() else getattr(draft, name)


def _placer(storage: Storage[Any]) -> Callable[[Any], Any]:
    """A function that returns the primary key of a row."""
    return attrgetter(*(column.key for column in inspect(storage.model).primary_key))


def _base(storage: Storage[Any], row: Any) -> str:
    text: str = getattr(row, storage.versioned or "")
    return text.partition(VERSION_MARK)[0]


def _latest_of(storage: Storage[Any], rows: Sequence[Any]) -> list[Any]:
    """The latest versions of these records, in the order of creation.

    A first version that has not ended is the latest: most rows need no further query.
    """
    place, reference = _placer(storage), attrgetter(storage.versioned or "")
    only = {reference(row): (place(row), row) for row in rows if row.ended_at is None}
    only = {base: each for base, each in only.items() if VERSION_MARK not in base}
    bases = dict.fromkeys(_base(storage, row) for row in rows)
    several = _latest_versions(storage, [base for base in bases if base not in only])
    ordered = sorted([*only.values(), *several], key=itemgetter(0))
    return [row for _key, row in ordered]


def _latest_versions(storage: Storage[Any], bases: Sequence[str]) -> list[tuple[Any, Any]]:
    """The latest version of each reference, with the primary key of the first.

    Versions are counted without gaps and only one that ended has a successor, so most references
    cost one lookup; of others the next few versions are asked for, then more at a time.
    """
    name = storage.versioned or ""
    first = list(_matching(storage, Lookup((name,), [(base,) for base in bases])))
    place = _placer(storage)
    began = {_base(storage, row): place(row) for row in first}
    latest = {_base(storage, row): row for row in first}
    open_ = [base for base, row in latest.items() if row.ended_at is not None]
    lowest, step = 2, FIRST_VERSIONS
    while open_:
        asked = [
            (f"{base}{VERSION_MARK}{version}",)
            for base in open_
            for version in range(lowest, lowest + step)
        ]
        found = list(_matching(storage, Lookup((name,), asked)))
        found.sort(key=place)
        latest |= {_base(storage, row): row for row in found}
        last = f"{VERSION_MARK}{lowest + step - 1}"
        full = {_base(storage, row) for row in found if getattr(row, name).endswith(last)}
        open_ = [base for base in open_ if base in full and latest[base].ended_at is not None]
        lowest, step = lowest + step, step * 4
    return [(began[base], row) for base, row in latest.items()]


def _by_key(storage: Storage[D], rows: Sequence[Any]) -> dict[Key, StoredRow[D]]:
    """The rows by draft key. A later row replaces an earlier one."""
    codes = {
        name: codes_of(link, {getattr(row, link.attribute) for row in rows} - {None})
        for name, link in storage.links.items()
    }
    draft_of = draft_maker(storage, codes)
    found = [StoredRow(row, draft_of(row)) for row in rows]
    return {stored.draft.key: stored for stored in found}
