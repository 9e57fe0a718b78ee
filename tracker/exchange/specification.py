"""What a file of each kind holds: its columns once, for import, templates, help and export."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from tracker.accounts.actor import Actor
from tracker.schema.drafts import Changes, Column, D, Key, Link, Origin

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


@dataclass(frozen=True, slots=True)
class Kind(Generic[D]):
    """One kind of record that files can bring: what they hold, what is there, who writes it."""

    specification: Specification[D]
    on_record: Callable[[], Mapping[Key, D]]
    put: WriteFunction[D]
    faults: Callable[[D, Known], Iterator[Fault]] = nothing_more
    identify: Identify[D] = as_named
    links: Callable[[D, Known], Iterator[Link]] = every_link
    also_reads: frozenset[str] = frozenset()  # kinds that its rules look at beside those it names

    @property
    def name(self) -> str:
        """The kind's name, also the stem of its file."""
        return self.specification.kind

    @property
    def refers_to(self) -> frozenset[str]:
        """The kinds that its records name."""
        return self.also_reads | {link.kind for link in self.specification.draft.links()}
