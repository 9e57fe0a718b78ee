"""The page of the methodology says what the code does, because it reads it from the code."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.web.pages import links, opened, words
from tracker.evidence.vocabulary import ActionKind
from tracker.gap import methodology
from tracker.gap.second_example import second_example
from tracker.gap.worked_example import worked_example
from tracker.labels.codes import label
from tracker.reporting.answer_definitions import LEVEL_MEANINGS
from tracker.web.public.methodology import percent_limits

# Other sites may link to them: a later version keeps them.
ANCHORS_OF_VERSION_1 = {
    *("levels", "cell", "lanes", "settled", "counts", "adding-up", "use", "sure", "readers"),
    *("certainty", "example", "limits", "sources"),
}
TWIN = Path(__file__).parents[2] / "docs" / "methodology.md"


@pytest.mark.parametrize(
    ("constant", "value", "expected"),
    [
        ("REPORT_MONTHS", 84, "7 years"),
        ("ACTION_MONTHS", {ActionKind.LAW: 18}, "18 months"),
        ("REGRESSED_MONTHS", 25, "25 months"),
        ("MANY_STREAMS", 5, "5 voices"),
        ("CONTESTED_SPREAD", 6, "6 levels"),
        ("COMPARABLE", 0.77, "77%"),
        ("MOST_FROM_ONE_VOICE", 0.45, "45%"),
        ("BAND_LIMITS", (0.15, 0.3, 0.6, 0.8), "0.15"),
        ("DRAWS", 2000, "2,000"),
        ("LOWEST_PERCENTILE", 10, "percentiles 10"),
        ("VERSION", "9", "version 9"),
    ],
)
def test_page_shows_the_constants_of_the_code(
    seeded_client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    constant: str,
    value: object,
    expected: str,
) -> None:
    assert expected not in words(opened(seeded_client, "/methodology").main)

    monkeypatch.setattr(methodology, constant, value)

    assert expected in words(opened(seeded_client, "/methodology").main)


def test_page_says_what_each_level_means(seeded_client: FlaskClient) -> None:
    told = words(opened(seeded_client, "/methodology").main)

    assert [meaning for meaning in LEVEL_MEANINGS.values() if str(meaning) not in told] == []


def table_of(page: BeautifulSoup, value: str) -> list[list[str]]:
    """The cells of the first table that has a value among them, without its headings."""
    for table in page.select("table"):
        found = [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
        if any(value in row for row in found):
            return found
    raise AssertionError(value)


def test_levels_and_tiers_are_those_that_count(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")

    levels = [float(row[1]) for row in table_of(page, "0.25")]
    weights = [int(row[1]) for row in table_of(page, f"A {label('tier', 'A')}")]
    assert levels == list(methodology.VALUE.values())
    assert weights == list(methodology.TIER_WEIGHT.values())


def test_each_kind_of_action_says_how_long_it_counts(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")
    seen = dict(table_of(page, "Action: Budget"))

    for kind, months in methodology.ACTION_MONTHS.items():
        name = f"Action: {label('action_kind', kind)}"
        assert seen[name] == ("until a later record" if months is None else f"{months // 12} years")


def test_limits_of_percentages_lie_halfway_between_values() -> None:
    assert percent_limits() == [12.5, 37.5, 62.5, 87.5]


def test_worked_example_is_that_of_the_document() -> None:
    example = worked_example()
    standing = example.cell.standing

    assert (standing.evidenced, standing.settled, standing.gap) == (2, 2, 0.5)
    assert standing.divergence == 0.25
    assert standing.contested
    for pillar in (example.two, example.three):
        assert (pillar.gap, pillar.coverage, pillar.low, pillar.high) == (0.5, 0.5, 0.25, 0.75)


def votes(page: BeautifulSoup) -> list[list[tuple[str, str, str]]]:
    """Level, weight and weight reached of each table of votes."""
    return [
        [
            (words(cells[0])[0], words(cells[3]), words(cells[4]))
            for cells in (row.select("td") for row in table.select("tbody tr"))
        ]
        for table in page.select("table.votes")
    ]


def test_page_works_the_first_example_out(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")
    seen = words(page.main)

    assert votes(page)[0] == [("1", "2", "2"), ("2", "3", "5 decides"), ("4", "4", "9")]
    assert "Together they weigh 9, and half of that is 4.5" in seen
    assert "the gap is 1 − 0.50 = 0.50" in seen
    assert "State report 0.75 − Other evidence 0.50 = +0.25" in seen
    # Of two commitments, and of three of which two ask the same.
    assert "from 0.25 to 0.75" in seen
    assert "between 0.25 and 0.75" in seen


def test_page_works_the_second_example_out(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")
    _first, today, earlier, ever = votes(page)
    records = {
        words(row.th): [words(cell) for cell in row.select("td")]
        for row in page.select("table.records tbody tr")
    }

    assert today == [("1", "2", "2"), ("3", "4", "6 decides")]
    assert earlier == [("1", "3", "3"), ("3", "4", "7 decides")]
    assert ever == [("1", "3", "3"), ("1", "2", "5 decides"), ("3", "4", "9")]
    assert len(records) == len(second_example().today.records) == 4
    (index,) = (seen for name, seen in records.items() if "index" in name.lower())
    assert index[-1] == "31 Dec 2018"
    assert "0.75 − 0.25 = +0.50" in words(page.main)


def test_every_entry_of_the_contents_leads_somewhere(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")

    inside = [link for link in links(page.main) if link.startswith("#")]
    assert {link[1:] for link in inside} >= ANCHORS_OF_VERSION_1
    assert all(page.find(id=link[1:]) for link in inside)


def test_page_and_document_are_the_same_version() -> None:
    named = re.search(r"Methodology, version (\S+?)\.", TWIN.read_text(encoding="utf-8"))

    assert named
    assert named[1] == methodology.VERSION


def test_page_knows_no_parameter(seeded_client: FlaskClient) -> None:
    assert seeded_client.get("/methodology?as_of=2013-12-31").status_code == 400


def test_two_kinds_of_doubt_are_drawn_from_the_example(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")
    drawn, seen = page.select_one(".firm .bounds"), words(page.main)
    example = worked_example()

    assert drawn is not None
    assert f"--from:{example.firmness.low:.1f}" in str(drawn["style"])  # type: ignore[union-attr]
    assert "between 30% and 70% (90% of 1,000 trials)" in seen
    assert "0.25 to 0.75" in seen


@pytest.mark.parametrize("anchor", ["how-long", "voices", "ceilings", "movement", "breadth"])
def test_what_version_2_added_has_a_place_to_link_to(
    seeded_client: FlaskClient, anchor: str
) -> None:
    assert opened(seeded_client, "/methodology").find(id=anchor)
