"""Pages about states: the list, and one state with everything that is known and unknown of it."""

import gzip
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.web.pages import links, opened, section, statements, words
from tracker.gap import standing

STATIC = Path(__file__).parents[2] / "tracker" / "web" / "static"
BUDGET = 60_000  # bytes, compressed, with the style sheet


def settled(db: SQLAlchemy) -> None:
    standing.rebuild()
    db.session.commit()


# All states ---------------------------------------------------------------------------------


def names(client: FlaskClient, address: str) -> list[str]:
    page = opened(client, address)
    return [words(cell.find("a")) for cell in page.select("table.states tbody th")]


def test_list_names_members_and_marks_observers(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states")

    rows = page.select("table.states tbody tr")
    observers = [words(row.th) for row in rows if "Observer" in words(row.th)]

    assert len(rows) == 195
    assert observers == ["Holy See Observer State", "State of Palestine Observer State"]
    assert names(seeded_client, "/states")[:2] == ["Afghanistan", "Albania"]


@pytest.mark.parametrize(
    ("asked", "found", "reason"),
    [
        ("kenya", "Kenya", "the English name, whatever its case"),
        ("Кения", "Kenya", "the Russian name"),
        ("肯尼亚", "Kenya", "the Chinese name"),
        ("尼亚", "Kenya", "Chinese is written without spaces: any part is a beginning"),
        ("كينيا", "Kenya", "the Arabic name"),
        ("cote divoire", "Côte d’Ivoire", "without accents and apostrophe"),
        ("Cote d'Ivoire", "Côte d’Ivoire", "with a typewriter's apostrophe"),
        ("Ivory Coast", "Côte d’Ivoire", "an alias met in files"),
        ("Swaziland", "Eswatini", "a former name"),
        ("KEN", "Kenya", "the code of ISO 3166"),
    ],
)
def test_state_is_found_by_any_name(
    seeded_client: FlaskClient, asked: str, found: str, reason: str
) -> None:
    page = seeded_client.get("/states", query_string={"q": asked})

    assert page.status_code == 200
    assert found.replace("’", "'") in page.text.replace("’", "'").replace("&#39;", "'"), reason


def test_search_begins_words_and_joins_them(seeded_client: FlaskClient) -> None:
    assert names(seeded_client, "/states?q=mali") == ["Mali"]
    assert names(seeded_client, "/states?q=united+republic") == ["United Republic of Tanzania"]


def test_search_without_result_says_so(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states?q=atlantis")

    assert "No State is listed" in section(page, "content")
    assert not page.select("table.states")


def test_list_narrows_to_region_and_group(seeded_client: FlaskClient) -> None:
    assert "Kenya" in names(seeded_client, "/states?region=africa&group=AG")
    assert "Kenya" not in names(seeded_client, "/states?region=europe")
    assert "Holy See" not in names(seeded_client, "/states?group=WEOG")


def test_gap_order_sets_insufficient_states_apart(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states?sort=gap")
    *ordered, apart = page.select("table.states")  # nothing is ordered where all are insufficient

    figures = [words(row.select("td")[2]) for part in ordered for row in part.select("tbody tr")]
    gaps = [float(text.split()[0]) for text in figures]

    assert gaps == sorted(gaps, reverse=True)
    assert all(" to " in text for text in figures), "each with its interval"
    assert not any("Insufficient" in words(part) for part in ordered)
    assert all("Insufficient" in words(row) for row in apart.select("tbody tr"))
    assert "Holy See" in words(apart)
    # The other columns stay readable as they are: nowhere is a place in a league.
    heads = [words(part.thead).casefold() for part in (*ordered, apart)]
    assert not any(word in head for head in heads for word in ("rank", "place"))


def test_insufficient_gap_is_in_no_column_of_numbers(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states?q=Holy+See")
    gap = page.select("table.states tbody td")[2]

    assert gap.select_one(".nothing") is not None
    assert re.search(r"0\.\d\d to 0\.\d\d$", words(gap))


def test_coverage_order_begins_with_most_known(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states?sort=coverage")
    shares = [int(words(row.td).rstrip("%")) for row in page.select("table.states tbody tr")]

    assert shares == sorted(shares, reverse=True)


def test_report_appears_in_list_with_its_day(client: FlaskClient, db: SQLAlchemy) -> None:
    seen, silent = make.state("XAA"), make.state("XBB", "Otherland")
    make.report(seen, make.commitment(), level=3, period_end=date(2021, 6, 30))
    settled(db)

    rows = opened(client, "/states").select("table.states tbody tr")

    assert words(rows[0].select("td")[-1]) == "30 Jun 2021"
    assert words(rows[1].select("td")[-1]) == "none yet"
    assert silent.name_en in words(rows[1].th)


def test_links_of_list_keep_the_reading(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states?as_of=2013-12-31&sort=coverage&region=africa")
    table = page.select_one("table.states")
    assert table is not None

    assert "/states/DZA?as_of=2013-12-31" in links(table.tbody)
    assert "/states?as_of=2013-12-31&sort=gap&region=africa" in links(table.thead)


# One state ----------------------------------------------------------------------------------


def test_state_page_tells_figures_in_words(client: FlaskClient, db: SQLAlchemy) -> None:
    state, plan = make.state(), make.instrument()
    known, _unknown = (make.commitment(f"PLAN-0{n}", of=plan) for n in (1, 2))
    make.action(state, known, level=2)
    settled(db)

    page = opened(client, "/states/XAA")

    assert "2 commitments apply to Examplia." in words(page.select_one(".lead"))
    assert "current information on 1 of them (50%)" in words(page.select_one(".lead"))
    assert words(page.select_one(".overall")) == "50%"
    assert "between 25% and 75%" in section(page, "state-pillars")


def test_state_of_which_nothing_is_known_has_no_figure(client: FlaskClient, db: SQLAlchemy) -> None:
    make.state()
    make.commitment()
    settled(db)

    page = opened(client, "/states/XAA")

    assert "current information on none of them" in words(page.select_one(".lead"))
    assert not page.select(".overall b"), "missing is never zero"
    assert section(page, "unknown") == "without information 1"
    for part in ("reports", "diverging", "widest"):
        assert page.find(id=part), "what is empty keeps its place in one line"
    assert not page.select("#widest table, #diverging table")


def test_as_of_before_everything_is_no_information(client: FlaskClient, db: SQLAlchemy) -> None:
    state = make.state()
    make.action(state, make.commitment(), level=4, effective_on=date(2020, 3, 10))
    settled(db)

    today = opened(client, "/states/XAA")
    before = opened(client, "/states/XAA?as_of=2019-12-31")

    assert words(today.select_one(".overall")) == "100%"
    assert not before.select(".overall b")
    assert section(before, "unknown") == "without information 1"


def test_weights_of_reader_change_the_gap(seeded_client: FlaskClient) -> None:
    plain = words(opened(seeded_client, "/states/KEN").select_one(".overall"))
    weighed = words(
        opened(seeded_client, "/states/KEN?weights=protection:9").select_one(".overall")
    )

    assert plain != weighed


LIST = {
    "plain": ("", {"PLAN-01", "PLAN-02", "PLAN-03"}),
    "known": ("?known=known", {"PLAN-01", "PLAN-02"}),
    "unknown": ("?known=unknown", {"PLAN-03"}),
    "contested": ("?known=contested", {"PLAN-02"}),
    "pillar": ("?pillar=protection", {"PLAN-03"}),
    "words of the title": ("?q=shelters", {"PLAN-03"}),
    "instrument": ("?instrument=PLAN", {"PLAN-01", "PLAN-02", "PLAN-03"}),
}


@pytest.mark.parametrize("case", LIST)
def test_commitments_of_state_are_narrowed(client: FlaskClient, db: SQLAlchemy, case: str) -> None:
    query, expected = LIST[case]
    state, plan = make.state(), make.instrument()
    one, two = (make.commitment(f"PLAN-0{n}", of=plan) for n in (1, 2))
    make.commitment("PLAN-03", of=plan, pillar="protection", title="Safe shelters")
    make.action(state, one, level=2)
    for level in (0, 4):
        make.action(state, two, level=level)
    settled(db)

    page = opened(client, f"/states/XAA/commitments{query}")
    listed = page.find(id="commitments")

    assert {address.rpartition("/")[2].partition("?")[0] for address in links(listed)} & {
        "PLAN-01",
        "PLAN-02",
        "PLAN-03",
    } == expected


def test_gap_order_puts_the_widest_first(client: FlaskClient, db: SQLAlchemy) -> None:
    state, plan = make.state(), make.instrument()
    for number, level in ((1, 4), (2, 1), (3, 2)):
        make.action(state, make.commitment(f"PLAN-0{number}", of=plan), level=level)
    settled(db)

    page = opened(client, "/states/XAA/commitments?sort=gap")
    rows = page.select("#commitments table.cells tbody th .reference")

    assert [words(row) for row in rows] == ["PLAN-02", "PLAN-03", "PLAN-01"]


def test_treaty_of_unknown_membership_stands_apart(client: FlaskClient, db: SQLAlchemy) -> None:
    make.state()
    treaty = make.instrument("PACT", kind="treaty", membership_indicator="PACT-PARTY")
    make.commitment("PACT-01", of=treaty, kind="treaty_obligation", addressees=("states_parties",))
    settled(db)

    page = opened(client, "/states/XAA/commitments")

    assert "do not know whether they bind it: 1" in section(page, "apart")
    assert "PACT-01" not in section(page, "commitments")


def test_records_of_state_lead_to_their_source(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states/KEN/records?kind=treaties")
    seen = section(page, "records")

    assert "Party to the Convention against Transnational Organized Crime" in seen
    assert "16 Jun 2004" in seen
    assert "as of 27 Jan 2014" in seen
    outside = [link for link in page.select("#records .source a") if link["href"][:4] == "http"]
    assert outside
    assert all({"noreferrer", "noopener"} <= set(link["rel"]) for link in outside)


def test_withheld_name_is_nowhere_on_state_page(client: FlaskClient, db: SQLAlchemy) -> None:
    hidden = make.organisation("Secret Sisters", survivor_led=True)
    made = make.action(
        make.state(),
        make.commitment(),
        level=1,
        by=hidden,
        name_withheld=True,
        published_at=datetime(2021, 5, 17, tzinfo=UTC),
    )
    settled(db)

    tabs = ("", "/commitments", "/timeline", "/reports", "/records")
    answer = "".join(client.get(f"/states/XAA{tab}").text for tab in tabs)
    seen = section(opened(client, "/states/XAA/records"), "records")

    assert made.reference in seen
    assert "name is withheld" in seen
    assert "survivor-led" not in seen
    for secret in ("Secret Sisters", hidden.public_id, "17 May 2021", "2021-05-17"):
        assert secret not in answer


def test_last_report_of_state_is_told(client: FlaskClient, db: SQLAlchemy) -> None:
    state, commitment = make.state(), make.commitment()
    for year in (2020, 2021):
        make.report(state, commitment, level=2, period_end=date(year, 6, 30), title=f"Of {year}")
    make.report(state, make.commitment("X-1", of=make.instrument("X")), level=1, published_at=None)
    settled(db)

    seen = section(opened(client, "/states/XAA/reports"), "reports")

    assert "The latest report covers the period to 30 Jun 2021" in seen
    assert seen.index("Of 2021") < seen.index("Of 2020")
    assert "An invented progress report" not in seen, "a draft is nobody's to see"


# The report card ----------------------------------------------------------------------------


def test_card_tells_what_changed_since_a_day_and_why(client: FlaskClient, db: SQLAlchemy) -> None:
    state, commitment = make.state(), make.commitment()
    make.action(state, commitment, level=3, effective_on=date(2015, 3, 10))
    newer = make.action(state, commitment, level=1, effective_on=date(2020, 3, 10))
    settled(db)

    def changed(query: str) -> str:
        return section(opened(client, f"/states/XAA/timeline?{query}"), "changed")

    then = changed("as_of=2021-01-01&since=2018-01-01")
    later = changed("as_of=2023-01-01&since=2022-01-01")

    assert "1 commitment changed: 1 fell" in then
    assert newer.title in then
    assert "No status changed" in later


@pytest.mark.parametrize("since", ["2021-01-01", "2021-06-30", "soon", "1899-12-31"])
def test_day_of_comparison_must_be_earlier(seeded_client: FlaskClient, since: str) -> None:
    answer = seeded_client.get(f"/states/KEN?as_of=2021-01-01&since={since}")

    assert answer.status_code == 400


def test_card_sets_claims_apart_from_what_others_see(client: FlaskClient, db: SQLAlchemy) -> None:
    state, plan = make.state(), make.instrument()
    for number, seen, shown in ((1, 4, 1), (2, 1, 3), (3, 2, 2)):
        commitment = make.commitment(f"PLAN-0{number}", of=plan)
        make.report(state, commitment, level=seen)
        make.action(state, commitment, level=shown)
    settled(db)

    seen = section(opened(client, "/states/XAA/reports"), "diverging")

    assert "a higher status on 1, a lower one on 1 and the same on 1" in seen
    assert seen.index("PLAN-01") < seen.index("gives a lower status") < seen.index("PLAN-02")
    assert "+0.75" in seen
    assert "−0.50" in seen


def test_card_of_unknown_state_says_in_words_why_it_is_empty(
    client: FlaskClient, db: SQLAlchemy
) -> None:
    make.state()
    make.commitment()
    settled(db)

    page = opened(client, "/states/XAA/reports")

    assert "On no commitment do both" in section(page, "diverging")
    assert "No report from Examplia was due" in section(page, "silence")
    assert "On no commitment do sources lie" in section(page, "disputed")
    assert "No source says anything" in section(opened(client, "/states/XAA/records"), "sources")


def test_every_number_of_the_card_leads_on(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states/KEN")
    numbers = page.select("dl.tally dd")

    for number in numbers:
        link = number.find("a")
        assert link is not None
        address = str(link["href"])
        assert page.find(id=address[1:]) or seeded_client.get(address).status_code == 200


# Addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/states/XXX", "/states/%00%00%00", "/states/KENYA", "/states/K-N", "/states/ÉÉÉ"]
)
def test_unknown_states_all_get_the_same_page(seeded_client: FlaskClient, address: str) -> None:
    answer = seeded_client.get(address)
    other = seeded_client.get("/states/QQQ")

    assert (answer.status_code, other.status_code) == (404, 404)
    assert answer.text == other.text


def test_small_letters_lead_to_capitals(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/states/ken?as_of=2013-12-31&lane=reported&lane=assessed")

    assert answer.status_code == 301
    assert answer.location == "/states/KEN?as_of=2013-12-31&lane=reported&lane=assessed"


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/states?sort=rank", "coverage"),
        ("/states?region=atlantis", "africa"),
        ("/states?page=2", "region"),
        ("/states?as_of=2013", "2013-12-31"),
        ("/states/KEN?known=maybe", "contested"),
        ("/states/KEN?colour=red", "since"),
        ("/states/KEN/commitments?known=maybe", "contested"),
        ("/states/KEN/commitments?sort=rank", "newest"),
        ("/states/KEN/commitments?theme=none-such", "access-to-justice"),
        ("/states/KEN/commitments?instrument=none-such", "GPA-2010"),
        ("/states/KEN/commitments?page=99", "from 1 to"),
        ("/states/KEN/commitments?page=0", "from 1 to"),
        ("/states/KEN/records?kind=rumours", "treaties"),
        ("/states/KEN/records?page=99", "from 1 to"),
        ("/states/KEN/timeline?since=soon", "2013-12-31"),
        ("/states/KEN/reports?page=2", "as_of"),
        ("/states/KEN?as_of=31.12.2013", "2013-12-31"),
    ],
)
def test_misunderstood_parameters_say_what_is_allowed(
    seeded_client: FlaskClient, address: str, allowed: str
) -> None:
    answer = seeded_client.get(address)

    assert answer.status_code == 400
    assert allowed in answer.text


# Cost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/states",
        "/states/KEN",
        "/states/KEN/commitments",
        "/states/KEN/timeline",
        "/states/KEN/reports",
        "/states/KEN/records",
    ],
)
def test_pages_stay_within_the_budget_of_bytes(seeded_client: FlaskClient, address: str) -> None:
    sheets = b"".join(path.read_bytes() for path in sorted(STATIC.rglob("*.css")))
    page = seeded_client.get(address).data

    assert len(gzip.compress(page)) + len(gzip.compress(sheets)) < BUDGET


def test_list_asks_no_more_for_more_states(seeded_app: Flask) -> None:
    visitor = seeded_app.test_client()
    visitor.get("/states")

    with statements(seeded_app) as sent:
        visitor.get("/states?region=europe")

    assert len(sent) <= 3, sent


def test_state_page_asks_a_bounded_number_of_times(seeded_app: Flask) -> None:
    visitor = seeded_app.test_client()
    visitor.get("/states/KEN")

    with statements(seeded_app) as sent:
        visitor.get("/states/KEN?tier=A,B,C,D")

    assert len(sent) <= 22, sent


def worth(client: FlaskClient) -> str:
    """How Examplia’s progress is to be used."""
    return words(opened(client, "/states/XAA").select_one("#state-pillars .sentence"))


def test_figure_that_rests_on_one_source_names_it(client: FlaskClient, db: SQLAlchemy) -> None:
    state, commitment = make.state(), make.commitment()
    lasting = make.indicator(measures=(commitment,))
    lasting.speaks = "standing"
    record = make.value(lasting, state, "2", date(2015, 12, 31))
    record.source.title = "Index of Examplia"
    standing.rebuild()
    db.session.commit()

    assert "rests on one source: Index of Examplia." in worth(client)


@pytest.mark.parametrize("withheld", [False, True])
def test_figure_that_rests_on_one_organisation_names_it_unless_withheld(
    client: FlaskClient, db: SQLAlchemy, withheld: bool
) -> None:
    state, commitment = make.state(), make.commitment()
    by = make.organisation("Watch of Examplia")
    make.action(state, commitment, level=2, by=by, name_withheld=withheld)
    standing.rebuild()
    db.session.commit()

    assert "rests on one source" in worth(client)
    assert ("Watch of Examplia" in worth(client)) is not withheld
