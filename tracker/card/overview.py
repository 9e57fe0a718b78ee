"""The content of the first screen of a State. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.card.findings import Finding, named_findings, sources_of
from tracker.gap.figures import PillarScore, Score
from tracker.gap.scoring import Grade


@dataclass(frozen=True, slots=True)
class PillarLine:
    """A pillar with the number of its sources and the year of the newest."""

    score: PillarScore
    sources: int
    newest: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Applicable pillars, three findings, and what they are based on."""

    pillars: tuple[PillarLine, ...]
    named: tuple[Finding, ...]
    sources: int
    newest: int | None
    more: int  # findings that are not among the named ones


def overview(score: Score, found: Sequence[Finding]) -> Overview:
    """The overview of a State from its score and all its findings."""
    named = named_findings(tuple(found))
    return Overview(
        pillars=tuple(_line(part, found) for part in score.pillars if part.applicable),
        named=named,
        sources=sources_of(found),
        newest=max((one.year for one in found), default=None),
        more=len(found) - len(named),
    )


def _line(part: PillarScore, found: Sequence[Finding]) -> PillarLine:
    """The line of a pillar: current findings, or earlier ones where those are shown."""
    is_current = part.drawn.grade in (Grade.COMPARABLE, Grade.INDICATIVE)
    behind = [
        (one, item)
        for one in found
        if not (is_current and one.dated)
        for item in one.items
        if any(cell.line.fact.pillar is part.pillar for cell in item.cells)
    ]
    return PillarLine(
        part,
        sources=sources_of(one for one, _item in behind),
        newest=max((item.year for _one, item in behind), default=None),
    )
