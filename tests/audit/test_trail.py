"""The audit trail is whole or says where it is not."""

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tracker.accounts.actor import OPERATOR
from tracker.audit.models import AuditEvent
from tracker.audit.trail import record, verify

UNLOCK = {
    "sqlite": "DROP TRIGGER {trigger}",
    "postgresql": "ALTER TABLE {table} DISABLE TRIGGER ALL",
}


def three_events(db: SQLAlchemy) -> None:
    for number in (1, 2, 3):
        record(OPERATOR, "registry:theme:changed", f"theme:t{number}", {"after": f"Thème {number}"})
    db.session.commit()


def tamper(db: SQLAlchemy, statement: str) -> None:
    """Do as somebody would who has the database in hand and takes the triggers away first."""
    kind = db.engine.dialect.name
    for table in ("audit_event", "audit_content"):
        for trigger in (f"{table}_keeps", f"{table}_stays"):
            db.session.execute(text(UNLOCK[kind].format(trigger=trigger, table=table)))
    db.session.execute(text(statement))
    db.session.commit()
    db.session.expire_all()


def test_events_follow_each_other_without_gaps(db: SQLAlchemy) -> None:
    three_events(db)

    verdict = verify()

    assert (verdict.events, verdict.fault) == (3, None)
    assert verdict.head == db.session.get(AuditEvent, 3).hash


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_event SET actor = 'somebody' WHERE sequence = 2", "event 2 was changed"),
        ("UPDATE audit_event SET previous_hash = hash WHERE sequence = 2", "does not follow"),
        ("UPDATE audit_content SET body = '{}' WHERE sequence = 2", "content of event 2"),
        ("DELETE FROM audit_content WHERE sequence = 3", "content of event 3"),
    ],
)
def test_tampering_is_found_where_it_happened(db: SQLAlchemy, statement: str, fault: str) -> None:
    three_events(db)

    tamper(db, statement)

    assert fault in (verify().fault or "")


def test_a_cut_tail_is_found_by_the_head(db: SQLAlchemy) -> None:
    three_events(db)

    tamper(db, "DELETE FROM audit_content WHERE sequence = 3")
    db.session.execute(text("DELETE FROM audit_event WHERE sequence = 3"))
    db.session.commit()
    db.session.expire_all()

    assert verify().fault == "the head names event 3, the last is 2"


def test_the_database_refuses_to_change_an_event(db: SQLAlchemy) -> None:
    three_events(db)

    for statement in (
        "UPDATE audit_event SET actor = 'somebody'",
        "DELETE FROM audit_event",
        "UPDATE audit_content SET body = '{}'",
        "DELETE FROM audit_content",
    ):
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(text(statement))
        db.session.rollback()
