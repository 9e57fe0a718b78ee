"""Finds the name of a known organisation in a text, however it is spelled there. Pure.

Accents, case, signs and joining words do not matter, so "circle-of-survivors.example" names the
Circle of Survivors. An article, a legal form and what is in brackets are left out of a name; an
abbreviation in brackets is a name of its own. A name of one word is found only as a word with a
capital letter or as a domain, because "hope" is also an ordinary word.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from tracker.pii.normalise import plain

_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CYRILLIC_ENDING = re.compile(r"(?<=[\u0400-\u04ff]{3})[аеиоуыэюяйьъ]{1,2}$", re.IGNORECASE)
_ARTICLE = re.compile("the|an?|las?|les?|l|el|los|il|lo|os?|as|der|die|das", re.IGNORECASE)
_LEGAL_FORM = re.compile("ltd|limited|inc|llc|plc|gmbh|ngo|cbo|cso|ong|asbl|osc|ac", re.IGNORECASE)
_JOINING = "and|et|y|e|und|и|و|和|与"
_BETWEEN = rf"[\W_]*(?:(?:{_JOINING})[\W_]+)?"
_LONG = 8  # letters: a name of several words that is found within a longer word, as in a domain
_LEAST = 3  # letters of an abbreviation that is a name


def is_named(text: str, name: str) -> bool:
    """Whether the text names the organisation."""
    folded = plain(text)
    decoded = plain(unquote(text)) if "%" in text else folded
    return any(pattern.search(said) for pattern in _patterns(name) for said in {folded, decoded})


@lru_cache(maxsize=500)
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_each_pattern(name))


def _each_pattern(name: str) -> Iterator[re.Pattern[str]]:
    words = _significant(_WORD.findall(plain(_BRACKETS.sub(" ", name))))
    if words:
        yield _pattern(words)
    for inner in _BRACKETS.findall(name):
        short = "".join(_WORD.findall(plain(inner)))
        if short.isupper() and len(short) >= _LEAST:
            yield _of_one_word(short)


def _significant(words: list[str]) -> list[str]:
    """The words without article and legal form, unless nothing else is left."""
    inner = [word for word in words if not re.fullmatch(_JOINING, word, re.IGNORECASE)] or words
    if len(inner) > 1 and _ARTICLE.fullmatch(inner[0]):
        inner = inner[1:]
    while len(inner) > 1 and _LEGAL_FORM.fullmatch(inner[-1]):
        inner = inner[:-1]
    return inner


def _pattern(words: list[str]) -> re.Pattern[str]:
    if len(words) == 1 and not _HAN.search(words[0]):
        return _of_one_word(words[0])
    whole = _BETWEEN.join(_with_endings(word) for word in words)
    if sum(map(len, words)) < _LONG and not _HAN.search(words[0]):
        whole = rf"(?<![^\W_]){whole}(?![^\W_])"
    return re.compile(whole, re.IGNORECASE)


def _of_one_word(word: str) -> re.Pattern[str]:
    """With a capital where its script has any, or in lower case as a domain or in an address."""
    said = _with_endings(word)
    capitals = rf"(?:{_with_endings(word[0].upper() + word[1:])}|{_with_endings(word.upper())})"
    domain = rf"(?<=[/.@\-_]){said}(?=[.\-_/])|(?<![^\W_]){said}(?=\.[a-z]{{2,}})"
    arabic = r"[وفبكل]?(?:ال)?" if re.match(r"[\u0600-\u06ff]", word) else ""
    return re.compile(rf"(?<![^\W_]){arabic}{capitals}(?![^\W_])|(?i:{domain})")


def _with_endings(word: str) -> str:
    """The word as a pattern. A Russian one may end in any case."""
    stem = _CYRILLIC_ENDING.sub("", word)
    is_cyrillic = re.search(r"[\u0400-\u04ff]{3}", word) is not None
    return re.escape(stem) + (r"[\u0400-\u04ff]{0,3}" if is_cyrillic else "")
