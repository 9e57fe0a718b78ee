"""Finds named places where a person lives, hides, works or is sheltered. Pure.

Street, village, estate, shelter, hotel or workplace with its own name. It is marked only in a
sentence about staying there or about one person.
"""

import re
from collections.abc import Iterator

from tracker.pii.findings import FindingKind, Level
from tracker.pii.geography import is_place
from tracker.pii.normalise import plain
from tracker.pii.paragraphs import ParsedParagraph, TextSpan, vocabulary_fields
from tracker.pii.vocabulary import alternatives, small
from tracker.pii.word_lists import entries


def _any(language: str, name: str, *, either_case: bool = False) -> str:
    """Alternatives of a list, with an optional capital where the name has one."""
    words = (small(word).removesuffix("*") for word in entries(language, name))
    return alternatives(words, either_case=either_case)


_CAPITAL = r"[A-Z](?:[\w'-]|\.(?=\w)){0,30}"
_QUOTED = r"\"[^\"\s][^\"\n]{0,38}[^\"\s]\""
# Words such as "close" and "way" name a street only where they begin with a capital.
_CAPITAL_EN = alternatives(small(word).title() for word in entries("english", "stay_nouns_capital"))
_KIND_EN = rf"(?:{_any('english', 'stay_nouns', either_case=True)}|{_CAPITAL_EN})"
_ENGLISH = (
    rf"\b(?:(?:[Tt]he )?{_CAPITAL}"
    rf"(?: (?:{_CAPITAL}|of|the|and|'s|&|\d{{1,3}}(?:st|nd|rd|th)?)){{0,3}}"
    rf"|\d{{1,3}}(?:st|nd|rd|th)) {_KIND_EN}\b"
    rf"|\b(?:{_KIND_EN} (?:of|called|named) |(?:[Hh]otel|[Vv]illa|[Cc]lub|[Cc]amp|[Bb]ar|[Cc]afe"
    rf"|[Rr]estaurant|[Gg]uesthouse|[Bb]lock|[Cc]asa|[Hh]ostel) )\"?"
    rf"(?:the )?{_CAPITAL}(?: {_CAPITAL}){{0,3}}"
    rf"|\b{_KIND_EN},? (?:called |named |known as )?{_QUOTED}"
)
_SMALL_FR = r"(?:de|du|des|d'|de la|de l'|la|le|les|l'|a la|au|aux|en|sur)"
_FRENCH = (
    r"\b(?:(?:[Ll]a|[Ll]e|[Ll]es|[Ll]'|[Uu]ne?) ?)?"
    rf"{_any('french', 'stay_nouns', either_case=True)}"
    rf"(?:[ -]?{_SMALL_FR}){{0,2}}[ -]?(?:{_QUOTED}|{_CAPITAL}"
    rf"(?:[ -](?:{_SMALL_FR} ?){{0,2}}{_CAPITAL}){{0,3}})"
)
_SMALL_ES = r"(?:de|del|de la|de los|de las|la|las|los|el|y)"
_SPANISH = (
    rf"\b(?:(?:[Ll]a|[Ee]l) )?{_any('spanish', 'stay_nouns', either_case=True)}"
    rf"(?: {_SMALL_ES}){{0,2}} (?:{_QUOTED}|{_CAPITAL}(?: (?:{_SMALL_ES} ){{0,2}}{_CAPITAL}){{0,3}}"
    r"|\d{1,3} de [A-Za-z]{4,12})"
)
_CAPITAL_RU = r"[А-Я][а-я]{1,30}(?:-[А-Яа-я]{1,30}){0,2}"
_KIND_RU = _any("russian", "stay_nouns", either_case=True) + r"[а-я]{0,4}"
_RUSSIAN = (
    rf"(?<!\w){_KIND_RU} (?:имени |им\. |на )?"
    rf"(?:{_QUOTED}|{_CAPITAL_RU}(?: {_CAPITAL_RU}){{0,2}}|№ ?\d{{1,4}})"
    rf"|(?<!\w)(?:{_CAPITAL_RU} ){{1,2}}{_KIND_RU}(?!\w)"
)
_KIND_AR = _any("arabic", "stay_nouns")
_NOT_AR = _any("arabic", "not_place_names")
_WORD_AR = rf"(?!(?:{_NOT_AR}|\w+ه[اما]{{0,2}})(?!\w))[\u0621-\u064a]{{3,20}}"
_ARABIC = (
    rf"(?<!\w)(?<!عن )[وبل]?{_KIND_AR} \"?(?:(?:ام|ابو|ابي|بني|عين|تل|راس|باب) )?{_WORD_AR}"
    rf"(?: ال[\u0621-\u064a]{{2,20}}| {_WORD_AR}(?=[,.]|$))?\"?"
)
# Characters that begin a new word, so that no name of a place reaches over them.
_STOP_ZH = (
    "回去来进出过着让给对说没不也就在到从住于的了和与及被把向往是有个家些所名间座一这那某该"
    "我他她国市省县每各两三"
)
_KIND_ZH = alternatives(entries("chinese", "stay_nouns"))
_CHINESE = rf"(?:和平|(?:(?![{_STOP_ZH}])[\u4e00-\u9fff]){{2,6}}?){_KIND_ZH}"
_PATTERNS = (
    (re.compile("[A-Z]"), re.compile(_ENGLISH)),
    (re.compile("[A-Z]"), re.compile(plain(_FRENCH))),
    (re.compile("[A-Z]"), re.compile(plain(_SPANISH))),
    (re.compile("[А-Я]"), re.compile(plain(_RUSSIAN))),
    (re.compile("[\u0600-\u06ff]"), re.compile(_ARABIC)),
    (re.compile("[\u4e00-\u9fff]"), re.compile(_CHINESE)),
)
# Words that name the seat of an institution; nearer than this the place is the institution's.
_NEAR = 34


def places_of_stay(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Names of places in sentences about staying there."""
    if not _speaks_of_a_stay(reading):
        return
    for script, pattern in _PATTERNS:
        if script.search(reading.text):
            for found in pattern.finditer(reading.text):
                yield from _judged(reading, *found.span())


def _speaks_of_a_stay(reading: ParsedParagraph) -> bool:
    mentioned = any(map(reading.holds, ("stay", "one_person", "victims")))
    return mentioned and any(map(reading.holds, ("stay_nouns", "stay_nouns_capital")))


def _judged(reading: ParsedParagraph, start: int, end: int) -> Iterator[TextSpan]:
    first, last = reading.sentence(start)
    if reading.in_url(start) or _known(reading.lower[start:end]) or _unnamed(reading, start, end):
        return
    stays = reading.ends_phrase("stay", first, last)
    person = any(
        reading.ends_phrase(field, *part)
        for field in ("one_person", "victims")
        for part in ((first, start), (end, last))
    )
    if stays and (person or not _official(reading, first, start, last)):
        level = Level.CERTAIN if person else Level.LOOK
        yield TextSpan(FindingKind.PLACE_OF_STAY, start, end, level)
    elif person and not _official(reading, first, start, last):
        yield TextSpan(FindingKind.PLACE_OF_STAY, start, end, Level.LOOK)


def _official(reading: ParsedParagraph, first: int, start: int, last: int) -> bool:
    """Whether the sentence is about opening or running a place, or an office's seat."""
    return reading.ends_phrase("openings", first, last) or (
        reading.before("offices", start, within=_NEAR) is not None
    )


def _unnamed(reading: ParsedParagraph, start: int, end: int) -> bool:
    """Whether all its capitals are those of common words: "The lane", "Each lane"."""
    words = re.findall(r"[^\W\d_]+", reading.text[start:end])
    capitals = [word.lower() for word in words if word[0].isupper()]
    return bool(capitals) and all(
        not vocabulary_fields(word).isdisjoint(("not_names", "glue", "institutions"))
        for word in capitals
    )


def _known(name: str) -> bool:
    """Whether it is a State or a large city, such as "Addis Ababa"."""
    return is_place(tuple(name.split()))
