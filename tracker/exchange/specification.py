"""Declares the columns of each kind of file once, for import, templates, help and export."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from tracker.accounts.actor import Actor
from tracker.schema.drafts import Changes, Column, D, Key, Link, Origin
from tracker.storage.records import (
    Lookup,
    Storage,
    count_records,
    load_drafts_by,
    load_existing_drafts,
    lookup_of,
)
from tracker.storage.upsert import Prepared, prepare_versioned

Known = Mapping[str, Mapping[Key, Any]]
"""By kind and key, every draft on record or in the files of the same load."""

Fault = tuple[str, str]
"""A column and the reason why its value is not taken."""


class WriteFunction(Protocol[D]):
    """A service that writes drafts of one kind."""

    def __call__(
        self, actor: Actor, drafts: Sequence[D], *, origin: Origin | None = None
    ) -> Changes[D]:
        """Write the differences and return them. Raises Forbidden."""
        ...


class WritePrepared(Protocol[D]):
    """The same service with rows prepared before the write lock."""

    def __call__(
        self,
        actor: Actor,
        drafts: Sequence[D],
        *,
        origin: Origin | None = None,
        prepared: Prepared[D] | None = None,
    ) -> Changes[D]:
        """Write what was prepared and return the changes. Raises Forbidden."""
        ...


@dataclass(frozen=True, slots=True)
class Implied:
    """What a field is where no column is matched with it: it follows from another field."""

    column: str
    meanings: Mapping[str, str]  # by the text of that column


@dataclass(frozen=True, slots=True)
class Specification(Generic[D]):
    """The columns of one kind of file.

    ``ignored`` names columns that such files may have and that are not kept, with the reason.
    ``implied``: by field, from which other one it follows.
    """

    kind: str  # "commitments"; files are called commitments.csv
    title: str  # what a row is, for help pages; may be lazy text
    draft: type[D]
    ignored: Mapping[str, str] = field(default_factory=dict)
    implied: Mapping[str, Implied] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The stored columns in file order."""
        return self.draft.columns()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


Row = TypeVar("Row")


class Identify(Protocol[D]):
    """Finds the record of each row if rows do not name it."""

    def __call__(
        self, existing: Mapping[Key, D], drafts: Mapping[Row, D], /
    ) -> tuple[dict[Row, D], dict[Row, Fault]]:
        """The drafts by the key of their record, and refusals by row."""
        ...


def as_named(
    _existing: Mapping[Key, D], drafts: Mapping[Row, D], /
) -> tuple[dict[Row, D], dict[Row, Fault]]:
    """The rows name their record, as in most kinds."""
    return dict(drafts), {}


def nothing_more(_draft: Any, _known: Known) -> Iterator[Fault]:
    """No check beyond columns, keys and references, as in most kinds."""
    return iter(())


def every_link(draft: Any, _known: Known) -> Iterator[Link]:
    """All references of the draft are required, as in most kinds."""
    return iter(draft.links())


def nothing_else(_drafts: Collection[Any]) -> Iterator[tuple[str, Lookup]]:
    """The rule needs only what a draft names, as most rules do."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Kind(Generic[D]):
    """One kind of importable record: its columns, stored records and writer.

    ``on_record`` loads all records of the kind. Where ``storage`` says how they are stored, a plan
    loads only those that its drafts may be or name: ``candidates`` finds the first, where the key
    and unique columns do not suffice, ``looks_up`` what the rules of the kind look at besides, by
    the name of its kind. ``put_prepared`` writes what is worked out before the lock is taken.
    """

    specification: Specification[D]
    on_record: Callable[[], Mapping[Key, D]]
    put: WriteFunction[D]
    faults: Callable[[D, Known], Iterator[Fault]] = nothing_more
    identify: Identify[D] = as_named
    links: Callable[[D, Known], Iterator[Link]] = every_link
    also_reads: frozenset[str] = frozenset()  # kinds that its rules look at beside those it names
    storage: Storage[D] | None = None
    candidates: Callable[[Collection[D]], Mapping[Key, D]] | None = None
    looks_up: Callable[[Collection[D]], Iterator[tuple[str, Lookup]]] = nothing_else
    put_prepared: WritePrepared[D] | None = None

    @property
    def name(self) -> str:
        """The name of the kind and of its file."""
        return self.specification.kind

    @property
    def refers_to(self) -> frozenset[str]:
        """The kinds that its records name."""
        return self.also_reads | {link.kind for link in self.specification.draft.links()}

    def load_by(self, *lookups: Lookup) -> Mapping[Key, D]:
        """The stored records for these lookups. All of them if the kind has no storage."""
        return load_drafts_by(self.storage, *lookups) if self.storage else self.on_record()

    def load_candidates(self, drafts: Collection[D]) -> Mapping[Key, D]:
        """Stored records that match the drafts or share unique values with them."""
        if self.storage is None:
            return self.on_record()
        if self.candidates is not None:
            return self.candidates(drafts)
        columns = (self.storage.lookup_key, *self.specification.draft.UNIQUE)
        return self.load_by(*(lookup_of(self.storage, names, drafts) for names in columns))

    def count(self) -> int | None:
        """The number of stored records. None if all of them are loaded anyway."""
        return count_records(self.storage) if self.storage else None

    def prepare(self, changes: Changes[D], origin: Origin) -> Prepared[D] | None:
        """Prepared data for writing. None if it is computed while writing."""
        if self.storage is None or self.put_prepared is None:
            return None
        return prepare_versioned(self.storage, changes, origin=origin)


def stored_kind(
    specification: Specification[D], storage: Storage[D], put: WriteFunction[D], **more: Any
) -> Kind[D]:
    """A kind with records in ``storage``."""
    return Kind(specification, partial(load_existing_drafts, storage), put, storage=storage, **more)
