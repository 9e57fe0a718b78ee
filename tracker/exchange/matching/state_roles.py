"""Distinguishes the State under review from the recommending State.

Only a heading can tell: both hold names of States. Two columns of States without a telling heading
are never settled by what they hold; a person is asked. Pure.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tracker.exchange.matching.header_words import folded, words_for
from tracker.exchange.normalising import lists
from tracker.exchange.normalising.normalised_value import is_silent, tidy
from tracker.exchange.normalising.state_names import StateNames
from tracker.text.word_lists import read_lists, read_rows

STATE, MADE_BY = "state", "made_by"
_LEAST_KNOWN = 0.4  # of its texts name States: then it may be a column of States
_LEAST_ALIKE = 0.9  # of the rows name the same State in both columns
_MOST_TEXTS = 60
_LONGEST = 200  # letters of a cell that may be a list of States
_MOST_WORDS = 4  # of a heading in which "to", "from", "by" or SuR says who it is
_REPEATED = re.compile(r" \(\d+\)$")
_BETWEEN = re.compile(r"[;|\n\r；؛,،、&/]+")


class Role(StrEnum):
    """What a heading says about its States."""

    MAKER = "maker"  # who recommends
    REVIEWED = "reviewed"  # to whom it is recommended


class Heading(StrEnum):
    """How clear the heading of a column of States is."""

    MAKER = "maker"
    REVIEWED = "reviewed"
    NEUTRAL = "neutral"  # a usual word for a State: Country, ISO3
    UNKNOWN = "unknown"


_LISTS = Path(__file__).parents[1] / "lists"


def _words(name: str) -> dict[Role, tuple[str, ...]]:
    """The folded words of a list, by role."""
    found = read_lists(_LISTS / "state_roles.csv", group="role", entry="word", list=name)
    return {Role(role): tuple(map(folded, words)) for role, words in found.items()}


_WITHIN, _WHOLE, _SMALL = map(_words, ("within", "whole", "small"))
# Words for where something goes: in a recommendation that is the State under review; of two States
# in other kinds of record they do not say whose the record is.
_DIRECTIONS = frozenset(_words("direction")[Role.REVIEWED])
# Words that say it only where the other of the pair is there as well.
_PAIRS = tuple(
    (folded(row["maker"]), folded(row["reviewed"]))
    for row in read_rows(_LISTS / "state_role_pairs.csv")
)


def role_of(heading: str, others: Sequence[str] = ()) -> Role | None:
    """The role in a heading. ``others``: all headings. None: no role, or both."""
    plain = folded(_REPEATED.sub("", heading))
    found = {role for role in Role if _names_role(plain, role)}
    if Role.MAKER in found and Role.REVIEWED in found:
        # "Reviewed by" says who reviews.
        return Role.MAKER if plain.endswith(" by") else None
    return found.pop() if found else _of_pair(plain, {folded(each) for each in others})


def _names_role(plain: str, role: Role) -> bool:
    if plain in _WHOLE[role]:
        return True
    if any(_is_within(word, plain) for word in _WITHIN[role]):
        return True
    is_short = len(plain.split()) <= _MOST_WORDS
    return is_short and any(f" {each} " in f" {plain} " for each in _SMALL[role])


def _is_within(word: str, plain: str) -> bool:
    return f" {word} " in f" {plain} " or (not word.isascii() and word in plain)


def _of_pair(plain: str, others: set[str]) -> Role | None:
    for maker, reviewed in _PAIRS:
        if {maker, reviewed} <= others and plain in (maker, reviewed):
            return Role.MAKER if plain == maker else Role.REVIEWED
    return None


def _is_direction(heading: str, others: Sequence[str]) -> bool:
    """Whether a heading only says from or to."""
    plain = folded(_REPEATED.sub("", heading))
    pair = _of_pair(plain, {folded(each) for each in others})
    return pair is not None or bool(_DIRECTIONS & set(plain.split()))


@dataclass(frozen=True, slots=True)
class Decision:
    """The chosen column for a State. None if all ``candidates`` are possible."""

    source: str | None
    is_sure: bool
    by_heading: bool
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _StateColumn:
    name: str
    heading: Heading
    states: tuple[str | None, ...]  # by row; None: it names none, or several
    known: float

    def is_like(self, other: "_StateColumn") -> bool:
        """Whether both columns have the same State in nearly every common row."""
        both = [(a, b) for a, b in zip(self.states, other.states, strict=True) if a and b]
        return bool(both) and sum(a == b for a, b in both) >= _LEAST_ALIKE * len(both)


def settle(
    columns: Sequence[str],
    samples: Sequence[Sequence[str]],
    names: StateNames,
    *,
    kind: str,
    has_maker: bool,
) -> dict[str, Decision]:
    """The decision for each field. Empty if no column contains States.

    ``has_maker``: whether the kind also asks who makes a recommendation.
    """
    found = list(_state_columns(columns, samples, names, kind))
    if not found:
        return {}
    by: dict[Heading, list[_StateColumn]] = {
        heading: [each for each in found if each.heading is heading] for heading in Heading
    }
    decided = {}
    makers, reviewed = by[Heading.MAKER], by[Heading.REVIEWED]
    others = [*by[Heading.NEUTRAL], *by[Heading.UNKNOWN]]
    if has_maker and makers:
        decided[MADE_BY] = _one_of(makers, sure=True, by_heading=True)
    beside = [*makers, *others]
    if not has_maker and beside and any(_is_direction(each.name, columns) for each in reviewed):
        # From one State to another: whose record it is, the headings do not say.
        decided[STATE] = _one_of([*reviewed, *beside], sure=False, by_heading=True)
    elif reviewed:
        decided[STATE] = _one_of(reviewed, sure=True, by_heading=True)
        left = [each for each in others if not each.is_like(reviewed[0])]
        if has_maker and not makers and left:
            decided[MADE_BY] = _one_of(left, sure=False, by_heading=False)
    elif others:
        # A single usual word beside a telling one, or in a kind with one State a row, says it.
        usual = _groups(by[Heading.NEUTRAL])
        if len(_groups(others)) > 1 and len(usual) == 1 and (makers or not has_maker):
            others = by[Heading.NEUTRAL]
        decided[STATE] = _one_of(others, sure=bool(usual), by_heading=bool(usual))
        if has_maker and not makers and decided[STATE].source is None:
            decided[MADE_BY] = decided[STATE]
    return decided


def _one_of(found: Sequence[_StateColumn], *, sure: bool, by_heading: bool) -> Decision:
    """The best of columns with the same States. For different ones none, but all candidates."""
    if len(_groups(found)) > 1:
        return Decision(None, False, by_heading, tuple(each.name for each in found))
    best = max(found, key=lambda each: (each.heading is not Heading.UNKNOWN, each.known))
    return Decision(best.name, sure, by_heading)


def _groups(found: Sequence[_StateColumn]) -> list[_StateColumn]:
    """One column from each group of columns with the same States."""
    groups: list[_StateColumn] = []
    for each in found:
        if not any(each.is_like(one) for one in groups):
            groups.append(each)
    return groups


def _state_columns(
    columns: Sequence[str], samples: Sequence[Sequence[str]], names: StateNames, kind: str
) -> Iterator[_StateColumn]:
    usual = words_for(kind, STATE, "states")
    for place, name in enumerate(columns):
        texts = [tidy(row[place]) if place < len(row) else "" for row in samples]
        distinct = list(dict.fromkeys(text for text in texts if text and _is_filled(text)))
        if not distinct:
            continue
        heading = _heading(name, columns, usual)
        meant = {text: _states_in(text, names) for text in distinct[:_MOST_TEXTS]}
        known = sum(bool(each) for each in meant.values()) / len(meant)
        if known >= _LEAST_KNOWN and _is_plausible(heading, meant):
            states = tuple(_single(text, names) for text in texts)
            yield _StateColumn(name, heading, states, known)


def _is_filled(text: str) -> bool:
    return not is_silent(text) or text.upper() == "NA"


def _is_plausible(heading: Heading, meant: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether short words such as NO are codes: only if several occur or a heading says so."""
    return heading is not Heading.UNKNOWN or len(meant) > 2 or any(len(each) > 2 for each in meant)


def _heading(name: str, columns: Sequence[str], usual: frozenset[str]) -> Heading:
    role = role_of(name, columns)
    if role is not None:
        return Heading.MAKER if role is Role.MAKER else Heading.REVIEWED
    plain = folded(_REPEATED.sub("", name))
    return Heading.NEUTRAL if plain in usual else Heading.UNKNOWN


def _states_in(text: str, names: StateNames) -> tuple[str, ...]:
    """The States if the text names nothing else, separated by signs."""
    if len(text) > _LONGEST:
        return ()
    found = names.find(text)
    if found is not None and (found.iso3 or found.candidates):
        return (found.iso3 or "?",)
    parts = list(lists.parts(text, _BETWEEN))
    meant = [names.find(tidy(part)) for part in parts]
    if len(parts) < 2 or not all(each is not None and each.iso3 for each in meant):
        return ()
    return tuple(each.iso3 for each in meant if each is not None and each.iso3)


def _single(text: str, names: StateNames) -> str | None:
    found = names.find(text) if text else None
    return found.iso3 if found is not None else None
