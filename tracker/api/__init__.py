"""The API for programs, version 1. Each module owns one collection.

It knows who asks by tokens and never by a cookie. What changes something is in ``writing``, on a
blueprint of its own, ``api_writing``, beside this one, which only reads.
"""

from flask import Blueprint, Flask, Response, request
from sqlalchemy.exc import SQLAlchemyError

from tracker.api.core import authentication, deprecation
from tracker.api.core.operations import ROOT
from tracker.api.core.problems import problem
from tracker.api.openapi import pages
from tracker.api.read import search
from tracker.api.read.registry import MODULES
from tracker.api.write import registry
from tracker.core.db import db
from tracker.core.interfaces import asked_by_program, bind_program_errors
from tracker.policy.audience import refuse_undeclared
from tracker.review.revisions import is_demonstration

# Reading is for every site's scripts; nothing of the browser's goes with it, not even a token.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Link, Retry-After, Content-Disposition, Deprecation, Sunset, Demonstration"
    ),
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
ABOUT = f'<{ROOT}/openapi.json>; rel="service-desc", <{ROOT}/docs>; rel="service-doc"'


def init_app(app: Flask) -> None:
    """Register every collection, the authentication guard and the error handlers."""
    bind_program_errors(app, problem)
    authentication.init_app(app)
    app.after_request(_open_to_scripts)
    # Made anew for each application: a blueprint takes no other into it once it is registered.
    reading = Blueprint("api", __name__, url_prefix=ROOT)
    for module in (pages, search, *MODULES):
        reading.register_blueprint(module.blueprint)
    app.register_blueprint(reading)
    app.register_blueprint(registry.create_blueprint())
    refuse_undeclared(app)


def _add_mark(answer: Response) -> None:
    """Mark every answer of a demonstration, because programs see no banner."""
    try:
        if is_demonstration():
            answer.headers["Demonstration"] = "true"
    except SQLAlchemyError:  # an answer without a database holds no record
        db.session.rollback()


def _open_to_scripts(answer: Response) -> Response:
    if asked_by_program():
        answer.headers.extend(CORS)
        answer.headers.add("Link", ABOUT)
        deprecation.add_headers(answer)
        _add_mark(answer)
        if request.method == "OPTIONS":
            answer.headers.extend(PREFLIGHT)
    return answer
