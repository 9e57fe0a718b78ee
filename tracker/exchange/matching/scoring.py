"""Scores how likely a column matches a field, by its name and its cells.

Names weigh more than cells; cells speak against a name where they hold something else.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.exchange.matching import state_roles
from tracker.exchange.matching.fitness import IDENTITY, Content, Fitness, sample_texts
from tracker.exchange.matching.header_words import folded, words_for
from tracker.exchange.matching.state_roles import Role
from tracker.exchange.normalising.state_names import StateNames
from tracker.exchange.specification import Specification
from tracker.schema.drafts import Column

SAME_NAME, ALIAS, ALIAS_IN_PART, IN_PART, LIKENESS = 100.0, 80.0, 78.0, 45.0, 40.0
LEAST = 25.0  # of weight: below it nothing is guessed
_NEAR = 0.86  # of letters alike: a word misspelt
_LEAST_WORD = 4  # letters: shorter words are within many others
_LONGEST = 60  # letters of a header that may be a word misspelt
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_REPEATED = re.compile(r" \(\d+\)$")
_ROLES = {"state": Role.REVIEWED, "made_by": Role.MAKER}


@dataclass(frozen=True, slots=True)
class Guess:
    """A pair with its score. ``by_name`` is the part from the name."""

    weight: float
    by_name: float
    column: str
    source: str
    content: Content = Content.NONE


def guesses(
    columns: Sequence[str],
    samples: Sequence[Sequence[str]],
    specification: Specification[Any],
    names: StateNames,
    maps: Mapping[str, Mapping[str, str]],
) -> list[Guess]:
    """Every pair with a sufficient score, highest first. ``maps`` as in ``Values``."""
    weighing = _Weighing(columns, specification, Fitness(specification, names, maps))
    cells = [sample_texts(samples, place) for place in range(len(columns))]
    found = [
        guess
        for place, source in enumerate(columns)
        for guess in weighing.of(source, cells[place])
        if guess.weight >= LEAST
    ]
    order = {name: place for place, name in enumerate((*specification.header, *columns))}
    return sorted(found, key=lambda each: (-each.weight, order[each.column], order[each.source]))


class _Weighing:
    """Scores the fields of one kind against the columns of a file."""

    def __init__(
        self, headings: Sequence[str], specification: Specification[Any], fitness: Fitness
    ) -> None:
        self._headings = headings
        self._specification = specification
        self._fitness = fitness
        self._words = {
            each.name: words_for(specification.kind, each.name, each.refers)
            for each in specification.columns
        }

    def of(self, source: str, cells: Sequence[str]) -> Iterator[Guess]:
        """The possible fields of a column."""
        role = state_roles.role_of(source, self._headings)
        for column in self._specification.columns:
            wanted = _ROLES.get(column.name)
            if role is not None and wanted is not None and role is not wanted:
                continue  # The heading says whose name it is, and it is not this one.
            by_name = self._by_name(source, column)
            if role is not None and role is wanted:
                by_name = max(by_name, ALIAS)
            weight = by_name + self._fitness.weight(column, cells)
            is_called_so = by_name >= ALIAS_IN_PART
            if weight < LEAST and not is_called_so:
                continue
            content = self._fitness.content(column, cells)
            if is_called_so:
                # What is called so is held to be it, if nothing better is: its cells may be words
                # that only a person can tell.
                weight = LEAST if content is Content.CONFLICTS else max(weight, LEAST)
            elif not _may_be_guessed(column, by_name, content):
                continue
            yield Guess(weight, by_name, column.name, source, content)

    def _by_name(self, source: str, column: Column) -> float:
        if source.strip().lower().replace(" ", "_") == column.name:
            return SAME_NAME
        plain = folded(_REPEATED.sub("", source))
        words = self._words[column.name]
        if plain in words or plain == folded(str(column.holds)):
            return ALIAS
        if folded(_BRACKETS.sub(" ", source)) in words:
            return ALIAS_IN_PART
        if any(len(word) >= _LEAST_WORD and _within(word, plain, column) for word in words):
            return IN_PART
        if len(plain) <= _LONGEST and difflib.get_close_matches(
            plain, list(words), n=1, cutoff=_NEAR
        ):
            return LIKENESS
        return 0.0


def _may_be_guessed(column: Column, by_name: float, content: Content) -> bool:
    """Similar names, or content alone, need cells that do not contradict."""
    if by_name and column.name in (*IDENTITY, "state"):
        return content is Content.FITS
    return content is not Content.CONFLICTS


def _within(word: str, text: str, column: Column) -> bool:
    """Whether a common word is part of a heading. For references it must be at the end."""
    if column.name in IDENTITY:
        return text.endswith(f" {word}")
    return f" {word} " in f" {text} "
