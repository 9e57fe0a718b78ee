"""The Actor: a frozen value of a user's roles, for services inside and outside requests."""

from dataclasses import dataclass, field

from tracker.policy.predicates import Held, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or program that reads or changes records.

    ``key`` is opaque: the audit trail keeps it, and no public page shows it. ``states`` are ISO3
    codes and ``organisations`` row ids that the actor belongs to; ``held`` pairs each role with
    its state or organisation. An actor made by hand without ``held`` holds each role for each of
    the states and organisations given.
    """

    key: str
    roles: frozenset[Role] = field(default=frozenset())
    states: frozenset[str] = field(default=frozenset())
    organisations: frozenset[int] = field(default=frozenset())
    held: frozenset[Held] = field(default=frozenset())

    def __post_init__(self) -> None:
        if not self.held and self.roles:
            object.__setattr__(self, "held", frozenset(self._every_pair()))

    @property
    def reports_for(self) -> frozenset[str]:
        """ISO3 codes of the States whose reports the actor may write or approve.

        Not every state of ``states``: a reviewer's own is among those, to be stayed away from.
        """
        sides = (Role.FOCAL_POINT, Role.VALIDATING_AUTHORITY)
        return frozenset(one.state for one in self.held if one.role in sides and one.state)

    def _every_pair(self) -> set[Held]:
        pairs = {Held(role) for role in self.roles}
        pairs |= {Held(role, state=state) for role in self.roles for state in self.states}
        return pairs | {
            Held(role, organisation=number) for role in self.roles for number in self.organisations
        }


ANONYMOUS = Actor(key="anonymous")
OPERATOR = Actor(key="operator", roles=frozenset({Role.OPERATOR}))
