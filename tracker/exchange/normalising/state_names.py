"""Recognises spellings of States: the ISO3 code, or a reason why not. It never guesses.

Compared are small letters without accents, signs and order of words: "Korea, Republic of" and
"Republic of Korea" are the same spelling. What is merely near is suggested and never taken.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from tracker.core import formats
from tracker.exchange.matching.header_words import folded
from tracker.registry.drafts import StateAliasDraft, StateDraft
from tracker.registry.state_spellings import AMBIGUOUS, ENDED, NEVER, RENAMED, names_of_cldr

_SUGGESTED = 3
_MOST_NAMES = 4  # of one State in one cell
_SILENT_WORDS = frozenset(
    ("the", "of", "and", "la", "le", "les", "l", "el", "los", "las", "de", "du", "des", "del", "d")
    + ("et", "y", "и")
)
_SHORT_FOR = {"st": "saint", "ste": "saint", "sta": "saint", "rep": "republic", "dem": "democratic"}
_SHORT_FOR |= {"fed": "federated", "sts": "states", "is": "islands", "isl": "islands"}
_SHORT_FOR |= {"isds": "islands", "peoples": "people"}
_OF_SOMEBODY = re.compile(r"['’´`]s\b", re.IGNORECASE)  # People's
# "S. Sudan" is another State than Sudan: the letter of a direction is a word of the name.
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}
# Marks of footnotes: 2, (2), [2], [a], [note 2], 2/, ² or *, one or several. Digits are at most
# two, and none stand right behind a code: USA178 is a case.
_MARK = r"(?:/?\d{1,2}/?|[(\[](?:\d{1,2}|[a-z]|note \d{1,2})[)\]/]+|[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§]+)"
_FOOTNOTES = re.compile(rf"(?<=[^\W\d_]|[).\]])\s*{_MARK}(?:[\s,;]*(?<!\d){_MARK})*\s*$")
# Between two names of one State: "Kenya (KEN)", "KEN - Kenya", "Eswatini (formerly Swaziland)".
_BETWEEN_NAMES = re.compile(r"\s*[()\[\]/,;]\s*|\s+[-–—|]\s+")
_ALSO = re.compile(r"(?:formerly|former|fmr\.?|previously|ex-?|now|also|a\.?k\.?a\.?)\s+", re.I)
_CODE_AND_DIGITS = re.compile(r"[A-Z]{2,3}\d+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of a spelling: a State, or none with a reason and ``candidates``."""

    iso3: str | None
    reason: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StateNames:
    """Every known spelling of a State. See ``state_names``."""

    spellings: Mapping[str, Meaning] = field(default_factory=dict)  # folded
    reordered: Mapping[str, Meaning] = field(default_factory=dict)  # by words in order of letters
    iso2: Mapping[str, str] = field(default_factory=dict)
    iso3: frozenset[str] = frozenset()
    m49: Mapping[str, str] = field(default_factory=dict)  # without leading zeros
    names: Mapping[str, str] = field(default_factory=dict)  # by ISO3, the English name

    def find(self, text: str) -> Meaning | None:
        """The meaning of a name or code. None for an unknown spelling."""
        code = text.strip()
        if code.upper() in self.iso3:
            return Meaning(code.upper())
        if code in self.iso2:  # Small ones are words as well: no, in, is.
            return Meaning(self.iso2[code])
        return self._find_name(text) or self._find_without_footnotes(text) or self._find_same(text)

    def _find_name(self, text: str) -> Meaning | None:
        return self.spellings.get(folded(text)) or self.reordered.get(reordered(text))

    def _find_without_footnotes(self, text: str) -> Meaning | None:
        if _CODE_AND_DIGITS.fullmatch(text.strip()):
            return None
        bare = _FOOTNOTES.sub("", text)
        return self.find(bare) if bare != text else None

    def _find_same(self, text: str) -> Meaning | None:
        """The State that each of several names in one cell means; None where they differ."""
        parts = [_ALSO.sub("", part) for part in _BETWEEN_NAMES.split(text.strip()) if part.strip()]
        if not 1 < len(parts) <= _MOST_NAMES:
            return None
        found = {each.iso3 if (each := self.find(part)) else None for part in parts}
        return Meaning(code) if len(found) == 1 and (code := found.pop()) else None

    def suggest(self, text: str) -> tuple[str, ...]:
        """The codes of States with similar spellings, most similar first."""
        words = set(reordered(text[:80]).split())
        within = [key for key in self.reordered if len(key) > 3 and words >= set(key.split())]
        near = difflib.get_close_matches(folded(text)[:80], list(self.spellings), n=6, cutoff=0.8)
        codes = (
            *(self.reordered[each].iso3 for each in sorted(within, key=len, reverse=True)),
            *(self.spellings[each].iso3 for each in near),
        )
        return tuple(dict.fromkeys(code for code in codes if code))[:_SUGGESTED]

    def describe(self, codes: Iterable[str]) -> str:
        """States by code and name, for messages."""
        return formats.listed(
            f"{code} ({self.names[code]})" for code in codes if code in self.names
        )

    def count_known(self, texts: Collection[str]) -> int:
        """How many of the texts name a State."""
        return sum((found := self.find(text)) is not None and bool(found.iso3) for text in texts)


NO_NAMES = StateNames()


def reordered(text: str) -> str:
    """The distinctive words of a name in alphabetical order, without duplicates."""
    plain = _OF_SOMEBODY.sub("", text)
    words = folded(plain.replace("'", " ").replace("’", " ")).split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    if len(words) > 1:
        words[0] = _DIRECTIONS.get(words[0], words[0])
        words[-1] = _DIRECTIONS.get(words[-1], words[-1])
    # Niger State is a part of Nigeria; only the State of somewhere is a State.
    silent = _SILENT_WORDS | {"state"} if "of" in words else _SILENT_WORDS
    long = (_SHORT_FOR.get(word, word) for word in words)
    return " ".join(sorted({word for word in long if word not in silent}))


def state_names(
    states: Iterable[StateDraft], aliases: Iterable[StateAliasDraft] = ()
) -> StateNames:
    """The spellings of the registry, with common and former names.

    The registry's own come first: what it says is not overruled, except where a spelling means
    two states to different writers; such a one is never taken.
    """
    known = list(states)
    meanings: dict[str, Meaning] = {}
    _add(meanings, _ambiguous({each.iso3: each.name_en for each in known}))
    for found in (_registered(known), _aliased(aliases), _usual(known), _territories(known)):
        _add(meanings, found)
    return StateNames(
        {folded(name): each for name, each in meanings.items()},
        _by_words(meanings),
        {each.iso2: each.iso3 for each in known},
        frozenset(each.iso3 for each in known),
        {each.m49.lstrip("0"): each.iso3 for each in known},
        {each.iso3: each.name_en for each in known},
    )


def _add(meanings: dict[str, Meaning], found: Iterator[tuple[str, Meaning]]) -> None:
    met = {folded(name) for name in meanings}
    for name, meaning in found:
        if folded(name) not in met:
            meanings.setdefault(name, meaning)


def _ambiguous(names: Mapping[str, str]) -> Iterator[tuple[str, Meaning]]:
    for name, codes in AMBIGUOUS.items():
        if all(code in names for code in codes):
            choices = formats.listed(f"{code} ({names[code]})" for code in codes)
            yield name, Meaning(None, _("one of %(states)s; choose one", states=choices), codes)


def _registered(states: Iterable[StateDraft]) -> Iterator[tuple[str, Meaning]]:
    for each in states:
        meaning = Meaning(each.iso3)
        for name in (each.name_en, each.name_fr, each.name_es):
            yield name, meaning
        for name in (each.name_ar, each.name_ru, each.name_zh):
            yield name, meaning


def _aliased(aliases: Iterable[StateAliasDraft]) -> Iterator[tuple[str, Meaning]]:
    for each in aliases:
        yield each.name, Meaning(each.iso3, each.note or "")


def _usual(states: Iterable[StateDraft]) -> Iterator[tuple[str, Meaning]]:
    codes = {each.iso3 for each in states}
    for code, names in RENAMED.items():
        if code in codes:
            yield from ((name, Meaning(code)) for name in names)
    for state, names in ENDED.items():
        reason = _("a State that exists today; %(state)s no longer exists", state=state)
        yield from ((name, Meaning(None, reason)) for name in names)
    yield from ((name, Meaning(None, _no_member())) for name in NEVER)


def _no_member() -> str:
    return str(_("a member or Observer State of the United Nations; this is not one"))


def _territories(states: Iterable[StateDraft]) -> Iterator[tuple[str, Meaning]]:
    """Names from CLDR in our languages: short names, territories and regions."""
    codes = {each.iso2: each.iso3 for each in states}
    if not codes:
        return
    for name, code in names_of_cldr():
        yield name, Meaning(codes[code]) if code in codes else Meaning(None, _no_member())


def _by_words(meanings: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Spellings by their words. Ambiguous ones mean nothing."""
    found: dict[str, list[Meaning]] = defaultdict(list)
    for name, meaning in meanings.items():
        if key := reordered(name):
            found[key].append(meaning)
    return {
        key: each[0]
        for key, each in found.items()
        if len({(one.iso3, bool(one.candidates)) for one in each}) == 1
    }
