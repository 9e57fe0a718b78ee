"""Loads the stored records that the drafts of a plan match or name.

It is loaded by key, so that a file costs what it holds and not what the tables hold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.exchange.specification import Kind
from tracker.review.revisions import dated_revision
from tracker.schema.drafts import Key, Link
from tracker.storage.records import Lookup

Values = dict[tuple[Any, ...], None]


@dataclass(frozen=True, slots=True)
class Existing:
    """Stored drafts by kind and key, the number of records by kind, and the time of reading.

    ``revision`` is None where something of it can change without the public revision rising.
    """

    drafts: Mapping[str, Mapping[Key, Any]]
    totals: Mapping[str, int] = field(default_factory=dict)
    revision: object = None

    @property
    def is_current(self) -> bool:
        """Whether nothing that was read can have changed since."""
        return self.revision is not None and self.revision == dated_revision()


def load_existing_for(
    drafts_by_kind: Mapping[str, Collection[Any]], kinds: Sequence[Kind[Any]]
) -> Existing:
    """Load the stored records that these drafts, by kind, match or name."""
    revision = dated_revision()  # first, so that what changes meanwhile is found
    known = {kind.name: kind for kind in kinds}
    found: dict[str, dict[Key, Any]] = {
        name: dict(known[name].load_candidates(drafts)) for name, drafts in drafts_by_kind.items()
    }
    for name, lookups in _lookups(drafts_by_kind, known).items():
        kind = known[name]
        if name in drafts_by_kind and kind.storage is None:
            continue
        loaded = kind.load_by(*(Lookup(columns, list(each)) for columns, each in lookups.items()))
        found[name] = {**loaded, **found.get(name, {})}
    read = [known[name] for name in found]
    totals = {name: total for name in drafts_by_kind if (total := known[name].count()) is not None}
    follows = all(kind.storage is not None for kind in read)
    return Existing(found, totals, revision if follows else None)


def _lookups(
    drafts_by_kind: Mapping[str, Collection[Any]], known: Mapping[str, Kind[Any]]
) -> dict[str, dict[Key, Values]]:
    """The values to look up, by kind and columns, also for kinds that no draft names."""
    asked: dict[str, dict[Key, Values]] = defaultdict(lambda: defaultdict(dict))
    for name, drafts in drafts_by_kind.items():
        kind = known[name]
        for referred in kind.refers_to & known.keys():
            asked[referred] = asked[referred]
        for link in kind.specification.draft.links():
            if link.kind in known:
                columns = _columns(known[link.kind], link)
                asked[link.kind][columns] |= dict.fromkeys(_values(link, columns, drafts))
        for other, lookup in kind.looks_up(drafts):
            asked[other][lookup.columns] |= dict.fromkeys(lookup.values)
    return asked


def _columns(kind: Kind[Any], link: Link) -> Key:
    """The columns of the kind by which a link is looked up.

    Of a key of several columns all but the last: the possible values of the last one are returned.
    """
    key: Key = kind.specification.draft.KEY
    return key[: max(1, len(link.columns) - 1)]


def _values(link: Link, columns: Key, drafts: Collection[Any]) -> Iterator[tuple[Any, ...]]:
    names = link.columns[: len(columns)]
    for draft in drafts:
        held = draft.values(names)
        if len(columns) == 1 and isinstance(held[0], tuple):
            yield from ((str(code),) for code in held[0])
        elif None not in held:
            yield held
