"""Normalises closed lists, yes and no, and cells with several values."""

import ast
import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import gettext as _

from tracker.exchange.matching.header_words import folded
from tracker.exchange.normalising.normalised_value import ColumnFindings, NormalisedValue
from tracker.schema.drafts import Column
from tracker.schema.fields import NO, SEPARATOR, YES, InvalidValue, as_text, clean
from tracker.text.word_lists import read_lists

_BETWEEN = re.compile(r"[;|\n\r；؛]+")
COMMAS = re.compile(r"[;|\n\r；؛,،、]+")
_BULLET = re.compile(
    r"^(?:[•▪●○◦‣■□➢➤✓·*\uf0b7\uf0a7]\s*(?=\S)|[-–—]\s*(?=[^\W\d_])|[-–—]\s+"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+|o\s+(?=[A-Z]))"
)
_COMMA_SIGNS = " \t,،、"
_LONGEST_LIST = 5_000  # characters of a list that a program wrote
_LISTS = Path(__file__).parents[1] / "lists"
_FLAG_WORDS = read_lists(_LISTS / "flag_words.csv", group="flag", entry="word")
_FLAGS = {folded(word): flag for flag, words in _FLAG_WORDS.items() for word in words}
_FLAGS |= {"✓": YES, "✔": YES, "✗": NO, "✘": NO}  # signs, which folding would remove
_SUGGESTED = 3
WORDS: Mapping[str, tuple[str, ...]] = read_lists(
    _LISTS / "code_words.csv", group="code", entry="word"
)
"""Usual words for codes of closed lists that say the same of themselves in any list."""


@dataclass(frozen=True, slots=True)
class ClosedList:
    """Normalises words of a closed list. ``labels``: displayed names to codes.

    Near words are looked for ``most_suggested`` times: it takes long, and more are not read.
    """

    column: Column
    labels: Mapping[str, str] = field(default_factory=dict)
    most_suggested: int = 60
    _known: dict[str, str] = field(default_factory=dict)
    _suggested: list[str] = field(default_factory=list)

    def __call__(self, text: str) -> NormalisedValue:
        """The code."""
        if text in self.column.allowed:
            return NormalisedValue(text)
        try:
            return NormalisedValue(as_text(self.column.reader(clean(text))))
        except InvalidValue as fault:
            reason = str(fault)
        known = self._words()
        code = known.get(folded(text))
        if code is not None:
            return NormalisedValue(code)
        return NormalisedValue(None, reason, self._near(text), is_unlisted=True)

    def _near(self, text: str) -> tuple[str, ...]:
        if len(self._suggested) >= self.most_suggested:
            return ()
        self._suggested.append(text)
        known = self._words()
        near = difflib.get_close_matches(folded(text)[:80], list(known), n=6, cutoff=0.75)
        return tuple(dict.fromkeys(known[each] for each in near))[:_SUGGESTED]

    def _words(self) -> dict[str, str]:
        if not self._known:
            for code in self.column.allowed:
                for word in (*WORDS.get(code, ()), code):
                    self._known[folded(word)] = code
            self._known.update({folded(label): code for label, code in self.labels.items()})
        return self._known


def flag(text: str) -> NormalisedValue:
    """Yes or no."""
    plain = folded(text) or text.strip()
    if plain in _FLAGS:
        return NormalisedValue(_FLAGS[plain])
    reason = _("one of %(allowed)s", allowed=f"{YES}, {NO}")
    return NormalisedValue(None, str(reason), is_unlisted=True)


@dataclass(frozen=True, slots=True)
class ListOfValues:
    """Normalises cells with several values, separated by ; or | or line ends, else commas."""

    column: Column
    one: Callable[[str], NormalisedValue] | None = None  # None: each stands as it is

    def __call__(self, text: str) -> NormalisedValue:
        """The values as the field writes them."""
        if self.one is None and not _has_bullets(text) and self._refused(text) is None:
            return NormalisedValue(text)
        faults = []
        for between in (_BETWEEN, COMMAS):
            found = list(dict.fromkeys(parts(text, between)))
            items = [self._part(part) for part in found]
            fault = next((each for each in items if each.text is None), None)
            if fault is None:
                values = dict.fromkeys(each.text for each in items if each.text)
                joined = f"{SEPARATOR} ".join(values)
                fault = self._refused(joined)
                if fault is None:
                    return NormalisedValue(joined)
            faults.append(fault)
        return faults[0]

    def _part(self, part: str) -> NormalisedValue:
        return self.one(part) if self.one else NormalisedValue(part)

    def _refused(self, joined: str) -> NormalisedValue | None:
        if self.one:
            return None
        try:
            self.column.reader(clean(joined))
        except InvalidValue as fault:
            return NormalisedValue(None, str(fault))
        return None


def parts(text: str, between: re.Pattern[str] = _BETWEEN) -> Iterator[str]:
    """The values in a cell, without leading bullets and numbers and without commas around them."""
    for part in program_list(text) or between.split(text):
        plain = _BULLET.sub("", part.strip().strip(_COMMA_SIGNS)).strip(_COMMA_SIGNS)
        if plain:
            yield plain


def program_list(text: str) -> list[str] | None:
    """The texts of a list as programs write it into one cell: ["a", "b"], ['a', 'b']; else None."""
    bare = text.strip()
    if len(bare) > _LONGEST_LIST or not (bare[:1] == "[" and bare[-1:] == "]"):
        return None
    try:
        found = ast.literal_eval(bare)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return found if found and all(isinstance(each, str) for each in found) else None


def _has_bullets(text: str) -> bool:
    return program_list(text) is not None or any(
        _BULLET.match(part.strip()) for part in _BETWEEN.split(text)
    )


@dataclass(frozen=True, slots=True)
class PlainText:
    """Normalises each text independently of the column."""

    one: Callable[[str], NormalisedValue]

    def __call__(
        self, texts: Collection[str], findings: ColumnFindings
    ) -> Callable[[str], NormalisedValue]:
        """The same normaliser for every column."""
        return self.one
