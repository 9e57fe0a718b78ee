"""Normalises the part names and encoding of XLSX workbooks for the reader.

A package says where its parts are (ECMA-376, part 2, 9.3): the workbook by a relationship of the
package, sheets, styles and texts by relationships of the workbook. Names of parts do not differ by
case (6.2.2.3), and XML may be UTF-16. The reader of workbooks looks for fixed names and reads
UTF-8; elsewhere it finds no texts or no sheets. It gets no part that it does not need, because a
custom XML part or a picture is no fault of a table.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from tracker.exchange.parsing.probe import damaged, parse
from tracker.exchange.parsing.workbook_parts import with_distinct_names

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"drawingml/2006/main"),
)
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_FIXED_NAMES = {"styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml"}
_PACKAGE = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    b"</Relationships>",
}
_DECLARATION = re.compile(r"""\A\s*<\?xml\b[^>]*?\?>""")
_ENCODING = re.compile(rb"""\A<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*?(?:/>|>\s*</(?:\w+:)?dimension\s*>)")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = frozenset(("utf-16", "iso-8859-1", "windows-1252", "us-ascii"))


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    kind: str  # the last word of its type, such as worksheet
    target: str
    type: str


def workbook_package(parts: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """The parts that the reader needs. None if the package is no workbook."""
    named = {name.replace("\\", "/").lstrip("/").lower(): name for name in parts}
    main = _main_part(parts, named)
    if main is None:
        return None
    folder, base = posixpath.split(main)
    relations = _relations(parts, named, posixpath.join(folder, "_rels", f"{base}.rels"))
    if relations is None:
        raise damaged()
    workbook = with_distinct_names(_as_reader_expects(parts[named[main]]))
    made = {**_PACKAGE, WORKBOOK: workbook}
    lines = []
    for number, each in enumerate(relations, 1):
        target = _found(named, folder, each.target)
        if target is None or "sheet" not in each.kind.lower() and each.kind not in _FIXED_NAMES:
            continue
        name = _FIXED_NAMES.get(each.kind, f"xl/worksheets/sheet{number}.xml")
        part = _as_reader_expects(parts[named[target]])
        made[name] = part if each.kind in _FIXED_NAMES else _without_dimension(part)
        lines.append((each, name))
        sheet_folder, sheet = posixpath.split(target)
        of_sheet = named.get(posixpath.join(sheet_folder, "_rels", f"{sheet}.rels"))
        if of_sheet is not None:
            made[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _as_reader_expects(
                parts[of_sheet]
            )
    made["xl/_rels/workbook.xml.rels"] = _transitional(_written(lines))
    return made


def _without_dimension(sheet: bytes) -> bytes:
    """Remove the stated extent of a sheet, which some programs get wrong.

    It is optional (part 1, 18.3.1.35); the reader refuses a sheet for an empty or absolute one.
    """
    before, mark, after = sheet.partition(b"sheetData")
    return _DIMENSION.sub(b"", before, count=1) + mark + after


def _main_part(parts: Mapping[str, bytes], named: Mapping[str, str]) -> str | None:
    """The lower-case name of the workbook part."""
    for each in _relations(parts, named, "_rels/.rels") or ():
        if each.kind == "officeDocument" and (target := _found(named, "", each.target)):
            return target if _root(parts[named[target]]) == "workbook" else None
    return WORKBOOK if WORKBOOK in named else None


def _found(named: Mapping[str, str], folder: str, target: str) -> str | None:
    target = target.replace("\\", "/").lower()
    if not target.startswith("/"):
        target = posixpath.join(folder, target)
    name = posixpath.normpath(target).lstrip("/")
    return name if name in named else None


def _relations(
    parts: Mapping[str, bytes], named: Mapping[str, str], name: str
) -> list[_Relation] | None:
    if name not in named:
        return None
    found: list[_Relation] = []

    def start(_tag: str, given: dict[str, str]) -> None:
        if "Target" in given and given.get("TargetMode") != "External":
            of_type = given.get("Type", "")
            kind = of_type.rpartition("/")[2]
            found.append(_Relation(given.get("Id", ""), kind, given["Target"], of_type))

    parse(parts[named[name]], start)
    return found


def _root(part: bytes) -> str:
    tags: list[str] = []
    parse(part, lambda tag, _given: tags.append(tag) if not tags else None)
    return tags[0].rpartition(":")[2]


def _written(lines: list[tuple[_Relation, str]]) -> bytes:
    made = "".join(
        f"<Relationship Id={quoteattr(each.id)} Type={quoteattr(each.type)} "
        f'Target="{name.removeprefix("xl/")}"/>'
        for each, name in lines
    )
    return f'<Relationships xmlns="{_RELATIONS}">{made}</Relationships>'.encode()


def _as_reader_expects(part: bytes) -> bytes:
    return _transitional(_in_utf8(part))


def _transitional(part: bytes) -> bytes:
    """A part of a strict workbook (ISO/IEC 29500) with transitional names."""
    for strict, usual in _STRICT:
        part = part.replace(strict, _TRANSITIONAL + usual)
    return part


def _in_utf8(part: bytes) -> bytes:
    declared = _ENCODING.match(part)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if part.startswith(_UTF_16):
        encoding = "utf-16"
    if encoding in ("utf-8", "utf8"):
        return part
    if encoding not in _ENCODINGS:
        raise damaged()
    try:
        return _DECLARATION.sub("", part.decode(encoding)).encode()
    except UnicodeError:
        raise damaged() from None
