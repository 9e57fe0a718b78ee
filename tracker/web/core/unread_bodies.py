"""Closes the connection when a request is answered before its body was read.

The server would take an unread body for the next request, so it must close the connection. Without
the header, the client would send its next request in vain.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from tracker.web.core.headers import Application, StartResponse


class ClosesOverUnread:
    """WSGI middleware: ``Connection: close`` if the request body was not read."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer and count how much of the body was read."""
        length = environ.get("CONTENT_LENGTH") or ""
        is_chunked = bool(environ.get("HTTP_TRANSFER_ENCODING"))
        if not is_chunked and not length.strip("0"):
            return self.application(environ, start_response)
        body = _Counted(environ["wsgi.input"])
        environ["wsgi.input"] = body
        whole = int(length) if length.isdecimal() and not is_chunked else None

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if not body.was_read(whole):
                headers = [*headers, ("Connection", "close")]
            return start_response(status, headers, *rest)

        return self.application(environ, start)


class _Counted:
    """A request body that counts the bytes read."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._bytes = 0
        self._ended = False

    def was_read(self, whole: int | None) -> bool:
        """Whether all of it was read, or its end if the length is unknown."""
        return self._ended or (whole is not None and self._bytes >= whole)

    def read(self, *size: int) -> bytes:
        """As the stream's."""
        return self._count(self._stream.read(*size), asked=size != (0,))

    def readinto(self, buffer: Any) -> int:
        """Like the stream's, if it has one."""
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def readline(self, *size: int) -> bytes:
        """As the stream's."""
        return self._count(self._stream.readline(*size), asked=size != (0,))

    def readlines(self, *size: int) -> list[bytes]:
        """As the stream's."""
        return list(self)

    def __iter__(self) -> Iterator[bytes]:
        while line := self.readline():
            yield line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _count(self, piece: bytes, *, asked: bool) -> bytes:
        self._bytes += len(piece)
        self._ended = self._ended or (asked and not piece)
        return piece
