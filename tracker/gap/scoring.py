"""From levels to gaps, from gaps to bands, from coverage to how far a figure may be used. Pure."""

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
    """How wide a gap is, in words; from the narrowest."""

    NARROW = "narrow"
    MODERATE = "moderate"
    WIDE = "wide"
    VERY_WIDE = "very_wide"
    NEARLY_ALL_UNDONE = "nearly_all_undone"


class FigureStanding(StrEnum):
    """What a figure is good for, by how much of it is known."""

    COMPARABLE = "comparable"
    INDICATIVE = "indicative"
    INSUFFICIENT = "insufficient"


class Grade(StrEnum):
    """What is drawn: a figure of today, one last known, or none."""

    COMPARABLE = "comparable"
    INDICATIVE = "indicative"
    DATED = "dated"  # faded, with its year in words; in no count, comparison or sentence of today
    NO_INFORMATION = "no_information"


def gap_of(level: int | None) -> float | None:
    """1 − m(level); None, never zero or one, where no level is known."""
    return None if level is None else 1.0 - VALUE[level]


def divergence_of(reported: int | None, seen: int | None) -> float | None:
    """m(reported) − m(what others see); positive where the state claims more than they do.

    ``seen`` is the assessed level, else the evidenced one. None unless both sides exist.
    """
    if reported is None or seen is None:
        return None
    return VALUE[reported] - VALUE[seen]


def standing_of_figure(
    coverage: float | None, concentration: float | None = None
) -> FigureStanding:
    """Whether a figure of this coverage may be compared; with nothing applicable, it may not.

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
    """Whether more than half of what is known rests on one voice alone."""
    return concentration is not None and concentration > MOST_FROM_ONE_VOICE + TOLERANCE


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of a figure: today's, or what was last known, with its year.

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
    """Today's figure where it is at least indicative; else what was known of a third or more."""
    if gap is not None and standing is not FigureStanding.INSUFFICIENT:
        return Drawn(Grade(standing.value), gap, band(gap))
    if once_gap is not None and once_known is not None and once_known >= INDICATIVE - TOLERANCE:
        return Drawn(Grade.DATED, once_gap, band(once_gap), year)
    return Drawn(Grade.NO_INFORMATION)


def band_of(gap: float | None, coverage: float | None) -> Band | None:
    """The band of a gap; None where there is no gap or too little is known to name one."""
    if gap is None or standing_of_figure(coverage) is FigureStanding.INSUFFICIENT:
        return None
    return band(gap)


def band(gap: float) -> Band:
    """The band into which a gap falls; a limit belongs to the narrower band."""
    names = tuple(Band)
    return names[sum(gap > limit + TOLERANCE for limit in BAND_LIMITS)]
