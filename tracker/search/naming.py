"""Finds names of States and themes in a text, longest name first. Pure.

The spellings of states are those of imports and lists: the registry's names and aliases, usual and
former names, and beside them the words for what is of a state ("Kenyan"). A spelling that means
two states gives both, one of no state of today gives none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from tracker.registry.issue_themes import MEANINGS
from tracker.registry.queries.states import folded
from tracker.registry.search_texts import StateNames
from tracker.registry.state_spellings import AMBIGUOUS, DEMONYMS, ENDED, NEVER
from tracker.text.word_forms import STOP_WORDS, forms, is_unspaced, plain
from tracker.text.word_lists import read_lists

LONGEST_NAME = 8  # words
SHORTEST_MISSPELT = 5
LIKENESS = 0.84  # of difflib; such as "Keniya"
_POSSESSIVE = re.compile(r"['’ʼ]s\b", re.IGNORECASE)
_APOSTROPHE = re.compile("['’‘`ʼ]")
_WORDS: Mapping[str, tuple[str, ...]] = read_lists(
    Path(__file__).with_name("lists") / "theme_words.csv", group="theme", entry="word"
)
Key = tuple[str, ...]
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word of a text."""

    written: str
    plain: str

    @property
    def form(self) -> str:
        """The stem in the language of its script."""
        found = [one for one in forms(self.written) if one.startswith(("en:", "ru:", "ar:"))]
        return min(found, key=lambda one: (len(one), one), default=self.written)


def tokens(text: str) -> list[Token]:
    """The significant words of a text, folded."""
    return [one for one in all_tokens(text) if one.plain not in STOP_WORDS]


def all_tokens(text: str) -> list[Token]:
    """The same with words such as "the"."""
    return [Token(each, plain(each)) for each in folded(_POSSESSIVE.sub("", text)).split()]


@dataclass(frozen=True, slots=True)
class Named:
    """States, themes or neither, from one token to another."""

    start: int
    end: int
    codes: tuple[str, ...]


class StateIndex:
    """Names of States for recognition in texts.

    ``content`` is what an index of the same states gave before; to find it anew takes a while.
    """

    def __init__(self, states: Iterable[StateNames], content: Content | None = None) -> None:
        known = {state.iso3: state for state in states}
        self._exact: dict[Key, tuple[str, ...]] = {}
        self._inflected: defaultdict[Key, dict[str, Key]] = defaultdict(dict)
        self._codes = frozenset(known)
        if content is None:
            self._collect(known)
        else:
            self._exact.update((tuple(key), tuple(codes)) for key, codes in content["exact"])
            for key, named in content["inflected"]:
                self._inflected[tuple(key)] = {code: tuple(name) for code, name in named.items()}
        self._unspaced = sorted(
            (key[0] for key in self._exact if len(key) == 1 and is_unspaced(key[0])),
            key=len,
            reverse=True,
        )

    @property
    def content(self) -> Content:
        """The index as JSON values."""
        return {"exact": list(self._exact.items()), "inflected": list(self._inflected.items())}

    def _collect(self, known: Mapping[str, StateNames]) -> None:
        for iso3, state in known.items():
            for name in (*state.names.values(), *state.aliases, *_demonyms(iso3)):
                self._add(name, (iso3,))
        for name, meant in AMBIGUOUS.items():
            self._put(name, tuple(code for code in meant if code in known))
        for name in (*NEVER, *(each for spellings in ENDED.values() for each in spellings)):
            if len(name) > 3:
                self._put(name, ())

    def _put(self, name: str, codes: tuple[str, ...]) -> None:
        for text in (name, _APOSTROPHE.sub("", name)):
            if key := tuple(token.plain for token in tokens(text)):
                self._exact[key] = codes

    def _add(self, name: str, codes: tuple[str, ...]) -> None:
        for text in (name, _APOSTROPHE.sub("", name)):
            found = tokens(text)
            key = tuple(token.plain for token in found)
            if not key or len("".join(key)) < 2:
                continue
            self._exact.setdefault(key, codes)
            if any(map(_is_inflected, key)):
                self._inflected[_key(found)][codes[0]] = key

    def find(self, found: Sequence[Token]) -> list[Named]:
        """Every named State from the left. A name within a longer one is ignored."""
        named: list[Named] = []
        place = 0
        while place < len(found):
            for size in range(min(LONGEST_NAME, len(found) - place), 0, -1):
                codes = self._called(found[place : place + size])
                if codes is not None:
                    named.append(Named(place, place + size, codes))
                    place += size
                    break
            else:
                place += 1
        return named

    def _called(self, part: Sequence[Token]) -> tuple[str, ...] | None:
        key = tuple(token.plain for token in part)
        if key in self._exact:
            return self._exact[key]
        if not any(map(_is_inflected, key)):
            return None
        found = self._inflected.get(_key(part), {})
        return (max(found, key=lambda code: _shared(found[code], key)),) if found else None

    def spellings(self) -> Iterator[tuple[Key, tuple[str, ...]]]:
        """The words of each spelling with its States, without former States."""
        return ((key, codes) for key, codes in self._exact.items() if codes)

    def code(self, written: str) -> tuple[str, ...]:
        """The State with this ISO3 code in capitals."""
        return (written,) if written in self._codes else ()

    def misspelt(self, word: str) -> tuple[str, ...]:
        """The State whose single-word name is most similar to a word."""
        if len(word) < SHORTEST_MISSPELT or not word.isalpha():
            return ()
        near = [key[0] for key, codes in self._exact.items() if len(key) == 1 and codes]
        close = get_close_matches(word, near, n=1, cutoff=LIKENESS)
        return self._exact[close[0],] if close else ()

    def split_unspaced(self, text: str) -> str:
        """A text with spaces around names of States in unspaced scripts."""
        for name in self._unspaced if any(map(is_unspaced, text)) else ():
            if name in text:
                text = text.replace(name, f" {name} ")
                break
        return text


def _is_inflected(word: str) -> bool:
    """Whether names of States are inflected in the word's script: Cyrillic or Arabic."""
    return "\u0400" <= word[0] <= "\u06ff"


def _shared(name: Key, asked: Key) -> int:
    """The length of the common prefix of two names."""
    return sum(
        next(
            (place for place, (a, b) in enumerate(zip(x, y, strict=False)) if a != b),
            min(len(x), len(y)),
        )
        for x, y in zip(name, asked, strict=False)
    )


def _demonyms(iso3: str) -> Iterable[str]:
    for each in DEMONYMS.get(iso3, ()):
        yield each
        if each[-1] in "nieo":
            yield f"{each}s"


class ThemeIndex:
    """Names and common words of themes for recognition in texts.

    A word for our whole subject ("human trafficking") is found with no theme.
    """

    def __init__(self, names: Mapping[str, str], content: Content | None = None) -> None:
        self._names = names
        self._codes: dict[Key, tuple[str, ...]] = {}
        if content is None:
            self._collect(names)
        else:
            self._codes.update((tuple(key), tuple(codes)) for key, codes in content["codes"])
        self._words = frozenset(word for key in self._codes for word in key)

    @property
    def content(self) -> Content:
        """The index as JSON values."""
        return {"codes": list(self._codes.items())}

    def _collect(self, names: Mapping[str, str]) -> None:
        for code, name in names.items():
            self._add(name, (code,))
            self._add(code.replace("-", " "), (code,))
            for word in _WORDS.get(code, ()):
                self._add(word, (code,))
        for meaning in MEANINGS.values():
            self._add(meaning.issue, tuple(code for code in meaning.themes if code in names))

    def _add(self, name: str, codes: tuple[str, ...]) -> None:
        if key := _key(tokens(name)):
            self._codes.setdefault(key, codes)

    def spellings(self) -> Iterator[tuple[str, str]]:
        """The code and each name or common word of every theme."""
        for code, name in self._names.items():
            yield from ((code, spelling) for spelling in (name, *_WORDS.get(code, ())))

    @property
    def words(self) -> frozenset[str]:
        """The forms of all words of all names."""
        return self._words

    def find(self, found: Sequence[Token]) -> list[Named]:
        """Every named theme from the left, longest name first."""
        named: list[Named] = []
        place = 0
        while place < len(found):
            for size in range(min(LONGEST_NAME, len(found) - place), 0, -1):
                codes = self._codes.get(_key(found[place : place + size]))
                if codes is not None:
                    named.append(Named(place, place + size, codes))
                    place += size
                    break
            else:
                place += 1
        return named


def _key(found: Sequence[Token]) -> Key:
    return tuple(token.form for token in found)
