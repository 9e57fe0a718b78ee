"""Which numbered paragraph, and which point of it, the place of a commitment names. Pure."""

import re
from dataclasses import dataclass

_PLACE = re.compile(
    r"\bparagraph\s+(?P<number>\d+(?:\.\d+)*)(?:\s*\((?P<point>[a-z])\))?",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"\bannex\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParagraphPlace:
    """Paragraph 26, perhaps its point (a), perhaps said to be in an annex."""

    number: str
    point: str | None
    in_annex: bool

    @property
    def label(self) -> str:
        """As it is cited: ``26`` or ``26 (a)``."""
        return f"{self.number} ({self.point})" if self.point else self.number


def paragraph_of(locator: str) -> ParagraphPlace | None:
    """The paragraph that a locator names; None where it names a section, an article or no number.

    "Objective 10, paragraph 26 (a)" is point (a) of paragraph 26.
    """
    found = _PLACE.search(locator)
    if found is None:
        return None
    point = found["point"]
    return ParagraphPlace(
        found["number"], point.lower() if point else None, bool(_ANNEX.search(locator))
    )
