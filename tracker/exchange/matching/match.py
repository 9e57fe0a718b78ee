"""The matching of file columns and fields: guessed, shown, corrected and saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tracker.exchange.specification import Specification


class MatchReason(StrEnum):
    """Why a column was matched to a field, surest first."""

    CHOSEN = "chosen"  # a person said so
    SAME_NAME = "same_name"
    ALIAS = "alias"  # a usual word for it in one of the six languages
    LIKENESS = "likeness"  # nearly the name or such a word
    CONTENT = "content"  # its cells look like it
    CONFLICT = "conflict"  # it is called so, but its cells are of another type
    UNCONFIRMED = "unconfirmed"  # it is called so, but its cells do not tell rows apart
    AMBIGUOUS = "ambiguous"  # several columns could be it and say different things
    NOTHING = "nothing"  # no column of the file seems to hold it


SURE = frozenset({MatchReason.CHOSEN, MatchReason.SAME_NAME, MatchReason.ALIAS})


@dataclass(frozen=True, slots=True)
class Match:
    """The origin of one field: a column, a constant, or nothing.

    ``candidates``: the possible columns if the match is ambiguous.
    """

    column: str
    source: str | None = None
    constant: str | None = None  # the same text for every row, as a cell would have it
    why: MatchReason = MatchReason.NOTHING
    candidates: tuple[str, ...] = ()

    @property
    def is_made(self) -> bool:
        """Whether the field comes from a column or is given for all rows."""
        return self.source is not None or self.constant is not None

    @property
    def is_open(self) -> bool:
        """Whether a person must check it before it is used."""
        return not self.is_sure and (self.source is not None or bool(self.candidates))

    @property
    def is_sure(self) -> bool:
        """Whether it needs no check."""
        return self.why in SURE


@dataclass(frozen=True, slots=True)
class ColumnFit:
    """How well a saved matching fits a file: missing and new columns."""

    missing: tuple[str, ...]
    new: tuple[str, ...]

    def __bool__(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Matching:
    """One match for each field in order. No column is used twice.

    ``columns`` are those of the file for which it was made.
    """

    kind: str
    matches: tuple[Match, ...]
    columns: tuple[str, ...] = ()

    def of(self, column: str) -> Match:
        """The match of a field. An empty match for an unknown one."""
        return next((each for each in self.matches if each.column == column), Match(column))

    @property
    def unused(self) -> tuple[str, ...]:
        """The unused columns of the file."""
        used = {each.source for each in self.matches}
        return tuple(name for name in self.columns if name not in used)

    @property
    def open(self) -> tuple[Match, ...]:
        """The matches that a person must check."""
        return tuple(each for each in self.matches if each.is_open)

    def confirmed(self) -> "Matching":
        """The same with every match confirmed."""
        return replace(self, matches=tuple(_confirmed(each) for each in self.matches))

    def without(self, source: str) -> "Matching":
        """The same without a column of the file."""
        return replace(self, matches=tuple(_without(each, source) for each in self.matches))

    def choose(
        self, column: str, *, source: str | None = None, constant: str | None = None
    ) -> "Matching":
        """The same with one field chosen by a person. Another field loses the column."""
        chosen = Match(column, source, constant, MatchReason.CHOSEN)
        matching = self if source is None else self.without(source)
        matches = (chosen if each.column == column else each for each in matching.matches)
        return replace(self, matches=tuple(matches))

    def as_json(self) -> dict[str, Any]:
        """The form that can be saved."""
        return {
            "kind": self.kind,
            "columns": list(self.columns),
            "matches": {
                each.column: {"source": each.source, "constant": each.constant, "why": each.why}
                for each in self.matches
            },
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any], specification: Specification[Any]) -> "Matching":
        """Parse a saved matching. Removed fields are dropped, new ones are unmatched.

        Raises ValueError for what ``as_json`` did not make, or made for another kind.
        """
        if not isinstance(saved, Mapping) or saved.get("kind") != specification.kind:
            raise ValueError("saved for another kind")
        given, columns = saved.get("matches"), saved.get("columns")
        if not isinstance(given, dict) or not isinstance(columns, list):
            raise ValueError("no saved matching")
        matches = tuple(_saved(name, given.get(name)) for name in specification.header)
        return cls(specification.kind, matches, tuple(map(str, columns)))


def _confirmed(match: Match) -> Match:
    if match.is_sure:
        return match
    is_matched = match.source is not None or match.constant is not None
    return replace(
        match, why=MatchReason.CHOSEN if is_matched else MatchReason.NOTHING, candidates=()
    )


def _without(match: Match, source: str) -> Match:
    candidates = tuple(name for name in match.candidates if name != source)
    if match.source == source:
        match = replace(
            match, source=None, why=MatchReason.AMBIGUOUS if candidates else MatchReason.NOTHING
        )
    elif match.candidates and not candidates and match.source is None:
        match = replace(match, why=MatchReason.NOTHING)
    return replace(match, candidates=candidates)


def _saved(column: str, given: Any) -> Match:
    if given is None:
        return Match(column)
    saved = given if isinstance(given, dict) else {}
    source, constant = saved.get("source"), saved.get("constant")
    if not all(each is None or isinstance(each, str) for each in (source, constant)):
        raise ValueError("no saved matching")
    return Match(column, source, constant, MatchReason(str(saved.get("why"))))


def fits(matching: Matching, columns: Sequence[str]) -> ColumnFit:
    """Whether a saved matching applies to a file with these columns."""
    used = {each.source for each in matching.matches if each.source is not None}
    missing = tuple(name for name in matching.columns if name in used and name not in columns)
    new = tuple(name for name in columns if name not in matching.columns)
    return ColumnFit(missing, new)
