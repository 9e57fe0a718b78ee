"""Which passwords are refused, and that hashing waits its turn."""

import time

import pytest
from flask import Flask

from tracker.accounts import passwords
from tracker.accounts.throttle import TooMany

REFUSED = [
    ("short7!", "under eight characters"),
    ("", "nothing"),
    ("x" * 129, "over 128 characters"),
    ("aaaaaaaaaaaa", "one letter"),
    ("12345678", "a run of digits"),
    ("87654321", "a run backwards"),
    ("qwertyuiop", "a row of the keyboard"),
    ("password", "the first one tried"),
    ("Passw0rd123!", "the same in disguise"),
    ("P@ssword2024", "the same with a year"),
    ("letmein!!!", "a known word with signs"),
    ("sunshinesunshine", "a known word twice"),
    ("trafficking2026", "the site's own subject"),
    ("CommitmentsTracker1", "the site's name"),
    ("ada.lovelace1815", "one's own name"),
    ("19570409", "a date"),
    ("0041 79 555", "a telephone number"),
]
TAKEN = [
    ("correct horse battery tractor", "several words"),
    ("x9#Lm2qP", "eight characters of any kind"),
    ("зимняя дорога домой", "another script"),
    ("عبارة طويلة للمرور", "a script from right to left"),
    ("  spaces around it  ", "spaces belong to it"),
    ("730194826501937465", "many digits"),
    ("🙂🙃🙂🙃 four faces", "signs beyond the first plane"),
    ("y" * 60 + "es indeed", "a long one"),
]


@pytest.mark.parametrize(("password", "reason"), REFUSED)
def test_obvious_passwords_are_refused(app: Flask, password: str, reason: str) -> None:
    with app.test_request_context():
        assert passwords.faults(password, about=("Ada Lovelace", "ada.lovelace")), reason


@pytest.mark.parametrize(("password", "reason"), TAKEN)
def test_other_passwords_are_taken(app: Flask, password: str, reason: str) -> None:
    with app.test_request_context():
        assert not passwords.faults(password, about=("Ada Lovelace",)), reason


def right(kept: str | None, password: str) -> bool:
    return passwords.check(kept, password, lane=passwords.STRANGERS).right


def test_a_hash_is_argon2id_and_knows_its_password_only() -> None:
    kept = passwords.hash_password("  exactly as typed ")

    assert kept.startswith("$argon2id$")
    assert right(kept, "  exactly as typed ")
    assert not right(kept, "exactly as typed")
    assert not right(kept, "  Exactly as typed ")


def test_nobody_has_the_password_of_nobody() -> None:
    assert not right(None, "nobody has this password")


def test_a_hash_that_finds_no_turn_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    lane = passwords.Lane(waiting=1)
    with lane.turn(), pytest.raises(TooMany):
        passwords.check(None, "anything", lane=lane)


def test_whoever_finds_too_many_waiting_is_told_at_once() -> None:
    lane = passwords.Lane(waiting=0)
    began = time.monotonic()
    with lane.turn(), pytest.raises(TooMany):
        passwords.check(None, "anything", lane=lane)

    assert time.monotonic() - began < passwords.PATIENCE / 2


def test_strangers_cannot_keep_those_who_are_known_from_their_turn() -> None:
    with passwords.STRANGERS.turn():
        assert not passwords.check(None, "anything", lane=passwords.KNOWN).right
