"""The kinds of words that the search uses, and patterns to find them. Pure.

The words are in `lists/`, one file a language; `lists/README.md` says what each list means. They
are folded, so that case, accents and vowel signs do not matter. The words of all languages are
read together, because texts mix them.
"""

import re
from collections.abc import Iterable

from tracker.pii import word_lists
from tracker.pii.normalise import plain

LANGUAGES = ("arabic", "chinese", "english", "french", "russian", "spanish")
# A word ends here in scripts that put spaces between words.
_WORD_ENDS = r"(?![^\W\d_])"
_WORD_STARTS = r"(?<![^\W\d_])"
_GAP = r"[\s-]{1,3}"
# A trie: one unit of a pattern leads to the next level; "" says that a phrase ends here.
_Trie = dict[str, "_Trie"]
_END: _Trie = {"": {}}


def small(text: str) -> str:
    """A folded lower-case word or phrase with single spaces."""
    return " ".join(plain(text).lower().split())


def split(text: str, *, commas: bool) -> tuple[str, ...]:
    """The folded lower-case words, or phrases between commas."""
    parts: Iterable[str] = text.split(",") if commas else text.split()
    return tuple(small(part) for part in parts if part.strip())


def gathered() -> dict[str, tuple[str, ...]]:
    """The words of all languages by list."""
    together: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for name, words in word_lists.read(language).items():
            together.setdefault(name, set()).update(map(small, words))
    return {name: tuple(sorted(words)) for name, words in together.items()}


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases in folded lower-case text, longest first.

    A phrase with a final `*` stands for all words with this beginning. Arabic and Chinese attach
    particles to words, so their phrases may be inside a word.
    """
    everything = sorted(set(phrases))
    inside = [phrase for phrase in everything if _may_stand_inside(phrase)]
    apart = [phrase for phrase in everything if not _may_stand_inside(phrase)]
    sources = [
        prefix + _first_letters(group) + _source(_trie(group, bounded=bool(prefix)))
        for prefix, group in ((_WORD_STARTS, apart), ("", inside))
        if group
    ]
    return re.compile("|".join(sources) or r"(?!)")


def alternatives(phrases: Iterable[str], *, either_case: bool = False) -> str:
    """The source of a pattern for any of the phrases, longest first.

    `either_case`: each word of a phrase may also begin with a capital letter.
    """
    everything = sorted(set(phrases))
    if not everything:
        return "(?!)"
    trie: _Trie = {}
    for phrase in everything:
        node = trie
        for unit in _units(phrase, either_case=either_case):
            node = node.setdefault(unit, {})
        node[""] = {}
    return "(?:" + _source(trie) + ")"


def _units(phrase: str, *, either_case: bool) -> list[str]:
    starts = {0, *(place + 1 for place, letter in enumerate(phrase) if letter in " -")}
    return [
        f"[{letter.upper()}{letter}]"
        if either_case and place in starts and letter.isalpha()
        else re.escape(letter)
        for place, letter in enumerate(phrase)
    ]


def _may_stand_inside(phrase: str) -> bool:
    return "\u0600" <= phrase[0] <= "\u06ff" or phrase[0] >= "\u2e80"


def _first_letters(phrases: Iterable[str]) -> str:
    """A lookahead for the first letter, where most positions fail."""
    return "(?=[" + "".join(re.escape(letter) for letter in sorted({p[0] for p in phrases})) + "])"


def _trie(phrases: Iterable[str], *, bounded: bool) -> _Trie:
    root: _Trie = {}
    for phrase in phrases:
        stem = phrase.removesuffix("*")
        units = [_GAP if letter == " " else re.escape(letter) for letter in stem]
        if bounded and stem == phrase and stem[-1].isalnum():
            units.append(_WORD_ENDS)
        node = root
        for unit in units:
            node = node.setdefault(unit, {})
        node[""] = {}
    return root


def _source(node: _Trie) -> str:
    """A pattern of the trie that tries longer phrases first."""
    inner = {unit: below for unit, below in node.items() if unit not in ("", _WORD_ENDS)}
    # Letters that end a phrase become one class: it is tried at once, branches one by one.
    last = [unit for unit, below in inner.items() if below == _END and len(unit) == 1]
    branches = [unit + _source(below) for unit, below in inner.items() if unit not in last]
    if last:
        branches.append("[" + "".join(last) + "]")
    if _WORD_ENDS in node:
        branches.append(_WORD_ENDS)
    if not branches:
        return ""
    if "" in node:
        return "(?:" + "|".join(branches) + ")?"
    return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
