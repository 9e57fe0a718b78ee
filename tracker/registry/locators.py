"""Parses locators: the numbered paragraph or action, and the point of it. Pure.

Some texts number their promises as actions ("Action 31 (b)"): each is a heading with a paragraph.
"""

import re
from dataclasses import dataclass

_PLACE = re.compile(
    r"\bparagraph\s+(?P<number>\d+(?:\.\d+)*)(?:\s*\((?P<point>[a-z])\))?",
    re.IGNORECASE,
)
_ACTION = re.compile(r"\baction\s+(?P<number>\d+)(?:\s*\((?P<point>[a-z])\))?", re.IGNORECASE)
_ANNEX = re.compile(r"\bannex\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParagraphPlace:
    """A paragraph or action, optionally a point of it, optionally in an annex."""

    number: str
    point: str | None
    in_annex: bool
    of_action: bool = False  # ``number`` is that of the action's heading, not of a paragraph

    @property
    def label(self) -> str:
        """The form for citations: ``26``, ``26 (a)`` or ``Action 31 (b)``."""
        name = f"Action {self.number}" if self.of_action else self.number
        return f"{name} ({self.point})" if self.point else name


def paragraph_of(locator: str) -> ParagraphPlace | None:
    """The paragraph in a locator. None for a section, an article or no number.

    "Objective 10, paragraph 26 (a)" is point (a) of paragraph 26; so is "Action 5, paragraph 26
    (a)". "Action 31 (b)" is point (b) below the heading of action 31.
    """
    found = _PLACE.search(locator) or _ACTION.search(locator)
    if found is None:
        return None
    point = found["point"]
    return ParagraphPlace(
        found["number"],
        point.lower() if point else None,
        bool(_ANNEX.search(locator)),
        of_action=found.re is _ACTION,
    )
