"""Checks that a redirect after sign-in stays on this site."""

import re
from urllib.parse import urlsplit

from tracker.core.errors import BadParameter

LONGEST = 2_000
# One slash, then anything that a path of ours is made of; browsers read "\" as "/".
_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9/._~!$&'()*+,;=:@%?#\[\] \u00a0-\uffff-]*")


def path(text: str | None) -> str | None:
    """The text if it is a path of this site, else None."""
    if not text or len(text) > LONGEST or not _PATH.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if not parts.scheme and not parts.netloc else None


def is_safe(name: str, text: str) -> str:
    """As ``path``, for the address of a page; raises BadParameter."""
    found = path(text)
    if found is None:
        raise BadParameter(name, text[:40], "/account")
    return found
