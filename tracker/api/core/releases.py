"""What changed in the interface, release by release: told on its page and in docs/api.md alike."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Release:
    """A release of the interface, and what changed for programs since the one before."""

    number: str
    changed: Any


RELEASES = (
    Release(
        "1.2.0",
        _l(
            "Reports, their entries and answers can be written, files described anew, files of "
            "records brought. Search. Lists of positions and recommendations. "
            "One’s own lists come page by page: own/actions too, what was begun last first."
        ),
    ),
    Release("1.1.0", _l("Writing of actions, and one’s own actions.")),
    Release("1.0.0", _l("Reading: thirteen lists, single items, a cell taken apart.")),
)
RELEASE = RELEASES[0].number
