"""The page of one state and one commitment: an argument from records, with the sum written out."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.web.pages import links, opened, section, statements, words
from tracker.gap import standing
from tracker.review import publication

CELL = "/states/XAA/PLAN-01"
SECTIONS = ["promise", "evidence", "missing", "sum"]  # those without content are left out


@pytest.fixture
def example(db: SQLAlchemy) -> Callable[[], None]:
    """Commits what a test lays on record of Examplia."""

    def commit() -> None:
        standing.rebuild()
        db.session.commit()

    return commit


def lead(page: BeautifulSoup) -> str:
    return words(page.select_one(".lead"))


# The argument -------------------------------------------------------------------------------


def test_cell_reads_from_promise_to_what_is_missing(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    make.state()
    make.commitment()
    example()

    page = opened(client, CELL)

    assert [part["id"] for part in page.select("article > section")] == SECTIONS
    assert words(page.h1) == "Title of PLAN-01"
    assert "States undertake what PLAN-01 says." in section(page, "promise")
    assert "section I verified" in section(page, "promise")


def test_cell_of_which_nothing_is_known_says_who_could_tell(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    make.state()
    make.commitment()
    example()

    page = opened(client, CELL)

    assert "no information on what Examplia has done" in lead(page)
    columns = [words(part) for part in page.select(".three-lanes > div")]
    assert len(columns) == 3
    assert all("No information" in column for column in columns)
    assert "No indicator and no organisation" in section(page, "evidence")
    assert "there is no figure" in section(page, "sum")
    missing = section(page, "missing")
    for who in ("State report", "indicator", "organisation", "reviewers"):
        assert who in missing


def worked_example() -> None:
    """The worked example of the methodology, as far as it is about one cell."""
    state, commitment = make.state(), make.commitment()
    party = make.indicator("PARTY", kind="membership", measures=(commitment,))
    index = make.indicator("INDEX", measures=(commitment,))
    make.value(party, state, "party", date(2005, 6, 1), source=make.source("A"))
    make.value(index, state, "2", date(2013, 12, 31), source=make.source("B"))
    make.action(
        state, commitment, level=1, polarity="contradicts", tier="C", effective_on=date(2020, 3, 10)
    )
    make.report(state, commitment, level=3, period_end=date(2021, 6, 30))


def test_worked_example_is_written_out_in_sentences(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    worked_example()
    example()

    page = opened(client, f"{CELL}?as_of=2021-11-22&age=any")
    seen = section(page, "sum")
    rows = [words(row) for row in page.select("table.votes tbody tr")]

    assert "“Partial”" in lead(page)
    for row, told_there in zip(
        rows, ("C 2 2 10 Mar", "B 3 5 ≥ 4.5 31 Dec", "A 4 9 1 Jun"), strict=True
    ):
        assert told_there in row
    assert "3 sources count. Together they weigh 9, and half of that is 4.5." in seen
    assert "the weight reached is 5 at “Partial”" in seen
    assert "3 levels apart: they disagree" in seen
    assert "three sources or more: high; the sources disagree" in seen
    assert "never below low: medium" in seen
    assert "“Partial” is worth 0.50. Progress is 50%, and the gap is 1 − 0.50 = 0.50." in seen
    assert "State report 0.75 − Other evidence 0.50 = +0.25" in seen
    assert "The State report gives more than the other source." in seen


def test_assessment_settles_whatever_else_is_on_record(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    state, commitment = make.state(), make.commitment()
    make.action(state, commitment, level=1)
    make.assessment(state, commitment, level=4, rationale="All of it was seen done.")
    example()

    page = opened(client, CELL)

    assert "Reviewers assessed this as “Complete”" in lead(page)
    assert "All of it was seen done." in section(page, "assessments")
    assert "Reviewers’ assessment: Complete. This decides the status." in section(page, "sum")
    assert "Other evidence: Limited. The status is decided already." in section(page, "sum")


def test_own_word_alone_is_called_so(client: FlaskClient, example: Callable[[], None]) -> None:
    make.report(make.state(), make.commitment(), level=4)
    example()

    page = opened(client, CELL)

    assert "The State report gives “Complete”" in lead(page)
    assert "No other source says anything" in lead(page)


def test_answer_without_level_keeps_its_reason(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    make.report(make.state(), make.commitment(), reason="Ministries are settling who does it.")
    example()

    page = opened(client, CELL)

    assert "Not assessed : Ministries are settling who does it." in section(page, "reports")
    assert "no information" not in lead(page)
    assert "There is no status" in lead(page)


RECORDS = [
    ({"level": None}, "it gives no status"),
    ({"level": 4, "polarity": "context"}, "it gives context only"),
]


@pytest.mark.parametrize(("given", "why"), RECORDS)
def test_record_that_does_not_vote_says_why(
    client: FlaskClient, example: Callable[[], None], given: dict[str, Any], why: str
) -> None:
    make.action(make.state(), make.commitment(), **given)
    example()

    assert f"Does not count: {why}." in section(opened(client, CELL), "evidence")


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("tier=A", "your settings leave out its strength"),
        ("survivor_led=1", "your settings ask for survivor-led organisations alone"),
    ],
)
def test_record_that_reader_left_out_says_so(
    client: FlaskClient, example: Callable[[], None], query: str, why: str
) -> None:
    make.action(make.state(), make.commitment(), level=2, tier="C")
    example()

    page = opened(client, f"{CELL}?{query}")

    assert f"Does not count: {why}." in section(page, "evidence")
    assert "Progress is" not in lead(page)


def test_evidence_comes_newest_first_and_earlier_is_folded(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    state, commitment = make.state(), make.commitment()
    index = make.indicator("INDEX", measures=(commitment,))
    for year in (2011, 2013, 2012):
        make.value(index, state, "2", date(year, 12, 31))
    make.action(state, commitment, level=2, effective_on=date(2012, 6, 1))
    example()

    page = opened(client, CELL)
    shown = [one["datetime"] for one in page.select("#evidence > ul time")]
    folded = [one["datetime"] for one in page.select("#evidence details time")]

    assert shown == ["2013-12-31", "2012-06-01"]
    assert folded == ["2012-12-31", "2011-12-31"]


def test_cell_tells_where_the_state_stands_on_the_same(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    state, plan = make.state(), make.instrument()
    one, two, three = (make.commitment(f"PLAN-0{n}", of=plan) for n in (1, 2, 3))
    part = make.commitment("PLAN-04", of=plan)
    make.relation(one, two)
    make.relation(two, three)
    make.relation(part, one, "narrower")
    make.action(state, two, level=3)
    example()

    rows = opened(client, CELL).select("table.related tbody tr")
    seen = [words(row) for row in rows]

    assert [words(row.select_one(".reference")) for row in rows] == [
        "PLAN-02",
        "PLAN-04",
        "PLAN-03",
    ]
    assert "asks the same" in seen[0]
    assert "Substantial" in seen[0]
    assert "asks part of it" in seen[1]
    assert "Both ask the same as a third commitment" in seen[2]


def test_what_one_more_record_would_do_is_said(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    make.action(make.state(), make.commitment(), level=2, tier="C")
    example()

    seen = section(opened(client, CELL), "missing")

    assert "with the level “Not started” would change other evidence to “Not started”" in seen
    assert "with the level “Complete” would change other evidence to “Complete”" in seen


# Outside the gap ----------------------------------------------------------------------------


def article(status: str | None = None, **more: Any) -> None:
    """An article of a treaty, and what is known of Examplia's membership."""
    state = make.state()
    treaty = make.instrument("PACT", kind="treaty", membership_indicator="PACT-PARTY")
    make.commitment("PACT-01", of=treaty, kind="treaty_obligation", addressees=("states_parties",))
    party = make.indicator("PACT-PARTY", kind="membership", treaty=treaty)
    if status:
        make.value(party, state, status, date(2015, 3, 1), reference="RECORD", **more)


@pytest.mark.parametrize(
    ("status", "expected", "missing"),
    [
        (None, "No record says whether Examplia is a party", "whether the State is a party"),
        ("signed", "No record says whether Examplia is a party", "whether the State is a party"),
        ("not_party", "on record as not a party", "If the State joins the treaty"),
        ("party", "no information on what Examplia", "State report"),
    ],
)
def test_treaty_says_whether_it_binds_and_from_which_record(
    client: FlaskClient,
    example: Callable[[], None],
    status: str | None,
    expected: str,
    missing: str,
) -> None:
    article(status)
    example()

    page = opened(client, "/states/XAA/PACT-01")

    assert expected in lead(page)
    assert missing in section(page, "missing")
    assert ("RECORD" in section(page, "promise")) is (status is not None)


def test_signature_alone_decides_nothing_and_says_so(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    article("signed")
    example()

    assert "does not decide whether the treaty binds" in section(
        opened(client, "/states/XAA/PACT-01"), "promise"
    )


def test_text_adopted_later_is_not_yet_due(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    make.state()
    make.commitment(of=make.instrument(adopted_on=date(2010, 7, 30)))
    example()

    page = opened(client, f"{CELL}?as_of=2010-07-29")

    assert "adopted on 30 Jul 2010, after the day" in lead(page)
    assert "Not yet due" in section(page, "promise")
    assert "not yet due" not in lead(opened(client, f"{CELL}?as_of=2010-07-30"))


def test_recommendation_counts_only_when_included(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    make.state()
    make.commitment(kind="recommendation")
    example()

    page = opened(client, CELL)

    assert "asks nothing of Examplia that we measure" in lead(page)
    assert f"{CELL}?recommendations=1" in links(page.find(id="promise"))
    assert "no information on what Examplia has done" in lead(
        opened(client, f"{CELL}?recommendations=1")
    )


# Any day again ------------------------------------------------------------------------------


def test_as_of_before_everything_is_no_information(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    make.action(make.state(), make.commitment(), level=4, effective_on=date(2020, 3, 10))
    example()

    page = opened(client, f"{CELL}?as_of=2020-03-09")

    assert "no information on what Examplia has done" in lead(page)
    assert "An invented act" not in section(page, "evidence")
    assert "1 record is from after this day" in section(page, "evidence")
    assert "Progress is 100%" in lead(opened(client, f"{CELL}?as_of=2020-03-10"))


def test_withdrawn_record_is_gone_but_what_it_weighed_stays(
    client: FlaskClient, db: SQLAlchemy, example: Callable[[], None]
) -> None:
    act = make.action(make.state(), make.commitment(), level=2, title="A raid that was not")
    example()
    with time_machine.travel(datetime(2022, 5, 1, 12, tzinfo=UTC), tick=False):
        publication.withdraw(act, reason="It did not happen.")
        db.session.commit()

    now = opened(client, CELL)
    before = opened(client, f"{CELL}?known_by=2022-04-30")
    on_the_day = opened(client, f"{CELL}?known_by=2022-05-01")

    for page in (now, before, on_the_day):
        assert "A raid that was not" not in words(page)
    for page in (now, on_the_day):
        assert "1 record had been withdrawn or replaced" in section(page, "evidence")
        assert "no information on what Examplia has done" in lead(page)
    # Its content is taken back for every day; the figures of an earlier day can be made again.
    assert "A withdrawn act" in section(before, "evidence")
    assert "“Partial”" in lead(before)


def test_record_published_later_is_not_told_before(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    make.action(
        make.state(),
        make.commitment(),
        level=2,
        title="A law of which we learned late",
        published_at=datetime(2023, 2, 1, tzinfo=UTC),
    )
    example()

    page = opened(client, f"{CELL}?known_by=2023-01-31")

    assert "A law of which we learned late" not in words(page)
    assert "1 record was published later" in section(page, "evidence")


def test_commitment_entered_later_says_when(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    make.state()
    make.commitment(published_at=datetime(2021, 9, 1, tzinfo=UTC))
    example()

    page = opened(client, f"{CELL}?known_by=2021-08-31")

    assert "We entered it on 1 Sep 2021" in lead(page)
    assert f"{CELL}?known_by=2021-09-01" in links(page.find(id="content"))


def test_links_of_cell_keep_the_reading(client: FlaskClient, example: Callable[[], None]) -> None:
    state, commitment = make.state(), make.commitment()
    index = make.indicator("INDEX", measures=(commitment,))
    make.value(index, state, "2", date(2013, 12, 31))
    example()

    found = links(opened(client, f"{CELL}?as_of=2014-01-01").find(id="content"))

    for address in (
        "/states/XAA",
        "/commitments/PLAN-01",
        "/instruments/PLAN",
        "/indicators/INDEX",
    ):
        assert f"{address}?as_of=2014-01-01" in found


# People -------------------------------------------------------------------------------------


def test_withheld_name_and_its_traces_are_nowhere(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    hidden = make.organisation("Secret Sisters", survivor_led=True)
    state, commitment = make.state(), make.commitment()
    seen = {"by": hidden, "published_at": datetime(2021, 5, 17, 9, tzinfo=UTC)}
    make.action(state, commitment, level=1, effective_on=date(2020, 1, 1), **seen)
    make.action(state, commitment, level=2, name_withheld=True, **seen)
    example()

    answer = client.get(CELL).text
    page = opened(client, CELL)
    lines = page.select("#evidence > ul > li")
    acts = [words(one) for one in lines]
    withheld = [act for act in acts if "An organisation whose name is withheld" in act]

    # Both vote: that one replaced the other would tell whose the withheld one is.
    assert len(acts) == 2
    assert len(withheld) == 1
    assert "published in May 2021" in withheld[0]
    for secret in ("Secret Sisters", "17 May 2021", "survivor-led"):
        assert secret not in withheld[0]
    # The named one leads to its organisation, once, and nothing else does.
    assert answer.count(hidden.public_id) == 1
    assert hidden.public_id not in str(lines[acts.index(withheld[0])])
    assert "withheld" in words(page.select_one("table.votes"))
    assert "same organisation" not in answer


def test_named_organisation_is_shown_with_its_mark(
    client: FlaskClient, example: Callable[[], None]
) -> None:
    by = make.organisation("Voices of Examplia", survivor_led=True)
    make.action(make.state(), make.commitment(), level=1, by=by)
    example()

    assert "Voices of Examplia · survivor-led" in section(opened(client, CELL), "evidence")


def test_drafts_are_nobodys_to_see(client: FlaskClient, example: Callable[[], None]) -> None:
    state, commitment = make.state(), make.commitment()
    make.action(state, commitment, level=1, published_at=None, title="A draft act")
    make.report(state, commitment, level=1, published_at=None, title="A draft report")
    make.assessment(state, commitment, level=1, published_at=None, rationale="A draft view")
    example()

    page = opened(client, CELL)

    assert "A draft" not in words(page)
    assert "no information on what Examplia has done" in lead(page)


def test_text_of_records_is_escaped(client: FlaskClient, example: Callable[[], None]) -> None:
    make.action(make.state(), make.commitment(), level=1, title="<script>alert(1)</script>")
    example()

    answer = client.get(CELL).text

    assert "<script>alert" not in answer
    assert "&lt;script&gt;alert(1)" in answer


# The seed -----------------------------------------------------------------------------------


def test_membership_of_kenya_shows_source_and_its_day(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states/KEN/GPA-2010-08")
    seen = section(page, "evidence")

    assert "16 Jun 2004" in seen
    assert "Party, Accession" in seen
    assert "Status of the Convention against Transnational Organized Crime" in seen
    assert "as of 27 Jan 2014" in seen
    assert "Primary official record" in seen
    outside = page.select('#evidence a[href^="http"]')
    assert outside
    assert all({"noreferrer", "noopener"} <= set(link["rel"]) for link in outside)


@pytest.mark.parametrize(
    "address",
    [
        "/states/XXX/GPA-2010-08",
        "/states/KEN/GPA-2010-999",
        "/states/KEN/%00",
        "/states/KEN/GPA%202010",
        "/states/KEN/" + "A" * 300,
    ],
)
def test_unknown_cells_all_get_the_same_page(seeded_client: FlaskClient, address: str) -> None:
    answer, other = seeded_client.get(address), seeded_client.get("/states/QQQ/QQQ-1")

    assert (answer.status_code, other.status_code) == (404, 404)
    assert answer.text == other.text


def test_small_letters_lead_to_capitals(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/states/ken/gpa-2010-08?as_of=2013-12-31")

    assert answer.status_code == 301
    assert answer.location == "/states/KEN/GPA-2010-08?as_of=2013-12-31"


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("as_of=31.12.2013", "2013-12-31"),
        ("as_of=2999-01-01", "from 1900 to today"),
        ("tier=E", "A"),
        ("pillar=protection", "known_by"),
    ],
)
def test_misunderstood_parameters_say_what_is_allowed(
    seeded_client: FlaskClient, query: str, allowed: str
) -> None:
    answer = seeded_client.get(f"/states/KEN/GPA-2010-08?{query}")

    assert answer.status_code == 400
    assert allowed in answer.text


def test_every_cell_of_a_state_opens(seeded_client: FlaskClient) -> None:
    pages = range(1, 10)
    found = {
        address
        for page in pages
        for address in links(opened(seeded_client, f"/states/CMR/commitments?page={page}"))
    }
    tabs = {f"/states/CMR/{tab}" for tab in ("commitments", "timeline", "reports", "records")}
    cells = sorted(
        {one for one in found if one.startswith("/states/CMR/") and "?" not in one} - tabs
    )

    assert len(cells) > 200
    # Every seventh: each text of the seed is met, and both databases stay quick.
    for address in cells[::7]:
        assert seeded_client.get(address).status_code == 200, address


# Cost ---------------------------------------------------------------------------------------


def test_queries_do_not_grow_with_records(
    app: Flask, client: FlaskClient, example: Callable[[], None]
) -> None:
    state, plan = make.state(), make.instrument()
    commitment = make.commitment(of=plan)
    index = make.indicator("INDEX", measures=(commitment,))
    other = make.commitment("PLAN-02", of=plan)
    make.relation(commitment, other)

    def lay(year: int) -> None:
        make.value(index, state, "2", date(year, 1, 1))
        make.action(state, commitment, level=2)
        make.report(state, commitment, level=2, period_end=date(year, 1, 1))
        make.assessment(state, commitment, level=2)
        example()

    def cost() -> int:
        with statements(app) as sent:
            assert client.get(CELL).status_code == 200
        return len(sent)

    lay(2011)
    cost()  # since when there is anything to tell is asked once a revision
    few = cost()
    for year in (2012, 2013, 2014):
        lay(year)
    cost()

    assert cost() == few
    assert few <= 29


def test_cell_of_the_seed_asks_few_questions(seeded_app: Flask) -> None:
    visitor = seeded_app.test_client()
    visitor.get("/states/KEN/GPA-2010-08")

    with statements(seeded_app) as sent:
        visitor.get("/states/KEN/GPA-2010-08")

    assert len(sent) <= 22, sent
