"""Documents of Word, Excel and OpenDocument: text and pictures stay, people and machines go."""

import io
import zipfile

import pytest

from tests import attachable
from tests.attachable import MARK, PARAGRAPH, WORDS, docx, jpeg, odt, traces, xlsx
from tracker.attachments.sanitise import archives
from tracker.attachments.sanitise.cleaning import cleaned
from tracker.attachments.sanitise.extract_text import text_of
from tracker.attachments.sanitise.results import FileRefused, Note, Reason


def refused(code: str, content: bytes) -> Reason:
    with pytest.raises(FileRefused) as fault:
        cleaned(code, content)
    return fault.value.reason


@pytest.mark.parametrize(("code", "sent"), [("docx", docx()), ("xlsx", xlsx()), ("odt", odt())])
def test_authors_machines_and_sessions_are_gone(code: str, sent: bytes) -> None:
    made = cleaned(code, sent).content

    assert len(traces(sent)) > 2
    assert not traces(made)
    assert WORDS in text_of(code, made).text
    assert made == cleaned(code, sent).content, "the same document gives the same bytes"


def test_photographs_in_a_document_are_drawn_anew() -> None:
    made = cleaned("docx", docx())

    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        photograph = archive.read("word/media/image1.jpeg")
    assert photograph == cleaned("jpeg", jpeg()).content
    assert Note.LOCATION in made.notes


def test_parts_that_nothing_leads_to_are_left_out() -> None:
    with zipfile.ZipFile(io.BytesIO(cleaned("docx", docx()).content)) as archive:
        assert archive.namelist() == [
            "[Content_Types].xml",
            "_rels/.rels",
            "word/_rels/document.xml.rels",
            "word/_rels/settings.xml.rels",
            "word/document.xml",
            "word/media/image1.jpeg",
            "word/settings.xml",
        ]


def run(inside: str) -> str:
    return f"<w:p><w:r>{inside}</w:r></w:p>"


def field(*codes: str) -> str:
    seen = "".join(f"<w:instrText>{code}</w:instrText>" for code in codes)
    return run(f'<w:fldChar w:fldCharType="begin"/>{seen}<w:fldChar w:fldCharType="end"/>')


WORD = {
    "an inserted word": (run(f'<w:ins w:author="{MARK}"/>'), Reason.TRACKED_CHANGES),
    "a deleted word": (run("<w:del><w:delText>Anna</w:delText></w:del>"), Reason.TRACKED_CHANGES),
    "another look before": (run("<w:rPr><w:rPrChange/></w:rPr>"), Reason.TRACKED_CHANGES),
    "a comment": (run('<w:commentReference w:id="1"/>'), Reason.COMMENTS),
    "an object": (run("<w:object><OLEObject/></w:object>"), Reason.EMBEDDED),
    "a field that runs": (field(" DDEAUTO c:\\cmd"), Reason.EXTERNAL),
    "the same in pieces": (field(" DDE", "AUTO c:\\cmd"), Reason.EXTERNAL),
    "a picture fetched": (
        run('<w:fldSimple w:instr="INCLUDEPICTURE http://example.org"/>'),
        Reason.EXTERNAL,
    ),
}


@pytest.mark.parametrize(("body", "reason"), WORD.values(), ids=WORD.keys())
def test_what_its_author_must_settle_is_refused(body: str, reason: Reason) -> None:
    assert refused("docx", docx(body)) is reason


def test_a_link_to_a_page_may_speak_of_a_link() -> None:
    text = run("<w:t>See https://example.org/link/database</w:t>")

    assert "link/database" in text_of("docx", cleaned("docx", docx(text)).content).text


LINKS = {
    "macros": ("vbaProject", "vba.bin", False, Reason.MACROS),
    "an object of another program": ("oleObject", "ole.object", False, Reason.EMBEDDED),
    "another document": ("aFChunk", "chunk.htm", False, Reason.EMBEDDED),
    "comments": ("comments", "comments.xml", False, Reason.COMMENTS),
    "a picture fetched": ("image", "http://example.org/t.png", True, Reason.EXTERNAL),
    "a template fetched": ("attachedTemplate", "http://example.org/t.dotm", True, Reason.EXTERNAL),
    "a template of another machine": (
        "attachedTemplate",
        "file://server/t.dotm",
        True,
        Reason.EXTERNAL,
    ),
    "a drawing": ("image", "media/a.emf", False, Reason.DRAWING),
    "a part of no known kind": ("novelty", "novelty.xml", False, Reason.UNKNOWN_PART),
}


@pytest.mark.parametrize(("kind", "target", "outside", "reason"), LINKS.values(), ids=LINKS.keys())
def test_parts_that_are_not_known_to_be_harmless_are_refused(
    kind: str, target: str, outside: bool, reason: Reason
) -> None:
    external = ("x1",) if outside else ()
    parts = {} if outside else {f"word/{target}": "<a/>"}

    assert (
        refused("docx", docx(links=(("x1", kind, target),), external=external, **parts)) is reason
    )


def test_macros_are_refused_where_nothing_leads_to_them() -> None:
    assert refused("docx", docx(**{"word/any.bin": b"program"})) is Reason.MACROS


def test_a_path_on_a_machine_is_no_link() -> None:
    links = (
        ("x1", "hyperlink", f"file:///C:/Users/{MARK}"),
        ("x2", "hyperlink", "https://example.org/law"),
    )

    made = cleaned("docx", docx(links=links, external=("x1", "x2"))).content

    assert not traces(made)
    assert traces(made, "https://example.org/law")


def test_the_table_behind_a_chart_is_left_out() -> None:
    chart = '<c:chartSpace xmlns:c="urn:c" xmlns:r="{}"><c:externalData r:id="e1"/></c:chartSpace>'
    names = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = attachable.types(
        "word/document.xml",
        "wordprocessingml.document",
        word_settings="wordprocessingml.settings",
        word_chart="drawingml.chart",
    )
    parts = {
        "[Content_Types].xml": kinds,
        "word/chart.xml": chart.format(names),
        "word/_rels/chart.xml.rels": attachable.relations(("e1", "package", "table.xlsx")),
        "word/table.xlsx": MARK,
    }

    made = cleaned("docx", docx(links=(("x1", "chart", "chart.xml"),), **parts))

    assert not traces(made.content)
    assert not traces(made.content, "externalData")
    assert Note.FILES_INSIDE in made.notes


EXCEL = {
    "a formula that fetches": '<c r="B1"><f>WEBSERVICE("http://example.org")</f></c>',
    "a formula that runs": "<c r='B1'><f>cmd|'/c calc'!A0</f></c>",
    "a formula into another book": "<c r='B1'><f>[1]Sheet1!A1</f></c>",
}


@pytest.mark.parametrize("cell", EXCEL.values(), ids=EXCEL.keys())
def test_formulas_that_look_elsewhere_are_refused(cell: str) -> None:
    assert refused("xlsx", xlsx(cell)) is Reason.EXTERNAL


def test_cells_of_a_row_are_read_side_by_side() -> None:
    made = cleaned("xlsx", xlsx())

    assert f"{WORDS}\t17" in text_of("xlsx", made.content).text
    assert Note.HIDDEN_SHEETS in made.notes


OPEN = {
    "a comment": ("<office:annotation/>", Reason.COMMENTS),
    "a tracked change": (
        "<text:tracked-changes><text:changed-region/></text:tracked-changes>",
        Reason.TRACKED_CHANGES,
    ),
    "a script": ("<office:scripts><office:script/></office:scripts>", Reason.MACROS),
    "an event": ("<script:event-listener/>", Reason.MACROS),
    "an object": ('<draw:object xlink:href="./Object 1"/>', Reason.EMBEDDED),
    "a picture fetched": ('<draw:image xlink:href="http://example.org/t.png"/>', Reason.EXTERNAL),
    "a section fetched": ('<text:section-source xlink:href="../a.odt"/>', Reason.EXTERNAL),
}


@pytest.mark.parametrize(("body", "reason"), OPEN.values(), ids=OPEN.keys())
def test_an_open_document_is_refused_alike(body: str, reason: Reason) -> None:
    assert refused("odt", odt(body)) is reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Basic/Standard/Module1.xml", Reason.MACROS),
        ("Object 1/content.xml", Reason.EMBEDDED),
        ("Pictures/1.svm", Reason.DRAWING),
        ("surprise.bin", Reason.UNKNOWN_PART),
    ],
)
def test_parts_of_an_open_document_must_be_known(name: str, reason: Reason) -> None:
    assert refused("odt", odt(**{name: "<a/>"})) is reason


@pytest.mark.parametrize(
    ("code", "content"),
    [("docx", xlsx()), ("xlsx", docx()), ("odt", docx()), ("docx", odt())],
    ids=["a workbook called letter", "a letter called workbook", "Word as odt", "odt as Word"],
)
def test_one_kind_of_document_is_no_other(code: str, content: bytes) -> None:
    assert refused(code, content) is Reason.DISAGREES


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (docx(**{"word/bomb.xml": b"\0" * 20_000_000}), Reason.BLOWN_UP),
        (docx(**{f"word/a{number}.xml": "" for number in range(1000)}), Reason.BLOWN_UP),
        (docx()[:1500], Reason.DAMAGED),
        (docx(f'<!DOCTYPE a [<!ENTITY b "{MARK}">]>'), Reason.DAMAGED),
    ],
    ids=["one entry of 20 MB", "a thousand entries", "half of it", "definitions"],
)
def test_what_would_blow_up_is_refused(content: bytes, reason: Reason) -> None:
    assert refused("docx", content) is reason


def test_definitions_of_entities_are_refused() -> None:
    lol = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

    assert refused("docx", docx(**{"word/document.xml": lol})) is Reason.DAMAGED


def test_declared_sizes_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)

    assert refused("docx", docx(PARAGRAPH * 20)) is Reason.BLOWN_UP
