"""A small invented world with a record of every kind, and tools to ask of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tracker.core.db import db
from tracker.evidence.models import Action
from tracker.gap import standing
from tracker.reporting.models import Report
from tracker.search import indexing

# Who must be found nowhere, and the day on which it was put on record.
HIDDEN = "An organisation that must not be found"
HIDDEN_ID = "hiddenorganisation0000001"
HIDDEN_ON = datetime(2021, 5, 17, tzinfo=UTC)


@pytest.fixture
def world(app: Flask) -> Flask:
    """The application with the small world on record, outside of any context."""
    with app.app_context():
        furnish()
        db.session.commit()
    return app


def furnish() -> None:
    """Two members and an observer, two texts, and a record of every kind."""
    examplia, otherland = make.state("XAA"), make.state("XBB", "Otherland", region="asia")
    observer = {"status": "observer", "member_since": None, "regional_group": None}
    make.state("XCC", "Watchland", **observer)
    plan = make.instrument("PLAN")
    first, second = make.commitment("PLAN-01", of=plan), make.commitment("PLAN-02", of=plan)
    make.relation(first, second, "related")
    index = make.indicator("IND", measures=(first, second))
    for year in (2018, 2019, 2020):
        make.value(index, examplia, "2", date(year, 12, 31))
        make.value(index, otherland, "0", date(year, 12, 31))
    make.report(examplia, first, level=3)
    make.report(otherland, second, answer="not_assessed", reason="A survey is under way.")
    make.assessment(examplia, first, level=1)
    make.action(examplia, first, level=2, by=make.organisation("A named organisation"))
    hidden(examplia, first)
    standing.rebuild()
    indexing.rebuild(lambda: None)


def hidden(about: Any, on: Any) -> Action:
    by = make.organisation(HIDDEN, public_id=HIDDEN_ID, survivor_led=True)
    return make.action(
        about,
        on,
        level=1,
        by=by,
        name_withheld=True,
        published_at=HIDDEN_ON,
        effective_on=date(2020, 5, 1),
        title="An act told by somebody unnamed",
    )


@pytest.fixture
def reader(world: Flask, client: FlaskClient) -> FlaskClient:
    """A program without a token, before the small world."""
    return client


def page_by_page(client: FlaskClient, address: str, limit: int) -> Iterator[dict[str, Any]]:
    """Every row of a list, read as a program would."""
    joint = "&" if "?" in address else "?"
    after = ""
    while True:
        answer = client.get(f"{address}{joint}limit={limit}{after}")
        assert answer.status_code == 200, answer.text
        assert len(answer.json["data"]) <= limit
        yield from answer.json["data"]
        if answer.json["page"]["next"] is None:
            return
        after = f"&after={answer.json['page']['next']}"


def reference_of(model: type[Action] | type[Report]) -> str:
    return str(db.session.query(model).order_by(model.id).first().reference)
