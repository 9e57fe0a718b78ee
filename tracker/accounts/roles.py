"""Names of roles for e-mails and the command line, and the scope that each role needs."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.models import Organisation
from tracker.core.errors import Invalid
from tracker.policy.predicates import Held, Role

NAMES: dict[Role, Any] = {
    Role.FOCAL_POINT: _l("Focal point of a State"),
    Role.VALIDATING_AUTHORITY: _l("Validating authority of a State"),
    Role.CONTRIBUTOR: _l("Contributor of an organisation"),
    Role.REVIEWER: _l("Reviewer"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
OFFERED = tuple(NAMES)
FOR_A_STATE = frozenset({Role.FOCAL_POINT, Role.VALIDATING_AUTHORITY})


def fitting(role: str, *, state: str | None, organisation: Organisation | None) -> Held:
    """The role with its scope. Raises Invalid by field if they do not match."""
    if role not in OFFERED:
        raise Invalid({"role": [_("Choose a role.")]})
    known = Role(role)
    faults = dict(_faults(known, state, organisation))
    if faults:
        raise Invalid(faults)
    return Held(known, state, organisation.id if organisation else None)


def _faults(
    role: Role, state: str | None, organisation: Organisation | None
) -> list[tuple[str, list[str]]]:
    found = []
    if role in FOR_A_STATE and state is None:
        found.append(("state", [_("Choose the State for this role.")]))
    if role is Role.CONTRIBUTOR and organisation is None:
        found.append(("organisation", [_("Choose the organisation for this role.")]))
    if state is not None and role in (Role.CONTRIBUTOR, Role.ADMINISTRATOR):
        found.append(("state", [_("This role does not belong to a State. Leave the State empty.")]))
    if organisation is not None and role in FOR_A_STATE | {Role.ADMINISTRATOR}:
        found.append(
            (
                "organisation",
                [_("This role does not belong to an organisation. Leave the organisation empty.")],
            )
        )
    return found
