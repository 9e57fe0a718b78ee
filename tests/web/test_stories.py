"""Stories ask a question and answer it with sentences made from rows, however little is known."""

import re
from collections import Counter
from datetime import date

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories
from tests.web.pages import links, opened, words
from tracker.charts.scope import scope
from tracker.charts.series.participation import consulted, logged
from tracker.charts.series.silence import StateCoverage, by_group
from tracker.evidence.vocabulary import Polarity
from tracker.gap import standing
from tracker.gap.facts import ScoringParams
from tracker.reporting.vocabulary import Consultation
from tracker.stories import catalogue
from tracker.web.public.stories import RECORDS

TODAY = ScoringParams(date(2021, 11, 22), date(2021, 11, 22))


def answer(chart: Tag) -> str:
    """What a chart says: its heading and, where there is more to say, the sentence below."""
    return " ".join(words(part) for part in chart.select(":scope > :is(h2, h3, .sentence)"))


@pytest.mark.parametrize("name", catalogue.STORIES)
def test_every_story_answers_where_little_is_known(seeded_client: FlaskClient, name: str) -> None:
    page = opened(seeded_client, f"/stories/{name}")

    charts = page.select("figure.chart")
    assert len(charts) == len(catalogue.STORIES[name].parts)
    assert all(answer(chart) for chart in charts)
    assert page.select_one("#unknown")


def test_every_story_leads_on(seeded_app: Flask, seeded_client: FlaskClient) -> None:
    pages = [opened(seeded_client, f"/stories/{name}") for name in catalogue.STORIES]
    found = {link.partition("#")[0] for page in pages for link in links(page)}
    inside = sorted(link for link in found if re.match(r"/(?!charts|static)", link))
    states = [link for link in inside if re.match(r"/states/[A-Z]{3}(\?|$)", link)]

    with seeded_app.app_context():
        known = scope(TODAY, {}).picture.states
    # Each state that is named is there; of their pages, which are alike, each seventh is opened.
    assert {link[len("/states/") :][:3] for link in states} <= known.keys()
    for link in [*(link for link in inside if link not in states), *states[::7]]:
        assert seeded_client.get(link).status_code == 200, link


def test_stories_and_their_records_are_the_same_ones(seeded_client: FlaskClient) -> None:
    assert RECORDS.keys() == catalogue.STORIES.keys()
    listed = links(opened(seeded_client, "/stories").select_one("ul.stories"))
    assert listed == [f"/stories/{name}" for name in catalogue.STORIES]
    assert seeded_client.get("/stories/who-knows").status_code == 404


def test_sentences_follow_the_day_that_is_asked_for(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/stories/ratification?as_of=2005-12-31")

    assert "Mean points out of 5 in 2005" in words(page)
    chart = page.select_one("#joined-index")
    assert chart is not None
    assert "the index ends" not in answer(chart)


def test_consultation_is_that_of_each_latest_report(db: SQLAlchemy, app: Flask) -> None:
    about, silent = factories.state(), factories.state("XBB")
    on = factories.commitment()
    factories.report(about, on, level=1, survivors="not_consulted", period_end=date(2019, 12, 31))
    factories.report(about, on, level=2, survivors="consulted", period_end=date(2020, 12, 31))
    factories.report(silent, on, level=2, survivors="led", status="submitted", published_at=None)
    standing.rebuild()

    found = consulted(scope(TODAY, {}))

    assert found.states == {"XAA": Consultation.CONSULTED}
    assert found.answers == Counter({Consultation.NOT_STATED: 1})


def test_survivors_are_counted_only_where_it_may_be_told(db: SQLAlchemy, app: Flask) -> None:
    about, on = factories.state(), factories.commitment()
    led = factories.organisation("Survivors", survivor_led=True)
    factories.action(about, on, level=1, by=led, polarity="contradicts")
    factories.action(about, on, level=1, by=led, name_withheld=True)
    factories.action(about, on, level=1, by=led, name_withheld=True, survivor_led_shown=True)
    standing.rebuild()

    found = {one.by_survivors: one.polarities for one in logged(scope(TODAY, {}))}

    assert found[True] == Counter({Polarity.CONTRADICTS: 1, Polarity.SUPPORTS: 1})
    assert found[False] == Counter({Polarity.SUPPORTS: 1})


def test_silence_tells_apart_who_speaks(db: SQLAlchemy, app: Flask) -> None:
    speaks, spoken_of, _unknown = (factories.state(f"X{letter}{letter}") for letter in "ABC")
    on = factories.commitment()
    factories.report(
        speaks, on, answer="not_assessed", reason="No data yet", period_end=date(2020, 12, 31)
    )
    factories.action(spoken_of, on, level=2)
    standing.rebuild()

    found = by_group(scope(TODAY, {}), ["AG", "WEOG"])

    assert found == {
        "AG": Counter({StateCoverage.STATE: 1, StateCoverage.OTHERS: 1, StateCoverage.NOBODY: 1})
    }
