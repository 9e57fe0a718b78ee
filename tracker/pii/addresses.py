"""Finds exact addresses: street and number. Pure."""

import re
from collections.abc import Iterator

from tracker.pii.findings import FindingKind
from tracker.pii.normalise import plain
from tracker.pii.paragraphs import ParsedParagraph, TextSpan

_CAPITAL = r"[A-Z][\w'-]{0,30}"
_NUMBER = r"\d{1,5}[A-Za-z]?"
_ENGLISH = (
    r"(?:(?:Flat|Apartment|Apt|Unit|Suite|House|Plot)\.? ?(?:[Nn]o\.? ?|#)?\w{1,5},? ){0,1}"
    rf"(?<![\w./-]){_NUMBER},? (?:(?:{_CAPITAL}|of|the|\d{{1,3}}(?:st|nd|rd|th)) ){{1,4}}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Crescent|Terrace|Row|Alley"
    r"|Boulevard|Blvd|Highway|Hwy|Way|Walk|Gardens|Grove|Mews|Hill|Parade|Quay)\b"
    r"(?:,? (?:Flat|Apartment|Apt|Unit|Room|#)\.? ?\w{1,5})?"
    r"|\b(?:Flat|Apartment|Apt|House|Plot|Door)\.? ?(?:[Nn]o\.? ?|[Nn]umber |#)?\d{1,4}[A-Z]?\b"
    rf"(?:,? (?:Block|Building|Floor|Phase|Sector|{_CAPITAL})\.? ?\w{{1,12}}){{1,3}}"
)
_SMALL_FR = r"de|du|des|la|le|les|d|l|et|en|sur"
_FRENCH = (
    rf"(?<![\w./-])\d{{1,4}}(?: ?(?:bis|ter|quater|[A-D]\b))?,? ?"
    r"(?:rue|avenue|av\.|boulevard|bd\.?|impasse|place|allee|chemin|ruelle|quai|route|cite|square"
    rf"|passage|villa|lotissement)(?:[ '-](?:(?:{_SMALL_FR})(?=[ '-])|{_CAPITAL}|\d{{1,4}})){{1,8}}"
)
_FRENCH += (
    r"|(?<!\w)(?:(?:residence|immeuble|batiment|bat\.|bloc|escalier|cite)(?: [\w'-]{1,20}){1,3},? )"
    r"{1,3}(?:appartement|appt\.?|apt\.?|porte|chambre) ?(?:n[o°] ?)?\d{1,4}"
)
_SPANISH = (
    r"\b(?:[Mm]za?\.?|[Mm]anzana) ?\w{1,3},? (?:lote|lt\.?|Lt\.?|Lote) ?\d{1,3}"
    rf"(?:,? (?:asentamiento|urbanizacion|urb\.|barrio|AA\.? ?HH\.?)(?: {_CAPITAL}){{1,3}})?|"
    r"\b(?:[Cc]alle|[Cc]/|[Aa]v\.|[Aa]venida|[Aa]vda\.?|[Cc]arrera|[Cc]ra\.|[Jj]iron|[Jj]r\."
    r"|[Pp]asaje|[Pp]je\.|[Bb]oulevard|[Tt]ransversal|[Dd]iagonal|[Cc]alzada|[Cc]allejon|[Rr]ua"
    rf"|[Vv]ia|[Mm]anzana|[Mm]z\.)(?: (?:de|del|la|las|los|el|y|{_CAPITAL}|\d{{1,3}})){{1,6}},?"
    r" ?(?:n\.?[ºo°]?\.?|N\.?[ºo°]?\.?|num\.|numero|#|No\.)? ?\d{1,5}\b"
    r"(?:,? ?(?:int\.|interior|piso|dpto\.?|departamento|apto\.?|lote|-)\.? ?\w{1,5}){0,3}"
)
_KIND_RU = (
    r"(?:ул\.|улица|улице|улицы|пр-т|пр\.|просп\.|проспект\w{0,3}|пер\.|переул\w{1,5}|б-р"
    r"|бульвар\w{0,3}|шоссе|мкр\.?|микрорайон\w{0,3}|проезд\w{0,3}|наб\.|набережн\w{1,4}"
    r"|площад\w{1,3}|пл\.|тупик\w{0,3})"
)
_HOUSE_RU = (
    r",? ?(?:д\.|дом|дома|доме)? ?\d{1,4}(?:[/-]\d{1,3})?[а-г]?\b"
    r"(?:,? ?(?:корп\.?|корпус|к\.|стр\.|кв\.|квартира|квартире|этаж|подъезд|оф\.|комн?\.) ?"
    r"\d{1,4}){0,3}"
)
_NAME_RU = r"(?: [А-Яа-я0-9][\w-]{0,30}){1,3}"
_RUSSIAN = (
    rf"(?<!\w){_KIND_RU}{_NAME_RU}{_HOUSE_RU}"
    rf"|(?<!\w)(?:[А-Я][\w-]{{1,30}} ){{1,2}}{_KIND_RU}{_HOUSE_RU}"
    r"|(?<!\w)(?:д\.|дом) ?\d{1,4}[а-г]?, ?(?:кв\.|квартира) ?\d{1,4}"
)
_HOUSE_AR = "رقم|عمارة|بناية|منزل|شقة|بيت|مبنى|الطابق|طابق|دار|فيلا|بلوك|قطعة|العمارة|الشقة"
_ARABIC = plain(
    r"(?:شارع|حي|زقاق|حارة|طريق|نهج|درب|الحي)(?: [^\W\d_]{1,20}){1,4},? ?"
    rf"(?:(?:{_HOUSE_AR}) ?){{1,2}}\d{{1,4}}(?:,? ?(?:{_HOUSE_AR}) ?(?:رقم )?\d{{1,4}}){{0,3}}"
    rf"|\d{{1,4}},? شارع(?: [^\W\d_]{{1,20}}){{1,2}}"
)
_CHINESE = (
    r"(?:(?![在于到住址是了的由从和与经])[\u4e00-\u9fff]){1,14}(?<=[路街道巷弄村区苑里院园镇胡同庄屯寨])"
    r"(?:[A-Za-z]|\d{1,5})(?:号|弄|组|栋|幢|单元|室|楼|座)(?:院|楼|内)?"
    r"(?:\d{1,5}(?:号|栋|幢|单元|室|楼|组|座|层)){0,4}"
)
_DIGIT = re.compile(r"\d")
_ADDRESS = tuple(
    (re.compile(script), re.compile(source))
    for script, source in (
        ("[A-Za-z]", _ENGLISH),
        ("[A-Za-z]", _FRENCH),
        ("[A-Za-z]", _SPANISH),
        ("[А-Яа-я]", _RUSSIAN),
        ("[\u0600-\u06ff]", _ARABIC),
        ("[\u4e00-\u9fff]", _CHINESE),
    )
)


def addresses(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Street and number, or house and flat, but no addresses of institutions."""
    if not _DIGIT.search(reading.text):
        return
    for script, pattern in _ADDRESS:
        if not script.search(reading.text):
            continue
        for found in pattern.finditer(reading.text):
            if not reading.in_url(found.start()) and not _of_an_institution(reading, found.start()):
                yield TextSpan(FindingKind.ADDRESS, *found.span())


def _of_an_institution(reading: ParsedParagraph, place: int) -> bool:
    label_end = reading.before("offices", place, within=70)
    return label_end is not None and reading.before("dwelling", place, within=60) is None
