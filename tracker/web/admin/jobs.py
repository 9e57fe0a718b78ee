"""Background jobs: those that failed with what can be done about them, and when each runs."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.jobs import administration
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")

NAMES = {
    "mail": _l("Send e-mails"),
    "imports": _l("Continue imports"),
    "subscriptions": _l("Prepare e-mails about updates"),
    "figures": _l("Update the figures for the new day"),
    "data-set": _l("Build the data set"),
    "files": _l("Delete unused files"),
    "links": _l("Check the links to sources"),
    "reminders": _l("Prepare reminders about reports"),
    "assessments": _l("Publish assessments"),
    "retention": _l("Delete expired personal data"),
    "statistics": _l("Update the statistics of the database"),
}
NOTICES = {
    "again": _l("The job starts as soon as a worker is free."),
    "cancelled": _l("The job starts at its next regular time."),
}


@blueprint.get("")
@administrator
def index() -> ResponseReturnValue:
    """Failed jobs first, then all."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    jobs = administration.statuses(visitor.actor_of_request())
    return render_template(
        "admin/jobs.html",
        jobs=jobs,
        failed=[job for job in jobs if job.failing_since is not None],
        names=NAMES,
        notice=NOTICES.get(asked.given.get("done", "")),
    )


@blueprint.post("/<name>/again")
@administrator
def try_again(name: str) -> ResponseReturnValue:
    """Have a failed job run now."""
    administration.try_again(visitor.actor_of_request(), name)
    return redirect(url_for("admin.jobs.index", done="again"), 303)


@blueprint.post("/<name>/cancel")
@administrator
def cancel_retries(name: str) -> ResponseReturnValue:
    """Have a failed job wait for its next regular time."""
    administration.cancel_retries(visitor.actor_of_request(), name)
    return redirect(url_for("admin.jobs.index", done="cancelled"), 303)
