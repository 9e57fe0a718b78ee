"""Tables with years, acts or figures in columns become rows where a person wants that."""

import pytest

from tests.exchange.seeds import NAMES, SPECIFICATIONS
from tracker.exchange.matching.columns import guess
from tracker.exchange.normalising.settled_values import Values
from tracker.exchange.normalising.translation import translate
from tracker.exchange.parsing import LayoutChoice, read_table
from tracker.exchange.parsing.wide_tables import act_of
from tracker.exchange.sheets import UnreadableFile

YEARS = "state,2013,2014\nKEN,1,2\nUGA,,4\n"
PARTIES = (
    "Participant\tSignature\tRatification, Accession(a), Acceptance(A), Succession(d)\n"
    "Kenya\t\t5 Jan 2005 a\n"
    "Norway\t13 Dec 2000\t23 Sep 2003\n"
    "France 1\t12 Dec 2000 s\t\n"
)
FIGURES = "State,Year,Convicted,Charged,Helped\nKEN,2012,15,20,31\nUGA,2013,3,4,5\n"


def test_table_stays_as_it_is_unless_somebody_says_otherwise() -> None:
    table = read_table("f.csv", YEARS.encode())

    assert table.columns == ("state", "2013", "2014")
    assert table.across == {"years": ("2013", "2014")}
    assert any("2013, 2014" in note for note in table.notes)


@pytest.mark.parametrize(
    ("content", "wanted", "columns", "rows"),
    [
        (
            YEARS,
            "years",
            ("state", "year", "value"),
            {2002: ("KEN", "2013", "1"), 2003: ("KEN", "2014", "2"), 3003: ("UGA", "2014", "4")},
        ),
        (
            PARTIES,
            "acts",
            ("Participant", "act", "date", "status"),
            {
                2003: ("Kenya", "accession", "5 Jan 2005 a", "party"),
                3002: ("Norway", "signature", "13 Dec 2000", "signed"),
                3003: ("Norway", "ratification", "23 Sep 2003", "party"),
                4002: ("France 1", "definitive_signature", "12 Dec 2000 s", "party"),
            },
        ),
        (
            "Participant,Ratification and Accession(a)\nKenya,5 Jan 2005 a\nNorway,23 Sep 2003\n",
            "acts",
            ("Participant", "act", "date", "status"),
            {
                2002: ("Kenya", "accession", "5 Jan 2005 a", "party"),
                3002: ("Norway", "ratification", "23 Sep 2003", "party"),
            },
        ),
        (
            FIGURES,
            "Convicted; Helped",
            ("State", "Year", "Charged", "indicator", "value"),
            {
                2003: ("KEN", "2012", "20", "Convicted", "15"),
                2005: ("KEN", "2012", "20", "Helped", "31"),
                3003: ("UGA", "2013", "4", "Convicted", "3"),
                3005: ("UGA", "2013", "4", "Helped", "5"),
            },
        ),
        (
            "State,Prevention,Protection\nKEN,a,b\n",
            "pillars",
            ("State", "pillar", "value"),
            {2002: ("KEN", "Prevention", "a"), 2003: ("KEN", "Protection", "b")},
        ),
    ],
    ids=["years", "acts", "one column of acts", "columns by name", "pillars"],
)
def test_each_cell_across_becomes_a_row(
    content: str, wanted: str, columns: tuple[str, ...], rows: dict[int, tuple[str, ...]]
) -> None:
    """An empty cell makes no row: missing is never zero."""
    table = read_table("f.csv", content.encode(), LayoutChoice(across=wanted))

    assert table.columns == columns
    assert {row.number: row.cells for row in table.rows} == rows


def test_figures_are_offered_and_acts_of_other_names_are_not() -> None:
    assert tuple(read_table("f.csv", FIGURES.encode()).across["figures"]) == (
        "Convicted",
        "Charged",
        "Helped",
    )
    assert not read_table("f.csv", b"State,Signature,Remark\nKEN,2000,x\nUGA,2001,y\n").across


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("Signature", "signature"),
        ("Date of signature", "signature"),
        ("Date d’adhésion", "accession"),
        ("Date", None),
        ("Ratification, Accession(a)", "ratification"),
        ("Ratification/Accession", "ratification_or_accession"),
        ("Ratification or accession", "ratification_or_accession"),
        ("Adhésion", "accession"),
        ("Подписание", "signature"),
        ("批准", "ratification"),
        ("Withdrawal", "withdrawal"),
        ("Remarks", None),
    ],
)
def test_column_is_called_after_an_act(name: str, act: str | None) -> None:
    assert act_of(name) == act


def test_columns_that_do_not_exist_are_refused_with_those_that_do() -> None:
    with pytest.raises(UnreadableFile, match="years, state, 2013, 2014"):
        read_table("f.csv", YEARS.encode(), LayoutChoice(across="2012; 2013"))


def test_list_of_participants_becomes_values_in_one_pass() -> None:
    table = read_table("f.csv", PARTIES.encode(), LayoutChoice(across="acts"))
    specification = SPECIFICATIONS["indicator_values"]
    matching = guess(table.columns, table.samples, specification, NAMES)
    for column, source in (("act", "act"), ("effective_on", "date"), ("value", "status")):
        matching = matching.choose(column, source=source)

    seen = translate(table, matching, Values(NAMES), specification=specification)

    found = [
        [row.cells[name] for name in ("state", "value", "act", "effective_on")]
        for row in seen.sheet.rows
    ]
    assert found == [
        ["KEN", "party", "accession", "2005-01-05"],
        ["NOR", "signed", "signature", "2000-12-13"],
        ["NOR", "party", "ratification", "2003-09-23"],
        ["FRA", "party", "definitive_signature", "2000-12-12"],
    ]
