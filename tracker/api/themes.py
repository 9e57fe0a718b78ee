"""Themes: the subjects that commitments share."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.collections import Ask, Collection, recorded
from tracker.api.fields import from_draft
from tracker.api.parameters import THEME
from tracker.api.serving import served
from tracker.errors import NotFound
from tracker.exchange import record_files
from tracker.gap.facts import Reading
from tracker.registry.drafts import ThemeDraft


def one(reading: Reading, theme: str) -> Any:
    """The theme of a code; raises NotFound."""
    for _key, row in recorded(record_files.THEMES)(Ask(reading)):
        if row.code == theme:
            return row
    raise NotFound("theme", theme)


COLLECTION = Collection(
    name="themes",
    row="Theme",
    title=_l("Themes"),
    about=_l("The subjects that commitments share."),
    fields=from_draft(ThemeDraft),
    rows=recorded(record_files.THEMES),
    kinds=(int,),
    identity=(THEME,),
    one=one,
)
blueprint = served(COLLECTION)
