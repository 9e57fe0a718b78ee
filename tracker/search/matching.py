"""Finds the records that match a query at two dates, best match first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, text

from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.search_texts import organisations_seen
from tracker.search.document import Kind
from tracker.search.engines import engine
from tracker.search.lexicon import Lexicon
from tracker.search.query import Node, Term
from tracker.search.statements import Parameters, Statements, leaves_to_find
from tracker.search.tokens import ALL_OF_REGISTRY, ENTRY, NAME, name_words, numbers_of
from tracker.search.vocabulary import Vocabulary

MOST = 1_000  # records of a kind that are put in order and counted
MOST_OF_REGISTRY = 100_000  # it is put in order whole


@dataclass(frozen=True, slots=True)
class Dates:
    """The two dates of a search."""

    as_of: date
    known_by: date


@dataclass(frozen=True, slots=True)
class Row:
    """A matching document. A lower ``rank`` is a better match."""

    id: int
    kind: Kind
    key: str
    within: str | None
    place: int
    rank: int


@dataclass(frozen=True, slots=True)
class Found:
    """Keys by kind in order, and the keys of entries by report.

    ``partial`` are the kinds with more matches than were ranked.
    """

    kinds: Mapping[Kind, list[str]]
    entries: Mapping[str, list[str]]
    partial: frozenset[Kind] = frozenset()

    def __len__(self) -> int:
        return sum(len(keys) for keys in self.kinds.values())


class Matcher:
    """Searches for one request and caches database answers."""

    def __init__(self, lexicon: Lexicon, dates: Dates, most: int = MOST) -> None:
        self.lexicon, self.dates, self.most = lexicon, dates, most
        self.vocabulary = Vocabulary()
        self.statements = Statements(engine(), self._states_named)
        self._named: dict[Term, tuple[str, ...]] = {}
        self._commitments: dict[Node, Mapping[str, int]] = {}

    def have(self, term: Term) -> bool:
        """Whether any text of any date contains a term."""
        query = self.statements.term(term, by_state=False)
        clause = self.statements.engine.matches("q")
        sql = f"SELECT 1 FROM search_text WHERE {clause} LIMIT 1"  # noqa: S608
        return db.session.execute(text(sql), {"q": query}).first() is not None

    def find(self, root: Node | None) -> Found:
        """Matching records, best first. Entries are grouped by report."""
        if root is None or (query := self.statements.found(root)) is None:
            return Found({}, {})
        kinds: dict[Kind, dict[str, None]] = defaultdict(dict)
        entries: dict[str, list[str]] = defaultdict(list)
        for row in _ordered(self._select(root, query, ALL_OF_REGISTRY, MOST_OF_REGISTRY)):
            kinds[row.kind][row.key] = None
        actions, all_actions = self._rows(root, query, Kind.ACTION)
        reports, all_reports = self._reports(root, query)
        organisations, all_organisations = self._rows(root, query, Kind.ORGANISATION)
        kinds[Kind.ACTION] = dict.fromkeys(row.key for row in actions)
        kinds[Kind.ORGANISATION] = dict.fromkeys(self._seen(organisations))
        for row in reports:
            kinds[Kind.REPORT][row.within or row.key] = None
            if row.within is not None:
                entries[row.within].append(row.key)
        whole = {
            Kind.ACTION: all_actions,
            Kind.REPORT: all_reports,
            Kind.ORGANISATION: all_organisations,
        }
        return Found(
            {kind: list(kinds[kind]) for kind in Kind if kinds[kind]},
            entries,
            frozenset(kind for kind, is_whole in whole.items() if not is_whole),
        )

    def commitments(self, node: Node | None) -> Mapping[str, int]:
        """References of matching commitments with their rank."""
        if node is None:
            return {}
        if node not in self._commitments:
            query = self.statements.found(node)
            numbers = numbers_of(Kind.COMMITMENT)
            rows = self._select(node, query, numbers, MOST_OF_REGISTRY) if query else []
            self._commitments[node] = {row.key: row.rank for row in rows}
        return self._commitments[node]

    def organisations_begun(self, words: Sequence[str]) -> Mapping[str, str]:
        """Names with words that begin like these, by public id."""
        used = self.statements.engine
        parts = [part for word in words for part in name_words(word)]
        if not parts:
            return {}
        query = used.both.join(used.phrase((f"{NAME}{part}*",)) for part in parts)
        rows = self._select(None, query, numbers_of(Kind.ORGANISATION), self.most)
        keys = [row.key for row in rows]
        return organisations_seen(keys, self.dates.as_of, self.dates.known_by) if keys else {}

    def _reports(self, root: Node, query: str) -> tuple[list[Row], bool]:
        frames, all_frames = self._rows(root, query, Kind.REPORT)
        # An entry of which nothing but the state was found says no more than its report does.
        said = [self.statements.term(term, by_state=False) for term in leaves_to_find(root)]
        own = self.statements.engine.either.join(said)
        of_entries = f"({query}){self.statements.engine.both}({own})"
        entries, all_entries = self._rows(root, of_entries, ENTRY)
        rows = sorted((*frames, *entries), key=lambda row: (row.rank, row.within is not None))
        return rows, all_frames and all_entries

    def _seen(self, rows: Sequence[Row]) -> list[str]:
        """Organisations named with an action at the two dates, by rank, then name."""
        keys = [row.key for row in rows]
        names = organisations_seen(keys, self.dates.as_of, self.dates.known_by) if keys else {}
        seen = (row for row in rows if row.key in names)
        return [row.key for row in sorted(seen, key=lambda row: (row.rank, names[row.key]))]

    def _states_named(self, term: Term) -> tuple[str, ...]:
        if term not in self._named:
            query = self.statements.term(term, by_state=False)
            rows = self._select(None, query, numbers_of(Kind.STATE), MOST_OF_REGISTRY)
            self._named[term] = tuple(row.key for row in rows)
        return self._named[term]

    def _rows(self, node: Node, query: str, kind: str) -> tuple[list[Row], bool]:
        """Documents of a kind in order, and whether these are all.

        Of very many the newest are put in order, and before them the newest of those that have
        everything in what they are called or say first.
        """
        numbers = numbers_of(kind)
        rows = self._select(node, query, numbers, self.most + 1)
        if len(rows) <= self.most:
            return _ordered(rows), True
        near = self.statements.found(node, near=True)
        first = self._select(node, near, numbers, self.most) if near else []
        known = {row.id for row in first}
        more = [row for row in rows if row.id not in known]
        return [*_ordered(first), *_ordered(more)][: self.most], False

    def _select(
        self, node: Node | None, query: str, numbers: tuple[int, int], most: int
    ) -> list[Row]:
        given, used = Parameters(), self.statements.engine
        rank = self.statements.rank(node, given) if node else "0"
        # The order of the join is the order of the numbers: reading stops when there are enough.
        sql = f"""
            SELECT d.id, d.kind, d.key, d.within, d.place, {rank} AS rank
            FROM search_text CROSS JOIN search_document d
            WHERE {used.matches("query")} AND {used.number} BETWEEN :low AND :high
            AND d.id = {used.number} AND (d.begun IS NULL OR d.begun <= :begun)
            AND (d.since IS NULL OR d.since <= :known_by)
            AND (d.until IS NULL OR d.until > :known_by)
            ORDER BY {used.number} LIMIT :most
        """  # noqa: S608 - every value is a parameter
        days = (bindparam("begun", type_=Date), bindparam("known_by", type_=Date))
        values: dict[str, Any] = {
            **given.values,
            "query": query,
            "low": numbers[0],
            "high": numbers[1],
            "begun": clock.latest_begun(self.dates.as_of),
            "known_by": self.dates.known_by,
            "most": most,
        }
        rows = db.session.execute(text(sql).bindparams(*days), values)
        return [
            Row(row.id, Kind(row.kind), row.key, row.within, row.place, row.rank) for row in rows
        ]


def _ordered(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.rank, row.place, row.id))
