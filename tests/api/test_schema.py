"""Schemathesis over every operation: what the description allows is answered as it says.

Few examples of each, so that the whole walk stays cheap; what they find is the same each time.
"""

from collections.abc import Callable

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from tests import people
from tracker.accounts import tokens
from tracker.db import db
from tracker.policy.predicates import Role

EXAMPLES = 4
QUIET = list(HealthCheck)
AS_IT_IS = {"Accept-Encoding": "identity"}  # within the process nobody unpacks what is compressed


def walk(app: Flask, mode: GenerationMode, headers: dict[str, str] | None = None) -> None:
    """Ask every operation some cases."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        if mode is GenerationMode.POSITIVE or list(operation.iter_parameters()):
            _ask(operation.as_strategy(generation_mode=mode), headers)()
    # The description does not ask for itself.
    assert len(operations) == len(schema.raw_schema["paths"]) - 1 > 60


def _ask(cases: object, headers: dict[str, str] | None) -> Callable[[], None]:
    @seed(2021)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=QUIET,
    )
    @given(case=cases)
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={**AS_IT_IS, **(headers or {})})

    return ask


def test_what_is_allowed_is_answered_as_described(world: Flask) -> None:
    walk(world, GenerationMode.POSITIVE)


def test_what_is_not_allowed_is_refused_as_described(world: Flask) -> None:
    walk(world, GenerationMode.NEGATIVE)


def test_a_token_changes_nothing_of_that(world: Flask) -> None:
    with world.app_context():
        owner = people.holder(Role.FOCAL_POINT, state="XAA")
        token = tokens.make(
            people.actor(owner), owner, name="a test", scopes=["records:read"], days=30
        )
        db.session.commit()

    walk(world, GenerationMode.POSITIVE, {"Authorization": f"Bearer {token}"})
