"""Workbooks as their many producers write them: formats of dates, hidden rows, links, white space.

The shapes are those of SheetJS 0.18.5, ExcelJS 4.4.0, openpyxl 3.1.5, xlwt 1.3.0, odfpy 1.4.1 and
Spreadsheet::WriteExcel 2.40, looked at in files that they wrote; the files here are made by hand.
"""

import pytest

from tests.exchange.untidy import old_excel, packages
from tests.exchange.untidy.packages import number, text
from tracker.exchange.parsing import LayoutChoice, Table, read_table

HEAD = f'<row r="1">{text("A1", "State")}{text("B1", "Date")}{text("C1", "Link")}</row>'
FIRST_OF_2020 = 43831


def sheet_row(place: int, state: str, date: str, link: str = "", more: str = "") -> str:
    cells = f"{text(f'A{place}', state)}{date}{text(f'C{place}', link) if link else ''}"
    return f'<row r="{place}"{more}>{cells}</row>'


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


SHOWN = [
    ("yyyy", "2020", "only the year is shown"),
    ("mmm yyyy", "2020-01", "only the month is shown"),
    ("yyyy\\-mm", "2020-01", "only the month is shown, in digits"),
    ("yyyy\\-mm\\-dd", "2020-01-01", "the day is shown"),
    ("d\\-mmm", "--01-01", "the year is not shown: it is asked for"),
]


@pytest.mark.parametrize(("code", "date"), [each[:2] for each in SHOWN], ids=[e[2] for e in SHOWN])
def test_date_of_a_workbook_has_the_precision_that_it_shows(code: str, date: str) -> None:
    rows = HEAD + sheet_row(2, "KEN", number("B2", FIRST_OF_2020, 1), "x")

    table = read_table("f.xlsx", packages.xlsx(rows, formats={1: code}))

    assert cells(table) == [("KEN", date, "x")]


def test_year_in_a_cell_for_dates_stays_a_day_for_a_person_to_say() -> None:
    rows = HEAD + sheet_row(2, "KEN", number("B2", 2021, 1), "x")

    for code in ("yyyy", "dd/mm/yyyy"):
        table = read_table("f.xlsx", packages.xlsx(rows, formats={1: code}))
        assert cells(table) == [("KEN", "1905-07-13", "x")]


def test_strict_workbook_is_read_like_any_other() -> None:
    """Office writes it as "Strict Open XML Spreadsheet" (ISO/IEC 29500-1): only names differ."""
    rows = HEAD + sheet_row(2, "KEN", number("B2", FIRST_OF_2020, 1), "x")

    table = read_table("f.xlsx", packages.xlsx(rows, formats={1: "yyyy"}, strict=True))

    assert (table.columns, cells(table)) == (("State", "Date", "Link"), [("KEN", "2020", "x")])


def test_coloured_empty_cell_far_away_is_no_cell() -> None:
    """The other sheet has one in row 900,000; so has this one."""
    far = '<row r="800000"><c r="XFC800000" s="1"/></row>'
    rows = HEAD + sheet_row(2, "KEN", number("B2", 1), "x") + far

    assert len(read_table("f.xlsx", packages.xlsx(rows, formats={1: "yyyy"})).rows) == 1


LINKED = HEAD + sheet_row(2, "KEN", number("B2", 1), "see")
HYPERLINK = (
    '<hyperlinks><hyperlink ref="C2" r:id="h1"/></hyperlinks>',
    f'<row r="2">{text("A2", "KEN")}{number("B2", 1)}<c r="C2" t="str">'
    '<f>HYPERLINK("https://example.org/a","see")</f><v>see</v></c></row>',
)


def test_address_behind_a_cell_is_brought_where_the_column_holds_addresses() -> None:
    linked = packages.xlsx(LINKED, more=HYPERLINK[0])
    by_formula = packages.xlsx(HEAD + HYPERLINK[1])

    for content in (linked, by_formula):
        assert cells(read_table("f.xlsx", content)) == [("KEN", "1", "https://example.org/a")]


def test_address_behind_other_texts_comes_in_a_column_beside_them() -> None:
    content = packages.xlsx(LINKED.replace("Link", "Title"), more=HYPERLINK[0])

    table = read_table("f.xlsx", content)

    assert table.columns == ("State", "Date", "Title", "Title (link)")
    assert cells(table) == [("KEN", "1", "see", "https://example.org/a")]


def hidden_rows() -> bytes:
    return packages.xlsx(
        HEAD
        + sheet_row(2, "KEN", number("B2", 1), "x")
        + sheet_row(3, "UGA", number("B3", 2), "x", ' hidden="1"')
        + sheet_row(4, "TZA", number("B4", 3), "x", ' hidden="true"')
        + sheet_row(5, "RWA", number("B5", 4), "x")
    )


def test_hidden_rows_are_told_by_number_and_may_be_left_out() -> None:
    table = read_table("f.xlsx", hidden_rows())
    without = read_table("f.xlsx", hidden_rows(), LayoutChoice(leave_out_hidden=True))

    assert (len(table.rows), table.hidden_rows) == (4, (3, 4))
    assert any("3–4" in note for note in table.notes)
    assert [row.cells[0] for row in without.rows] == ["KEN", "RWA"]
    assert any("3–4" in note for note in without.notes)


def test_hidden_column_is_told_by_name() -> None:
    content = packages.xlsx(LINKED).replace(b"<sheetData>", b"<sheetData>", 1)
    with_columns = packages.xlsx(LINKED, more='<cols><col min="2" max="2" hidden="1"/></cols>')

    assert not any("Date" in note for note in read_table("f.xlsx", content).notes)
    assert any("Date" in note for note in read_table("f.xlsx", with_columns).notes)


MONTHS = (
    '<number:date-style style:name="N1"><number:month number:textual="true"/>'
    "<number:text> </number:text><number:year/></number:date-style>"
    '<style:style style:name="parent" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="c1" style:family="table-cell" style:parent-style-name="parent"/>'
)
INDENTED = """
  <table:table-column/>
  <table:table-column table:default-cell-style-name="c1"/>
  <table:table-row>
    <table:table-cell office:value-type="string">
      <text:p>State</text:p>
    </table:table-cell>
    <table:table-cell office:value-type="string"><text:p>Date</text:p></table:table-cell>
    <table:table-cell office:value-type="string"><text:p>Link</text:p></table:table-cell>
  </table:table-row>
  <table:table-row table:visibility="filter">
    <table:table-cell office:value-type="string">
      <office:annotation><text:p>a remark</text:p></office:annotation>
      <text:p>
        KEN
        <text:span>and</text:span> <text:span>more</text:span><text:s text:c="2"/>x
      </text:p>
    </table:table-cell>
    <table:table-cell office:value-type="date" office:date-value="2020-01-01"/>
    <table:table-cell office:value-type="string">
      <text:p><text:a xlink:href="https://example.org/a">see</text:a></text:p>
    </table:table-cell>
  </table:table-row>
"""


def test_address_in_a_formula_of_a_document_is_brought() -> None:
    formula = 'table:formula="of:=HYPERLINK(&quot;https://example.org/b&quot;;&quot;see&quot;)"'
    linked = INDENTED.replace('<text:a xlink:href="https://example.org/a">see</text:a>', "see")
    place = linked.rindex("<table:table-cell office")
    content = f"{linked[:place]}<table:table-cell {formula} {linked[place + 18 :]}"

    table = read_table("f.ods", packages.ods(content, MONTHS))

    assert table.rows[0].cells[2] == "https://example.org/b"


def test_indented_document_is_read_with_its_formats_links_and_hidden_rows() -> None:
    table = read_table("f.ods", packages.ods(INDENTED, MONTHS))

    assert cells(table) == [("KEN and more  x", "2020-01", "https://example.org/a")]
    assert table.hidden_rows == (2,)


def test_cells_of_a_document_become_what_somebody_would_have_typed() -> None:
    values = (
        'float" office:value="3',
        'float" office:value="0.25',
        'percentage" office:value="0.5',
        'boolean" office:boolean-value="true',
        'date" office:date-value="2020-05-03T21:00:00',
    )
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in "abcde"
    )
    body = "".join(f'<table:table-cell office:value-type="{value}"/>' for value in values)
    rows = f"<table:table-row>{head}</table:table-row><table:table-row>{body}</table:table-row>"

    table = read_table("f.ods", packages.ods(rows))

    assert cells(table) == [("3", "0.25", "50%", "true", "2020-05-03 21:00:00")]


def old_book(code: str = "General", value: float = FIRST_OF_2020, **more: bool) -> bytes:
    head = [old_excel.text(0, place, name) for place, name in enumerate(("State", "Date", "Sum"))]
    first = [old_excel.text(1, 0, "Тёмный"), old_excel.number(1, 1, value, 16)]
    second = [old_excel.text(2, 0, "UGA"), old_excel.number(2, 1, 2020), old_excel.number(2, 2, 1)]
    rows = [old_excel.hidden_row(2), *head, *first, old_excel.number(1, 2, 5), *second]
    return old_excel.workbook(rows, code=code, **more)


def test_old_workbook_of_letters_of_two_bytes_has_no_nul_between_them() -> None:
    """So Spreadsheet::WriteExcel writes them; python-calamine 0.9.1 reads a NUL after each."""
    table = read_table("f.xls", old_book())

    assert table.columns == ("State", "Date", "Sum")
    assert cells(table) == [("Тёмный", "43831", "5"), ("UGA", "2020", "1")]
    assert table.hidden_rows == (3,)


@pytest.mark.parametrize(("code", "date"), [each[:2] for each in SHOWN], ids=[e[2] for e in SHOWN])
def test_date_of_an_old_workbook_has_the_precision_that_it_shows(code: str, date: str) -> None:
    assert cells(read_table("f.xls", old_book(code)))[0] == ("Тёмный", date, "5")


def test_workbook_that_counts_from_1904_is_read_by_that() -> None:
    content = old_book("yyyy-mm-dd", FIRST_OF_2020 - 1462, from_1904=True)

    assert cells(read_table("f.xls", content))[0] == ("Тёмный", "2020-01-01", "5")


def test_coloured_empty_cell_of_an_old_workbook_is_no_cell() -> None:
    cells_ = [old_excel.text(0, 0, "State"), old_excel.text(0, 1, "Sum")]
    cells_ += [old_excel.text(1, 0, "KEN"), old_excel.number(1, 1, 5), old_excel.coloured(1, 250)]

    assert cells(read_table("f.xls", old_excel.workbook(cells_))) == [("KEN", "5")]


def test_link_within_the_workbook_is_no_address() -> None:
    more = '<hyperlinks><hyperlink ref="C2" location="Other!A1"/></hyperlinks>'

    assert cells(read_table("f.xlsx", packages.xlsx(LINKED, more=more))) == [("KEN", "1", "see")]
