"""Codes of States that a demonstration may use: those that no real State will ever have."""

from flask_babel import gettext as _

from tracker.review.revisions import is_demonstration

# ISO 3166 leaves the codes XAA to XZZ to users; no state will ever have one.
USER_ASSIGNED = "X"


def is_invented(iso3: str) -> bool:
    """Whether ISO 3166 reserves the code for users."""
    return iso3.startswith(USER_ASSIGNED)


def code_fault(iso3: str) -> str | None:
    """Why a State may not be added here. None if it may."""
    if is_invented(iso3) or not is_demonstration():
        return None
    return _(
        "a code that begins with X, because this database is a demonstration and holds "
        "only invented States"
    )
