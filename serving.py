"""A worker of gunicorn that gives no thread to a request before it has arrived.

gunicorn's own threaded worker hands a connection to a thread at its first byte, and the thread then
waits for the rest as long as it takes: as many slow connections as there are threads stop the
site. Here heads and bodies are gathered by the worker's one loop, which waits for all connections
at once, within deadlines. An answer that is fetched too slowly is given up as well.

Made for gunicorn 27. TLS and HTTP/2 are left to a proxy in front.
"""

import errno
import re
import selectors
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 10.0  # until the head of a request is there
BODY_SECONDS = 30.0  # and its body, with what SLOWEST gives to its length
SLOWEST = 8 * 1024  # bytes a second, of bodies and of answers
ANSWER_SECONDS = 30.0  # that sending an answer may be stuck in all, with what SLOWEST gives
IN_THREAD_SECONDS = 10.0  # for what a thread still has to read: bodies of unknown length, mostly
LARGEST_HEAD = 64 * 1024
LARGEST_BODY = 101 * 1024 * 1024  # MAX_ATTACHMENT_MB is 100 at most; what is larger is refused
IN_MEMORY = 256 * 1024  # bytes of a request; what is more waits in a temporary file
MOST_GATHERED = 512 * 1024 * 1024  # bytes of all requests together
LINGER_SECONDS, LINGER_BYTES = 2.0, 4 * 1024 * 1024  # what is read away behind the last answer
PIECE, PIECES = 64 * 1024, 16  # bytes read at a time; how many times before others have a turn
LOOK_EVERY = 0.5  # seconds between two looks at the deadlines

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
_REFUSAL = (
    "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain\r\n"
    "X-Content-Type-Options: nosniff\r\nContent-Length: 0\r\n\r\n"
)
_TOO_LATE = _REFUSAL.format(status="408 Request Timeout").encode()
_TOO_LONG = _REFUSAL.format(status="431 Request Header Fields Too Large").encode()


class Gone(OSError):
    """The other side has closed, or is given up; told as a broken pipe, which is no fault."""

    def __init__(self) -> None:
        super().__init__(errno.EPIPE, "given up")


class TooLong(ValueError):
    """The head of a request has no end within reason."""


class PatientSocket(socket.socket):
    """A connection whose request is gathered before a thread reads it."""

    def __init__(self, accepted: socket.socket) -> None:
        """Takes the place of ``accepted``."""
        super().__init__(fileno=accepted.detach())
        self.spool: Any = None
        self.begin()

    def begin(self) -> None:
        """Gather the next request."""
        if self.spool is not None:
            self.spool.close()
        self.spool = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - as long as it
        self.gathered, self.given = 0, 0  # bytes from the other side, and of these to the thread
        self.head, self.wanted = b"", None  # bytes in all; None: not known yet
        self.tail = b""
        self.until = time.monotonic() + HEAD_SECONDS
        self.stuck, self.sent = 0.0, 0  # seconds of waiting to send, and bytes sent

    # In the loop ----------------------------------------------------------------------------

    def gather(self) -> bool:
        """Take what is there; whether a thread can go on.

        Raises OSError once nothing comes any more, and TooLong.
        """
        for _number in range(PIECES):
            try:
                piece = super().recv(PIECE)
            except (BlockingIOError, InterruptedError):
                return False
            if not piece:
                if self.gathered == 0:
                    raise Gone
                return self._ready()  # half a request: the parser says what is wrong with it
            self.spool.write(piece)
            self.gathered += len(piece)
            if self._is_whole(piece):
                return self._ready()
        return False

    def _is_whole(self, piece: bytes) -> bool:
        if self.wanted is None:
            self.head += piece
            end = self.head.find(b"\r\n\r\n")
            if end < 0 and len(self.head) > LARGEST_HEAD:
                raise TooLong
            if end < 0:
                return False
            self._read_head(self.head[: end + 4])
        self.tail = (self.tail + piece)[-5:]
        # Of unknown length: this is how the last chunk ends. Where it is no end, the thread waits.
        return self.gathered >= self.wanted or (self.is_chunked and self.tail == b"0\r\n\r\n")

    def _read_head(self, head: bytes) -> None:
        length = _LENGTH.search(head)
        size = int(length[1]) if length else 0
        self.is_chunked = bool(_CHUNKED.search(head))
        self.wanted = len(head) + (LARGEST_BODY if self.is_chunked else size)
        self.head = b""
        if size > LARGEST_BODY:
            self.wanted = 0  # refused without being read
        elif size or self.is_chunked:
            self.until = time.monotonic() + BODY_SECONDS + size / SLOWEST
            if _EXPECTS.search(head):
                super().send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _ready(self) -> bool:
        self.spool.seek(0)
        return True

    def discard(self) -> int:
        """Read away what is there; how many bytes. Raises OSError at the end."""
        try:
            piece = super().recv(PIECE)
        except (BlockingIOError, InterruptedError):
            return 0
        if not piece:
            raise Gone
        return len(piece)

    # In a thread ----------------------------------------------------------------------------

    @property
    def holds_more(self) -> bool:
        """Whether the beginning of another request was gathered with this one."""
        return self.given < self.gathered

    def recv(self, size: int, flags: int = 0) -> bytes:
        """What was gathered, then what still comes, within the deadline."""
        piece: bytes = self.spool.read(size)
        if piece:
            self.given += len(piece)
            return piece
        left = self.until - time.monotonic()
        if left <= 0:
            raise Gone
        self.settimeout(left)
        try:
            return super().recv(size, flags)
        except TimeoutError:
            raise Gone from None

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send all, or give up a reader who fetches too slowly."""
        rest = memoryview(data)
        while rest:
            left = ANSWER_SECONDS + self.sent / SLOWEST - self.stuck
            if left <= 0:
                raise Gone
            began = time.monotonic()
            self.settimeout(left)
            try:
                sent = self.send(rest[:PIECE], flags)
            except TimeoutError:
                raise Gone from None
            self.stuck += time.monotonic() - began
            self.sent += sent
            rest = rest[sent:]

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        """Send a part of a file in the same way."""
        file.seek(offset)
        done = 0
        while count is None or done < count:
            piece = file.read(PIECE if count is None else min(PIECE, count - done))
            if not piece:
                break
            self.sendall(piece)
            done += len(piece)
        return done

    def close(self) -> None:
        """Close the connection and forget what was gathered."""
        self.spool.close()
        super().close()


class PatientWorker(ThreadWorker):  # type: ignore[misc] - gunicorn comes without types
    """Threads for requests that have arrived."""

    def init_process(self) -> None:
        """As gunicorn's; connections are kept in the order in which they came."""
        self.arriving: dict[TConn, None] = {}
        self.leaving: dict[TConn, tuple[float, int]] = {}
        self.looked = 0.0
        super().init_process()

    def load_wsgi(self) -> None:
        """As gunicorn's, which would drop ``Connection: close`` of an answer; here it is done."""
        super().load_wsgi()
        self.wsgi = partial(_closing, self.wsgi)

    def accept(self, listener: Any) -> None:
        """Take a connection, and wait for its request in the loop."""
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                return
            raise
        self.nr_conns += 1
        conn = TConn(self.cfg, PatientSocket(accepted), address, listener.getsockname())
        conn.data_ready = True
        self._await(conn)

    def on_client_socket_readable(self, conn: TConn, client: Any) -> None:
        """The next request of a connection that was kept begins."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        conn.sock.begin()
        self._await(conn)

    def _await(self, conn: TConn) -> None:
        if len(self.arriving) >= max(1, self.worker_connections // 2):
            self._give_up(next(iter(self.arriving)))
        conn.sock.setblocking(False)
        self.arriving[conn] = None
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._gather, conn))

    def _gather(self, conn: TConn, _socket: Any) -> None:
        try:
            if not conn.sock.gather():
                return
        except (OSError, ValueError) as error:
            if not isinstance(error, TooLong):
                self._forget(conn)
                return
            self._stop_waiting(conn)
            with suppress(OSError):
                conn.sock.send(_TOO_LONG)
            self._leave(conn)
        else:
            self._stop_waiting(conn)
            self.enqueue_req(conn)

    def _stop_waiting(self, conn: TConn) -> None:
        self.poller.unregister(conn.sock)
        del self.arriving[conn]

    def handle(self, conn: TConn) -> Any:
        """In a thread: the request, and those that came in one piece with it."""
        while True:
            conn.sock.until = time.monotonic() + IN_THREAD_SECONDS
            result = super().handle(conn)
            if result is not True or not conn.sock.holds_more:
                return result

    def handle_error(self, _req: Any, client: Any, _addr: Any, exc: BaseException) -> None:
        """As gunicorn's, but nobody's address and no path, which may hold a secret, is logged."""
        super().handle_error(None, client, ("-", -1), exc)

    def finish_request(self, conn: TConn, future: Any) -> None:
        """Keep the connection, or close it without the loop having to wait."""
        if not future.cancelled() and future.exception() is None and future.result():
            super().finish_request(conn, future)
        else:
            self._leave(conn)

    def _leave(self, conn: TConn) -> None:
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._linger, conn))
        except (OSError, ValueError, KeyError):
            self._close(conn)
        else:
            self.leaving[conn] = (time.monotonic() + LINGER_SECONDS, LINGER_BYTES)

    def _linger(self, conn: TConn, _socket: Any) -> None:
        """Read away what still comes: closing over unread bytes would cut the answer off."""
        until, left = self.leaving[conn]
        try:
            left -= conn.sock.discard()
        except OSError:
            left = 0
        self.leaving[conn] = (until, left)
        if left <= 0:
            self._forget(conn)

    def murder_pending(self) -> None:
        """Close what is past its deadline; called in each turn of the loop."""
        super().murder_pending()
        now = time.monotonic()
        if now - self.looked < LOOK_EVERY:
            return
        self.looked = now
        for conn in list(self.arriving):
            idle = not self.alive and not conn.sock.gathered
            if now > conn.sock.until or idle:
                self._give_up(conn)
        for conn in [one for one, (until, _left) in self.leaving.items() if now > until]:
            self._forget(conn)
        while self.arriving and sum(one.sock.gathered for one in self.arriving) > MOST_GATHERED:
            self._give_up(max(self.arriving, key=lambda one: one.sock.gathered))

    def _give_up(self, conn: TConn) -> None:
        if conn.sock.gathered:
            with suppress(OSError):
                conn.sock.send(_TOO_LATE)
        self._forget(conn)

    def _forget(self, conn: TConn) -> None:
        self.arriving.pop(conn, None)
        self.leaving.pop(conn, None)
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()


def _closing(
    application: Callable[..., Iterable[bytes]],
    environ: dict[str, Any],
    start_response: Any,
) -> Iterable[bytes]:
    """Have gunicorn close a connection whose answer says that it does."""

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        if any(name.lower() == "connection" and text == "close" for name, text in headers):
            start_response.__self__.force_close()
        return start_response(status, headers, *rest)

    return application(environ, start)
