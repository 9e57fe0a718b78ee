"""Files of any form become rows, or reasons: never a guess, never a traceback."""

import pytest

from tests.exchange.small import sheet, small
from tracker.exchange import sheets
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.sheets import Sheet, read_sheet

SPECIFICATIONS = {kind.name: kind.specification for kind in SEED_KINDS}
HEADER = "code,name,explanation\n"
ROWS = [{"code": "survivors", "name": "Survivors", "explanation": "They take part."}]


def themes(content: bytes | str, name: str = "themes.csv") -> Sheet:
    data = content.encode() if isinstance(content, str) else content
    return read_sheet(name, data, SPECIFICATIONS["themes"])


READABLE = [
    ("as it should be", HEADER + "a,A,…\n", [2]),
    ("a byte order mark", "\ufeff" + HEADER + "a,A,…\n", [2]),
    ("line ends of Windows", (HEADER + "a,A,…\n").replace("\n", "\r\n"), [2]),
    ("line ends of old", (HEADER + "a,A,…\n").replace("\n", "\r"), [2]),
    ("no line end at the end", HEADER + "a,A,…", [2]),
    ("a line end within quotes", HEADER + 'a,"A\nB",…\nb,B,…\n', [2, 4]),
    ("quotes within quotes", HEADER + 'a,"the ""A""",…\n', [2]),
    ("blank lines and empty rows", HEADER + "\na,A,…\n,,\n\nb,B,…\n", [3, 6]),
    ("columns in another order", "name,explanation,code\nA,…,a\n", [2]),
    ("spaces around the names of columns", "code, name ,explanation\na,A,…\n", [2]),
    ("a header and nothing else", HEADER, []),
]


@pytest.mark.parametrize(
    ("content", "numbers"), [case[1:] for case in READABLE], ids=[case[0] for case in READABLE]
)
def test_sound_file_gives_rows_with_their_lines(content: str, numbers: list[int]) -> None:
    read = themes(content)

    assert read.refused == ()
    assert [row.number for row in read.rows] == numbers
    assert all(row.cells["code"] in ("a", "b") for row in read.rows)


HOSTILE: list[tuple[str, bytes | str, int | None, str]] = [
    ("nothing at all", b"", None, "the file is empty"),
    ("a byte order mark and nothing else", "\ufeff", None, "the file is empty"),
    (
        "an encoding of western Europe",
        (HEADER + "a,Café,…\n").encode("latin-1", "replace"),
        2,
        "UTF-8",
    ),
    ("the encoding of a Windows clipboard", (HEADER + "a,A,-\n").encode("utf-16"), 1, "UTF-8"),
    ("a NUL", HEADER + "a,A\0,…\n", 2, "NUL characters"),
    ("a quote that never ends", HEADER + 'a,"A,…\nb,B,…\n', 2, "a quotation mark is open"),
    ("text after a closing quote", HEADER + 'a,"A"A,…\n', 2, "a quotation mark is open"),
    (
        "an unknown column",
        "code,name,explanation,colour\n",
        1,
        "there is no column with the name colour",
    ),
    ("a missing column", "code,name\n", 1, "column explanation is missing"),
    ("a column twice", "code,code,name,explanation\n", 1, "the column code appears twice"),
    (
        "a column without a name",
        "code,name,explanation,\n",
        1,
        'there is no column with the name ""',
    ),
    ("semicolons for commas", "code;name;explanation\n", 1, "commas, not"),
    ("rows without a header", "a,A,…\n", 1, "the columns must be code, name, explanation"),
    ("a cell of two megabytes", HEADER + f"a,{'A' * 2_000_000},…\n", 2, "at most 20000 characters"),
]


@pytest.mark.parametrize(
    ("content", "row", "reason"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_unreadable_file_is_refused_with_row_and_reason(
    content: bytes | str, row: int | None, reason: str
) -> None:
    read = themes(content)

    (refusal,) = read.refused
    assert (refusal.file, refusal.row) == ("themes.csv", row)
    assert reason in refusal.reason
    assert read.unusable


@pytest.mark.parametrize("cells", ["a,A", "a,A,…,more"], ids=["a cell too few", "a cell too many"])
def test_ragged_row_is_refused_and_others_are_read(cells: str) -> None:
    read = themes(f"{HEADER}{cells}\nb,B,…\n")

    (refusal,) = read.refused
    assert (refusal.row, refusal.column) == (2, None)
    assert "must have 3 cells" in refusal.reason
    assert [row.number for row in read.rows] == [3]


def test_cell_over_the_limit_is_refused_by_its_column() -> None:
    read = themes(f"{HEADER}a,{'A' * 20_001},…\nb,{'B' * 20_000},…\n")

    assert [(refusal.row, refusal.column) for refusal in read.refused] == [(2, "name")]
    assert [row.number for row in read.rows] == [3]


def test_format_that_nobody_reads_is_refused() -> None:
    (refusal,) = themes(b"PK", name="themes.xlsx").refused

    assert refusal.reason == "one of these formats: .csv"


def test_files_are_limited_in_bytes_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    (rows,) = themes(HEADER + "a,A,…\nb,B,…\nc,C,…\n").refused
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)
    (size,) = themes(HEADER).refused

    assert (rows.row, rows.reason) == (4, "a file can have at most 2 rows; split it")
    assert size.row is None


def test_column_known_but_not_kept_is_passed_over() -> None:
    rows = small()["states"]
    with_column = sheet("states", rows).decode().splitlines()
    content = "\n".join(
        f"{line},{word}"
        for line, word in zip(with_column, ("intermediate_region", "x", "y"), strict=True)
    )

    read = read_sheet("states.csv", content.encode(), SPECIFICATIONS["states"])

    assert read.refused == ()
    assert all("intermediate_region" not in row.cells for row in read.rows)


def test_fingerprint_is_that_of_the_bytes() -> None:
    plain, marked = themes(sheet("themes", ROWS)), themes(b"\xef\xbb\xbf" + sheet("themes", ROWS))

    assert plain.rows == marked.rows
    assert plain.origin.sha256 != marked.origin.sha256
    assert len(plain.origin.sha256) == 64
