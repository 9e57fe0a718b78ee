"""Reduces English words to search forms: plurals, endings, accents, spellings. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"[^\W_][\u0300-\u036f]*(?:['’]?[^\W_][\u0300-\u036f]*)*")
_IZE = re.compile(r"iz(?=(e|ed|es|er|ers|ing|ation|ations)$)")

# Plurals and spellings that the stemmer does not know but our subject is full of.
_SAME_WORD = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "labor": "labour",
    "behavior": "behaviour",
    "center": "centre",
}
# Left out of a search unless nothing else was asked for, or they stand within quotes.
_STOP = """
a an and are as at be by for from in into is it its of on or that the their they this those to was
were which who whose will with
"""
STOP_WORDS = frozenset(_STOP.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its position and form."""

    start: int
    end: int
    form: str


@lru_cache(maxsize=20_000)
def form(word: str) -> str:
    """The form of a word without accents, case, endings and spelling variants."""
    bare = plain(word)
    if bare.isdigit():
        return bare.lstrip("0") or "0"
    stem: str = _STEMMER.stemWord(_IZE.sub("is", _SAME_WORD.get(bare, bare)))
    # The stemmer keeps "ratifi" (ratify) and "ratif" (ratification) apart.
    return stem[:-1] if stem.endswith("i") and len(stem) > 4 else stem


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word without accents and case."""
    taken_apart = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


def words(text: str) -> list[Word]:
    """The words of a text in order. References and symbols are split."""
    return [Word(found.start(), found.end(), form(found[0])) for found in _WORD.finditer(text)]
