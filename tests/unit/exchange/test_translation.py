"""A table becomes rows of its kind; what cannot be understood is told with row and column."""

import csv
import io
from typing import Any

import pytest

from tests.exchange.seeds import NAMES, SEED, SPECIFICATIONS
from tracker.exchange.kinds import ALL_KINDS
from tracker.exchange.matching.columns import guess
from tracker.exchange.normalising.settled_values import Translation, Values
from tracker.exchange.normalising.translation import translate
from tracker.exchange.parsing import read_table
from tracker.exchange.plan import read_drafts
from tracker.exchange.sheets import read_sheet

HEADER = "Country;Commitment;Response;Date;Source;Note\n"


def translated(content: str, kind: str = "positions", **settled: Any) -> Translation:
    table = read_table("f.csv", content.encode())
    matching = guess(table.columns, table.samples, SPECIFICATIONS[kind], NAMES)
    values = Values(NAMES, **settled)
    return translate(table, matching, values, specification=SPECIFICATIONS[kind])


def position(
    country: str = "KEN", response: str = "Accepted", date: str = "2020", note: str = ""
) -> str:
    return f"{country};GPA-2010-16;{response};{date};A/HRC/1;{note}\n"


def refusals(expected: Translation) -> list[tuple[int | None, str | None, str]]:
    return [(each.row, each.column, each.value) for each in expected.sheet.refused]


def test_foreign_words_become_our_own() -> None:
    seen = translated(
        HEADER
        + position("Côte d’Ivoire", "acceptée", "3 mai 2020", "n/a")
        + position("Korea, Republic of", "tomada nota", "13/4/2020")
    )

    assert refusals(seen) == []
    first, second = seen.sheet.rows
    assert {name: cell for name, cell in first.cells.items() if cell} == {
        "state": "CIV",
        "commitment": "GPA-2010-16",
        "position": "supported",
        "stated_on": "2020-05-03",
        "source": "A/HRC/1",
    }
    assert (second.cells["state"], second.cells["stated_on"]) == ("KOR", "2020-04-13")
    assert (first.number, second.number) == (2, 3)


def test_every_refusal_names_row_column_value_and_what_would_do() -> None:
    seen = translated(
        HEADER + position() + position("Yugoslavia", "Perhaps", "3/4/2020") + position("UGA")
    )

    assert refusals(seen) == [
        (3, "Country", "Yugoslavia"),
        (3, "Response", "Perhaps"),
        (3, "Date", "3/4/2020"),
    ]
    assert all(each.reason for each in seen.sheet.refused)
    assert [row.number for row in seen.sheet.rows] == [2, 4]
    assert seen.questions == ("stated_on",)


def test_other_faults_of_a_refused_row_are_told_with_it() -> None:
    seen = translated("Country;Commitment;Response;Source;Web\nYugoslavia;no code!;Noted;x;y\n")

    assert [(row, column) for row, column, _value in refusals(seen)] == [
        (2, "Country"),
        (2, "Commitment"),
    ]


def test_unknown_value_is_listed_once_with_its_rows() -> None:
    rows = [position(response=word) for word in ("Partly so", "Noted", "Partly so", "Suported")]
    rows = [row.replace("GPA-2010-16", f"GPA-2010-{n}") for n, row in enumerate(rows, 10)]

    seen = translated(HEADER + "".join(rows))

    first, second = seen.unknown
    assert (first.value, first.count, first.rows) == ("Partly so", 2, (2, 4))
    assert (first.column, first.source) == ("position", "Response")
    assert "in_part" in first.accepted
    assert (second.value, second.count) == ("Suported", 1)


def test_what_a_person_said_comes_first() -> None:
    seen = translated(
        HEADER + position("Yugoslavia", "5", "3/4/2020") + position("Nowhere", "1", "4/5/2020"),
        maps={
            "state": {"yugoslavia": "SRB", "Nowhere": "UGA"},
            "position": {"5": "supported", "1": "noted"},
        },
        day_first={"stated_on": True},
    )

    assert refusals(seen) == []
    assert [
        (row.cells["state"], row.cells["position"], row.cells["stated_on"])
        for row in seen.sheet.rows
    ] == [("SRB", "supported", "2020-04-03"), ("UGA", "noted", "2020-05-04")]


def test_map_to_something_unheard_of_is_refused() -> None:
    seen = translated(HEADER + position(response="5"), maps={"position": {"5": "great"}})

    assert refusals(seen) == [(2, "Response", "5")]


def test_constant_is_understood_as_a_cell_would_be() -> None:
    table = read_table("f.csv", b"Commitment,Response\nGPA-2010-16,Noted\n")
    specification = SPECIFICATIONS["positions"]
    matching = guess(table.columns, table.samples, specification, NAMES)

    seen = translate(
        table,
        matching.choose("state", constant="Türkiye"),
        Values(NAMES),
        specification=specification,
    )

    assert [row.cells["state"] for row in seen.sheet.rows] == ["TUR"]


def test_shifted_row_is_refused() -> None:
    seen = translated(
        HEADER + position() + position(note="a;b") + position("UGA") + position("TZA")
    )

    assert [(row, value) for row, _column, value in refusals(seen)] == [(3, "b")]


def test_notes_tell_what_was_taken_for_what() -> None:
    seen = translated(HEADER + position("NA", note="n/a") + position("KE", date="42493"))

    notes = "\n".join(seen.notes)
    assert "Country: NA read as NAM (Namibia)" in notes
    assert "Date: numbers such as 43210" in notes
    assert "Note: 1 cell with “n/a” counts as empty" in notes


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "kind",
    [kind for kind in ALL_KINDS if (SEED / f"{kind.name}.csv").exists()],
    ids=lambda kind: kind.name,
)
def test_what_is_exported_can_be_imported_again(kind: Any, separator: str) -> None:
    """The seed's own files, written by another program in another way, give the same drafts."""
    name = f"{kind.name}.csv"
    content = (SEED / name).read_bytes()
    meant = read_drafts(kind, read_sheet(name, content, kind.specification))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[:400]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)

    table = read_table(name, out.getvalue().encode("utf-16"))
    matching = guess(table.columns, table.samples, kind.specification, NAMES)
    seen = translate(table, matching, Values(NAMES), specification=kind.specification)

    drafts = read_drafts(kind, seen.sheet).drafts
    assert not seen.sheet.refused
    assert list(drafts.values()) == list(meant.drafts.values())[: len(rows) - 1]


def test_question_about_a_column_is_asked_as_a_value_with_its_meanings() -> None:
    """So pages and programs answer it as they say what any other value means."""
    rows = position("KEN", date="2010-11") + position("UGA", date="2012-13")

    asked = translated(HEADER + rows)
    seen = translated(HEADER + rows, maps={"stated_on": {"year pairs": "last_year"}})

    (question,) = asked.unknown
    assert (question.column, question.value) == ("stated_on", "year pairs")
    assert question.accepted == ("first_year", "last_year")
    assert (question.count, question.rows) == (2, (2, 3))
    assert len(question.labels) == 2
    assert [row for row, _column, _value in refusals(asked)] == [2, 3]
    assert [row.cells["stated_on"] for row in seen.sheet.rows] == ["2011", "2013"]
    assert not seen.unknown


def test_month_that_somebody_types_for_all_rows_is_a_month() -> None:
    table = read_table("f.csv", b"Country,Commitment,Response\nKEN,GPA-2010-16,Not stated\n")
    specification = SPECIFICATIONS["positions"]
    matching = guess(table.columns, table.samples, specification, NAMES)

    seen = translate(
        table,
        matching.choose("stated_on", constant="2010-11"),
        Values(NAMES),
        specification=specification,
    )

    assert [row.cells["stated_on"] for row in seen.sheet.rows] == ["2010-11"]


def test_letter_behind_a_date_fills_the_act_where_the_file_says_none() -> None:
    head = "reference;indicator;state;value;effective_on;source"
    row = "X-1;X-IND;KEN;party;26 Sep 2003 a;x-src"

    without = translated(f"{head}\n{row}\n", "indicator_values")
    beside = translated(f"{head};act\n{row};ratification\n", "indicator_values")

    assert without.sheet.rows[0].cells["act"] == "accession"
    assert beside.sheet.rows[0].cells["act"] == "ratification"
    assert without.sheet.rows[0].cells["effective_on"] == "2003-09-26"


@pytest.mark.parametrize(
    ("act", "value", "why"),
    [
        ("Ratification", "party", "who ratified is a party"),
        ("Accession", "party", "so is who acceded"),
        ("Signature", "signed", "who signed has signed"),
        ("Denunciation", "not_party", "who left is none any more"),
        ("Reservation", "", "it says nothing about being a party: the row is refused"),
        ("", "", "without an act nothing follows"),
    ],
)
def test_value_of_a_treaty_follows_from_its_act_where_no_column_has_it(
    act: str, value: str, why: str
) -> None:
    lines = f"indicator;state;act;effective_on;source\nX-IND;KEN;{act};2003-09-26;x-src\n"

    (row,) = translated(lines, "indicator_values").sheet.rows

    assert row.cells["value"] == value, why


def test_empty_value_beside_an_act_stays_empty() -> None:
    head, row = "indicator;state;value;act;effective_on;source", "X;KEN;;accession;2003-09-26;x-src"

    (found,) = translated(f"{head}\n{row}\n", "indicator_values").sheet.rows

    assert found.cells["value"] == ""
