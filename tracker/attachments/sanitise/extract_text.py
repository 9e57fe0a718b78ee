"""Extracts the text of a cleaned file, to search it for personal data. Pure.

What cannot be read is said: a picture has no text that can be found here, and a PDF may hold
pictures of pages. Whoever reviews looks at the file itself.
"""

import re
from collections.abc import Iterator

from tracker.attachments.sanitise import archives
from tracker.attachments.sanitise.markup import Element, local, parsed, space
from tracker.attachments.sanitise.name_lists import names
from tracker.attachments.sanitise.packages import parts_of
from tracker.attachments.sanitise.pdf_text import text_of_pdf
from tracker.attachments.sanitise.results import Text

# Characters; what follows is not searched, and that is said. Searching these takes some 12 seconds.
LONGEST = 500_000
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp)$", re.IGNORECASE)
_PARAGRAPHS = frozenset(("p", "h", "si"))
_ROWS = frozenset(("tr", "table-row", "row"))
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " "}
# Of Office; other elements hold measures, which look like telephone numbers.
_BEARING = names("t delText instrText v f definedName oddHeader oddFooter formula1 formula2")
_OPEN_DOCUMENT = "opendocument"  # in its namespaces every text is one
_TOLD = names("descr title alt tooltip display name string")
_NO_TEXT = names("styles theme fonts numbering settings webSettings styleSheet metadata sst")


def text_of(code: str, content: bytes) -> Text:
    """The text of a cleaned file of this kind."""
    found = _text_of(code, content)
    return Text(found.text, found.whole and not _has_pictures(code, content))


def _has_pictures(code: str, content: bytes) -> bool:
    """Whether a document contains pictures, which may show words and faces."""
    if code not in ("docx", "xlsx", "odt"):
        return False
    return any(_PICTURE.search(name) for name in archives.unpacked(content))


def _text_of(code: str, content: bytes) -> Text:
    match code:
        case "csv" | "text":
            return _cut(content.decode())
        case "docx":
            roots = [root for _name, root in parts_of(content)]
            return _cut(
                "\n".join(_element_text(root) for root in roots if local(root.tag) not in _NO_TEXT)
            )
        case "xlsx":
            return _cut("\n".join(_sheets(content)))
        case "odt":
            parts = archives.unpacked(content)
            held = (parts[name] for name in ("content.xml", "styles.xml") if name in parts)
            return _cut("\n".join(_element_text(parsed(part)) for part in held))
        case "pdf":
            found = text_of_pdf(content, most=LONGEST)
            return Text(found.text[:LONGEST], found.whole)
        case _:
            return Text("", whole=False)


def _cut(text: str) -> Text:
    """Remove empty lines and margins that come from markup."""
    lines = (line.strip() for line in text.splitlines())
    text = "\n".join(line for line in lines if line)
    return Text(text[:LONGEST], whole=len(text) <= LONGEST)


def _element_text(element: Element) -> str:
    """The text of an element: paragraphs as lines, rows as lines of cells."""
    name = local(element.tag)
    if name in _BREAKS:
        return _BREAKS[name] + (element.tail or "")
    is_bearing = name in _BEARING or _OPEN_DOCUMENT in space(element.tag)
    inner = (element.text or "") if is_bearing else ""
    inner += "".join(_element_text(each) for each in element)
    words = [value for key, value in element.attrib.items() if local(key) in _TOLD and " " in value]
    words += [element.get("Target", "")] if element.get("TargetMode") == "External" else []
    if words:
        inner = f"{inner}\n{' '.join(words)}\n"
    if name in _ROWS:
        inner = "\t".join(_cell_text(each) for each in element)
    if name in _ROWS or name in _PARAGRAPHS:
        inner = f"{inner}\n"
    return inner + (element.tail or "")


def _cell_text(cell: Element) -> str:
    return " ".join(_element_text(cell).split())


def _sheets(content: bytes) -> Iterator[str]:
    """Rows of a sheet with their cells side by side."""
    parts = dict(parts_of(content))
    shared: list[str] = []
    for root in parts.values():
        if local(root.tag) == "sst":
            shared = [_cell_text(each) for each in root]
    for root in parts.values():
        match local(root.tag):
            case "worksheet":
                yield from _rows(root, shared)
                yield from (_cell_text(each) for each in root if local(each.tag) != "sheetData")
            case "workbook":
                yield " ".join(each.get("name", "") for each in root.iter("{*}sheet"))
            case other if other not in _NO_TEXT:
                yield _element_text(root)


def _rows(root: Element, shared: list[str]) -> Iterator[str]:
    for row in root.iter("{*}row"):
        yield "\t".join(_cell(cell, shared) for cell in row)


def _cell(cell: Element, shared: list[str]) -> str:
    if cell.get("t") != "s":
        return " ".join(each.text or "" for each in cell.iter("{*}v", "{*}t", "{*}f")).strip()
    number = next((each.text or "" for each in cell.iter("{*}v")), "")
    known = number.isdecimal() and number.isascii() and int(number) < len(shared)
    return shared[int(number)] if known else ""
