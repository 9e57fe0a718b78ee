"""Validates and normalises e-mail addresses."""

import re
import unicodedata

from flask_babel import gettext as _

from tracker.schema.fields import InvalidValue

LONGEST = 254  # RFC 5321, with the path's brackets taken off
_LOCAL = re.compile(r"[^\s\x00-\x20\x7f@\"(),:;<>\[\\\]]{1,64}")
_DOMAIN_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def normalise(text: str) -> str:
    """The address in lower case and NFC, with its domain in ASCII. Raises InvalidValue.

    Whether the address is reachable is never looked up: only a letter can tell.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    local, _at, domain = plain.rpartition("@")
    if len(plain) > LONGEST or not _LOCAL.fullmatch(local) or _control(local):
        raise InvalidValue(_wanted())
    labels = _in_ascii(domain).split(".")
    if len(labels) < 2 or not all(_DOMAIN_LABEL.fullmatch(label) for label in labels):
        raise InvalidValue(_wanted())
    return f"{local}@{'.'.join(labels)}"


def lookup_key(text: str) -> str:
    """The key for throttling: the normalised address, or the text as typed if it is invalid."""
    try:
        return normalise(text[: 2 * LONGEST])
    except InvalidValue:
        return text[: 2 * LONGEST]


def _in_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise InvalidValue(_wanted()) from None


def _control(text: str) -> bool:
    return any(unicodedata.category(letter).startswith("C") for letter in text)


def _wanted() -> str:
    return _("an e-mail address such as name@example.org")
