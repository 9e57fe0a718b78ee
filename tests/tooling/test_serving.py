"""Slow connections hold no thread: the real server, on this machine alone, with short deadlines."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
THREADS = 8
APPLICATION = """
from tracker.web.core.unread_bodies import ClosesOverUnread

def answer(environ, start_response):
    path = environ["PATH_INFO"]
    if path.startswith("/fault"):
        raise RuntimeError("a fault of the application")
    body = b"" if path == "/unread" else environ["wsgi.input"].read()
    told = b"x" * 30_000_000 if path == "/large" else str(len(body)).encode()
    start_response("200 OK", [("Content-Length", str(len(told)))])
    return [told]

app = ClosesOverUnread(answer)
"""
# The site's own configuration, hurried; what goes on with files needs the site itself.
CONFIGURATION = """
exec(open("gunicorn.conf.py").read())
import serving
serving.HEAD_SECONDS = serving.BODY_SECONDS = serving.ANSWER_SECONDS = 1.5
serving.SLOWEST = 1024 * 1024
serving.LARGEST_BODY = 3_000_000
serving.LOOK_EVERY = 0.1
def post_worker_init(worker):
    pass
worker_connections = 60
"""


@dataclass
class Server:
    port: int
    log: Path

    def connect(self, patience: float = 10) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), patience)

    def ask(self, request: bytes) -> bytes:
        """All that is answered until the connection is closed."""
        with closing(self.connect()) as connection:
            connection.sendall(request)
            return everything(connection)


def everything(connection: socket.socket) -> bytes:
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def head(path: str = "/", *more: str, method: str = "GET", keep: bool = False) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *more]
    if not keep:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("serving")
    (folder / "answering.py").write_text(APPLICATION)
    (folder / "hurried.conf.py").write_text(CONFIGURATION)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "gunicorn", "--config", str(folder / "hurried.conf.py")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "answering:app"],
            cwd=ROOT,
            env=settings,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Open ")
        made = Server(port, folder / "log")
        with closing(made.connect(60)) as first:  # it waits until the worker is there
            first.sendall(head())
            everything(first)
        yield made
    finally:
        process.terminate()
        process.wait(30)
        assert process.stdout is not None
        process.stdout.close()


BEGINNINGS = [
    pytest.param(b"", id="nothing at all"),
    pytest.param(b"G", id="one letter"),
    pytest.param(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", id="a head without end"),
    pytest.param(head("/", "Content-Length: 1000", method="POST") + b"x", id="part of a body"),
    pytest.param(
        head("/", "Transfer-Encoding: chunked", method="POST") + b"5\r\nhe", id="part of a chunk"
    ),
]


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_others_are_answered_while_slow_requests_arrive(server: Server, beginning: bytes) -> None:
    """Four times as many as there are threads."""
    with ExitStack() as stack:
        for _number in range(4 * THREADS):
            slow = stack.enter_context(closing(server.connect()))
            slow.sendall(beginning)
        began = time.monotonic()

        answer = server.ask(head())

        assert answer.startswith(b"HTTP/1.1 200")
        assert time.monotonic() - began < 4, "in four rounds of the deadline it would be six"


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_what_does_not_arrive_in_time_is_closed(server: Server, beginning: bytes) -> None:
    with closing(server.connect()) as slow:
        slow.sendall(beginning)
        began = time.monotonic()

        answer = everything(slow)

        assert 1 < time.monotonic() - began < 9
        assert answer.startswith(b"HTTP/1.1 408") if beginning else answer == b""


def test_letters_that_keep_coming_do_not_move_the_deadline(server: Server) -> None:
    began = time.monotonic()
    with closing(server.connect()) as slow, suppress(OSError):
        slow.sendall(b"GET / HTTP/1.1\r\nX-Long: ")
        for _number in range(200):
            slow.sendall(b"x")
            time.sleep(0.05)

    assert time.monotonic() - began < 8


def test_readers_who_fetch_too_slowly_hold_no_thread_for_long(server: Server) -> None:
    with ExitStack() as stack:
        for _number in range(THREADS):
            slow = stack.enter_context(closing(socket.socket()))
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.connect(("127.0.0.1", server.port))
            slow.sendall(head("/large"))
        began = time.monotonic()

        answer = server.ask(head())

        assert answer.startswith(b"HTTP/1.1 200")
        assert time.monotonic() - began < 10


def test_many_slow_connections_leave_room_for_others(server: Server) -> None:
    """The oldest goes when half of all connections wait for their request."""
    with ExitStack() as stack:
        for _number in range(100):
            stack.enter_context(closing(server.connect())).sendall(b"GET")

        assert server.ask(head()).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([b"hello world"], id="at once"),
        pytest.param([b"hello", b" ", b"world"], id="in pieces"),
    ],
)
def test_a_body_arrives_whole(server: Server, pieces: list[bytes]) -> None:
    with closing(server.connect()) as connection:
        connection.sendall(head("/", "Content-Length: 11", method="POST"))
        for piece in pieces:
            time.sleep(0.05)
            connection.sendall(piece)

        assert everything(connection).endswith(b"\r\n\r\n11")


def test_a_body_of_unknown_length_arrives_whole(server: Server) -> None:
    with closing(server.connect()) as connection:
        connection.sendall(head("/", "Transfer-Encoding: chunked", method="POST"))
        for piece in (b"5\r\nhello\r\n", b"7\r\n0\r\n\r\nxx\r\n", b"0\r\n\r\n"):
            connection.sendall(piece)
            time.sleep(0.05)

        assert everything(connection).endswith(b"\r\n\r\n12")


def test_a_large_body_waits_on_the_disk_and_arrives_whole(server: Server) -> None:
    request = head("/", "Content-Length: 2500000", method="POST") + b"x" * 2_500_000

    assert server.ask(request).endswith(b"\r\n\r\n2500000")


def test_a_client_that_waits_to_be_told_is_told(server: Server) -> None:
    expects = head("/", "Content-Length: 5", "Expect: 100-continue", method="POST")
    with closing(server.connect()) as connection:
        connection.sendall(expects)
        assert connection.recv(1000).startswith(b"HTTP/1.1 100")
        connection.sendall(b"hello")

        assert everything(connection).endswith(b"\r\n\r\n5")


def test_a_connection_serves_several_requests(server: Server) -> None:
    with closing(server.connect()) as connection:
        for _number in range(3):
            connection.sendall(head(keep=True))
            answer = HTTPResponse(connection)  # a single recv may give half an answer
            answer.begin()
            answer.read()
            assert answer.status == 200
            assert answer.headers["Connection"] == "keep-alive"
        connection.sendall(head(keep=True) + head(keep=True) + head())

        assert everything(connection).count(b"HTTP/1.1 200") == 3


@pytest.mark.parametrize(
    ("size", "sent", "why"),
    [
        (10, 10, "a small body"),
        (200_000, 200_000, "one that is more than the server would read away"),
        (50_000_000, 100_000, "one that is larger than any is taken"),
        (50_000_000, 3_500_000, "likewise, and much of it was sent"),
    ],
)
def test_an_unread_body_closes_the_connection_and_that_is_said(
    server: Server, size: int, sent: int, why: str
) -> None:
    request = head("/unread", f"Content-Length: {size}", method="POST", keep=True)

    answer = server.ask(request + b"x" * sent)

    assert answer.startswith(b"HTTP/1.1 200"), why
    assert b"connection: close" in answer.lower(), why
    assert answer.endswith(b"\r\n\r\n0"), why


def test_a_body_that_was_read_keeps_the_connection(server: Server) -> None:
    with closing(server.connect()) as connection:
        connection.sendall(head("/", "Content-Length: 5", method="POST", keep=True) + b"hello")

        assert b"keep-alive" in connection.recv(10_000).lower()


@pytest.mark.parametrize(
    ("request_bytes", "status", "why"),
    [
        (b"\r\n\r\n", b"", "nothing to answer to"),
        (b"nonsense\r\n\r\n", b"HTTP/1.1 400", "no request"),
        (b"GET /" + b"x" * 70_000, b"HTTP/1.1 4", "a line without end"),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000, b"HTTP/1.1 4", "a head without end"),
        (head("/", "Content-Length: x", method="POST"), b"HTTP/1.1 400", "no length"),
    ],
)
def test_what_is_no_request_is_refused(
    server: Server, request_bytes: bytes, status: bytes, why: str
) -> None:
    try:
        answer = server.ask(request_bytes)
    except ConnectionResetError:
        answer = b""
    assert answer[: len(status)] == status or answer == b"", why
    assert server.ask(head()).startswith(b"HTTP/1.1 200"), "it still serves"


def test_the_log_tells_faults_but_nothing_of_who_asked_for_what(server: Server) -> None:
    secret = b"Quzzelbrook"
    fault = server.ask(head("/fault/Quzzelbrook", "Cookie: session=Quzzelbrook"))
    server.ask(b"GET / HTTP/1.1\r\nHost: x\r\nCookie : " + secret + b"\r\n\r\n")
    server.ask(b"GET /" + secret + b" nonsense\r\n\r\n")

    seen = server.log.read_bytes()

    assert fault.startswith(b"HTTP/1.1 500")
    assert b"a fault of the application" in seen
    assert secret not in seen
    assert b"127.0.0.1" not in seen
