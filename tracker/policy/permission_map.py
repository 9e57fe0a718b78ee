"""The permission map: who may do what. Everything else is forbidden.

Each permission lists alternatives; each alternative is a chain of predicates that must all hold.
"""

from tracker.core.errors import Forbidden
from tracker.policy.permissions import Permission
from tracker.policy.predicates import (
    Predicate,
    Role,
    Speaker,
    Subject,
    anyone,
    has_no_part_in_it,
    has_role,
    has_role_for_the_organisation,
    has_role_for_the_state,
    is_somebody_else,
    is_the_person,
)

ADMINISTRATOR = has_role(Role.ADMINISTRATOR)
OPERATOR = has_role(Role.OPERATOR)

GRANTS: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.PUBLIC_READ: ((anyone,),),
    Permission.REGISTRY_MAINTAIN: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.SOURCES_MAINTAIN: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.INDICATOR_VALUES_RECORD: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.LINKS_CHECK: ((OPERATOR,),),
    Permission.FILES_KEEP: ((OPERATOR,),),
    Permission.REPORT_DRAFT: ((has_role_for_the_state(Role.FOCAL_POINT),),),
    Permission.REPORT_CLEAR: ((has_role_for_the_state(Role.VALIDATING_AUTHORITY),),),
    Permission.REPORT_REOPEN: (
        (has_role_for_the_state(Role.FOCAL_POINT),),
        (has_role_for_the_state(Role.VALIDATING_AUTHORITY),),
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
    Permission.ACTION_LOG: ((has_role_for_the_organisation(Role.CONTRIBUTOR),),),
    # Whoever may submit something; each act then asks whether this very one is theirs to write.
    Permission.SUBMISSIONS_KEEP: (
        (has_role(Role.CONTRIBUTOR),),
        (has_role(Role.FOCAL_POINT),),
        (has_role(Role.VALIDATING_AUTHORITY),),
    ),
    # The subject is the organisation's alone, or the state's where a state submits.
    Permission.SUBMISSION_WRITE: (
        (has_role_for_the_organisation(Role.CONTRIBUTOR),),
        (has_role_for_the_state(Role.FOCAL_POINT),),
        (has_role_for_the_state(Role.VALIDATING_AUTHORITY),),
    ),
    Permission.ASSESSMENT_WRITE: ((has_role(Role.REVIEWER), has_no_part_in_it),),
    # The timer, once the state has had its days to answer.
    Permission.ASSESSMENTS_PUBLISH: ((OPERATOR,),),
    Permission.PUBLICATION_DECIDE: ((has_role(Role.REVIEWER), has_no_part_in_it),),
    Permission.STANDING_REBUILD: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.SESSION_BEGIN: ((anyone,),),
    Permission.ACCESS_REQUEST: ((anyone,),),
    # Whoever holds the link; the service asks for it.
    Permission.INVITATION_ACCEPT: ((anyone,),),
    Permission.OWN_ACCOUNT_KEEP: ((is_the_person,),),
    Permission.ACCOUNTS_READ: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.INVITATION_SEND: ((ADMINISTRATOR,), (OPERATOR,)),
    Permission.REQUEST_DECIDE: ((ADMINISTRATOR,),),
    # Nobody raises or lowers themselves: another administrator, or the operator, does.
    Permission.MEMBERSHIP_GRANT: ((ADMINISTRATOR, is_somebody_else), (OPERATOR,)),
    Permission.MEMBERSHIP_END: ((ADMINISTRATOR, is_somebody_else), (OPERATOR,)),
    Permission.ACCOUNT_LOCK: ((ADMINISTRATOR, is_somebody_else), (OPERATOR,)),
    # An account with a password chosen by another person is created on the server's console only.
    Permission.ACCOUNT_ADD: ((OPERATOR,),),
    # What cannot be undone is done on the server, by the operator who is legally responsible.
    Permission.ACCOUNT_ERASE: ((OPERATOR,),),
    Permission.EXPIRED_FORGET: ((OPERATOR,),),
    # People on duty may have to act at once if a record endangers a person.
    Permission.RECORD_REDACT: ((OPERATOR,), (ADMINISTRATOR,), (has_role(Role.REVIEWER),)),
    Permission.RECORD_HIDE: ((OPERATOR,), (ADMINISTRATOR,), (has_role(Role.REVIEWER),)),
    # Hiding never waits. Whether it becomes public again is decided by people without a part in it.
    Permission.RECORD_RESTORE: (
        (OPERATOR,),
        (ADMINISTRATOR, has_no_part_in_it, is_somebody_else),
        (has_role(Role.REVIEWER), has_no_part_in_it, is_somebody_else),
    ),
    Permission.ORGANISATIONS_MAINTAIN: ((ADMINISTRATOR,), (OPERATOR,)),
    # Whoever may bring some kind of file; its service then asks for the permission to write it.
    Permission.IMPORTS_KEEP: (
        (ADMINISTRATOR,),
        (has_role(Role.CONTRIBUTOR),),
        (has_role(Role.FOCAL_POINT),),
        (OPERATOR,),
    ),
    Permission.MAIL_SEND: ((OPERATOR,),),
    Permission.JOBS_MAINTAIN: ((ADMINISTRATOR,), (OPERATOR,)),
    # Whoever holds the signed link of a letter; all it can do is to turn that kind off.
    Permission.MAIL_STOP: ((anyone,),),
    # Subscriptions need no account. The link in an e-mail is enough to end them.
    Permission.SUBSCRIPTION_ASK: ((anyone,),),
    Permission.SUBSCRIPTION_KEEP: ((anyone,),),
    Permission.FEEDBACK_SEND: ((anyone,),),
    # Each kind of item then asks for the permission of the list behind it.
    Permission.OPEN_WORK_SEE: ((has_role(Role.REVIEWER),), (ADMINISTRATOR,)),
    Permission.FEEDBACK_ANSWER: ((has_role(Role.REVIEWER),), (ADMINISTRATOR,)),
}

NOTHING = Subject()


def may(actor: Speaker, permission: Permission, subject: Subject = NOTHING) -> bool:
    """Whether the map permits it. A permission without an entry is never granted."""
    return any(
        all(holds(actor, subject) for holds in chain) for chain in GRANTS.get(permission, ())
    )


def require(actor: Speaker, permission: Permission, subject: Subject = NOTHING) -> None:
    """Raise Forbidden unless the map permits it. Every service calls this first."""
    if not may(actor, permission, subject):
        raise Forbidden(permission)
