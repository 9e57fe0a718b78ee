"""Which codes of states a demonstration may hold: only those that no real state will ever have."""

from flask_babel import gettext as _

from tracker.review.revisions import is_demonstration

# ISO 3166 leaves the codes XAA to XZZ to users; no state will ever have one.
USER_ASSIGNED = "X"


def is_invented(iso3: str) -> bool:
    """Whether a code is one that ISO 3166 leaves to users."""
    return iso3.startswith(USER_ASSIGNED)


def code_fault(iso3: str) -> str | None:
    """Why a state may not be recorded here, None if it may."""
    if is_invented(iso3) or not is_demonstration():
        return None
    return _(
        "a code that begins with X, because this database is a demonstration and holds "
        "only invented States"
    )
