"""Each act of a program, sent eight times at the same moment: one effect, clear answers.

The words are the same, as of a program that lost patience, or others each time, as of eight
programs of one person. The acts stand in an order in which each finds what it needs.
"""

import io
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests.api import writing
from tests.api.writing import FRAME, Program
from tests.applications import OutsideClient
from tests.evidence.logged import TEXT
from tests.reporting.filing import CYCLE
from tests.reporting.people import ADMINISTRATOR
from tracker.api.write.registry import ACTS
from tracker.audit import trail
from tracker.audit.models import AuditEvent
from tracker.evidence.models import IndicatorValue
from tracker.reporting import cycles
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.models import Report
from tracker.review.models import Submission

TIMES = 8
CONSULTED = {**FRAME, "survivors": "consulted", "survivors_how": "They read the draft."}
LEVEL = {"level": "2", "measures_taken": "An invented law was adopted."}
WON, LATE = {200, 201, 204}, {404, 409, 412}
Answers = Sequence[Any]


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> SimpleNamespace:
    app.test_client_class = OutsideClient
    made = writing.sides()
    cycles.put_cycles(ADMINISTRATOR, [CycleDraft.parse(CYCLE)])
    db.session.commit()
    return made


@dataclass
class Sending:
    """Sends one request eight times; ``effects`` are the verbs and rows that came of it."""

    app: Flask
    db: SQLAlchemy
    effects: Counter[str] = field(default_factory=Counter)

    def __call__(
        self, token: str, method: str, path: str, bodies: Any = None, **headers: str
    ) -> Answers:
        """The answers, those that won first. ``bodies``: a function of the number, or one body."""
        made = bodies if callable(bodies) else lambda _number: bodies
        return self.of(
            lambda number: Program(self.app, token).ask(method, path, made(number), **headers)
        )

    def of(self, send: Callable[[int], Any]) -> Answers:
        """The same for anything that is sent."""
        before, rows = self._last(), self._rows()
        barrier = Barrier(TIMES)

        def at_once(number: int) -> Any:
            barrier.wait()
            return send(number)

        with ThreadPoolExecutor(TIMES) as pool:
            answers = list(pool.map(at_once, range(TIMES)))
        self.db.session.rollback()
        query = select(AuditEvent.verb).where(AuditEvent.sequence > before)
        self.effects = Counter(self.db.session.scalars(query))
        self.effects += Counter({name: now - rows[name] for name, now in self._rows().items()})
        statuses = [answer.status_code for answer in answers]
        assert max(statuses) < 500, [answer.text for answer in answers]
        return sorted(answers, key=lambda answer: answer.status_code not in WON)

    def _last(self) -> int:
        self.db.session.rollback()
        return self.db.session.scalar(select(func.max(AuditEvent.sequence))) or 0

    def _rows(self) -> dict[str, int]:
        return {
            model.__tablename__: self.db.session.scalar(select(func.count()).select_from(model))
            or 0
            for model in (Report, Submission, IndicatorValue)
        }


def statuses(answers: Answers) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def one_won(answers: Answers) -> bool:
    """Whether one request was done and the others were told that they come too late."""
    found = [answer.status_code for answer in answers]
    return found[0] in WON and set(found[1:]) <= LATE


def test_actions_of_programs_at_once(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    send, who = Sending(app, db), world.organisation

    alike = send(who, "POST", "/actions", TEXT, Idempotency_Key="one")
    assert set(statuses(alike)) <= {201, 409}
    assert len({each.text for each in alike if each.status_code == 201}) == 1
    assert send.effects["submission"] == 1
    again = send(who, "POST", "/actions", TEXT, Idempotency_Key="one")
    assert statuses(again) == {201: TIMES}, "by now the first is answered"
    assert send.effects.total() == 0
    other = send(
        who,
        "POST",
        "/actions",
        lambda at: {**TEXT, "title": f"Text {at}"},
        Idempotency_Key="two",
    )
    assert set(statuses(other)) <= {201, 409, 422}, "one key, eight requests"
    assert (statuses(other)[201], send.effects["submission"]) == (1, 1)
    each = send.of(
        lambda at: Program(app, who).ask(
            "POST", "/actions", {**TEXT, "title": f"Own {at}"}, Idempotency_Key=f"own-{at}"
        )
    )
    assert statuses(each) == {201: TIMES}, "eight keys, eight actions"
    assert send.effects["submission"] == TIMES

    reference = alike[0].json["data"]["reference"]
    one = f"/actions/{reference}"
    written = send(
        who, "PUT", f"{one}/draft", lambda at: {**TEXT, "title": f"Text {at}"}, If_Match='"1"'
    )
    assert one_won(written), statuses(written)
    own = Program(app, who).own(reference)
    assert {late.json["stored"]["title"] for late in written[1:]} == {own["text"]["title"]}
    for move, tagged in (("submit", True), ("recall", False), ("submit", True)):
        version = Program(app, who).ask("GET", f"/own/actions/{reference}").headers["ETag"]
        moved = send(who, "POST", f"{one}/{move}", **({"If_Match": version} if tagged else {}))
        assert one_won(moved), (move, statuses(moved))
        assert max(send.effects.values()) == 1, (move, send.effects)
    for key in range(2):
        gone = send(who, "DELETE", f"/actions/{each[key].json['data']['reference']}/draft")
        assert one_won(gone), statuses(gone)
        assert max(send.effects.values()) == 1
    assert trail.verify().fault is None


def test_reports_of_programs_at_once(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    send, who, above = Sending(app, db), world.focal, world.authority
    state = Program(app, who)

    (due,) = state.ask("GET", "/own/due").json["data"]
    begun = send(who, "POST", "/reports", {**CONSULTED, "due": str(due["due_id"])})
    assert (statuses(begun), send.effects["report"]) == ({201: 1, 409: TIMES - 1}, 1)
    reference = begun[0].json["data"]["reference"]
    assert {late.headers["Location"].rsplit("/")[-1] for late in begun[1:]} == {reference}
    extra = send(who, "POST", "/reports", {**CONSULTED, "title": "Extra"})
    assert (send.effects["report"], set(statuses(extra))) == (1, {201, 409})

    one = f"/reports/{reference}"
    tag = state.ask("GET", f"/own{one}").headers["ETag"]
    framed = send(
        who, "PUT", f"{one}/frame", lambda at: {**CONSULTED, "title": f"Text {at}"}, If_Match=tag
    )
    assert one_won(framed), statuses(framed)
    entry = f"{one}/entries/PLAN-01"
    for version in ("0", "1"):
        written = send(
            who,
            "PUT",
            entry,
            lambda at, version=version: {**LEVEL, "challenges": f"Few shelters {version}{at}."},
            If_Match=f'"{version}"',
        )
        assert one_won(written), statuses(written)
    dropped = send(who, "DELETE", entry, If_Match='"2"')
    assert dropped[0].status_code == 204
    assert set(statuses(dropped)) <= {204, *LATE}
    assert max(send.effects.values()) == 1
    assert state.ask("PUT", entry, LEVEL, If_Match='"0"').status_code == 200
    for move in ("clear", "submit"):
        tag = Program(app, above).ask("GET", f"/own{one}").headers["ETag"]
        moved = send(above, "POST", f"{one}/{move}", If_Match=tag)
        assert one_won(moved), (move, statuses(moved))
        assert max(send.effects.values()) == 1, (move, send.effects)
    assert trail.verify().fault is None


def test_replies_of_programs_at_once(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    send, who = Sending(app, db), world.focal

    begun = send(who, "POST", "/replies", {"about": "action:A-PUBLIC"})
    assert set(statuses(begun)) <= {201, 409}
    assert send.effects["submission"] == 1
    reference = begun[0].json["data"]["reference"]
    one = f"/replies/{reference}"
    written = send(
        who, "PUT", f"{one}/draft", lambda at: {"text": f"It was otherwise {at}."}, If_Match='"1"'
    )
    assert one_won(written), statuses(written)
    moved = send(who, "DELETE", f"{one}/draft")
    assert one_won(moved), statuses(moved)
    assert max(send.effects.values()) == 1
    assert trail.verify().fault is None


def test_files_of_programs_at_once(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    send, who = Sending(app, db), world.organisation
    columns = ("own_key", "state", "title", "account", "happened_on")
    cells = {**TEXT, "own_key": "F-1"}
    file = ",".join(columns) + "\n" + ",".join(f'"{cells.get(name, "")}"' for name in columns)

    into = {"write": "yes", "organisation": world.public_id}

    def sent(at: int, key: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {who}"} | ({"Idempotency-Key": key} if key else {})
        content = file if at % 2 else f"{file}\n"
        return app.test_client().post(
            f"{writing.ROOT}/imports/actions",
            data={"file": (io.BytesIO(content.encode()), "mine.csv"), **into},
            headers=headers,
        )

    alike = send.of(sent)
    assert set(statuses(alike)) <= {200, 409}, [each.text for each in alike]
    assert send.effects["submission"] == 1
    assert sum(each.json["data"]["created"] for each in alike if each.status_code == 200) == 1
    draft = Program(app, who).ask("GET", "/own/actions").json["data"][0]["reference"]
    address = f"/actions/{draft}/files"
    text = {"file": (io.BytesIO(b"It was invented."), "notes.txt")}
    headers = {"Authorization": f"Bearer {who}"}
    attached = app.test_client().post(f"{writing.ROOT}{address}", data=text, headers=headers)
    assert attached.status_code == 201, attached.text
    (file_told,) = Program(app, who).own(draft)["files"]
    place = f"{address}/{file_told['public_id']}"
    tag = f'"{file_told["tag"]}"'
    described = send(who, "PUT", place, lambda at: {"caption": f"Text {at}"}, If_Match=tag)
    assert one_won(described), statuses(described)
    detached = send(who, "DELETE", place)
    assert one_won(detached), statuses(detached)
    kept = send.of(lambda _at: sent(0, "file"))
    assert set(statuses(kept)) <= {200, 409}
    assert send.effects["submission"] == 0
    assert trail.verify().fault is None


def test_every_act_that_writes_over_a_version_was_sent() -> None:
    """A new act over a version has a line above: two who write over the same one both lose."""
    sent = {
        "describe_file",
        "write_action",
        "submit_action",
        "write_frame",
        "write_entry",
        "drop_entry",
    }
    sent |= {"clear_report", "submit_report", "write_reply"}
    alike = {"submit_reply"}  # the move of an action

    assert {act.name for act in ACTS if act.over} == sent | alike
