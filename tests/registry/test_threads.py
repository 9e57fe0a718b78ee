"""Threads: which passages are forms of one promise, which form follows which, and their pages."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.seed_rows import public_commitments, seed_rows
from tests.web.pages import links, opened, statements, words
from tracker.core import clock
from tracker.gap import standing
from tracker.registry.models import Commitment, Instrument
from tracker.registry.queries import threads

TEXTS = {
    "A": (date(2010, 7, 30), "resolution"),
    "B": (date(2017, 9, 27), "political_declaration"),
    "C": (date(2021, 11, 22), "political_declaration"),
    "D": (date(2025, 11, 24), "political_declaration"),
    "T": (date(2000, 11, 15), "treaty"),
    "H": (date(2021, 7, 13), "hearing_summary"),
    "S": (date(2020, 7, 30), "statement"),
}
Ties = Sequence[tuple[str, str, str]]


def laid(ties: Ties, more: Sequence[str] = ()) -> None:
    """Invented passages named after the text that holds them, such as A1, and their relations."""
    texts: dict[str, Instrument] = {}
    passages: dict[str, Commitment] = {}
    for name in dict.fromkeys(
        [*more, *(each for one, _kind, other in ties for each in (one, other))]
    ):
        day, kind = TEXTS[name[0]]
        text = texts.get(name[0]) or make.instrument(f"TEXT-{name[0]}", day, kind=kind)
        texts[name[0]] = text
        passages[name] = make.commitment(name, of=text, position=int(name[1:]))
    for one, kind, other in ties:
        make.relation(passages[one], passages[other], kind, rationale=f"{one} against {other}.")


LATER, SAME = "later_form_of", "same"
TABLE: list[tuple[Ties, list[list[str]], str]] = [
    ([], [], "no relation, no thread"),
    ([("B1", LATER, "A1")], [["A1", "B1"]], "a later form and the form before"),
    ([("B1", SAME, "A1")], [["A1", "B1"]], "the same in two texts of states"),
    ([("A1", SAME, "B1")], [["A1", "B1"]], "told the other way round: the older one is first"),
    ([("B1", SAME, "H1")], [], "a hearing makes no stage"),
    ([("B1", SAME, "S1")], [], "nor does a statement of a body"),
    ([("A1", SAME, "T1"), ("B1", LATER, "A1")], [["T1", "A1", "B1"]], "a treaty can be first"),
    ([("B1", "related", "A1")], [], "what is near is not the same promise"),
    ([("B1", "narrower", "A1")], [], "nor is a part of it"),
    (
        [("B1", LATER, "A1"), ("C1", LATER, "B1"), ("D1", SAME, "C1")],
        [["A1", "B1", "C1", "D1"]],
        "one promise in four texts",
    ),
    (
        [("C1", LATER, "A1"), ("D1", LATER, "A1")],
        [["A1", "C1", "D1"]],
        "a text between them leaves it out",
    ),
    (
        [("C1", LATER, "B1"), ("C2", LATER, "B1")],
        [["B1", "C1", "C2"]],
        "one promise becomes two: both are stages",
    ),
    (
        [("B1", LATER, "A1"), ("B2", LATER, "A2")],
        [["A1", "B1"], ["A2", "B2"]],
        "two promises of the same texts stay apart",
    ),
    (
        [("D1", LATER, "C1"), ("B1", LATER, "A1"), ("C1", SAME, "B1")],
        [["A1", "B1", "C1", "D1"]],
        "the order of the relations says nothing",
    ),
]


@pytest.mark.parametrize(("ties", "wanted", "reason"), TABLE, ids=[case[2] for case in TABLE])
def test_table_of_threads(db: SQLAlchemy, ties: Ties, wanted: list[list[str]], reason: str) -> None:
    laid(ties)
    db.session.commit()

    found = threads.threads(clock.today())

    seen = [[stage.card.reference for stage in thread.stages] for thread in found]
    assert seen == wanted, reason


def test_a_stage_is_compared_with_the_form_that_it_renews(db: SQLAlchemy) -> None:
    laid([("B1", SAME, "A1"), ("C1", LATER, "A1"), ("C1", SAME, "B1"), ("D1", SAME, "C1")])
    db.session.commit()

    (thread,) = threads.threads(clock.today())

    seen = {stage.card.reference: stage.change for stage in thread.stages}
    assert seen == {
        "A1": None,
        "B1": "B1 against A1.",
        "C1": "C1 against A1.",  # it renews A1, although B1 is nearer in time
        "D1": "D1 against C1.",
    }


def test_thread_of_an_earlier_day_has_the_relations_of_that_day(db: SQLAlchemy) -> None:
    laid([("B1", LATER, "A1")], more=["C1"])
    young = datetime(2024, 5, 1, tzinfo=UTC)
    made = {row.reference: row for row in db.session.scalars(select(Commitment))}
    make.relation(made["C1"], made["B1"], LATER, published_at=young)
    db.session.commit()

    then, now = threads.threads(date(2024, 4, 30)), threads.threads(clock.today())

    assert ([len(one.stages) for one in then], [len(one.stages) for one in now]) == ([2], [3])


def test_any_form_leads_to_the_page_of_the_first(client: FlaskClient, db: SQLAlchemy) -> None:
    laid([("B1", LATER, "A1")], more=["C1"])
    make.state()
    standing.rebuild()
    db.session.commit()

    assert client.get("/threads/A1").status_code == 200
    assert client.get("/threads/B1?as_of=2020-01-01").headers["Location"] == (
        "/threads/A1?as_of=2020-01-01"
    )
    assert client.get("/threads/b1").status_code == 301
    assert client.get("/threads/C1").status_code == 200, "alone, and told so"
    assert client.get("/threads/E1").status_code == 404


def test_page_tells_each_form_in_order_with_what_changed(
    client: FlaskClient, db: SQLAlchemy
) -> None:
    laid([("B1", LATER, "A1"), ("C1", SAME, "B1")])
    promise = db.session.scalars(select(Commitment).where(Commitment.reference == "B1")).one()
    make.action(make.state(), promise, level=3)
    standing.rebuild()
    db.session.commit()

    stages = opened(client, "/threads/A1").select("ol.thread > li")

    assert [each["id"] for each in stages] == ["A1", "B1", "C1"]
    assert [words(each.select_one(".year")) for each in stages] == ["2010", "2017", "2021"]
    assert "B1 against A1." in words(stages[1])
    assert "#A1" in links(stages[1])
    assert "section I" in words(stages[0])
    bars = [each.select_one(".levels-bar")["aria-label"] for each in stages]
    assert ["Substantial: 1" in bar for bar in bars] == [False, True, False], (
        "each form has a status of its own"
    )


@pytest.mark.parametrize(
    ("address", "reason"),
    [("/threads", "none on record"), ("/threads?known_by=2019-06-30", "none on that day")],
)
def test_list_without_threads_says_so(client: FlaskClient, address: str, reason: str) -> None:
    assert opened(client, address).select_one(".empty"), reason


def test_a_commitment_leads_to_its_thread(client: FlaskClient, db: SQLAlchemy, app: Flask) -> None:
    laid([("B1", LATER, "A1")], more=["C1"])
    make.state()
    standing.rebuild()
    db.session.commit()

    assert "/threads/A1#B1" in links(opened(client, "/commitments/B1").main)
    assert not any("/threads/" in link for link in links(opened(client, "/commitments/C1").main))


# The seed ----------------------------------------------------------------------------------


def test_every_thread_of_the_seed_opens_from_the_list(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/threads")
    addresses = [link for link in links(page.main) if link.startswith("/threads/")]

    assert len(addresses) == len(set(addresses)) >= 40
    stages = [
        each["id"]
        for address in addresses
        for each in opened(seeded_client, address).select("ol.thread > li")
    ]
    assert len(stages) == len(set(stages)), "no passage is in two threads"


def test_no_thread_of_the_seed_has_two_passages_of_one_text_by_accident(
    seeded_app: Flask,
) -> None:
    with seeded_app.app_context():
        found = threads.threads(clock.today())
        texts = [[stage.card.instrument.code for stage in one.stages] for one in found]

    assert [codes for codes in texts if len(codes) != len(set(codes))] == []


def test_every_promise_of_2025_has_its_thread_or_is_new(seeded_app: Flask) -> None:
    """What the declaration of 2025 promises again leads back; what is new in it is named here."""
    new = {"PD-2025-27", "PD-2025-28"}
    asks = {"commitment", "call"}
    promises = {
        row["reference"]
        for row in public_commitments()
        if row["instrument"] == "PD-2025" and row["kind"] in asks
    }
    with seeded_app.app_context():
        today = clock.today()
        alone = {reference for reference in promises if threads.thread_of(reference, today) is None}

    assert alone == new


def test_list_of_threads_costs_few_queries(seeded_app: Flask) -> None:
    visitor = seeded_app.test_client()
    visitor.get("/threads/GPA-2010-25")

    with statements(seeded_app) as sent:
        visitor.get("/threads/GPA-2010-25")

    assert len(sent) <= 6, sent


@pytest.mark.parametrize("certainty", ["unverified", "secondary"])
def test_page_of_what_was_not_read_says_how_to_check_it(
    seeded_client: FlaskClient, certainty: str
) -> None:
    symbols = {row["code"]: row["symbol"] for row in seed_rows("instruments")}
    row = next(row for row in public_commitments() if row["certainty"] == certainty)

    facts = words(opened(seeded_client, f"/commitments/{row['reference']}").select_one("dl.facts"))

    seen = facts.partition("How to check it")[2].partition("Official wording")[0]
    assert symbols[row["instrument"]] in seen
    assert row["locator"] in seen


def test_a_program_reads_the_forms_beside_the_commitment(seeded_client: FlaskClient) -> None:
    seen = seeded_client.get("/api/v1/commitments/PD-2025-18").get_json()["data"]["forms"]
    alone = seeded_client.get("/api/v1/commitments/PD-2025-27").get_json()["data"]["forms"]

    assert seen[0] == {"commitment": "GPA-2010-25", "since": None, "change": None}
    assert {"PD-2017-10", "PD-2021-06", "PD-2025-18"} < {one["commitment"] for one in seen}
    assert all(one["change"] for one in seen[1:])
    assert alone == []
