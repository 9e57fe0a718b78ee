"""Movement since commitments were made, in words: sentences, points and names of marks."""

from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.series.movement import Movement
from tracker.core import formats
from tracker.gap.breadth import Moved
from tracker.gap.facts import MovementCode
from tracker.gap.methodology import rounded
from tracker.labels import charts

THEN, NOW = "circle-open", "circle"
SMALLEST = 0.005  # movement that would be shown as 0 points


class Unit(StrEnum):
    """The unit that the numbers of a chart count."""

    COMMITMENTS = "commitments"
    STATES = "states"
    BOTH = "both"  # one commitment of one State


def state_movement_sentence(whole: Movement) -> str:
    """Movement in one State: how many commitments can be compared, then and now."""
    known = ngettext(
        "We know the status of %(number)s commitment both when it was made and now.",
        "We know the status of %(number)s commitments both when they were made and now.",
        whole.moved.cells,
        number=charts.count(whole.moved.cells),
    )
    return _sentence(whole, known)


def commitment_movement_sentence(whole: Movement) -> str:
    """Movement on one commitment: how many States can be compared, then and now."""
    known = ngettext(
        "For %(number)s State we know the status both when the commitment was made and now.",
        "For %(number)s States we know the status both when the commitment was made and now.",
        whole.moved.cells,
        number=charts.count(whole.moved.cells),
    )
    return _sentence(whole, known)


def group_sentence(whole: Movement) -> str:
    """Movement in a group of States: how many cells can be compared, then and now."""
    return _sentence(whole, _known_of_group(whole))


def group_detail(whole: Movement) -> str:
    """The same sentence without the finding. Empty if nothing can be compared."""
    if not group_finding(whole):
        return ""
    return formats.sentences(_known_of_group(whole), _counts(whole))


def _known_of_group(whole: Movement) -> str:
    return _(
        "In %(cells)s of %(all)s cases we know the status both then and now. A case is "
        "one commitment of one State.",
        cells=charts.count(whole.moved.cells),
        all=charts.count(whole.comparable),
    )


def _counts(whole: Movement) -> str:
    return _(
        "%(better)s improved, %(same)s did not change, %(worse)s worsened.",
        better=charts.count(whole.codes.get(MovementCode.IMPROVED, 0)),
        same=charts.count(whole.codes.get(MovementCode.UNCHANGED, 0)),
        worse=charts.count(whole.codes.get(MovementCode.WORSENED, 0)),
    )


def _sentence(whole: Movement, known: str) -> str:
    moved = whole.moved
    if not whole.comparable:
        return _("No commitment here can be compared with the day on which it was made.")
    if moved.baseline is None or moved.now is None:
        return nothing_known()
    then = then_and_now(moved.baseline, moved.now)
    return formats.sentences(known, then, _counts(whole))


def group_finding(whole: Movement) -> str:
    """Movement in a group of States as a heading. Empty if nothing can be compared."""
    before, now = whole.moved.baseline, whole.moved.now
    if before is None or now is None:
        return ""
    figures = {"before": charts.per_cent(before), "now": charts.per_cent(now)}
    if figures["before"] == figures["now"] or abs(now - before) < SMALLEST:
        return _("Progress is %(now)s, as when the commitments were made", **figures)
    if now > before:
        return _(
            "Progress rose from %(before)s to %(now)s since the commitments were made", **figures
        )
    return _("Progress fell from %(before)s to %(now)s since the commitments were made", **figures)


def points(moved: Moved) -> str:
    """Movement in percentage points, such as “+12 points”. Empty if there is none."""
    if moved.movement is None:
        return ""
    if abs(moved.movement) < SMALLEST:
        return _("no change")
    number = round(100 * rounded(abs(moved.movement), 2))
    sign = "+" if moved.movement > 0 else "−"
    return ngettext(
        "%(signed)s point", "%(signed)s points", number, signed=f"{sign}{charts.count(number)}"
    )


def compared(whole: Movement, unit: Unit) -> str | None:
    """How many can be compared out of how many, in words. None if none can."""
    if not whole.comparable:
        return None
    counts = {"compared": charts.count(whole.moved.cells), "all": charts.count(whole.comparable)}
    if unit is Unit.STATES:
        return _("compared: %(compared)s of %(all)s States", **counts)
    if unit is Unit.COMMITMENTS:
        return _("compared: %(compared)s of %(all)s commitments", **counts)
    return _("compared: %(compared)s of %(all)s commitments of States", **counts)


def then_and_now(before: float, now: float) -> str:
    """Progress on both days, from 0 to 1, and whether it rose."""
    figures = {"before": charts.per_cent(before), "now": charts.per_cent(now)}
    if figures["before"] == figures["now"] or abs(now - before) < SMALLEST:
        return _("Their progress was %(before)s and is still %(now)s.", **figures)
    if now > before:
        return _("Their progress rose from %(before)s to %(now)s.", **figures)
    return _("Their progress fell from %(before)s to %(now)s.", **figures)


def nothing_known() -> str:
    """The sentence for nothing to compare."""
    return _("No status is known both for the day of the commitment and for now.")


def mark_names() -> dict[str, str]:
    """The names of the two marks of a line, in the order of the legend."""
    return {THEN: _("When the commitment was made"), NOW: _("Now")}
