"""A signed-in person's start page: saved views, and links for the person's roles.

Readers without an account get no cookie and see none of this.
"""

from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException
from werkzeug.urls import iri_to_uri
from wtforms import HiddenField, StringField

from tracker.accounts import saved_views
from tracker.core.errors import BadParameter, Invalid
from tracker.policy.predicates import Role
from tracker.web.core import query_params, safe_redirect, visitor
from tracker.web.core.audience import signed_in
from tracker.web.core.forms import UNPROCESSABLE, Form, attempt, draw
from tracker.web.core.language import full_path
from tracker.web.core.language_prefix import split_language

blueprint = Blueprint("saved_views", __name__, url_prefix="/account")

# The pages of which a view can be saved, with what a view of each is called at first.
PAGES = {
    "states.index": _l("States"),
    "states.state": _l("State"),
    "state_tabs.commitments": _l("Commitments"),
    "commitments.index": _l("Commitments"),
    "commitments.commitment": _l("Commitment"),
    "instruments.index": _l("Texts and treaties"),
    "threads.index": _l("How promises changed"),
    "compare.compare": _l("Compare States"),
    "compare.commitments": _l("Compare States"),
    "explore.page": _l("Explore"),
    "actions.index": _l("Actions"),
    "reports.index": _l("Reports"),
    "reports.punctuality": _l("Who has reported"),
    "indicators.index": _l("Indicators"),
    "indicators.indicator": _l("Indicator"),
    "recommendations.index": _l("Recommendations"),
    "activity.index": _l("Latest updates"),
    "decisions.index": _l("Decisions of reviewers"),
    "search.page": _l("Search"),
    "data.index": _l("Download"),
    "open_work.page": _l("Open work"),
}
NOTICES = {
    "saved": _l("The view is saved."),
    "already": _l("You have saved this view already."),
    "renamed": _l("The name is changed."),
    "deleted": _l("The view is deleted."),
}
_NOT_FILTERS = {"page", "after", "back", "done"}


class ViewForm(Form):
    """The name of a view and its address."""

    name = StringField(
        _l("Name"),
        render_kw={"maxlength": saved_views.LONGEST_NAME, "dir": "auto", "autocomplete": "off"},
    )
    to = HiddenField()


def init_app(app: Flask) -> None:
    """Give templates the address that saves the current view."""
    app.context_processor(lambda: {"view_to_save": view_to_save})


def view_to_save() -> str | None:
    """The address that saves the current page, or None if it cannot be saved."""
    if request.endpoint not in PAGES or request.routing_exception or not visitor.signed_in():
        return None
    return url_for("saved_views.new", to=full_path())


@blueprint.get("/start")
@signed_in
def page() -> ResponseReturnValue:
    """The saved views, and links for the person's roles."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES)}, reading=False
    )
    actor, user, _session = visitor.own()
    roles = actor.roles
    return render_template(
        "account/start.html",
        views=saved_views.own_views(actor, user),
        person=user.name,
        longest=saved_views.LONGEST_NAME,
        writes=bool(roles & {Role.FOCAL_POINT, Role.VALIDATING_AUTHORITY, Role.CONTRIBUTOR}),
        reviews=Role.REVIEWER in roles,
        administers=Role.ADMINISTRATOR in roles,
        notice=NOTICES.get(asked.given.get("done", "")),
    )


@blueprint.get("/views/new")
@signed_in
def new() -> ResponseReturnValue:
    """Show the form that names a view."""
    asked = query_params.parse_page_params(more={"to": safe_redirect.is_safe}, reading=False)
    address = _address(asked.given.get("to", ""))
    if address is None:
        raise BadParameter("to", asked.given.get("to", "")[:40], "/explore?region=africa")
    form = ViewForm(formdata=None, data={"name": _proposed(address), "to": address})
    return draw("account/save_view.html", address=address)(form)


@blueprint.post("/views/new")
@signed_in
def save() -> ResponseReturnValue:
    """Save the view."""
    form = ViewForm()
    address = _address(form.to.data or "")

    def act() -> ResponseReturnValue:
        actor, user, _session = visitor.own()
        done = "saved"
        try:
            saved_views.save(actor, user, name=form.name.data or "", address=address or "")
        except saved_views.AlreadySaved:
            done = "already"
        return redirect(url_for(".page", done=done), 303)

    return attempt(form, act, draw("account/save_view.html", address=address))


@blueprint.post("/views/<public_id>/rename")
@signed_in
def rename(public_id: str) -> ResponseReturnValue:
    """Rename the view."""
    actor, user, _session = visitor.own()
    form = ViewForm()
    try:
        saved_views.rename(actor, user, public_id=public_id, name=form.name.data or "")
    except Invalid as invalid:
        form.take(invalid)
        view = next(
            each for each in saved_views.own_views(actor, user) if each.public_id == public_id
        )
        return (
            draw("account/save_view.html", address=view.address, renaming=view)(form),
            UNPROCESSABLE,
        )
    return redirect(url_for(".page", done="renamed"), 303)


@blueprint.post("/views/<public_id>/delete")
@signed_in
def delete(public_id: str) -> ResponseReturnValue:
    """Delete the view."""
    actor, user, _session = visitor.own()
    saved_views.delete(actor, user, public_id=public_id)
    return redirect(url_for(".page", done="deleted"), 303)


def _address(to: str) -> str | None:
    """Path and query of a page that can be saved, without the language, or None."""
    if safe_redirect.path(to) is None:
        return None
    parts = urlsplit(to)
    path = split_language(parts.path)[1]
    if _endpoint(path) not in PAGES:
        return None
    return iri_to_uri(f"{path}?{parts.query}" if parts.query else path)


def _endpoint(path: str) -> str | None:
    try:
        return str(current_app.url_map.bind("").match(path, method="GET")[0])
    except HTTPException:
        return None


def _proposed(address: str) -> str:
    """A suggested name for a view: its page and filters."""
    parts = urlsplit(address)
    words = [value for name, value in parse_qsl(parts.query) if name not in _NOT_FILTERS]
    page = str(PAGES[_endpoint(parts.path) or ""])
    code = parts.path.rsplit("/", 1)[1] if parts.path.count("/") > 1 else ""
    words_of_query = ", ".join(each for each in (code, *words) if each)
    return f"{page}: {words_of_query}"[: saved_views.LONGEST_NAME] if words_of_query else page
