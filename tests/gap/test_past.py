"""A registry that is changed in place does not move the figures of days before the change."""

from datetime import UTC, date, datetime, timedelta

import time_machine
from flask import Flask

from tracker.accounts.actor import OPERATOR
from tracker.core.db import db, writing
from tracker.evidence import service as evidence
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import load_snapshot
from tracker.registry import service as registry
from tracker.registry.storage import COMMITMENTS, INDICATOR_LEVELS, INSTRUMENTS, STATES
from tracker.storage.records import load_existing_drafts

LATER = datetime.now(UTC) + timedelta(days=30)
AS_OF = date(2013, 12, 31)


def figures(reading: ScoringParams) -> list[object]:
    seen = load_snapshot(reading)
    scores = [seen.state(iso3) for iso3 in seen.members]
    return [(score.gap, score.low, score.high, score.known, score.applicable) for score in scores]


def replaced(storage: object, key: tuple[str, ...], **changes: str) -> object:
    draft = load_existing_drafts(storage)[key]
    return type(draft).parse({**draft.cells(), **changes})


# In this order: a commitment that no longer counts would hide a change of what measures it.
CHANGES = {
    "level": lambda: registry.put_indicator_levels(
        OPERATOR, [replaced(INDICATOR_LEVELS, ("3P-PROSECUTION", "4"), level="1")]
    ),
    "pillar": lambda: registry.put_commitments(
        OPERATOR, [replaced(COMMITMENTS, ("GPA-2010-08",), pillar="partnership")]
    ),
    "addressees": lambda: registry.put_commitments(
        OPERATOR, [replaced(COMMITMENTS, ("TIP-PROTOCOL-01",), addressees="un_entities")]
    ),
    "kind": lambda: registry.put_commitments(
        OPERATOR, [replaced(COMMITMENTS, ("GPA-2010-38",), kind="purpose")]
    ),
    "adopted_on": lambda: registry.put_instruments(
        OPERATOR, [replaced(INSTRUMENTS, ("GPA-2010",), adopted_on="2019-01-01")]
    ),
    "member_since": lambda: registry.put_states(
        OPERATOR, [replaced(STATES, ("KEN",), member_since="2020-01-01")]
    ),
    "tier": lambda: evidence.put_sources(OPERATOR, [replaced_source(tier="D")]),
}


def replaced_source(**changes: str) -> object:
    from tracker.evidence.storage import SOURCES

    key = next(
        key for key in load_existing_drafts(SOURCES) if "kelley" in key[0] or "crim" in key[0]
    )
    return replaced(SOURCES, key, **changes)


def test_a_cited_figure_survives_every_change_of_the_registry(seeded_copy: Flask) -> None:
    today = datetime.now(UTC).date()
    moved = {}
    with seeded_copy.app_context(), writing():
        cited = before = figures(ScoringParams(as_of=AS_OF, known_by=today))
        with time_machine.travel(LATER, tick=False):
            for column, change in CHANGES.items():
                change()
                db.session.commit()
                after = figures(ScoringParams(as_of=AS_OF, known_by=LATER.date()))
                moved[column], before = after != before, after
            again = figures(ScoringParams(as_of=AS_OF, known_by=today))

    assert again == cited
    # The tier of one source among several need not move a median; it is remembered all the same.
    assert [column for column, has in moved.items() if not has] in ([], ["tier"])
