"""Lists of people to invite: what a line means, what is wrong with it, and who is invited."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests import factories, people
from tracker.accounts import erasure, invitations
from tracker.accounts.actor import OPERATOR, Actor
from tracker.accounts.invitations import Standing
from tracker.accounts.models import Invitation
from tracker.core.db import writing
from tracker.core.errors import Conflict, Forbidden, Invalid, NotFound
from tracker.exchange.invitations.lines import MOST_LINES, InvitationLine, read_lines
from tracker.exchange.invitations.plan import (
    InvitationsChanged,
    plan_invitations,
    send_invitations,
)
from tracker.policy.predicates import Held, Role

AMINA = ("Amina Example", "amina@example.org", "focal point", "XAA", "fr")

# The text of a list, and why it has to be read as Amina's line.
READINGS = [
    ("Amina Example\tamina@example.org\tfocal point\tXAA\tfr", "tabs, as copied from a sheet"),
    ("Amina Example, amina@example.org, focal point, XAA, fr", "commas with spaces"),
    ("Amina Example;amina@example.org;focal point;XAA;fr\r\n", "semicolons, as Excel saves"),
    ("amina@example.org\tAmina Example\tfocal point\tXAA\tfr", "the address first"),
    ("fr\tfocal point\tAmina Example\tamina@example.org\tXAA", "recognised by what they hold"),
    (
        "E-mail address\tLanguage\tRole\tName\tState\namina@example.org\tfr\tfocal point\t"
        "Amina Example\tXAA",
        "under headings in another order",
    ),
    (
        "name;e-mail;role;organisation;state;language\n"
        "Amina Example;amina@example.org;focal point;;XAA;fr",
        "a column each for state and organisation",
    ),
    ("\n\nAmina Example\t amina@example.org \tfocal point\tXAA\tfr\n\n", "empty lines around"),
    ("\ufeffAmina Example\tamina@example.org\tfocal point\tXAA\tfr", "a byte order mark"),
    ('"Amina Example","amina@example.org","focal point","XAA","fr"', "quoted"),
]


@pytest.mark.parametrize(("text", "why"), READINGS, ids=[why for _text, why in READINGS])
def test_a_line_is_read_however_it_is_written(app: Flask, text: str, why: str) -> None:
    (line,) = read_lines("list.csv", text.encode())

    seen = (line.name, line.email, line.role, line.scope, line.language)
    assert seen == AMINA, why


def test_a_line_can_be_pasted_again(app: Flask) -> None:
    (line,) = read_lines("list.csv", "\t".join(AMINA).encode())

    assert read_lines("list.csv", line.text.encode()) == (line,)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,e-mail,role\n",
        b"%PDF-1.7",
        "".join(f"a{number}@example.org\n" for number in range(MOST_LINES + 1)).encode(),
    ],
    ids=["empty", "headings alone", "no table", "too many"],
)
def test_a_list_without_lines_or_with_too_many_is_refused(app: Flask, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read_lines("list.csv", content)

    assert set(refused.value.errors) == {"list"}


@pytest.fixture
def ada(db: SQLAlchemy) -> Actor:
    """An administrator of a site with two states and one organisation."""
    factories.state("XAA")
    factories.state("XBB", "Otherland")
    factories.organisation(name="Invented League")
    made = people.holder(Role.ADMINISTRATOR)
    made.email = "ada@example.org"
    db.session.commit()
    return people.actor(made)


def line(number: int = 1, **given: str) -> InvitationLine:
    usual = {"name": "Amina", "email": "amina@example.org", "role": "reviewer"}
    return InvitationLine(number, **{**usual, **given})


# What a line says, in which field it is wrong (none: right) and why.
CHECKS = [
    ({}, None, "a reviewer needs neither state nor organisation"),
    ({"role": "focal_point", "scope": "Otherland"}, None, "a state by its name"),
    ({"role": "Validating authority of a state", "scope": "xaa"}, None, "a role as pages name it"),
    ({"role": "Évaluateur", "language": "French"}, "role", "no name of a role in French"),
    ({"role": "contributor", "scope": "invented league"}, None, "an organisation by its name"),
    ({"role": "reviewer", "scope": "XBB"}, None, "the state to stay away from"),
    ({"language": "العربية"}, None, "a language by its own name"),
    ({"email": "amina"}, "email", "no address"),
    ({"email": ""}, "email", "no address at all"),
    ({"role": ""}, "role", "no role"),
    ({"role": "minister"}, "role", "no role here"),
    ({"role": "operator"}, "role", "not offered"),
    ({"role": "focal point"}, "scope", "a focal point needs a state"),
    ({"role": "focal point", "scope": "Nowhere at all"}, "scope", "no state"),
    ({"role": "focal point", "scope": "Invented League"}, "scope", "an organisation is no state"),
    ({"role": "contributor"}, "scope", "a contributor needs an organisation"),
    ({"role": "contributor", "scope": "Unknown club"}, "scope", "no such organisation"),
    ({"role": "contributor", "scope": "XAA"}, "scope", "a state is no organisation"),
    ({"role": "administrator", "scope": "XAA"}, "scope", "administrators work for no state"),
    ({"language": "Klingon"}, "language", "no language of the site"),
    ({"name": "z" * 201}, "name", "longer than a name can be"),
    ({"email": "ada@example.org"}, "email", "nobody invites themselves"),
]


@pytest.mark.parametrize(("given", "field", "why"), CHECKS, ids=[why for *_rest, why in CHECKS])
def test_each_mistake_is_told_at_its_field(
    ada: Actor, given: dict[str, str], field: str | None, why: str
) -> None:
    (checked,) = plan_invitations(ada, [line(**given)]).lines

    assert set(checked.faults) == ({field} if field else set()), why


def test_what_is_known_about_a_person_is_told(ada: Actor, db: SQLAlchemy) -> None:
    held = people.holder(Role.REVIEWER)
    closed = people.user(disabled_at=people.clock.now())
    invitations.invite(OPERATOR, email="open@example.org", held=Held(Role.REVIEWER))
    db.session.commit()

    plan = plan_invitations(
        ada,
        [
            line(1, email=held.email),
            line(2, email=held.email, role="administrator"),
            line(3, email=closed.email),
            line(4, email="open@example.org"),
            line(5),
            line(6),
            line(7, role="administrator"),
        ],
    )

    faults = [sorted(each.faults) for each in plan.lines]
    assert faults == [["email"], [], ["email"], [], [], ["email"], []]
    # The second has an account and stands in line 1 too; the last stands in line 5 too.
    assert [len(each.notes) for each in plan.lines] == [0, 2, 0, 1, 0, 0, 1]


def test_nothing_is_written_before_it_is_confirmed(ada: Actor, db: SQLAlchemy) -> None:
    plan = plan_invitations(ada, [line(), line(2, email="wrong")])
    assert db.session.query(Invitation).count() == 0

    sent = send_invitations(ada, [each.line for each in plan.lines], digest=plan.digest)

    rows = db.session.query(Invitation).all()
    assert [(row.email, row.name, row.language) for row in rows] == [
        ("amina@example.org", "Amina", "en")
    ]
    assert [each.email for each, _link in sent] == ["amina@example.org"]
    assert "/invitation/" in sent[0][1]


def test_a_check_that_has_another_result_by_now_is_shown_again(ada: Actor) -> None:
    plan = plan_invitations(ada, [line()])
    invitations.invite(OPERATOR, email="amina@example.org", held=Held(Role.REVIEWER))

    with pytest.raises(InvitationsChanged) as refused:
        send_invitations(ada, [line()], digest=plan.digest)

    assert refused.value.plan.good[0].notes


def test_a_list_without_a_right_line_invites_nobody(ada: Actor) -> None:
    lines = [line(email="wrong")]

    with pytest.raises(Invalid):
        send_invitations(ada, lines, digest=plan_invitations(ada, lines).digest)


def test_only_who_may_invite_may_check_a_list(ada: Actor, db: SQLAlchemy) -> None:
    for role in (Role.REVIEWER, Role.CONTRIBUTOR, Role.FOCAL_POINT):
        stranger = Actor("x", frozenset({role}))
        with pytest.raises(Forbidden):
            plan_invitations(stranger, [line()])
        with pytest.raises(Forbidden):
            send_invitations(stranger, [line()], digest="")


def test_a_list_that_is_sent_at_once_invites_everybody_once(
    app: Flask, ada: Actor, db: SQLAlchemy
) -> None:
    lines = [line(), line(2, email="bo@example.org")]
    digest = plan_invitations(ada, lines).digest
    db.session.rollback()
    barrier = Barrier(4)

    def send(_number: int) -> bool:
        with app.app_context():
            barrier.wait()
            try:
                with writing():
                    send_invitations(ada, lines, digest=digest)
                    db.session.commit()
            except Conflict:
                db.session.rollback()
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(send, range(4))) == 1
    assert db.session.query(Invitation).count() == 2


def test_an_invitation_is_sent_again_with_a_new_link(ada: Actor, db: SQLAlchemy) -> None:
    link = invitations.invite(
        OPERATOR, email="a@example.org", held=Held(Role.REVIEWER), name="A", language="ar"
    )
    row = db.session.query(Invitation).one()
    row.created_at -= 2 * invitations.TWICE
    db.session.commit()

    email, again = invitations.send_again(ada, public_id=row.public_id)

    newest, oldest = invitations.every_one(ada)
    assert (email, newest.name, newest.language) == ("a@example.org", "A", "ar")
    assert again != link
    assert [invitations.standing_of(each) for each in (newest, oldest)] == [
        Standing.OPEN,
        Standing.CANCELLED,
    ]
    with pytest.raises(NotFound):
        invitations.send_again(ada, public_id=oldest.public_id)
    with pytest.raises(Conflict):
        invitations.send_again(ada, public_id=newest.public_id)


def test_erasing_an_account_takes_the_name_out_of_invitations(ada: Actor, db: SQLAlchemy) -> None:
    person = people.user(email="gone@example.org")
    invitations.invite(OPERATOR, email=person.email, held=Held(Role.REVIEWER), name="A name")
    erasure.erase(OPERATOR, person)

    assert [(row.email, row.name) for row in db.session.query(Invitation)] == [("", "")]
    assert invitations.every_one(ada) == []
