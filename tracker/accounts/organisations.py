"""Organisations: administrators add and correct them. Their public id never changes."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from blinker import signal
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import held
from tracker.accounts.models import Organisation
from tracker.audit import trail
from tracker.core import collation
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.schema.fields import clean

# Sent when what readers may see of an organisation was changed, in the same transaction.
organisation_corrected = signal("tracker.accounts.organisation-corrected")


class Kind(StrEnum):
    """The side to which an organisation belongs."""

    CIVIL_SOCIETY = "civil_society"
    STATE_INSTITUTION = "state_institution"


def add(actor: Actor, *, fields: Mapping[str, str]) -> Organisation:
    """Add an organisation. Raises Invalid by field."""
    require(actor, Permission.ORGANISATIONS_MAINTAIN)
    row = Organisation(public_id=identifiers.public_id())
    _fill(row, fields)
    trail.hold()
    same = select(Organisation.id).where(
        Organisation.name == row.name, Organisation.kind == row.kind
    )
    if db.session.scalars(same).first() is not None:
        raise Invalid({"name": [_("An organisation with this name and type already exists.")]})
    db.session.add(row)
    db.session.flush()
    trail.record(
        actor, "accounts:organisation:added", f"organisation:{row.public_id}", _audit_content(row)
    )
    return row


def correct(actor: Actor, organisation: Organisation, *, fields: Mapping[str, str]) -> None:
    """Change the details of an organisation. The audit trail keeps both versions.

    What is so already is left without an event.
    """
    require(actor, Permission.ORGANISATIONS_MAINTAIN)
    organisation = held(organisation)
    earlier, before = _all_of(organisation), _audit_content(organisation)
    _fill(organisation, fields)
    if _all_of(organisation) == earlier:
        return
    # The public revision is locked before the trail's head, as everywhere.
    organisation_corrected.send(None, organisation=organisation, former_name=earlier[0])
    content = {"before": before, "after": _audit_content(organisation)}
    subject = f"organisation:{organisation.public_id}"
    trail.record(actor, "accounts:organisation:corrected", subject, content)


def every_one(actor: Actor) -> Sequence[Organisation]:
    """All organisations by name."""
    require(actor, Permission.ACCOUNTS_READ)
    found = db.session.scalars(select(Organisation).order_by(Organisation.id))
    return collation.by_name(found, lambda each: each.name)


def _fill(row: Organisation, fields: Mapping[str, str]) -> None:
    name, kind = clean(fields.get("name", "")), fields.get("kind", "")
    faults = {}
    if not 0 < len(name) <= 300 or any(ord(letter) < 32 for letter in name):
        faults["name"] = [_("Enter a name of at most 300 characters, on one line.")]
    if kind not in set(Kind):
        faults["kind"] = [_("Choose the type of organisation.")]
    if "survivor_led" in fields and kind == Kind.STATE_INSTITUTION:
        faults["survivor_led"] = [
            _("A State institution cannot be survivor-led. Choose another type, or answer No.")
        ]
    if faults:
        raise Invalid(faults)
    row.name, row.kind, row.survivor_led = name, kind, "survivor_led" in fields


def _all_of(row: Organisation) -> tuple[str, str, bool]:
    return row.name, row.kind, row.survivor_led


def _audit_content(row: Organisation) -> dict[str, object]:
    """The kind only: the trail is permanent, and a name may have to be withheld."""
    return {"kind": row.kind, "survivor_led": row.survivor_led}
