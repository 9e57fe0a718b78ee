"""Folds a text to one plain form, whatever its script, width or disguise. Pure.

The searches use the folded text: Western digits, no accents or invisible characters, HTML entities
resolved. Each folded character has its original position.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Longer than any entity that HTML names; bounded, so that a row of ampersands costs nothing.
_PIECE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,24});|[\x00-\x7f]", re.DOTALL)
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´＇ʹ′", "'"),
        **dict.fromkeys("“”«»„‟″〝〞", '"'),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("یې", "ي"),
        "ک": "ك",
        "ٱ": "ا",
        "ـ": "",
        "،": ",",
        "؛": ";",
        "؟": "?",
        "、": ",",
        "﹫": "@",
    }
)


@dataclass(frozen=True)
class NormalisedText:
    """The folded text with the original position of each character."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original positions of the folded characters from `start` up to `end`."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str, *, offset: int = 0) -> NormalisedText:
    """Fold a text. `offset` is added to every position, for a part of a longer text."""
    if "&" not in text and all(len(_letter(each)) == 1 for each in set(text)):
        # The usual case: every character is read as one, so places stay as they are.
        whole = range(offset, offset + len(text))
        return NormalisedText(
            _plain_letters(text), whole, range(offset + 1, offset + len(text) + 1)
        )
    return _fold_unevenly(text, offset)


def _plain_letters(text: str) -> str:
    return text.translate({ord(each): _letter(each) for each in set(text)})


def _fold_unevenly(text: str, offset: int) -> NormalisedText:
    """Fold a text in which characters map to none or several, or with entities."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, folded in _pieces(text):
        if folded == "" and ends and unicodedata.combining(text[start]):
            # An accent belongs to the letter that carries it.
            ends[-1] = offset + end
        for letter in folded:
            letters.append(letter)
            starts.append(offset + start)
            ends.append(offset + end)
    return NormalisedText("".join(letters), tuple(starts), tuple(ends))


def plain(text: str) -> str:
    """Only the folded text, for comparing words."""
    if "&" not in text:
        return _plain_letters(text)
    return "".join(folded for _start, _end, folded in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    place = 0
    while place < len(text):
        match = _PIECE.match(text, place) if text[place] == "&" else None
        if match is not None and (resolved := html.unescape(match[0])) != match[0]:
            yield place, match.end(), "".join(map(_letter, resolved))
            place = match.end()
        else:
            yield place, place + 1, _letter(text[place])
            place += 1


@lru_cache(maxsize=20_000)
def _letter(letter: str) -> str:
    """The folded form of one character. Empty for invisible ones and accents."""
    if " " <= letter <= "~" or letter == "\n":
        return "'" if letter == "`" else letter
    if letter.isspace() or letter in "\x1c\x1d\x1e\x1f\x85\u2028\u2029":
        return "\n" if letter in "\u2028\u2029\x85" else " "
    if unicodedata.category(letter) in ("Cf", "Cc", "Cs", "Co", "Cn"):
        return ""
    if (digit := unicodedata.decimal(letter, None)) is not None:
        return str(digit)
    apart = unicodedata.normalize("NFKD", letter.translate(_ALIKE)).translate(_ALIKE)
    return "".join(each for each in apart if unicodedata.category(each) not in ("Mn", "Me", "Cf"))
