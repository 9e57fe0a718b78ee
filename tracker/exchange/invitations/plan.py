"""Checks a list of invitations line by line, and sends exactly what was checked.

The check writes nothing. Writing repeats the check under the lock of the audit trail: where its
result is no longer the one that was shown, nothing is written and the new result is shown.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from tracker.accounts import actor_loading, invitations, organisations, queries, roles
from tracker.accounts.actor import Actor
from tracker.accounts.addresses import normalise
from tracker.accounts.models import Organisation, UserAccount
from tracker.audit import trail
from tracker.core.errors import Conflict, Invalid
from tracker.core.languages import DEFAULT, LANGUAGES
from tracker.exchange.imports.pipeline import known_state_names
from tracker.exchange.invitations.lines import InvitationLine, language_of, role_of
from tracker.exchange.normalising.normalised_value import ColumnFindings, Normaliser
from tracker.exchange.normalising.states import Considers
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Held, Role, Subject
from tracker.schema.fields import InvalidValue

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class PlannedInvitation:
    """One checked line. With ``faults`` it is not invited; ``notes`` are information.

    ``held`` and ``email`` are None where they could not be read.
    """

    line: InvitationLine
    email: str | None
    held: Held | None
    language: str
    faults: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvitationPlan:
    """A checked list. ``digest`` identifies exactly this result."""

    lines: tuple[PlannedInvitation, ...]

    @property
    def good(self) -> tuple[PlannedInvitation, ...]:
        """The lines that can be invited."""
        return tuple(each for each in self.lines if not each.faults)

    @property
    def digest(self) -> str:
        """A hash of every line and its findings."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()


class InvitationsChanged(Conflict):
    """The result of the check differs from the one shown."""

    def __init__(self, plan: InvitationPlan) -> None:
        super().__init__("the check of the invitations has another result")
        self.plan = plan


def plan_invitations(actor: Actor, lines: Sequence[InvitationLine]) -> InvitationPlan:
    """Check every line without saving anything."""
    require(actor, Permission.INVITATION_SEND)
    checks = _Checks(actor, lines)
    return InvitationPlan(tuple(checks.checked(line) for line in lines))


def send_invitations(
    actor: Actor, lines: Sequence[InvitationLine], *, digest: str
) -> list[tuple[PlannedInvitation, str]]:
    """Invite everybody whose line is valid. Returns links in the order of the list.

    Raises InvitationsChanged where the check says something else than under ``digest``, and
    Invalid where no line is right.
    """
    require(actor, Permission.INVITATION_SEND)
    trail.hold()
    plan = plan_invitations(actor, lines)
    if plan.digest != digest:
        raise InvitationsChanged(plan)
    if not plan.good:
        raise Invalid({"list": [_("Correct at least one line.")]})
    return [(each, _invited(actor, each)) for each in plan.good]


def _invited(actor: Actor, planned: PlannedInvitation) -> str:
    assert planned.email is not None  # noqa: S101 – a good line has both
    assert planned.held is not None  # noqa: S101
    return invitations.invite(
        actor,
        email=planned.email,
        held=planned.held,
        language=planned.language,
        name=planned.line.name,
    )


class _Checks:
    """The check of one list: what is known about its people, States and organisations."""

    def __init__(self, actor: Actor, lines: Sequence[InvitationLine]) -> None:
        self.actor = actor
        self.states: Normaliser = Considers(known_state_names())(
            [line.scope for line in lines], ColumnFindings()
        )
        self.organisations = {row.name.casefold(): row for row in organisations.every_one(actor)}
        self.seen: dict[tuple[str, Held], int] = {}
        self.addresses: dict[str, int] = {}

    def checked(self, line: InvitationLine) -> PlannedInvitation:
        """Check one line. Earlier lines are remembered to detect repetitions."""
        faults: dict[str, str] = {}
        email, held = self._email(line, faults), self._held(line, faults)
        language = language_of(line.language) if line.language else DEFAULT
        if language is None:
            message = _("use one of: %(codes)s", codes=", ".join(LANGUAGES))
            faults["language"] = message
        if len(line.name) > LONGEST_NAME:
            faults["name"] = _("use at most %(limit)s characters", limit=LONGEST_NAME)
        notes: tuple[str, ...] = ()
        if email is not None and held is not None:
            notes = tuple(self._known(line, email, held, faults))
        return PlannedInvitation(line, email, held, language or DEFAULT, faults, notes)

    def _email(self, line: InvitationLine, faults: dict[str, str]) -> str | None:
        try:
            return normalise(line.email)
        except InvalidValue as unreadable:
            faults["email"] = str(unreadable)
            return None

    def _held(self, line: InvitationLine, faults: dict[str, str]) -> Held | None:
        role = role_of(line.role)
        if role is None:
            names = "; ".join(str(name) for name in roles.NAMES.values())
            faults["role"] = _("use one of: %(codes)s", codes=names)
            return None
        state, organisation = self._scope(role, line.scope, faults)
        if "scope" in faults:
            return None
        try:
            return roles.fitting(role, state=state, organisation=organisation)
        except Invalid as invalid:
            messages = [str(text) for texts in invalid.errors.values() for text in texts]
            faults["scope"] = " ".join(messages)
            return None

    def _scope(
        self, role: Role, text: str, faults: dict[str, str]
    ) -> tuple[str | None, Organisation | None]:
        """The State or organisation that a text names. Both are None if it is empty."""
        if not text:
            return None, None
        organisation = self.organisations.get(text.casefold())
        if organisation is not None and role not in roles.FOR_A_STATE:
            return None, organisation
        found = self.states(text)
        if found.text:
            return found.text, None
        if role is Role.CONTRIBUTOR:
            faults["scope"] = _("no organisation has this name; add it first")
        else:
            faults["scope"] = str(found.reason or _("no State has this name or code"))
        return None, None

    def _known(
        self, line: InvitationLine, email: str, held: Held, faults: dict[str, str]
    ) -> list[str]:
        """What the site knows about the person. A repetition is a fault."""
        notes, user = [], queries.find_user_by_address(email)
        earlier = self.seen.get((email, held))
        if earlier is not None:
            faults["email"] = _("the same address and role as in line %(number)s", number=earlier)
        elif email in self.addresses:
            notes.append(_("The same address is in line %(number)s.", number=self.addresses[email]))
        self.seen.setdefault((email, held), line.number)
        self.addresses.setdefault(email, line.number)
        if user is not None:
            self._about(user, held, faults, notes)
        if invitations.is_open_for(email, held):
            notes.append(_("An open invitation to this role is replaced by a new link."))
        return notes

    def _about(
        self, user: UserAccount, held: Held, faults: dict[str, str], notes: list[str]
    ) -> None:
        if not may(self.actor, Permission.MEMBERSHIP_GRANT, Subject(person=user.public_id)):
            faults["email"] = _("this is your own address; another administrator can invite you")
        elif user.disabled_at is not None:
            faults["email"] = _("the account with this address is closed; reopen it first")
        elif held in actor_loading.load_actor(user, second_factor=True).held:
            faults["email"] = _("this person has the role already")
        else:
            notes.append(_("This person has an account and accepts after signing in."))
