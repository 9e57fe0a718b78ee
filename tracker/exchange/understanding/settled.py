"""What a person said of the texts of a column, and which texts say nothing in it."""

from collections.abc import Callable

from tracker.drafts import Column
from tracker.exchange.header_words import LONGEST, folded
from tracker.exchange.scales import is_plain_word
from tracker.exchange.understanding.columns import Sort
from tracker.exchange.understanding.meaning import (
    SILENCE,
    Understanding,
    Understood,
    is_silent,
)
from tracker.exchange.values import ValueMap
from tracker.fields import Unreadable, clean


def is_nothing(text: str, column: Column, sort: Sort) -> bool:
    """Whether a text says nothing in such a column; NA may be the code of a state."""
    if text.upper() == "NA" and (sort in (Sort.STATE, Sort.STATES) or _takes_two_letters(column)):
        return False
    return is_silent(text)


def _takes_two_letters(column: Column) -> bool:
    """Whether a column holds codes of two capital letters and nothing else."""
    try:
        column.reader("NA")
    except Unreadable:
        return False
    try:
        column.reader("NAX")
    except Unreadable:
        return True
    return False


class Mapped:
    """What a person said that the texts of a column mean; it comes before everything else."""

    def __init__(self, given: ValueMap, says_nothing: Callable[[str], bool]) -> None:
        self._says_nothing = says_nothing
        self._given = {clean(text): clean(meant) for text, meant in given.items()}
        self._folded = {
            folded(text): meant for text, meant in self._given.items() if is_plain_word(text)
        }

    def has(self, text: str) -> bool:
        """Whether the person said what it means."""
        if clean(text) in self._given:
            return True
        is_compared = bool(self._folded) and len(text) <= LONGEST and is_plain_word(text)
        return is_compared and folded(text) in self._folded

    def before(self, understanding: Understanding) -> Understanding:
        """The understanding, where the person said nothing."""

        def understood(text: str) -> Understood:
            if self._given and self.has(text):
                meant = self._given.get(clean(text), self._folded.get(folded(text), ""))
                return Understood(meant)
            if self._says_nothing(text):
                return SILENCE
            return understanding(text)

        return understood


def fitting(found: Understood, column: Column) -> Understood:
    """The same, or refused where the column's own reader refuses what it was understood as."""
    if not found.text:
        return found
    try:
        column.reader(clean(found.text))
    except Unreadable as fault:
        return Understood(None, str(fault), found.suggested, is_unlisted=bool(column.allowed))
    return found
