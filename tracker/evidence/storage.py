"""Stores sources and indicator values: their tables and links."""

from collections.abc import Collection

from tracker.evidence.drafts import IndicatorValueDraft, SourceDraft
from tracker.evidence.identity import possible_references
from tracker.evidence.models import IndicatorValue, Source
from tracker.registry.models import Indicator, State
from tracker.schema.drafts import Key
from tracker.storage.records import Link, Lookup, Storage, load_drafts_by, lookup_of

SOURCES = Storage("evidence:sources", Source, SourceDraft, remembered=("tier", "family"))
INDICATOR_VALUES = Storage(
    "evidence:indicator-values",
    IndicatorValue,
    IndicatorValueDraft,
    links={
        "indicator": Link("indicator_id", Indicator.code),
        "state": Link("state_id", State.iso3),
        "source": Link("source_id", Source.code),
    },
    versioned="reference",
)


def load_candidates(drafts: Collection[IndicatorValueDraft]) -> dict[Key, IndicatorValueDraft]:
    """Stored values that may match the drafts, by reference or identity.

    Where a draft's own reference is stored, nothing else can be its record.
    """
    references = dict.fromkeys(name for draft in drafts for name in possible_references(draft))
    named = load_drafts_by(
        INDICATOR_VALUES, Lookup(("reference",), [(name,) for name in references])
    )
    others = [draft for draft in drafts if (draft.reference,) not in named]
    if not others:
        return named
    alike = lookup_of(INDICATOR_VALUES, IndicatorValueDraft.IDENTITY, others)
    return {**load_drafts_by(INDICATOR_VALUES, alike), **named}
