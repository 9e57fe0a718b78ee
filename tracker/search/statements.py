"""Turns a query tree into SQL: the matches and their rank.

Nearness is the same on both databases: of each term the weight of the nearest text that has it,
``OF_THE_STATE`` where only the state of the record is called so; summed over what must be found
together, the least of alternatives.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import ceil

from tracker.search.engines import Engine, Phrase
from tracker.search.query import Node, Term, phrases_of
from tracker.search.syntax import Operator
from tracker.search.tokens import ABOUT, WEIGHTS

OF_THE_STATE = 9  # weight of a hit in the name of the state that a record is about
NOWHERE = 999
ENOUGH = 0.6  # of the pairs of characters, where no text has a Chinese phrase whole
MOST_PAIRS = 9  # of such a phrase that are looked for

About = Callable[[Term], Sequence[str]]  # codes of the states that a term names


@dataclass
class Parameters:
    """Values of a statement by parameter name."""

    values: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        """Add a value and return its parameter name."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return name


@dataclass(frozen=True, slots=True)
class Statements:
    """Writes queries for one database. ``about`` returns the States in a term."""

    engine: Engine
    about: About

    def found(self, node: Node | None, *, near: bool = False) -> str | None:
        """A query for all matches. None if nothing can match.

        A query that only leaves out finds nothing: it does not say what to look for. ``near``:
        each term in what a record is called or says first.
        """
        if node is None:
            return None
        if isinstance(node, Term):
            return self.term(node, near=near)
        if node.operator is Operator.NOT:
            return None
        if node.operator is Operator.OR:
            found = [self.found(part, near=near) for part in node.parts]
            return self._either([one for one in found if one is not None])
        return self._all(node.parts, near=near)

    def _all(self, parts: Sequence[Node], *, near: bool) -> str | None:
        wanted = [self.found(part, near=near) for part in parts if not is_negated(part)]
        together = [one for one in wanted if one is not None]
        if not wanted or len(together) < len(wanted):
            return None
        found = f"({self.engine.both.join(together)})"
        excluded = self._either([one for part in parts if (one := self._left_out(part))])
        return self.engine.without(found, excluded) if excluded else found

    def _left_out(self, part: Node) -> str | None:
        if isinstance(part, Term) or part.operator is not Operator.NOT:
            return None
        return self.found(part.parts[0])

    def _either(self, queries: Sequence[str]) -> str | None:
        return f"({self.engine.either.join(queries)})" if queries else None

    def term(self, term: Term, *, near: bool = False, by_state: bool = True) -> str:
        """A query for one term. ``by_state``: also for records about a State in it."""
        ways = list(self._ways(term, near=near))
        if by_state:
            ways += [self.engine.phrase((f"{ABOUT}{code.lower()}",)) for code in self.about(term)]
        return f"({self.engine.either.join(ways)})"

    def _ways(self, term: Term, *, near: bool) -> Iterator[str]:
        if pairs := term.pairs[:MOST_PAIRS]:
            for some in combinations(pairs, ceil(ENOUGH * len(pairs))):
                yield self._together([phrases_of((each,)) for each in some], near=near)
            return
        yield from (self.engine.phrase(each, near=near) for each in phrases_of(term.run))
        if term.english:
            yield self._together([phrases_of((each,)) for each in term.in_english], near=near)

    def _together(self, each: Sequence[Sequence[Phrase]], *, near: bool) -> str:
        found = (
            self.engine.either.join(self.engine.phrase(phrase, near=near) for phrase in phrases)
            for phrases in each
        )
        return "(" + self.engine.both.join(f"({one})" for one in found) + ")"

    # How near --------------------------------------------------------------------------------

    def rank(self, node: Node, parameters: Parameters) -> str:
        """An SQL expression for the rank of a match. Lower is better."""
        if isinstance(node, Term):
            return self._rank_of_term(node, parameters)
        ranks = [self.rank(part, parameters) for part in node.parts if not is_negated(part)]
        if not ranks:
            return str(NOWHERE)
        if node.operator is Operator.OR:
            return self._least(ranks)
        return f"({' + '.join(ranks)})"

    def _rank_of_term(self, term: Term, parameters: Parameters) -> str:
        """The first match type: adjacent, in English, in parts, by State."""
        if pairs := term.pairs[:MOST_PAIRS]:
            each = [self._weight([one], parameters, NOWHERE) for one in pairs]
            return f"COALESCE(NULLIF({self._least(each)}, {NOWHERE}), {OF_THE_STATE})"
        ways = [self._weight(term.run, parameters, None)]
        if term.english:
            each = [self._weight([one], parameters, NOWHERE) for one in term.in_english]
            apart = each[0] if len(each) == 1 else f"{self.engine.greatest}({', '.join(each)})"
            ways.append(f"NULLIF({apart}, {NOWHERE})")
        return f"COALESCE({', '.join(ways)}, {OF_THE_STATE})"

    def _weight(
        self, run: Sequence[frozenset[str]], parameters: Parameters, otherwise: int | None
    ) -> str:
        phrases = phrases_of(run)
        cases = (
            f"WHEN {self.engine.stands(phrases, weight, parameters.bind)} THEN {weight}"
            for weight in range(WEIGHTS)
        )
        return f"(CASE {' '.join(cases)} ELSE {'NULL' if otherwise is None else otherwise} END)"

    def _least(self, ranks: Sequence[str]) -> str:
        return ranks[0] if len(ranks) == 1 else f"{self.engine.least}({', '.join(ranks)})"


def is_negated(node: Node) -> bool:
    """Whether a part of a query excludes records."""
    return not isinstance(node, Term) and node.operator is Operator.NOT


def leaves_to_find(node: Node) -> Iterator[Term]:
    """The terms of a query that must match."""
    if isinstance(node, Term):
        yield node
    elif node.operator is not Operator.NOT:
        for part in node.parts:
            yield from leaves_to_find(part)
