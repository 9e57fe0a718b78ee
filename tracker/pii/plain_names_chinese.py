"""Finds names in plain Chinese sentences: a family name, two characters, a verb. Pure.

Chinese has neither spaces nor capitals. A name at the start of a clause, or after a word that
announces a person, is a listed family name and one or two typical characters, followed by a verb, a
particle or the end of the clause.
"""

import re
from collections.abc import Iterator

from tracker.pii.findings import FindingKind, Level
from tracker.pii.paragraphs import ParsedParagraph, TextSpan
from tracker.pii.vocabulary import alternatives, small
from tracker.pii.word_lists import entries


def _any(*words: str) -> str:
    return alternatives(words)


_FAMILY = _any(*entries("names_chinese", "double_family"), *entries("names_chinese", "family"))
_GIVEN = "[" + "".join(entries("names_chinese", "given_character")) + "]"
_NOT = (
    "(?!" + _any(*entries("names_chinese", "not_name"), *entries("names_chinese", "ordinary")) + ")"
)
_TITLES = _any(*map(small, entries("chinese", "titles")))
_STARTS = r"(?:^|(?<=[,。;:!?\"'()\n\s、]))"
_TIMES = (
    r"(?:昨天|今天|当时|后来|现在|星期.|周.|\d{1,2}日|上个月|去年|今年|那天|当晚|次日|夜里|其中)?"
)
_FRAMES = _any(*entries("chinese", "frames"))
_VERBS = _any(*entries("chinese", "person_verbs"))
_NAME = rf"{_NOT}{_FAMILY}{_GIVEN}{{1,2}}"
_LONG = rf"{_NOT}{_FAMILY}{_GIVEN}{{2}}"
_AND = re.compile(rf"[和与及、,](?P<it>{_LONG})(?={_VERBS}|[,。、])")
# At the beginning of a clause, before a verb.
_BEGINS = re.compile(rf"{_STARTS}{_TIMES}(?P<it>{_NAME})(?={_VERBS})")
# Behind a word that asks for a person; then a verb, a mark or a noun follows.
_ASKED = re.compile(rf"(?<!非)(?:{_FRAMES})(?P<it>{_LONG})")
# The same, with a clause about the person in between; then the name ends the clause.
_ASKED_LATE = re.compile(
    rf"(?<!非)(?:{_FRAMES})[^,。;:!?]{{2,14}}的(?P<it>{_LONG})(?=[,。;:!?、]|$)"
)
# "of": a person's possession or statement.
_OWNS = re.compile(
    rf"(?P<it>{_LONG})的(?:护照|陈述|证词|工资|手机|母亲|父亲|家人|姐姐|妹妹|哥哥|弟弟|丈夫|妻子|孩子|女儿"
    r"|儿子|证件|身份证|信|话|照片|案子|案件|合同|老板|雇主|家|病|伤|遭遇|故事|口供|笔录|日记|债|名字|尸体|朋友|律师)"
)

_PATTERNS = (
    (_OWNS, Level.CERTAIN),
    (_BEGINS, Level.CERTAIN),
    (_ASKED, Level.LOOK),
    (_ASKED_LATE, Level.LOOK),
)


def names(reading: ParsedParagraph, _found: tuple[TextSpan, ...]) -> Iterator[TextSpan]:
    """Names that only their sentence reveals."""
    if not reading.has_han:
        return
    text = reading.text
    for pattern, level in _PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.span("it")
            if not _titled(text, start, end) and not reading.after("pseudonyms", end, within=6):
                yield TextSpan(FindingKind.NAME, start, end, level)
                yield from _joined(text, end)


def _joined(text: str, end: int) -> Iterator[TextSpan]:
    """The name joined by "and" to a found one."""
    found = _AND.match(text, end)
    if found is not None and not _titled(text, *found.span("it")):
        yield TextSpan(FindingKind.NAME, *found.span("it"))


def _titled(text: str, start: int, end: int) -> bool:
    """Whether an office precedes or follows directly."""
    before = re.search(rf"{_TITLES}[:,\s]?$", text[max(start - 6, 0) : start])
    return bool(before or re.match(_TITLES, text[end : end + 4]))
