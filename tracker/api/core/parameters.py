"""Declares the query parameters of the API once, for parsing and for the description.

What is done with them is in ``asking``; nothing here reads an address.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.identifiers import PUBLIC_ID
from tracker.api.core.cursors import CURSOR
from tracker.api.core.fields import Schema, code_of
from tracker.core import formats
from tracker.evidence.vocabulary import ActionKind, Polarity, Tier
from tracker.gap.facts import LaneName
from tracker.gap.methodology import RULES
from tracker.gap.outcomes import CellOutcome
from tracker.gap.query_params import AGES, ANY_AGE, LONGEST_SEARCH
from tracker.registry.vocabulary import (
    Addressee,
    Certainty,
    CommitmentKind,
    Pillar,
    Region,
    RegionalGroup,
)

MOST, USUAL = 500, 100


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, meaning, accepted syntax and an example.

    A list is written with commas. ``wanted`` says in words what the schema says.
    """

    name: str
    holds: Any
    schema: Schema
    example: Any
    wanted: Any = None
    required: bool = False
    default: Any = None  # shown, where leaving it out means a value
    key: str | None = None  # tells it from another one of the same name

    def fits(self, text: str) -> bool:
        """Whether the text matches the accepted syntax."""
        return _fits(self.schema, text)

    def expected(self) -> str:
        """The accepted values, in words."""
        items = self.schema.get("items", self.schema)
        if "enum" in items:
            allowed = formats.listed(map(str, items["enum"]))
            if items is self.schema:
                return _("one of %(allowed)s", allowed=allowed)
            return _("some of %(allowed)s, separated by commas", allowed=allowed)
        return str(self.wanted)


def _fits(schema: Schema, text: str) -> bool:
    match schema["type"]:
        case "array":
            return all(_fits(schema["items"], one) for one in text.split(","))
        case "integer":
            right = re.fullmatch("0|[1-9][0-9]{0,8}", text)
            return bool(right) and schema["minimum"] <= int(text) <= schema["maximum"]
        case _:
            return (
                text in schema.get("enum", (text,))
                and re.fullmatch(schema.get("pattern", r"[\s\S]*"), text) is not None
                and (schema.get("format") != "date" or _is_day(text))
            )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


# The reading --------------------------------------------------------------------------------

_DAY: Schema = {
    "type": "string",
    "format": "date",
    "pattern": "^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$",
}
_PILLAR = "|".join(Pillar)
# No pillar twice; a weight has up to four digits before and after the point.
_WEIGHT = rf"({_PILLAR}):[0-9]{{1,4}}(\.[0-9]{{1,4}})?"
_WEIGHTS = rf"^(?!.*({_PILLAR}):.*\1:){_WEIGHT}(,{_WEIGHT})*$"
_A_DAY = _l("a day such as 2013-12-31, from 1900-01-01 to today")


def _some_of(words: Iterable[str]) -> Schema:
    return {"type": "array", "items": dict(code_of(words)), "minItems": 1}


AS_OF = Parameter(
    "as_of", _l("The situation on this day. Default: today."), _DAY, "2013-12-31", _A_DAY
)
KNOWN_BY = Parameter(
    "known_by",
    _l("Uses what was published here by this day. Default: today."),
    _DAY,
    "2026-01-31",
    _A_DAY,
)
LANE = Parameter(
    "lane",
    _l("Sources that may decide the status. Default: all."),
    _some_of(LaneName),
    ["evidenced", "assessed"],
)
TIER = Parameter(
    "tier",
    _l("Strengths of the sources that count and are listed as evidence. Default: all."),
    _some_of(Tier),
    ["A", "B"],
)
SURVIVOR_LED = Parameter(
    "survivor_led",
    _l("1: counts and lists only actions of survivor-led organisations."),
    code_of(("1",)),
    "1",
)
RECOMMENDATIONS = Parameter(
    "recommendations",
    _l("1: also counts recommendations of hearing participants."),
    code_of(("1",)),
    "1",
)
WEIGHTS = Parameter(
    "weights",
    _l("Weights of pillars. Others weigh 1, and not all may weigh 0."),
    {"type": "string", "pattern": _WEIGHTS},
    "prevention:2,protection:0.5",
    _l("pairs of a pillar and its weight such as prevention:2,protection:0.5, no pillar twice"),
)
AGE = Parameter(
    "age",
    _l(
        "any: records of any age count. current: current information only. Neither: "
        "each record counts for its period, and last known levels are shown."
    ),
    code_of(AGES),
    ANY_AGE,
)
RULES_VERSION = Parameter(
    "rules",
    _l("Version of the methodology. Default: the current one."),
    code_of(RULES),
    "2",
)
READING = (
    AS_OF,
    KNOWN_BY,
    LANE,
    TIER,
    SURVIVOR_LED,
    RECOMMENDATIONS,
    WEIGHTS,
    AGE,
    RULES_VERSION,
)


# Filters ------------------------------------------------------------------------------------

_CODE: Schema = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$"}
_A_CODE = _l("a code of letters, digits, point, hyphen and underscore")

PILLAR = Parameter("pillar", _l("Commitments of one pillar."), code_of(Pillar), "prosecution")
THEME = Parameter(
    "theme", _l("Commitments of one theme."), _CODE, "survivor-participation", _A_CODE
)
INSTRUMENT = Parameter(
    "instrument", _l("Commitments of one instrument."), _CODE, "GPA-2010", _A_CODE
)
COMMITMENT = Parameter(
    "commitment", _l("One commitment, by its reference."), _CODE, "GPA-2010-38", _A_CODE
)
REGION = Parameter("region", _l("States of one region of M49."), code_of(Region), "africa")
GROUP = Parameter("group", _l("States of one regional group."), code_of(RegionalGroup), "GRULAC")
STATE = Parameter(
    "state",
    _l("One State, by its ISO 3166-1 alpha-3 code."),
    {"type": "string", "pattern": "^[A-Z]{3}$"},
    "KEN",
    _l("three capital letters such as KEN"),
)
INDICATOR = Parameter("indicator", _l("Values of one indicator."), _CODE, "3P-PREVENTION", _A_CODE)
KIND = Parameter("kind", _l("Passages of one kind."), code_of(CommitmentKind), "commitment")
ADDRESSEE = Parameter(
    "addressee", _l("Passages addressed to them."), code_of(Addressee), "all_states"
)
CERTAINTY = Parameter(
    "certainty", _l("By our certainty about the place."), code_of(Certainty), "verified"
)
COUNTS = Parameter(
    "counts", _l("Whether they enter the gap with these settings."), code_of(("yes", "no")), "yes"
)
SEARCH = Parameter(
    "q",
    _l("Words to search for, as on the page of commitments."),
    {"type": "string", "pattern": rf"^(?=.*\S)[^\x00-\x1f]{{1,{LONGEST_SEARCH}}}$"},
    "training",
    _l("up to 200 characters of plain text, not only spaces"),
)
STATUS = Parameter(
    "status",
    _l("Commitments of States with this status: a level, or the reason why there is none."),
    code_of(CellOutcome),
    "level",
)
POLARITY = Parameter(
    "polarity", _l("Actions with this effect on a commitment."), code_of(Polarity), "supports"
)
ORGANISATION = Parameter(
    "organisation",
    _l("Actions of an organisation under its name, by its public id."),
    {"type": "string", "pattern": f"^{PUBLIC_ID}$"},
    "7q2m4t9w5h8d3k6n2p",
    _l("the id of an organisation, as in actions"),
)
ACTION_KIND = Parameter(
    "kind", _l("Actions of one kind."), code_of(ActionKind), "law", key="kind_of_action"
)

OF_STATES = (REGION, GROUP, STATE)
OF_COMMITMENTS = (PILLAR, THEME, INSTRUMENT, COMMITMENT)

# Pages ------------------------------------------------------------------------------------

LIMIT = Parameter(
    "limit",
    _l("Rows of a page, at most."),
    {"type": "integer", "minimum": 1, "maximum": MOST},
    2,
    _l("a whole number from 1 to 500"),
    default=USUAL,
)
AFTER = Parameter(
    "after",
    _l("The page.next of the previous page."),
    {"type": "string", "pattern": CURSOR},
    None,
    _l("the page.next of the previous page"),
)
