"""Workbooks written part by part, in shapes that programs of our own do not write."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = "http://purl.oclc.org/ooxml"


def packed(parts: Mapping[str, str]) -> bytes:
    """An archive of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, str]:
    """The parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def xlsx(
    data: str, *, formats: Mapping[int, str] | None = None, more: str = "", strict: bool = False
) -> bytes:
    """One sheet of these rows. ``formats``: number of a cell's style to its format's code."""
    main = f"{STRICT}/spreadsheetml/main" if strict else MAIN
    office = f"{STRICT}/officeDocument/relationships" if strict else OFFICE
    codes = formats or {}
    made = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{c}"/>' for n, c in codes.items())
    styles = "".join(f'<xf numFmtId="{164 + n}" applyNumberFormat="1"/>' for n in codes)
    return packed(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
                '"application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
            ),
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
                '<sheet name="Data" sheetId="1" r:id="r1"/>'
                '<sheet name="Other" sheetId="2" r:id="r2"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships">'
                f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/one.xml"/>'
                f'<Relationship Id="r2" Type="{office}/worksheet" Target="worksheets/two.xml"/>'
                f'<Relationship Id="r3" Type="{office}/styles" Target="styles.xml"/>'
                "</Relationships>"
            ),
            "xl/styles.xml": (
                f'<styleSheet xmlns="{main}"><numFmts>{made}</numFmts>'
                f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
            ),
            "xl/worksheets/one.xml": (
                f'<worksheet xmlns="{main}" xmlns:r="{office}">'
                f"<sheetData>{data}</sheetData>{more}</worksheet>"
            ),
            "xl/worksheets/_rels/one.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="h1" '
                f'Type="{office}/hyperlink" Target="https://example.org/a" '
                'TargetMode="External"/></Relationships>'
            ),
            "xl/worksheets/two.xml": (
                f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
                '<row r="900000"><c r="XFD900000" s="0"/></row></sheetData></worksheet>'
            ),
        }
    )


def text(place: str, words: str) -> str:
    """A cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def number(place: str, value: object, style: int = 0) -> str:
    """A cell of a number, also of a date, which is the number of its day."""
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


ODF = "urn:oasis:names:tc:opendocument:xmlns"


def ods(table: str, styles: str = "") -> bytes:
    """A document with one table, whatever white space stands in it."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": (
                f'<office:document-content xmlns:office="{ODF}:office:1.0" '
                f'xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0" '
                f'xmlns:number="{ODF}:datastyle:1.0" xmlns:style="{ODF}:style:1.0" '
                'xmlns:xlink="http://www.w3.org/1999/xlink">\n'
                f" <office:automatic-styles>{styles}</office:automatic-styles>\n"
                f'<office:body>\n<office:spreadsheet>\n<table:table table:name="Data">{table}'
                "</table:table>\n</office:spreadsheet>\n</office:body></office:document-content>"
            ),
        }
    )


def docx(body: str) -> bytes:
    """A Word document with this body."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return packed(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{PACKAGE}/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
            ),
            "word/document.xml": (
                f'<w:document xmlns:w="{word}" xmlns:r="{OFFICE}"><w:body>{body}</w:body>'
                "</w:document>"
            ),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="h1" '
                f'Type="{OFFICE}/hyperlink" Target="https://example.org/a" '
                'TargetMode="External"/></Relationships>'
            ),
        }
    )


def paragraph(words: str, more: str = "") -> str:
    """A paragraph of text, after what is said of it."""
    return f"<w:p>{more}<w:r><w:t>{words}</w:t></w:r></w:p>"


def word_row(*cells: str, more: str = "") -> str:
    """A row of cells; each is its inside, or words."""
    inside = (cell if cell.startswith("<") else paragraph(cell) for cell in cells)
    return f"<w:tr>{more}{''.join(f'<w:tc>{each}</w:tc>' for each in inside)}</w:tr>"
