"""The way in: `find` for a text, `find_in_name` for the name of a file. Pure.

Time grows with the length of the text and with nothing else: each pattern is bounded, and the
words around a name are looked at a fixed number of steps far.
"""

import re
from collections.abc import Iterator

from tracker.evidence.protection import contacts
from tracker.evidence.protection.findings import Finding, FindingKind, fingerprint
from tracker.evidence.protection.folding import Folded, fold
from tracker.evidence.protection.places import Search, apart

SEARCHES: tuple[Search, ...] = (contacts.emails,)
# Of two readings of the same characters the first stays: the more certain one.
ORDER = (
    FindingKind.EMAIL,
    FindingKind.COORDINATES,
    FindingKind.BANK_ACCOUNT,
    FindingKind.IDENTITY_NUMBER,
    FindingKind.TELEPHONE,
    FindingKind.HANDLE_OR_ACCOUNT,
    FindingKind.DATE_OF_BIRTH,
    FindingKind.ADDRESS,
    FindingKind.AGE_AND_NAME,
    FindingKind.NAME,
)
# What is settled by its letters and digits alone, however they are spaced and dashed.
_NUMBERS = {
    FindingKind.BANK_ACCOUNT,
    FindingKind.IDENTITY_NUMBER,
    FindingKind.TELEPHONE,
    FindingKind.DATE_OF_BIRTH,
}
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")


def find(text: str) -> tuple[Finding, ...]:
    """Everything in the text that may tell who a person is, in order of place, without overlaps.

    The language need not be told; scripts may mix. Paragraphs are read apart: what stands in
    one says nothing about another. An empty answer means that nothing was found, not that
    nothing is there.
    """
    return tuple(
        finding
        for start, paragraph in _paragraphs(text)
        for finding in _found(fold(paragraph, offset=start))
    )


def _found(folded: Folded) -> Iterator[Finding]:
    places = [place for search in SEARCHES for place in search(folded.text)]
    for place in apart(places, ORDER):
        start, end = folded.span(place.start, place.end)
        said = folded.text[place.start : place.end].casefold()
        if place.kind in _NUMBERS:
            same = "".join(filter(str.isalnum, said))
        else:
            same = " ".join(said.split())
        yield Finding(start, end, place.kind, fingerprint(place.kind, same))


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in re.finditer(r"\n[ \t\r\f\v]{0,80}\n", text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]
