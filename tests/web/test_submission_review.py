"""The reviewers' screen of an action: what is on it, and what each form does, once."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people
from tests.evidence import logged
from tests.web.pages import links, opened, section, words
from tracker.evidence import action_service, privacy_check, review_decisions
from tracker.policy.predicates import Role
from tracker.registry.models import Commitment, State
from tracker.review import publication
from tracker.review.models import Submission
from tracker.review.submissions import Kind
from tracker.web.review.classify_form import form_for

LOOKED = {"people": "y", "sources": "y", "level": "y", "dates": "y"}


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    made = logged.world()
    publication.registry_changed()
    made.free, made.second = people.holder(Role.REVIEWER), people.holder(Role.REVIEWER)
    db.session.commit()
    return made


@pytest.fixture
def reviewer(client: FlaskClient, world: SimpleNamespace) -> people.Browser:
    return people.Browser(client).enter(world.free)


def sent(db: SQLAlchemy, world: SimpleNamespace, **changed: str) -> str:
    reference = logged.submitted(world, **changed).reference
    db.session.commit()
    return f"/review/submissions/{reference}"


def status(db: SQLAlchemy, page: str) -> str:
    db.session.rollback()
    reference = page.rpartition("/")[2]
    return db.session.query(Submission.status).filter_by(reference=reference).scalar()


def version(db: SQLAlchemy, page: str) -> str:
    reference = page.rpartition("/")[2]
    return str(db.session.query(Submission.version).filter_by(reference=reference).scalar())


def test_screen_has_everything_that_helps_to_decide(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    state = db.session.query(State).filter_by(iso3="XAA").one()
    first = db.session.query(Commitment).filter_by(reference="PLAN-01").one()
    make.report(state, first, level=4)
    logged.published(world, title="An invented law was amended")
    page = sent(db, world, commitments="PLAN-01=contradicts@0", withhold_name="yes")

    shown = opened(reviewer.client, page)

    notices = " ".join(words(each) for each in shown.find_all(class_="notice"))
    assert "Two reviewers must agree" in notices
    assert "the State report on PLAN-01 (level Complete)" in notices
    assert world.own.name in notices
    assert world.own.name not in section(shown, "record")
    assert "An organisation whose name is withheld" in section(shown, "record")
    assert "would become" in section(shown, "cells")
    assert "An invented law was amended" in section(shown, "earlier")
    assert "Act 12" in section(shown, "record")
    assert "names the same source" in section(shown, "alike")
    assert f"{page}/approve" in [form["action"] for form in shown.find_all("form")]


def test_places_are_marked_with_their_explanation_and_settled(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    draft = logged.begun(world, account="It was signed by Maria Example, aged 44.")
    (place,) = privacy_check.findings_of(draft)
    privacy_check.explain(
        world.contributor,
        Kind.ACTION,
        draft.reference,
        field=place.field,
        fingerprint=place.fingerprint,
        explanation="An officer.",
    )
    action_service.submit(world.contributor, draft.reference, version=draft.version)
    db.session.commit()
    page = f"/review/submissions/{draft.reference}"
    found = {"field": place.field, "fingerprint": place.fingerprint, "found": "harmless"}

    before = opened(reviewer.client, page).find(id="findings")
    refused = reviewer.send(page, f"{page}/publish", version=version(db, page), **LOOKED)
    settled = reviewer.send(page, f"{page}/settle", **found)
    after = opened(reviewer.client, page)

    assert place.excerpt in [words(mark) for mark in before.find_all("mark")]
    assert "An officer." in words(before)
    assert refused.status_code == 422
    assert (settled.status_code, settled.location.partition("#")[2]) == (303, "findings")
    assert "Settled as harmless." in section(after, "findings")


def test_publishing_leads_to_the_public_page(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    page = sent(db, world)

    answer = reviewer.send(page, f"{page}/publish", version=version(db, page), **LOOKED)
    after = opened(reviewer.client, answer.location)

    public = page.replace("/review/submissions", "/actions")
    assert public in links(after.find(class_="done"))
    assert reviewer.client.get(public).status_code == 200
    assert after.find(id="decide") is None


def test_returning_keeps_what_was_typed_where_it_is_refused(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    page = sent(db, world)
    given = {"version": version(db, page), "remark-title": "Which law?"}

    refused = reviewer.send(
        page, f"{page}/return", reason="Take out Maria Example, aged 17.", **given
    )
    answer = reviewer.send(page, f"{page}/return", reason="See the title.", **given)
    after = opened(reviewer.client, answer.location)

    assert refused.status_code == 422
    assert "Take out Maria Example" in refused.text
    assert "Which law?" in refused.text
    assert "Which law?" in section(after, "steps")
    assert status(db, page) == "returned"


def test_declining_asks_for_a_ground(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    page, seen = sent(db, world), {"reason": "No source."}

    refused = reviewer.send(page, f"{page}/decline", version=version(db, page), **seen)
    answer = reviewer.send(
        page, f"{page}/decline", version=version(db, page), ground="not_checkable", **seen
    )

    assert (refused.status_code, answer.status_code) == (422, 303)
    assert 'id="ground"' in refused.text
    assert status(db, page) == "declined"


def test_late_decision_is_refused_and_its_words_are_kept(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    page = sent(db, world)
    seen, token = version(db, page), people.form_token(reviewer.client.get(page).text)
    logged.publish(db.session.query(Submission).filter_by(reference=page.rpartition("/")[2]).one())
    db.session.commit()

    typed = {"csrf_token": token, "version": seen, "reason": "A long reasoning."}
    answer = reviewer.client.post(f"{page}/return", data=typed)

    assert answer.status_code == 409
    assert "Someone else decided first" in answer.text
    assert "A long reasoning." in answer.text
    assert status(db, page) == "published"


def test_one_that_another_took_up_shows_no_forms(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    page = sent(db, world)
    review_decisions.claim(people.actor(world.second), page.rpartition("/")[2])
    db.session.commit()

    shown = opened(reviewer.client, page)
    claimed = reviewer.send("/account/preferences", f"{page}/claim")

    assert shown.find(id="decide") is None
    assert "Another reviewer has taken this" in shown.text
    assert world.second.name not in shown.text
    assert claimed.status_code == 409


def test_queue_narrows_and_refuses_what_it_does_not_know(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    page = sent(db, world)

    shown = opened(reviewer.client, "/review?sort=action&state=XAA&hands=free&withheld=0&second=0")
    empty = opened(reviewer.client, "/review?days=30")

    assert page in links(shown.find("tbody"))
    assert "No records match these filters." in empty.text
    for query in ("sort=rumour", "days=2", "hands=mice", "state=XZZ", "page=9", "as_of=2020-01-01"):
        assert reviewer.client.get(f"/review?{query}").status_code == 400, query


LEFT = {"classify": "yes", "kind": "", "commitments": "", "source_1_tier": ""}
CHOSEN = {
    "kind": "court_ruling",
    "commitment_1": "PLAN-01",
    "polarity_1": "supports",
    "level_1": "2",
    "source_1_tier": "A",
}


def test_an_action_left_to_reviewers_is_classified_before_it_is_published(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    page = sent(db, world, **LEFT)

    before = opened(reviewer.client, page)
    early = reviewer.send(page, f"{page}/publish", version=version(db, page), **LOOKED)
    saved = reviewer.send(page, f"{page}/classify", version=version(db, page), **CHOSEN)
    after = opened(reviewer.client, page)
    db.session.rollback()
    reviewer.send(page, f"{page}/publish", version=version(db, page), **LOOKED)

    assert f"{page}/publish" not in [form.get("action") for form in before.find_all("form")]
    assert early.status_code == 422
    assert (saved.status_code, "done=classified" in saved.location) == (303, True)
    assert after.find("select", {"name": "kind"}).find(selected=True)["value"] == "court_ruling"
    assert after.find(id="commitment_1")["value"] == "PLAN-01"
    assert after.find(id="cells") is not None
    assert status(db, page) == "published"


def test_a_classification_that_lacks_something_keeps_what_was_chosen(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    page = sent(db, world, **LEFT)
    lacking = {**CHOSEN, "polarity_1": "", "source_1_tier": ""}

    answer = reviewer.send(page, f"{page}/classify", version=version(db, page), **lacking)

    shown = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert {"#commitment_1", "#source_1_tier"} <= set(links(shown.find(id="errors")))
    assert shown.find(id="commitment_1")["value"] == "PLAN-01"
    assert shown.find(id="commitment_1")["aria-invalid"] == "true"


@pytest.mark.parametrize("typed", ["plan-01", " PLAN-01 ", "PLAN-01 Title of the commitment"])
def test_a_reference_is_read_however_it_is_typed(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser, typed: str
) -> None:
    page = sent(db, world, **LEFT)
    chosen = {**CHOSEN, "commitment_1": typed}

    answer = reviewer.send(page, f"{page}/classify", version=version(db, page), **chosen)

    assert answer.status_code == 303


def test_the_form_shows_every_commitment_that_is_named_and_one_row_more(app: Flask) -> None:
    named = [f"X-{number}" for number in range(1, 7)]
    with app.test_request_context("/review/submissions/A-X"):
        form = form_for({"commitments": "; ".join(named)}, version=1)

        shown = [form[f"commitment_{row}"].data or "" for row in form.rows]

    assert shown == [*named, ""]


def test_what_the_authors_classified_has_no_form_to_classify_it(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    page = sent(db, world)

    answer = reviewer.send(page, f"{page}/classify", version=version(db, page), **CHOSEN)

    assert opened(reviewer.client, page).find(id="classify") is None
    assert answer.status_code == 409


def test_the_review_list_names_what_is_to_be_classified(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    sent(db, world, **LEFT)

    row = opened(reviewer.client, "/review").find("tbody")

    assert logged.TEXT["title"] in words(row)
    assert "to be classified" in words(row)
