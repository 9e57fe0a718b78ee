"""Finds the delimiter of a text: the one that gives rows of equal length."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

SEPARATORS = (",", ";", "\t", "|")
SAID = re.compile(r"sep=(.)\s*\Z")  # the first line, as spreadsheet programs write it
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_TRIED = 300  # rows of the beginning that are tried with each
_LONGEST = 20_000  # characters of them
_ENOUGH = 0.7  # of the rows between the first and last that are parted have the same length
_PROSE = re.compile(r",(?! )")


@dataclass(frozen=True, slots=True)
class Separator:
    """The delimiter ("" for a single column), and whether spaces follow it."""

    character: str
    spaced: bool = False  # spaces stand between it and the quotes of the next cell
    said: bool = False  # the first line says it


def lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends: LF, CR LF or CR."""
    return (found.group() for found in _LINE.finditer(text))


def separator_of(text: str) -> Separator:
    """The most likely delimiter of a text."""
    said = SAID.fullmatch(next(lines(text), ""))
    if said:
        return Separator(said[1], said=True)
    sample = list(_sample(text))
    weighed = sorted(((_weight(sample, each), each) for each in SEPARATORS), reverse=True)
    weight, character = weighed[0]
    if weight <= 0:
        return Separator("")
    return Separator(character, spaced=_is_spaced(sample, character))


def _sample(text: str) -> Iterator[str]:
    size = 0
    for line in islice(lines(text), _TRIED):
        size += len(line)
        yield line
        if size > _LONGEST:
            return


def _rows(sample: list[str], separator: str, *, spaced: bool = False) -> list[list[str]]:
    reader = csv.reader(sample, delimiter=separator, skipinitialspace=spaced)
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(cells)
    except csv.Error:
        pass  # What was read until then tells enough.
    return rows


def _weight(sample: list[str], separator: str) -> float:
    """How equal the row lengths are, preferring longer rows. 0: not this delimiter."""
    widths = [len(cells) for cells in _rows(sample, separator)]
    parted = [place for place, width in enumerate(widths) if width > 1]
    if not parted:
        return 0.0
    inside = widths[parted[0] : parted[-1] + 1]
    width, times = Counter(each for each in inside if each > 1).most_common(1)[0]
    share = times / len(inside)
    if share < _ENOUGH and not _is_ragged_table(inside):
        return 0.0
    if len(inside) < 2 and len(widths) > 2:
        return 0.0
    if separator == "," and not any(_PROSE.search(line) for line in sample if "," in line):
        share -= 0.5  # Commas that always have a space behind them are those of sentences.
    outside = (len(widths) - len(inside)) / len(widths)
    return share - 0.3 * outside + min(width, 20) / 100


def _is_ragged_table(widths: list[int]) -> bool:
    """Whether rows have many lengths but are all split: a ragged table."""
    return widths[0] > 2 and sum(width == 1 for width in widths) <= 0.4 * len(widths)


def _is_spaced(sample: list[str], separator: str) -> bool:
    spaced = re.compile(re.escape(separator) + r' +"')
    if separator == " " or not any(spaced.search(line) for line in sample):
        return False
    plain = {len(cells) for cells in _rows(sample, separator)}
    skipping = {len(cells) for cells in _rows(sample, separator, spaced=True)}
    return len(skipping) <= len(plain)
