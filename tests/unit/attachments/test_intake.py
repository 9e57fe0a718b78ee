"""The way in as a whole: counted, told apart, made anew in a process of its own."""

import io
from pathlib import Path

import pytest

from tests.attachable import MARK, PARAGRAPH, WORDS, docx, jpeg
from tracker.attachments.sanitise import messages, sandbox, sandbox_worker
from tracker.attachments.sanitise.intake import clean
from tracker.attachments.sanitise.messages import Refused
from tracker.attachments.sanitise.results import FileRefused, Note, Reason


def test_a_file_comes_out_clean_hashed_and_read() -> None:
    seen = f"{WORDS}. Write to anna@example.org or to ben@example.org, or to anna@example.org."
    sent = docx(PARAGRAPH.replace(WORDS, seen))

    made = clean(io.BytesIO(sent), f"{MARK}.docx")

    assert made.kind.extension == "docx"
    assert MARK not in repr(made)
    assert made.notes == {Note.AUTHORS, Note.LOCATION, Note.NOT_ALL_READ}
    (found,) = made.searched.passages
    assert (found.kind, found.count) == ("email", 2)
    assert "Write to anna@example.org or to" in found.examples[0]


def test_names_of_files_are_searched_and_not_kept() -> None:
    made = clean(io.BytesIO(b"A law was adopted."), "passport_amara_okwesi.txt")

    assert Note.NAME_TELLS in made.notes
    assert "okwesi" not in repr(made)


def test_a_picture_of_words_cannot_be_searched() -> None:
    made = clean(io.BytesIO(jpeg()), "a.jpg")

    assert not made.searched.whole
    assert Note.NOT_ALL_READ not in made.notes


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
    assert fault.value.errors == {"file": [str(messages.REASONS[reason])]}


def test_every_reason_and_note_has_its_words() -> None:
    assert messages.REASONS.keys() == set(Reason)
    assert messages.NOTES.keys() == set(Note)


def test_a_process_that_ends_badly_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_WORKER", sandbox._WORKER.with_name("not there"))

    with pytest.raises(FileRefused) as fault:
        sandbox.cleaned("jpeg", jpeg())

    assert fault.value.reason is Reason.TOO_COMPLEX


def test_the_process_knows_neither_settings_nor_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "child.py"
    program.write_text(
        "import importlib.util, json, os, resource\n"
        f"spec = importlib.util.spec_from_file_location('child', {sandbox_worker.__file__!r})\n"
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
        "told = json.dumps([sorted(os.environ), wrote, limits])\n"
        "print(json.dumps({'reason': 'damaged', 'detail': told}))\n"
    )
    monkeypatch.setattr(sandbox, "_WORKER", program)
    monkeypatch.setenv("SECRET_KEY", "not for foreign files")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(FileRefused) as fault:
        sandbox.cleaned("text", b"x")

    assert "SECRET_KEY" not in fault.value.detail
    assert (
        f"false, [{sandbox_worker.MOST_MEMORY}, {sandbox_worker.MOST_SECONDS}]"
        in fault.value.detail
    )
