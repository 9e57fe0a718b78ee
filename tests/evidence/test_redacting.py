"""What the law orders away is nowhere afterwards; that it was there, and why it went, stays."""

from types import SimpleNamespace

import pytest
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests.evidence import logged
from tests.traces import places
from tracker.accounts.actor import OPERATOR
from tracker.audit import trail
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.evidence import action_service
from tracker.evidence.models import Action
from tracker.evidence.redaction import redact
from tracker.gap.rebuild import fingerprint
from tracker.gap.standing import rebuild
from tracker.review.models import Submission

SECRET = "Quzzelbrook"
WHY = "Ordered by a court."


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def everywhere(world: SimpleNamespace) -> Submission:
    """A published action and its correction, with the secret in everything that was written."""
    seen = {
        "title": f"A law about {SECRET}",
        "account": f"It pays for shelters in {SECRET}.",
        "source_1_title": f"{SECRET} gazette",
        "source_1_url": f"https://example.org/{SECRET}",
        "own_key": f"{SECRET}-1",
    }
    sent = logged.returned(world, **seen)
    sent.moves[-1].reason = f"Is it {SECRET}?"
    sent.moves[-1].remarks = {"title": f"{SECRET}?"}
    draft = action_service.reopen(world.contributor, sent.reference)
    sent = action_service.submit(world.contributor, draft.reference, version=draft.version)
    published = logged.publish(sent)
    action_service.correct(world.contributor, published.reference)
    return published


@pytest.mark.parametrize("version", ["", ".2"])
def test_no_word_of_it_is_left_anywhere(
    world: SimpleNamespace, db: SQLAlchemy, version: str
) -> None:
    reference = everywhere(world).reference
    db.session.commit()
    before = set(places(db, SECRET))

    emptied = redact(OPERATOR, f"{reference}{version}", reason=WHY)
    db.session.commit()

    assert emptied == (reference, f"{reference}.2")
    assert before >= {
        *("action.title", "action.account", "citation.title", "citation.url"),
        *("submission.text", "submission.own_key"),
        *("submission_move.reason", "submission_move.remarks"),
    }
    assert places(db, SECRET) == []


def test_that_it_was_there_and_why_it_went_stays(world: SimpleNamespace, db: SQLAlchemy) -> None:
    reference = everywhere(world).reference

    redact(OPERATOR, reference, reason=WHY)
    db.session.commit()

    action = db.session.query(Action).filter_by(reference=reference).one()
    verdict = trail.verify()
    assert (action.ended_as, action.ended_reason, action.state.iso3) == ("withdrawn", WHY, "XAA")
    assert verdict.fault is None
    assert verdict.redacted > 0


def test_the_cell_is_settled_anew_at_once(world: SimpleNamespace, db: SQLAlchemy) -> None:
    reference = everywhere(world).reference

    redact(OPERATOR, reference, reason=WHY)
    kept = fingerprint()
    rebuild()

    assert fingerprint() == kept


def test_a_draft_can_be_emptied_too(world: SimpleNamespace, db: SQLAlchemy) -> None:
    reference = logged.begun(world, account=SECRET).reference

    redact(OPERATOR, reference, reason=WHY)

    assert places(db, SECRET) == []


def test_twice_is_as_good_as_once(world: SimpleNamespace, db: SQLAlchemy) -> None:
    reference = everywhere(world).reference

    redact(OPERATOR, reference, reason=WHY)
    redact(OPERATOR, reference, reason=WHY)

    assert trail.verify().fault is None


def test_only_people_on_duty_may_and_only_with_a_reason(world: SimpleNamespace) -> None:
    reference = logged.begun(world).reference

    for actor in (world.contributor, logged.FOCAL_POINT):
        with pytest.raises(Forbidden):
            redact(actor, reference, reason=WHY)
    with pytest.raises(Invalid):
        redact(OPERATOR, reference, reason=" ")
    with pytest.raises(NotFound):
        redact(OPERATOR, "A-NOSUCH", reason=WHY)


def test_a_dry_run_keeps_every_word(
    world: SimpleNamespace, db: SQLAlchemy, cli: FlaskCliRunner
) -> None:
    reference = logged.begun(world, account=SECRET).reference
    db.session.commit()

    tried = cli.invoke(args=["redact", reference, "--reason", WHY, "--dry-run"])
    db.session.rollback()
    assert "submission.text" in places(db, SECRET)

    done = cli.invoke(args=["redact", reference, "--reason", WHY])
    db.session.rollback()
    assert (tried.exit_code, done.exit_code) == (0, 0)
    assert places(db, SECRET) == []
