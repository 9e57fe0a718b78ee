"""Transitions of one's own action: recall, reopen, correct, withdraw, delete."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.core.errors import Invalid
from tracker.evidence import action_service
from tracker.evidence.queries.own_actions import own_action
from tracker.review.conflicts import IllegalMove
from tracker.web.action_log.page_models import draw_action
from tracker.web.core import visitor
from tracker.web.core.audience import contributor
from tracker.web.core.forms import UNPROCESSABLE, ReasonForm

blueprint = Blueprint("logging_moves", __name__, url_prefix="/workspace/actions/<reference>")


@blueprint.post("/recall")
@contributor
def recall(reference: str) -> ResponseReturnValue:
    """Take it back before a decision."""
    return _moved("recalled", reference, action_service.recall)


@blueprint.post("/reopen")
@contributor
def reopen(reference: str) -> ResponseReturnValue:
    """Reopen a returned action."""
    return _moved("reopened", reference, action_service.reopen)


@blueprint.post("/correct")
@contributor
def correct(reference: str) -> ResponseReturnValue:
    """Start a correction of a published action, or continue the open one."""
    return _moved("corrected", reference, action_service.correct)


@blueprint.post("/withdraw")
@contributor
def withdraw(reference: str) -> ResponseReturnValue:
    """Withdraw it with a public reason."""
    form = ReasonForm()
    reason = form.reason.data or ""
    try:
        return _moved(
            "withdrawn", reference, lambda *who: action_service.withdraw(*who, reason=reason)
        )
    except Invalid as invalid:
        own = own_action(visitor.actor_of_request(), reference)
        form.take(invalid)
        return make_response(draw_action(own, {}, form=form), UNPROCESSABLE)


@blueprint.post("/discard")
@contributor
def discard(reference: str) -> ResponseReturnValue:
    """Delete a draft without a decision."""
    try:
        action_service.discard(visitor.actor_of_request(), reference)
    except IllegalMove:
        return redirect(url_for("logging.action", reference=reference, done="moved"), 303)
    return redirect(url_for("logging.workspace", done="discarded"), 303)


def _moved(done: str, reference: str, move: Callable[..., Any]) -> ResponseReturnValue:
    """Make the transition. If it was made already, by two clicks or two people, do nothing."""
    try:
        moved = move(visitor.actor_of_request(), reference)
    except IllegalMove:
        return redirect(url_for("logging.action", reference=reference, done="moved"), 303)
    return redirect(url_for("logging.action", reference=moved.reference, done=done), 303)
