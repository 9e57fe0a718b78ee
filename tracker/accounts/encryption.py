"""Encrypts secrets that must be read again, with a key derived from the site's key.

Whoever copies the database alone cannot make one-time codes from it.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


class DecryptionFailed(ValueError):
    """The text was not encrypted by this site for this purpose, or it is too old."""


def encrypt(text: str, *, purpose: str) -> str:
    """Encrypt a text for one purpose. It cannot be decrypted for another purpose."""
    return _box(purpose).encrypt(text.encode()).decode("ascii")


def decrypt(sealed: str, *, purpose: str, seconds: int | None = None) -> str:
    """Decrypt a text. Raises DecryptionFailed, also if the text is older than ``seconds``."""
    try:
        return _box(purpose).decrypt(sealed.encode("ascii", "replace"), ttl=seconds).decode()
    except InvalidToken:
        raise DecryptionFailed from None


def derived_key(purpose: str) -> bytes:
    """Derive 32 bytes from the site's key for one purpose (RFC 5869)."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"tracker {purpose}".encode())
    return derive.derive(str(current_app.config["SECRET_KEY"]).encode())


def _box(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key(purpose)))
