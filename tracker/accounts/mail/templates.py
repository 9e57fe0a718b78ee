"""The e-mails to users, each in the language of its reader. They are values; the queue stores them.

Links are made from SITE_URL and never from the request, whose host name anybody can choose. A
letter is text and the same as HTML that asks for nothing from outside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from flask import current_app
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from tracker.accounts.mail import preferences, subscription_links
from tracker.accounts.models import UserAccount
from tracker.core.languages import current_language, forced_locale, path_prefix
from tracker.text.isolates import isolate

# Where the pages are to which letters lead; a test compares them with the pages' own addresses.
PATHS = {
    "invitation": "/invitation/{token}",
    "reset": "/reset/{token}",
    "address": "/account/email/{token}",
    "sign_in": "/sign-in",
    "account": "/account",
    "workspace": "/workspace",
    "review": "/review",
    "replies": "/workspace/replies",
    "requests": "/admin/requests",
    "feedback": "/review/feedback",
    "stop": "/letters/stop/{token}",
    "activity": "/activity{query}",
    "subscription": "/subscriptions/{token}",
    "subscription_confirm": "/subscriptions/confirm/{token}",
    "subscription_stop": "/subscriptions/{token}/stop",
}
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class MailMessage:
    """An e-mail to one address. ``matter`` separates e-mails of one kind on one day.

    ``reader_id`` is whose wishes it heeds: it is not sent once they turned its kind off.
    """

    kind: str
    recipient: str
    subject: str
    text: str
    matter: str | None = None  # None: always sent, as letters about one's safety are
    html: str | None = None
    reader_id: int | None = None
    day: date | None = None  # the day it is due; None: the day it is written
    subscription: str | None = None  # public id; it is not sent once that was ended


class Link(str):
    """An address in a paragraph of its own."""

    __slots__ = ()
    is_link = True


# A paragraph, a link, or the lines of a list.
Part = str | Link | tuple[str, ...]


def link(page: str, **values: str) -> Link:
    """The full address of a page for use in an e-mail."""
    site = str(current_app.config.get("SITE_URL") or "http://127.0.0.1:5000").rstrip("/")
    return Link(site + path_prefix(current_language()) + PATHS[page].format(**values))


def stop_link(user: UserAccount, kind: str) -> Link | None:
    """The link that turns off this kind of e-mail, or None if it is always sent."""
    heeded = preferences.HEEDED.get(kind)
    return None if heeded is None else link("stop", token=preferences.token_for(user, heeded))


def invitation(email: str, *, token: str, role: str, language: str = "en") -> MailMessage:
    """Invite the owner of an address to a role."""
    with _in(language):
        return _letter(
            "invitation",
            email,
            _("Your invitation to the Commitments Tracker"),
            _("You are invited to the Commitments Tracker. Your role: %(role)s.", role=role),
            _("To accept, open this link within 14 days. It works once:"),
            link("invitation", token=token),
            _("If you did not expect this, you need not do anything."),
        )


def request_received(email: str, *, language: str) -> MailMessage:
    """Confirm that a request for an account arrived."""
    with _in(language):
        return _letter(
            "request-received",
            email,
            _("We received your request"),
            _("Someone, perhaps you, requested an account with this address."),
            _("An administrator will check the request. We will tell you the decision by e-mail."),
            matter="request",
        )


def request_waiting(user: UserAccount, *, waiting: int, matter: str) -> MailMessage:
    """Tell an administrator that a request waits, without any text of the request."""
    with in_language_of(user):
        return to_reader(
            user,
            "request-waiting",
            _("An account request is waiting"),
            ngettext(
                "%(num)s account request is waiting for a decision.",
                "%(num)s account requests are waiting for a decision.",
                waiting,
            ),
            _("Sign in to read the details:"),
            link("requests"),
            matter=matter,
        )


def request_declined(email: str, *, language: str) -> MailMessage:
    """Say that the request was declined."""
    with _in(language):
        return _letter(
            "request-declined",
            email,
            _("Your account request"),
            _(
                "We could not confirm the information in your request, so we cannot give you "
                "an account."
            ),
            _(
                "We have deleted what you sent us. You may send a new request with more "
                "information."
            ),
        )


def reset(user: UserAccount, *, token: str) -> MailMessage:
    """Send a link that sets a new password."""
    with _in(user.language):
        return _letter(
            "password-reset",
            user.email,
            _("Set a new password"),
            _("To set a new password, open this link within one hour. It works once:"),
            link("reset", token=token),
            _(
                "If you did not ask for this, you need not do anything. Your password stays "
                "the same."
            ),
        )


def password_changed(user: UserAccount) -> MailMessage:
    """Say that the password was changed."""
    with _in(user.language):
        return _letter(
            "password-changed",
            user.email,
            _("Your password was changed"),
            _("Your password was changed. All other sessions are signed out."),
            _("Your API tokens are revoked. You can create new ones on your account page."),
            *_warning(),
        )


def second_factor_changed(user: UserAccount) -> MailMessage:
    """Say that two-step verification was changed."""
    with _in(user.language):
        return _letter(
            "second-factor-changed",
            user.email,
            _("Two-step verification was changed"),
            _("Two-step verification of your account, or its recovery codes, were changed."),
            *_warning(),
        )


def confirm_address(user: UserAccount, *, email: str, token: str) -> MailMessage:
    """Ask the owner of a new address to confirm it."""
    with _in(user.language):
        return _letter(
            "address-confirm",
            email,
            _("Confirm your new address"),
            _("To use this address for your account, open this link within one hour:"),
            link("address", token=token),
            _("If you did not ask for this, you need not do anything."),
        )


def address_changed(user: UserAccount, *, old: str) -> MailMessage:
    """Warn the old address, which may be the only one that a robbed owner can still read."""
    with _in(user.language):
        return _letter(
            "address-changed",
            old,
            _("Your e-mail address was changed"),
            _("Your account now has another e-mail address."),
            *_warning(),
        )


def token_made(user: UserAccount, *, name: str) -> MailMessage:
    """Say that an API token was created."""
    with _in(user.language):
        return _letter(
            "token-made",
            user.email,
            _("A new API token"),
            _("An API token was created for your account: %(name)s.", name=isolated(name)),
            *_warning(),
        )


def memberships_changed(user: UserAccount) -> MailMessage:
    """Say that a role was given, ended or handed over."""
    with _in(user.language):
        return _letter(
            "memberships-changed",
            user.email,
            _("Your roles have changed"),
            _("Your permissions on the Commitments Tracker have changed. See your account:"),
            link("account"),
        )


def disabled(user: UserAccount) -> MailMessage:
    """Say that an administrator closed the account."""
    with _in(user.language):
        return _letter(
            "account-disabled",
            user.email,
            _("Your account was closed"),
            _("An administrator closed your account. All your sessions are signed out."),
        )


def to_reader(
    user: UserAccount, kind: str, subject: str, *parts: Part, matter: str, day: date | None = None
) -> MailMessage:
    """Build an e-mail that its reader can turn off. Call it within ``in_language_of``."""
    text, html = _drawn(subject, parts, stop=stop_link(user, kind))
    return MailMessage(kind, user.email, _line(subject), text, matter, html, user.id, day)


def to_subscriber(
    kind: str,
    recipient: str,
    subject: str,
    *parts: Part,
    subscription: str | None = None,
    matter: str | None = None,
    day: date | None = None,
) -> MailMessage:
    """Build an e-mail to a person without an account. Call it within ``in_language``.

    With a subscription it has the link that ends it. A letter about one matter goes once a day.
    """
    stop = None if subscription is None else subscription_stop(subscription)
    text, html = _drawn(subject, parts, stop=stop)
    line = _line(subject)
    return MailMessage(
        kind, recipient, line, text, matter, html, day=day, subscription=subscription
    )


def subscription_stop(public_id: str) -> Link:
    """The address that ends a subscription with one click (RFC 8058)."""
    return link("subscription_stop", token=subscription_links.signed(public_id))


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Use a language, regardless of the request's own."""
    with _in(language):
        yield


@contextmanager
def in_language_of(user: UserAccount) -> Iterator[str]:
    """Use the reader's language, regardless of the request's own. Yields its code."""
    with _in(user.language):
        yield user.language


def _warning() -> tuple[str, Link]:
    return _("If this was not you, set a new password now and contact us:"), link("sign_in")


def _letter(
    kind: str, recipient: str, subject: str, *parts: Part, matter: str | None = None
) -> MailMessage:
    text, html = _drawn(subject, parts, stop=None)
    return MailMessage(kind, recipient, _line(subject), text, matter, html)


def isolated(text: str) -> str:
    """A name or foreign text, isolated for a sentence of an e-mail (Unicode isolates)."""
    locale = get_locale()
    return isolate(text, locale.language if locale else "en")


def _line(subject: str) -> str:
    """The subject on one line, cut to the length that mail programs show."""
    line = " ".join(subject.split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def _drawn(subject: str, parts: tuple[Part, ...], *, stop: Link | None) -> tuple[str, str]:
    locale = get_locale()
    context = {
        "subject": subject,
        "parts": parts,
        "stop": stop,
        "language": str(locale).replace("_", "-"),
        "direction": locale.text_direction if locale else "ltr",
    }
    # Not render_template: a letter knows nothing of the request that caused it.
    templates = current_app.jinja_env
    text, html = (
        templates.get_template(f"mail/message.{form}").render(context) for form in ("txt", "html")
    )
    return text, html


@contextmanager
def _in(language: str) -> Iterator[None]:
    with forced_locale(language):
        yield
