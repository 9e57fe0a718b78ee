"""Checks an address politely: identifies itself, obeys robots.txt, one request a host at a time.

Knows no database. Bodies are not read: whether a page is there is in the first line of the answer.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from tracker.core import clock
from tracker.linkcheck.guard import Lookup, Skipped, Target, lookup, target
from tracker.linkcheck.vocabulary import Answer, Outcome

TIMEOUT = 10.0  # seconds for connecting, and for each part of an answer
# Seconds for all that one address takes: rules of hosts, redirects, pauses, answers that drip.
DEADLINE = 60.0
PAUSE = 2.0  # seconds between two requests to the same host
MOST_REDIRECTS = 5
ROBOTS_LIMIT = 500_000  # bytes; RFC 9309 asks for at least 500 KiB
NAME = "CommitmentsTrackerLinkCheck"
SAFE_IN_PATH = "/?:@!$&'()*+,;=~%-._[]"
# The server is there but does not answer programs, or not now.
REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 415, 429, 451, 501, 999})
GONE = frozenset({404, 410})
MOVED = frozenset({301, 302, 303, 307, 308})


class _Pinned(http.client.HTTPConnection):
    """A connection to the checked numeric address, whatever the name resolves to now."""

    def __init__(self, where: Target, patience: float) -> None:
        """``patience``: seconds until the connection is cut."""
        super().__init__(where.host, where.port, timeout=min(TIMEOUT, patience))
        self._where = where
        self._cut = threading.Timer(patience, self._shut)
        self._cut.daemon = True

    def connect(self) -> None:
        """Connect to that address. HTTPS verifies the host name."""
        self._cut.start()
        self.sock = socket.create_connection((self._where.ip, self._where.port), self.timeout)
        if self._where.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self._where.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def close(self) -> None:
        """Close the connection and its timer."""
        self._cut.cancel()
        super().close()

    def _shut(self) -> None:
        """Cut the connection from another thread, because slow answers can last for ever."""
        if self.sock is not None:
            with suppress(OSError):
                # Past TLS, whose own way of ending would wait for the other side.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class LinkChecker:
    """Checks addresses one by one and remembers each host's rules and last request."""

    def __init__(
        self,
        site: str,
        *,
        look_up: Lookup = lookup,
        find: Callable[[str, Lookup], Target] = target,
        wait: Callable[[float], None] = time.sleep,
        deadline: float = DEADLINE,
    ) -> None:
        """``site`` is the page that tells server operators who asks and why.

        ``deadline``: seconds for all that one address takes. A name that is not resolved may take
        longer: that is the resolver's own time-out.
        """
        self._headers = {"User-Agent": f"{NAME} (+{site})", "Accept": "*/*", "Connection": "close"}
        self._look_up, self._find, self._wait = look_up, find, wait
        self._rules: dict[tuple[str, str, int], RobotFileParser] = {}
        self._asked: dict[str, float] = {}
        self._deadline, self._until = deadline, 0.0

    def ask(self, url: str) -> Outcome:
        """The result for an address. Never raises for servers or networks."""
        self._until = time.monotonic() + self._deadline
        try:
            answer, detail = self._follow(url)
        except Skipped as why:
            answer, detail = Answer.NOT_ASKED, str(why)
        except TimeoutError:
            answer, detail = Answer.FAILING, "no answer in time"
        except (OSError, http.client.HTTPException, ValueError) as error:
            answer, detail = Answer.FAILING, self._why(error)
        return Outcome(url, answer, detail, clock.now())

    def _why(self, error: Exception) -> str:
        if time.monotonic() >= self._until:
            return "no answer in time"
        if isinstance(error, ssl.SSLError):
            return "no secure connection"
        return "no server" if isinstance(error, OSError) else "no sensible answer"

    def _seconds_left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _follow(self, url: str) -> tuple[Answer, str]:
        for _number in range(MOST_REDIRECTS + 1):
            where = self._find(url, self._look_up)
            if not self._rules_of(where).can_fetch(NAME, where.path):
                raise Skipped("robots.txt")
            status, location = self._request(where)
            if status not in MOVED or not location:
                return _meaning(status), str(status)
            url = urljoin(url, location)
        return Answer.FAILING, "too many redirects"

    def _request(self, where: Target) -> tuple[int, str | None]:
        """Status and redirect target. Uses GET if HEAD is refused."""
        status, location, _body = self._send("HEAD", where)
        if status in (400, 403, 404, 405, 500, 501, 503):
            status, location, _body = self._send("GET", where)
        return status, location

    def _send(self, method: str, where: Target, *, read: int = 0) -> tuple[int, str | None, bytes]:
        self._be_patient(where.host)
        connection = _Pinned(where, self._seconds_left())
        try:
            connection.request(method, quote(where.path, safe=SAFE_IN_PATH), headers=self._headers)
            answer = connection.getresponse()
            body = answer.read(read) if read else b""
            self._seconds_left()  # what was cut may look whole
            return answer.status, answer.getheader("Location"), body
        finally:
            connection.close()

    def _be_patient(self, host: str) -> None:
        last = self._asked.get(host)
        if last is not None:
            self._wait(min(self._seconds_left(), max(0.0, last + PAUSE - time.monotonic())))
        self._asked[host] = time.monotonic()

    def _rules_of(self, where: Target) -> RobotFileParser:
        """The rules in the host's robots.txt. A missing one allows all (RFC 9309)."""
        key = (where.scheme, where.host, where.port)
        if key not in self._rules:
            rules = RobotFileParser()
            status, _location, body = self._send(
                "GET", _at(where, "/robots.txt"), read=ROBOTS_LIMIT
            )
            if status >= 500:
                rules.parse(["User-agent: *", "Disallow: /"])
            elif status == 200:
                rules.parse(body.decode("utf-8", "replace").splitlines())
            else:
                rules.parse([])
            self._rules[key] = rules
        return self._rules[key]


def host_of(url: str) -> str:
    """The host of an address, or an empty text."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _at(where: Target, path: str) -> Target:
    return Target(where.scheme, where.host, where.port, where.ip, path)


def _meaning(status: int) -> Answer:
    if status in GONE:
        return Answer.GONE
    if status in REFUSALS:
        return Answer.REFUSED
    return Answer.ALIVE if 200 <= status < 400 else Answer.FAILING
