"""The link with which a reader reports a mistake on the present page, with the page filled in.

An e-mail address in ``CONTACT`` gives a mailto link (RFC 6068) with subject and text, so it works
without a script and without an account. A web address is left as it is: what a form on another
site calls its fields is not known here. Addresses of pages that are not public may hold a secret,
such as the link for a new password, so they are never filled in.
"""

from urllib.parse import quote

from flask import Flask, current_app, request
from flask_babel import gettext as _

from tracker.core import clock
from tracker.web.core.audience import Audience, audience_of
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with

LONGEST_ADDRESS = 1_000  # of a page; mail programs cut off longer links


def init_app(app: Flask) -> None:
    """Give every page the link."""
    app.context_processor(lambda: {"mistake_link": mistake_link})


def mistake_link(asked: PageParams | None, revision: int | None) -> str | None:
    """Where to report a mistake on the present page; None while ``CONTACT`` is not set.

    ``asked``: the settings of the page, which its address repeats. ``revision``: the public
    revision that the page shows, None where it shows none.
    """
    contact = current_app.config.get("CONTACT")
    if not contact or not str(contact).startswith("mailto:"):
        return contact
    page = _page_address(asked)
    lines = [_("Page: %(address)s", address=page)] if page else []
    lines.append(_("Date: %(day)s", day=clock.today().isoformat()))
    if revision is not None:
        lines.append(_("Public revision: %(number)s", number=revision))
    lines += ["", _("What is wrong:"), "", _("What would be right, and the source:"), ""]
    subject = quote(_("Mistake on the Commitments Tracker"), safe="")
    # RFC 6068, section 5: a line break in the text is %0D%0A.
    body = "%0D%0A".join(quote(line, safe="") for line in lines)
    return f"{contact}?subject={subject}&body={body}"


def _page_address(asked: PageParams | None) -> str | None:
    if request.endpoint is None or request.routing_exception is not None:
        return None
    if audience_of(current_app, request.endpoint) is not Audience.EVERYONE:
        return None
    given = dict(asked.given) if asked else {}
    address = url_with(request.endpoint, given, _external=True, **(request.view_args or {}))
    return address if len(address) <= LONGEST_ADDRESS else request.base_url[:LONGEST_ADDRESS]
