"""Official figures in an entry: chosen from the scale of each indicator, beside the text field."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.web.desks import Desk, desk
from tests.web.pages import opened
from tests.web.test_editor import begun, kept, save
from tracker.core.db import writing
from tracker.registry.models import Commitment

OTHER = "OTHER=1@2020"


@pytest.fixture
def at(app: Flask, client: FlaskClient, db: SQLAlchemy) -> Desk:
    """IND bears on PLAN-01, OTHER on nothing that is asked."""
    made = desk(app)
    with writing():
        first = db.session.scalar(select(Commitment).where(Commitment.reference == "PLAN-01"))
        make.indicator("IND", measures=(first,))
        make.indicator("OTHER")
        db.session.commit()
    return made


@pytest.fixture
def draft(at: Desk, db: SQLAlchemy) -> str:
    return begun(db)


def stated(db: SQLAlchemy, draft: str) -> list[str]:
    entries = kept(db, draft)
    values = entries["PLAN-01"].saved.draft.indicator_values if "PLAN-01" in entries else ()
    return [str(value) for value in values]


def shown(at: Desk, draft: str) -> tuple[str | None, str, str]:
    """What the row of IND holds, and the text beside it."""
    page = opened(at.enter("focal").client, f"{draft}/PLAN-01")
    chosen = page.select_one("#figure-IND option[selected]")
    on = page.find(id="figure-on-IND")["value"]
    return chosen and chosen["value"], on, page.find(id="indicator_values").text.strip()


def test_only_indicators_of_the_commitment_have_a_row(at: Desk, draft: str) -> None:
    client = at.enter("focal").client

    assert opened(client, f"{draft}/PLAN-01").find(id="figure-IND")
    assert not opened(client, f"{draft}/PLAN-01").find(id="figure-OTHER")
    assert not opened(client, f"{draft}/PLAN-03").find(id="figures")


# What is sent, what is stored, and what the form then shows: chosen value, date, text.
ROWS: list[tuple[dict[str, str], list[str], tuple[str | None, str, str]]] = [
    ({"figure-IND": "3", "figure-on-IND": "2020-05"}, ["IND=3@2020-05"], ("3", "2020-05", "")),
    ({"indicator_values": "IND=3@2020-05"}, ["IND=3@2020-05"], ("3", "2020-05", "")),
    (
        {"figure-IND": "3", "figure-on-IND": "2020", "indicator_values": OTHER},
        ["IND=3@2020", OTHER],
        ("3", "2020", OTHER),
    ),
    (
        {"indicator_values": "IND=1@2018\nIND=3@2020"},
        ["IND=1@2018", "IND=3@2020"],
        ("3", "2020", "IND=1@2018"),
    ),
    ({"figure-IND": "", "figure-on-IND": ""}, [], (None, "", "")),
]


@pytest.mark.parametrize(("fields", "values", "row"), ROWS)
def test_rows_and_text_are_one_field(
    at: Desk, db: SQLAlchemy, draft: str, fields: dict[str, str], values: list[str], row: Any
) -> None:
    answer = save(at.enter("focal"), f"{draft}/PLAN-01", **fields)

    assert answer.status_code == 303
    assert stated(db, draft) == values
    assert shown(at, draft) == row


def test_a_value_is_taken_out_again(at: Desk, db: SQLAlchemy, draft: str) -> None:
    browser, page = at.enter("focal"), f"{draft}/PLAN-01"
    save(browser, page, **{"figure-IND": "3", "figure-on-IND": "2020"})

    save(browser, page, version=1, **{"figure-IND": "", "figure-on-IND": ""})

    assert stated(db, draft) == []


WRONG = [
    ({"figure-IND": "3", "figure-on-IND": ""}, "no date"),
    ({"figure-IND": "", "figure-on-IND": "2020"}, "no value"),
    ({"figure-IND": "3", "figure-on-IND": "May 20"}, "no date that can be read"),
    ({"figure-IND": "99", "figure-on-IND": "2020"}, "a value off the scale"),
    (
        {"figure-IND": "3", "figure-on-IND": "2020", "indicator_values": "IND=1@2020"},
        "two values of one date",
    ),
]


@pytest.mark.parametrize(("fields", "why"), WRONG, ids=[why for _fields, why in WRONG])
def test_what_is_wrong_is_told_and_the_row_keeps_what_was_typed(
    at: Desk, db: SQLAlchemy, draft: str, fields: dict[str, str], why: str
) -> None:
    answer = save(at.enter("focal"), f"{draft}/PLAN-01", **fields)

    assert answer.status_code == 422, why
    assert 'id="indicator_values-errors"' in answer.text
    assert f'name="figure-on-IND" value="{fields["figure-on-IND"]}"' in answer.text
    assert stated(db, draft) == []


def test_a_script_saves_rows_as_the_page_does(at: Desk, db: SQLAlchemy, draft: str) -> None:
    fields = {"figure-IND": "3", "figure-on-IND": "2020"}
    answer = save(at.enter("focal"), f"{draft}/PLAN-01", script=True, **fields)

    assert answer.status_code == 200
    assert stated(db, draft) == ["IND=3@2020"]
    assert (
        date(2020, 12, 31)
        == kept(db, draft)["PLAN-01"].saved.draft.indicator_values[0].effective.last_day
    )
