"""The same table in every shape that a package may have: other names, prefixes and encodings.

ECMA-376, part 2: relationships say where parts are, names do not differ by case. ODF 1.3, part 2:
namespaces count, prefixes are free.
"""

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.exchange.untidy import packages
from tests.exchange.untidy.packages import MAIN, OFFICE, PACKAGE, number, text
from tracker.exchange.parsing import read_table
from tracker.exchange.parsing.workbooks import read_workbook
from tracker.exchange.sheets import UnreadableFile

ROWS = (
    f'<row r="1">{text("A1", "State")}{text("B1", "Value")}</row>'
    f'<row r="2">{text("A2", "X one")}{number("B2", 3)}</row>'
)
EXPECTED = [("X one", "3")]
Parts = dict[str, str | bytes]


def parts() -> Parts:
    with zipfile.ZipFile(io.BytesIO(packages.xlsx(ROWS))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(made: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in made.items():
            archive.writestr(name, part)
    return out.getvalue()


def moved(made: Parts, **names: str) -> Parts:
    known = {
        "workbook": "xl/workbook.xml",
        "relations": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/one.xml",
        "root": "_rels/.rels",
    }
    return {
        next((names[key] for key in names if known[key] == name), name): part
        for name, part in made.items()
    }


def replaced(made: Parts, name: str, old: str, new: str) -> Parts:
    part = made[name]
    assert isinstance(part, str)
    assert old in part
    return {**made, name: part.replace(old, new)}


def other_workbook_name(made: Parts) -> Parts:
    made = replaced(made, "_rels/.rels", "xl/workbook.xml", "xl/workbook2.xml")
    return moved(made, workbook="xl/workbook2.xml", relations="xl/_rels/workbook2.xml.rels")


def workbook_beside_its_folder(made: Parts) -> Parts:
    made = replaced(made, "_rels/.rels", "xl/workbook.xml", "/book.xml")
    made = replaced(made, "xl/_rels/workbook.xml.rels", 'Target="', 'Target="/xl/')
    return moved(made, workbook="book.xml", relations="_rels/book.xml.rels")


def backslashes(made: Parts) -> Parts:
    return {name.replace("/", "\\"): part for name, part in made.items()}


def texts_elsewhere(made: Parts) -> Parts:
    made = replaced(
        made,
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="r9" Type="{OFFICE}/sharedStrings" Target="words.xml"/></Relationships>',
    )
    made["xl/words.xml"] = (
        f'<x:sst xmlns:x="{MAIN}"> <x:si><x:r><x:t xml:space="preserve">X </x:t></x:r>'
        "<x:r><x:t>one</x:t></x:r>"
        '<x:rPh sb="0" eb="1"><x:t>reading</x:t></x:rPh></x:si></x:sst>'
    )
    old = text("A2", "X one")
    return replaced(made, "xl/worksheets/one.xml", old, '<c r="A2" t="s"><v>0</v></c>')


def in_utf_16(made: Parts) -> Parts:
    sheet = f'<?xml version="1.0" encoding="UTF-16"?>{made["xl/worksheets/one.xml"]}'
    return {**made, "xl/worksheets/one.xml": sheet.encode("utf-16")}


def strict_after_a_long_remark(made: Parts) -> Parts:
    strict = {
        name: part.replace(MAIN, f"{packages.STRICT}/spreadsheetml/main").replace(
            OFFICE, f"{packages.STRICT}/officeDocument/relationships"
        )
        for name, part in made.items()
        if isinstance(part, str)
    }
    return {**strict, "xl/workbook.xml": f"<!--{'x' * 5_000}-->{strict['xl/workbook.xml']}"}


def with_part(name: str, part: str) -> Callable[[Parts], Parts]:
    return lambda made: {**made, name: part}


def in_sheet(old: str, new: str) -> Callable[[Parts], Parts]:
    return lambda made: replaced(made, "xl/worksheets/one.xml", old, new)


FAR = '<row r="1048576"><c r="XFD1048576">{}</c></row></sheetData>'
SHAPES: list[tuple[Callable[[Parts], Parts], str]] = [
    (lambda made: made, "as most programs write it"),
    (other_workbook_name, "the relationship of the package names the workbook"),
    (workbook_beside_its_folder, "the workbook is in another folder than its sheets"),
    (backslashes, "old .NET libraries write backslashes into archives"),
    (lambda made: moved(made, sheet="xl/worksheets/One.XML"), "names do not differ by case"),
    (lambda made: moved(made, workbook="xl/Workbook.xml"), "nor does that of the workbook"),
    (
        lambda made: {n: p for n, p in made.items() if n != "_rels/.rels"},
        "the usual name",
    ),
    (texts_elsewhere, "the relationship names the part of shared texts"),
    (in_utf_16, "XML may be UTF-16"),
    (strict_after_a_long_remark, "the namespace says that it is strict, wherever it stands"),
    (in_sheet("<sheetData>", '<dimension ref=""/><sheetData>'), "an empty extent says nothing"),
    (in_sheet("<sheetData>", '<dimension ref="$A$1:$B$2"/><sheetData>'), "nor an absolute one"),
    (in_sheet("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'), "or far too large"),
    (in_sheet("</sheetData>", FAR.format("<v></v>")), "a number without digits is no cell"),
    (in_sheet("</sheetData>", FAR.format("<v/>")), "nor one whose element is empty"),
    (with_part("docProps/app.xml", "<!DOCTYPE x><x/>"), "a part that nobody reads"),
    (with_part("customXml/item1.xml", '<a><c r="nonsense"/></a>'), "elements of another language"),
    (with_part("xl/media/image1.svg", "<svg>"), "a damaged picture"),
    (with_part("xl/web/page.html", "<p>"), "a part that is no XML"),
    (with_part("__MACOSX/._one", "x"), "what an archive program adds"),
    (with_part("xl/comments1.xml", f'<x xmlns="{MAIN}"><v>1</v></x>'), "remarks beside cells"),
]


@pytest.mark.parametrize("shape", [each[0] for each in SHAPES], ids=[each[1] for each in SHAPES])
def test_every_shape_of_a_package_is_the_same_table(shape: Callable[[Parts], Parts]) -> None:
    content = packed(shape(parts()))

    assert [row.cells for row in read_table("f.xlsx", content).rows] == EXPECTED
    known = read_workbook(content, frozenset({"Data"}))
    assert known["Data"].rows[1][:2] == EXPECTED[0]


HIDDEN = [
    ('<row r="2" ht="0" customHeight="1">', "a row of no height"),
    ('<row r="2" ht="0.0">', "a height of zero with decimals"),
    ('<row r="2" hidden="true">', "said in words"),
]


@pytest.mark.parametrize("row", [each[0] for each in HIDDEN], ids=[each[1] for each in HIDDEN])
def test_row_that_nobody_sees_is_noted(row: str) -> None:
    content = packed(in_sheet('<row r="2">', row)(parts()))

    assert read_table("f.xlsx", content).hidden_rows == (2,)


def test_column_of_no_width_is_noted() -> None:
    made = in_sheet("<sheetData>", '<cols><col min="2" max="2" width="0"/></cols><sheetData>')

    assert any("Value" in note for note in read_table("f.xlsx", packed(made(parts()))).notes)


def test_package_that_is_no_workbook_is_not_read_as_one() -> None:
    made = {**parts(), "xl/workbook.xml": f'<other xmlns="{PACKAGE}"/>'}

    with pytest.raises(UnreadableFile, match="another archive"):
        read_table("f.xlsx", packed(made))


SPREADSHEET = """<table:table-row>
<table:table-cell office:value-type="string"><text:p>State</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>Value</text:p>
</table:table-cell></table:table-row>{}"""
ROW = """<table:table-row><table:table-cell office:value-type="string"><text:p>X one</text:p>
</table:table-cell>{}</table:table-row>"""
THREE = '<table:table-cell office:value-type="float" office:value="3"/>'
UNTYPED = "<table:table-cell><text:p>3</text:p></table:table-cell>"


def document(cell: str = THREE) -> bytes:
    return packages.ods(SPREADSHEET.format(ROW.format(cell)), "")


def with_content(change: Callable[[str], str], *, drop: str = "") -> bytes:
    with zipfile.ZipFile(io.BytesIO(document())) as archive:
        made: Parts = {name: archive.read(name).decode() for name in archive.namelist()}
    content = made["content.xml"]
    assert isinstance(content, str)
    return packed({n: p for n, p in (made | {"content.xml": change(content)}).items() if n != drop})


def other_prefixes(content: str) -> str:
    for name in ("table", "text", "office"):
        content = content.replace(f"xmlns:{name}=", f"xmlns:n{name}=")
        content = content.replace(f"<{name}:", f"<n{name}:").replace(f"</{name}:", f"</n{name}:")
        content = content.replace(f" {name}:", f" n{name}:")
    return content


DOCUMENTS = [
    (document(), "as most programs write it"),
    (with_content(other_prefixes), "the namespace counts, not its prefix"),
    (with_content(str, drop="mimetype"), "an archive without the part that names its type"),
    (document(UNTYPED), "text in a cell without the type of its value"),
    (document('<table:table-cell office:value-type="float"><text:p>3</text:p></table:table-cell>'),
     "a number that only its text gives"),
    (document('<table:table-cell office:value-type="float" office:value="3,0"><text:p>3</text:p>'
              "</table:table-cell>"), "a number in the writer's own language"),
]  # fmt: skip


@pytest.mark.parametrize(
    "content", [each[0] for each in DOCUMENTS], ids=[each[1] for each in DOCUMENTS]
)
def test_every_shape_of_a_document_is_the_same_table(content: bytes) -> None:
    assert [row.cells for row in read_table("f.ods", content).rows] == EXPECTED


def test_rows_of_a_folded_group_of_a_document_are_noted() -> None:
    folded = f'<table:table-row-group table:display="false">{ROW.format(THREE)}'
    content = packages.ods(SPREADSHEET.format(f"{folded}</table:table-row-group>"), "")

    assert read_table("f.ods", content).hidden_rows == (2,)


def test_remark_beside_an_empty_cell_of_a_document_is_no_cell() -> None:
    remark = (
        "<table:table-cell><office:annotation><text:p>see</text:p></office:annotation>"
        "</table:table-cell>"
    )
    far = '<table:table-row table:number-rows-repeated="900000"/><table:table-row>'
    content = packages.ods(
        SPREADSHEET.format(f"{ROW.format(THREE)}{far}{remark}</table:table-row>"), ""
    )

    assert [row.cells for row in read_table("f.ods", content).rows] == EXPECTED
