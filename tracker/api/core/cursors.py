"""Encodes and decodes the cursor at the end of a page of a list.

It holds the public key of the last row, so that a page begins right after that row whatever was
added or taken away meanwhile.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

CURSOR = "^[A-Za-z0-9_-]{2,600}$"
_LARGEST = 2**31 - 1

Key = tuple[Any, ...]


class InvalidCursor(ValueError):
    """The text is not a cursor of this list."""


def encode(key: Key) -> str:
    """Encode a key as a cursor."""
    plain = [part.isoformat() if isinstance(part, date) else part for part in key]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, kinds: Sequence[type]) -> Key:
    """Decode a cursor into its key. Raises InvalidCursor."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise InvalidCursor from None
    if not isinstance(parts, list) or len(parts) != len(kinds):
        raise InvalidCursor
    return tuple(_part(one, kind) for one, kind in zip(parts, kinds, strict=True))


def _part(value: Any, kind: type) -> Any:
    if kind is int:
        if type(value) is int and -_LARGEST <= value <= _LARGEST:
            return value
    elif isinstance(value, str) and value.isprintable():
        if kind is str:
            return value
        try:
            return _moment(value) if kind is datetime else date.fromisoformat(value)
        except ValueError:
            raise InvalidCursor from None
    raise InvalidCursor


def _moment(text: str) -> datetime:
    """Parse a timestamp in UTC, in the range of years that both databases support."""
    found = datetime.fromisoformat(text)
    if found.utcoffset() != timedelta(0) or not 1900 <= found.year < 2200:
        raise ValueError(text)
    return found
