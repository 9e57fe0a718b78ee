"""Pages about the tracker, its limits, and accessibility. They read no record."""

from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.errors import NotFound
from tracker.web.core import query_params
from tracker.web.core.audience import everyone

blueprint = Blueprint("about", __name__)

SECURITY_TXT_DAYS = 180  # RFC 9116, section 2.5.5, advises less than a year


@blueprint.get("/about")
@everyone
def page() -> ResponseReturnValue:
    """What the tracker is, its three promises, and its limits."""
    query_params.parse_page_params(reading=False)
    return render_template("about/page.html")


@blueprint.get("/accessibility")
@everyone
def accessibility() -> ResponseReturnValue:
    """What was tested, what does not work, and how to report it."""
    query_params.parse_page_params(reading=False)
    return render_template("about/accessibility.html")


@blueprint.get("/.well-known/security.txt")
@everyone
def security_txt() -> ResponseReturnValue:
    """Where to report security problems (RFC 9116). Raises NotFound without a contact.

    RFC 9116 requires a contact, so a file without one would be invalid. ``Canonical`` must begin
    with https, so it is left out on a site without TLS.
    """
    query_params.parse_page_params(reading=False)
    contact = current_app.config.get("CONTACT")
    if not contact:
        raise NotFound("security contact", "CONTACT")
    last_day = clock.today() + timedelta(days=SECURITY_TXT_DAYS)
    expires = datetime.combine(last_day, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: en"]
    if str(current_app.config.get("SITE_URL") or "").startswith("https://"):
        lines.append(f"Canonical: {url_for('.security_txt', _external=True)}")
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
