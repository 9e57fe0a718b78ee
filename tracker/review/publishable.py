"""Columns of publishable records: start, end and reason of publication.

Only ``tracker.review.publication`` writes them.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import UTCDateTime

REGISTRY = "registry"
SHARED = "shared"  # what pages of all States show: names of organisations, due dates


def part_of_state(state_id: int) -> str:
    """The part name for the records of a State."""
    return f"state:{state_id}"


class Publishable:
    """A record with a start and optionally an end of publication.

    ``published_at`` None means it is not public; a record is never deleted or overwritten: it is
    withdrawn, or superseded by another.
    """

    published_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, index=True, comment="When it became public; none: not public"
    )
    ended_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When it was withdrawn or superseded"
    )
    ended_as: Mapped[str | None] = mapped_column(String(12), comment="withdrawn or superseded")
    ended_reason: Mapped[str | None] = mapped_column(Text, comment="Why it was withdrawn")

    @property
    def part(self) -> str:
        """The part whose revision rises when this record changes."""
        return REGISTRY

    @property
    def hides_its_day(self) -> bool:
        """Whether only its month may be public, because a name is withheld."""
        return False


class PublishableOfState(Publishable):
    """A record about one State. It affects no other State's figures or pages."""

    if TYPE_CHECKING:
        state_id: Mapped[int]

    @property
    def part(self) -> str:
        """The part for the records of its State."""
        return part_of_state(self.state_id)
