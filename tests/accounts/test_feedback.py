"""Readers report mistakes and danger; people on duty answer; corrections are public."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests import people
from tests.people import Browser
from tests.web.pages import opened
from tracker.accounts.actor import ANONYMOUS, OPERATOR
from tracker.accounts.throttle import TooMany
from tracker.feedback import queries, retention, service
from tracker.feedback.models import FeedbackReport, Outcome, Subject
from tracker.policy.predicates import Role

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)
MISTAKE = {
    "subject": "mistake",
    "page": "/states/KEN",
    "problem": "The year of the law is wrong.",
    "proposal": "2010",
    "source": "https://example.org/law",
    "email": "reader@example.org",
}
DANGER = {"subject": "danger", "page": "/actions/A-1", "problem": "It tells where somebody lives."}


def report(browser: Browser, **fields: str):  # type: ignore[no-untyped-def]
    token = people.form_token(browser.client.get("/report-mistake").text)
    return browser.client.post("/report-mistake", data={**fields, "csrf_token": token})


def rows() -> list[FeedbackReport]:
    from tracker.core.db import db

    db.session.rollback()
    return list(db.session.scalars(select(FeedbackReport).order_by(FeedbackReport.id)))


@pytest.fixture
def reviewer(db: SQLAlchemy) -> people.UserAccount:
    found = people.holder(Role.REVIEWER)
    db.session.commit()
    return found


def sent(**more: str) -> str:
    from tracker.core.db import db

    found = service.send(ANONYMOUS, fields={**MISTAKE, **more}, language="en")
    db.session.commit()
    return found


def test_every_page_leads_to_the_form_with_the_page_filled_in(client: FlaskClient) -> None:
    foot = opened(client, "/about").select_one('.colophon a[href^="/report-mistake"]')
    assert foot is not None
    field = opened(client, str(foot["href"])).select_one("#page")

    assert field is not None
    assert field["value"] == "/about"


def test_a_report_needs_no_account_and_is_private(
    browser: Browser, reviewer: people.UserAccount
) -> None:
    answer = report(browser, **MISTAKE)

    assert (answer.status_code, answer.location) == (303, "/report-mistake?done=mistake")
    assert [(row.page, row.problem, row.email) for row in rows()] == [
        ("/states/KEN", MISTAKE["problem"], "reader@example.org")
    ]
    for address in ("/corrections", "/search?q=wrong+year", "/activity", "/data"):
        assert MISTAKE["problem"] not in browser.client.get(address).text
    letter = people.letters("mistake-reported")[0]
    assert MISTAKE["problem"] not in letter.body_text


def test_the_same_form_sent_twice_is_one_report(browser: Browser, db: SQLAlchemy) -> None:
    for _each in range(2):
        report(browser, **MISTAKE)

    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"problem": ""}, "problem"),
        ({"problem": "x" * 2001}, "problem"),
        ({"problem": " \u200b "}, "problem"),
        ({"page": "https://elsewhere.example/"}, "page"),
        ({"page": "//elsewhere.example/"}, "page"),
        ({"page": ""}, "page"),
        ({"email": "nobody"}, "email"),
        ({"source": "x" * 301}, "source"),
        ({"subject": "praise"}, "subject"),
        ({"problem": "Call Amina Yusuf on +254 712 345 678."}, "problem"),
        ({"proposal": "Her address is a.yusuf@example.org"}, "proposal"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field_and_kept(
    browser: Browser, db: SQLAlchemy, more: dict[str, str], field: str
) -> None:
    answer = report(browser, **{**MISTAKE, **more})

    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text or field == "subject"
    assert "reader@example.org" in answer.text or field == "email"
    assert not rows()


def test_personal_data_that_was_checked_is_taken(browser: Browser, db: SQLAlchemy) -> None:
    text = "The minister, Mr John Smith, signed it."
    report(browser, **{**MISTAKE, "problem": text, "checked": "y"})

    assert [row.problem for row in rows()] == [text]


def test_danger_is_never_refused_for_personal_data_and_told_to_all_on_duty(
    browser: Browser, db: SQLAlchemy
) -> None:
    for role in (Role.REVIEWER, Role.ADMINISTRATOR, Role.CONTRIBUTOR):
        more = {"organisation_id": make.organisation().id} if role is Role.CONTRIBUTOR else {}
        people.holder(role, **more)
    db.session.commit()
    answer = report(browser, **{**DANGER, "problem": "Amina Yusuf, +254 712 345 678, lives there."})

    assert answer.location == "/report-mistake?done=danger"
    letters = people.letters("danger-reported")
    assert len(letters) == 2
    assert all("Amina" not in letter.body_text for letter in letters)


def test_danger_stands_first_with_the_time_left(
    browser: Browser, reviewer: people.UserAccount
) -> None:
    with time_machine.travel(NOON, tick=False):
        sent()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        sent(**DANGER)
    with time_machine.travel(NOON + timedelta(hours=26), tick=False):
        found = [(one.subject, one.is_late) for one in queries.waiting(people.actor(reviewer))]
        page = browser.enter(reviewer).client.get("/review/feedback")

    assert found == [(Subject.DANGER.value, True), (Subject.MISTAKE.value, False)]
    assert page.text.index("/actions/A-1") < page.text.index("/states/KEN")


def test_an_answer_goes_to_the_reader_and_the_correction_to_the_list(
    browser: Browser, reviewer: people.UserAccount
) -> None:
    public_id = sent()
    answer = browser.enter(reviewer).send(
        f"/review/feedback/{public_id}",
        f"/review/feedback/{public_id}/answer",
        outcome=Outcome.CORRECTED,
        answer="You were right.",
        correction="The year of the law is now 2010.",
    )

    assert answer.location == "/review/feedback?done=answered"
    letter = people.letters("report-answered")[0]
    assert letter.recipient == "reader@example.org"
    assert "You were right." in letter.body_text
    page = browser.client.get("/corrections").text
    assert "The year of the law is now 2010." in page
    assert "reader@example.org" not in page
    assert "You were right." not in page
    assert "2010" not in opened(browser.client, "/corrections?known_by=2020-01-01").text


def test_corrections_are_a_feed_with_lasting_ids_and_no_words_of_the_reader(
    browser: Browser, reviewer: people.UserAccount
) -> None:
    public_id = sent()
    assert _entries(browser) == []
    browser.enter(reviewer).send(
        f"/review/feedback/{public_id}",
        f"/review/feedback/{public_id}/answer",
        outcome=Outcome.CORRECTED,
        answer="You were right.",
        correction="The year of the law is now 2010.",
    )

    (entry,) = _entries(browser)
    text = browser.client.get("/corrections.atom").text
    assert entry.findtext(f"{ATOM}summary") == "The year of the law is now 2010."
    assert entry.find(f"{ATOM}link").get("href").endswith(entry.findtext(f"{ATOM}title"))
    assert entry.findtext(f"{ATOM}id") == _entries(browser)[0].findtext(f"{ATOM}id")
    for private in ("reader@example.org", "You were right.", public_id):
        assert private not in text
    assert _entries(browser, "?known_by=2020-01-01") == []
    assert '"/corrections.atom"' in browser.client.get("/corrections").text


ATOM = "{http://www.w3.org/2005/Atom}"


def _entries(browser: Browser, query: str = "") -> list[ElementTree.Element]:
    answer = browser.client.get(f"/corrections.atom{query}")
    assert answer.content_type.startswith("application/atom+xml")
    return ElementTree.fromstring(answer.data).findall(f"{ATOM}entry")  # noqa: S314 – our own


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"answer": ""}, "answer"),
        ({"correction": ""}, "correction"),
        ({"correction": "x" * 301}, "correction"),
        ({"correction": "Amina Yusuf, +254 712 345 678, was wrong."}, "correction"),
    ],
)
def test_an_answer_that_lacks_something_is_told_beside_its_field(
    browser: Browser, reviewer: people.UserAccount, more: dict[str, str], field: str
) -> None:
    public_id = sent()
    fields = {"outcome": "corrected", "answer": "Yes.", "correction": "It is right now."}
    answer = browser.enter(reviewer).send(
        f"/review/feedback/{public_id}",
        f"/review/feedback/{public_id}/answer",
        **{**fields, **more},
    )

    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text
    assert rows()[0].closed_at is None


def test_a_second_answer_is_a_conflict(db: SQLAlchemy, reviewer: people.UserAccount) -> None:
    public_id, actor = sent(), people.actor(reviewer)
    service.answer(actor, public_id=public_id, outcome="unchanged", text="No.", correction="")
    db.session.commit()

    with pytest.raises(service.Conflict):
        service.answer(actor, public_id=public_id, outcome="unchanged", text="No.", correction="")


def test_a_person_on_duty_removes_the_record_in_one_step(
    app: Flask, db: SQLAlchemy, browser: Browser, reviewer: people.UserAccount
) -> None:
    state, commitment = make.state("XAA"), make.commitment("PLAN-01")
    action = make.action(state, commitment, level=1)
    db.session.commit()
    reference, title = action.reference, action.title
    public_id = sent(**{**DANGER, "page": f"/actions/{reference}"})
    answer = browser.enter(reviewer).send(
        f"/review/feedback/{public_id}",
        f"/review/feedback/{public_id}/remove",
        reason="A person could be recognised.",
    )

    assert answer.status_code == 303
    assert title not in browser.client.get(f"/actions/{reference}").text
    assert title not in browser.client.get("/actions").text


def test_nothing_is_removed_for_a_page_that_is_no_record(
    browser: Browser, reviewer: people.UserAccount
) -> None:
    public_id = sent(page="/states/KEN")
    answer = browser.enter(reviewer).send(
        f"/review/feedback/{public_id}", f"/review/feedback/{public_id}/remove", reason="No record."
    )

    assert answer.status_code == 404


def test_heaps_of_mistakes_do_not_hold_up_a_report_of_danger(db: SQLAlchemy) -> None:
    page = DANGER["page"]
    for number in range(service.REPORT.at_once):
        sent(page=page, problem=f"Mistake {number}.")
    with pytest.raises(TooMany):
        sent(page=page, problem="One more.")

    assert sent(**DANGER)


def test_addresses_and_words_are_deleted_in_time(
    db: SQLAlchemy, reviewer: people.UserAccount
) -> None:
    with time_machine.travel(NOON, tick=False):
        public_id = sent()
        service.answer(
            people.actor(reviewer),
            public_id=public_id,
            outcome="corrected",
            text="Yes.",
            correction="It is right now.",
        )
        db.session.commit()
    for later, email, words in (
        (timedelta(days=29), True, True),
        (timedelta(days=31), False, True),
        (timedelta(days=366), False, False),
    ):
        with time_machine.travel(NOON + later, tick=False):
            retention.forget(OPERATOR)
            db.session.commit()
        row = rows()[0]
        assert (bool(row.email), bool(row.problem), bool(row.answer)) == (email, words, words)
    assert row.correction == "It is right now."


@pytest.mark.parametrize("kept", [retention.ADDRESSES, retention.WORDS])
def test_readers_are_told_how_long_reports_are_stored(kept: timedelta) -> None:
    page = (Path(__file__).parents[2] / "docs" / "safeguarding.md").read_text(encoding="utf-8")

    assert f"| {kept.days} days |" in page
