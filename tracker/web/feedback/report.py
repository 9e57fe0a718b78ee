"""Reports a mistake or a danger, without an account and without a script."""

from urllib.parse import urljoin

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.accounts.actor import ANONYMOUS
from tracker.core.errors import BadParameter
from tracker.feedback import queries, service
from tracker.feedback.models import Subject
from tracker.web.core import query_params
from tracker.web.core.audience import everyone, guests
from tracker.web.core.caching import never_stored
from tracker.web.core.forms import attempt, draw
from tracker.web.core.language import selected
from tracker.web.feedback.forms import OUTCOMES, ReportForm
from tracker.web.public import atom

blueprint = Blueprint("feedback", __name__)


@blueprint.get("/report-mistake")
@guests
def form() -> ResponseReturnValue:
    """The form with the page filled in."""
    asked = query_params.parse_page_params(
        reading=False,
        more={
            "page": query_params.free_text,
            "subject": query_params.one_of(Subject),
            "done": query_params.one_of(Subject),
        },
    )
    if "done" in asked.more:
        is_danger = asked.more["done"] == Subject.DANGER
        hours = queries.answer_hours()
        return render_template("feedback/sent.html", is_danger=is_danger, hours=hours)
    subject = asked.more.get("subject", Subject.MISTAKE)
    empty = ReportForm(formdata=None, subject=subject, page=asked.more.get("page", ""))
    return _drawn(empty)


@blueprint.post("/report-mistake")
@guests
def send() -> ResponseReturnValue:
    """Receive the report."""
    filled = ReportForm()

    def act() -> ResponseReturnValue:
        service.send(ANONYMOUS, fields=filled.given(), language=selected())
        return redirect(url_for("feedback.form", done=filled.subject.data), 303)

    return attempt(filled, act, lambda drawn: _drawn(drawn))


@blueprint.get("/corrections")
@everyone
@never_stored
def corrections() -> ResponseReturnValue:
    """Corrections after readers' reports, newest first."""
    asked = query_params.parse_page_params(more={"page": query_params.positive_number})
    page = int(asked.more.get("page", "1"))
    found, total = queries.corrections(asked.reading.known_by, page=page)
    pages = max(1, -(-total // queries.ON_A_PAGE))
    if not 1 <= page <= pages:
        raise BadParameter("page", str(page), f"1–{pages}")
    return render_template(
        "feedback/corrections.html",
        asked=asked,
        corrections=found,
        total=total,
        page=page,
        pages=pages,
        outcomes=OUTCOMES,
    )


@blueprint.get("/corrections.atom")
@everyone
@never_stored
def feed() -> ResponseReturnValue:
    """The newest corrections as an Atom feed."""
    asked = query_params.parse_page_params()
    found, _total = queries.corrections(asked.reading.known_by)
    own = url_for(".feed", _external=True, **asked.given)
    site = url_for("dashboard.home", _external=True)
    entries = [
        atom.Entry(
            key=f"corrections/{one.key}",
            title=one.page,
            day=one.on,
            url=urljoin(site, one.page),
            summary=one.text,
            categories=(one.outcome,) if one.outcome else (),
        )
        for one in found
    ]
    return atom.response(
        atom.Feed(
            title=atom.title([], _("Corrections")),
            subtitle=_("Mistakes that readers reported and that we corrected, with date and page."),
            entries=tuple(entries),
            page=url_for(".corrections", _external=True, **asked.given),
            first=own,
            own=own,
            older=None,
            day=asked.reading.known_by,
            name="corrections",
        )
    )


def _drawn(form: ReportForm) -> str:
    is_danger = form.subject.data == Subject.DANGER
    draws = draw("feedback/report.html", is_danger=is_danger, hours=queries.answer_hours())
    return draws(form)
