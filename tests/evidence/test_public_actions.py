"""What readers see of actions: nothing that is withheld, nothing that was withdrawn."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests.evidence import logged
from tests.evidence.logged import REVIEWER, SECOND_REVIEWER
from tracker.core import clock
from tracker.core.errors import NotFound
from tracker.evidence import action_service, history, review_decisions
from tracker.evidence.decision_register import decisions, waits
from tracker.evidence.models import Action
from tracker.evidence.queries import actions
from tracker.evidence.queries.action_detail import public_action
from tracker.evidence.queries.action_list import (
    ActionQuery,
    every,
    listed,
    named,
    named_organisation,
)
from tracker.evidence.review_queue import ItemKind
from tracker.evidence.vocabulary import Tier
from tracker.gap.cell import load_cell
from tracker.gap.facts import ScoringParams
from tracker.review.lifecycle import Move
from tracker.review.models import Submission, SubmissionMove
from tracker.review.submissions import Kind


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def today() -> ActionQuery:
    return ActionQuery({}, clock.today(), clock.today())


def corrected(world: SimpleNamespace, first: Submission, **changed: str) -> Submission:
    draft = action_service.correct(world.contributor, first.reference)
    saved = action_service.save(
        world.contributor, draft.reference, {**draft.text, **changed}, version=draft.version
    )
    return logged.publish(
        action_service.submit(world.contributor, saved.reference, version=saved.version)
    )


@pytest.mark.parametrize("status", ["begun", "submitted", "returned", "declined"])
def test_what_is_not_public_is_not_there(world: SimpleNamespace, status: str) -> None:
    reference = getattr(logged, status)(world).reference

    for ask in (
        lambda: public_action(reference, clock.today()),
        lambda: history.history(Kind.ACTION, reference, clock.today()),
    ):
        with pytest.raises(NotFound):
            ask()
    assert listed(today(), page=1).total == 0


def test_filters_know_nothing_of_a_withheld_name(world: SimpleNamespace) -> None:
    open_ = logged.published(world).reference
    withheld = logged.published(world, title="A second law", withhold_name="yes").reference
    day = clock.today()

    def found(filters: dict[str, str] | None = None, **more: object) -> set[str]:
        asked = ActionQuery(filters or {}, day, day, **more)  # type: ignore[arg-type]
        return {view.reference for view in every(asked)}

    assert found() == {open_, withheld}
    assert found({"organisation": world.own.public_id}) == {open_}
    assert found(survivor_led=True) == {open_}
    assert found(tiers=frozenset({Tier.B})) == set()
    assert found({"polarity": "supports", "kind": "law", "state": "XAA"}) == {open_, withheld}
    assert found({"polarity": "contradicts"}) == set()


def test_organisation_without_a_named_action_has_no_page(world: SimpleNamespace) -> None:
    logged.published(world, withhold_name="yes")
    day = clock.today()

    hidden = named(day, day)
    with pytest.raises(NotFound):
        named_organisation(world.own.public_id, day, day)
    open_ = logged.published(world, title="A second law")
    shown = named_organisation(world.own.public_id, day, day)
    action_service.withdraw(world.contributor, open_.reference, reason="Elsewhere.")

    assert hidden == ()
    assert (shown.actions, shown.survivor_led) == (1, True)
    assert named(day, day) == ()


def test_withdrawn_content_is_gone_at_once_for_every_day(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    first = logged.published(world)
    second = corrected(world, first, account="An account with one more word.")
    # Public since a month ago, so that there is a day on which it counted.
    for row in db.session.scalars(select(Action)):
        row.published_at = clock.now() - timedelta(days=30 if "." not in row.reference else 20)
        if row.ended_at is not None:
            row.ended_at = clock.now() - timedelta(days=20)
    db.session.flush()
    action_service.withdraw(world.contributor, second.reference, reason="For somebody's safety.")
    db.session.flush()
    before = clock.today() - timedelta(days=10)

    pages = [
        public_action(one.reference, day)
        for one in (first, second)
        for day in (before, clock.today())
    ]
    cell = load_cell("XAA", "PLAN-01", ScoringParams(as_of=before, known_by=before))
    seen = repr(
        [
            pages,
            actions.actions([first.reference, second.reference]),
            actions.actions_of_state("XAA", before, before),
            list(every(ActionQuery({}, before, before))),
            cell.actions,
        ]
    )

    assert all(page.action is None and not page.files for page in pages)
    assert {page.ended_reason for page in pages} == {"For somebody's safety."}
    hidden = ("invented law", "one more word", "shelters", "Act 12", world.own.name)
    assert not [text for text in hidden if text in seen]
    assert cell.explanation is not None
    assert cell.explanation.standing.evidenced == 2


def test_correction_says_what_changed(world: SimpleNamespace) -> None:
    first = logged.published(world)
    second = corrected(
        world, first, title="Another title", commitments="PLAN-01=supports@3", happened_on="2021-06"
    )

    page, old = (public_action(one.reference, clock.today()) for one in (second, first))

    assert [one.part for one in page.differences] == ["title", "happened", "bearings"]
    assert (page.differences[0].before, page.differences[0].after) == (
        logged.TEXT["title"],
        "Another title",
    )
    assert [one.reference for one in page.versions] == [first.reference, second.reference]
    assert (old.status, old.differences, old.latest) == ("superseded", (), second.reference)


def test_times_of_a_withheld_name_are_told_to_the_month(world: SimpleNamespace) -> None:
    sent = logged.published(world, withhold_name="yes")

    page = public_action(sent.reference, clock.today())
    seen = history.history(Kind.ACTION, sent.reference, clock.today())
    register = decisions(clock.today())

    assert page.action is not None
    dates = [(page.action.published_on, page.action.published_precision)]
    dates += [(one.published_on, one.precision) for one in page.versions]
    dates += [(one.on, one.precision) for one in (*seen.events, *register)]
    assert {(day.day, precision) for day, precision in dates} == {(1, "month")}
    assert [one.what for one in seen.events] == [Move.SUBMIT, Move.APPROVE, Move.PUBLISH]
    assert SECOND_REVIEWER.key not in repr((page, seen, register))


# The register of decisions --------------------------------------------------------------------


def moved_back(db: SQLAlchemy, days: int) -> None:
    """As if every step so far had been made that many days ago."""
    for step in db.session.scalars(select(SubmissionMove)):
        step.made_at -= timedelta(days=days)
    db.session.flush()


def test_unpublished_decisions_wait_for_the_end_of_their_month(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    sent = logged.declined(world)
    sent.moves[-1].made_at = datetime(2026, 3, 14, 12, tzinfo=UTC)
    db.session.flush()

    seen = {
        day: decisions(datetime.fromisoformat(day).date()) for day in ("2026-03-31", "2026-04-01")
    }
    (line,) = seen["2026-04-01"]

    assert seen["2026-03-31"] == ()
    assert (line.sort, line.move, line.ground) == (ItemKind.ACTION, Move.DECLINE, "not_checkable")
    assert (str(line.on), line.precision, line.reference, line.reason) == (
        "2026-03-01",
        "month",
        None,
        None,
    )
    hidden = (sent.reference, "XAA", "No source.", world.own.name)
    assert not [text for text in hidden if text in repr(seen)]


def test_public_decisions_tell_reference_and_reason(world: SimpleNamespace) -> None:
    sent = logged.returned(world)
    again = action_service.reopen(world.contributor, sent.reference)
    again = action_service.submit(world.contributor, sent.reference, version=again.version)
    before = decisions(clock.today())

    logged.publish(again)
    after = decisions(clock.today())

    assert before == ()
    assert {(one.move, one.reference, one.reason) for one in after} == {
        (Move.RETURN, sent.reference, "The date is not that of the source."),
        (Move.PUBLISH, sent.reference, None),
    }
    assert "The source says June." not in repr(after)


def test_waits_count_whole_days_from_the_last_sending(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    sent = logged.submitted(world)
    assert sent.submitted_at is not None
    sent.submitted_at -= timedelta(days=5, hours=3)
    moved_back(db, 5)
    review_decisions.publish(
        REVIEWER, sent.reference, version=sent.version, checked=tuple(review_decisions.ReviewCheck)
    )

    assert waits(clock.today()) == {(ItemKind.ACTION, 5): 1}
