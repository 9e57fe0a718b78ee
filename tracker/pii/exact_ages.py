"""Finds the exact age of one unnamed person: "a 19-year-old", "âgée de 14 ans". Pure.

Ages in rules are passed over: limits ("under 18"), ranges ("18 to 30 years"), groups ("children
aged 14") and durations ("10 years of prison").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.pii import exact_age_limits as limits
from tracker.pii import ranked_ages
from tracker.pii.findings import FindingKind, Level
from tracker.pii.normalise import plain
from tracker.pii.paragraphs import ParsedParagraph, TextSpan
from tracker.pii.vocabulary import LANGUAGES, alternatives, small
from tracker.pii.word_lists import entries

# How far from the age a word for one person makes it certain.
_NEAR = 40


@dataclass(frozen=True)
class Frame:
    """Words around an age. `it` in the pattern is the part to mark.

    `strong`: the words say by themselves that one person is meant, so that words of law in the
    sentence do not matter.
    """

    pattern: re.Pattern[str]
    strong: bool = False


def _spelt(language: str) -> str:
    """Numbers in words, such as "twenty-two", "vingt et un", "treinta y dos", "двадцать три"."""
    tens = alternatives(map(small, entries(language, "number_words")))
    units = alternatives(map(small, entries(language, "number_units")))
    return rf"(?:{tens})(?:[ -](?:et[ -]|y )?(?:{units}))?"


_PERSON = {
    language: f"(?:{alternatives(map(small, entries(language, 'one_person')))})"
    for language in LANGUAGES
}
_N = {
    language: rf"(?:(?<![\d.,])\d{{1,2}}(?![\d%.,]*\d)|{_spelt(language)})"
    for language in ("english", "french", "russian", "spanish")
}


def _frames(language: str, *sources: tuple[str, bool]) -> tuple[Frame, ...]:
    """Compiled frames. N is a number, PP a word for one person in the language."""
    number, person = _N.get(language, ""), _PERSON[language]
    return tuple(
        Frame(re.compile(source.replace("PP", person).replace("NN", number)), strong)
        for source, strong in sources
    )


_ENGLISH = _frames(
    "english",
    (r"\b(?P<it>NN(?:(?:,| and| or) NN)?[ -]?(?:years?|yrs?)?[ -]old\b)", False),
    (r"\b(?P<it>NN (?:years? of age\b|y/o\b|yo\b|y\.o\.))", False),
    (r"\b(?P<it>(?:two|three|both|four|five) NN[ -]years?[ -]olds\b)", True),
    (r"\b(?P<it>NN[ -](?:months?|weeks?|days?)[ -]old\b)", False),
    (r"\baged? ?:? ?(?P<it>NN(?:(?:,| and) NN){0,3})\b", False),
    (r"\bage (?:of|is|was) (?P<it>NN)\b", False),
    (
        r"\b(?:PP)(?:'s| is| was| were| had| has)(?: (?:only|just|now|barely|then|already|about"
        r"|not yet|still|turned|turning))* (?P<it>NN)\b(?!\s*(?:%|[-:]"
        r"|(?:th|st|of|in|per|women|men|girls|boys|children|people|other|victims|persons|workers)\b"
        r"|months?|weeks?|days?|hours?|minutes?|times?|km|kilom|miles?|met|feet|dollars?|euros?"
        r"|shillings?|cents?|kilos?|kg|years?(?! (?:old|of age))))",
        True,
    ),
    (r"(?<!\bit )(?<!\bthat )\bturned (?:only |just )?(?P<it>NN)\b", False),
    (r"\b(?:at|when only|only|barely) (?P<it>NN),? (?:she|he|i|her|his)\b", True),
    (
        r"\b(?:brothers|sisters|children|girls|boys|twins|sons|daughters) \((?P<it>NN and NN)\)",
        True,
    ),
    (r"\b(?:PP)(?: of [a-z]+(?: [a-z]+)?)? ?\((?:aged? |only |now )?(?P<it>NN)\)", True),
    (r"\b(?:PP), (?:only |just |now )?(?P<it>NN),", True),
    (r"\b(?:her|his) (?P<it>\d{1,2}(?:st|nd|rd|th)|[a-z]{4,12}th) birthday", True),
    *ranked_ages.ENGLISH,
)
_CHAIN = r"(?P<chain>(?:[^\W\d_][\w'-]* ){1,4}?)"
_FRENCH = _frames(
    "french",
    (r"\bagee?s? (?:seulement |a peine )?(?:de |d')(?P<it>NN(?:,? et NN)? ans)\b", False),
    (
        r"\b(?:une?|la|le|l'|d'une?|sa|son|ma|mon|notre|leur|cette|cet?|du|au|chaque|deux|trois)"
        rf"[ ']?{_CHAIN}(?:de |d')(?P<it>NN(?:,? et NN)? ans)\b",
        False,
    ),
    (
        r"\b(?:PP) (?:n')?a (?:eu )?(?:seulement |a peine |tout juste |maintenant )?(?:que )?"
        r"(?P<it>NN(?:,? et NN)? ans)\b",
        True,
    ),
    (
        r"\b(?:j'ai|j'avais|avait|avaient|avoir|a eu|ayant|fet(?:ait|e|er|a|ant|ee?) ses"
        r"|souffl\w+ ses|aura)(?: (?:alors"
        r"|seulement|a peine|tout juste|que))* (?P<it>NN(?:,? et NN)? ans)\b",
        True,
    ),
    (r"(?:,|\(|-) ?(?P<it>NN(?:,? et NN)? ans) ?(?:,|\)|\.|-|$)", False),
    (r"\ba l'age de (?P<it>NN ans)\b", False),
    (r"\ba (?P<it>NN ans),? (?:elle|il|je)\b", False),
    (r"\bage ?: ?(?P<it>NN(?: ans)?)\b", False),
    *ranked_ages.FRENCH,
)
_SPANISH = _frames(
    "spanish",
    (
        r"\b(?:una?|la|el|su|mi|esta|este|aquella|del|al|dos|tres|otra|otro) "
        rf"{_CHAIN}de (?P<it>NN(?:,? y NN)? anos)\b",
        False,
    ),
    (r"\bde (?P<it>NN(?:,? y NN)? anos de edad)\b", False),
    (
        r"\b(?:tenia|tenian|tiene|tienen|tengo|teniendo|tener|cumplio|cumplia|cumplir|cumplido|cumple)"
        r"(?: (?:apenas|solo|ya|entonces|recien|hoy))* (?P<it>NN(?:,? y NN)? anos)\b",
        True,
    ),
    (r"(?:,|\(|-) ?(?:de |con )?(?P<it>NN(?:,? y NN)? anos) ?(?:,|\)|\.|-|$)", False),
    (
        r"\b(?:a los|con|a sus)(?: (?:apenas|solo|tan solo|solamente|escasos))? (?P<it>NN anos)\b",
        False,
    ),
    (
        r"\b(?:PP)(?: ya| apenas)? (?:cumplio|cumplia|habia cumplido) (?P<it>NN)\b"
        r"(?! (?:anos de (?!edad)|meses|semanas|dias|horas|jornadas|turnos|anos|por))",
        True,
    ),
    (r"\bedad ?: ?(?P<it>NN(?: anos)?)\b", False),
    *ranked_ages.SPANISH,
)
_YEARS_RU = r"(?:лет|года|год|годика|годиков)"
_TENS_RU = (
    "(?:одиннадцати|двенадцати|тринадцати|четырнадцати|пятнадцати|шестнадцати|семнадцати"
    "|восемнадцати|девятнадцати|(?:двадцати|тридцати|сорока|пятидесяти)(?:одно|двух|трех|четырех"
    "|пяти|шести|семи|восьми|девяти)?|десяти|девяти|восьми|семи|шести|пяти)"
)
_RUSSIAN = _frames(
    "russian",
    (rf"\b(?P<it>(?:\d{{1,2}}[- ]?|{_TENS_RU})летн(?:ии|яя|юю|еи|его|ему|им|ем|ею)\b)", False),
    (rf"\b(?:две|двух|обе|обеих|три|трех) (?P<it>(?:\d{{1,2}}-|{_TENS_RU})летни[ех])\b", True),
    (
        rf"\b(?:исполнилось|стукнуло|минуло|исполняется)(?: \w+)? (?P<it>NN(?: {_YEARS_RU})?)\b",
        False,
    ),
    (
        r"\b(?:еи|ему|мне|которои|которому|PP)(?: (?:было|сеичас|всего|только|едва|уже|тогда|лишь"
        rf"|еще|не))* (?P<it>NN(?: и NN)? {_YEARS_RU})\b",
        True,
    ),
    (r"\b(?:еи|ему|мне) (?:было|стало|едва|всего|уже|тогда) (?P<it>NN)(?=[,.;!?]|$)", True),
    (rf"(?:,|\(|-) ?(?P<it>NN(?: и NN)? {_YEARS_RU}) ?(?:,|\)|\.|-|$)", False),
    (rf"\bв (?:возрасте|свои) (?P<it>NN(?: и NN)? {_YEARS_RU})\b", False),
    (r"\bв (?:свои|неполные|полные) (?P<it>NN)(?= (?:она?|я|уже|еще)\b|[,.])", True),
    (rf"\bв (?P<it>NN {_YEARS_RU}) (?:она?|ее|его|я|меня)\b", True),
    (rf"\bв (?P<it>NN {_YEARS_RU})\b", False),
    (r"\bвозраст ?:? ?(?P<it>NN(?: лет)?)\b", False),
    *ranked_ages.RUSSIAN,
)
_UNITS_AR = alternatives(map(small, entries("arabic", "number_units")))
_NUMBER_AR = (
    rf"(?:\d{{1,2}}|(?:{_UNITS_AR}) ?(?:عشرة|عشر|و ?(?:عشرون|عشرين|ثلاثون|ثلاثين|اربعون|اربعين))"
    r"|عشرون|عشرين|ثلاثون|ثلاثين|عشر|عشرة|ثلاث|اربع|خمس|ست|سبع|ثماني|تسع)"
)
_YEARS_AR = r"(?:سنه|سنة|عاما|عام|ربيعا|سنوات|اعوام)"
_AGE_AR = rf"{_NUMBER_AR}(?: ?{_YEARS_AR})?(?: ?و ?{_NUMBER_AR})?(?: ?{_YEARS_AR})?"
_ORDINAL_AR = (
    r"ال(?:حادية|ثانية|ثالثة|رابعة|خامسة|سادسة|سابعة|ثامنة|تاسعة)"
    r" ?(?:عشرة?|و ?العشرين|و ?العشرون|و ?الثلاثين|من (?:عمر|العمر))"
)
_ARABIC = tuple(
    Frame(re.compile(plain(source).replace("AA", _AGE_AR)), strong)
    for source, strong in (
        *ranked_ages.ARABIC,
        (
            r"(?:عمرها|عمره|عمري|عمرهما|من العمر|تبلغ|يبلغ|بعمر|بلغت|بلغ|اتمت|اتم|اكملت|اكمل|سنها)"
            rf"(?: (?:من العمر|الان|فقط|انذاك|نحو))* (?P<it>{_AGE_AR})(?!\w)",
            True,
        ),
        (
            r"(?<!\w)(?:في|اتم|اتمت|اكمل|اكملت|بلغ|بلغت|وهي في|كانت في) (?:سن )?"
            rf"(?P<it>{_ORDINAL_AR})",
            True,
        ),
        (rf"[,(] ?(?P<it>{_NUMBER_AR}(?: ?و ?{_NUMBER_AR})? {_YEARS_AR}) ?[,).]", False),
        (
            rf"(?<!\w)(?:ابنة|ابن|ذات|ذو|ذي|بنت) (?P<it>(?:ال)?{_NUMBER_AR} {_YEARS_AR})",
            False,
        ),
        (rf"(?<!\w){_PERSON['arabic']} (?P<it>{_NUMBER_AR} {_YEARS_AR})(?!\w)", False),
        (r"العمر ?: ?(?P<it>\d{1,2})", False),
    )
)
_NUMBER_ZH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_CHINESE = (
    Frame(
        re.compile(
            rf"(?<![\d一二三四五六七八九十])(?P<it>{_NUMBER_ZH} ?周?岁"
            rf"(?:[和与及,] ?{_NUMBER_ZH} ?周?岁)?)"
        )
    ),
    Frame(
        re.compile(rf"(?<!平均)年(?:仅|方|龄[:是为]) ?(?P<it>{_NUMBER_ZH})(?!\d| ?[岁至到])"),
        strong=True,
    ),
    *(
        Frame(re.compile(source.replace("NN", _NUMBER_ZH)), strong)
        for source, strong in ranked_ages.CHINESE
    ),
)
# Nothing is an age without one of these.
_NUMBER = re.compile(
    r"\d|летн|надцаты|岁|年[仅方龄]|ال(?=حاد|ثان|ثال|راب|خام|ساد|ساب|ثام|تاس)|"
    + alternatives(
        small(word)
        for language in LANGUAGES
        for name in ("number_words", "number_units")
        for word in entries(language, name)
    )
)
_BY_SCRIPT = (
    (re.compile("[а-я]"), _RUSSIAN),
    (re.compile("[\u0600-\u06ff]"), _ARABIC),
    (re.compile("[\u4e00-\u9fff]"), _CHINESE),
)


def exact_ages(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Ages of one person: certain beside a word for a person, otherwise possible."""
    if not _NUMBER.search(reading.lower):
        return
    for frame in _frames_for(reading.lower):
        for found in frame.pattern.finditer(reading.lower):
            start, end = found.span("it")
            if limits.is_rule(reading, found, strong=frame.strong):
                continue
            level = (
                Level.CERTAIN if frame.strong or _person_near(reading, start, end) else Level.LOOK
            )
            yield TextSpan(FindingKind.AGE, start, end, level)


def _frames_for(lower: str) -> Iterator[Frame]:
    if re.search("[a-z]", lower):
        yield from _ENGLISH
    if re.search(" ans|age|jeune|plus |cadette|ainee?|benjamin| en a", lower):
        yield from _FRENCH
    if re.search(" anos|edad|menor|mayor|mas |tenia|tiene|cumpli|tengo", lower):
        yield from _SPANISH
    for script, frames in _BY_SCRIPT:
        if script.search(lower):
            yield from frames


def _person_near(reading: ParsedParagraph, start: int, end: int) -> bool:
    first, last = reading.sentence(start)
    return reading.ends_phrase("one_person", max(first, start - _NEAR), min(last, end + _NEAR))
