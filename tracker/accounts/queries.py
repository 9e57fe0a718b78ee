"""Finds users, organisations and States by the names that pages and commands use."""

from sqlalchemy import column, select, table

from tracker.accounts.models import Organisation, UserAccount
from tracker.core import collation
from tracker.core.db import db
from tracker.core.errors import NotFound

# The registry stands to the left of this part; of its states only code and name matter here.
_LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
_states = table("state", column("iso3"), *(column(f"name_{code}") for code in _LANGUAGES))


def find_user(public_id: str) -> UserAccount:
    """The user with this public id. Raises NotFound."""
    query = select(UserAccount).where(UserAccount.public_id == public_id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("user", public_id)
    return found


def find_user_by_address(email: str) -> UserAccount | None:
    """The user with this address in its normal form."""
    return db.session.scalars(select(UserAccount).where(UserAccount.email == email)).one_or_none()


def find_organisation(public_id: str | None) -> Organisation | None:
    """The organisation with this public id, or None for None. Raises NotFound."""
    if not public_id:
        return None
    query = select(Organisation).where(Organisation.public_id == public_id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("organisation", public_id)
    return found


def get_organisation(number: int | None) -> Organisation | None:
    """The organisation with this row id, or None for None."""
    return db.session.get(Organisation, number) if number is not None else None


def state_code(iso3: str | None) -> str | None:
    """The code if the registry has the State, or None for None. Raises NotFound."""
    if not iso3:
        return None
    if db.session.scalar(select(_states.c.iso3).where(_states.c.iso3 == iso3)) is None:
        raise NotFound("state", iso3)
    return iso3


def state_names(language: str) -> list[tuple[str, str]]:
    """Code and short name of every State, sorted by name in the language."""
    name = _states.c[f"name_{language}"]
    rows = db.session.execute(select(_states.c.iso3, name).order_by(_states.c.iso3))
    return collation.choices(((row[0], row[1]) for row in rows), language)


def state_name(iso3: str | None, language: str) -> str | None:
    """The short name of a State, or None for None."""
    query = select(_states.c[f"name_{language}"]).where(_states.c.iso3 == iso3)
    return db.session.scalar(query)
