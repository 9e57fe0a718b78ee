"""Finds names of people in Chinese, by family names and context. Pure."""

import re
from collections.abc import Iterator

from tracker.pii.findings import FindingKind
from tracker.pii.paragraphs import ParsedParagraph, TextSpan
from tracker.pii.vocabulary import alternatives
from tracker.pii.word_lists import entries

_HAN = r"[\u4e00-\u9fff]"
# Words that never stand inside a name, though they often stand right behind one.
_SMALL = (
    "的了在是和与被曾说称对从为等将已向及或并也都就还有到把给让因以于之后前中"
    "其某女男一不这那因则能会可要来去作出由住用只年月日时号岁个名起件"
)
_GIVEN = rf"(?:(?![{_SMALL}]){_HAN})"
_FAMILY = (
    "(?:"
    + "|".join(entries("names_chinese", "double_family"))
    + "|["
    + "".join(entries("names_chinese", "family"))
    + "])"
)
_NOT = f"(?!{alternatives(entries('names_chinese', 'not_name'))})"
_NAME = rf"{_NOT}{_FAMILY}氏?{_GIVEN}{{1,2}}"


def _any(*names: str) -> str:
    words = {word for name in names for word in entries("chinese", name)}
    return alternatives(words)


_VICTIM = _any("victims")
_PERSON = _any("persons", "kin")
_NAMING = _any("naming")
_MARKS = r"[:,\"'(\s]{0,2}"
_AGE = r"\d{1,2} ?(?:周?岁)"
_BESIDE_VICTIM = re.compile(rf"{_VICTIM}{_MARKS}(?:{_NAMING}{_MARKS})?(?:是)?(?P<it>{_NAME})")
_BESIDE_PERSON = re.compile(rf"{_PERSON}(?P<mark>{_MARKS})(?P<it>{_NAME})")
# Names of other peoples are longer and have no family name that could be listed.
_NAMED = re.compile(
    rf"{_NAMING}{_MARKS}(?P<it>{_NAME}|(?:{_GIVEN}|·){{2,10}})(?=[的,。;:()\"'\s在和被是,]|$)"
)
_COURTEOUS = re.compile(rf"(?P<it>{_NAME}){_any('courtesies')}")
_HARMED = re.compile(rf"{_any('harm')}[^,。;]{{0,6}}的(?P<it>{_NAME})")
_PAID = re.compile(rf"[汇寄转交]给(?P<it>{_GIVEN}{{2,6}}),")
_LISTED = re.compile(rf"(?:和|与|及|,)(?P<it>{_NAME})")
# A child is called without family name.
_CHILD = re.compile(rf"{_PERSON}{_MARKS}(?P<it>{_GIVEN}{{2,3}}[,(]\s?{_AGE})")
_AGE_BEHIND = re.compile(
    rf"(?P<it>{_NAME}(?:\s?[,(]\s?)?(?:[男女](?:性|孩)?\s?,?\s?)?(?:现?年|今年)?\s?{_AGE})"
)
_AGE_BEFORE = re.compile(rf"(?P<it>{_AGE}的?(?:{_PERSON})?{_MARKS}(?P<name>{_NAME}))")
_UNLESS_OFFICIAL = (
    (_COURTEOUS, FindingKind.NAME),
    (_AGE_BEHIND, FindingKind.AGE_AND_NAME),
    (_AGE_BEFORE, FindingKind.AGE_AND_NAME),
    (_CHILD, FindingKind.AGE_AND_NAME),
)
_CONTACTS = (FindingKind.TELEPHONE, FindingKind.EMAIL, FindingKind.IDENTITY_NUMBER)
_TITLE_BEFORE = re.compile(_any("titles") + r"[:,\s]{0,1}$")


def names(reading: ParsedParagraph, found: tuple[TextSpan, ...]) -> Iterator[TextSpan]:
    """Names beside victims, witnesses, relatives, ages and the passages in `found`."""
    text = reading.text
    if not reading.has_han:
        return
    for pattern in (_BESIDE_VICTIM, _NAMED, _HARMED):
        for match in pattern.finditer(text):
            yield from _owned(reading, match.span("it"), FindingKind.NAME)
            yield from _listed(reading, match.end("it"))
    for pattern, kind in _UNLESS_OFFICIAL:
        for match in pattern.finditer(text):
            if not _official(text, match.start("it")):
                yield from _owned(reading, match.span("it"), kind)
    yield from _beside_persons(reading)
    yield from _before_contacts(reading, found)


def _beside_persons(reading: ParsedParagraph) -> Iterator[TextSpan]:
    text = reading.text
    for match in _BESIDE_PERSON.finditer(text):
        start, end = match.span("it")
        # Without a mark between, "women an…" is more often a sentence than a name.
        closed = end == len(text) or not _is_han(text[end]) or text[end] in _SMALL
        if closed and end - start > 2:
            yield from _owned(reading, (start, end), FindingKind.NAME)
            yield from _listed(reading, end)


def _owned(
    reading: ParsedParagraph, span: tuple[int, int], kind: FindingKind
) -> Iterator[TextSpan]:
    if not reading.after("pseudonyms", span[1], within=6):
        yield TextSpan(kind, *span)


def _listed(reading: ParsedParagraph, end: int) -> Iterator[TextSpan]:
    """The name joined by "and" to a found one."""
    match = _LISTED.match(reading.text, end)
    if match is not None:
        yield TextSpan(FindingKind.NAME, *match.span("it"))


def _before_contacts(reading: ParsedParagraph, found: tuple[TextSpan, ...]) -> Iterator[TextSpan]:
    """ "周小明,电话…": a name between marks before a number."""
    for match in _PAID.finditer(reading.text):
        if any(0 <= place.start - match.end() <= 12 for place in found):
            yield TextSpan(FindingKind.NAME, *match.span("it"))
    for place in found:
        if place.kind in _CONTACTS:
            piece = reading.text[max(place.start - 16, 0) : place.start]
            for part in re.finditer(rf"(?:^|[^\u4e00-\u9fff])({_NAME})(?=[,:(\s])", piece):
                start = max(place.start - 16, 0) + part.start(1)
                whole = start == 0 or not _is_han(reading.text[start - 1])
                if whole and not _official(reading.text, start):
                    yield TextSpan(FindingKind.NAME, start, start + len(part[1]))


def _official(text: str, start: int) -> bool:
    return bool(_TITLE_BEFORE.search(text[max(start - 6, 0) : start]))


def _is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"
