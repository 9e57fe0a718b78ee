"""Pages of the instruments: what each is, how much of it was seen, what is taken from it."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.seed_rows import public_commitments, seed_rows
from tests.web.pages import links, opened, statements, words
from tracker.gap import standing


def lists(page: BeautifulSoup) -> list[list[str]]:
    return [
        [links(each.h2)[0].rpartition("/")[2] for each in part.select(".commitment")]
        for part in page.select("ol.commitments")
    ]


def test_sources_and_followed_treaties_stand_apart(seeded_client: FlaskClient) -> None:
    sources, followed = lists(opened(seeded_client, "/instruments"))

    with_passages = {row["instrument"] for row in public_commitments()}
    others = {row["code"] for row in seed_rows("instruments")} - with_passages
    assert set(sources) == with_passages
    assert set(followed) == others
    assert not set(sources) & set(followed)


def test_instruments_come_oldest_first(seeded_client: FlaskClient) -> None:
    sources, _followed = lists(opened(seeded_client, "/instruments"))

    assert sources[:3] == ["TIP-PROTOCOL", "GPA-2010", "ILO-P029"]


def test_numbers_of_passages_add_up(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/instruments")

    seen = [words(each) for each in page.select(".commitment dl")]
    numbers = [int(text.split(" passage")[0].split()[-1]) for text in seen if "passage" in text]
    assert sum(numbers) == len(public_commitments())


@pytest.mark.parametrize(
    ("code", "expected", "reason"),
    [
        ("GPA-2010", "A/RES/64/293", "its symbol"),
        ("GPA-2010", "Built from the symbol or number", "how its address was come by"),
        ("GPA-2010", "Preamble and purposes", "how much of it was seen"),
        ("GPA-2010", "30 Jul 2010", "its day"),
        ("TIP-PROTOCOL", "We have opened this address", "an address that was opened"),
        ("TIP-PROTOCOL", "In force since 25 Dec 2003", "its force"),
        ("ICAT-2021", "Leads to the site of the body", "an address of the site alone"),
        ("ICAT-IB3-2017", "Date 2017 The exact day is not known", "a year alone is told as such"),
        ("ICAT-IB3-2017", "counts from 31 Dec 2017", "and when it counts"),
        ("ICAT-2021NOV", "November 2021", "a month alone"),
        ("HEARING-2021", "We have no link.", "no address"),
        ("UNTOC", "We follow its parties.", "nothing is taken from it"),
    ],
)
def test_page_tells_what_is_known_of_it(
    seeded_client: FlaskClient, code: str, expected: str, reason: str
) -> None:
    assert expected in words(opened(seeded_client, f"/instruments/{code}").main), reason


def test_commitments_stand_in_order_with_lanes(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/instruments/TIP-PROTOCOL")

    references = [words(part) for part in page.select(".commitment h2 .reference")]
    assert references == [f"TIP-PROTOCOL-{number:02}" for number in range(1, 20)]
    seen = words(page.select_one(".lane-counts"))
    evidenced = re.fullmatch(r"Reported 0 Evidenced (\d+) Assessed 0", seen)
    assert evidenced
    assert 0 < int(evidenced[1]) <= 193


def test_treaty_leads_to_who_is_a_party(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/instruments/TIP-PROTOCOL?as_of=2010-12-31")

    assert "/indicators/TIP-PARTY?as_of=2010-12-31" in links(page.main)


def test_earlier_day_shows_fewer_known(seeded_client: FlaskClient) -> None:
    early = opened(seeded_client, "/instruments/TIP-PROTOCOL?as_of=2004-12-31")
    late = opened(seeded_client, "/instruments/TIP-PROTOCOL?as_of=2013-12-31")

    def known(page: BeautifulSoup) -> int:
        return int(words(page.select(".lane-counts b")[1]))

    assert known(early) < known(late)


def test_small_letters_lead_to_capitals_for_good(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/instruments/tip-protocol?lane=evidenced")

    assert answer.status_code == 301
    assert answer.headers["Location"] == "/instruments/TIP-PROTOCOL?lane=evidenced"


@pytest.mark.parametrize("address", ["/instruments/NOPE", "/instruments/GPA-2010%20"])
def test_unknown_instrument_is_not_found(seeded_client: FlaskClient, address: str) -> None:
    assert seeded_client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/instruments", "/instruments/GPA-2010"])
def test_unknown_parameter_is_refused(seeded_client: FlaskClient, address: str) -> None:
    assert seeded_client.get(f"{address}?colour=red").status_code == 400


def test_list_costs_few_queries_once_kept(seeded_app: Flask) -> None:
    client = seeded_app.test_client()
    client.get("/instruments")

    with statements(seeded_app) as sent:
        client.get("/instruments")

    # The public revision and those of the parts; what is looked up is cached.
    assert all("_revision" in statement or "min(" in statement for statement in sent)


def test_text_that_enters_nothing_says_so(db: SQLAlchemy, client: FlaskClient) -> None:
    make.state()
    note = make.instrument("NOTE", adopted_on=date(2021, 7, 30), kind="concept_note")
    make.commitment("NOTE-01", of=note, kind="statement")
    standing.rebuild()
    db.session.commit()

    page = opened(client, "/instruments/NOTE")

    assert "1 passage; 0 enter the gap." in words(page.main)
    assert not page.select(".levels-bar")
