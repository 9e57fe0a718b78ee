"""Relations between commitments that ask the same, a part of it, or something similar."""

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, recorded
from tracker.api.core.fields import from_draft
from tracker.api.core.parameters import OF_COMMITMENTS
from tracker.api.core.routes import register_collection
from tracker.exchange.downloads import records
from tracker.registry.drafts import RelationDraft

COLLECTION = Collection(
    name="relations",
    row="Relation",
    title=_l("Relations"),
    about=_l(
        "Which commitments ask the same, a part of it or something related, or are a "
        "later form: our judgement. Filters match either of the two commitments."
    ),
    fields=from_draft(RelationDraft),
    rows=recorded(records.RELATIONS),
    kinds=(int,),
    filters=OF_COMMITMENTS,
)
blueprint = register_collection(COLLECTION)
