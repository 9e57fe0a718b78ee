"""From levels to gaps, from gaps to bands, from coverage to how far a figure may be used. Pure."""

from enum import StrEnum

from tracker.gap.methodology import BAND_LIMITS, COMPARABLE, INDICATIVE, TOLERANCE, VALUE


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


def standing_of_figure(coverage: float | None) -> FigureStanding:
    """Whether a figure of this coverage may be compared; with nothing applicable, it may not."""
    if coverage is None or coverage < INDICATIVE - TOLERANCE:
        return FigureStanding.INSUFFICIENT
    if coverage < COMPARABLE - TOLERANCE:
        return FigureStanding.INDICATIVE
    return FigureStanding.COMPARABLE


def band_of(gap: float | None, coverage: float | None) -> Band | None:
    """The band of a gap; None where there is no gap or too little is known to name one."""
    if gap is None or standing_of_figure(coverage) is FigureStanding.INSUFFICIENT:
        return None
    return band(gap)


def band(gap: float) -> Band:
    """The band into which a gap falls; a limit belongs to the narrower band."""
    names = tuple(Band)
    return names[sum(gap > limit + TOLERANCE for limit in BAND_LIMITS)]
