"""Those who write, clear and decide in these tests; all of them and their states are invented."""

from tracker.accounts.actor import Actor
from tracker.policy.predicates import Role


def actor(key: str, *roles: Role, state: str | None = None) -> Actor:
    return Actor(key=key, roles=frozenset(roles), states=frozenset({state} if state else ()))


DRAFTER = actor("drafter", Role.FOCAL_POINT, state="XAA")
COLLEAGUE = actor("colleague", Role.FOCAL_POINT, state="XAA")
AUTHORITY = actor("authority", Role.VALIDATING_AUTHORITY, state="XAA")
FOREIGN_DRAFTER = actor("foreign-drafter", Role.FOCAL_POINT, state="XBB")
FOREIGN_AUTHORITY = actor("foreign-authority", Role.VALIDATING_AUTHORITY, state="XBB")
REVIEWER = actor("reviewer", Role.REVIEWER)
OWN_REVIEWER = actor("own-reviewer", Role.REVIEWER, state="XAA")
CONTRIBUTOR = Actor("contributor", frozenset({Role.CONTRIBUTOR}), organisations=frozenset({1}))
ADMINISTRATOR = actor("administrator", Role.ADMINISTRATOR)
ANYONE = actor("anyone")
