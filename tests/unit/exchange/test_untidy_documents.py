"""Tables of Word documents, one sheet each, with the text that people see in them."""

import pytest

from tests.exchange.untidy import packages
from tests.exchange.untidy.packages import paragraph, word_row
from tracker.exchange.parsing import LayoutChoice, read_table
from tracker.exchange.sheets import UnreadableFile

HEAD = word_row("Recommendation", "Position", "Date")
FIRST = word_row("Train judges", "Noted", "2020")


def table(*rows: str) -> bytes:
    return packages.docx(f"<w:tbl>{HEAD}{''.join(rows)}</w:tbl>")


def text_of(inside: str) -> str:
    """What a first cell with this inside is read as."""
    rows = read_table("f.docx", table(word_row(inside, "Noted", "2020"), FIRST)).rows
    return rows[0].cells[0]


def test_table_of_a_document_is_read_like_a_sheet() -> None:
    found = read_table("f.docx", table(FIRST, word_row("Train police", "Supported", "2021")))

    assert (found.format, found.sheets) == ("docx", ("Table 1",))
    assert found.columns == ("Recommendation", "Position", "Date")
    assert [row.cells for row in found.rows] == [
        ("Train judges", "Noted", "2020"),
        ("Train police", "Supported", "2021"),
    ]


def test_each_table_is_a_sheet_and_the_fullest_is_read() -> None:
    small = f"<w:tbl>{word_row('Name', 'Value')}{word_row('a', '1')}</w:tbl>"
    content = packages.docx(f"{small}{paragraph('between')}<w:tbl>{HEAD}{FIRST}</w:tbl>")

    assert read_table("f.docx", content).sheet == "Table 2"
    assert read_table("f.docx", content, LayoutChoice(sheet="Table 1")).columns == ("Name", "Value")


IN_WORDS = [
    (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Train</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "Train",
        "a content control, as official forms have them: python-docx 1.2.0 leaves it out",
    ),
    (
        "<w:p><w:ins><w:r><w:t>Train</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Teach</w:delText></w:r></w:del></w:p>",
        "Train",
        "changes that nobody accepted yet: what is inserted stands, what is deleted does not",
    ),
    (
        "<w:p><w:moveFrom><w:r><w:t>Gone</w:t></w:r></w:moveFrom><w:r><w:t>Train</w:t></w:r></w:p>",
        "Train",
        "text that was moved elsewhere",
    ),
    (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>Train</w:t></w:r></w:p>",
        "Train",
        "hidden text",
    ),
    (
        '<w:p><w:r><w:t xml:space="preserve">Train </w:t></w:r><w:r><w:t>judges</w:t></w:r></w:p>',
        "Train judges",
        "runs of one sentence",
    ),
    (paragraph("Train") + paragraph("judges"), "Train\njudges", "two paragraphs"),
    ("<w:p><w:r><w:t>Train</w:t><w:br/><w:t>all</w:t></w:r></w:p>", "Train\nall", "a line break"),
    (
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Train</w:t></w:r></w:p>",
        "Train",
        "the code of a field",
    ),
    (
        f"<w:tbl>{word_row('inner')}</w:tbl>{paragraph('Train')}",
        "inner\nTrain",
        "a table within the cell is part of its text",
    ),
]


@pytest.mark.parametrize(
    ("inside", "words"), [case[:2] for case in IN_WORDS], ids=[case[2] for case in IN_WORDS]
)
def test_cell_of_a_document_says_what_people_see(inside: str, words: str) -> None:
    assert text_of(inside) == words


def test_cells_merged_downwards_are_filled_and_wide_ones_are_headings() -> None:
    begin = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + paragraph("Noted")
    more = "<w:tcPr><w:vMerge/></w:tcPr><w:p/>"
    wide = '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>' + paragraph("Prevention")

    found = read_table(
        "f.docx",
        table(word_row(wide), word_row("One", begin, "2020"), word_row("Two", more, "2021")),
    )

    assert found.columns == ("Recommendation", "Position", "Date", "group heading")
    assert [row.cells for row in found.rows] == [
        ("One", "Noted", "2020", "Prevention"),
        ("Two", "Noted", "2021", "Prevention"),
    ]


def test_numbers_that_word_makes_up_are_told() -> None:
    numbered = paragraph("Train", "<w:pPr><w:numPr/></w:pPr>")

    assert any(
        "1" in note for note in read_table("f.docx", table(word_row(numbered, "x", "y"))).notes
    )


def test_row_that_was_deleted_is_no_row() -> None:
    gone = word_row("Gone", "Noted", "2020", more="<w:trPr><w:del/></w:trPr>")

    assert len(read_table("f.docx", table(gone, FIRST)).rows) == 1


REFUSED = [
    (packages.docx(paragraph("no table")), "must contain a table", "text alone"),
    (
        packages.docx(f"<w:tbl>{word_row(*['x'] * 300)}</w:tbl>"),
        "one cell is beyond",
        "more columns than are read",
    ),
    (
        packages.docx("<w:tbl>").replace(
            b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:docum_nt"
        ),
        "damaged|defines",
        "damaged",
    ),
]


@pytest.mark.parametrize(
    ("content", "reason"), [case[:2] for case in REFUSED], ids=[case[2] for case in REFUSED]
)
def test_document_that_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_table("f.docx", content)
