"""Files of evidence: sources, and dated values of indicators."""

from functools import partial

from flask_babel import lazy_gettext as _l

from tracker.evidence import drafts, service, stored
from tracker.exchange.specification import Kind, Specification
from tracker.registry.keeping import drafts_on_record

KINDS = (
    Kind(
        Specification("sources", _l("Where records come from"), drafts.SourceDraft),
        partial(drafts_on_record, stored.SOURCES),
        service.put_sources,
    ),
    Kind(
        Specification(
            "indicator_values",
            _l("One dated value of an indicator for a state"),
            drafts.IndicatorValueDraft,
        ),
        partial(drafts_on_record, stored.INDICATOR_VALUES),
        service.record_indicator_values,
    ),
)
