"""Health checks: whether the process runs, whether it can serve, and what is not ready."""

from collections.abc import Sequence

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from tracker.jobs import readiness
from tracker.jobs.readiness import Problem
from tracker.web.core.audience import machines

blueprint = Blueprint("health", __name__)
RETRY_AFTER = {"Retry-After": "30", "Cache-Control": "no-store"}


@blueprint.get("/healthz")
@machines
def alive() -> ResponseReturnValue:
    """The process answers; with what is not ready, and the command that corrects it."""
    found = readiness.recent_problems(current_app)
    return {"status": "ok", "problems": _listed(found)}, {"Cache-Control": "no-store"}


@blueprint.get("/readyz")
@machines
def ready() -> ResponseReturnValue:
    """Whether pages can be served; 503 while the database is away or older than the code."""
    found = readiness.serious_problems()
    if found:
        return {"status": "not ready", "problems": _listed(found)}, 503, RETRY_AFTER
    return {"status": "ready"}


def _listed(problems: Sequence[Problem]) -> list[dict[str, object]]:
    return [problem.as_json() for problem in problems]
