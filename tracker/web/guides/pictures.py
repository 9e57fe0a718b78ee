"""The pictures of the guides: pages of the demonstration, taken by the suite.

Those in English belong to the static files. `make pictures` takes them in every language into
`build/pictures`, which is served where it exists. Elsewhere a reader gets the English picture.
"""

from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l

from tracker.core.languages import DEFAULT
from tracker.web.core import assets

FOLDER: Final = assets.ROOT / "build" / "pictures"
PREFIX: Final = "pictures/"
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
    """A picture for a page; ``language`` is that of the words in it."""

    url: str
    alt: Any  # a lazy translation
    language: str
    width: int = WIDTH
    height: int = HEIGHT


def init_app(app: Flask) -> None:
    """Serve the pictures that `make pictures` has made, if there are any."""
    if FOLDER.exists():
        app.extensions["tracker.files"].add_files(str(FOLDER), prefix=PREFIX)
    app.extensions["tracker.pictures"] = frozenset(
        path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.webp")
    )


def picture_of(guide: str, language: str) -> Picture | None:
    """The picture of a guide in a language, else in English; None for a guide without one."""
    alt = ALTERNATIVES.get(guide)
    if alt is None:
        return None
    own = f"{language}/{guide}.webp"
    if language != DEFAULT and own in current_app.extensions["tracker.pictures"]:
        return Picture(f"/{PREFIX}{own}", alt, language)
    return Picture(assets.url(f"guides/{guide}.webp"), alt, DEFAULT)
