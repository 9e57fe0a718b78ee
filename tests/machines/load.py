"""Readers and writers who send requests for a while, and what each of them was answered."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field

READS = ("/states/XAA", "/commitments", "/api/v1/states", "/commitments/PLAN-01")
WRITES_PER_CENT = 10
TIMEOUT = 40.0
NO_ANSWER = 599  # the connection was dropped


@dataclass
class Request:
    """One request: when it was sent and answered, and its status.

    ``needs_primary``: it changes something, or reads with a token what its sender has written.
    """

    sent: float
    answered: float
    needs_primary: bool
    status: int
    what: str

    @property
    def failed(self) -> bool:
        return self.status >= 500


@dataclass
class Load:
    """Clients in threads; nine of ten requests read, one writes and then reads what it wrote."""

    port: int
    token: str
    clients: int = 6
    requests: list[Request] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)  # written, and missing when read again
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def warm(self, node: int) -> None:
        """Have a node make each page once: on a busy machine the first one takes seconds."""
        for path in READS:
            status, _body = Load(node, self.token)._ask("GET", path)
            assert status == 200, (path, status)

    def start(self) -> None:
        for number in range(self.clients):
            thread = threading.Thread(target=self._client, args=(random.Random(number),))  # noqa: S311
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(TIMEOUT + 5)

    def _client(self, choice: random.Random) -> None:
        while not self._stop.is_set():
            if choice.randrange(100) < WRITES_PER_CENT:
                self._write()
            else:
                self._ask("GET", choice.choice(READS))
            time.sleep(0.02)

    def _write(self) -> None:
        status, body = self._ask("POST", "/api/v1/actions", {"state": "XAA"})
        if status != 201:
            return
        reference = json.loads(body)["data"]["reference"]
        self.acknowledged.append(reference)
        seen, _body = self._ask("GET", f"/api/v1/own/actions/{reference}", own=True)
        if seen == 404:
            self.unseen.append(reference)

    def _ask(
        self, method: str, path: str, body: object = None, *, own: bool = False
    ) -> tuple[int, bytes]:
        headers = {"Host": "127.0.0.1"}
        if body is not None or own:
            headers |= {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        sent = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            connection.request(
                method, path, None if body is None else json.dumps(body), headers=headers
            )
            answer = connection.getresponse()
            status, content = answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            status, content = NO_ANSWER, b""
        finally:
            connection.close()
        self.requests.append(
            Request(sent, time.monotonic(), method != "GET" or own, status, f"{method} {path}")
        )
        return status, content

    def answered_writes(self, since: float) -> list[Request]:
        """The writes that were sent since a moment and succeeded."""
        return [one for one in self.requests if one.sent >= since and one.status == 201]
