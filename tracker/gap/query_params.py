"""Parses a reading from a query string, strictly and alike for all interfaces.

What is not understood is refused with what would be: pages, files and the API take the same words.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from flask_babel import gettext as _

from tracker.core import clock, formats
from tracker.core.errors import BadParameter
from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import ALL_LANES, ALL_TIERS, LaneName, ScoringParams
from tracker.gap.methodology import CURRENT_RULES, RULES, Rules
from tracker.registry.vocabulary import Pillar, Region, RegionalGroup

EARLIEST = date(1900, 1, 1)
READING = frozenset(
    {
        "as_of",
        "known_by",
        "lane",
        "tier",
        "survivor_led",
        "recommendations",
        "weights",
        "age",
        "rules",
    }
)
LONGEST_SEARCH = 200
ANY_AGE = "any"
CURRENT_AGE = "current"
AGES = (CURRENT_AGE, ANY_AGE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")

Check = Callable[[str, str], str]


def one_of(allowed: Iterable[str]) -> Check:
    """A parser that accepts only these values."""
    known = tuple(allowed)

    def check(name: str, text: str) -> str:
        if text not in known:
            raise BadParameter(name, text, known)
        return text

    return check


def free_text(name: str, text: str) -> str:
    """Search words: up to 200 characters, without control characters."""
    if len(text) > LONGEST_SEARCH or any(ord(letter) < 32 for letter in text):
        raise BadParameter(name, text[:40], _("up to 200 characters of plain text"))
    return text


FILTER_CHECKS: dict[str, Check] = {
    "pillar": one_of(Pillar),
    "region": one_of(Region),
    "group": one_of(RegionalGroup),
}


def parse_scoring_params(given: Mapping[str, str]) -> ScoringParams:
    """The reading in the parameters, with today's defaults.

    Several lanes or tiers are parted by commas. ``as_of`` may be a day that has begun anywhere on
    earth; ``known_by`` follows the tracker's own clock. Raises BadParameter.
    """
    today = clock.today()
    return ScoringParams(
        as_of=_day("as_of", given.get("as_of"), today),
        known_by=_day("known_by", given.get("known_by"), today, latest=today),
        lanes=_lanes(given.get("lane")),
        tiers=_tiers(given.get("tier")),
        survivor_led=_flag("survivor_led", given.get("survivor_led")),
        include_recommendations=_flag("recommendations", given.get("recommendations")),
        weights=_weights(given.get("weights")),
        rules=_rules(given.get("rules")),
        any_age=_age(given.get("age")) == ANY_AGE,
        current_only=_age(given.get("age")) == CURRENT_AGE,
    )


def _day(name: str, text: str | None, default: date, *, latest: date | None = None) -> date:
    if text is None:
        return default
    wanted = _("a day such as 2013-12-31, from 1900 to today")
    if not _DAY.fullmatch(text):
        raise BadParameter(name, text[:40], wanted)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadParameter(name, text, wanted) from None
    if not EARLIEST <= day <= (latest or clock.latest_day()):
        raise BadParameter(name, text, wanted)
    return day


def past_day(name: str, text: str) -> str:
    """A day from 1900 to today, for other parameters than the reading."""
    _day(name, text, clock.today())
    return text


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


def _rules(text: str | None) -> Rules:
    """The methodology with this version number. The current one by default."""
    return CURRENT_RULES if text is None else RULES[one_of(RULES)("rules", text)]


def _age(text: str | None) -> str | None:
    """The maximum age of records: one of ``AGES``, or None for the methodology's rule."""
    return None if text is None else one_of(AGES)("age", text)


def _weights(text: str | None) -> tuple[tuple[Pillar, float], ...] | None:
    """Parse ``prevention:2,protection:1``. A missing pillar has weight 1."""
    if text is None:
        return None
    weights: dict[Pillar, float] = {}
    for part in text.split(","):
        name, _sep, number = part.partition(":")
        if name not in set(Pillar) or not _NUMBER.fullmatch(number) or Pillar(name) in weights:
            raise BadParameter("weights", text[:80], _weights_hint())
        weights[Pillar(name)] = float(number)
    total = sum(weights.get(pillar, 1.0) for pillar in Pillar)
    if not math.isfinite(total) or total <= 0:
        raise BadParameter("weights", text[:80], _weights_hint())
    return tuple((pillar, weights[pillar]) for pillar in Pillar if pillar in weights)


def _weights_hint() -> str:
    names = formats.listed(Pillar)
    return _(
        "pillar:number pairs such as prevention:2,protection:1 (pillars: %(names)s)", names=names
    )
