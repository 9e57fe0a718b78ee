"""The demonstration shows also what happens rarely on a site."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from tracker.accounts.models import Subscription
from tracker.cli.demo.stories import REDACTED
from tracker.core.db import db
from tracker.evidence import link_schedule
from tracker.evidence.emptied import EMPTIED
from tracker.evidence.models import Action, Reply
from tracker.evidence.vocabulary import Stance
from tracker.exchange.imports.models import ImportRun, State
from tracker.feedback.models import FeedbackReport, Outcome
from tracker.review.models import Recusal, Submission


def test_an_address_of_a_source_is_marked_as_broken(demonstration: Flask) -> None:
    (broken,) = link_schedule.dead()

    assert broken.startswith("https://example.org/")
    assert broken in demonstration.test_client().get("/actions/A-XEX-0001").text


def test_a_redacted_action_shows_that_it_existed_and_not_what_it_said(demonstration: Flask) -> None:
    emptied = db.session.scalars(select(Action).where(Action.title == EMPTIED)).one()

    assert emptied.state.iso3 == REDACTED[0]
    assert emptied.account == EMPTIED
    assert emptied.ended_reason


def test_reports_of_readers_wait_or_are_answered_in_each_way(demonstration: Flask) -> None:
    reports = db.session.scalars(select(FeedbackReport)).all()

    assert {one.outcome for one in reports} == {*Outcome, None}
    (corrected,) = [one.correction for one in reports if one.correction]
    assert corrected in demonstration.test_client().get("/corrections").text


def test_a_reviewer_declared_a_conflict_of_interest_in_an_action_that_waits(
    demonstration: Flask,
) -> None:
    subject = db.session.scalars(select(Recusal.subject)).one()
    submission = db.session.scalars(
        select(Submission).where(Submission.reference == subject.partition(":")[2])
    ).one()

    assert submission.status == "submitted"
    assert submission.unclassified


def test_subscriptions_are_confirmed_but_one(demonstration: Flask) -> None:
    confirmed = db.session.scalars(select(Subscription.confirmed_at)).all()

    assert len(confirmed) == 3
    assert confirmed.count(None) == 1


def test_two_files_were_imported(demonstration: Flask) -> None:
    runs = db.session.scalars(select(ImportRun)).all()

    assert {run.kind for run in runs} == {"actions", "indicator_values"}
    assert {run.state for run in runs} == {State.DONE}
    assert all(run.counts and run.counts["created"] >= 3 for run in runs)


def test_several_states_reply_and_contest(demonstration: Flask) -> None:
    query = (
        select(Reply.stance, func.count())
        .where(Reply.published_at.is_not(None), Reply.organisation_id.is_(None))
        .group_by(Reply.stance)
    )
    counts = dict(db.session.execute(query).all())
    states = db.session.scalars(select(Reply.state_id).distinct()).all()

    assert set(counts) == set(Stance)
    assert counts["contest"] >= 10
    assert len(states) >= 8


def test_nothing_of_an_import_is_left_in_the_folder(demonstration: Flask, tmp_path: Path) -> None:
    assert not list(tmp_path.rglob("*.csv"))
