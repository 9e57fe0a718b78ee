"""Normalises numbers as people write them to digits with a decimal point.

"<5" is no number: it is neither 5 nor 0 nor nothing. The whole column decides whether a comma
separates thousands or decimals.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from flask_babel import gettext as _

from tracker.exchange.normalising.normalised_value import ColumnFindings, NormalisedValue, tidy

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_POWERS = re.compile(r"-?\d+(?:[.,]\d+)?e[+-]?\d{1,2}", re.IGNORECASE)
_GROUPED = re.compile(r"-?\d{1,3}(?:[ '’٬]\d{3})+(?:[.,]\d+)?")
_COMMA_DECIMAL = re.compile(
    r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d+,(?:\d{1,2}|\d{4,})|-?0,\d+|-?\d{4,},\d+"
)
_POINT_DECIMAL = re.compile(
    r"-?\d{1,3}(?:,\d{3})+\.\d+|-?\d+\.(?:\d{1,2}|\d{4,})|-?0\.\d+|-?\d{4,}\.\d+"
)
_COMMA_GROUPS = re.compile(r"-?\d{1,3}(?:,\d{3}){2,}")
_POINT_GROUPS = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}")
_OPEN = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")  # 1,234 or 1.234: thousands or decimals
_BOUND = re.compile(
    r"[<>≤≥≦≧~≈±＜＞]|\d\s*\+$|\d\s*[-–—]\s*\d|^(?:under|over|about|around|approx|almost|nearly"
    r"|circa|ca?\.|up to|at least|at most|max|min|(?:more|less|fewer|greater) than|fewer"
    r"|moins|plus|environ|jusqu|au (?:moins|plus)|menos|más|mas|hasta|al menos|cerca|unos"
    r"|менее|более|около|до|не (?:менее|более)|свыше|أقل|أكثر|حوالي|不到|超过|约|至少|最多)"
    r"|(?:以上|以下|左右|余)$",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?:[%٪﹪％]\s?(?P<behind>\S.*)|(?P<before>.*\S)\s?(?:[%٪﹪％]|per ?cent|pct\.?|pour cent"
    r"|por ciento|процент\w*|في المئة))",
    re.IGNORECASE,
)


def without_percent(text: str) -> str | None:
    """The number beside a percent or similar sign. None if there is none."""
    found = _PERCENT.fullmatch(text)
    return (found["behind"] or found["before"]).strip() if found else None


@dataclass(frozen=True, slots=True)
class Considers:
    """A normaliser for a column of numbers. ``comma``: whether it is the decimal sign."""

    whole: bool
    comma: bool | None = None

    def __call__(self, texts: Collection[str], findings: ColumnFindings) -> "Numbers":
        """Decide the meaning of the comma from the column, if possible."""
        comma = self.comma
        tidied = [tidy(text).replace("٫", ",") for text in texts]
        bare = [without_percent(text) for text in tidied]
        shares = sum(each is not None for each in bare)
        # Shares beside plain numbers: 0.3 may be 30 % or 0.3 %. A whole number is no share at all.
        mixed = not self.whole and 0 < shares < len(
            [text for text in tidied if not _BOUND.search(text)]
        )
        if shares and not mixed and not self.whole:
            findings.notes.append(_("percentages: we left out the signs, so 45 % is 45"))
        tidied = [text if each is None else each for text, each in zip(tidied, bare, strict=True)]
        by_comma = any(_COMMA_DECIMAL.fullmatch(e) or _POINT_GROUPS.fullmatch(e) for e in tidied)
        by_point = any(_POINT_DECIMAL.fullmatch(e) or _COMMA_GROUPS.fullmatch(e) for e in tidied)
        if by_comma != by_point:
            comma = by_comma
        elif comma is None and self.whole and any(_OPEN.fullmatch(each) for each in tidied):
            return Numbers(self.whole, comma=None, mixed=mixed)
        if comma and by_comma:
            findings.notes.append(_("commas mark decimals"))
        return Numbers(self.whole, comma, mixed=mixed)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Normalises numbers. ``comma`` None: its meaning is unknown.

    ``mixed``: only some numbers of the column have a percent sign, so that all are unclear.
    """

    whole: bool
    comma: bool | None
    mixed: bool = False

    def __call__(self, text: str) -> NormalisedValue:
        """The number in digits with a decimal point."""
        plain = tidy(text).replace("−", "-").replace("٫", ",").replace("٬", ",")
        if _BOUND.search(plain):
            return NormalisedValue(
                None,
                _("a number; “%(text)s” is a limit, neither the number nor 0", text=plain),
            )
        if self.mixed:
            return NormalisedValue(None, _("either only percentages or none; this column has both"))
        bare = without_percent(plain)
        if bare is not None:
            if self.whole:  # 12 % is not twelve persons
                return NormalisedValue(None, _("a whole number in digits 0 to 9"))
            plain = bare
        if _OPEN.fullmatch(plain) and not (self.comma is None and "." in plain and not self.whole):
            return self._of_open(plain)
        if _PLAIN.fullmatch(plain) and not (self.comma and _POINT_GROUPS.fullmatch(plain)):
            return self._written(plain)
        if _POWERS.fullmatch(plain):
            return self._written(plain.replace(",", "."))
        if _GROUPED.fullmatch(plain):
            return self._written(re.sub(r"[ '’]", "", plain).replace(",", "."))
        return self._parted(plain)

    def _of_open(self, plain: str) -> NormalisedValue:
        if self.comma is None and not self.whole:
            one, other = plain.replace(",", ""), plain.replace(",", ".")
            return NormalisedValue(
                None,
                _(
                    "a number with a decimal point; this is %(one)s or %(other)s",
                    one=one,
                    other=other,
                ),
            )
        decimal = "," if self.comma else "."
        if self.comma is None or decimal not in plain:
            return self._written(re.sub("[.,]", "", plain))
        return self._written(plain.replace(",", "."))

    def _parted(self, plain: str) -> NormalisedValue:
        if _COMMA_DECIMAL.fullmatch(plain) or _POINT_GROUPS.fullmatch(plain):
            return self._written(plain.replace(".", "").replace(",", "."))
        if _POINT_DECIMAL.fullmatch(plain) or _COMMA_GROUPS.fullmatch(plain):
            return self._written(plain.replace(",", ""))
        return NormalisedValue(
            None, _("a number in digits 0 to 9 with a decimal point, such as 3 or 0.25")
        )

    def _written(self, plain: str) -> NormalisedValue:
        try:
            number = Decimal(plain)
        except InvalidOperation:
            return NormalisedValue(None, _("a number in digits 0 to 9, such as 3 or 0.25"))
        if number == number.to_integral_value():
            return NormalisedValue(
                format(number.to_integral_value(), "f").replace("-0", "0", plain == "-0")
            )
        if self.whole:
            return NormalisedValue(None, _("a whole number in digits 0 to 9"))
        return NormalisedValue(format(number.normalize(), "f"))
