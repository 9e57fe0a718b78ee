"""A small invented picture for the tests of charts: who, what, and how it stands.

Five states in two regions and four commitments. No state is real.
"""

from dataclasses import replace
from datetime import date

from tests.unit.gap import build
from tracker.charts.scope import Scope
from tracker.gap.facts import Applicability, LaneName, ScoringParams, Standing
from tracker.gap.scoring import gap_of
from tracker.gap.snapshot import CommitmentLine, Snapshot, StateLine
from tracker.registry.vocabulary import Pillar
from tracker.reporting.vocabulary import Answer

TODAY = date(2021, 11, 22)
UNKNOWN = Standing(Applicability.APPLIES)
NOT_A_PARTY = Standing(Applicability.NOT_APPLICABLE)
MEMBERSHIP_UNKNOWN = Standing(Applicability.MEMBERSHIP_UNKNOWN)
LATER = Standing(Applicability.NOT_YET_DUE)
NO_MATTER = Standing(Applicability.OUT_OF_SCOPE)
NOT_ASSESSED = Standing(
    Applicability.APPLIES, reported_answer=Answer.NOT_ASSESSED, reported_reason="No data yet"
)


def seen(level: int) -> Standing:
    """A cell on which evidence speaks."""
    return Standing(
        Applicability.APPLIES,
        evidenced=level,
        settled=level,
        basis=LaneName.EVIDENCED,
        gap=gap_of(level),
    )


def moved(before: int | None, now: int | None) -> Standing:
    """A cell with its level on the day of adoption and now; None: not known on that day."""
    standing = UNKNOWN if now is None else seen(now)
    return replace(standing, baseline=before, has_baseline=True)


def reported(level: int) -> Standing:
    """A cell on which the state alone speaks."""
    return Standing(
        Applicability.APPLIES,
        reported=level,
        reported_answer=Answer.LEVEL,
        settled=level,
        basis=LaneName.REPORTED,
        gap=gap_of(level),
    )


def state(iso3: str, *, region: str = "africa", status: str = "member") -> StateLine:
    return StateLine(iso3, iso3[:2], {"en": f"State {iso3}"}, status, region, "", None)


def commitment(reference: str, pillar: Pillar = Pillar.PREVENTION) -> CommitmentLine:
    fact = build.commitment(reference, pillar=pillar)
    return CommitmentLine(
        reference, f"Title of {reference}", "PLAN", 1, "para. 1", "verified", frozenset(), fact
    )


def scope(
    standings: dict[str, dict[str, Standing]],
    *,
    states: tuple[StateLine, ...] = (),
    commitments: tuple[CommitmentLine, ...] = (),
    filters: dict[str, str] | None = None,
) -> Scope:
    """A scope over the standings by state and commitment; unnamed states are in Africa."""
    lines = {line.iso3: line for line in states or tuple(state(iso3) for iso3 in standings)}
    references = next(iter(standings.values()))
    promises = {line.reference: line for line in commitments or map(commitment, references)}
    picture = Snapshot(ScoringParams(TODAY, TODAY), 1, lines, promises, standings)
    return Scope(picture, picture.members, None, filters or {})
