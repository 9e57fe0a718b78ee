"""The page of the methodology says what the code does, because it reads it from the code."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.pages import links, opened, words
from tracker.gap import methodology
from tracker.gap.worked_example import worked_example

TWIN = Path(__file__).parents[2] / "docs" / "methodology.md"


@pytest.mark.parametrize(
    ("constant", "value", "told"),
    [
        ("STALE_MONTHS", 61, "more than 61 months older"),
        ("REGRESSED_MONTHS", 25, "was 25 months earlier"),
        ("MANY_STREAMS", 5, "high with 5 streams or more"),
        ("CONTESTED_SPREAD", 3, "differ by 3 levels or more"),
        ("COMPARABLE", 0.7, "coverage of 70% or more"),
        ("BAND_LIMITS", (0.1, 0.3, 0.6, 0.8), "Narrow: up to 0.10"),
        ("DRAWS", 2000, "worked out 2,000 times"),
        ("LOWEST_PERCENTILE", 10, "Shown are the 10th"),
        ("VERSION", "9", "Methodology, version 9"),
    ],
)
def test_page_shows_the_constants_of_the_code(
    seeded_client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    constant: str,
    value: object,
    told: str,
) -> None:
    assert told not in words(opened(seeded_client, "/methodology").main)

    monkeypatch.setattr(methodology, constant, value)

    assert told in words(opened(seeded_client, "/methodology").main)


def test_levels_and_tiers_are_those_that_count(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")
    levels, tiers, _votes = page.select("table")

    values = [float(words(cell)) for cell in levels.select("td")]
    weights = [int(words(cell)) for cell in tiers.select("td")]
    assert values == list(methodology.VALUE.values())
    assert weights == list(methodology.TIER_WEIGHT.values())


def test_worked_example_is_that_of_the_document() -> None:
    example = worked_example()
    standing = example.cell.standing

    assert (standing.evidenced, standing.settled, standing.gap) == (2, 2, 0.5)
    assert standing.divergence == 0.25
    assert standing.contested
    for pillar in (example.two, example.three):
        assert (pillar.gap, pillar.coverage, pillar.low, pillar.high) == (0.5, 0.5, 0.25, 0.75)


def test_page_works_the_example_out(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")
    told = words(page.main).partition("An example, worked out The records")[2]

    votes = [
        [words(cell) for cell in row.select("td")] for row in page.select("table")[2]("tr")[1:]
    ]
    assert [(vote[0][0], vote[3], vote[4]) for vote in votes] == [
        ("1", "2", "2"),
        ("2", "3", "5 decides"),
        ("4", "4", "9"),
    ]
    assert "together they weigh 9, and half of that is 4.5" in told
    assert "Gap = 1 − 0.50 = 0.50" in told
    assert "reported 0.75 − evidenced 0.50 = +0.25" in told
    assert told.count("0.25 and 0.75") == 2


def test_every_entry_of_the_contents_leads_somewhere(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")

    inside = [link for link in links(page.main) if link.startswith("#")]
    assert len(inside) == 13
    assert all(page.find(id=link[1:]) for link in inside)


def test_page_and_document_are_the_same_version() -> None:
    named = re.search(r"Methodology, version (\S+?)\.", TWIN.read_text(encoding="utf-8"))

    assert named
    assert named[1] == methodology.VERSION


def test_page_knows_no_parameter(seeded_client: FlaskClient) -> None:
    assert seeded_client.get("/methodology?as_of=2013-12-31").status_code == 400


def test_two_kinds_of_doubt_are_drawn_from_the_example(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/methodology")
    drawn, told = page.select_one(".firm .bounds"), words(page.main)
    example = worked_example()

    assert drawn is not None
    assert f"--from:{example.firmness.low:.1f}" in str(drawn["style"])  # type: ignore[union-attr]
    assert "would lie between 0.30 and 0.70 in nine of ten cases" in told
    assert "from everything unknown complete to everything unknown undone: 0.25 to 0.75" in told
