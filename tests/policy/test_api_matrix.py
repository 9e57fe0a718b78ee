"""Who may ask for what by token, written by hand from the design and never from the code.

One letter per owner of WHO, whose token has every scope that it can have:
  A  let in (what is asked is then refused for an address that nobody understands)
  H  the same answer as for what does not exist
  S  the token lacks the scope
"""

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.api.writing import CLEARING, EVERY, NOTHING, Program, token
from tests.applications import OutsideClient
from tests.evidence import logged
from tracker.accounts import tokens
from tracker.api.write.registry import ACTS
from tracker.policy.predicates import Role

WHO = (
    "nobody's role",
    "focal_point",
    "validating_authority",  # whose token does not clear
    "clearing",  # one whose token does
    "contributor",
    "reviewer",
    "administrator",  # whose token is not for the registry
    "keeping",  # one whose token is
)
CONTRIBUTOR = "HHHHAHHH"
STATE = "HAHAHHHH"
FOCAL_POINT = "HAHHHHHH"
AUTHORITY = "SSSASSSS"
BOTH_SIDES = "HAHAAHHH"
ADMINISTRATOR = "SSSSSSSA"

MATRIX = {
    CONTRIBUTOR: (
        "list_own_actions own_action begin_action write_action explain_finding submit_action "
        "recall_action reopen_action correct_action withdraw_action discard_action attach_file "
        "describe_file detach_file import_actions"
    ),
    STATE: "list_own_reports own_report own_entry list_due_reports reopen_report",
    FOCAL_POINT: (
        "begin_report write_frame discard_report write_entry drop_entry import_report_entries"
    ),
    AUTHORITY: "clear_report submit_report withdraw_report",
    ADMINISTRATOR: (
        "import_instruments import_commitments import_relations import_indicators "
        "import_indicator_levels import_measures import_indicator_values "
        "import_sources import_positions import_recommendations"
    ),
    BOTH_SIDES: (
        "list_own_replies own_reply list_to_answer begin_reply write_reply explain_reply_finding "
        "submit_reply recall_reply reopen_reply withdraw_reply discard_reply"
    ),
}
ANSWERS = {404: "H", 403: "S", 400: "A"}


@pytest.fixture
def owners(app: Flask, db: SQLAlchemy) -> list[Program]:
    app.test_client_class = OutsideClient
    made = logged.world()
    plain = people.user()
    without = tokens.make(people.actor(plain), plain, name="a test", scopes=list(EVERY), days=30)
    given = [
        without,
        token(Role.FOCAL_POINT, scopes=EVERY, state="XAA"),
        token(Role.VALIDATING_AUTHORITY, scopes=EVERY, state="XAA"),
        token(Role.VALIDATING_AUTHORITY, scopes=CLEARING, state="XAA"),
        token(Role.CONTRIBUTOR, scopes=EVERY, organisation_id=made.own.id),
        token(Role.REVIEWER, scopes=EVERY),
        token(Role.ADMINISTRATOR, scopes=EVERY),
        token(Role.ADMINISTRATOR, scopes=(*EVERY, "registry:write")),
    ]
    db.session.commit()
    return [Program(app, each) for each in given]


def test_every_act_lets_in_as_the_matrix_says(owners: list[Program]) -> None:
    expected = {name: letters for letters, names in MATRIX.items() for name in names.split()}
    found = {
        act.name: "".join(
            ANSWERS[each.send(act, f"{NOTHING.path(act)}?colour=red").status_code]
            for each in owners
        )
        for act in ACTS
        if act.name in expected
    }

    assert found == expected
    assert len(WHO) == len(owners)


def test_every_act_has_a_line() -> None:
    lines = [name for names in MATRIX.values() for name in names.split()]

    assert sorted(lines) == sorted(act.name for act in ACTS)
