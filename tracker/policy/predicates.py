"""Small questions about who acts and on what; a permission is granted by any one of its lists.

They read plain attributes, so that neither accounts nor records need be known here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person is here; each but the last three is held for one state or organisation."""

    FOCAL_POINT = "focal_point"
    VALIDATING_AUTHORITY = "validating_authority"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"  # whoever runs the flask command on the server


class Speaker(Protocol):
    """What the predicates need to know of an actor."""

    @property
    def roles(self) -> frozenset[Role]:
        """Roles held, for whatever state or organisation."""
        ...

    @property
    def states(self) -> frozenset[str]:
        """ISO3 codes of the states spoken for."""
        ...

    @property
    def organisations(self) -> frozenset[int]:
        """Row ids of the organisations spoken for."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about; None means that it concerns no single state or organisation."""

    state: str | None = None
    organisation: int | None = None


Predicate = Callable[[Speaker, Subject], bool]


def anyone(_actor: Speaker, _subject: Subject) -> bool:
    """True of everybody, signed in or not."""
    return True


def has_role(role: Role) -> Predicate:
    """Whether the actor holds the role, for whatever state or organisation."""

    def holds(actor: Speaker, _subject: Subject) -> bool:
        return role in actor.roles

    return holds


def speaks_for_the_state(actor: Speaker, subject: Subject) -> bool:
    """Whether the act concerns a state that the actor speaks for."""
    return subject.state is not None and subject.state in actor.states


def speaks_for_the_organisation(actor: Speaker, subject: Subject) -> bool:
    """Whether the act concerns an organisation that the actor speaks for."""
    return subject.organisation is not None and subject.organisation in actor.organisations


def has_no_part_in_it(actor: Speaker, subject: Subject) -> bool:
    """Whether the act concerns neither a state nor an organisation of the actor's own."""
    return not speaks_for_the_state(actor, subject) and not speaks_for_the_organisation(
        actor, subject
    )
