"""The tabs of a state: what each shows, where old addresses lead, and what many records do."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.web.pages import links, opened, section, statements, words
from tracker.gap import standing
from tracker.review import publication
from tracker.web.public.state_lists import ON_A_PAGE
from tracker.web.public.state_records import EARLIER_SHOWN, RECORD_KINDS

TABS = ("/commitments", "/timeline", "/reports", "/records")


def settled(db: SQLAlchemy) -> None:
    """As after a publication: standings are made anew, and pages do not show older records."""
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()


# What is there ------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", ["", *TABS])
def test_every_tab_names_the_others_and_itself(seeded_client: FlaskClient, tab: str) -> None:
    page = opened(seeded_client, f"/states/KEN{tab}?as_of=2013-12-31")
    tabs = page.select_one("nav.tabs")
    assert tabs is not None

    (current,) = tabs.select("[aria-current=page]")
    assert links(tabs) == [f"/states/KEN{one}?as_of=2013-12-31" for one in ("", *TABS)]
    assert current["href"] == f"/states/KEN{tab}?as_of=2013-12-31"


@pytest.mark.parametrize("tab", ["", *TABS])
def test_tab_of_a_state_without_any_record_says_so(
    client: FlaskClient, db: SQLAlchemy, tab: str
) -> None:
    make.state()
    settled(db)

    page = opened(client, f"/states/XAA{tab}")

    assert page.h1 is not None
    assert not page.select("table.cells tbody tr, ul.records li")


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_each_kind_of_record_has_a_list_of_its_own(
    client: FlaskClient, db: SQLAlchemy, kind: str
) -> None:
    state, commitment = make.state(), make.commitment()
    make.action(state, commitment, level=2, title="An act of Examplia")
    make.assessment(state, commitment, level=1)
    index = make.indicator("INDEX", measures=(commitment,))
    make.value(index, state, "2", date(2013, 12, 31))
    party = make.indicator("PARTY", kind="membership", measures=(commitment,))
    make.value(party, state, "party", date(2005, 6, 1))
    settled(db)

    page = opened(client, f"/states/XAA/records?kind={kind}")
    counts = {
        words(link).rpartition(" ")[0]: int(words(link).rpartition(" ")[2])
        for link in page.select("nav.kinds a")
    }

    assert list(counts.values()) == [1, 1, 1, 0, 1]
    assert len(page.select("#records ul.records > li")) == (kind != "recommendations")


def test_records_begin_with_the_first_kind_that_has_any(
    client: FlaskClient, db: SQLAlchemy
) -> None:
    state, commitment = make.state(), make.commitment()
    make.value(make.indicator("INDEX", measures=(commitment,)), state, "2", date(2013, 12, 31))
    settled(db)

    page = opened(client, "/states/XAA/records")

    (chosen,) = page.select("nav.kinds [aria-current]")
    assert "kind=values" in chosen["href"]


def test_records_are_those_of_the_day(client: FlaskClient, db: SQLAlchemy) -> None:
    make.action(make.state(), make.commitment(), level=2, effective_on=date(2020, 3, 10))
    settled(db)

    assert opened(client, "/states/XAA/records?as_of=2020-03-10").select("#records .records li")
    assert not opened(client, "/states/XAA/records?as_of=2020-03-09").select("#records .records li")


def test_drafts_are_on_no_tab(client: FlaskClient, db: SQLAlchemy) -> None:
    state, commitment = make.state(), make.commitment()
    make.action(state, commitment, level=1, published_at=None, title="A draft act")
    make.report(state, commitment, level=1, published_at=None, title="A draft report")
    make.assessment(state, commitment, level=1, published_at=None, rationale="A draft view")
    settled(db)

    for tab in ("", *TABS):
        assert "A draft" not in words(opened(client, f"/states/XAA{tab}")), tab


def test_withheld_name_is_on_no_tab(client: FlaskClient, db: SQLAlchemy) -> None:
    hidden = make.organisation("Secret Sisters", survivor_led=True)
    make.action(
        make.state(),
        make.commitment(),
        level=1,
        by=hidden,
        name_withheld=True,
        published_at=datetime(2021, 5, 17, tzinfo=UTC),
    )
    settled(db)

    for tab in ("", *TABS):
        answer = client.get(f"/states/XAA{tab}").text
        assert "Secret Sisters" not in answer, tab
        assert hidden.public_id not in answer, tab


# Lists that grow ----------------------------------------------------------------------------


def test_list_of_commitments_comes_in_pages_that_keep_the_choice(
    client: FlaskClient, db: SQLAlchemy
) -> None:
    make.state()
    plan = make.instrument()
    for number in range(ON_A_PAGE + 3):
        make.commitment(f"PLAN-{number:03}", of=plan)
    settled(db)

    first = opened(client, "/states/XAA/commitments?known=unknown")
    forward = first.select_one("a[rel=next]")
    assert forward is not None
    second = opened(client, str(forward["href"]).partition("#")[0])

    assert str(forward["href"]).endswith("known=unknown&page=2#commitments")
    assert len(first.select("details.silent[open] li")) == ON_A_PAGE
    assert len(second.select("details.silent[open] li")) == 3
    assert f"{ON_A_PAGE + 3} commitments are listed" in section(first, "commitments")


def test_filters_open_the_page_at_the_list(seeded_client: FlaskClient) -> None:
    form = opened(seeded_client, "/states/KEN/commitments").select_one("form.facets")

    assert form is not None
    assert form["action"] == "/states/KEN/commitments#commitments"


def test_thousands_of_actions_cost_a_page_and_no_more_queries(
    app: Flask, client: FlaskClient, db: SQLAlchemy
) -> None:
    state, commitment = make.state(), make.commitment()

    def cost() -> int:
        client.get("/states/XAA/records?kind=actions")
        with statements(app) as sent:
            assert client.get("/states/XAA/records?kind=actions").status_code == 200
        return len(sent)

    make.action(state, commitment, level=2)
    settled(db)
    few = cost()
    for _each in range(120):
        make.action(state, commitment, level=2)
    settled(db)

    assert cost() <= few
    page = opened(client, "/states/XAA/records?kind=actions")
    assert len(page.select("#records ul.records > li")) == 50
    assert page.select_one("a[rel=next]") is not None


def test_earlier_values_of_an_indicator_end_somewhere(client: FlaskClient, db: SQLAlchemy) -> None:
    state, commitment = make.state(), make.commitment()
    index = make.indicator("INDEX", measures=(commitment,))
    for year in range(1980, 2020):
        make.value(index, state, "2", date(year, 12, 31))
    settled(db)

    page = opened(client, "/states/XAA/records?kind=values")

    assert len(page.select("#records details li")) == EARLIER_SHOWN
    assert any("indicator=INDEX" in link for link in links(page.find(id="records")))


@pytest.mark.parametrize("tab", TABS)
def test_tabs_ask_a_bounded_number_of_times(seeded_app: Flask, tab: str) -> None:
    visitor = seeded_app.test_client()
    visitor.get(f"/states/KEN{tab}")

    with statements(seeded_app) as sent:
        visitor.get(f"/states/KEN{tab}?tier=A,B,C,D")

    assert len(sent) <= 22, sent


# Addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("?pillar=protection", "/commitments?pillar=protection", "the list was on this page"),
        ("?known=unknown&sort=gap", "/commitments?known=unknown&sort=gap", "its order too"),
        ("?q=victims&as_of=2013-12-31", "/commitments?q=victims&as_of=2013-12-31", "the day"),
        ("/commitments/GPA-2010-38", "/GPA-2010-38", "a cell has one address"),
        ("/commitments/GPA-2010-38?lane=reported", "/GPA-2010-38?lane=reported", "the settings"),
    ],
)
def test_older_and_other_addresses_lead_on(
    seeded_client: FlaskClient, old: str, new: str, why: str
) -> None:
    answer = seeded_client.get(f"/states/KEN{old}")

    assert answer.status_code in (301, 302), why
    assert answer.location == f"/states/KEN{new}"
    assert seeded_client.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "anchor",
    [
        *("reports", "firmness", "widest", "diverging", "disputed", "silence", "unknown"),
        *("changed", "commitments", "apart", "asked", "records", "sources", "cite"),
        *("state-pillars", "state-timeline"),
    ],
)
def test_every_older_anchor_is_still_on_the_overview(
    seeded_client: FlaskClient, anchor: str
) -> None:
    assert len(opened(seeded_client, "/states/KEN").find_all(id=anchor)) == 1


@pytest.mark.parametrize("tab", TABS)
def test_unknown_state_and_small_letters_are_answered_as_the_overview_is(
    seeded_client: FlaskClient, tab: str
) -> None:
    assert seeded_client.get(f"/states/XXX{tab}").status_code == 404
    answer = seeded_client.get(f"/states/ken{tab}?as_of=2013-12-31")
    assert (answer.status_code, answer.location) == (301, f"/states/KEN{tab}?as_of=2013-12-31")


@pytest.mark.parametrize("tab", TABS)
def test_unchanged_tab_is_not_sent_again_and_another_state_leaves_it_alone(
    client: FlaskClient, db: SQLAlchemy, tab: str
) -> None:
    one, other = make.state(), make.state("XBB", "Otherland")
    commitment = make.commitment()
    make.action(one, commitment, level=2)
    settled(db)
    tag = client.get(f"/states/XAA{tab}").headers["ETag"]

    publication.publish([make.action(other, commitment, level=3, published_at=None)])
    db.session.commit()
    assert client.get(f"/states/XAA{tab}", headers={"If-None-Match": tag}).status_code == 304

    publication.publish([make.action(one, commitment, level=3, published_at=None)])
    db.session.commit()
    assert client.get(f"/states/XAA{tab}", headers={"If-None-Match": tag}).status_code == 200


# The first screen ---------------------------------------------------------------------------


def test_one_index_is_one_line(client: FlaskClient, db: SQLAlchemy) -> None:
    state, plan = make.state(), make.instrument()
    commitments = tuple(make.commitment(f"PLAN-{n:02}", of=plan) for n in range(12))
    index = make.indicator("INDEX", measures=commitments)
    make.value(index, state, "2", date(2013, 12, 31))
    settled(db)

    (line,) = opened(client, "/states/XAA?as_of=2026-11-29").select("ul.findings > li")

    assert "One general index of 2013 covers 12 commitments." in words(line)
    assert "past" in line["class"], "it is no longer current"


def test_dated_progress_carries_its_year_and_is_not_todays(
    client: FlaskClient, db: SQLAlchemy
) -> None:
    state, commitment = make.state(), make.commitment()
    index = make.indicator("INDEX", measures=(commitment,))
    make.value(index, state, "2", date(2013, 12, 31))
    settled(db)

    default = opened(client, "/states/XAA?as_of=2026-11-29")
    current = opened(client, "/states/XAA?as_of=2026-11-29&age=current")
    ever = opened(client, "/states/XAA?as_of=2026-11-29&age=any")

    assert words(default.select_one(".overall .dated-figure")) == "50% last known, 2013"
    assert not current.select(".overall .dated-figure, .overall b")
    assert words(ever.select_one(".overall")) == "50%"


def test_pillar_says_on_how_many_sources_it_rests_and_how_new_they_are(
    client: FlaskClient, db: SQLAlchemy
) -> None:
    state, commitment = make.state(), make.commitment()
    for code, year in (("ONE", 2023), ("TWO", 2024)):
        index = make.indicator(code, measures=(commitment,))
        make.value(
            index, state, "2", date(year, 12, 31), source=make.source(title=f"Source {code}")
        )
    settled(db)

    row = opened(client, "/states/XAA?as_of=2026-11-29").select_one("table.glances tbody tr")

    assert "2 sources, newest 2024" in words(row)


def test_supported_recommendations_are_told_as_promises(seeded_client: FlaskClient) -> None:
    asked = opened(seeded_client, "/states/KEN").find(id="asked")

    assert "These are promises" in words(asked)
    assert "/recommendations?state=KEN&position=supported" in links(asked)
