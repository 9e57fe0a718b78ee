"""Encrypts secrets that must be read again, with a key derived from the site's key.

Whoever copies the database alone cannot make one-time codes from it.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


class DecryptionFailed(ValueError):
    """The text was not sealed here, for this purpose, or is too old."""


def encrypt(text: str, *, purpose: str) -> str:
    """Encrypt; what is sealed for one purpose opens for no other."""
    return _box(purpose).encrypt(text.encode()).decode("ascii")


def decrypt(sealed: str, *, purpose: str, seconds: int | None = None) -> str:
    """Decrypt; raises Unsealable, also once older than ``seconds``."""
    try:
        return _box(purpose).decrypt(sealed.encode("ascii", "replace"), ttl=seconds).decode()
    except InvalidToken:
        raise DecryptionFailed from None


def derived_key(purpose: str) -> bytes:
    """32 bytes from the site's key that serve one purpose (RFC 5869)."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"tracker {purpose}".encode())
    return derive.derive(str(current_app.config["SECRET_KEY"]).encode())


def _box(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key(purpose)))
