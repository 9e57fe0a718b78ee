"""The sides of a comparison: two to eight States, regions or regional groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.charts.scope import Scope
from tracker.core import formats
from tracker.core.errors import BadParameter
from tracker.gap.figures import Score
from tracker.registry.vocabulary import Region, RegionalGroup

FEWEST, MOST = 2, 8


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison. ``states`` are the member States of a region or group."""

    code: str
    score: Score
    states: tuple[str, ...]

    @property
    def is_state(self) -> bool:
        """Whether the side is a single State."""
        return len(self.code) == 3 and self.states == (self.code,)


def sides(scope: Scope, codes: Sequence[str]) -> list[Side]:
    """The sides in the given order. Raises BadParameter for too few, too many or unknown ones."""
    if not FEWEST <= len(codes) <= MOST:
        raise BadParameter("states", ",".join(codes)[:80], accepted_comparisons())
    if len(set(codes)) != len(codes):
        raise BadParameter("states", ",".join(codes)[:80], accepted_comparisons())
    return [_side(scope, code) for code in codes]


def accepted_comparisons() -> str:
    """The accepted sides, in words."""
    return _(
        "%(fewest)s to %(most)s different codes such as KEN,PHL: of States (three "
        "capital letters), regions (%(regions)s) or regional groups (%(groups)s)",
        fewest=FEWEST,
        most=MOST,
        regions=formats.listed(Region),
        groups=formats.listed(RegionalGroup),
    )


def _side(scope: Scope, code: str) -> Side:
    whole = scope.picture
    if code in whole.states:
        return Side(code, scope.state(code), (code,))
    if code in set(Region):
        states = tuple(iso3 for iso3 in whole.members if whole.states[iso3].region == code)
    elif code in set(RegionalGroup):
        states = tuple(iso3 for iso3 in whole.members if whole.states[iso3].group == code)
    else:
        raise BadParameter("states", code[:40], accepted_comparisons())
    return Side(code, whole.group(states, scope.chosen), states)
