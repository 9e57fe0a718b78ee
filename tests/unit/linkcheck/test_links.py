"""Only public addresses are ever asked, and one is declared dead only after a while."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.linkcheck import guard
from tracker.linkcheck.vocabulary import Answer, is_dead

NOW = datetime(2026, 1, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "this machine"),
        ("10.1.2.3", "a private network"),
        ("169.254.169.254", "where clouds keep their secrets"),
        ("100.64.0.1", "shared by carriers"),
        ("::1", "this machine"),
        ("fd00::1", "a private network"),
        ("fe80::1%eth0", "the next cable"),
        ("::ffff:192.168.0.1", "a private one in disguise"),
        ("2002:7f00:1::", "this machine in disguise"),
        ("224.0.0.1", "many at once"),
        ("0.0.0.0", "this machine again"),  # noqa: S104  nothing is bound to it
        ("nonsense", "no address"),
    ],
)
def test_addresses_that_are_not_public_are_never_asked(address: str, why: str) -> None:
    assert not guard.is_public(address), why
    with pytest.raises(guard.Skipped):
        guard.target("https://seen.example/", lambda _host, _port: [address])


def test_one_private_address_among_public_ones_is_enough() -> None:
    with pytest.raises(guard.Skipped):
        guard.target("https://seen.example/", lambda _host, _port: ["93.184.215.14", "10.0.0.1"])


@pytest.mark.parametrize(
    "url",
    [
        "ftp://seen.example/",
        "file:///etc/passwd",
        "https://name:word@seen.example/",
        "https://seen.example:8080/",
        "https://seen.example:99999/",
        "https://",
        "http://[broken",
        "https://" + "a" * 70 + ".example/",
    ],
)
def test_odd_addresses_are_not_asked(url: str) -> None:
    with pytest.raises(guard.Skipped):
        guard.target(url, lambda _host, _port: ["93.184.215.14"])


def test_names_in_other_scripts_are_looked_up_in_their_plain_form() -> None:
    seen: list[str] = []

    def look_up(host: str, _port: int) -> list[str]:
        seen.append(host)
        return ["93.184.215.14"]

    guard.target("https://пример.example/", look_up)

    assert seen == ["xn--e1afmkfd.example"]


@pytest.mark.parametrize(
    ("answer", "failures", "days", "dead"),
    [
        (Answer.ALIVE, 0, 0, False),
        (Answer.GONE, 1, 0, False),
        (Answer.GONE, 2, 1, True),
        (Answer.FAILING, 2, 30, False),
        (Answer.FAILING, 3, 6, False),
        (Answer.FAILING, 3, 7, True),
        (Answer.REFUSED, 9, 90, False),
        (Answer.NOT_ASKED, 9, 90, False),
    ],
)
def test_an_address_is_dead_only_after_a_while(
    answer: Answer, failures: int, days: int, dead: bool
) -> None:
    since = NOW - timedelta(days=days)

    seen = is_dead(answer, failures=failures, failing_since=since, checked_at=NOW)

    assert seen is dead
