"""Parses query strings strictly and refuses unknown parameters.

A page names the parameters it knows; an unknown, repeated or blank one gets a 400 page. The
parsed ``Asked`` is handed to queries, and ``Asked.query`` writes it back into addresses.
"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from flask import request
from flask_babel import gettext as _

from tracker.core import formats
from tracker.core.errors import BadParameter
from tracker.gap.facts import ScoringParams
from tracker.gap.query_params import (
    FILTER_CHECKS,
    READING,
    Check,
    free_text,
    one_of,
    parse_scoring_params,
    past_day,
)

__all__ = [
    "FILTERS",
    "READING",
    "PageParams",
    "Check",
    "parse_page_params",
    "free_text",
    "one_of",
    "past_day",
    "positive_number",
    "since",
    "written",
]

# Every address of a CSV file takes it, with the value 1.
EXCEL = "excel"
REPEATED = frozenset({"lane", "tier", "states", "regions", "groups", "dates"})
FILTERS = frozenset({"pillar", "theme", "instrument", "region", "group"})


@dataclass(frozen=True, slots=True)
class PageParams:
    """The parsed parameters: reading, filters, and the page's own parameters."""

    reading: ScoringParams
    given: Mapping[str, str]  # as written in the address, in its order
    filters: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether the reading is the default, as of today."""
        return not any(name in READING for name in self.given)

    def query(self, **changes: str | None) -> dict[str, str]:
        """The current parameters with changes. None removes one."""
        merged: dict[str, str | None] = {**self.given, **changes}
        return {name: text for name, text in merged.items() if text is not None}

    def carried(self, **changes: str | None) -> dict[str, str]:
        """Like ``query``, but only the reading, which all pages of figures accept."""
        kept = {name: text for name, text in self.given.items() if name in READING}
        merged: dict[str, str | None] = {**kept, **changes}
        return {name: text for name, text in merged.items() if text is not None}


def positive_number(name: str, text: str) -> str:
    """An integer of up to six ASCII digits."""
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise BadParameter(name, text[:40], _("a whole number such as 2"))
    return text


def since(given: PageParams) -> date | None:
    """The earlier day for comparison. Raises BadParameter unless it is earlier."""
    text = given.more.get("since")
    if text is None:
        return None
    day, as_of = date.fromisoformat(text), given.reading.as_of
    if day >= as_of:
        raise BadParameter("since", text, _("a date before %(day)s", day=as_of.isoformat()))
    return day


def parse_page_params(
    *, filters: Iterable[str] = (), more: Mapping[str, Check] | None = None, reading: bool = True
) -> PageParams:
    """Parse the current address. Raises BadParameter.

    ``filters`` names those of FILTERS that the page knows. Themes and instruments are checked by
    the query that uses them. ``reading`` False is for pages that show no figure.
    """
    checks = dict(more or {})
    names = set(filters)
    known = names | set(checks) | (READING if reading else set())
    given = written(known | {EXCEL} if request.path.endswith(".csv") else known)
    # How a file is written is no part of what it holds.
    if (excel := given.pop(EXCEL, "1")) != "1":
        raise BadParameter(EXCEL, excel[:40], ("1",))
    return PageParams(
        reading=parse_scoring_params(given),
        given=given,
        filters={
            name: FILTER_CHECKS.get(name, free_text)(name, text)
            for name, text in given.items()
            if name in names
        },
        more={name: checks[name](name, text) for name, text in given.items() if name in checks},
    )


def written(known: Set[str]) -> dict[str, str]:
    """Parameters as written, without empty ones and with repeated ones joined.

    Only REPEATED may be, as check boxes and forms with several equal fields send them. Raises
    BadParameter for any other that is repeated, and for one that is not among the known.
    """
    given: dict[str, str] = {}
    for name, values in request.args.lists():
        if name not in known:
            raise BadParameter(name, values[0][:40], sorted(known))
        texts = [text.strip() for text in values if text.strip()]
        if len(texts) > 1 and name not in REPEATED:
            raise BadParameter(name, formats.listed(texts)[:80], _("a single value"))
        if texts:
            given[name] = ",".join(texts)
    return given
