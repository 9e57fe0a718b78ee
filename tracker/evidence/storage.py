"""Where sources and indicator values are kept: which table, and what it links to."""

from tracker.evidence.drafts import IndicatorValueDraft, SourceDraft
from tracker.evidence.models import IndicatorValue, Source
from tracker.registry.models import Indicator, State
from tracker.storage.upsert import Link, Storage

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
