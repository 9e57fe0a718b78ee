"""Fiscal, school and season years, which begin in one calendar year and end in the next.

2010-11 may be such a year or November 2010; only the column as a whole can tell, or a person. Which
of the two calendar years is meant is always for a person to say.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.exchange.normalising.normalised_value import (
    ColumnFindings,
    ColumnQuestion,
    NormalisedValue,
)

KEY = "year pairs"
"""The name under which a person says what such years of a column mean."""
FIRST, LAST, MONTHS = "first_year", "last_year", "months"
_WORDS = (
    r"fiscal year|financial year|school year|academic year|budget year|season|fy|sy|ay|"
    r"exercice|année scolaire|année|saison|ejercicio|curso|temporada|año escolar|"
    r"финансовый год|учебный год|уч\. ?г\.?|гг?\.?|السنة المالية|السنة الدراسية|学年|年度|财年"
)
_PAIR = re.compile(
    rf"(?:(?P<before>{_WORDS})[ :]*)?(?P<first>(?:19|20)\d\d)"
    rf"(?P<sign> ?[-/.–—−‑] ?| to | à | a | по |至)(?P<last>\d{{4}}|\d\d)"
    rf"(?:[ ]*(?P<after>{_WORDS}))?",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(r"\d{4}[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[T ].*)?")
_SIGNS_OF_MONTHS = frozenset("-/.")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two consecutive years. ``may_be_month``: 2010-11 can also be a month."""

    first: int
    may_be_month: bool

    @property
    def last(self) -> int:
        """The year in which it ends."""
        return self.first + 1


def pair_of(text: str) -> Pair | None:
    """The pair of years in a text. None if the years are not consecutive."""
    found = _PAIR.fullmatch(text)
    if not found:
        return None
    first, last = int(found["first"]), int(found["last"])
    if last != (first + 1 if len(found["last"]) == 4 else (first + 1) % 100):
        return None
    is_bare = not found["before"] and not found["after"] and len(found["last"]) == 2
    is_month = is_bare and found["sign"] in _SIGNS_OF_MONTHS and 1 <= last <= 12
    return Pair(first, is_month)


@dataclass(frozen=True, slots=True)
class YearPairs:
    """How to read the pairs of a column. ``meaning`` None: a person is asked."""

    meaning: str | None = None
    has_sure: bool = False  # a pair that is no month

    def __call__(self, pair: Pair, text: str) -> NormalisedValue | None:
        """The meaning of a pair. None: it is a month."""
        if self.meaning == FIRST:
            return NormalisedValue(str(pair.first))
        if self.meaning == LAST:
            return NormalisedValue(str(pair.last))
        if self.meaning == MONTHS and pair.may_be_month:
            return None
        return NormalisedValue(None, self._reason(pair, text))

    def _reason(self, pair: Pair, text: str) -> str:
        if pair.may_be_month and not self.has_sure:
            return str(
                _(
                    "your choice for this column: “%(text)s” may be a month, or a year "
                    "from %(first)s to %(last)s",
                    text=text,
                    first=pair.first,
                    last=pair.last,
                )
            )
        return str(
            _(
                "your choice of the year in this column: “%(text)s” is from %(first)s to %(last)s",
                text=text,
                first=pair.first,
                last=pair.last,
            )
        )


def considered(
    texts: Collection[str], answers: Mapping[str, str], findings: ColumnFindings
) -> YearPairs:
    """Decide the meaning of pairs of years in a column. ``texts`` are tidied."""
    pairs = {text: pair for text in texts if (pair := pair_of(text))}
    if not pairs:
        return YearPairs(MONTHS)
    sure = any(not pair.may_be_month for pair in pairs.values())
    has_months = any(_is_month(text) for text in texts if text not in pairs)
    answer = answers.get(KEY)
    if answer in (FIRST, LAST, MONTHS):
        return YearPairs(answer, sure)
    if has_months and not sure:
        findings.notes.append(
            str(
                _(
                    "dates such as %(text)s read as months, like other dates of the column",
                    text=next(iter(pairs)),
                )
            )
        )
        return YearPairs(MONTHS)
    findings.asks.append(_question(pairs, sure=sure, has_months=has_months))
    return YearPairs(None, has_sure=sure and not has_months)


def _is_month(text: str) -> bool:
    found = _MONTH_ALONE.fullmatch(text)
    return bool(found) and 1 <= int(found[1] if found else 0) <= 12


def _question(pairs: Mapping[str, Pair], *, sure: bool, has_months: bool) -> ColumnQuestion:
    text, pair = next(iter(pairs.items()))
    answers = {
        FIRST: _("the year in which it begins: %(text)s is %(year)s", text=text, year=pair.first),
        LAST: _("the year in which it ends: %(text)s is %(year)s", text=text, year=pair.last),
    }
    if has_months or not sure:
        month = next((text for text, pair in pairs.items() if pair.may_be_month), text)
        answers[MONTHS] = _("months: %(text)s is a month of that year", text=month)
    return ColumnQuestion(
        KEY,
        str(_("What do years such as %(text)s mean in this column?", text=text)),
        {code: str(label) for code, label in answers.items()},
        frozenset(pairs),
    )
