"""Recognises values of a scale by code, label or common words. Pure.

Which values there are depends on the indicator of the row, and so does what a word means. A text
that the scale does not know is asked, once for each indicator; it is never taken for the nearest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _

from tracker.core import formats
from tracker.exchange.matching.header_words import folded
from tracker.exchange.normalising import fractions, numbers
from tracker.exchange.normalising.column_answers import Mapped
from tracker.exchange.normalising.lists import WORDS
from tracker.exchange.normalising.normalised_value import (
    ColumnFindings,
    Normaliser,
    is_plain_word,
    is_silent,
    tidy,
)
from tracker.exchange.normalising.settled_values import Values, split_map_name
from tracker.exchange.specification import Specification

LEVELS = "indicator_levels"
_MOST_NAMED = 12
Scale = Mapping[str, str]
"""By value of an indicator, its label."""


@dataclass(slots=True)
class UnknownScaleText:
    """A text that an indicator's scale does not know, with the possible values and rows."""

    reason: str
    accepted: dict[str, str] = field(default_factory=dict)  # value, label
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Scales:
    """The values of one table. ``scales`` and ``counted`` by indicator, as in ``Values``.

    An indicator in neither takes any value here. ``meanings``: by indicator, what a person said
    that words mean. ``asked``: by indicator and text.
    """

    scales: Mapping[str, Scale]
    counted: Mapping[str, bool]
    indicator: str
    value: str  # the columns of the kind
    meanings: Mapping[str, Mapped] = field(default_factory=dict)
    fractions: Mapping[str, str] = field(default_factory=dict)  # by indicator, "" for all
    asked: dict[tuple[str, str], UnknownScaleText] = field(default_factory=dict)
    understood: dict[tuple[str, str], int] = field(default_factory=dict)
    _words: dict[str, dict[str, str]] = field(default_factory=dict)
    _numbers: dict[str, Normaliser] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, str]:
        """The columns of indicator and value."""
        return self.indicator, self.value

    def inspect(
        self,
        texts: Mapping[str, Collection[str]],
        findings: ColumnFindings,
        *,
        decimal_comma: bool | None,
    ) -> None:
        """Decide for each counted indicator, from all texts, what its commas mean."""
        open_texts: set[str] = set()
        for indicator, each in texts.items():
            is_whole = self.counted[indicator]
            understood: Normaliser = numbers.Considers(is_whole, decimal_comma)(each, findings)
            if not is_whole and fractions.are_open(each, understood):
                answer = self.fractions.get(indicator, self.fractions.get(""))
                understood = fractions.settled(understood, answer)
                open_texts.update(() if answer in fractions.ANSWERS else each)
            self._numbers[indicator] = understood
        if open_texts:
            findings.asks.append(fractions.question(open_texts))

    def meaning(self, indicator: str, raw: str) -> str | None:
        """The meaning that a person gave to a text for one indicator. None if not given."""
        said = self.meanings.get(indicator)
        return said.meaning(raw) if said and said.has(raw) else None

    def settle(self, number: int, cells: dict[str, str], raw: str) -> str | None:
        """Replace the text by the value of the scale, or return why it is unknown.

        ``raw`` is the text as in the file.
        """
        indicator = cells[self.indicator]
        meant = self.meaning(indicator, raw)
        if meant is not None and meant != cells[self.value]:
            cells[self.value] = meant
            self._count(raw, meant)
        text = cells[self.value]
        if not text:
            return None
        if indicator in self._numbers:
            counted = self._numbers[indicator](text)
            if counted.suggested:  # the column is asked as a whole, not each of its texts
                return counted.reason
            return self._settled(number, cells, counted.text, counted.reason, {})
        scale = self.scales.get(indicator)
        if not scale or text in scale:
            return None
        words = self._known(indicator, scale)
        found = words.get(folded(text)) if is_plain_word(text) else _number(tidy(text), scale)
        return self._settled(number, cells, found, _one_of(scale), scale)

    def _settled(
        self, number: int, cells: dict[str, str], found: str | None, reason: str, scale: Scale
    ) -> str | None:
        text = cells[self.value]
        if found is None:
            asked = self.asked.setdefault((cells[self.indicator], text), UnknownScaleText(reason))
            asked.rows.append(number)
            asked.accepted.update(scale)
            return reason
        if found != text:
            cells[self.value] = found
            self._count(text, found)
        return None

    def _count(self, text: str, found: str) -> None:
        if found:
            self.understood[text, found] = self.understood.get((text, found), 0) + 1

    def _known(self, indicator: str, scale: Scale) -> dict[str, str]:
        if indicator not in self._words:
            self._words[indicator] = dict(_unambiguous(scale))
        return self._words[indicator]


def scales_for(
    specification: Specification[Any], values: Values, matched: set[str]
) -> Scales | None:
    """The scales that a kind's rows name. None if they name none or none is known."""
    link = next((each for each in specification.draft.LINKS if each.kind == LEVELS), None)
    is_known = bool(values.scales or values.counted)
    if link is None or not is_known or not set(link.columns) <= matched:
        return None
    indicator, value = link.columns
    return Scales(
        values.scales,
        values.counted,
        indicator,
        value,
        {
            within: Mapped(given, is_silent)
            for name, given in values.maps.items()
            for column, within in (split_map_name(name),)
            if within and column == value
        },
        {
            within: given[fractions.KEY]
            for name, given in values.maps.items()
            for column, within in (split_map_name(name),)
            if column == value and fractions.KEY in given
        },
    )


def _unambiguous(scale: Scale) -> Iterator[tuple[str, str]]:
    """Folded words that mean one value of the scale."""
    meant = defaultdict(set)
    for value, label in scale.items():
        for word in (value, label, *WORDS.get(value, ())):
            meant[folded(word)].add(value)
    return ((word, values.pop()) for word, values in meant.items() if word and len(values) == 1)


def _number(text: str, scale: Scale) -> str | None:
    """The value with the same number: 2.0 for 2."""
    number = _decimal(text)
    same = (value for value in scale if number is not None and _decimal(value) == number)
    return next(same, None)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _one_of(scale: Scale) -> str:
    choices = [f"{value} ({label})" if label != value else value for value, label in scale.items()]
    return str(_("one of %(allowed)s", allowed=formats.listed(choices, _MOST_NAMED)))
