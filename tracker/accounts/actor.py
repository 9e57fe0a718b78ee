"""Who acts, as a frozen value that services are handed; usable outside any request."""

from dataclasses import dataclass, field

from tracker.policy.predicates import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who reads or acts.

    ``key`` is opaque: the audit trail keeps it, and no public page shows it. ``states`` are ISO3
    codes and ``organisations`` row ids that the actor speaks for.
    """

    key: str
    roles: frozenset[Role] = field(default=frozenset())
    states: frozenset[str] = field(default=frozenset())
    organisations: frozenset[int] = field(default=frozenset())


ANONYMOUS = Actor(key="anonymous")
OPERATOR = Actor(key="operator", roles=frozenset({Role.OPERATOR}))
