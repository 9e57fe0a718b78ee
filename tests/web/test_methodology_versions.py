"""Every state under both versions of the rules, on a page and as a file, with the same figures."""

import csv
import io
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.pages import links, opened, statements, words
from tracker.gap.methodology import RULES

PAGE = "/methodology/versions"
THEN = "as_of=2021-11-22"


def file(client: FlaskClient, query: str = "") -> dict[str, dict[str, str]]:
    """The rows of the file, by the code of the state."""
    answer = client.get(f"{PAGE}.csv{query}", buffered=True)
    assert answer.status_code == 200
    return {row["state"]: row for row in csv.DictReader(io.StringIO(answer.text))}


def test_page_and_file_list_every_member_state(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, PAGE)

    listed = {link.split("/")[-1] for link in links(page.select_one("table.versions"))}  # type: ignore[arg-type]
    assert {code for code in listed if len(code) == 3} == file(seeded_client).keys()
    assert len(file(seeded_client)) == 193


def test_figures_are_those_of_the_pages_by_each_version(
    seeded_app: Flask, seeded_client: FlaskClient
) -> None:
    seen = file(seeded_client)["KEN"]

    for name, rules in RULES.items():
        address = f"/api/v1/gaps?by=state&state=KEN&rules={name}"
        (state,) = seeded_client.get(address).get_json()["data"]
        assert float(seen[f"gap_{name}"]) == state["gap"], rules
        assert float(seen[f"coverage_{name}"]) == state["coverage"]
        assert seen[f"figure_{name}"] == state["figure"]
        assert float(seen[f"progress_{name}"]) == pytest.approx(1 - state["gap"])


def test_three_shares_are_the_whole(seeded_client: FlaskClient) -> None:
    for row in file(seeded_client).values():
        shares = [float(row[name]) for name in ("known_now", "dated", "never_known")]
        assert sum(shares) == pytest.approx(1, abs=2e-4), row["state"]
        assert row["known_now"] == row["coverage_2"]


def test_file_names_its_days(seeded_client: FlaskClient) -> None:
    rows = file(seeded_client, f"?{THEN}&region=oceania")

    assert {row["as_of"] for row in rows.values()} == {"2021-11-22"}
    assert {row["region"] for row in rows.values()} == {"oceania"}


@pytest.mark.parametrize("sort", ["first", "known", "never"])
def test_table_can_be_sorted_and_the_file_follows(seeded_client: FlaskClient, sort: str) -> None:
    column = {"first": "progress_1", "known": "known_now", "never": "never_known"}[sort]
    rows = file(seeded_client, f"?sort={sort}&region=oceania").values()

    values = [float(row[column]) for row in rows if row[column]]
    assert values == sorted(values, reverse=True)
    (heading,) = opened(seeded_client, f"{PAGE}?sort={sort}&region=oceania").select("[aria-sort]")
    assert heading["aria-sort"] == "descending"


def test_a_second_reader_costs_no_query_about_cells(
    seeded_app: Flask, seeded_client: FlaskClient
) -> None:
    seeded_client.get(PAGE)

    with statements(seeded_app) as sent:
        assert seeded_client.get(PAGE).status_code == 200
    assert len(sent) <= 2


@pytest.mark.parametrize("query", ["rules=1", "age=any", "rules=1&age=current&region=asia"])
def test_what_the_page_itself_varies_is_dropped_from_the_address(
    seeded_client: FlaskClient, query: str
) -> None:
    answer = seeded_client.get(f"{PAGE}?{query}")

    assert answer.status_code == 303
    assert answer.location == (f"{PAGE}?region=asia" if "asia" in query else PAGE)


@pytest.mark.parametrize("query", ["sort=luck", "region=atlantis", "q=x", "as_of=2999-01-01"])
def test_what_the_page_does_not_know_is_refused(seeded_client: FlaskClient, query: str) -> None:
    assert seeded_client.get(f"{PAGE}?{query}").status_code == 400
    assert seeded_client.get(f"{PAGE}.csv?{query}").status_code == 400


def test_methodology_leads_to_the_versions_and_back(seeded_client: FlaskClient) -> None:
    assert PAGE in links(opened(seeded_client, "/methodology").main)  # type: ignore[arg-type]
    assert "/methodology" in links(opened(seeded_client, PAGE).main)  # type: ignore[arg-type]


def test_before_the_first_member_there_is_nothing_to_compare(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, f"{PAGE}?as_of=1945-01-01")

    assert not page.select("table.versions tbody tr")
    assert words(page.h1)
    assert not file(seeded_client, "?as_of=1945-01-01")


def test_rules_differ_only_as_the_page_says() -> None:
    """A rule that is added to ``Rules`` needs a line in the table of changes."""
    first, second = RULES["1"], RULES["2"]

    assert replace(second, version="1a", **dict.fromkeys(_flags(), False)) == replace(
        first, old_votes_lower_confidence=False
    )


def _flags() -> tuple[str, ...]:
    return (
        "records_lapse",
        "families_vote",
        "ceilings",
        "old_votes_lower_confidence",
        "concentration_limits",
    )
