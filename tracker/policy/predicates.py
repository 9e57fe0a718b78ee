"""Predicates about actor and subject. A permission needs all predicates of one of its lists.

They read plain attributes, so that neither accounts nor records need be known here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """A role. The first two are held for a State, the third for an organisation.

    A reviewer's own state or organisation, if any, is one the reviewer must stay away from.
    """

    FOCAL_POINT = "focal_point"
    VALIDATING_AUTHORITY = "validating_authority"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"  # whoever runs the flask command on the server


# Those who decide what others see, or who may be whom, prove themselves twice at sign-in.
NEEDS_SECOND_FACTOR = frozenset({Role.REVIEWER, Role.VALIDATING_AUTHORITY, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Held:
    """A role with its scope: an ISO3 code, an organisation's row id, or neither.

    Kept as a pair, so that a person who drafts for one state and clears for another cannot clear
    for the first.
    """

    role: Role
    state: str | None = None
    organisation: int | None = None


class Speaker(Protocol):
    """The properties of an actor that predicates use."""

    @property
    def key(self) -> str:
        """The opaque key."""
        ...

    @property
    def held(self) -> frozenset[Held]:
        """The roles with their scopes."""
        ...

    @property
    def roles(self) -> frozenset[Role]:
        """The roles, for any State or organisation."""
        ...

    @property
    def states(self) -> frozenset[str]:
        """ISO3 codes of the actor's States."""
        ...

    @property
    def organisations(self) -> frozenset[int]:
        """Row ids of the actor's organisations."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of an operation. None: it concerns no State or organisation."""

    state: str | None = None
    organisation: int | None = None
    person: str | None = None  # the opaque key of the person whose account it is


Predicate = Callable[[Speaker, Subject], bool]


def anyone(_actor: Speaker, _subject: Subject) -> bool:
    """True for everybody, signed in or not."""
    return True


def has_role(role: Role) -> Predicate:
    """Whether the actor has the role, for any State or organisation."""

    def holds(actor: Speaker, _subject: Subject) -> bool:
        return role in actor.roles

    return holds


def has_role_for_the_state(role: Role) -> Predicate:
    """Whether the actor has the role for the State concerned."""

    def holds(actor: Speaker, subject: Subject) -> bool:
        return subject.state is not None and any(
            held.role is role and held.state == subject.state for held in actor.held
        )

    return holds


def has_role_for_the_organisation(role: Role) -> Predicate:
    """Whether the actor has the role for the organisation concerned."""

    def holds(actor: Speaker, subject: Subject) -> bool:
        return subject.organisation is not None and any(
            held.role is role and held.organisation == subject.organisation for held in actor.held
        )

    return holds


def is_the_person(actor: Speaker, subject: Subject) -> bool:
    """Whether it concerns the actor's own account."""
    return subject.person is not None and subject.person == actor.key


def is_somebody_else(actor: Speaker, subject: Subject) -> bool:
    """Whether it concerns another account, so that the last administrator stays."""
    return not is_the_person(actor, subject)


def speaks_for_the_state(actor: Speaker, subject: Subject) -> bool:
    """Whether it concerns one of the actor's States."""
    return subject.state is not None and subject.state in actor.states


def speaks_for_the_organisation(actor: Speaker, subject: Subject) -> bool:
    """Whether it concerns one of the actor's organisations."""
    return subject.organisation is not None and subject.organisation in actor.organisations


def has_no_part_in_it(actor: Speaker, subject: Subject) -> bool:
    """Whether it concerns no State or organisation of the actor."""
    return not speaks_for_the_state(actor, subject) and not speaks_for_the_organisation(
        actor, subject
    )
