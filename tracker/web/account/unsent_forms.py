"""Returns a form that was sent after the session ended, to send again after sign-in."""

from urllib.parse import urlsplit

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.web.core import cookies, query_params, resubmission, safe_redirect
from tracker.web.core.audience import signed_in
from tracker.web.core.forms import Form
from tracker.web.core.language_prefix import split_language

blueprint = Blueprint("unsent", __name__, url_prefix="/account")


@blueprint.get("/unsent")
@signed_in
def page() -> ResponseReturnValue:
    """The typed text, with a button that sends it to the same place with a new token."""
    asked = query_params.parse_page_params(more={"to": safe_redirect.is_safe}, reading=False)
    to = asked.more.get("to", "")
    path = split_language(urlsplit(to).path)[1]
    form = resubmission.take(path) if to else None
    fields = [pair for pair in form.items(multi=True) if pair[0] != cookies.CSRF] if form else []
    return render_template("account/unsent.html", form=Form(formdata=None), to=to, fields=fields)
