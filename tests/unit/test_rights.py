"""The charter against a table written by hand: each permission, as each role, on own and other."""

import pytest

from tests.policy.matrix import RIGHTS
from tracker.accounts.actor import ANONYMOUS, OPERATOR, Actor
from tracker.policy.permission_map import may
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Held, Role, Subject


def holding(*held: Held) -> Actor:
    return Actor(
        key="somebody",
        roles=frozenset(one.role for one in held),
        states=frozenset(one.state for one in held if one.state),
        organisations=frozenset(one.organisation for one in held if one.organisation),
        held=frozenset(held),
    )


ACTORS = {
    "anonymous": ANONYMOUS,
    "plain": Actor(key="plain"),
    "focal_point": holding(Held(Role.FOCAL_POINT, state="XAA")),
    "validating_authority": holding(Held(Role.VALIDATING_AUTHORITY, state="XAA")),
    "contributor": holding(Held(Role.CONTRIBUTOR, organisation=1)),
    "reviewer": holding(Held(Role.REVIEWER, state="XAA", organisation=1)),
    "administrator": holding(Held(Role.ADMINISTRATOR)),
    "operator": OPERATOR,
}
OWN = (Subject(state="XAA"), Subject(organisation=1))
OTHER = (Subject(state="XBB"), Subject(organisation=2))


def test_every_permission_has_a_line_in_the_table() -> None:
    assert set(RIGHTS) == {str(permission) for permission in Permission}


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("permission", Permission)
def test_charter_grants_what_the_table_says(permission: Permission, who: str) -> None:
    line = RIGHTS[permission]
    says = "any" if line == "everybody" else line.get(who, "")
    actor = ACTORS[who]

    on_own = any(may(actor, permission, subject) for subject in OWN)
    on_other = any(may(actor, permission, subject) for subject in OTHER)

    assert on_own == (says in ("any", "own"))
    assert on_other == (says in ("any", "other"))


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("subject", [Subject(state="XAA"), Subject(state="XBB"), Subject()])
def test_a_role_for_one_state_gives_nothing_for_another(
    permission: Permission, subject: Subject
) -> None:
    drafts, clears = (
        Held(Role.FOCAL_POINT, state="XAA"),
        Held(Role.VALIDATING_AUTHORITY, state="XBB"),
    )
    apart = [may(holding(held), permission, subject) for held in (drafts, clears)]

    together = may(holding(drafts, clears), permission, subject)

    assert together == any(apart)


def test_everybody_keeps_their_own_account_and_no_other() -> None:
    actor = ACTORS["administrator"]

    assert may(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person="somebody"))
    assert not may(actor, Permission.OWN_ACCOUNT_KEEP, Subject(person="another"))
    assert not may(ANONYMOUS, Permission.OWN_ACCOUNT_KEEP)


@pytest.mark.parametrize(
    "permission",
    [Permission.MEMBERSHIP_GRANT, Permission.MEMBERSHIP_END, Permission.ACCOUNT_LOCK],
)
def test_administrators_do_not_change_their_own_rights(permission: Permission) -> None:
    actor = ACTORS["administrator"]

    assert may(actor, permission, Subject(person="another"))
    assert not may(actor, permission, Subject(person="somebody"))
