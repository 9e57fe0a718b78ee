"""The commitments of the seed: each has its place, a sentence of ours, and reasons that hold."""

import re
from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.seed_rows import Row, public_commitments, seed_rows
from tests.web.pages import links, opened, words
from tracker.registry.vocabulary import RelationKind

COMMITMENTS = seed_rows("commitments")
BY_REFERENCE = {row["reference"]: row for row in COMMITMENTS}
INSTRUMENTS = {row["code"]: row for row in seed_rows("instruments")}
# Texts whose paragraphs carry numbers of their own.
NUMBERED = ("resolution", "political_declaration", "treaty")
PLACE = re.compile(r"(Paragraph|Article|Action|Purpose) \(?[0-9a-z]|, paragraph [0-9]+")
# Every paragraph of these declarations is on record, from 1 to its last one.
WHOLE = {"PD-2017": 26, "PD-2021": 29, "PD-2025": 31}
RETIRED = [row["reference"] for row in COMMITMENTS if row["retired_reason"]]


def test_every_commitment_has_a_place_and_a_short_title() -> None:
    assert [row["reference"] for row in COMMITMENTS if not row["locator"].strip()] == []
    assert [row["reference"] for row in COMMITMENTS if len(row["title"]) > 80] == []


def test_every_verified_row_of_a_numbered_text_names_its_paragraph() -> None:
    vague = [
        row["reference"]
        for row in COMMITMENTS
        if row["certainty"] == "verified"
        and INSTRUMENTS[row["instrument"]]["kind"] in NUMBERED
        and not PLACE.search(row["locator"])
    ]

    assert vague == []


@pytest.mark.parametrize(("code", "last"), WHOLE.items())
def test_every_paragraph_of_a_declaration_is_on_record(code: str, last: int) -> None:
    rows = [row for row in public_commitments() if row["instrument"] == code]
    named = {int(re.findall(r"[0-9]+", row["locator"])[0]) for row in rows}

    assert named == set(range(1, last + 1))
    assert {row["certainty"] for row in rows} == {"verified"}


@pytest.mark.parametrize("code", WHOLE)
def test_rows_of_a_declaration_stand_in_the_order_of_its_paragraphs(code: str) -> None:
    rows = [row for row in public_commitments() if row["instrument"] == code]
    ordered = sorted(rows, key=lambda row: int(row["position"]))
    paragraphs = [int(re.findall(r"[0-9]+", row["locator"])[0]) for row in ordered]

    assert paragraphs == sorted(paragraphs)


def test_only_the_plan_of_2010_holds_texts_that_nobody_has_seen() -> None:
    unverified = Counter(
        row["instrument"] for row in COMMITMENTS if row["certainty"] == "unverified"
    )

    assert set(unverified) == {"GPA-2010"}


def test_a_sentence_of_ours_is_short_and_plain() -> None:
    long = [
        row["reference"]
        for row in COMMITMENTS
        if row["instrument"] in WHOLE and len(re.findall(r"[.](?: |$)", row["statement"])) > 2
    ]

    assert long == []


def test_a_later_form_is_younger_than_the_form_before() -> None:
    def adopted(reference: str) -> str:
        return INSTRUMENTS[BY_REFERENCE[reference]["instrument"]]["adopted_on"]

    wrong = [
        (row["from"], row["to"])
        for row in seed_rows("relations")
        if row["relation"] == RelationKind.LATER_FORM_OF
        and not adopted(row["from"]) > adopted(row["to"])
    ]

    assert wrong == []


def test_a_commitment_is_the_later_form_of_one_other_at_most() -> None:
    counted = Counter(
        row["from"]
        for row in seed_rows("relations")
        if row["relation"] == RelationKind.LATER_FORM_OF
    )

    assert [reference for reference, times in counted.items() if times > 1] == []


# Retired -----------------------------------------------------------------------------------


def test_something_is_retired_and_nothing_rests_on_it() -> None:
    resting = {row["from"] for row in seed_rows("relations")}
    resting |= {row["to"] for row in seed_rows("relations")}
    resting |= {row["commitment"] for row in seed_rows("measures")}

    assert RETIRED
    assert not resting & set(RETIRED)


@pytest.mark.parametrize("reference", RETIRED)
def test_retired_reference_answers_with_reason_and_successor(
    seeded_client: FlaskClient, reference: str
) -> None:
    row: Row = BY_REFERENCE[reference]

    page = opened(seeded_client, f"/commitments/{reference}")

    assert row["retired_reason"] in words(page.main)
    assert f"/commitments/{row['replaced_by']}" in links(page.main)
    assert row["replaced_by"] in {each["reference"] for each in public_commitments()}


@pytest.mark.parametrize("reference", RETIRED)
def test_retired_reference_answers_a_program(seeded_client: FlaskClient, reference: str) -> None:
    seen = seeded_client.get(f"/api/v1/commitments/{reference}").get_json()["data"]

    assert seen["retired_reason"] == BY_REFERENCE[reference]["retired_reason"]
    assert seen["replaced_by"] == BY_REFERENCE[reference]["replaced_by"]
    assert seen["counts"] is False


def test_retired_commitments_are_in_no_list_and_no_figure(seeded_app: Flask) -> None:
    client = seeded_app.test_client()
    listed = client.get("/commitments/list.csv", buffered=True).get_data(as_text=True)
    cells = client.get("/api/v1/standings.csv?state=KEN", buffered=True).get_data(as_text=True)

    assert [reference for reference in RETIRED if reference in listed or reference in cells] == []
