"""From levels to gaps, from gaps to bands, and from coverage to usability. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.gap.methodology import (
    BAND_LIMITS,
    COMPARABLE,
    INDICATIVE,
    MOST_FROM_ONE_VOICE,
    TOLERANCE,
    VALUE,
)


class Band(StrEnum):
    """The size of a gap in words, from the narrowest."""

    NARROW = "narrow"
    MODERATE = "moderate"
    WIDE = "wide"
    VERY_WIDE = "very_wide"
    NEARLY_ALL_UNDONE = "nearly_all_undone"


class FigureStanding(StrEnum):
    """How usable a figure is, by its coverage."""

    COMPARABLE = "comparable"
    INDICATIVE = "indicative"
    INSUFFICIENT = "insufficient"


class Grade(StrEnum):
    """What is drawn: a current figure, a last known one, or none."""

    COMPARABLE = "comparable"
    INDICATIVE = "indicative"
    DATED = "dated"  # faded, with its year in words; in no count, comparison or sentence of today
    NO_INFORMATION = "no_information"


def gap_of(level: int | None) -> float | None:
    """1 − m(level). None, and never zero or one, if the level is unknown."""
    return None if level is None else 1.0 - VALUE[level]


def divergence_of(reported: int | None, seen: int | None) -> float | None:
    """m(reported) − m(seen by others). Positive if the State reports more.

    ``seen`` is the assessed level, else the evidenced one. None unless both sides exist.
    """
    if reported is None or seen is None:
        return None
    return VALUE[reported] - VALUE[seen]


def standing_of_figure(
    coverage: float | None, concentration: float | None = None
) -> FigureStanding:
    """Whether a figure of this coverage is comparable. If nothing applies, it is not.

    ``concentration`` is the largest share of what is known that rests on one voice alone; beyond
    half, a figure is indicative at most.
    """
    if coverage is None or coverage < INDICATIVE - TOLERANCE:
        return FigureStanding.INSUFFICIENT
    if coverage < COMPARABLE - TOLERANCE:
        return FigureStanding.INDICATIVE
    if rests_on_one_voice(concentration):
        return FigureStanding.INDICATIVE
    return FigureStanding.COMPARABLE


def rests_on_one_voice(concentration: float | None) -> bool:
    """Whether more than half of known cells rest on one voice."""
    return concentration is not None and concentration > MOST_FROM_ONE_VOICE + TOLERANCE


@dataclass(frozen=True, slots=True)
class Drawn:
    """The figure that is drawn, with its year if it is last known.

    ``gap`` and ``band`` are None where neither is enough. ``year`` is set for what was last known.
    """

    grade: Grade
    gap: float | None = None
    band: Band | None = None
    year: int | None = None


def drawn(
    gap: float | None,
    standing: FigureStanding,
    *,
    once_gap: float | None,
    once_known: float | None,
    year: int | None,
) -> Drawn:
    """The current figure if at least indicative; else the last known one of a third or more."""
    if gap is not None and standing is not FigureStanding.INSUFFICIENT:
        return Drawn(Grade(standing.value), gap, band(gap))
    if once_gap is not None and once_known is not None and once_known >= INDICATIVE - TOLERANCE:
        return Drawn(Grade.DATED, once_gap, band(once_gap), year)
    return Drawn(Grade.NO_INFORMATION)


def band_of(gap: float | None, coverage: float | None) -> Band | None:
    """The band of a gap. None without a gap or if too little is known."""
    if gap is None or standing_of_figure(coverage) is FigureStanding.INSUFFICIENT:
        return None
    return band(gap)


def band(gap: float) -> Band:
    """The band of a gap. A limit belongs to the narrower band."""
    names = tuple(Band)
    return names[sum(gap > limit + TOLERANCE for limit in BAND_LIMITS)]
