"""Schemathesis over every operation: what the description allows is answered as it says.

Few examples of each, so that the whole walk stays cheap; what they find is the same each time.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import schemathesis
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, Phase, given
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from tests import people
from tests.api import writing
from tests.api.writing import Begun
from tests.properties import examples, same_each_time
from tracker.accounts import tokens
from tracker.api.core.endpoint import Endpoint
from tracker.api.write.registry import ACTS, SUBJECTS
from tracker.core.db import db as database
from tracker.policy.predicates import Role

EXAMPLES = 4
OWN = [subject.name for subject in SUBJECTS]
QUIET = list(HealthCheck)
FEW: dict[str, Any] = {
    "phases": [Phase.generate],
    "suppress_health_check": QUIET,
}
AS_IT_IS = {"Accept-Encoding": "identity"}  # within the process nobody unpacks what is compressed


def walk(
    app: Flask,
    mode: GenerationMode,
    headers: dict[str, str] | None = None,
    *,
    leave: tuple[str, ...] = (),
) -> None:
    """Ask every operation some cases, but those whose path ends in what is to be left."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    reading = schema.exclude(tag=OWN)
    operations = [found.ok() for found in reading.get_all_operations()]
    for operation in operations:
        if operation.path.endswith(leave) and leave:
            continue
        if mode is GenerationMode.POSITIVE or list(operation.iter_parameters()):
            _ask(operation.as_strategy(generation_mode=mode), headers)()
    # The description does not ask for itself.
    described = [
        one
        for item in schema.raw_schema["paths"].values()
        for one in item.values()
        if one["tags"][0] not in OWN
    ]
    assert len(operations) == len(described) - 1 > 60


def _ask(cases: object, headers: dict[str, str] | None) -> Callable[[], None]:
    @same_each_time(2021)
    @examples(EXAMPLES, **FEW)
    @given(case=cases)
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={**AS_IT_IS, **(headers or {})})

    return ask


def test_what_is_allowed_is_answered_as_described(world: Flask) -> None:
    walk(world, GenerationMode.POSITIVE)


def test_what_is_not_allowed_is_refused_as_described(world: Flask) -> None:
    # What ends in .json takes the parameters of the plain address, by the same code.
    walk(world, GenerationMode.NEGATIVE, leave=(".json", ".xlsx"))


def test_a_token_changes_nothing_of_that(world: Flask) -> None:
    with world.app_context():
        owner = people.holder(Role.FOCAL_POINT, state="XAA")
        token = tokens.make(
            people.actor(owner), owner, name="a test", scopes=["records:read"], days=30
        )
        database.session.commit()

    authorised = {"Authorization": f"Bearer {token}"}
    walk(world, GenerationMode.POSITIVE, authorised, leave=(".json", ".csv", ".xlsx"))


# Whatever is sent, it is answered as described; whether a draft can be submitted is no matter of
# its form, and that writing asks for a token has tests of its own.
AS_DESCRIBED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


def test_whatever_is_written_is_answered_as_described(app: Flask, db: SQLAlchemy) -> None:
    world = writing.sides()
    begun = writing.begin(app, world)
    load_all_checks()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app).include(tag=OWN)
    operations = {
        one.definition.raw["operationId"]: one for one in map(_ok, schema.get_all_operations())
    }
    met = Counter[int]()

    for act in ACTS:
        token = writing.one_that_may(world, act)
        asking = _Asking(act, begun, {**AS_IT_IS, "Authorization": f"Bearer {token}"}, met)
        for mode in GenerationMode:
            asking.walk(operations[act.name].as_strategy(generation_mode=mode))

    assert len(operations) == len(ACTS)
    assert {200, 201, 400, 412, 422} <= set(met)


@dataclass(frozen=True)
class _Asking:
    """How one act is asked for, and what was answered."""

    act: Endpoint
    begun: Begun
    headers: dict[str, str]
    met: Counter[int]

    def walk(self, cases: object) -> None:
        @same_each_time(2021)
        @examples(EXAMPLES, **FEW)
        @given(case=cases)
        def ask(case: schemathesis.Case) -> None:
            _upon(case, self.begun, self.act)
            answer = case.call(headers=self.headers)
            self.met[answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS.get_by_names(AS_DESCRIBED))

        ask()


def _ok(found: Any) -> Any:
    return found.ok()


def _upon(case: schemathesis.Case, begun: Begun, act: Endpoint) -> None:
    """Ask of what is there: an invented reference would lead nowhere each time."""
    if "reference" in case.path_parameters:
        case.path_parameters["reference"] = begun.of(act)
    if "commitment" in case.path_parameters:
        case.path_parameters["commitment"] = "PLAN-01"
