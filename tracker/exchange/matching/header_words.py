"""Common headings for fields, in the six languages of the United Nations.

The words are in ``lists/header_words.csv``.
Words are compared folded (see ``folded``): case, accents, signs and spaces do not matter.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from tracker.text.word_lists import read_lists

_LISTS = Path(__file__).parents[1] / "lists"
ALIASES: Mapping[str, tuple[str, ...]] = read_lists(
    _LISTS / "header_words.csv", group="column", entry="word"
)
"""By column, or by ``kind.column``, the words that head it in files of others.

Nobody else's file has our references: an id or code of theirs is none of them. A column in our own
words is never what a source calls its text or its category.
"""
"""By column, or kind and column where the name alone says too little, the usual words."""

_LINES = read_lists(_LISTS / "lines_outside_tables.csv", group="list", entry="word")
TOTALS = frozenset(_LINES["totals"])
"""What a row of totals begins with."""

NOTES = _LINES["notes"]
"""What the lines below a table begin with."""


_ASCII_WORD = re.compile(r"[a-z0-9]+")
_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONGEST = 200  # characters that are compared: longer texts are no names and no words of a list


def folded(text: str) -> str:
    """The text for comparison: lower case, without accents, single spaces.

    Two words of a name in camel case are two words. Letters of every script are kept.
    """
    return _folded(text[:LONGEST])


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    if text.isascii():  # Nothing is combined, and small letters are casefolded.
        return " ".join(_ASCII_WORD.findall(_CAMEL_CASE.sub(" ", text).lower()))
    parted = "".join(
        f" {letter}" if letter.isupper() and before.islower() else letter
        for before, letter in zip(" " + text, text, strict=False)
    )
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", parted.casefold())
        if not unicodedata.combining(letter) and letter != "ـ"
    )
    return " ".join("".join(e if e.isalnum() else " " for e in bare).split())


def words_for(kind: str, column: str, refers: str | None = None) -> frozenset[str]:
    """The folded headings of a field, including its own name."""
    found = ALIASES.get(f"{kind}.{column}") or ALIASES.get(column, ())
    if refers == "states":
        found = (*found, *ALIASES["state"])
    return frozenset(map(folded, (*found, column, column.removesuffix("_on"))))


USUAL = frozenset(folded(word) for words in ALIASES.values() for word in words)
"""Every word that heads a column somewhere, folded."""
FOLDED_TOTALS = frozenset(map(folded, TOTALS))
FOLDED_NOTES = tuple(map(folded, NOTES))
