"""Extracts numbered paragraphs and their lettered points from the blocks of a text. Pure.

The number of a paragraph is what its ``num`` says, never its ``eId``: in these files ``para_12``
may hold paragraph 7. In French files the number may be a block of its own, before the text. A
number may be typed into the text, and numbers may start anew or leave one out where a list was
converted badly: what is in doubt is marked, so that no wrong paragraph is taken for another.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\s*[.\-–—:]*")
_LETTER = re.compile(r"[(\s]*([^\W\d_]{1,4})\u0640?\s*\)")
# Headings such as "Action 31." in the six languages; some translations use the plural.
_ACTION = re.compile(
    r"(?:actions?|mesures?|acci(?:ón|ones)|действи[ея]|(?:ال)?إجراء(?:ات)?|行动)\s*(\d+)\s*[.:\-–—。]",
    re.IGNORECASE,
)
_SECTION = re.compile(r"[IVXLCA-H]+\.")
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "ابجدهوزحطيكلمنسعفصقرشت",
)
# Cyrillic letters typed for the Latin ones that they look like, and forms of the Arabic alif.
_ALIKE = str.maketrans("асеорхأإآ", "aceopxااا")
_KEYS = _ALPHABETS[0]


class Doubt(StrEnum):
    """Why the number or the end of a paragraph is uncertain."""

    NUMBERS_RESTART = "numbers_restart"  # in this part numbers begin anew
    NEXT_IS_MISSING = "next_is_missing"  # the next number is left out: its text may stand here


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text: its number (may be empty) and its words.

    ``typed`` is a number with which the text itself begins; ``rest`` the text without it.
    """

    number: str
    text: str
    is_heading: bool = False
    typed: str = ""
    rest: str = ""


@dataclass(slots=True)
class Paragraph:
    """A numbered paragraph: the lines before its points, and the lines of each point."""

    number: str
    opening: list[str] = field(default_factory=list)
    points: list[list[str]] = field(default_factory=list)
    doubt: Doubt | None = None
    action: str | None = None  # number of the action below whose heading it stands

    @property
    def text(self) -> str:
        """The whole paragraph with a line for each block."""
        lines = [*self.opening, *(line for point in self.points for line in point)]
        return "\n".join(lines)

    def point(self, letter: str) -> str | None:
        """The text of a point by its Latin letter. None if it does not exist."""
        place = _KEYS.find(letter)
        return "\n".join(self.points[place]) if 0 <= place < len(self.points) else None

    def add(self, label: str, text: str) -> None:
        """Add the next block: a point, or a continuation of the last one."""
        if label == "ii" and len(self.points) == _KEYS.index("i") + 1:
            self._nest_last()
        if label and len(self.points) in _places(label):
            self.points.append([text])
        elif self.points:
            self.points[-1].append(text)
        else:
            self.opening.append(text)

    def _nest_last(self) -> None:
        """Treat point (i) as the first part of point (h), because (ii) follows."""
        last = self.points.pop()
        self.points[-1].extend(last)


def numbered_paragraphs(blocks: Iterable[Block]) -> list[Paragraph]:
    """The numbered paragraphs in order. Other text is left out."""
    found: list[Paragraph] = []
    current: Paragraph | None = None
    action: str | None = None
    for block in blocks:
        number, text = _numbered(block, found)
        heading = None if number else action_of(block)
        if number:
            current = Paragraph(number, [text] if text else [], action=action)
            found.append(current)
        elif heading:
            current, action = None, heading
        elif block.is_heading or _SECTION.fullmatch(block.number):
            current = action = None
        elif current is not None and block.text:
            label = _label_of(block.number or block.text)
            shown = f"{block.number} {block.text}" if block.number else block.text
            current.add(label, shown)
    filled = [paragraph for paragraph in found if paragraph.text]
    _mark_doubts(filled)
    return filled


def action_of(block: Block) -> str | None:
    """The number of the action in a heading. None for any other block."""
    if block.number:
        return None
    found = _ACTION.match(unicodedata.normalize("NFKC", block.text).strip())
    return str(int(found[1])) if found else None


def _numbered(block: Block, before: list[Paragraph]) -> tuple[str, str]:
    """The number and text of a block. A typed number must be the next in order."""
    number, typed = _number_of(block.number), _number_of(block.typed)
    expected = int(before[-1].number.partition(".")[0]) + 1 if before else 1
    if not number and typed == str(expected):
        return typed, block.rest
    return number, block.text


def _mark_doubts(paragraphs: list[Paragraph]) -> None:
    places = [int(each.number.partition(".")[0]) for each in paragraphs]
    steps = [after - before for before, after in pairwise(places)]
    whole = [each for each in paragraphs if "." not in each.number]
    if len({each.number for each in whole}) < len(whole) or any(step < 0 for step in steps):
        for paragraph in paragraphs:
            paragraph.doubt = Doubt.NUMBERS_RESTART
        return
    for paragraph, step in zip(paragraphs, steps, strict=False):
        if step > 1:
            paragraph.doubt = Doubt.NEXT_IS_MISSING


def _number_of(raw: str) -> str:
    """The number in ASCII digits, such as 7. Empty without a number."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", raw).strip())
    return ".".join(str(int(each)) for each in found[1].split(".")) if found else ""


def _label_of(text: str) -> str:
    """The lower-case letters before the bracket at the start of a point."""
    found = _LETTER.match(unicodedata.normalize("NFKC", text).lower())
    return found[1].rstrip("\u0640") if found else ""


def _places(label: str) -> set[int]:
    """Possible positions of a letter, from 0, in the alphabets that label points."""
    spelled = {label, label.translate(_ALIKE)}
    return {
        alphabet.index(each)
        for alphabet in _ALPHABETS
        for each in spelled
        if len(each) == 1 and each in alphabet
    }
