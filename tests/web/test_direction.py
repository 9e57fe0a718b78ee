"""What was filed in another language keeps its language and its direction wherever it is shown."""

from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask.testing import FlaskClient, FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.accounts.test_subscriptions import confirmed
from tests.evidence import logged
from tracker.accounts.mail.subscription_templates import NEWS
from tracker.web.core.direction import direction, filed

TITLE = "صدر قانون مبتكر لمكافحة الاتجار"
SOURCE = "الجريدة الرسمية المبتكرة"
NOW = datetime(2026, 5, 17, 9, 30, tzinfo=UTC)
PAGES = (
    "/actions",
    "/actions/{reference}",
    "/states/XAA",
    "/states/XAA/PLAN-01",
    "/commitments/PLAN-01",
    "/search?q=قانون",
    "/activity",
)


def mark(element: object) -> str | None:
    """The direction that the nearest element around a text has, before that of the page."""
    for each in [element, *element.parents]:  # type: ignore[attr-defined]
        if each.name == "html":
            return None
        if each.name != "[document]" and each.get("dir"):
            return str(each["dir"])
    return None


@pytest.fixture
def reference(db: SQLAlchemy) -> str:
    with time_machine.travel(NOW, tick=False):
        sent = logged.published(
            logged.world(),
            title=TITLE,
            language="ar",
            source_1_title=SOURCE,
            source_1_publisher=SOURCE,
            source_1_language="ar",
        )
        db.session.commit()
        return sent.reference


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("text", [TITLE, SOURCE], ids=["title", "source"])
def test_every_place_of_a_filed_text_has_its_direction(
    client: FlaskClient, reference: str, address: str, text: str
) -> None:
    answer = client.get(address.format(reference=reference))
    assert answer.status_code == 200
    page = BeautifulSoup(answer.text, "html.parser")

    places = [one.parent for one in page.body.find_all(string=lambda said: said and text in said)]
    # The search marks the word that was asked for, so no piece there holds the whole title.
    assert places or text == SOURCE or address.startswith("/search")
    assert [str(one)[:120] for one in places if mark(one) not in ("rtl", "auto")] == []


def test_heading_and_title_of_a_page_are_told_apart(client: FlaskClient, reference: str) -> None:
    page = BeautifulSoup(client.get(f"/actions/{reference}").text, "html.parser")

    assert (page.h1["lang"], page.h1["dir"]) == ("ar", "rtl")
    assert f"\u2068{TITLE}\u2069" in page.title.text


def test_feeds_and_letters_isolate_it(
    client: FlaskClient, cli: FlaskCliRunner, db: SQLAlchemy
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        world = logged.world()
        confirmed()
        clock.shift(3_600)
        logged.published(world, title=TITLE, language="ar")
        db.session.commit()
        clock.shift(3_600)
        feed = client.get("/activity.atom").text
        cli.invoke(args=["subscriptions", "send"])

    (letter,) = people.letters(NEWS)
    assert f"\u2068{TITLE}\u2069" in feed
    assert f"\u2068{TITLE}\u2069" in (letter.body_text or "")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", "rtl"), ("fa", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("en", "ltr"), ("zh-Hans", "ltr")]
    + [(None, "auto"), ("", "auto"), ("no such", "auto"), ("xx", "auto")],
)
def test_direction_follows_the_language_else_the_letters(
    language: str | None, expected: str
) -> None:
    assert direction(language) == expected


def test_filed_text_is_escaped_and_absence_is_nothing() -> None:
    assert filed("<b>", "ar") == '<bdi lang="ar" dir="rtl">&lt;b&gt;</bdi>'
    assert filed(None) == filed("") == ""
