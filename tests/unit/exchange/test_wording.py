"""Numbers before and States behind wordings go into their own columns."""

import pytest

from tests.exchange.seeds import NAMES, SPECIFICATIONS
from tracker.exchange.matching.columns import guess
from tracker.exchange.normalising.settled_values import Values
from tracker.exchange.normalising.translation import translate
from tracker.exchange.normalising.wording import Wordings
from tracker.exchange.parsing import read_table

CASES: list[tuple[str, tuple[str, str, str], str]] = [
    (
        "1.1 Train judges (Norway);",
        ("1.1", "Train judges", "Norway"),
        "as lists of reviews have it",
    ),
    ("132.45. Train judges", ("132.45", "Train judges", ""), "a point behind"),
    ("132.45 – Train judges", ("132.45", "Train judges", ""), "a dash behind"),
    ("P132.45 Train judges", ("P132.45", "Train judges", ""), "letters before"),
    ("a) Train judges", ("a", "Train judges", ""), "a letter"),
    ("(iv) Train judges", ("iv", "Train judges", ""), "a Roman number"),
    ("(12) Train judges", ("12", "Train judges", ""), "in brackets"),
    ("12. Train judges", ("12", "Train judges", ""), "a whole number"),
    ("• Train judges", ("", "Train judges", ""), "a bullet is no number"),
    ("– Train judges", ("", "Train judges", ""), "a dash"),
    ("\uf0b7 Train judges", ("", "Train judges", ""), "the bullet of Word"),
    ("1. 训练法官（挪威）", ("1", "训练法官", "挪威"), "Chinese"),
    ("Train (Norway, Kenya);", ("", "Train", "Norway, Kenya"), "two States"),
    ("Train (Norway and Kenya).", ("", "Train", "Norway and Kenya"), "parted by a word"),
    ("Adopter (Norvège et Kenya) ;", ("", "Adopter", "Norvège et Kenya"), "in French"),
    ("Train (Trinidad & Tobago)", ("", "Train", "Trinidad & Tobago"), "& within a name"),
    (
        "Train (Bosnia and Herzegovina, Norway)",
        ("", "Train", "Bosnia and Herzegovina, Norway"),
        "a name with a word that parts",
    ),
    (
        "Train (Iran (Islamic Republic of));",
        ("", "Train", "Iran (Islamic Republic of)"),
        "brackets within brackets",
    ),
    (
        "Train (Korea, Republic of, Norway)",
        ("", "Train", "Korea, Republic of, Norway"),
        "a comma within a name",
    ),
    ("Train (Norway) (Kenya);", ("", "Train", "Norway, Kenya"), "brackets one after another"),
    ("Train (Norway); (Kenya)", ("", "Train", "Norway, Kenya"), "with a sign between them"),
    ("Train (judges) (Kenya)", ("", "Train (judges)", "Kenya"), "brackets of the sentence stay"),
    ("Train (Kenya) (others)", ("", "Train (Kenya) (others)", ""), "the last names no State"),
    ("Train [Norway]", ("", "Train", "Norway"), "square brackets"),
    ("Ratify (the Protocol)", ("", "Ratify (the Protocol)", ""), "no State"),
    ("Train (Norway, others)", ("", "Train (Norway, others)", ""), "not only States"),
    ("Train (Congo)", ("", "Train (Congo)", ""), "a name of two States"),
    ("(147.7) Train judges", ("147.7", "Train judges", ""), "a number with points in brackets"),
    ("[147.7]. Train (Kenya)", ("147.7", "Train", "Kenya"), "in square brackets"),
    ("“147.9 Train judges” (Kenya)", ("147.9", "Train judges", "Kenya"), "within quotation marks"),
    ('"147.9. Train judges"', ("147.9", "Train judges", ""), "within the marks of a keyboard"),
    ("Para. 147.3 Train judges", ("147.3", "Train judges", ""), "a paragraph"),
    ("Recommendation 147.3: Train", ("147.3", "Train", ""), "named as what it is"),
    ("№ 147.3. Train judges", ("147.3", "Train judges", ""), "with the sign for a number"),
    ("Пункт 147.3 Обучить судей", ("147.3", "Обучить судей", ""), "a paragraph in Russian"),
    ("“Blue Heart” is a campaign", ("", "“Blue Heart” is a campaign", ""), "marks of its own"),
    ("(No. 3) Train judges", ("", "(No. 3) Train judges", ""), "a number without points"),
    ("1.5 million people", ("", "1.5 million people", ""), "a number of the sentence"),
    ("A. Smith be heard", ("", "A. Smith be heard", ""), "a person"),
    ("Train judges", ("", "Train judges", ""), "nothing but the wording"),
]


@pytest.mark.parametrize(
    ("text", "meant"), [case[:2] for case in CASES], ids=[case[2] for case in CASES]
)
def test_number_and_states_leave_the_wording(text: str, meant: tuple[str, str, str]) -> None:
    cells = {"number": "", "wording": text, "made_by": ""}

    Wordings(NAMES, [("KEN", text)]).settle(cells)

    assert (cells["number"], cells["wording"], cells["made_by"]) == meant


SAID = [
    ("1.1", "Norway", ("1.1", "Train", "Norway"), "the same: said twice"),
    ("", "NOR", ("1.1", "Train", "NOR"), "the same State by its code"),
    ("7", "Norway", ("7", "1.1 Train", "Norway"), "another number: the wording keeps its own"),
    ("1.1", "Kenya", ("1.1", "Train (Norway)", "Kenya"), "another State: the wording keeps it"),
]


@pytest.mark.parametrize(
    ("number", "made_by", "meant"), [case[:3] for case in SAID], ids=[case[3] for case in SAID]
)
def test_columns_of_the_file_are_not_overruled(
    number: str, made_by: str, meant: tuple[str, str, str]
) -> None:
    cells = {"number": number, "wording": "1.1 Train (Norway)", "made_by": made_by}

    Wordings(NAMES, [("KEN", cells["wording"])]).settle(cells)

    assert (cells["number"], cells["wording"], cells["made_by"]) == meant


def test_numbers_that_repeat_for_one_state_number_nothing() -> None:
    """1, 2, 1, 2 begins anew under each heading: as numbers they would make rows the same."""
    texts = [f"{number}. Train {word}" for word in ("judges", "police") for number in (1, 2)]
    wordings = Wordings(NAMES, [("KEN", text) for text in texts])
    rows = [{"number": "", "wording": text, "made_by": ""} for text in texts]

    for cells in rows:
        wordings.settle(cells)

    assert {cells["number"] for cells in rows} == {""}
    assert rows[0]["wording"] == "Train judges"


def test_numbered_file_under_headings_becomes_recommendations() -> None:
    content = (
        "State;Mechanism;Session;Date;Recommendation;Position\n"
        "Theme: Trafficking & exploitation;;;;;\n"
        "Kenya;UPR;35;2020;1.1 Train judges (Norway);Noted\n"
        "Theme: Women;;;;;\n"
        "Kenya;UPR;35;2020;1.2 Train police (Norway, France);Noted\n"
    )
    table = read_table("f.csv", content.encode())
    specification = SPECIFICATIONS["recommendations"]
    matching = guess(table.columns, table.samples, specification, NAMES)

    seen = translate(table, matching, Values(NAMES), specification=specification)

    found = [[row.cells[name] for name in COLUMNS] for row in seen.sheet.rows]
    assert found == [
        ["1.1", "Train judges", "Norway", "Trafficking & exploitation"],
        ["1.2", "Train police", "Norway, France", "Women"],
    ]
    assert not seen.sheet.refused


COLUMNS = ("number", "wording", "made_by", "issues")
