"""Turns off a kind of e-mail from the e-mail itself: one click, no sign-in (RFC 8058).

The signed link is all the proof there is; it can do nothing else. Opening it changes nothing, for
mail programs open links.
"""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.accounts.actor import ANONYMOUS
from tracker.accounts.mail import preferences
from tracker.accounts.mail.preferences import Preference
from tracker.web.core import query_params
from tracker.web.core.access import proven_by_its_address
from tracker.web.core.audience import guests

blueprint = Blueprint("letters", __name__, url_prefix="/letters")

KINDS: dict[Preference, Any] = {
    Preference.REMINDERS: _l("Reminders before and after a report is due"),
    Preference.DIGEST: _l("A monthly list of reports that are long overdue"),
    Preference.CLEARANCE: _l("A report of my State is approved and ready to be sent for review"),
    Preference.DECISIONS: _l("Reviewers returned a report of my State"),
    Preference.QUEUE: _l("For reviewers: a report is waiting for review"),
    Preference.REQUESTS: _l("For administrators: a request for an account is waiting"),
}


@blueprint.get("/stop/<token>")
@guests
def stop(token: str) -> ResponseReturnValue:
    """Explain which e-mails the link ends, and ask."""
    query_params.parse_page_params(reading=False)
    _user, preference = preferences.read(token)
    return render_template("mail/stop.html", what=KINDS[preference], token=token, done=False)


@blueprint.post("/stop/<token>")
@guests
@proven_by_its_address
def stop_now(token: str) -> ResponseReturnValue:
    """End them. No redirect, because mail programs follow none."""
    preference = preferences.turn_off(ANONYMOUS, token=token)
    return render_template("mail/stop.html", what=KINDS[preference], token=token, done=True)
