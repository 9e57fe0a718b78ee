"""How long indicator values count: until a later one, or for a number of months. Pure.

Methodology 2, "How long a record speaks". A law or a membership has lasting effect. An observation
of a period does not apply to later years.
"""

import re

from flask_babel import gettext as _

from tracker.registry.vocabulary import IndicatorKind
from tracker.schema.fields import InvalidValue, Reader

STANDING = "standing"
DEFAULT_MONTHS = 60
LONGEST_MONTHS = 1_200
_MONTHS = re.compile(r"[0-9]{1,4}")


def reader() -> Reader:
    """A parser for ``standing`` or a number of months from 1 to 1200."""

    def read(raw: str) -> str:
        if raw == STANDING:
            return raw
        if not _MONTHS.fullmatch(raw) or not 1 <= int(raw) <= LONGEST_MONTHS:
            raise InvalidValue(_("standing, or a number of months from 1 to 1200 such as 60"))
        return str(int(raw))

    return Reader(read)


def default_for(kind: str) -> str:
    """The default for an indicator of this kind."""
    return STANDING if kind == IndicatorKind.MEMBERSHIP else str(DEFAULT_MONTHS)


def months(speaks: str) -> int | None:
    """The number of months. None for standing evidence."""
    return None if speaks == STANDING else int(speaks)
