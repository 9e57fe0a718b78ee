"""The signed name of a subscription that its letters carry: no sign-in, and no address in it."""

from itsdangerous import BadSignature, URLSafeSerializer

from tracker.accounts.encryption import derived_key
from tracker.core.errors import NotFound


def signed(public_id: str) -> str:
    """Good as long as the subscription lasts, and for it alone."""
    return str(_signer().dumps(public_id))


def named(token: str) -> str:
    """The public id that a link carries; raises NotFound for one that was not made here."""
    try:
        public_id = str(_signer().loads(token))
    except (BadSignature, ValueError):
        raise NotFound("link", "") from None
    if token != signed(public_id):  # decoding forgives letters that do not belong
        raise NotFound("link", "")
    return public_id


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(derived_key("subscriptions"))
