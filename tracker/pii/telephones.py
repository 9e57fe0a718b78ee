"""Finds personal telephone numbers, but no hotlines, amounts, dates or document numbers. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from tracker.pii.findings import FindingKind
from tracker.pii.paragraphs import ParsedParagraph, TextSpan

_CANDIDATE = re.compile(r"(?<![\w+/.,-])(?:\+ ?)?\(?\d[\d ().\-/+]{4,44}\d(?![\w%])", re.ASCII)
_TEL = re.compile(r"(?:tel|sms|whatsapp|callto):\+?[\d().-]{5,24}\d", re.IGNORECASE)
_DATE = re.compile(
    r"(?:(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d)"
    r"(?: .{0,12})?|(?:(?:19|20)\d\d[ ./-]{0,3}){1,5}(?:\d\d)?|\d\d[.:]\d\d(?:[.:]\d\d)?"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .]\d{3})+")
# Free and service numbers, which are never private.
_FREE = re.compile(r"(?:00800|0800|8800|1800|1888|1877|1866|1855|400|800|900)")
_SHAPES = re.compile(
    r"1[3-9]\d(?:[ -]?\d{4}){2}"  # mobile telephones of China
    r"|8[ -]?\(?9\d\d\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d"  # and of the Russian Federation
    r"|\(?[2-9]\d\d\)?[ .-]{1,2}\d{3}[.-]\d{4}"  # North America
    r"|1[ .-]\(?[2-9]\d\d\)?[ .-]\d{3}[ .-]\d{4}"
)
# What is counted or paid.
_COUNTED = re.compile(
    r"\s?(?:%|[$€£¥元万亿人名件起]|usd|eur|dollar|euro|franc|peso|people|person|victim|women|million)"
    r"|\s(?:femme|mujer|человек|руб|دولار|دينار|ليرة|شخص|ضحية)"
)
# Digits written one by one to hide the number.
_SPACED = re.compile(r"[+(]?\d\d?(?:[ ().-]{1,3}\d\d?){8,14}")
_WORD = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|un|deux|trois|quatre|cinq|sept|huit"
    r"|neuf|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|ноль|один|два|три|четыре|пять"
    r"|шесть|семь|восемь|девять)"
)
_NUMERAL = "[〇零一二三四五六七八九幺]"
_SPELT = re.compile(
    rf"(?<!\w){_WORD}(?:[ ,-]{{1,2}}{_WORD}){{6,14}}(?!\w)"
    rf"|{_NUMERAL}{{3,4}}(?:[ -]?{_NUMERAL}{{2,4}}){{1,4}}"
)
_GROUPED = re.compile(r"\(?0[1-9]\d{0,4}\)?(?:[ .\-/]{1,3}\d{2,8}){1,5}|0[1-9]\d{8,9}")


def telephones(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Telephone numbers in any script, except named hotlines."""
    for found in _TEL.finditer(reading.text):
        yield TextSpan(FindingKind.TELEPHONE, *found.span())
    for found in _SPELT.finditer(reading.lower):
        if sum(not each.isspace() for each in found[0]) >= 7:
            yield TextSpan(FindingKind.TELEPHONE, *found.span())
    for found in _CANDIDATE.finditer(reading.text):
        start, end = _trimmed(found)
        if not reading.in_url(start) and _is_telephone(reading, start, end):
            yield TextSpan(FindingKind.TELEPHONE, start, end)


def _trimmed(found: re.Match[str]) -> tuple[int, int]:
    """The match without anything after the fifteenth digit or an open bracket."""
    text, digits, cut = found[0], 0, len(found[0])
    for place, each in enumerate(text):
        digits += each.isdigit()
        if digits == 15:
            cut = place + 1
            break
    if cut < len(text) and text[cut].isdigit():
        cut = max(text.rfind(" ", 0, cut), 1)
    return found.start(), found.start() + len(text[:cut].rstrip(" ().-/+"))


def _is_telephone(reading: ParsedParagraph, start: int, end: int) -> bool:
    raw = reading.text[start:end]
    digits = "".join(filter(str.isdigit, raw))
    if len(digits) < 6 or _DATE.fullmatch(raw):
        return False
    if _FREE.match(digits) or reading.before("hotline", start, within=48) is not None:
        return False
    if raw[0] == "+":
        return len(digits) >= 8
    if reading.before("telephone", start, within=32) is not None:
        return not _is_amount(reading, raw, end)
    if reading.before("reference", start, within=14) is not None:
        return False
    if digits.startswith("00"):
        return len(digits) >= 10
    if _is_amount(reading, raw, end):
        return False
    shaped = (
        _SHAPES.fullmatch(raw)
        or _SPACED.fullmatch(raw)
        or (_GROUPED.fullmatch(raw) and 9 <= len(digits) <= 12)
    )
    return bool(shaped) or (raw == digits and 11 <= len(digits) <= 13 and _with_code(digits))


def _is_amount(reading: ParsedParagraph, raw: str, end: int) -> bool:
    behind = reading.lower[end : end + 14]
    round_sum = _THOUSANDS.fullmatch(raw) and raw.endswith("000")
    return bool(_COUNTED.match(behind) or round_sum)


@lru_cache(maxsize=2_000)
def _with_code(digits: str) -> bool:
    """Whether the digits are valid for some country code."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse("+" + digits))
    except phonenumbers.NumberParseException:
        return False
