"""Translates words of the field to English, for queries in other languages. Pure.

Commitments are stored in English. A word in another language is searched as written and as its
English word. There is one word each and no thesaurus, because too many results help nobody.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tracker.text.word_forms import forms, is_unspaced
from tracker.text.word_lists import read_lists, read_rows

# A cell of synonyms.csv may hold several words, separated by spaces.
_LISTS = Path(__file__).with_name("lists")
_LANGUAGES = ("fr", "es", "ar", "ru", "zh")
# What is not called so in any record, and what it is called there.
_INFORMAL: Mapping[str, tuple[str, ...]] = read_lists(
    _LISTS / "informal_names.csv", group="informal", entry="word"
)
_LINKING = "的和与及"  # "of" and "and", which no search is about


def in_english(written: str, asked: frozenset[str]) -> tuple[str, ...]:
    """The English words for a written word, of which ``asked`` are the forms, or ()."""
    if written and is_unspaced(written[0]):
        return _unspaced(written)
    informal = next((_INFORMAL[form] for form in asked if form in _INFORMAL), None)
    if informal:
        return informal
    found = {_known()[form] for form in asked if form in _known()}
    return (min(found),) if found else ()


def _unspaced(written: str) -> tuple[str, ...]:
    """Segment Chinese from the left, longest word first. Empty if a part is unknown."""
    left, found = written, []
    while left:
        if left[0] in _LINKING:
            left = left[1:]
            continue
        word = next((each for each in _chinese() if left.startswith(each)), None)
        if word is None:
            return ()
        found.append(_chinese()[word])
        left = left.removeprefix(word)
    return tuple(dict.fromkeys(found))


@cache
def _known() -> dict[str, str]:
    """English words by form. Chinese is separate."""
    return {
        form: english
        for english, language, word in _rows()
        if language != "zh"
        for form in forms(word, language)
    }


@cache
def _chinese() -> dict[str, str]:
    """English words by Chinese word, longest first."""
    found = {word: english for english, language, word in _rows() if language == "zh"}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _rows() -> list[tuple[str, str, str]]:
    return [
        (row["en"], language, word)
        for row in read_rows(_LISTS / "synonyms.csv")
        for language in _LANGUAGES
        for word in row[language].split()
    ]
