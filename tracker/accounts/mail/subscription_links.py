"""Signed tokens for subscriptions. Links in e-mails need no sign-in and contain no address."""

from itsdangerous import BadSignature, URLSafeSerializer

from tracker.accounts.encryption import derived_key
from tracker.core.errors import NotFound


def signed(public_id: str) -> str:
    """The token for a subscription. It is valid as long as the subscription exists."""
    return str(_signer().dumps(public_id))


def named(token: str) -> str:
    """The public id in a token. Raises NotFound if this site did not sign it."""
    try:
        public_id = str(_signer().loads(token))
    except (BadSignature, ValueError):
        raise NotFound("link", "") from None
    if token != signed(public_id):  # decoding forgives letters that do not belong
        raise NotFound("link", "")
    return public_id


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(derived_key("subscriptions"))
