"""What is removed from Word and Excel documents, and what makes us refuse them.

Removed: who wrote, on what machine, in which editing session. Refused: tracked changes and
comments (only the author can settle them), and fields that fetch or run something.
"""

import re

from tracker.attachments.sanitise.markup import Element, elements, local, named, remove, space
from tracker.attachments.sanitise.name_lists import names
from tracker.attachments.sanitise.packages import Format
from tracker.attachments.sanitise.results import FileRefused, Note, Reason

_OPEN = "application/vnd.openxmlformats-officedocument"
_SHARED = {
    f"{_OPEN}.theme+xml",
    f"{_OPEN}.themeOverride+xml",
    f"{_OPEN}.drawing+xml",
    f"{_OPEN}.vmlDrawing",
    f"{_OPEN}.drawingml.chart+xml",
    f"{_OPEN}.drawingml.chartshapes+xml",
    f"{_OPEN}.drawingml.diagramData+xml",
    f"{_OPEN}.drawingml.diagramLayout+xml",
    f"{_OPEN}.drawingml.diagramStyle+xml",
    f"{_OPEN}.drawingml.diagramColors+xml",
    "application/vnd.ms-office.drawingml.diagramDrawing+xml",
    "application/vnd.ms-office.chartstyle+xml",
    "application/vnd.ms-office.chartcolorstyle+xml",
}
_WORD_PARTS = names(
    "styles settings webSettings fontTable numbering footnotes endnotes header footer"
)
_EXCEL_PARTS = names("worksheet chartsheet sharedStrings styles table sheetMetadata")

_REMOVED = names(
    """
    rsids rsid docVars docId dataBinding attachedTemplate writeProtection absPath revisionPtr
    fileSharing customWorkbookViews customSheetViews webPublishing fileRecoveryPr
    documentManagement
    """
)
_PERSONAL = names(
    """
    author initials userName lastModifiedBy refreshedBy paraId textId user userId providerId
    workbookParameter
    """
)
# In the namespace of word processing: what was inserted, deleted, moved, or looked otherwise.
_TRACKED = names(
    """
    ins del moveFrom moveTo rPrChange pPrChange sectPrChange tblPrChange tblPrExChange
    trPrChange tcPrChange tblGridChange numberingChange cellIns cellDel cellMerge
    """
)
_COMMENT = frozenset(("commentReference", "commentRangeStart", "comment", "threadedComment"))
_OBJECTS = frozenset(
    ("OLEObject", "oleObject", "oleObjects", "control", "controls", "altChunk", "subDoc")
)
_NAMED = frozenset(("docPr", "cNvPr"))  # drawings: their name is often that of a picture's file
# Of fields and of formulas: what looks elsewhere when the document is opened or recalculated.
_FETCHING_FIELDS = names("DDE DDEAUTO INCLUDETEXT INCLUDEPICTURE IMPORT LINK DATABASE MACROBUTTON")
_FETCHING_FORMULA = re.compile(
    r"\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|CUBE[A-Z]+)\s*\(|\|\s*'|\[\d+\]", re.I
)
_FORMULAS = frozenset(("f", "definedName", "formula", "formula1", "formula2"))
_PATH = re.compile(r"[A-Za-z]:\\|\\\\|^/|file:|\.(?:jpe?g|png|gif|bmp|heic|tiff?)\s*$", re.I)


def scrub(root: Element, notes: set[Note]) -> None:
    """Clean one part in place; raises FileRefused."""
    _refuse(root)
    _refuse_fields(root)
    if named(root, ("sheet",)) and any(
        each.get("state") in ("hidden", "veryHidden") for each in named(root, ("sheet",))
    ):
        notes.add(Note.HIDDEN_SHEETS)
    for element in elements(root):
        if local(element.tag) in _REMOVED:
            remove(element)
        else:
            _strip(element)


def _refuse(root: Element) -> None:
    for element in root.iter("{*}*"):
        name = local(element.tag)
        if name in _TRACKED and "wordprocessingml" in space(element.tag):
            raise FileRefused(Reason.TRACKED_CHANGES)
        if name in _COMMENT:
            raise FileRefused(Reason.COMMENTS)
        if name in _OBJECTS:
            raise FileRefused(Reason.EMBEDDED)
        if name == "mailMerge":
            raise FileRefused(Reason.EXTERNAL)
        if name in _FORMULAS and _FETCHING_FORMULA.search(element.text or ""):
            raise FileRefused(Reason.EXTERNAL)


def _refuse_fields(root: Element) -> None:
    """Refuse dangerous Word fields. Their code may be split over runs and nested."""
    codes: list[str] = []
    for element in root.iter("{*}fldSimple", "{*}fldChar", "{*}instrText"):
        name = local(element.tag)
        if name == "fldSimple":
            _refuse_code(_attribute(element, "instr"))
        elif name == "instrText" and codes:
            codes[-1] += element.text or ""
        elif _attribute(element, "fldCharType") == "begin":
            codes.append("")
        elif _attribute(element, "fldCharType") == "end" and codes:
            _refuse_code(codes.pop())
    for code in codes:
        _refuse_code(code)


def _refuse_code(code: str) -> None:
    if (code.split() or [""])[0].upper() in _FETCHING_FIELDS:
        raise FileRefused(Reason.EXTERNAL)


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _strip(element: Element) -> None:
    """Remove attributes that identify people, machines or sessions."""
    for key, value in list(element.attrib.items()):
        name = local(key)
        if name in _PERSONAL or name.startswith("rsid") or "/revision" in space(key):
            del element.attrib[key]
        elif name == "name" and local(element.tag) in _NAMED:
            element.set(key, "object")
        elif name in ("descr", "title", "alt") and _PATH.search(value):
            del element.attrib[key]


WORD = Format(
    main=f"{_OPEN}.wordprocessingml.document.main+xml",
    kept=frozenset(_SHARED | {f"{_OPEN}.wordprocessingml.{each}+xml" for each in _WORD_PARTS}),
    scrub=scrub,
)
EXCEL = Format(
    main=f"{_OPEN}.spreadsheetml.sheet.main+xml",
    kept=frozenset(_SHARED | {f"{_OPEN}.spreadsheetml.{each}+xml" for each in _EXCEL_PARTS}),
    scrub=scrub,
)
