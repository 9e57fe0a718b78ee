"""Values of indicators of counts or shares: numbers without levels. Pure."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.registry.vocabulary import IndicatorKind

_COUNT = re.compile(r"[0-9]{1,15}")
_RANGE = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
WHOLE_SHARE = 100
_COUNT_EXPECTED = _l(
    "a whole number from 0, such as 1373, or the lowest and highest possible number, such as 0-10"
)


def number_fault(kind: IndicatorKind, text: str) -> str | None:
    """Why a text is no count or percentage. None if it is one.

    A count may be known only within bounds, both included: 0-10 is "fewer than 11".
    """
    if kind == IndicatorKind.COUNT:  # on record it is a plain text
        fits = _COUNT.fullmatch(text) is not None or bounds(text) is not None
        return None if fits else str(_COUNT_EXPECTED)
    fits = _NUMBER.fullmatch(text) is not None and float(text) <= WHOLE_SHARE
    return None if fits else str(_("a percentage from 0 to 100, such as 12.5"))


def plain_number(text: str) -> float | None:
    """The value as a number. None if it is not one."""
    return float(text) if _NUMBER.fullmatch(text) else None


def bounds(text: str) -> tuple[int, int] | None:
    """The lowest and highest possible number. None if it is no such range."""
    found = _RANGE.fullmatch(text)
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return int(found[1]), int(found[2])


def number_label(text: str) -> str:
    """The label of a value without a scale. A plain number stays as it is."""
    found = bounds(text)
    if found is None:
        return text
    lowest, highest = found
    if lowest == 0:
        return str(_("fewer than %(number)s", number=highest + 1))
    return str(_("%(lowest)s to %(highest)s", lowest=lowest, highest=highest))
