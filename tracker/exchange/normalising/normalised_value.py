"""The normalised value of a text, or the reason why there is none."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tracker.text.word_lists import read_rows

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b\u200e\u200f\ufeff]+")
_FILE = Path(__file__).parents[1] / "lists" / "empty_cells.csv"
_SILENT = frozenset(("", *(row["text"] for row in read_rows(_FILE))))
"""What stands in a cell where nothing is said, in small letters. "0" and "none" say something."""
_SIGNS = frozenset("<>≤≥~≈±=")


@dataclass(frozen=True, slots=True)
class NormalisedValue:
    """The text that the field accepts, or None with a reason.

    ``suggested``: what it may have been meant as; never taken for it. ``is_silent``: the text
    stands for nothing said.
    """

    text: str | None
    reason: str = ""
    suggested: tuple[str, ...] = ()
    is_silent: bool = False
    is_unlisted: bool = False  # a closed list does not have it: a person may say what it means
    also: tuple[tuple[str, str], ...] = ()  # other columns, and what it says of them


SILENCE = NormalisedValue("", is_silent=True)


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """A question about a whole column. Its answer is a meaning of ``key``.

    ``answers``: what each means, by code. ``texts``: those of the column that wait for it.
    """

    key: str
    reason: str
    answers: Mapping[str, str]
    texts: frozenset[str]


@dataclass(slots=True)
class ColumnFindings:
    """Findings about a whole column: notes and questions."""

    notes: list[str] = field(default_factory=list)
    is_open: bool = False  # days and months can be read either way
    asks: list[ColumnQuestion] = field(default_factory=list)


class Normaliser(Protocol):
    """Normalises the texts of one column."""

    def __call__(self, text: str, /) -> NormalisedValue:
        """The normalised value of one text."""
        ...


class ColumnInspector(Protocol):
    """Inspects the distinct texts of a column before they are normalised."""

    def __call__(self, texts: Collection[str], findings: ColumnFindings, /) -> Normaliser:
        """The normaliser for these texts."""
        ...


def tidy(text: str) -> str:
    """The text on one line with single spaces, NFC, and digits 0 to 9."""
    plain = _SPACES.sub(" ", text).strip()
    if plain.isascii():
        return plain
    digits = "".join(
        str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in plain
    )
    return unicodedata.normalize("NFC", digits)


def is_silent(text: str) -> bool:
    """Whether a text stands for no answer."""
    return len(text) < 20 and text.strip().lower() in _SILENT


def is_plain_word(text: str) -> bool:
    """Whether a text may be compared without its signs. ">95" and "-1" may not."""
    return any(letter.isalpha() for letter in text) and not _SIGNS & set(text)
