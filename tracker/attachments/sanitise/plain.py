"""Reads plain texts and CSV tables in any encoding and writes them as UTF-8.

Characters that cannot be seen are taken out, and cells that a spreadsheet would run stay text.
"""

import csv
import io
import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

import charset_normalizer

from tracker.attachments.sanitise.results import FileRefused, Note, Reason, SanitisedFile

_MARKUP = re.compile(r"\s*(?:<(?:!doctype|html|svg|script|\?xml|body|head)\b|\{\\rtf|%!PS)", re.I)
# Kept: signs that join or part letters in Arabic and Indic scripts, and marks of direction that
# end by themselves. Taken out: those that make a line read other than it is stored.
_KEPT = frozenset("\n\t\u200b\u200c\u200d\u200e\u200f\u061c\u00ad")
_DELIMITERS = ",;\t|"
# An amount or a lone dash begins like a formula and is none.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d\s.,()%+-]*$)")


def plain_text(content: bytes) -> SanitisedFile:
    """The text in UTF-8 without control characters. Raises FileRefused."""
    text, notes = _decoded(content)
    return SanitisedFile(text.encode(), notes)


def table(content: bytes) -> SanitisedFile:
    """A cleaned table. Cells that look like formulas get an apostrophe in front."""
    text, notes = _decoded(content)
    dialect = _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect, strict=True))
    except csv.Error:
        raise FileRefused(Reason.DAMAGED) from None
    safe = [[f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=dialect, lineterminator="\n").writerows(safe)
    changed = frozenset({Note.FORMULAS}) if safe != rows else frozenset()
    return SanitisedFile(out.getvalue().encode(), notes | changed)


def _delimiter(text: str) -> str:
    """The most frequent delimiter of the first line, or a comma."""
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _decoded(content: bytes) -> tuple[str, frozenset[Note]]:
    text, notes = _read(content)
    if _MARKUP.match(text):
        raise FileRefused(Reason.NOT_TEXT)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(each for each in text if each in _KEPT or not _unseen(each))
    if seen != text:
        notes |= {Note.CONTROL_CHARACTERS}
    if not seen.strip():
        raise FileRefused(Reason.EMPTY)
    return seen, notes


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")


def _read(content: bytes) -> tuple[str, frozenset[Note]]:
    sure: frozenset[Note] = frozenset()
    try:
        if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return content.decode("utf-16"), sure
        if b"\0" in content:
            raise FileRefused(Reason.NOT_TEXT)
        return content.decode("utf-8-sig"), sure
    except UnicodeDecodeError:
        found = charset_normalizer.from_bytes(content).best()
    if found is None:
        raise FileRefused(Reason.ENCODING)
    return str(found), sure | {Note.ENCODING_GUESSED}
