"""Values of indicators that count or give a share: numbers, and no levels. Pure."""

import re

from flask_babel import gettext as _

from tracker.registry.vocabulary import IndicatorKind

_COUNT = re.compile(r"[0-9]{1,15}")
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
WHOLE_SHARE = 100


def number_fault(kind: IndicatorKind, text: str) -> str | None:
    """Why a text is no count, or no percentage, as the kind asks; None where it is one."""
    if kind == IndicatorKind.COUNT:  # on record it is a plain text
        fits = _COUNT.fullmatch(text) is not None
        return None if fits else str(_("a whole number from 0 in digits 0 to 9, such as 1373"))
    fits = _NUMBER.fullmatch(text) is not None and float(text) <= WHOLE_SHARE
    return None if fits else str(_("a percentage from 0 to 100, such as 12.5"))


def plain_number(text: str) -> float | None:
    """A value as a number; None where it is not one."""
    return float(text) if _NUMBER.fullmatch(text) else None
