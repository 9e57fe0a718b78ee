"""E-mail addresses, accounts and profiles: ways to reach a person. Pure."""

import re
from collections.abc import Iterator

from tracker.evidence.protection.findings import FindingKind
from tracker.evidence.protection.places import Place

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[\w-]{2,24}")


def emails(text: str) -> Iterator[Place]:
    """Addresses of e-mail."""
    for match in _EMAIL.finditer(text):
        yield Place(FindingKind.EMAIL, *match.span())
