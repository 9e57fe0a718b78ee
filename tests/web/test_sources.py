"""The page of sources: what each supplies on a day, and under which licence."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.seed_rows import seed_rows
from tests.web.pages import links, opened, statements, words
from tracker.review import publication


@pytest.fixture
def sources(db: SQLAlchemy) -> None:
    """Two sources of one family, and one alone that states no licence."""
    state, other = make.state("XAA", "Examplia"), make.state("XBB", "Otherland", m49="901")
    indicator = make.indicator("RATED")
    first = make.source(publisher="Publisher One", licence="CC BY 4.0", family="seen-by-one")
    second = make.source(publisher="Publisher Two", licence="CC BY 4.0", family="seen-by-one")
    alone = make.source(publisher="Publisher Three", licence=None)
    for source, about, year in (
        (first, state, 2010),
        (first, state, 2012),
        (first, other, 2012),
        (second, state, 2011),
        (alone, state, 2015),
    ):
        make.value(indicator, about, "2", date(year, 1, 1), source=source)
    publication.registry_changed()
    db.session.commit()


def test_sources_of_one_family_stand_together(client: FlaskClient, sources: None) -> None:
    page = opened(client, "/sources")

    family, alone, _others = page.main.find_all("section")

    assert "Publisher One and 1 more" in words(family.h2)
    assert "4 values · 2010–2012" in words(family)
    assert "3 values · 2010–2012 · 2 States" in words(family)
    assert "1 value · 2015 · 1 State · The source states no licence." in words(alone)
    assert "CC BY 4.0" in words(family)
    assert "/indicators/RATED" in links(alone)


def test_sources_of_a_past_day_have_the_values_of_that_day(
    client: FlaskClient, sources: None
) -> None:
    text = words(opened(client, "/sources?as_of=2011-12-31").main)

    assert "2 values · 2010–2011" in text
    assert "Publisher Three" not in text


def test_without_values_the_page_says_so(client: FlaskClient, sources: None) -> None:
    text = words(opened(client, "/sources?as_of=2001-12-31").main)

    assert "There are no values by this date: no information." in text


def test_every_source_of_the_seed_that_has_values_is_there(seeded_app: Flask) -> None:
    client = seeded_app.test_client()
    used = {row["source"] for row in seed_rows("indicator_values")}
    addresses = {row["url"] for row in seed_rows("sources") if row["code"] in used and row["url"]}

    with statements(seeded_app) as sent:
        page = opened(client, "/sources")

    assert addresses <= set(links(page))
    assert len(sent) <= 8, sent
    assert "/sources" in links(opened(client, "/about").main), "beside the navigation too"
