"""UN membership of a State: the only definition for rules, lists and imports.

Pure. The day of admission is known for the 193 members; where a registry knows the year only, the
year's last day counts (methodology-2, "A state counts while it is one").
"""

from datetime import date


def member_from(year: int | None, day: date | None) -> date | None:
    """The first day of membership. None for an observer."""
    if day is not None:
        return day
    return None if year is None else date(year, 12, 31)


def is_before(day: date, joined: date | None) -> bool:
    """Whether the day is before the State's membership."""
    return joined is not None and day < joined


def is_member(status: str, joined: date | None, day: date) -> bool:
    """Whether a State is a member on the day. An observer never is."""
    return status == "member" and not is_before(day, joined)
