"""What addresses answered is kept, told to readers, and asked for only where readers see it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import current_app
from flask.testing import FlaskClient, FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tracker.accounts.actor import ANONYMOUS, OPERATOR
from tracker.core.db import writing
from tracker.core.errors import Forbidden
from tracker.evidence import link_schedule
from tracker.linkcheck.client import LinkChecker
from tracker.linkcheck.vocabulary import Answer, Outcome
from tracker.review import publication

NOW = datetime(2026, 1, 31, tzinfo=UTC)
OLD = "https://old.example/page"
MONTH = timedelta(days=30)


def outcome(url: str, answer: Answer, *, days: int = 0) -> Outcome:
    return Outcome(url, answer, "404" if answer is Answer.GONE else "200", NOW + days * MONTH / 30)


def cited(url: str, **more: object) -> None:
    make.action(
        make.state(),
        make.commitment(),
        level=1,
        citations=[make.citation("C", url=url, archived_url=f"{url}?copy")],
        **more,
    )


def test_only_addresses_of_public_records_are_asked(db: SQLAlchemy) -> None:
    state, on = make.state(), make.commitment()
    for number, (began, ended) in enumerate(
        [(make.LONG_AGO, None), (None, None), (make.LONG_AGO, NOW)], start=1
    ):
        one = make.citation("C", url=f"https://seen.example/{number}")
        make.action(state, on, level=1, citations=[one], published_at=began, ended_at=ended)

    assert link_schedule.addresses() == ["https://seen.example/1"]


def test_addresses_in_the_sources_of_a_report_are_found(db: SQLAlchemy) -> None:
    entry = make.report(make.state(), make.commitment(), level=1).entries[0]
    entry.sources = f"Gazette 12 (see {OLD}).\nA book without an address"
    db.session.flush()

    assert link_schedule.addresses() == [OLD]


def test_hosts_are_asked_in_turn_and_the_longest_unasked_first(db: SQLAlchemy) -> None:
    for url in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
        make.source(url=url)
    link_schedule.store_outcomes(OPERATOR, [outcome("https://a.example/1", Answer.ALIVE)])

    with time_machine.travel(NOW + 2 * MONTH, tick=False):
        again = link_schedule.due(OPERATOR, older_than=MONTH)
        fresh = link_schedule.due(OPERATOR, older_than=3 * MONTH)

    assert again == ["https://a.example/2", "https://b.example/1", "https://a.example/1"]
    assert fresh == ["https://a.example/2", "https://b.example/1"]


def test_readers_are_told_of_a_dead_address_and_of_its_copy(
    db: SQLAlchemy, client: FlaskClient
) -> None:
    cited(OLD)
    before = publication.revision()
    link_schedule.store_outcomes(OPERATOR, [outcome(OLD, Answer.GONE)])
    once = publication.revision()
    link_schedule.store_outcomes(OPERATOR, [outcome(OLD, Answer.GONE, days=1)])
    db.session.commit()

    page = client.get("/states/XAA/records").text

    # One failure is no news; the second is, and every kept page is made anew.
    assert (once, publication.revision()) == (before, before + 1)
    assert "this address has not answered since 31 Jan 2026" in page
    assert f'href="{OLD}?copy"' in page


def test_an_address_that_comes_back_is_alive_again(db: SQLAlchemy) -> None:
    cited(OLD)
    for answer in (Answer.GONE, Answer.GONE, Answer.ALIVE, Answer.GONE):
        link_schedule.store_outcomes(OPERATOR, [outcome(OLD, answer)])

    assert link_schedule.dead() == {}


def test_nobody_else_has_addresses_asked(db: SQLAlchemy) -> None:
    with pytest.raises(Forbidden):
        link_schedule.due(ANONYMOUS, older_than=MONTH)
    with pytest.raises(Forbidden):
        link_schedule.store_outcomes(ANONYMOUS, [])


def test_command_asks_and_tells(
    db: SQLAlchemy, cli: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    cited(OLD)
    db.session.commit()
    current_app.config["SITE_URL"] = "https://tracker.example"
    monkeypatch.setattr(LinkChecker, "ask", lambda _self, url: outcome(url, Answer.GONE))

    listed = cli.invoke(args=["check-links", "--dry-run"]).output
    seen = cli.invoke(args=["check-links"]).output
    with writing():
        again = cli.invoke(args=["check-links", "--dry-run", "--older-than", "9999"]).output

    assert listed.splitlines() == [OLD, f"{OLD}?copy", "2 addresses due, none checked"]
    assert f"gone  404  {OLD}" in seen
    assert "2 addresses checked: 0 alive, 2 gone" in seen
    assert "0 addresses due" in again
