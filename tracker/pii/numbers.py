"""Finds numbers of one person: identity, bank account, birth date, coordinates. Pure."""

import re
from collections.abc import Iterator

from tracker.pii.findings import FindingKind
from tracker.pii.paragraphs import ParsedParagraph, TextSpan

# Letters and digits with single signs between; whether it is a number of a document is told by
# the words before it.
_VALUE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{1,5}-?)?\d(?:[ ./-]?(?:No ?)?[A-Z0-9]){3,23}(?![A-Za-z0-9])"
)
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)?\d\d")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}")

_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# Numbers that a shape alone gives away, with the state whose shape it is.
_SHAPES = re.compile(
    r"(?<![\w/.-])(?:"
    rf"[1-9]\d{{5}}(?:19|20)\d\d{_MONTH_DAY}\d{{3}}[\dXx]"  # China, resident identity card
    r"|[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d"  # Mexico, CURP
    rf"|[23]\d\d{_MONTH_DAY}\d{{7}}"  # Egypt, national number
    r"|[XYZ]-?\d{7}-?[A-Z]|\d{8}-?[A-HJ-NP-TV-Z]"  # Spain, NIE and DNI
    r"|\d{3}-\d{2}-\d{4}"  # United States, social security
    r"|\d{3}-\d{3}-\d{3}[ -]\d{2}"  # Russian Federation, SNILS
    r"|[12] ?\d\d ?(?:0[1-9]|1[0-2]) ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d"  # France, social security
    r"|[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]"  # United Kingdom, national insurance
    r"|\d{5}-\d{7}-\d"  # Pakistan, CNIC
    r"|[A-Z]{1,2}\d{7,9}"  # passports of many states
    r")(?![\w/-])",
    re.ASCII,
)
# An unbroken row of so many digits is seldom an amount.
_LONG = re.compile(r"(?<![\w./,+-])\d{11,20}(?![\w/%元万亿人名件起]|[.,]\d)", re.ASCII)

_CARD = re.compile(r"(?<![\w./-])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\w/-])", re.ASCII)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)", re.ASCII)

_DEGREE = r"\d{1,3} ?[°º] ?\d{1,2} ?[′' ] ?(?:\d{1,2}(?:[.,]\d{1,4})? ?(?:[″\"]|''))? ?"
_COORDINATES = re.compile(
    r"(?<![\w.,-])-?\d{1,2}\.\d{4,12}(?: ?[NS])?[ ,;/]{1,3}-?\d{1,3}\.\d{4,12}(?: ?[EW])?(?!\w)"
    rf"|(?<!\w){_DEGREE}[NSСЮش]{{1}}[ ,;]{{0,3}}{_DEGREE}[EWOВЗ]?"
    r"|(?<![\w/])///[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20}(?![\w.])"
    r"|(?<!\w)[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?!\w)"
)

_DAY = (
    r"(?:\d{1,2}(?:er|st|nd|rd|th|[ºo])?[ ./-]{1,2}(?:(?:of|de|del) )?"
    r"(?:\d{1,2}|[^\W\d_]{3,12}(?:/[^\W\d_]{3,12})?)[., /-]{1,2}(?:(?:de|del|of) )?\d{4}"
    r"|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|[^\W\d_]{3,10} \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|(?:19|20)\d\d ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d\d)"
)
_DATED = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_BORN_BEHIND = re.compile(
    rf"(?<!\d)(?P<it>(?:{_DAY}|(?:19|20)\d\d) ?"
    r"(?:г\. ?р\.|г/р|года? рождения|г\.р|年?出生|生(?!效|产|活)))"
)
_BORN = re.compile(r"г\. ?р|г/р|рожд|生")
# Between "born" and the day stand only small words: "born after 1 January 2000" is a rule.
_SMALL = re.compile(
    r"[^\w\n]{0,4}(?:(?:on|the|le|el|il|em|a|en|in|is|was|est|es|yyyy|v|في|بتاريخ|يوم|于|日期|为|是)"
    r"[^\w\n]{0,3}){0,2}"
)


def identity_numbers(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Numbers of passports, cards and registers, by preceding words or by form."""
    for found in _SHAPES.finditer(reading.text):
        if not reading.in_url(found.start()) and not _is_reference(reading, found.start()):
            yield TextSpan(FindingKind.IDENTITY_NUMBER, *found.span())
    for found in _LONG.finditer(reading.text):
        # Whole thousands are an amount.
        is_reference = reading.in_url(found.start()) or _is_reference(reading, found.start())
        if not is_reference and not found[0].endswith("000"):
            yield TextSpan(FindingKind.IDENTITY_NUMBER, *found.span())
    for found in _VALUE.finditer(reading.text):
        if _is_identity(reading, found):
            yield TextSpan(FindingKind.IDENTITY_NUMBER, *found.span())


def _is_identity(reading: ParsedParagraph, found: re.Match[str]) -> bool:
    digits = sum(each.isdigit() for each in found[0])
    if digits < 5 or _YEARS.fullmatch(found[0]) or _DATE.fullmatch(found[0]):
        return False
    label_end = reading.before("identity", found.start(), within=24)
    if label_end is None or reading.in_url(found.start()):
        return False
    between = reading.lower[label_end : found.start()]
    return not any(each.isdigit() for each in between) and not _counted(between)


def _counted(between: str) -> bool:
    """Whether a count follows, as in "passports seized: 12 345"."""
    return bool(re.match(r"[^\W\d_]", between)) and ":" in between


def _is_reference(reading: ParsedParagraph, place: int) -> bool:
    """Whether the text calls it the number of a case, law or document."""
    return reading.before("reference", place, within=6) is not None and (
        reading.before("identity", place, within=24) is None
    )


def bank_accounts(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Accounts and cards, by check digits or preceding words."""
    for found in _IBAN.finditer(reading.text):
        if _iban_holds(found[0].replace(" ", "")):
            yield TextSpan(FindingKind.BANK_ACCOUNT, *found.span())
    for found in _CARD.finditer(reading.text):
        if _luhn_holds([int(each) for each in found[0] if each.isdigit()]):
            yield TextSpan(FindingKind.BANK_ACCOUNT, *found.span())
    for found in _VALUE.finditer(reading.text):
        long_enough = sum(each.isdigit() for each in found[0]) >= 7
        if long_enough and reading.before("bank", found.start(), within=16) is not None:
            yield TextSpan(FindingKind.BANK_ACCOUNT, *found.span())


def _iban_holds(number: str) -> bool:
    """ISO 13616: the rearranged number modulo 97 is 1."""
    moved = number[4:] + number[:4]
    return int("".join(str(int(each, 36)) for each in moved)) % 97 == 1


def _luhn_holds(digits: list[int]) -> bool:
    """ISO/IEC 7812-1: cards have 13 to 19 digits and begin with 2 to 6."""
    doubled = [sum(divmod(each * 2, 10)) for each in digits[-2::-2]]
    fits = 13 <= len(digits) <= 19 and digits[0] in range(2, 7)
    return fits and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def coordinates(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Exact coordinates, also in addresses of maps."""
    for found in _COORDINATES.finditer(reading.text):
        yield TextSpan(FindingKind.COORDINATES, *found.span())
    for found in re.finditer(
        r"[@=](?P<it>-?\d{1,2}\.\d{4,12}(?:,|%2C)-?\d{1,3}\.\d{4,12})", reading.text
    ):
        yield TextSpan(FindingKind.COORDINATES, *found.span("it"))


def dates_of_birth(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Full dates that the text calls a birth date."""
    dated = _DATED.finditer(reading.text) if reading.holds("birth") else ()
    for found in dated:
        label_end = reading.before("birth", found.start(), within=24)
        if label_end is not None and _SMALL.fullmatch(reading.lower[label_end : found.start()]):
            yield TextSpan(FindingKind.DATE_OF_BIRTH, *found.span())
    born = _BORN_BEHIND.finditer(reading.lower) if _BORN.search(reading.lower) else ()
    for found in born:
        yield TextSpan(FindingKind.DATE_OF_BIRTH, *found.span("it"))
