"""Guesses the matching of a file's columns, with a confidence for each.

Sure is a name or a usual word for it whose cells can be such values, where no other column of the
file is called so as well and says something else. Everything else is shown and asked.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.exchange.matching import name_secrecy, state_roles
from tracker.exchange.matching.fitness import IDENTITY, Content, names_rows
from tracker.exchange.matching.header_words import folded
from tracker.exchange.matching.match import ColumnFit, Match, Matching, MatchReason, fits
from tracker.exchange.matching.scoring import ALIAS_IN_PART, SAME_NAME, Guess, guesses
from tracker.exchange.matching.state_roles import Decision
from tracker.exchange.normalising.columns import Sort, sorts_of
from tracker.exchange.normalising.normalised_value import is_silent
from tracker.exchange.normalising.state_names import NO_NAMES, StateNames
from tracker.exchange.specification import Specification
from tracker.schema.drafts import Column

__all__ = ["ColumnFit", "Match", "Matching", "MatchReason", "fits", "guess"]

_SAYS_NUMBER = frozenset(
    map(folded, ("number", "no", "nr", "n°", "numéro", "número", "номер", "الرقم", "编号", "序号"))
)
"""Headings that may as well count something as number the rows."""

_REPEATED = re.compile(r" \(\d+\)$")  # how a second column of one heading is called


def guess(
    columns: Sequence[str],
    samples: Sequence[Sequence[str]],
    specification: Specification[Any],
    names: StateNames = NO_NAMES,
    maps: Mapping[str, Mapping[str, str]] | None = None,
) -> Matching:
    """The most likely column of the file for each field.

    ``samples`` are rows of cells; ``maps`` what is settled about values, as in ``Values``.
    """
    return _Guessing(columns, samples, specification, names, maps or {}).matching()


class _Guessing:
    """The guess for one file."""

    def __init__(
        self,
        columns: Sequence[str],
        samples: Sequence[Sequence[str]],
        specification: Specification[Any],
        names: StateNames,
        maps: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._columns, self._samples = columns, samples
        self._specification = specification
        self._places = {name: place for place, name in enumerate(columns)}
        self._kinds = {each.name: each for each in specification.columns}
        self._sorts = sorts_of(specification.draft)
        self._decided = self._settle(names)
        self._guesses = guesses(columns, samples, specification, names, maps)

    def matching(self) -> Matching:
        """A match for every field."""
        taken = {name: self._of_decision(name, each) for name, each in self._decided.items()}
        held = {name: SAME_NAME for each in taken.values() for name in _sources(each)}
        chosen: dict[str, Guess] = {}
        for each in self._guesses:
            if each.column not in taken and each.column not in chosen and each.source not in held:
                chosen[each.column] = each
                held[each.source] = each.by_name
        for name, each in chosen.items():
            taken[name] = self._of_guess(each, held)
        if name_secrecy.WITHHOLD in self._kinds:
            undecided = name_secrecy.asked(taken, self._columns)
            taken |= {undecided.column: undecided} if undecided else {}
        matches = tuple(taken.get(name, Match(name)) for name in self._specification.header)
        return Matching(self._specification.kind, matches, tuple(self._columns))

    def _settle(self, names: StateNames) -> dict[str, Decision]:
        """Distinguish columns of States before anything else."""
        if self._sorts.get(state_roles.STATE) is not Sort.STATE or not names.iso3:
            return {}
        return state_roles.settle(
            self._columns,
            self._samples,
            names,
            kind=self._specification.kind,
            has_maker=state_roles.MADE_BY in self._kinds,
        )

    def _of_decision(self, column: str, decided: Decision) -> Match:
        if decided.source is None:
            return Match(column, why=MatchReason.AMBIGUOUS, candidates=decided.candidates)
        if not decided.is_sure:
            return Match(column, decided.source, why=MatchReason.CONTENT)
        is_same = decided.source.strip().lower().replace(" ", "_") == column
        return Match(
            column, decided.source, why=MatchReason.SAME_NAME if is_same else MatchReason.ALIAS
        )

    def _of_guess(self, guess: Guess, held: Mapping[str, float]) -> Match:
        rivals = self._rivals(guess, held)
        why = MatchReason.AMBIGUOUS if rivals else self._why(guess)
        candidates = (guess.source, *rivals) if rivals else ()
        return Match(guess.column, guess.source, why=why, candidates=candidates)

    def _why(self, guess: Guess) -> MatchReason:
        if guess.by_name < ALIAS_IN_PART:
            return MatchReason.LIKENESS if guess.by_name else MatchReason.CONTENT
        if guess.content is Content.CONFLICTS:
            return MatchReason.CONFLICT
        if guess.source != guess.column and not self._is_confirmed(guess):
            return MatchReason.UNCONFIRMED
        return MatchReason.SAME_NAME if guess.by_name >= SAME_NAME else MatchReason.ALIAS

    def _is_confirmed(self, guess: Guess) -> bool:
        """Whether a match is sure. Identity columns need more than a common word."""
        draft = self._specification.draft
        is_whole_key = (guess.column,) == draft.KEY
        if guess.column not in IDENTITY or not (is_whole_key or guess.column == "own_key"):
            return True
        is_number = folded(guess.source) in _SAYS_NUMBER
        texts = self._cells(guess.source)
        if guess.column == "reference" and all(text.isdigit() for text in texts):
            return False  # numbers of somebody else's rows are no public references
        return names_rows(texts, is_number=is_number)

    def _rivals(self, guess: Guess, held: Mapping[str, float]) -> tuple[str, ...]:
        """Other columns with such a name and such values but different content."""
        column = self._kinds[guess.column]
        is_date = self._sorts[column.name] is Sort.DATE  # a wrong day is a wrong record
        is_listed = bool(column.allowed)  # two columns of positions, or of acts
        is_asked = column.required or is_date or is_listed or self._is_identity(column)
        if repeated := self._repeated(guess.source):
            return repeated
        if not is_asked or guess.by_name < ALIAS_IN_PART or guess.source == column.name:
            return ()
        return tuple(
            each.source
            for each in self._guesses
            if each.column == guess.column
            and each.source != guess.source
            and held.get(each.source, 0.0) <= each.by_name
            and each.by_name >= ALIAS_IN_PART
            and each.content is not Content.CONFLICTS
            and self._differ(guess.source, each.source)
        )

    def _repeated(self, source: str) -> tuple[str, ...]:
        """Columns with the same heading but different content."""
        plain = folded(_REPEATED.sub("", source))
        return tuple(
            name
            for name in self._columns
            if name != source
            and folded(_REPEATED.sub("", name)) == plain
            and self._differ(source, name)
        )

    def _is_identity(self, column: Column) -> bool:
        return column.name in IDENTITY or column.name in self._specification.draft.KEY

    def _differ(self, one: str, other: str) -> bool:
        """Whether two columns differ in some row. A year equals its day."""
        for a, b in zip(self._cells(one), self._cells(other), strict=True):
            first, second = folded(a), folded(b)
            says = not is_silent(a) and not is_silent(b)
            if says and not (first.startswith(second) or second.startswith(first)):
                return True
        return False

    def _cells(self, source: str) -> list[str]:
        place = self._places[source]
        return [row[place].strip() if place < len(row) else "" for row in self._samples]


def _sources(match: Match) -> tuple[str, ...]:
    """The columns of the file that a match reserves."""
    return match.candidates if match.source is None else (match.source,)
