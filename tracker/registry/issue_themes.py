"""Maps issues in other mechanisms' files to our themes and pillars.

Pure. Our interpretation of their words, one line each. Unknown issues are reported and get no
theme. Names are compared without accents, case and signs.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.registry.vocabulary import Pillar
from tracker.registry.vocabulary_aliases import folded
from tracker.text.word_lists import read_rows

_APART = re.compile(r"[;；؛|\n\r•·▪●◦‣■□➢➤\uf0b7\uf0a7]+")
_BULLET = re.compile(r"^\s*(?:[-–—*✓○]\s*(?=[^\W\d_])|\(?(?:\d{1,2}|[a-z])[.)]\s+|o\s+(?=[A-Z]))")
# Numbers within a line, where the line begins with one: "1) Women 2) Children".
_NEXT = re.compile(r"\s+\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
# Signs that part issues only where one of the parts is known: names hold them as well.
_MAY_PART = re.compile(r"\s*[,،、，/+]\s*|\s+[-–—]\s+")
_MOST_JOINED = 4  # pieces of a name that holds such signs

_FILE = Path(__file__).with_name("lists") / "issue_themes.csv"


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of an issue. No themes: it is the whole subject, or wider."""

    issue: str
    themes: tuple[str, ...]
    pillar: Pillar | None


def _table() -> dict[str, Meaning]:
    found = {}
    for row in read_rows(_FILE):
        codes = tuple(code.strip() for code in row["themes"].split(";") if code.strip())
        pillar = Pillar(row["pillar"]) if row["pillar"] else None
        found[folded(row["issue"])] = Meaning(row["issue"], codes, pillar)
    return found


MEANINGS = _table()
CODES = frozenset(code for meaning in MEANINGS.values() for code in meaning.themes)


def meaning(issue: str) -> Meaning | None:
    """The meaning of an issue. None if the list does not have it."""
    plain = folded(issue)
    if plain not in MEANINGS and "&" in issue:
        plain = folded(issue.replace("&", " and "))  # Only to look it up: its name stays.
    if plain in MEANINGS:
        return MEANINGS[plain]
    code = plain.replace(" ", "-")
    return Meaning(issue, (code,), None) if code in CODES else None


def parted(cell: str) -> tuple[str, ...]:
    """The issues in one cell, without duplicates, bullets and numbers.

    Commas and slashes separate them if any of them is known, so that known ones keep their themes.
    A known name with a comma stays one name.
    """
    found: list[str] = []
    for line in (" ".join(each.split()) for each in _APART.split(cell)):
        bare = _BULLET.sub("", line)
        for part in _NEXT.split(bare) if _is_numbered(line) else (bare,):
            found.extend(_listed(part))
    return tuple(dict.fromkeys(each for each in found if each))


def _is_numbered(line: str) -> bool:
    return bool(_BULLET.match(line)) and line.lstrip(" (")[:1].isalnum()


def _listed(part: str) -> list[str]:
    """The issues of a list with commas or slashes, longest known names first."""
    signs = list(_MAY_PART.finditer(part))
    starts, ends = (
        [0, *(each.end() for each in signs)],
        [*(each.start() for each in signs), len(part)],
    )
    pieces = [part[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if len(pieces) < 2 or meaning(part) is not None or not _knows_any(pieces):
        return [part]
    found: list[str] = []
    place = 0
    while place < len(pieces):
        lengths = range(min(_MOST_JOINED, len(pieces) - place), 1, -1)
        joined = ((size, part[starts[place] : ends[place + size - 1]].strip()) for size in lengths)
        known = (each for each in joined if meaning(each[1]) is not None)
        size, name = next(known, (1, pieces[place]))
        found.append(name)
        place += size
    return found


def _knows_any(pieces: Sequence[str]) -> bool:
    return any(meaning(piece) is not None for piece in pieces)


def themes_of(issues: Iterable[str]) -> tuple[str, ...]:
    """Codes of the themes of these issues, sorted."""
    known = (found for issue in issues if (found := meaning(issue)))
    return tuple(sorted({code for each in known for code in each.themes}))


def pillar_of(issues: Sequence[str]) -> Pillar:
    """The common pillar of the issues, or cross-cutting."""
    pillars = {found.pillar for issue in issues if (found := meaning(issue)) and found.pillar}
    return pillars.pop() if len(pillars) == 1 else Pillar.CROSS_CUTTING


def unmatched(issues: Iterable[str]) -> tuple[str, ...]:
    """Issues without a known meaning, in order."""
    return tuple(dict.fromkeys(issue for issue in issues if meaning(issue) is None))
