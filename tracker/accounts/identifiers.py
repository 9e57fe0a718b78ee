"""Random ids and secrets, and the hashes of secrets."""

import base64
import hashlib
import secrets

# A random name, or the fixed one of an invented organisation of the demonstration.
PUBLIC_ID = "[a-z0-9-]{1,26}"


def public_id() -> str:
    """A random id of 128 bits: 26 lower-case letters and digits."""
    return _letters(16)


def reference() -> str:
    """A random id of 40 bits that is easy to read out: eight characters from A to Z and 2 to 7.

    The table that uses it as a key makes sure that it is unique. It reveals no order.
    """
    return _letters(5).upper()


def secret() -> str:
    """A random secret of 256 bits for use in an address or a cookie."""
    return secrets.token_urlsafe(32)


def recovery_code() -> str:
    """A random code of 120 bits in six groups of four characters, to write down."""
    text = _letters(15)
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def hash_secret(text: str) -> str:
    """SHA-256 of a secret. Safe for secrets of 112 bits and more, never for passwords."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _letters(size: int) -> str:
    return base64.b32encode(secrets.token_bytes(size)).decode("ascii").rstrip("=").lower()
