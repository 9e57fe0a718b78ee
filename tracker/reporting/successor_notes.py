"""Notes of a State's focal points for their successors.

One note a state, read by its focal points and its validating authority, written by focal points.
It is never published or exported; the audit trail says who changed it, never what it says.
"""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, Invalid, NotFound
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.reporting.models import SuccessorNote

LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Note:
    """The note of a State. Version 0 means that nobody has written one."""

    iso3: str
    text: str
    version: int
    changed_on: date | None


class NoteConflict(Conflict):
    """Another person saved the note first. ``stored`` is theirs."""

    def __init__(self, stored: Note) -> None:
        super().__init__("the note was changed by somebody else")
        self.stored = stored


def note(actor: Actor, iso3: str) -> Note:
    """The note of one of the actor's States. Raises NotFound for any other."""
    require(actor, Permission.WORKSPACE_SEE)
    if iso3 not in actor.reports_for:
        raise NotFound("state", iso3)
    return _stored(iso3)


def notes(actor: Actor) -> dict[str, Note]:
    """The non-empty notes of the actor's States, by State."""
    require(actor, Permission.WORKSPACE_SEE)
    query = select(SuccessorNote).where(
        SuccessorNote.state.in_(actor.reports_for), SuccessorNote.text != ""
    )
    return {row.state: _view(row) for row in db.session.scalars(query)}


def save(actor: Actor, iso3: str, text: str, *, version: int) -> Note:
    """Save the note over the version seen. Raises NoteConflict, Invalid or NotFound.

    What is already so is left, whatever the version.
    """
    require(actor, Permission.WORKSPACE_SEE)
    if not may(actor, Permission.REPORT_DRAFT, Subject(state=iso3)):
        raise NotFound("state", iso3)
    cleaned = text.replace("\r\n", "\n").strip()
    if len(cleaned) > LONGEST:
        raise Invalid({"text": [_("use at most %(limit)s characters", limit=LONGEST)]})
    before = _stored(iso3)
    if before.text == cleaned:
        return before
    if version == 0:
        stored = _added(actor, iso3, cleaned)
    else:
        stored = _changed(actor, iso3, cleaned, version)
    if not stored:
        raise NoteConflict(_stored(iso3))
    after = _stored(iso3)
    content = {"version": after.version, "characters": len(cleaned)}
    trail.record(actor, "reporting:note:saved", f"state:{iso3}", content)
    return after


def _added(actor: Actor, iso3: str, text: str) -> bool:
    row = SuccessorNote(
        state=iso3, text=text, version=1, changed_at=clock.now(), changed_by=actor.key
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def _changed(actor: Actor, iso3: str, text: str, version: int) -> bool:
    statement = (
        update(SuccessorNote)
        .where(SuccessorNote.state == iso3, SuccessorNote.version == version)
        .values(text=text, version=version + 1, changed_at=clock.now(), changed_by=actor.key)
    )
    return bool(compare_and_set(statement))


def _stored(iso3: str) -> Note:
    query = select(SuccessorNote).where(SuccessorNote.state == iso3)
    row = db.session.scalar(query.execution_options(populate_existing=True))
    return Note(iso3, "", 0, None) if row is None else _view(row)


def _view(row: SuccessorNote) -> Note:
    return Note(row.state, row.text, row.version, row.changed_at.date())
