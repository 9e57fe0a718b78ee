"""Shares between 0 and 1: fractions of one, or percentages below one. A person says which.

0.45 under a share is 45 % in most files and 0.45 % in some. Nothing in the numbers tells which.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from tracker.exchange.normalising.normalised_value import (
    ColumnQuestion,
    NormalisedValue,
    Normaliser,
    tidy,
)
from tracker.exchange.normalising.numbers import without_percent

KEY = "fractions"
"""The key of the answer among the meanings of a column."""
ANSWERS = OF_ONE, PERCENT = ("of_one", "percent")


def are_open(texts: Collection[str], understood: Normaliser) -> bool:
    """Return whether all shares of an indicator lie between 0 and 1, and no sign tells them."""
    found = [understood(text).text for text in texts]
    numbers = [Decimal(text) for text in found if text]
    return (
        any(number > 0 for number in numbers)
        and all(0 <= number <= 1 for number in numbers)
        and all(without_percent(tidy(text)) is None for text in texts)
    )


def settled(understood: Normaliser, answer: str | None) -> Normaliser:
    """Return how such shares are read, by the answer of a person; None: they are refused."""
    if answer == PERCENT:
        return understood
    return _Fractions(understood, is_settled=answer == OF_ONE)


@dataclass(frozen=True, slots=True)
class _Fractions:
    understood: Normaliser
    is_settled: bool

    def __call__(self, text: str) -> NormalisedValue:
        found = self.understood(text)
        if found.text is None or found.text == "0":
            return found
        share = format((Decimal(found.text) * 100).normalize(), "f")
        if self.is_settled:
            return NormalisedValue(share)
        return NormalisedValue(
            None,
            _(
                "your choice for this column: %(text)s may be %(one)s %% or %(other)s %%",
                text=found.text,
                one=share,
                other=found.text,
            ),
            (share, found.text),
        )


def question(texts: Collection[str]) -> ColumnQuestion:
    """Return the question about these texts of a column."""
    text = min(tidy(each) for each in texts)
    return ColumnQuestion(
        KEY,
        str(
            _(
                "All shares of an indicator are between 0 and 1, such as %(text)s. Are they "
                "fractions of 1, or percentages?",
                text=text,
            )
        ),
        {
            OF_ONE: str(_("fractions of 1: 0.45 is 45 %%")),
            PERCENT: str(_("percentages: 0.45 is 0.45 %%")),
        },
        frozenset(tidy(each) for each in texts),
    )
