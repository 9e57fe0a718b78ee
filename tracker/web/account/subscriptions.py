"""E-mail subscriptions without an account: request, confirm, change, stop.

Links in letters are opened by mail programs too, so that opening one changes nothing. The answer
to a form is the same for every address.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, RadioField
from wtforms.fields import SelectChoice

from tracker.accounts.actor import ANONYMOUS
from tracker.accounts.mail import subscriptions
from tracker.accounts.mail.subscription_links import signed
from tracker.accounts.mail.subscriptions import Frequency, Subject, SubscriptionTopic
from tracker.accounts.models import Subscription
from tracker.core import clock
from tracker.core.errors import BadParameter
from tracker.evidence.queries import action_list
from tracker.timeline import headlines, news_mail
from tracker.web.core import query_params
from tracker.web.core.access import proven_by_its_address
from tracker.web.core.audience import guests
from tracker.web.core.forms import Form, attempt, draw
from tracker.web.core.language import selected
from tracker.web.public.activity import check

blueprint = Blueprint("subscriptions", __name__, url_prefix="/subscriptions")

RHYTHMS = [
    SelectChoice(Frequency.IMMEDIATE, _l("Within half an hour of each publication")),
    SelectChoice(Frequency.WEEKLY, _l("Once a week, if there is anything new")),
]
SUBJECTS = tuple(subject.value for subject in Subject if subject is not Subject.EVERYTHING)


class AskForm(Form):
    """Address, frequency and subject."""

    email = EmailField(_l("E-mail address"), render_kw={"autocomplete": "email", "maxlength": 254})
    rhythm = RadioField(_l("How often"), choices=RHYTHMS, validate_choice=False)
    about = HiddenField()


class RhythmForm(Form):
    """The new frequency."""

    rhythm = RadioField(_l("How often"), choices=RHYTHMS, validate_choice=False)


@blueprint.get("")
@guests
def page() -> ResponseReturnValue:
    """The form. The subject is in the address."""
    more = dict.fromkeys(SUBJECTS, query_params.free_text)
    done = query_params.one_of(("1",))
    asked = query_params.parse_page_params(more={**more, "done": done}, reading=False)
    if "done" in asked.given:
        return render_template("subscriptions/confirmation_sent.html")
    about = _about(asked.more)
    form = AskForm(formdata=None, rhythm=Frequency.WEEKLY, about=_spelled(about))
    return render_template("subscriptions/page.html", form=form, what=news_mail.called(about))


@blueprint.post("")
@guests
def subscribe() -> ResponseReturnValue:
    """E-mail the address for confirmation. The answer does not reveal existing subscriptions."""
    form = AskForm()
    about = _read(form.about.data or "")

    def act() -> ResponseReturnValue:
        fields = form.given()
        subscriptions.subscribe(
            ANONYMOUS,
            email=fields.get("email", ""),
            about=about,
            rhythm=fields.get("rhythm", ""),
            language=selected(),
        )
        return redirect(url_for(".page", done="1"), 303)

    return attempt(form, act, draw("subscriptions/page.html", what=news_mail.called(about)))


@blueprint.get("/confirm/<token>")
@guests
def confirm(token: str) -> ResponseReturnValue:
    """Ask for confirmation: opening the link is not enough."""
    query_params.parse_page_params(reading=False)
    row = subscriptions.waiting(ANONYMOUS, token=token)
    return render_template("subscriptions/confirm.html", row=row, token=token, what=_called(row))


@blueprint.post("/confirm/<token>")
@guests
@proven_by_its_address
def confirm_now(token: str) -> ResponseReturnValue:
    """Activate the subscription."""
    row = subscriptions.confirm(ANONYMOUS, token=token)
    link = signed(row.public_id)
    return redirect(url_for(".own", token=link, done="confirmed"), 303)


@blueprint.get("/<token>")
@guests
def own(token: str) -> ResponseReturnValue:
    """A subscription, with ways to change and stop it."""
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(("confirmed", "changed"))}, reading=False
    )
    if subscriptions.has_ended(ANONYMOUS, token=token):
        return render_template("subscriptions/stopped.html")
    row = subscriptions.read(ANONYMOUS, token=token)
    form = RhythmForm(formdata=None, rhythm=row.rhythm)
    return render_template(
        "subscriptions/own.html",
        form=form,
        token=token,
        what=_called(row),
        done=asked.more.get("done"),
    )


@blueprint.post("/<token>")
@guests
def change(token: str) -> ResponseReturnValue:
    """Change the frequency."""
    if subscriptions.has_ended(ANONYMOUS, token=token):
        return render_template("subscriptions/stopped.html")
    form, row = RhythmForm(), subscriptions.read(ANONYMOUS, token=token)

    def act() -> ResponseReturnValue:
        subscriptions.change(ANONYMOUS, token=token, rhythm=form.given().get("rhythm", ""))
        return redirect(url_for(".own", token=token, done="changed"), 303)

    again = draw("subscriptions/own.html", token=token, what=_called(row), done=None)
    return attempt(form, act, again)


@blueprint.get("/<token>/stop")
@guests
def stop(token: str) -> ResponseReturnValue:
    """Explain what the link ends, and ask. An ended one says so."""
    query_params.parse_page_params(reading=False)
    if subscriptions.has_ended(ANONYMOUS, token=token):
        return render_template("subscriptions/stopped.html")
    row = subscriptions.read(ANONYMOUS, token=token)
    return render_template("subscriptions/stop.html", token=token, what=_called(row))


@blueprint.post("/<token>/stop")
@guests
@proven_by_its_address
def stop_now(token: str) -> ResponseReturnValue:
    """End it. No redirect, because mail programs follow none."""
    subscriptions.stop(ANONYMOUS, token=token)
    return render_template("subscriptions/stopped.html")


def _called(row: Subscription) -> str:
    return news_mail.called(subscriptions.about_of(row))


def _about(given: Mapping[str, str]) -> SubscriptionTopic:
    """The subject in an address. Raises BadParameter for two subjects or an unknown one."""
    if not given:
        return SubscriptionTopic()
    if len(given) > 1:
        name = sorted(given)[1]
        raise BadParameter(name, given[name][:40], sorted(SUBJECTS)[:1])
    ((name, code),) = given.items()
    today = clock.today()
    check({name: code}, action_list.named(today, today), headlines.state_names())
    return SubscriptionTopic(Subject(name), code)


def _spelled(about: SubscriptionTopic) -> str:
    return ":".join(part for part in (about.subject.value, about.code) if part)


def _read(text: str) -> SubscriptionTopic:
    """The subject in the form. An invalid one means a manipulated address."""
    name, _colon, code = text.partition(":")
    if not code:
        return SubscriptionTopic()
    if name not in SUBJECTS:
        raise BadParameter("about", text[:40], SUBJECTS)
    return _about({name: code})
