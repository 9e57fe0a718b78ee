"""A place that is not certain is shown to everybody who decides and keeps nothing back."""

from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests.evidence import logged
from tracker.core.errors import Invalid
from tracker.evidence import review_decisions
from tracker.evidence.privacy_check import ReviewedFinding, findings_of
from tracker.evidence.review_decisions import LOOKS
from tracker.pii.findings import Level
from tracker.review.lifecycle import Status
from tracker.review.submissions import Kind

# The names are on no list; the second text holds a name that is, and a verb.
UNSURE = "We met Zorvana Tikhel at the opening."
CERTAIN = "Fatuma Hassan said so."


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def test_a_place_to_look_at_needs_no_explanation(world: SimpleNamespace) -> None:
    sent = logged.submitted(world, account=UNSURE)

    (place,) = findings_of(sent)
    assert sent.status == Status.SUBMITTED
    assert place.level is Level.LOOK
    assert not place.keeps_back


def test_a_certain_place_has_to_be_explained(world: SimpleNamespace) -> None:
    with pytest.raises(Invalid) as refused:
        logged.submitted(world, account=CERTAIN)

    assert set(refused.value.errors) == {"account"}


def test_a_place_to_look_at_need_not_be_settled(world: SimpleNamespace) -> None:
    sent = logged.submitted(world, account=UNSURE)

    review_decisions.publish(
        logged.REVIEWER, sent.reference, version=sent.version, checked=LOOKS[Kind.ACTION]
    )

    assert sent.status == Status.PUBLISHED


def test_a_place_found_harmful_keeps_it_back_however_sure_the_check_was(
    world: SimpleNamespace,
) -> None:
    sent = logged.submitted(world, account=UNSURE)
    (place,) = findings_of(sent)
    review_decisions.settle(
        logged.REVIEWER,
        sent.reference,
        field=place.field,
        fingerprint=place.fingerprint,
        found=ReviewedFinding.HARMFUL,
    )

    with pytest.raises(Invalid) as refused:
        review_decisions.publish(
            logged.REVIEWER, sent.reference, version=sent.version, checked=LOOKS[Kind.ACTION]
        )

    assert "findings" in refused.value.errors


def test_a_place_that_is_certain_once_is_certain_wherever_it_stands(
    world: SimpleNamespace,
) -> None:
    draft = logged.begun(world, account="We met the newcomer, aged 14.\n\nThe girl, aged 14, left.")

    assert {place.level for place in findings_of(draft)} == {Level.CERTAIN}
