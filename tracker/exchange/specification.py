"""What a file of each kind holds: its columns once, for import, templates, help and export."""

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
    """A service that puts drafts of one kind on record."""

    def __call__(
        self, actor: Actor, drafts: Sequence[D], *, origin: Origin | None = None
    ) -> Changes[D]:
        """Write what differs and say what that was; raises Forbidden."""
        ...


class WritePrepared(Protocol[D]):
    """The same service, where it also takes what was prepared before the lock on writing."""

    def __call__(
        self,
        actor: Actor,
        drafts: Sequence[D],
        *,
        origin: Origin | None = None,
        prepared: Prepared[D] | None = None,
    ) -> Changes[D]:
        """Write what was prepared and say what that was; raises Forbidden."""
        ...


@dataclass(frozen=True, slots=True)
class Specification(Generic[D]):
    """The columns of one kind of file.

    ``ignored`` names columns that such files may have and that are not kept, with the reason.
    """

    kind: str  # "commitments"; files are called commitments.csv
    title: str  # what a row is, for help pages; may be lazy text
    draft: type[D]
    ignored: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are kept, in the order of the file."""
        return self.draft.columns()

    @property
    def header(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(column.name for column in self.columns)


Row = TypeVar("Row")


class Identify(Protocol[D]):
    """Finds the record of each row where the rows themselves do not name it."""

    def __call__(
        self, existing: Mapping[Key, D], drafts: Mapping[Row, D], /
    ) -> tuple[dict[Row, D], dict[Row, Fault]]:
        """The drafts under the key of their record, and why not for the others, by row."""
        ...


def as_named(
    _existing: Mapping[Key, D], drafts: Mapping[Row, D], /
) -> tuple[dict[Row, D], dict[Row, Fault]]:
    """The rows of most kinds name their record."""
    return dict(drafts), {}


def nothing_more(_draft: Any, _known: Known) -> Iterator[Fault]:
    """Most kinds need no check beyond columns, keys and references."""
    return iter(())


def every_link(draft: Any, _known: Known) -> Iterator[Link]:
    """Most kinds hold to every reference that their draft declares."""
    return iter(draft.links())


def nothing_else(_drafts: Collection[Any]) -> Iterator[tuple[str, Lookup]]:
    """Most rules look only at what a draft names."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Kind(Generic[D]):
    """One kind of record that files can bring: what they hold, what is there, who writes it.

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
        """The kind's name, also the stem of its file."""
        return self.specification.kind

    @property
    def refers_to(self) -> frozenset[str]:
        """The kinds that its records name."""
        return self.also_reads | {link.kind for link in self.specification.draft.links()}

    def load_by(self, *lookups: Lookup) -> Mapping[Key, D]:
        """The stored records that the lookups find; all of a kind that has no storage here."""
        return load_drafts_by(self.storage, *lookups) if self.storage else self.on_record()

    def load_candidates(self, drafts: Collection[D]) -> Mapping[Key, D]:
        """The stored records that drafts may be, and those that share what must be unique."""
        if self.storage is None:
            return self.on_record()
        if self.candidates is not None:
            return self.candidates(drafts)
        columns = (self.storage.lookup_key, *self.specification.draft.UNIQUE)
        return self.load_by(*(lookup_of(self.storage, names, drafts) for names in columns))

    def count(self) -> int | None:
        """How many records are stored; None where all of them are loaded anyway."""
        return count_records(self.storage) if self.storage else None

    def prepare(self, changes: Changes[D], origin: Origin) -> Prepared[D] | None:
        """What writing the changes will take; None where it is worked out while it is written."""
        if self.storage is None or self.put_prepared is None:
            return None
        return prepare_versioned(self.storage, changes, origin=origin)


def stored_kind(
    specification: Specification[D], storage: Storage[D], put: WriteFunction[D], **more: Any
) -> Kind[D]:
    """A kind whose records ``storage`` describes."""
    return Kind(specification, partial(load_existing_drafts, storage), put, storage=storage, **more)
