"""Pages of the commitments: found, counted, put in order, and each told whole."""

import csv
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.seed_rows import public_commitments, seed_rows
from tests.web.pages import links, opened, statements, words
from tracker.gap import standing
from tracker.web.public.commitment_list import PAGE

RECORDED = len(public_commitments())


def references(page: BeautifulSoup) -> list[str]:
    return [words(part) for part in page.select(".commitment h2 .reference")]


def listed(client: FlaskClient, query: str) -> list[str]:
    return references(opened(client, f"/commitments?show=all&{query}"))


def options(page: BeautifulSoup, name: str) -> dict[str, int]:
    found = page.select(f"#facet-{name} option[value]:not([value=''])")
    return {str(each["value"]): int(words(each).rpartition("(")[2].rstrip(")")) for each in found}


# The list -----------------------------------------------------------------------------------


def test_list_shows_every_commitment_page_by_page(seeded_client: FlaskClient) -> None:
    full, rest = divmod(RECORDED, PAGE)
    numbers = range(1, full + (rest > 0) + 1)
    pages = [references(opened(seeded_client, f"/commitments?page={page}")) for page in numbers]
    whole = listed(seeded_client, "")

    assert [len(page) for page in pages] == [PAGE] * full + [rest] * (rest > 0)
    assert [reference for page in pages for reference in page] == whole
    assert len(set(whole)) == RECORDED


def test_sentence_counts_the_rows_below(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments?show=all")
    notes = [words(each.select_one(".stand")) for each in page.select(".commitment")]
    entering = [note for note in notes if note != "Enters no figure"]
    silent = [note for note in entering if note.startswith("No current information")]

    assert f"We list {RECORDED} passages" in words(page.select_one(".lead"))
    assert f"{len(entering)} of them ask States" in words(page.select_one(".lead"))
    assert f"On {len(silent)} of these there is no current information" in words(
        page.select_one(".lead")
    )


@pytest.mark.parametrize("name", ["pillar", "kind", "certainty", "counts", "addressee", "theme"])
def test_facet_counts_hold_under_other_filters(seeded_client: FlaskClient, name: str) -> None:
    page = opened(seeded_client, "/commitments?instrument=GPA-2010&q=victims")

    counts = options(page, name)
    code = next(iter(counts))

    assert sum(counts.values()) > 0
    assert (
        len(listed(seeded_client, f"instrument=GPA-2010&q=victims&{name}={code}")) == counts[code]
    )


def test_own_facet_keeps_its_other_values(seeded_client: FlaskClient) -> None:
    free = options(opened(seeded_client, "/commitments"), "pillar")
    chosen = opened(seeded_client, "/commitments?pillar=protection")

    assert options(chosen, "pillar") == free
    assert words(chosen.select_one("#facet-pillar option[selected]")).startswith("Protection")


@pytest.mark.parametrize(
    ("text", "reference", "reason"),
    [
        ("ratify", "GCM-2018-03", "a verb finds the noun of a title"),
        ("64/293", "GPA-2010-16", "a symbol finds what its text holds"),
        ("GPA-2010-16", "GPA-2010-16", "a reference finds itself"),
        ("survivors' voices", "UNODC-EVENT-2021-01", "an apostrophe is forgiven"),
    ],
)
def test_search_finds_in_the_real_registry(
    seeded_client: FlaskClient, text: str, reference: str, reason: str
) -> None:
    answer = seeded_client.get("/commitments", query_string={"q": text, "show": "all"})

    assert reference in references(BeautifulSoup(answer.text, "html.parser")), reason


def test_whole_reference_finds_one_commitment_alone(seeded_client: FlaskClient) -> None:
    assert listed(seeded_client, "q=gpa-2010-16") == ["GPA-2010-16"]


def test_hits_are_marked_and_nothing_else(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments?q=ratify")

    marks = {words(each).casefold() for each in page.select("mark")}
    assert marks <= {"ratify", "ratifying", "ratification", "ratified"}
    assert all(row.select("mark") for row in page.select(".commitment"))


def test_search_text_is_never_taken_for_markup(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/commitments", query_string={"q": '"><script>alert(1)</script>'})

    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 200
    said = 'script:not([src]):not([type="application/ld+json"])'
    assert not page.select(said)
    assert page.select_one("#facet-q")["value"] == '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("traficking", "We show a word with similar spelling."),
        ("survivo", "We show words that begin with it."),
        ("xyzzy", "contains anything like “xyzzy”"),
        ("%", "contains no word to search for"),
    ],
)
def test_reader_is_told_how_words_were_read(
    seeded_client: FlaskClient, text: str, expected: str
) -> None:
    answer = seeded_client.get("/commitments", query_string={"q": text})

    assert expected in words(BeautifulSoup(answer.text, "html.parser").main)


def test_empty_list_offers_each_filter_to_drop(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments?q=ratify&pillar=protection&kind=pledge")
    ways = page.select(".empty li")

    assert len(ways) == 3
    for way in ways:
        left = int(words(way.select_one(".note")).split()[1])
        after = opened(seeded_client, links(way)[0])
        assert words(after.select_one(".lead")).startswith(f"{left} of {RECORDED}")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("pillar=trade", "no such pillar"),
        ("theme=moon", "no such theme"),
        ("instrument=NOPE", "no such instrument"),
        ("sort=score", "no such order"),
        ("page=9999", "beyond the last page"),
        ("page=0", "pages begin with 1"),
        ("page=²", "a digit, but not a plain one"),
        ("colour=red", "no such parameter"),
        ("kind=call&kind=pledge", "one value at a time"),
        ("q=" + "x" * 201, "too long"),
    ],
)
def test_what_is_not_understood_is_refused(
    seeded_client: FlaskClient, query: str, reason: str
) -> None:
    assert seeded_client.get(f"/commitments?{query}").status_code == 400, reason


def test_orders_follow_the_figures(seeded_client: FlaskClient) -> None:
    def column(sort: str, name: str) -> list[str]:
        answer = seeded_client.get(f"/commitments/list.csv?sort={sort}", buffered=True)
        return [row[name] for row in csv.DictReader(answer.text.splitlines())]

    most = [int(known) for known in column("information", "known")]
    assert most == sorted(most, reverse=True)
    figures = column("gap", "figure")
    compared = figures.index("insufficient")
    gaps = [float(gap) for gap in column("gap", "gap")[:compared]]
    assert gaps == sorted(gaps, reverse=True)
    assert set(figures[compared:]) == {"insufficient"}


def test_file_of_the_list_is_the_list(seeded_client: FlaskClient) -> None:
    query = "q=victims&pillar=protection&sort=information"

    answer = seeded_client.get(f"/commitments/list.csv?{query}", buffered=True)
    rows = list(csv.DictReader(answer.text.splitlines()))

    assert [row["commitment"] for row in rows] == listed(seeded_client, query)
    assert all(row["certainty"] for row in rows)


def test_earlier_day_has_nothing_due_yet(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments?instrument=GPA-2010&as_of=2009-12-31")

    bars = {bar["aria-label"] for bar in page.select(".levels-bar")}
    members = [each for each in seed_rows("states") if "" < each["member_since"] < "2010"]
    assert bars == {f"Not yet due: {len(members)}"}
    assert "as_of=2009-12-31" in links(page.select_one(".commitment"))[0]


def test_before_anything_was_published_list_is_empty(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments?known_by=2020-01-01")

    assert not page.select(".commitment")
    assert "nothing was published here yet" in words(page.select_one(".empty"))


def test_bar_is_told_in_words_that_add_up(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments")

    for bar in page.select(".levels-bar"):
        numbers = [int(part.rpartition(" ")[2]) for part in bar["aria-label"].split(";")]
        grows = [int(each["style"].removeprefix("flex-grow:")) for each in bar.select("i")]
        assert sum(numbers) == 193
        assert grows == numbers


def test_certainty_stands_beside_every_locator(seeded_client: FlaskClient) -> None:
    rows = opened(seeded_client, "/commitments?show=all").select(".commitment")

    assert len(rows) == RECORDED
    assert all(len(row.select(".certainty")) == 1 for row in rows)


def test_list_costs_few_queries_once_kept(seeded_app: Flask) -> None:
    client = seeded_app.test_client()
    client.get("/commitments")

    with statements(seeded_app) as sent:
        client.get("/commitments?show=all&sort=gap")

    assert len(sent) <= 2, sent  # the public revision, and those of the parts


# One commitment -----------------------------------------------------------------------------


def test_page_tells_place_certainty_and_kind(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments/GPA-2010-08")
    seen = words(page.select_one("dl.facts"))

    assert "A/RES/64/293" in seen
    assert "on ratification · secondary" in seen
    assert "It enters the gap." in seen
    assert "Not stored here. The sentence above is our summary." in seen
    outward = page.select_one("dl.facts a[href^='https://undocs.org/']")
    assert set(outward["rel"]) >= {"noreferrer", "noopener"}


@pytest.mark.parametrize(
    ("address", "expected", "reason"),
    [
        ("HEARING-2021-05", "States have not committed to it.", "a recommendation"),
        ("HEARING-2021-05", "only commitments, calls and treaty obligations do", "its kind"),
        ("TIP-PROTOCOL-01", "A treaty obliges its parties to it", "an obligation"),
    ],
)
def test_kind_is_explained_in_a_sentence(
    seeded_client: FlaskClient, address: str, expected: str, reason: str
) -> None:
    page = opened(seeded_client, f"/commitments/{address}")

    assert expected in words(page.main), reason


def test_passage_out_of_the_gap_shows_no_levels(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments/HEARING-2021-05")

    assert "No status is shown for States." in words(page.main)
    assert not page.select(".levels-bar, .group, figure.chart")


def test_every_member_state_is_listed_once(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments/TIP-PROTOCOL-01")
    groups = page.select("details.group")

    counted = 0
    for group in groups[:-1]:
        seen = int(words(group.summary).rpartition("·")[2].split()[0])
        assert len(group.select("li")) == seen
        counted += seen
    leading = {link for group in groups for link in links(group)}

    assert counted == 193
    assert "not counted above" in words(groups[-1].summary)
    assert len(leading) == 195
    assert all(link.endswith("/TIP-PROTOCOL-01") for link in leading)


def test_relation_is_told_from_both_sides(seeded_client: FlaskClient) -> None:
    part = opened(seeded_client, "/commitments/GCM-2018-12")
    whole = opened(seeded_client, "/commitments/TIP-PROTOCOL-11")

    for page, kind, other in (
        (part, "Asks this and more", "TIP-PROTOCOL-11"),
        (whole, "Asks a part of it", "GCM-2018-12"),
    ):
        heading = next(one for one in page.select("h3") if words(one) == kind)
        assert other in words(heading.find_next_sibling("ul"))
    for page in (part, whole):
        assert "our own judgement" in words(page.main)
        assert "Our confidence: high." in words(page.main)


def test_what_measures_it_gives_its_reason(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments/GPA-2010-08")

    assert "TIP-PARTY" in words(page.main)
    assert "Being a party is what this asks with regard to the Protocol" in words(page.main)
    assert "/indicators/TIP-PARTY" in links(page.main)


def test_newest_records_come_first_with_sources(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments/GPA-2010-08?as_of=2013-12-31")
    records = page.find(id="recent").find_next("ul").find_all("li")

    years = [int(words(record).partition(" · ")[0].split()[-1]) for record in records]
    assert years == sorted(years, reverse=True)
    assert max(years) <= 2013
    assert all(record.select(".source .tier") for record in records)


def test_reading_changes_figures_and_stays_in_links(seeded_client: FlaskClient) -> None:
    today = opened(seeded_client, "/commitments/GPA-2010-08")
    reported = opened(seeded_client, "/commitments/GPA-2010-08?lane=reported")

    groups = [words(each) for each in today.select("#states-list details.members > summary")]
    numbers = [int(each.rpartition("·")[2].split()[0]) for each in groups]
    assert sum(numbers) == 193
    only = reported.select("#states-list details.members > summary")
    assert [words(each) for each in only] == ["No information · 193 States"]
    inside = [link for link in links(reported.select_one("details.group")) if "/states/" in link]
    assert inside
    assert all("lane=reported" in link for link in inside)


@pytest.mark.parametrize(
    ("query", "expected", "bars", "reason"),
    [
        ("HEARING-2021-01", "It does not enter the gap: only", 0, "participants recommend it"),
        ("HEARING-2021-01?recommendations=1", "you chose to include", 1, "the reader lets it in"),
        ("HEARING-2021-18?recommendations=1", "it is not addressed to States", 0, "nobody can"),
        ("GPA-2010-08?recommendations=1", "It enters the gap.", 1, "it counts in any case"),
    ],
)
def test_page_says_why_it_counts_or_not(
    seeded_client: FlaskClient, query: str, expected: str, bars: int, reason: str
) -> None:
    page = opened(seeded_client, f"/commitments/{query}")

    assert expected in words(page.select_one("dl.facts")), reason
    assert len(page.select(".levels-large .levels-bar")) == bars, reason


def test_cited_address_has_both_days(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments/GPA-2010-08?as_of=2013-12-31")

    cited = words(page.select_one(".cite .note"))
    assert "as_of=2013-12-31" in cited
    assert f"known_by={datetime.now(UTC).date()}" in cited


def test_small_letters_lead_to_capitals_for_good(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/commitments/gpa-2010-08?as_of=2013-12-31")

    assert answer.status_code == 301
    assert answer.headers["Location"] == "/commitments/GPA-2010-08?as_of=2013-12-31"


@pytest.mark.parametrize("reference", ["GPA-2010-99", "NOPE", "%00", "GPA-2010-08%20"])
def test_unknown_reference_is_not_found(seeded_client: FlaskClient, reference: str) -> None:
    assert seeded_client.get(f"/commitments/{reference}").status_code == 404


def test_before_it_was_public_page_says_so(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/commitments/GPA-2010-08?known_by=2020-01-01")

    assert "was not yet public here" in words(page.main)
    assert "/commitments/GPA-2010-08" in links(page.main)


def test_page_costs_a_bounded_number_of_queries(seeded_app: Flask) -> None:
    client = seeded_app.test_client()
    client.get("/commitments/GPA-2010-08")

    with statements(seeded_app) as sent:
        client.get("/commitments/GPA-2010-08")

    # Three of them for what is new, which is asked of every kind of record at once; two for the
    # revisions of the whole and of the parts, one for the official wording.
    assert len(sent) <= 15, sent


# On a registry of our own -------------------------------------------------------------------


def test_official_wording_is_shown_where_imported(db: SQLAlchemy, client: FlaskClient) -> None:
    make.state()
    made = make.commitment("PLAN-01")
    made.official_wording = "An invented wording."
    standing.rebuild()
    db.session.commit()

    page = opened(client, "/commitments/PLAN-01")

    assert words(page.select_one("blockquote")) == "An invented wording."
    assert "Not stored here" not in words(page.main)


def test_never_published_commitment_does_not_exist(db: SQLAlchemy, client: FlaskClient) -> None:
    make.state()
    made = make.commitment("PLAN-01")
    hidden = make.commitment("PLAN-02", of=made.instrument)
    hidden.published_at = None
    db.session.commit()

    assert client.get("/commitments/PLAN-02").status_code == 404
    assert references(opened(client, "/commitments")) == ["PLAN-01"]


def test_reason_not_assessed_stands_with_the_state(db: SQLAlchemy, client: FlaskClient) -> None:
    examplia, made = make.state(), make.commitment("PLAN-01")
    make.report(examplia, made, answer="not_assessed", reason="Data are being gathered.")
    standing.rebuild()
    db.session.commit()

    page = opened(client, "/commitments/PLAN-01")

    group = page.select_one("details.group")
    assert words(group.summary) == "Not assessed · 1 State"
    assert "Data are being gathered." in words(group)


def test_act_is_listed_without_who_logged_it(db: SQLAlchemy, client: FlaskClient) -> None:
    examplia, made = make.state(), make.commitment("PLAN-01")
    logged = make.action(examplia, made, level=1, polarity="contradicts")
    logged.name_withheld = True
    standing.rebuild()
    db.session.commit()

    seen = section_after(opened(client, "/commitments/PLAN-01"), "recent")

    assert logged.title in seen
    assert "contradicts" in seen
    assert logged.organisation.name not in seen


def section_after(page: BeautifulSoup, name: str) -> str:
    return words(page.find(id=name).find_next("ul"))


def test_withdrawn_relation_is_told_no_more(db: SQLAlchemy, client: FlaskClient) -> None:
    make.state()
    one = make.commitment("PLAN-01")
    other = make.commitment("PLAN-02", of=one.instrument)
    relation = make.relation(one, other, "same")
    db.session.commit()
    assert "PLAN-02" in section_after(opened(client, "/commitments/PLAN-01"), "related")

    relation.ended_at, relation.ended_as = datetime.now(UTC), "withdrawn"
    db.session.commit()

    assert "no other commitment that asks this" in words(
        opened(client, "/commitments/PLAN-01").main
    )
