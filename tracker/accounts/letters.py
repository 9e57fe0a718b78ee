"""What the tracker writes to people, in their language. A letter is a value; post takes it on.

Links are made from SITE_URL and never from the request, whose host name anybody can choose.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.accounts.models import UserAccount

# Where the pages are to which letters lead; a test compares them with the pages' own addresses.
PATHS = {
    "invitation": "/invitation/{token}",
    "reset": "/reset/{token}",
    "address": "/account/email/{token}",
    "sign_in": "/sign-in",
    "account": "/account",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one address. ``matter`` tells letters of one kind and day apart."""

    kind: str
    recipient: str
    subject: str
    text: str
    matter: str | None = None  # None: always sent, as letters about one's safety are


def link(page: str, **values: str) -> str:
    """The full address of a page that letters lead to."""
    site = str(current_app.config.get("SITE_URL") or "http://127.0.0.1:5000").rstrip("/")
    return site + PATHS[page].format(**values)


def invitation(email: str, *, token: str, role: str, language: str = "en") -> Letter:
    """Somebody is invited; ``role`` is told in plain words."""
    with _in(language):
        return _letter(
            "invitation",
            email,
            _("Your invitation to the Commitments Tracker"),
            _("You are invited to the Commitments Tracker as: %(role)s.", role=role),
            _("To accept, open this link within 14 days. It works once:"),
            link("invitation", token=token),
            _("If you did not expect this, you need do nothing."),
        )


def request_received(email: str, *, language: str) -> Letter:
    """Somebody asked for an account."""
    with _in(language):
        return _letter(
            "request-received",
            email,
            _("We received your request"),
            _("You, or somebody who typed your address, asked for an account."),
            _("We look into every request and will write to you when it is decided."),
            matter="request",
        )


def request_declined(email: str, *, language: str) -> Letter:
    """The request was looked into and declined."""
    with _in(language):
        return _letter(
            "request-declined",
            email,
            _("Your request for an account"),
            _("We could not confirm what we need to know to give you an account."),
            _("What you told us has been deleted. You may ask again with more to go by."),
        )


def reset(user: UserAccount, *, token: str) -> Letter:
    """A link that sets a new password."""
    with _in(user.language):
        return _letter(
            "password-reset",
            user.email,
            _("Set a new password"),
            _("To set a new password, open this link within an hour. It works once:"),
            link("reset", token=token),
            _("If you did not ask for this, you need do nothing: your password stays."),
        )


def password_changed(user: UserAccount) -> Letter:
    """The password is another one now."""
    with _in(user.language):
        return _letter(
            "password-changed",
            user.email,
            _("Your password was changed"),
            _("Your password was changed and every other session was signed out."),
            _warning(),
        )


def second_factor_changed(user: UserAccount) -> Letter:
    """Something about the second factor is different now."""
    with _in(user.language):
        return _letter(
            "second-factor-changed",
            user.email,
            _("Your second factor was changed"),
            _("The second factor of your account, or its recovery codes, were changed."),
            _warning(),
        )


def confirm_address(user: UserAccount, *, email: str, token: str) -> Letter:
    """A new address proves that it is read by its owner."""
    with _in(user.language):
        return _letter(
            "address-confirm",
            email,
            _("Confirm your new address"),
            _("To use this address for your account, open this link within an hour:"),
            link("address", token=token),
            _("If you did not ask for this, you need do nothing."),
        )


def address_changed(user: UserAccount, *, old: str) -> Letter:
    """Told to the old address, which may be all that a robbed owner still reads."""
    with _in(user.language):
        return _letter(
            "address-changed",
            old,
            _("The address of your account was changed"),
            _("Your account now has another e-mail address."),
            _warning(),
        )


def token_made(user: UserAccount, *, name: str) -> Letter:
    """A key for programs was made."""
    with _in(user.language):
        return _letter(
            "token-made",
            user.email,
            _("A new API token"),
            _("A new API token was made for your account: %(name)s.", name=name),
            _warning(),
        )


def memberships_changed(user: UserAccount) -> Letter:
    """A role was given, ended or handed over."""
    with _in(user.language):
        return _letter(
            "memberships-changed",
            user.email,
            _("Your roles have changed"),
            _("What you may do on the Commitments Tracker has changed. See your account:"),
            link("account"),
        )


def disabled(user: UserAccount) -> Letter:
    """The account was closed by an administrator."""
    with _in(user.language):
        return _letter(
            "account-disabled",
            user.email,
            _("Your account was closed"),
            _("An administrator closed your account; every session was signed out."),
        )


def _warning() -> str:
    return _("If this was not you, set a new password at once and tell us:") + f" {link('sign_in')}"


def _letter(
    kind: str, recipient: str, subject: str, *paragraphs: str, matter: str | None = None
) -> Letter:
    text = "\n\n".join((*paragraphs, _("Commitments Tracker")))
    return Letter(kind, recipient, subject, text + "\n", matter)


@contextmanager
def _in(language: str) -> Iterator[None]:
    with force_locale(language):
        yield
