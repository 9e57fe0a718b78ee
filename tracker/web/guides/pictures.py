"""The pictures of the guides: pages of the demonstration in every language.

They are static files, which `make pictures` takes anew.
"""

from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from tracker.web.core import assets

FOLDER: Final = assets.SOURCES / "guides"
WIDTH, HEIGHT = 960, 640

# By guide, what its picture shows.
ALTERNATIVES: Final = {
    "reader": _l("The page of a State. It begins with progress in total and by pillar."),
    "civil-society": _l("The form for an action. It begins with the State and what happened."),
    "focal-point": _l("The form for one commitment. It offers seven answers with their meaning."),
    "validating-authority": _l("The page of a report that waits for approval, with its answers."),
    "reviewer": _l("The page of a report in review, with a button to take it."),
    "administrator": _l("The list of open work, with the number of items of each type."),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for a page."""

    url: str
    alt: Any  # a lazy translation
    width: int = WIDTH
    height: int = HEIGHT


def picture_of(guide: str, language: str) -> Picture | None:
    """The picture of a guide in a language; None for a guide without one."""
    alt = ALTERNATIVES.get(guide)
    if alt is None:
        return None
    return Picture(assets.url(f"guides/{language}/{guide}.webp"), alt)
