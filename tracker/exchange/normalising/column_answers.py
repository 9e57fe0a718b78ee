"""A person's answers about the texts of a column, and texts that mean nothing."""

from collections.abc import Callable

from tracker.exchange.matching.header_words import LONGEST, folded
from tracker.exchange.normalising.columns import Sort
from tracker.exchange.normalising.normalised_value import (
    SILENCE,
    NormalisedValue,
    Normaliser,
    is_plain_word,
    is_silent,
)
from tracker.exchange.normalising.settled_values import ValueMap
from tracker.schema.drafts import Column
from tracker.schema.fields import InvalidValue, clean


def is_nothing(text: str, column: Column, sort: Sort) -> bool:
    """Whether a text means nothing in this column. NA may be the code of a State."""
    if text.upper() == "NA" and (sort in (Sort.STATE, Sort.STATES) or _takes_two_letters(column)):
        return False
    return is_silent(text)


def _takes_two_letters(column: Column) -> bool:
    """Whether a column contains only codes of two capital letters."""
    try:
        column.reader("NA")
    except InvalidValue:
        return False
    try:
        column.reader("NAX")
    except InvalidValue:
        return True
    return False


class Mapped:
    """A person's meanings for the texts of a column. They take precedence."""

    def __init__(self, given: ValueMap, says_nothing: Callable[[str], bool]) -> None:
        self._says_nothing = says_nothing
        self._given = {clean(text): clean(meant) for text, meant in given.items()}
        self._folded = {
            folded(text): meant for text, meant in self._given.items() if is_plain_word(text)
        }

    def has(self, text: str) -> bool:
        """Whether the person gave a meaning."""
        if clean(text) in self._given:
            return True
        is_compared = bool(self._folded) and len(text) <= LONGEST and is_plain_word(text)
        return is_compared and folded(text) in self._folded

    def meaning(self, text: str) -> str:
        """The meaning that the person gave; "" for nothing."""
        return self._given.get(clean(text), self._folded.get(folded(text), ""))

    def before(self, understanding: Normaliser) -> Normaliser:
        """The understanding for texts without a given meaning."""

        def understood(text: str) -> NormalisedValue:
            if self._given and self.has(text):
                return NormalisedValue(self.meaning(text))
            if self._says_nothing(text):
                return SILENCE
            return understanding(text)

        return understood


def fitting(found: NormalisedValue, column: Column) -> NormalisedValue:
    """The value, refused if the field's own parser refuses it."""
    if not found.text:
        return found
    try:
        column.reader(clean(found.text))
    except InvalidValue as fault:
        return NormalisedValue(None, str(fault), found.suggested, is_unlisted=bool(column.allowed))
    return found
