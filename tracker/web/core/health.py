"""Health checks: whether the process runs, and whether it can serve."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from tracker.core.db import db
from tracker.web.core.audience import machines

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@machines
def alive() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@machines
def ready() -> ResponseReturnValue:
    """The database answers too; a failure is a 500 from the error handler."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ready"}
