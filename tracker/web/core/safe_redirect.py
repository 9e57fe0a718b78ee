"""Checks that a redirect after sign-in stays on this site."""

import re
from urllib.parse import urlsplit

from tracker.core.errors import BadParameter

LONGEST = 2_000
# One slash, then anything that a path of ours is made of; browsers read "\" as "/".
_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9/._~!$&'()*+,;=:@%?#\[\] \u00a0-\uffff-]*")

# No page of ours has these, and a program in between may shorten "/..//a" to "//a": another site.
_UNCLEAN = re.compile(r"//|/\.{1,2}(?:/|$)|%(?:2e|2f|5c|0[0-9a-f]|1[0-9a-f]|7f)", re.IGNORECASE)


def path(text: str | None) -> str | None:
    """The text if it is a path on this site, else None."""
    if not text or len(text) > LONGEST or not _PATH.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or _UNCLEAN.search(parts.path):
        return None
    return text


def is_safe(name: str, text: str) -> str:
    """The same for a parameter. Raises BadParameter."""
    found = path(text)
    if found is None:
        raise BadParameter(name, text[:40], "/account")
    return found
