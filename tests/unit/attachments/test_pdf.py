"""A PDF keeps its pages, links and bookmarks; who made it, and what it would do, goes."""

import io
import zipfile

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from tests import attachable
from tests.attachable import MARK, WORDS, jpeg, pdf, pdf_with_history, traces
from tracker.attachments.sanitise.cleaning import cleaned
from tracker.attachments.sanitise.extract_text import text_of
from tracker.attachments.sanitise.results import FileRefused, Note, Reason
from tracker.attachments.sanitise.segments import stripped_jpeg, stripped_jpeg2000


def refused(content: bytes) -> Reason:
    with pytest.raises(FileRefused) as fault:
        cleaned("pdf", content)
    return fault.value.reason


def test_authors_scripts_files_and_places_are_gone() -> None:
    made = cleaned("pdf", pdf())

    assert len(traces(pdf())) == 2
    assert not traces(made.content)
    assert not {"/JS", "/Launch", "/AA", "/PieceInfo", "/Thumb"} & names_in(made.content)
    assert made.notes == {Note.AUTHORS, Note.SCRIPTS, Note.FILES_INSIDE}


def names_in(content: bytes) -> set[str]:
    found: set[str] = set()
    with Pdf.open(io.BytesIO(content)) as made:
        for one in made.objects:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                found |= set(one.keys()) | {str(one.get("/S", ""))}
    return found


def test_pages_pictures_and_links_of_the_web_stay() -> None:
    with Pdf.open(io.BytesIO(cleaned("pdf", pdf()).content)) as made:
        (page,) = made.pages
        links = [str(mark.A.URI) for mark in page.Annots if "/A" in mark]
        (photograph,) = page.get_images().values()

        assert links == ["https://example.org/law"]
        assert photograph.read_raw_bytes().startswith(b"\xff\xd8\xff")
        assert pikepdf.PdfImage(photograph).as_pil_image().size == (24, 16)
        assert str(made.Root.StructTreeRoot.K.Alt) == "A map"


def test_photographs_within_a_drawing_are_cleaned_too() -> None:
    head = b"q 24 0 0 16 0 0 cm BI /W 24 /H 16 /BPC 8 /CS /RGB /F /DCT ID "
    made = Pdf.new()
    made.add_blank_page()
    made.pages[0].Contents = made.make_stream(head + jpeg() + b"\nEI Q")
    sent = attachable.saved(made)

    assert traces(sent)
    assert not traces(cleaned("pdf", sent).content)
    assert not text_of("pdf", cleaned("pdf", sent).content).whole


def test_earlier_versions_of_a_page_are_gone() -> None:
    sent = pdf_with_history()

    made = cleaned("pdf", sent).content

    assert MARK.encode() in sent
    assert not traces(made)
    assert b"changed" in unpacked(made)
    assert made.count(b"%%EOF") == 1


def unpacked(content: bytes) -> bytes:
    with Pdf.open(io.BytesIO(content)) as made:
        return made.pages[0].Contents.read_bytes()


def test_an_archive_behind_a_page_is_gone() -> None:
    both = pdf() + attachable.zipped({"victims.txt": MARK})

    assert zipfile.is_zipfile(io.BytesIO(both))
    assert not zipfile.is_zipfile(io.BytesIO(cleaned("pdf", both).content))


def test_the_same_document_gives_the_same_bytes() -> None:
    sent = pdf()

    assert cleaned("pdf", sent).content == cleaned("pdf", sent).content


@pytest.mark.parametrize("subtype", ["/Text", "/Square", "/Redact", "/Widget", "/Highlight"])
def test_what_may_cover_or_say_something_is_refused(subtype: str) -> None:
    assert refused(attachable.pdf_with_mark(subtype)) is Reason.MARKS


def test_forms_are_refused_even_without_visible_fields() -> None:
    form = Dictionary(Fields=[Dictionary(T=MARK, V=MARK)])

    assert refused(pdf(AcroForm=form)) is Reason.MARKS


@pytest.mark.parametrize("user", ["", "secret"], ids=["to change it only", "to read it"])
def test_passwords_of_either_sort_are_refused(user: str) -> None:
    assert refused(attachable.pdf_with_password(user=user)) is Reason.LOCKED


@pytest.mark.parametrize("cut", [20, 900, -300])
def test_half_a_document_is_refused(cut: int) -> None:
    assert refused(pdf()[:cut]) is Reason.DAMAGED


def test_pictures_fetched_from_elsewhere_are_refused() -> None:
    made = Pdf.new()
    made.add_blank_page()
    outside = made.make_stream(b"")
    outside.F = pikepdf.String("http://example.org/track")
    made.pages[0].Contents = outside

    assert refused(attachable.saved(made)) is Reason.EXTERNAL


def test_text_is_read_with_what_describes_pictures() -> None:
    found = text_of("pdf", cleaned("pdf", pdf()).content)

    assert not found.whole, "there is a photograph, in which words may stand"
    assert WORDS in found.text
    assert "A map" in found.text
    assert "https://example.org/law" in found.text


def test_gaps_are_spaces_and_falls_are_lines() -> None:
    shown = "BT /F 10 Tf 20 80 Td [(traf) -20 (ficking) -400 (law)] TJ 0 -12 Td (of 2020) Tj ET"

    found = text_of("pdf", with_page(shown))

    assert found.whole
    assert found.text.splitlines()[:2] == ["trafficking law", "of 2020"]


def with_page(shown: str) -> bytes:
    made = Pdf.new()
    made.add_blank_page()
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=0, Widths=[500] * 256
    )
    made.pages[0].Resources = Dictionary(Font=Dictionary(F=font))
    made.pages[0].Contents = made.make_stream(shown.encode("latin-1"))
    return attachable.saved(made)


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        ("BT /Unknown 9 Tf (abc) Tj ET", "nothing says what its codes mean"),
        ("q /P Do Q", "a picture of a page"),
    ],
)
def test_what_cannot_be_read_is_said(shown: str, why: str) -> None:
    content = with_page(shown)
    with Pdf.open(io.BytesIO(content)) as made:
        photograph = made.make_stream(jpeg(), Type=Name.XObject, Subtype=Name.Image)
        made.pages[0].Resources.XObject = Dictionary(P=photograph)
        content = attachable.saved(made)

    assert not text_of("pdf", content).whole, why


def test_a_coded_photograph_keeps_its_pixels_bit_by_bit() -> None:
    from PIL import Image

    sent = jpeg()

    made = stripped_jpeg(sent)

    assert not traces(made)
    before, after = (Image.open(io.BytesIO(each)).tobytes() for each in (sent, made))
    assert before == after


def test_a_photograph_in_several_scans_keeps_its_pixels() -> None:
    from PIL import Image

    sent = jpeg((64, 48), progressive=True)

    before, after = (Image.open(io.BytesIO(each)).tobytes() for each in (sent, stripped_jpeg(sent)))
    assert before == after


def test_boxes_of_a_coded_picture_that_describe_are_gone() -> None:
    box = (8 + len(MARK)).to_bytes(4, "big") + b"xml " + MARK.encode()
    comment = b"\xff\x64" + (2 + len(MARK)).to_bytes(2, "big") + MARK.encode()
    stream = b"\xff\x4f" + comment + b"\xff\x90rest"
    sent = box + (8 + len(stream)).to_bytes(4, "big") + b"jp2c" + stream

    assert stripped_jpeg2000(sent)[8:] == b"\xff\x4f\xff\x90rest"
