"""Texts and tables: any encoding in, UTF-8 out, nothing that hides or runs."""

import pytest

from tracker.attachments.sanitise.cleaning import cleaned
from tracker.attachments.sanitise.results import FileRefused, Note, Reason

RUSSIAN = "Парламент принял закон о противодействии торговле людьми. " * 8


@pytest.mark.parametrize(
    ("sent", "read", "notes"),
    [
        ("Loi n° 1".encode("utf-8-sig"), "Loi n° 1", set()),
        ("Loi n° 1".encode("utf-16"), "Loi n° 1", set()),
        (RUSSIAN.encode("cp1251"), RUSSIAN, {Note.ENCODING_GUESSED}),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree", set()),
        (b"be\x07ll \x1b[31mred", "bell [31mred", {Note.CONTROL_CHARACTERS}),
        ("a\u202egpj.exe\u2066b".encode(), "agpj.exeb", {Note.CONTROL_CHARACTERS}),
        ("می‌خواهم".encode(), "می‌خواهم", set()),
    ],
    ids=[
        "with a mark of order",
        "two bytes a letter",
        "an old Russian code page",
        "ends of lines",
        "characters of control",
        "marks that turn the direction",
        "a joiner that Persian needs",
    ],
)
def test_any_encoding_becomes_one(sent: bytes, read: str, notes: set[Note]) -> None:
    made = cleaned("text", sent)

    assert made.content.decode() == read
    assert made.notes == notes


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"<!DOCTYPE html><script>alert(1)</script>", Reason.NOT_TEXT),
        (b"  <svg onload='alert(1)'/>", Reason.NOT_TEXT),
        (b"{\\rtf1 hello}", Reason.NOT_TEXT),
        (b"MZ\0\0\0", Reason.NOT_TEXT),
        (b" \n\t ", Reason.EMPTY),
    ],
)
def test_what_is_no_plain_text_is_refused(sent: bytes, reason: Reason) -> None:
    with pytest.raises(FileRefused) as fault:
        cleaned("text", sent)

    assert fault.value.reason is reason


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+A1", "'+A1"),
        ("-5", "-5"),
        ("+2.5 %", "+2.5 %"),
        ("-", "-"),
    ],
)
def test_cells_that_would_run_become_text(cell: str, kept: str) -> None:
    made = cleaned("csv", f"act;{cell}\n".encode())

    assert made.content.decode() == f"act;{kept}\n"
    assert (Note.FORMULAS in made.notes) is (cell != kept)


def test_commas_within_quotes_stay_within_their_cell() -> None:
    sent = b'state,act\nXAA,"a law, and a plan"\n'

    assert cleaned("csv", sent).content == sent


def test_a_table_with_an_open_quote_is_damaged() -> None:
    with pytest.raises(FileRefused):
        cleaned("csv", b'state,"act\nXAA,1\n')
