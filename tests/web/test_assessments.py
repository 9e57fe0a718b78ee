"""Rating in a browser: from the cell, with what is wrong beside it; the state reads and answers."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people as accounts
from tests.web.desks import Desk
from tests.web.desks import desk as laid
from tests.web.pages import links, opened, words
from tracker.assessment import agreement
from tracker.policy.predicates import Role
from tracker.review import publication

CELL, RATE, OWN = "/states/XAA/PLAN-01", "/review/assessments/XAA/PLAN-01", "/review/assessments"
RATING = {
    "level": "2",
    "confidence": "high",
    "rationale": "Half of it is in force.",
    "effective_on": "2024-12-31",
    "record": "A-PUBLIC",
}


@pytest.fixture
def desk(app: Flask, client: FlaskClient, db: SQLAlchemy) -> Desk:
    made = laid(app)
    make.action(made.one, made.first, level=1, reference="A-PUBLIC")
    made.reviewer = accounts.holder(Role.REVIEWER)
    made.second = accounts.holder(Role.REVIEWER)
    made.bound = accounts.holder(Role.REVIEWER, state="XAA")
    publication.registry_changed()
    db.session.commit()
    return made


def test_cell_leads_its_reviewers_alone_to_the_rating(desk: Desk) -> None:
    assert RATE in links(opened(desk.enter("reviewer").client, CELL))
    assert RATE not in links(opened(desk.enter("bound").client, CELL))
    assert RATE not in links(opened(desk.client(), CELL))
    assert desk.enter("bound").client.get(RATE).status_code == 404


def test_rating_is_given_and_waits_for_the_state(desk: Desk) -> None:
    browser = desk.enter("reviewer")

    given = browser.send(RATE, **RATING)

    own = words(opened(browser.client, given.location))
    assert "We have told the State" in own
    assert "the State can reply until" in own
    assert "Half of it is in force." not in words(opened(desk.client(), CELL))
    for page in ("/workspace/replies", "/workspace"):
        assert "PLAN-01" in words(opened(desk.enter("focal").client, page))
    seen = words(opened(desk.enter("focal").client, "/workspace/replies"))
    assert "Half of it is in force." in seen
    assert "Relies on: A-PUBLIC" in seen
    assert "Half of it" not in words(opened(desk.enter("foreign").client, "/workspace/replies"))


def test_what_is_wrong_stands_beside_its_field_and_the_text_stays(desk: Desk) -> None:
    browser = desk.enter("reviewer")
    rationale = "Ask amara.lopez@example.org."

    refused = browser.send(RATE, **{**RATING, "record": "A-ELSE", "rationale": rationale})

    assert refused.status_code == 422
    assert "there is no such public record" in refused.text
    assert "confirm that it is harmless" in refused.text
    assert f">{rationale}</textarea>" in refused.text.replace("\r", "").replace("\n", "")
    assert "<mark" in refused.text


def test_second_rater_sees_the_cell_and_nothing_of_the_first(desk: Desk) -> None:
    desk.enter("reviewer").send(RATE, **RATING)
    browser = desk.enter("second")

    wanted = opened(browser.client, OWN)
    page = words(opened(browser.client, RATE))
    given = browser.send(RATE, **{**RATING, "level": "3"})

    assert RATE in links(wanted)
    assert "Half of it" not in words(wanted) + page
    assert "second, independent rating" in words(opened(browser.client, given.location))


def test_agreement_is_told_from_thirty_cells_on(
    desk: Desk, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessed = make.assessment(desk.one, desk.first, level=2)
    make.second_rating(assessed, level=2)
    publication.registry_changed()
    db.session.commit()
    page = words(opened(desk.client(), "/methodology"))

    found = agreement.compute_agreement([(1, 1), (3, 2)] * 15, assessed=44)
    monkeypatch.setattr("tracker.web.public.methodology.agreement", lambda: found)
    publication.registry_changed()
    db.session.commit()
    enough = words(opened(desk.client(), "/methodology"))

    assert "Of 1 assessed commitments, 1 have two ratings." in page
    assert "We have assessed 44 commitments. Two reviewers rated 30 of them, and in 15 of" in enough
    assert "Cohen’s kappa with quadratic weights is 0.6" in enough
