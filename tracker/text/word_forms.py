"""Reduces words to search forms in the six languages of the United Nations. Pure.

A text is indexed as written, without accents and case, and as stems of its own language. The
language of a query is unknown, so its words are read in every language of their script. Chinese has
no spaces: each character is indexed alone and with the next one.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

from tracker.text.english_forms import form as english_form

_MARK = "\u0300-\u036f\u064b-\u065f\u0670"
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:(?![{_HAN}])[^\W_][{_MARK}]*)"
_WORD = re.compile(rf"[{_HAN}]|{_LETTER}(?:['’]?{_LETTER})*")
_UNSPACED = re.compile(f"[{_HAN}]")
_ELISION = re.compile(r"^[a-z]{1,2}'(?=..)")
_LATIN, _ARABIC, _CYRILLIC = ("en", "fr", "es"), ("ar",), ("ru",)
_STEMMERS = {
    code: snowballstemmer.stemmer(name)
    for code, name in {"fr": "french", "es": "spanish", "ar": "arabic", "ru": "russian"}.items()
}
# A stemmer keeps the word it works on in itself: two requests must not use one at a time.
_one_at_a_time = Lock()

_ARABIC_LETTERS = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "ٱ": "ا"})
_ARTICLES = ("وبال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل")

# The language of a text whose writer was not asked for it: one of those of its script.
ANY = "any"

# Left out of a search unless nothing else was asked for, or they stand within quotes.
_STOP = """
a an and are as at be by for from in into is it its of on or that the their they this those to
was were which who whose will with
au aux ce ces dans de des du elle en est et il la le les leur leurs ou par pour qu que qui sa
se ses une d l
al con del el las lo los o para por su sus un una y
в во и из к на о об от по с со у что как для при не
في من على إلى الى عن أن ان أو او و هذا هذه التي الذي مع
"""
STOP_WORDS = frozenset(_STOP.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its position and all its forms."""

    start: int
    end: int
    forms: frozenset[str]


def words(text: str, language: str | None = None) -> list[Word]:
    """The words of a text in order, in the forms of its language.

    ``language`` None or ANY: not known, so the forms are those of every language of the script.
    """
    return [
        Word(found.start(), found.end(), _forms_at(found, language))
        for found in _WORD.finditer(text)
    ]


def is_unspaced(character: str) -> bool:
    """Whether the character belongs to a script without spaces."""
    return bool(_UNSPACED.match(character))


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word without accents, vowel signs and case, with ASCII digits."""
    apart = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    bare = bare.translate(_ARABIC_LETTERS)
    if bare.isdecimal():
        return str(int(bare)) if len(bare) < 40 else bare
    return bare


def _forms_at(found: re.Match[str], language: str | None) -> frozenset[str]:
    word = found[0]
    if is_unspaced(word):
        following = found.string[found.end() : found.end() + 1]
        pair = {word + following} if following and is_unspaced(following) else set()
        return frozenset({word, *pair})
    return forms(word, language)


@lru_cache(maxsize=200_000)
def forms(word: str, language: str | None = None) -> frozenset[str]:
    """Every form of a word: as written, and ``fr:stem`` for each possible language."""
    bare = plain(word)
    if bare.isdecimal():
        return frozenset({bare})
    found = {bare}
    spoken = _languages(bare, language)
    with _one_at_a_time:
        for code in spoken:
            found |= {f"{code}:{stem}" for stem in _stems(word, bare, code)}
    if "'" in bare:
        found |= {bare.replace("'", ""), *_without_elision(bare)}
    return frozenset(found)


def _without_elision(bare: str) -> set[str]:
    rest = _ELISION.sub("", bare)
    return {rest} if rest != bare else set()


def _languages(bare: str, language: str | None) -> tuple[str, ...]:
    """Possible languages of a word. For Latin letters that of its text."""
    first = bare[:1]
    if "\u0600" <= first <= "\u06ff":
        return _ARABIC
    if "\u0400" <= first <= "\u04ff":
        return _CYRILLIC
    if not ("a" <= first <= "z"):
        return ()
    if language in (None, ANY):
        return _LATIN
    return (language,) if language in _LATIN else ()


def _stems(word: str, bare: str, code: str) -> set[str]:
    if code == "en":
        return {english_form(bare)}
    if code == "ar":
        return _arabic_stems(bare)
    stem = _STEMMERS[code].stemWord
    written = unicodedata.normalize("NFC", word.replace("’", "'").casefold())
    written = _ELISION.sub("", written) if code == "fr" else written.replace("ё", "е")
    bare = _ELISION.sub("", bare) if code == "fr" else bare
    # With its accents, as the stemmer of the language wants it, and as hurried readers write it.
    return {plain(stem(written)), plain(stem(bare))}


def _arabic_stems(bare: str) -> set[str]:
    found = {bare}
    for article in _ARTICLES:
        if bare.startswith(article) and len(bare) >= len(article) + 3:
            found.add(bare.removeprefix(article))
            break
    stem = _STEMMERS["ar"].stemWord
    return found | {plain(stem(one)) for one in found}
