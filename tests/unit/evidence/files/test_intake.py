"""The way in as a whole: counted, told apart, made anew in a process of its own."""

import io

import pytest

from tests.attachable import MARK, WORDS, docx, jpeg
from tracker.evidence.files import child, confined, words
from tracker.evidence.files.intake import clean, text_of
from tracker.evidence.files.outcomes import Note, Reason, Unacceptable
from tracker.evidence.files.words import Refused


def test_a_file_comes_out_clean_hashed_and_read() -> None:
    made = clean(io.BytesIO(docx()), f"{MARK}.docx")

    assert made.kind.extension == "docx"
    assert made.text.text == WORDS
    assert MARK not in repr(made)
    assert Note.AUTHORS in made.notes
    assert text_of(made.kind.media_type, made.content) == made.text


class Endless(io.RawIOBase):
    """A stream that says nothing of its length and has none."""

    read_so_far = 0

    def read(self, size: int = -1) -> bytes:
        self.read_so_far += size
        return b"\xff" * size


def test_reading_stops_at_the_limit() -> None:
    stream = Endless()

    with pytest.raises(Refused) as fault:
        clean(stream, "a.jpg", most_megabytes=2)  # type: ignore[arg-type]

    assert stream.read_so_far < 2_200_000
    assert "2 MB" in str(fault.value)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jpg", b"", Reason.EMPTY),
        ("a.jpg", jpeg()[:500], Reason.DAMAGED),
        ("a.html", b"<html>", Reason.PAGE),
    ],
)
def test_a_refusal_says_what_to_do(name: str, content: bytes, reason: Reason) -> None:
    with pytest.raises(Refused) as fault:
        clean(io.BytesIO(content), name)

    assert fault.value.reason is reason
    assert fault.value.errors == {"file": [str(words.REASONS[reason])]}


def test_every_reason_and_note_has_its_words() -> None:
    assert words.REASONS.keys() == set(Reason)
    assert words.NOTES.keys() == set(Note)


def test_a_process_that_ends_badly_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_CHILD", confined._CHILD.with_name("not there"))

    with pytest.raises(Unacceptable) as fault:
        confined.cleaned("jpeg", jpeg())

    assert fault.value.reason is Reason.TOO_COMPLEX


def test_the_process_knows_neither_settings_nor_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory
) -> None:
    program = tmp_path / "child.py"  # type: ignore[operator]
    program.write_text(
        "import importlib.util, json, os, resource\n"
        f"spec = importlib.util.spec_from_file_location('child', {child.__file__!r})\n"
        "child = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(child)\n"
        "child._confine()\n"
        "try:\n"
        "    with open('written', 'w') as file:\n"
        "        file.write('x')\n"
        "    wrote = True\n"
        "except OSError:\n"
        "    wrote = False\n"
        "limits = [resource.getrlimit(each)[1] for each in (resource.RLIMIT_AS,"
        " resource.RLIMIT_CPU)]\n"
        "print(json.dumps({'notes': [], 'text': json.dumps([sorted(os.environ), wrote, limits]),"
        " 'whole': True}))\n"
    )
    monkeypatch.setattr(confined, "_CHILD", program)
    monkeypatch.setenv("SECRET_KEY", "not for foreign files")
    monkeypatch.chdir(tmp_path)  # type: ignore[arg-type]

    told = confined.text_of("text", b"x").text

    assert "SECRET_KEY" not in told
    assert f"false, [{child.MOST_MEMORY}, {child.MOST_SECONDS}]" in told
