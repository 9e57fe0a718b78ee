"""The entry points: `find` for texts, `find_in_name` for file names. Pure.

Time grows with the length of the text and with nothing else: each pattern is bounded, and the
words around a name are looked at a fixed number of steps far.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from tracker.pii import (
    addresses,
    appositions,
    contacts,
    exact_ages,
    file_names,
    names,
    names_arabic,
    names_chinese,
    numbers,
    places_of_stay,
    plain_names,
    plain_names_arabic,
    plain_names_chinese,
    telephones,
)
from tracker.pii.findings import Finding, FindingKind, fingerprint
from tracker.pii.normalise import NormalisedText, fold
from tracker.pii.paragraphs import ParsedParagraph, TextSpan, without_overlaps

Search = Callable[[ParsedParagraph], Iterable[TextSpan]]
SEARCHES: tuple[Search, ...] = (
    contacts.emails,
    contacts.accounts,
    numbers.coordinates,
    numbers.bank_accounts,
    numbers.identity_numbers,
    numbers.dates_of_birth,
    telephones.telephones,
    addresses.addresses,
    exact_ages.exact_ages,
    places_of_stay.places_of_stay,
)
NAMES: tuple[Callable[[ParsedParagraph, tuple[TextSpan, ...]], Iterable[TextSpan]], ...] = (
    names.names,
    names_arabic.names,
    names_chinese.names,
    plain_names.names,
    plain_names_arabic.names,
    plain_names_chinese.names,
    appositions.names,
)
# Of two readings of the same characters the first stays: the more certain one.
ORDER = (
    FindingKind.EMAIL,
    FindingKind.COORDINATES,
    FindingKind.BANK_ACCOUNT,
    FindingKind.TELEPHONE,
    FindingKind.IDENTITY_NUMBER,
    FindingKind.HANDLE_OR_ACCOUNT,
    FindingKind.DATE_OF_BIRTH,
    FindingKind.ADDRESS,
    FindingKind.PLACE_OF_STAY,
    FindingKind.AGE_AND_NAME,
    FindingKind.NAME,
    FindingKind.AGE,
)
# What is the same by its letters and digits alone, however they are spaced and dashed.
_NUMBERS = {
    FindingKind.BANK_ACCOUNT,
    FindingKind.IDENTITY_NUMBER,
    FindingKind.TELEPHONE,
    FindingKind.DATE_OF_BIRTH,
}
_BETWEEN = re.compile(r"\n[ \t\r\f\v]{0,80}\n")


def find(text: str) -> tuple[Finding, ...]:
    """Everything that may identify a person, by position, without overlaps.

    The language is not needed, and scripts may be mixed. Paragraphs are independent. An empty
    result means that nothing was found, not that nothing is there.
    """
    return tuple(
        finding
        for start, paragraph in _paragraphs(text)
        for finding in _findings(fold(paragraph, offset=start), _places)
    )


def find_certain(text: str) -> tuple[Finding, ...]:
    """Only certain findings, for texts that are refused without review."""
    return tuple(finding for finding in find(text) if finding.is_certain)


def find_in_name(filename: str) -> tuple[Finding, ...]:
    """The same for a file name, including names alone, as pictures have."""
    spaced = file_names.spaced(filename)
    return tuple(_findings(fold(spaced), _places_in_name))


def _places(reading: ParsedParagraph) -> list[TextSpan]:
    found = tuple(place for search in SEARCHES for place in search(reading))
    named = [place for search in NAMES for place in search(reading, found)]
    return without_overlaps([*found, *named], ORDER)


def _places_in_name(reading: ParsedParagraph) -> list[TextSpan]:
    return without_overlaps([*_places(reading), *file_names.names(reading)], ORDER)


def _findings(
    folded: NormalisedText, search: Callable[[ParsedParagraph], list[TextSpan]]
) -> Iterator[Finding]:
    for place in search(ParsedParagraph(folded.text)):
        start, end = folded.span(place.start, place.end)
        said = folded.text[place.start : place.end].casefold()
        if place.kind in _NUMBERS:
            same = "".join(filter(str.isalnum, said))
        else:
            same = " ".join(said.split())
        yield Finding(start, end, place.kind, fingerprint(place.kind, same), place.level)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _BETWEEN.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]
