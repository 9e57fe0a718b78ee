"""Headings inside a table become a column; rows of data stay rows."""

import pytest

from tracker.exchange.parsing import read_table

Groups = dict[int, tuple[str, ...]]
HEAD = "Rec,Position,Date,By\n"
CASES: list[tuple[str, str, tuple[str, ...], Groups]] = [
    (
        "headings with a label",
        HEAD + "Theme: A,,,\nDo x,Noted,2020,a\nTheme: B,,,\nDo y,Noted,2020,b\n",
        ("Theme",),
        {3: ("A",), 5: ("B",)},
    ),
    (
        "headings without one",
        HEAD + "Prevention,,,\nDo x,Noted,2020,a\nDo y,Noted,2020,b\nDo z,Noted,2020,b\n",
        ("group heading",),
        {3: ("Prevention",), 4: ("Prevention",), 5: ("Prevention",)},
    ),
    (
        "numbered headings",
        HEAD + "A. Prevention,,,\nDo x,Noted,2020,a\nB. Protection,,,\nDo y,Noted,2020,b\n",
        ("group heading",),
        {3: ("Prevention",), 5: ("Protection",)},
    ),
    (
        "a label in Russian",
        HEAD + "Тема: Дети,,,\nDo x,Noted,2020,a\nТема: Труд,,,\nDo y,Noted,2020,b\n",
        ("Тема",),
        {3: ("Дети",), 5: ("Труд",)},
    ),
    (
        "a label with a Chinese colon",
        HEAD + "主题：儿童,,,\nDo x,Noted,2020,a\n主题：劳工,,,\nDo y,Noted,2020,b\n",
        ("主题",),
        {3: ("儿童",), 5: ("劳工",)},
    ),
    (
        "two labels, one within the other",
        HEAD
        + "Theme: A,,,\nCountry: X,,,\nDo x,Noted,2020,a\nCountry: Y,,,\nDo y,Noted,2020,b\n"
        + "Theme: B,,,\nDo z,Noted,2020,c\n",
        ("Theme", "Country"),
        {4: ("A", "X"), 6: ("A", "Y"), 8: ("B", "")},
    ),
    (
        "the text in every cell, as merged cells are written out",
        HEAD + "Theme 1,Theme 1,Theme 1,Theme 1\nDo x,Noted,2020,a\nDo y,Noted,2020,b\n",
        ("group heading",),
        {3: ("Theme 1",), 4: ("Theme 1",)},
    ),
    (
        "years above rows that begin with States",
        "State,Rec,Position,By\n2019,,,\nKEN,do,Noted,x\nUGA,do,Noted,x\n2020,,,\nKEN,so,Noted,x\n",
        ("group heading",),
        {3: ("2019",), 4: ("2019",), 6: ("2020",)},
    ),
    (
        "two columns, with a label",
        "Rec,Position\nTheme: A,\nDo x,Noted\nDo y,Noted\nTheme: B,\nDo z,Noted\n",
        ("Theme",),
        {3: ("A",), 4: ("A",), 6: ("B",)},
    ),
    (
        "headings beside the numbers of rows",
        "No,Rec,Position,Date\n,Prevention,,\n1,Do x,Noted,2020\n2,Do y,Noted,2020\n"
        ",Protection,,\n3,Do z,Noted,2021\n4,Do q,Noted,2021\n",
        ("group heading",),
        {3: ("Prevention",), 4: ("Prevention",), 6: ("Protection",), 7: ("Protection",)},
    ),
    (
        "a long wording alone is a row whose other cells are blank",
        HEAD
        + "".join(
            f"Train judges and police in number {n} of the regions,Noted,2020,a\n" for n in "abc"
        )
        + "Train nurses and teachers in all of the regions,,,\n"
        + "Train judges and police in number d of the regions,Noted,2020,a\n",
        (),
        {2: (), 3: (), 4: (), 5: (), 6: ()},
    ),
    (
        "a row of a State that says nothing else is a row",
        "State,Year,Value,Note\nKenya,2015,3,x\nUganda,,,\nUganda,2016,4,y\nNepal,2016,4,y\n",
        (),
        {2: (), 3: (), 4: (), 5: ()},
    ),
    (
        "a code among codes is a row",
        "state,year,value,note\nKEN,2015,3,x\nTZA,,,\nUGA,2016,4,y\n",
        (),
        {2: (), 3: (), 4: ()},
    ),
    (
        "the rest of a text that was broken into two rows is no heading",
        HEAD + "Do x and,Noted,2020,a\nthen do y,,,\nDo z,Noted,2020,b\nDo q,Noted,2020,b\n",
        (),
        {2: (), 3: (), 4: (), 5: ()},
    ),
    (
        "a header that is repeated is neither heading nor row",
        HEAD + "Do x,Noted,2020,a\n" + HEAD + "Do y,Noted,2020,b\n",
        (),
        {2: (), 4: ()},
    ),
]


@pytest.mark.parametrize(
    ("content", "columns", "groups"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_headings_are_told_from_rows(
    content: str, columns: tuple[str, ...], groups: Groups
) -> None:
    table = read_table("f.csv", content.encode())

    width = len(content.splitlines()[0].split(","))
    assert table.columns[width:] == columns
    assert {row.number: row.cells[width:] for row in table.rows} == groups
