"""A kind is what content and name both say; for what people often try, the reason helps."""

import pytest

from tests.attachable import docx, gif_that_is_a_script, jpeg, pdf, png, zipped
from tracker.attachments.sanitise.kinds import ending, kind_of
from tracker.attachments.sanitise.results import FileRefused, Reason

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("photo.JPG", "jpg"),
        ("../../etc/passwd.pdf", "pdf"),
        ("..\\..\\report.docx", "docx"),
        ("report.pdf\0.exe", "exe"),
        ("photo\u202egpj.exe", "exe"),
        ("photo.jpg\u202e", "jpg"),
        ("no ending", ""),
        ("folder.d/name", ""),
        (".pdf", "pdf"),
        ("ملف.pdf", "pdf"),
    ],
)
def test_the_ending_is_what_a_reader_would_see(name: str, said: str) -> None:
    assert ending(name) == said


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.jpeg", jpeg(), "jpeg"),
        ("a.png", png(), "png"),
        ("a.pdf", pdf(), "pdf"),
        ("a.docx", docx(), "docx"),
        ("a.csv", b"a,b\n", "csv"),
        ("a.txt", b"GIF89a is how a picture begins", "text"),
    ],
)
def test_a_listed_kind_is_told_by_both(name: str, content: bytes, code: str) -> None:
    assert kind_of(name, content).code == code


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jpg", png(), Reason.DISAGREES),
        ("a.pdf", jpeg(), Reason.DISAGREES),
        ("a.pdf", zipped({"a": "b"}) + pdf(), Reason.DISAGREES),
        ("a.jpg", gif_that_is_a_script(), Reason.DISAGREES),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Reason.DISAGREES),
        ("a.pdf", b"<html>%PDF-1.4", Reason.DISAGREES),
        ("a.jpg", HEIC, Reason.HEIC),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Reason.LOCKED),
        ("a.gif", gif_that_is_a_script(), Reason.GIF),
        ("a.heic", HEIC, Reason.HEIC),
        ("a.svg", b"<svg/>", Reason.VECTOR),
        ("a.html", b"<html>", Reason.PAGE),
        ("a.docm", docx(), Reason.MACROS),
        ("a.zip", zipped({"a": "b"}), Reason.ARCHIVE),
        ("a.mp4", b"\0\0\0\x18ftypmp42", Reason.RECORDING),
        ("a.exe", b"MZ", Reason.NOT_LISTED),
        ("a", jpeg(), Reason.NOT_LISTED),
    ],
)
def test_everything_else_is_refused_with_a_reason(
    name: str, content: bytes, reason: Reason
) -> None:
    with pytest.raises(FileRefused) as fault:
        kind_of(name, content)

    assert fault.value.reason is reason
