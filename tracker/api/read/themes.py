"""Themes: the subjects that commitments share."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery, recorded
from tracker.api.core.fields import from_draft
from tracker.api.core.parameters import THEME
from tracker.api.core.routes import register_collection
from tracker.core.errors import NotFound
from tracker.exchange.downloads import records
from tracker.gap.facts import ScoringParams
from tracker.registry.drafts import ThemeDraft


def one(reading: ScoringParams, theme: str) -> Any:
    """The theme with this code. Raises NotFound."""
    for _key, row in recorded(records.THEMES)(CollectionQuery(reading)):
        if row.code == theme:
            return row
    raise NotFound("theme", theme)


COLLECTION = Collection(
    name="themes",
    row="Theme",
    title=_l("Themes"),
    about=_l("Subjects that commitments share."),
    fields=from_draft(ThemeDraft),
    rows=recorded(records.THEMES),
    kinds=(int,),
    identity=(THEME,),
    one=one,
)
blueprint = register_collection(COLLECTION)
