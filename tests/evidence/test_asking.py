"""Addresses are asked politely, one hop after the other, by a program that says who it is."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tracker.linkcheck import client, guard
from tracker.linkcheck.client import LinkChecker
from tracker.linkcheck.vocabulary import Answer

ROBOTS = "User-agent: *\nDisallow: /private\n"


@dataclass
class Site:
    """A server on this machine; what it was asked, and what it answers by path."""

    port: int
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return f"http://a.example:80{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            made.asked.append((self.command, self.path, self.headers["User-Agent"]))
            status, location = made.answers.get(self.path, (200, ""))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()
            if self.path == "/robots.txt" and status == 200:
                self.wfile.write(ROBOTS.encode())

        do_GET = do_HEAD  # noqa: N815  the name that the library asks for

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Site(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def asker(site: Site, waits: list[float] | None = None) -> LinkChecker:
    """One that takes every public name for the server on this machine."""

    def find(url: str, look_up: guard.Lookup) -> guard.Target:
        seen = guard.target(url, look_up)
        return guard.Target(seen.scheme, seen.host, site.port, "127.0.0.1", seen.path)

    noted = waits if waits is not None else []
    return LinkChecker(
        "https://tracker.example",
        look_up=lambda host, _port: ["10.0.0.7"] if "inside" in host else ["93.184.215.14"],
        find=find,
        wait=noted.append,
    )


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, Answer.ALIVE),
        (404, Answer.GONE),
        (410, Answer.GONE),
        (403, Answer.REFUSED),
        (429, Answer.REFUSED),
        (503, Answer.FAILING),
    ],
)
def test_an_answer_is_told_by_its_status(site: Site, status: int, answer: Answer) -> None:
    site.answers["/page"] = (status, "")

    assert asker(site).ask(site.url("/page")).answer is answer


def test_the_server_learns_who_asks_and_no_body_is_fetched(site: Site) -> None:
    asker(site).ask(site.url("/page?a=1"))

    assert [(method, path) for method, path, _agent in site.asked] == [
        ("GET", "/robots.txt"),
        ("HEAD", "/page?a=1"),
    ]
    assert all("https://tracker.example" in agent for *_rest, agent in site.asked)


def test_what_robots_forbid_is_not_asked(site: Site) -> None:
    outcome = asker(site).ask(site.url("/private/file"))

    assert (outcome.answer, outcome.detail) == (Answer.NOT_ASKED, "robots.txt")
    assert [path for _method, path, _agent in site.asked] == ["/robots.txt"]


def test_rules_of_a_host_are_asked_for_once_and_requests_wait(site: Site) -> None:
    waits: list[float] = []
    one = asker(site, waits)

    for path in ("/a", "/b"):
        one.ask(site.url(path))

    assert [path for _method, path, _agent in site.asked] == ["/robots.txt", "/a", "/b"]
    assert len(waits) == 2
    assert all(client.PAUSE - 1 < wait <= client.PAUSE for wait in waits)


def test_a_redirect_is_followed_and_each_hop_looked_at(site: Site) -> None:
    site.answers["/old"] = (301, "/new")
    site.answers["/sly"] = (302, "http://inside.example/secret")

    assert asker(site).ask(site.url("/old")).answer is Answer.ALIVE
    assert asker(site).ask(site.url("/sly")).answer is Answer.NOT_ASKED
    assert "/secret" not in [path for _method, path, _agent in site.asked]


def test_redirects_without_end_are_given_up(site: Site) -> None:
    site.answers["/round"] = (302, "/round")

    outcome = asker(site).ask(site.url("/round"))

    assert (outcome.answer, outcome.detail) == (Answer.FAILING, "too many redirects")


def test_a_server_that_is_not_there_is_failing(site: Site) -> None:
    def nowhere(_url: str, _look_up: guard.Lookup) -> guard.Target:
        raise OSError

    outcome = LinkChecker("https://tracker.example", find=nowhere).ask("https://gone.example/")

    assert (outcome.answer, outcome.detail) == (Answer.FAILING, "no server")


@pytest.mark.parametrize(
    ("beginning", "reason"),
    [
        (b"", "a status line that comes letter by letter"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", "a head without end"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n", "rules that drip"),
    ],
)
def test_a_server_that_drips_is_left_at_the_deadline(beginning: bytes, reason: str) -> None:
    """Each letter comes in time; all of them together do not."""
    with socket.create_server(("127.0.0.1", 0)) as listening, ExitStack() as stack:

        def drip() -> None:
            connection, _address = listening.accept()
            stack.enter_context(connection)
            with suppress(OSError):
                connection.sendall(beginning)
                for _second in range(200):
                    connection.sendall(b"H")
                    time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        port = listening.getsockname()[1]
        target = guard.Target("http", "a.example", port, "127.0.0.1", "/page")
        one = LinkChecker(
            "https://tracker.example", find=lambda _url, _look_up: target, deadline=0.6
        )
        began = time.monotonic()

        outcome = one.ask("http://a.example/page")

        assert (outcome.answer, outcome.detail) == (Answer.FAILING, "no answer in time"), reason
        assert time.monotonic() - began < 8, reason


def test_a_deadline_is_for_all_redirects_together(site: Site) -> None:
    site.answers["/round"] = (302, "/round")
    one = asker(site)
    one._deadline = 0.3
    one._wait = time.sleep

    began = time.monotonic()
    outcome = one.ask(site.url("/round"))

    assert outcome.detail == "no answer in time"
    assert time.monotonic() - began < 20
