"""The kinds of files that users may import, their destinations and permissions.

A kind of the registry is the same for everyone; actions and entries belong to one organisation and
to one report, and are bound to it before they are read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.core.errors import Invalid, NotFound
from tracker.evidence.queries.own_actions import organisations_of
from tracker.exchange.kinds import ALL_KINDS, actions, entries
from tracker.exchange.specification import Kind, Specification
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role
from tracker.reporting.queries_private import own_reports
from tracker.review.lifecycle import OPEN


class ImportDestination(StrEnum):
    """The destination of a kind of file."""

    REGISTRY = "registry"
    ORGANISATION = "organisation"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """A kind of file that a user may import.

    ``bind`` gives the kind for a person and what it is brought into; ``most`` rows at a time.
    """

    specification: Specification[Any]
    permission: Permission
    into: ImportDestination
    bind: Callable[[Actor, str], Kind[Any]]
    most: int

    @property
    def name(self) -> str:
        """The name of the kind."""
        return self.specification.kind


MOST_ROWS = 200_000
MOST_DRAFTS = 500  # what is written row by row, each with an event of its own


def _registry(kind: Kind[Any], permission: Permission) -> ImportTarget:
    return ImportTarget(
        kind.specification, permission, ImportDestination.REGISTRY, lambda _a, _i: kind, MOST_ROWS
    )


def _actions(actor: Actor, organisation: str) -> Kind[Any]:
    own = {each.public_id: number for number, each in organisations_of(actor)}
    if organisation not in own:
        raise NotFound("organisation", organisation)
    return actions.kind_for(actor, own[organisation])


# In the order in which they are offered; a kind that names another comes after it.
PERMISSIONS: Mapping[str, Permission] = {
    "instruments": Permission.REGISTRY_MAINTAIN,
    "commitments": Permission.REGISTRY_MAINTAIN,
    "relations": Permission.REGISTRY_MAINTAIN,
    "indicators": Permission.REGISTRY_MAINTAIN,
    "indicator_levels": Permission.REGISTRY_MAINTAIN,
    "measures": Permission.REGISTRY_MAINTAIN,
    "indicator_values": Permission.INDICATOR_VALUES_RECORD,
    "sources": Permission.SOURCES_MAINTAIN,
    "positions": Permission.REGISTRY_MAINTAIN,
    "recommendations": Permission.REGISTRY_MAINTAIN,
}


def _offers() -> dict[str, ImportTarget]:
    known = {kind.name: kind for kind in ALL_KINDS}
    offers = [
        *(_registry(known[name], PERMISSIONS[name]) for name in PERMISSIONS if name in known),
        ImportTarget(
            actions.SPECIFICATION,
            Permission.ACTION_LOG,
            ImportDestination.ORGANISATION,
            _actions,
            MOST_DRAFTS,
        ),
        ImportTarget(
            entries.SPECIFICATION,
            Permission.REPORT_DRAFT,
            ImportDestination.REPORT,
            entries.kind_for,
            MOST_DRAFTS,
        ),
    ]
    return {offer.name: offer for offer in offers}


OFFERS = _offers()


def offer_of(name: str) -> ImportTarget:
    """The offer for a kind's name. Raises NotFound."""
    if name not in OFFERS:
        raise NotFound("kind of file", name)
    return OFFERS[name]


def offers_to(actor: Actor) -> tuple[ImportTarget, ...]:
    """The kinds that the actor may import."""
    require(actor, Permission.IMPORTS_KEEP)
    return tuple(offer for offer in OFFERS.values() if is_open_to(actor, offer))


def is_open_to(person: Actor, offer: ImportTarget) -> bool:
    """Whether the person may import such files into any destination."""
    match offer.into:
        case ImportDestination.ORGANISATION:
            return Role.CONTRIBUTOR in person.roles
        case ImportDestination.REPORT:
            return Role.FOCAL_POINT in person.roles
        case _:
            return may(person, offer.permission)


def places(actor: Actor, offer: ImportTarget) -> tuple[tuple[str, str], ...]:
    """Destinations that the person may choose: code and name. Empty for the registry."""
    require(actor, Permission.IMPORTS_KEEP)
    match offer.into:
        case ImportDestination.ORGANISATION:
            return tuple((each.public_id, each.name) for _number, each in organisations_of(actor))
        case ImportDestination.REPORT:
            drafting = {one.state for one in actor.held if one.role is Role.FOCAL_POINT}
            return tuple(
                (each.reference, f"{each.iso3} · {each.frame.title}")
                for each in own_reports(actor)
                if each.status in OPEN and each.iso3 in drafting
            )
        case _:
            return ()


def bound(actor: Actor, offer: ImportTarget, context: str | None) -> Kind[Any]:
    """The kind bound to this person and destination.

    Raises Forbidden, NotFound, ReportClosed, or Invalid where it is not said into what.
    """
    require(actor, Permission.IMPORTS_KEEP)
    if offer.into is ImportDestination.REGISTRY:
        require(actor, offer.permission)
    elif not is_open_to(actor, offer):
        raise NotFound("kind of file", offer.name)
    elif not context:
        raise Invalid({offer.into.value: [_("choose what to import into")]})
    return offer.bind(actor, context or "")
