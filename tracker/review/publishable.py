"""The columns of publishable records: when publication began, when it ended, and why.

Only ``tracker.review.publication`` writes them.
"""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import UTCDateTime


class Publishable:
    """A record whose being public has a beginning and, perhaps, an end.

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
    def hides_its_day(self) -> bool:
        """Whether only the month of its publication may be known: the name with it is withheld."""
        return False
