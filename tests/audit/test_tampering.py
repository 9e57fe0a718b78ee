"""Whatever is done to the trail behind the application's back, verification says so.

Every event of a short trail is tampered with in every way there is; the counts of what was tried
and what was found are compared, so that a way that goes unnoticed fails.
"""

# ruff: noqa: S608 - every statement is made of the constants below

import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

from tests.audit.test_trail import tamper
from tracker.accounts.actor import OPERATOR
from tracker.audit.models import AuditEvent
from tracker.audit.trail import REDACTED, record, redact, verify

EVENTS = 4
FORGED = {
    "happened_at": "'2020-01-01 00:00:00.000000'",
    "actor": "'somebody'",
    "verb": "'registry:theme:added'",
    "subject": "'theme:other'",
    "content_hash": f"'{'1' * 64}'",
    "previous_hash": f"'{'2' * 64}'",
    "hash": f"'{'3' * 64}'",
}
COLUMNS = "happened_at, actor, verb, subject, content_hash, previous_hash, hash"

Way = tuple[str, list[str]]


def trail_of_events(db: SQLAlchemy) -> None:
    for number in range(1, EVENTS + 1):
        record(OPERATOR, "registry:theme:changed", f"theme:t{number}", {"after": f"Thème {number}"})
    db.session.commit()


def changes() -> Iterator[Way]:
    for number in range(1, EVENTS + 1):
        for column, value in FORGED.items():
            statement = f"UPDATE audit_event SET {column} = {value} WHERE sequence = {number}"
            yield f"change {column} of {number}", [statement]
        body = json.dumps({"after": "Another"})
        content = f"UPDATE audit_content SET body = '{body}' WHERE sequence = {number}"
        yield f"change content of {number}", [content]


def removals() -> Iterator[Way]:
    for number in range(1, EVENTS + 1):
        gone = [f"DELETE FROM {table} WHERE sequence = {number}" for table in _TABLES]
        yield f"remove {number}", gone
        # Closing the gap, so that the numbers alone give nothing away.
        closed = [
            f"UPDATE {table} SET sequence = {later - 1} WHERE sequence = {later}"
            for later in range(number + 1, EVENTS + 1)
            for table in reversed(_TABLES)
        ]
        if closed:
            yield f"remove {number} and close the gap", [*gone, *closed]
        yield f"remove content of {number}", gone[:1]


def reorderings() -> Iterator[Way]:
    for one in range(1, EVENTS + 1):
        for other in range(one + 1, EVENTS + 1):
            steps = ((one, 900), (other, one), (900, other))
            moved = [
                f"UPDATE {table} SET sequence = {to} WHERE sequence = {place}"
                for place, to in steps
                for table in reversed(_TABLES)
            ]
            yield f"swap {one} and {other}", moved
            swapped = [statement for statement in moved if "audit_content" in statement]
            yield f"swap contents of {one} and {other}", swapped


def insertions() -> Iterator[Way]:
    for place in range(1, EVENTS + 2):
        room = [
            f"UPDATE {table} SET sequence = {later + 1} WHERE sequence = {later}"
            for later in range(EVENTS, place - 1, -1)
            for table in reversed(_TABLES)
        ]
        template = max(1, place - 1) if place > 1 else 2
        copied = COLUMNS.removesuffix(", hash")
        event = (
            f"INSERT INTO audit_event (sequence, {COLUMNS}) SELECT {place}, {copied},"
            f" '{'4' * 64}' FROM audit_event WHERE sequence = {template}"
        )
        content = (
            f"INSERT INTO audit_content (sequence, body) SELECT {place}, body FROM audit_content"
            f" WHERE sequence = {template}"
        )
        yield f"insert at {place}", [*room, event, content]


def cuts() -> Iterator[Way]:
    for last in range(EVENTS):
        yield (
            f"cut after {last}",
            [f"DELETE FROM {table} WHERE sequence > {last}" for table in _TABLES],
        )


def silent_redactions() -> Iterator[Way]:
    for number in range(1, EVENTS + 1):
        yield (
            f"empty {number} and say nothing",
            [
                "UPDATE audit_content SET body = NULL, redacted_at = '2020-01-01 00:00:00.000000',"
                f" redacted_by = 'operator', redacted_reason = 'none' WHERE sequence = {number}"
            ],
        )


_TABLES = ("audit_content", "audit_event")
SORTS = {
    "change": changes,
    "remove": removals,
    "reorder": reorderings,
    "insert": insertions,
    "cut the tail": cuts,
    "redact silently": silent_redactions,
}
# 4 events × 8 things to change; 3 ways to remove each, but no gap behind the last; 6 pairs, whole
# or their contents; 5 places to insert at; 4 lengths to cut to; 4 contents to empty.
TRIED = {
    "change": 32,
    "remove": 11,
    "reorder": 12,
    "insert": 5,
    "cut the tail": 4,
    "redact silently": 4,
}


@pytest.mark.parametrize("sort", SORTS)
def test_every_way_of_tampering_is_found(db: SQLAlchemy, sort: str) -> None:
    trail_of_events(db)
    _unlock(db)
    found, unnoticed = 0, []

    for name, statements in SORTS[sort]():
        carry_out(db, statements)
        if verify().fault:
            found += 1
        else:
            unnoticed.append(name)
        db.session.rollback()

    assert not unnoticed
    assert found == TRIED[sort]
    assert verify().fault is None, "tampering was not undone between the ways"


def _unlock(db: SQLAlchemy) -> None:
    """Take away what would refuse: the triggers, and that a content belongs to an event."""
    tamper(db, "SELECT 1")
    if db.engine.dialect.name == "postgresql":
        belongs = "fk_audit_content_sequence_audit_event"
        db.session.execute(text(f"ALTER TABLE audit_content DROP CONSTRAINT {belongs}"))
        db.session.commit()


def carry_out(db: SQLAlchemy, statements: list[str]) -> None:
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA defer_foreign_keys = ON"))
    for statement in statements:
        db.session.execute(text(statement))
    db.session.expire_all()


def test_redaction_leaves_a_stub_and_says_so_itself(db: SQLAlchemy) -> None:
    trail_of_events(db)

    redact(OPERATOR, 2, reason="ordered by a court")
    db.session.commit()

    verdict = verify()
    stub, event = db.session.get(AuditEvent, 2).content, db.session.get(AuditEvent, EVENTS + 1)
    assert (verdict.fault, verdict.redacted) == (None, 1)
    assert (stub.body, stub.redacted_by) == (None, OPERATOR.key)
    assert stub.redacted_reason == "ordered by a court"
    assert (event.verb, event.subject) == (REDACTED, "event:2")


def test_redacting_twice_is_as_once(db: SQLAlchemy) -> None:
    trail_of_events(db)
    redact(OPERATOR, 2, reason="ordered by a court")

    redact(OPERATOR, 2, reason="again")

    assert verify().events == EVENTS + 1


def test_what_is_not_there_cannot_be_redacted(db: SQLAlchemy) -> None:
    trail_of_events(db)

    with pytest.raises(KeyError):
        redact(OPERATOR, 99, reason="nothing")


def test_command_tells_redactions_and_fails_at_a_fault(db: SQLAlchemy, cli: FlaskCliRunner) -> None:
    trail_of_events(db)
    redact(OPERATOR, 3, reason="ordered by a court")
    db.session.commit()

    whole = cli.invoke(args=["audit", "verify"])
    tamper(db, "UPDATE audit_event SET actor = 'somebody' WHERE sequence = 2")
    broken = cli.invoke(args=["audit", "verify"])

    assert (whole.exit_code, broken.exit_code) == (0, 1)
    assert "5 events, 1 of them redacted" in whole.output
    assert "event 2 was changed" in broken.output
