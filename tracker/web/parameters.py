"""What an address may ask for, read strictly: what is not understood is refused, saying what is.

A page names the parameters it knows; an unknown, repeated or blank one gets a 400 page. The
parsed ``Asked`` is handed to queries, and ``Asked.query`` writes it back into addresses.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import request
from flask_babel import gettext as _

from tracker import clock
from tracker.errors import BadParameter
from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import ALL_LANES, ALL_TIERS, LaneName, Reading
from tracker.registry.vocabulary import Pillar, Region, RegionalGroup

EARLIEST = date(1900, 1, 1)
READING = frozenset(
    {"as_of", "known_by", "lane", "tier", "survivor_led", "recommendations", "weights"}
)
FILTERS = frozenset({"pillar", "theme", "instrument", "region", "group"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for: a reading of the rules, filters, and the page's own parameters."""

    reading: Reading
    given: Mapping[str, str]  # as written in the address, in its order
    filters: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether the reading is the methodology's own, as of today."""
        return not any(name in READING for name in self.given)

    def query(self, **changes: str | None) -> dict[str, str]:
        """The parameters of the present address with some changed, or left out where None."""
        merged: dict[str, str | None] = {**self.given, **changes}
        return {name: text for name, text in merged.items() if text is not None}

    def carried(self, **changes: str | None) -> dict[str, str]:
        """As ``query``, but only what every page of figures understands: the reading."""
        kept = {name: text for name, text in self.given.items() if name in READING}
        merged: dict[str, str | None] = {**kept, **changes}
        return {name: text for name, text in merged.items() if text is not None}


Check = Callable[[str, str], str]


def one_of(allowed: Iterable[str]) -> Check:
    """A check that a value is among the allowed ones."""
    known = tuple(allowed)

    def check(name: str, text: str) -> str:
        if text not in known:
            raise BadParameter(name, text, known)
        return text

    return check


def free_text(name: str, text: str) -> str:
    """Words to search for: up to 200 characters, no control characters."""
    if len(text) > 200 or any(ord(letter) < 32 for letter in text):
        raise BadParameter(name, text[:40], _("up to 200 characters of plain text"))
    return text


def positive_number(name: str, text: str) -> str:
    """A whole number of up to six digits, in plain digits."""
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise BadParameter(name, text[:40], _("a whole number such as 2"))
    return text


FILTER_CHECKS: dict[str, Check] = {
    "pillar": one_of(Pillar),
    "region": one_of(Region),
    "group": one_of(RegionalGroup),
}


def asked(
    *, filters: Iterable[str] = (), more: Mapping[str, Check] | None = None, reading: bool = True
) -> Asked:
    """Read the address of the present request; raises BadParameter on what is not understood.

    ``filters`` names those of FILTERS that the page knows. Themes and instruments are checked by
    the query that uses them. ``reading`` False is for pages that show no figure.
    """
    checks = dict(more or {})
    names = set(filters)
    known = names | set(checks) | (READING if reading else set())
    given = _given(known)
    return Asked(
        reading=_reading(given),
        given=given,
        filters={
            name: FILTER_CHECKS.get(name, free_text)(name, text)
            for name, text in given.items()
            if name in names
        },
        more={name: checks[name](name, text) for name, text in given.items() if name in checks},
    )


def _given(known: set[str]) -> dict[str, str]:
    """Parameters as written; a form's empty fields are left out, repeated ones are joined.

    Only ``lane`` and ``tier`` may be repeated, as check boxes send them.
    """
    given: dict[str, str] = {}
    for name, values in request.args.lists():
        if name not in known:
            raise BadParameter(name, values[0][:40], sorted(known))
        texts = [text.strip() for text in values if text.strip()]
        if len(texts) > 1 and name not in {"lane", "tier", "states"}:
            raise BadParameter(name, ", ".join(texts)[:80], _("a single value"))
        if texts:
            given[name] = ",".join(texts)
    return given


def _reading(given: Mapping[str, str]) -> Reading:
    today = clock.today()
    return Reading(
        as_of=_day("as_of", given.get("as_of"), today),
        known_by=_day("known_by", given.get("known_by"), today),
        lanes=_lanes(given.get("lane")),
        tiers=_tiers(given.get("tier")),
        survivor_led=_flag("survivor_led", given.get("survivor_led")),
        include_recommendations=_flag("recommendations", given.get("recommendations")),
        weights=_weights(given.get("weights")),
    )


def _day(name: str, text: str | None, default: date) -> date:
    if text is None:
        return default
    wanted = _("a day such as 2013-12-31, from 1900 to today")
    if not _DAY.fullmatch(text):
        raise BadParameter(name, text[:40], wanted)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadParameter(name, text, wanted) from None
    if not EARLIEST <= day <= clock.today():
        raise BadParameter(name, text, wanted)
    return day


def _lanes(text: str | None) -> tuple[LaneName, ...]:
    if text is None:
        return ALL_LANES
    chosen = {one_of(LaneName)("lane", part) for part in text.split(",")}
    return tuple(lane for lane in ALL_LANES if lane in chosen)


def _tiers(text: str | None) -> frozenset[Tier]:
    if text is None:
        return ALL_TIERS
    return frozenset(Tier(one_of(Tier)("tier", part)) for part in text.split(","))


def _flag(name: str, text: str | None) -> bool:
    return text is not None and one_of(("1",))(name, text) == "1"


def _weights(text: str | None) -> tuple[tuple[Pillar, float], ...] | None:
    """``prevention:2,protection:1``; a pillar that is not named weighs 1."""
    if text is None:
        return None
    weights: dict[Pillar, float] = {}
    for part in text.split(","):
        name, _sep, number = part.partition(":")
        if name not in set(Pillar) or not _NUMBER.fullmatch(number) or Pillar(name) in weights:
            raise BadParameter("weights", text[:80], _weights_wanted())
        weights[Pillar(name)] = float(number)
    total = sum(weights.get(pillar, 1.0) for pillar in Pillar)
    if not math.isfinite(total) or total <= 0:
        raise BadParameter("weights", text[:80], _weights_wanted())
    return tuple((pillar, weights[pillar]) for pillar in Pillar if pillar in weights)


def _weights_wanted() -> str:
    names = ", ".join(Pillar)
    return _(
        "pillar:number pairs such as prevention:2,protection:1 (pillars: %(names)s)", names=names
    )
