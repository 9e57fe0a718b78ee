"""What the first screen of a State shows beside its sentences. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.card.findings import Finding, named_findings, sources_of
from tracker.gap.figures import PillarScore, Score
from tracker.gap.scoring import Grade


@dataclass(frozen=True, slots=True)
class PillarLine:
    """A pillar with what its figure rests on: how many sources, and the year of the newest."""

    score: PillarScore
    sources: int
    newest: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Pillars to which something applies, three findings, and what all of it rests on."""

    pillars: tuple[PillarLine, ...]
    named: tuple[Finding, ...]
    sources: int
    newest: int | None
    more: int  # findings that are not among the named ones


def overview(score: Score, found: Sequence[Finding]) -> Overview:
    """The overview of a State from its score and all of its findings."""
    named = named_findings(tuple(found))
    return Overview(
        pillars=tuple(_line(part, found) for part in score.pillars if part.applicable),
        named=named,
        sources=sources_of(found),
        newest=max((one.year for one in found), default=None),
        more=len(found) - len(named),
    )


def _line(part: PillarScore, found: Sequence[Finding]) -> PillarLine:
    """What a pillar's figure rests on: current findings, and earlier ones where those are drawn."""
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
