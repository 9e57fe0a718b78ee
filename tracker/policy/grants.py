"""The charter: who may do what. What is not granted here is refused.

Each permission lists alternatives; each alternative is a chain of predicates that must all hold.
"""

from tracker.errors import Forbidden
from tracker.policy.permissions import Permission
from tracker.policy.predicates import (
    Predicate,
    Role,
    Speaker,
    Subject,
    anyone,
    has_no_part_in_it,
    has_role,
    speaks_for_the_organisation,
    speaks_for_the_state,
)

ADMINISTRATOR = has_role(Role.ADMINISTRATOR)
OPERATOR = has_role(Role.OPERATOR)

GRANTS: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.PUBLIC_READ: ((anyone,),),
    Permission.REGISTRY_MAINTAIN: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.SOURCES_MAINTAIN: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.INDICATOR_VALUES_RECORD: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.REPORT_DRAFT: ((has_role(Role.FOCAL_POINT), speaks_for_the_state),),
    Permission.REPORT_CLEAR: ((has_role(Role.VALIDATING_AUTHORITY), speaks_for_the_state),),
    Permission.REPORT_REOPEN: (
        (has_role(Role.FOCAL_POINT), speaks_for_the_state),
        (has_role(Role.VALIDATING_AUTHORITY), speaks_for_the_state),
    ),
    Permission.WORKSPACE_SEE: (
        (has_role(Role.FOCAL_POINT),),
        (has_role(Role.VALIDATING_AUTHORITY),),
    ),
    # Whoever may make some move; each move then asks for its own permission on its own report.
    Permission.MOVES_MAKE: (
        (has_role(Role.FOCAL_POINT),),
        (has_role(Role.VALIDATING_AUTHORITY),),
        (has_role(Role.REVIEWER),),
    ),
    Permission.REVIEW_QUEUE_SEE: ((has_role(Role.REVIEWER),),),
    Permission.CYCLES_MAINTAIN: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.ACTION_LOG: ((has_role(Role.CONTRIBUTOR), speaks_for_the_organisation),),
    Permission.ASSESSMENT_WRITE: ((has_role(Role.REVIEWER), has_no_part_in_it),),
    Permission.PUBLICATION_DECIDE: ((has_role(Role.REVIEWER), has_no_part_in_it),),
    Permission.STANDING_REBUILD: ((ADMINISTRATOR,), (OPERATOR,)),
}

NOTHING = Subject()


def may(actor: Speaker, permission: Permission, subject: Subject = NOTHING) -> bool:
    """Whether the charter grants the act; a permission without a line is never granted."""
    return any(
        all(holds(actor, subject) for holds in chain) for chain in GRANTS.get(permission, ())
    )


def require(actor: Speaker, permission: Permission, subject: Subject = NOTHING) -> None:
    """Raise Forbidden unless the charter grants the act. The first line of every service."""
    if not may(actor, permission, subject):
        raise Forbidden(permission)
