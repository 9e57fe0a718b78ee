"""Relations: which commitments ask the same, part of it, or something near; our judgement."""

from flask_babel import lazy_gettext as _l

from tracker.api.collections import Collection, recorded
from tracker.api.fields import from_draft
from tracker.api.parameters import OF_COMMITMENTS
from tracker.api.serving import served
from tracker.exchange import record_files
from tracker.registry.drafts import RelationDraft

COLLECTION = Collection(
    name="relations",
    row="Relation",
    title=_l("Relations"),
    about=_l(
        "Which commitments ask the same, part of it, or something near, and which are a later form "
        "of another: our judgement. Filters hold if either of the two commitments fits."
    ),
    fields=from_draft(RelationDraft),
    rows=recorded(record_files.RELATIONS),
    kinds=(int,),
    filters=OF_COMMITMENTS,
)
blueprint = served(COLLECTION)
