"""Which records have everything a query asks, at two dates, the nearest first."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.search.index import Kind
from tracker.search.index_cache import Id, Searchable
from tracker.search.query import Node, Term
from tracker.search.syntax import Operator

OF_THE_STATE = 9  # weight of a hit in the name of the state that a record is about


@dataclass(frozen=True, slots=True)
class Dates:
    """The situation on a day, and what was published here by another."""

    as_of: date
    known_by: date


@dataclass(frozen=True, slots=True)
class Found:
    """Ids by kind in order, and by report the ids of its entries."""

    kinds: Mapping[Kind, list[Id]]
    entries: Mapping[Id, list[Id]]

    def __len__(self) -> int:
        return sum(len(ids) for ids in self.kinds.values())


def matching_records(root: Node | None, within: Searchable, dates: Dates) -> Found:
    """Records that have what is asked, the nearest first; entries stand under their reports."""
    ranks = ranked(root, within, dates)
    most = OF_THE_STATE * _needed(root)
    kinds: defaultdict[Kind, dict[Id, None]] = defaultdict(dict)
    entries: defaultdict[Id, list[Id]] = defaultdict(list)
    order = within.order
    for id_ in sorted(ranks, key=lambda one: (ranks[one], order[one])):
        document = within.documents[id_]
        if not within.counts(document, dates.as_of, dates.known_by):
            continue
        if document.within is None:
            kinds[id_[0]][id_] = None
        # An entry of which nothing but the state was found says no more than its report does.
        elif ranks[id_] < most:
            report = document.kind, document.within
            kinds[id_[0]][report] = None
            entries[report].append(id_)
    return Found({kind: list(ids) for kind, ids in kinds.items()}, entries)


def _needed(root: Node | None) -> int:
    """How many of the parts joined by AND are to be found."""
    if root is None or isinstance(root, Term) or root.operator is not Operator.AND:
        return 1
    return sum(isinstance(part, Term) or part.operator is not Operator.NOT for part in root.parts)


def ranked(root: Node | None, within: Searchable, dates: Dates) -> dict[Id, int]:
    """Records that have what is asked, with a rank: lower is nearer.

    A query that only leaves out finds nothing: it does not say what to look for.
    """
    if root is None:
        return {}
    if isinstance(root, Term):
        return matched(root, within, dates)
    if root.operator is Operator.NOT:
        return {}
    if root.operator is Operator.OR:
        return _any(root.parts, within, dates)
    return _all(root.parts, within, dates)


def _any(parts: tuple[Node, ...], within: Searchable, dates: Dates) -> dict[Id, int]:
    nearest: dict[Id, int] = {}
    for part in parts:
        for id_, rank in ranked(part, within, dates).items():
            if rank < nearest.get(id_, 1 << 30):
                nearest[id_] = rank
    return nearest


def _all(parts: tuple[Node, ...], within: Searchable, dates: Dates) -> dict[Id, int]:
    ranks: dict[Id, int] | None = None
    for part in parts:
        if is_negated(part):
            continue
        one = ranked(part, within, dates)
        if ranks is None:
            ranks = one
        else:
            ranks = {id_: ranks[id_] + one[id_] for id_ in ranks.keys() & one.keys()}
    left = ranks or {}
    for part in parts:
        if left and not isinstance(part, Term) and is_negated(part):
            out = ranked(part.parts[0], within, dates)
            left = {id_: rank for id_, rank in left.items() if id_ not in out}
    return left


def is_negated(node: Node) -> bool:
    """Whether a part of a query leaves records out."""
    return not isinstance(node, Term) and node.operator is Operator.NOT


def matched(term: Term, within: Searchable, dates: Dates) -> dict[Id, int]:
    """Records that have a term, or are about a state that is called so, with how near that is."""
    found: dict[Id, int] = {}
    for segment in within.segments:
        for number, weight in term.matches(segment, dates.known_by).items():
            found[segment.ids[number]] = weight
    for kind, iso3 in list(found):
        if kind is Kind.STATE:
            for id_ in within.about.get(iso3, ()):
                found.setdefault(id_, OF_THE_STATE)
    return found
