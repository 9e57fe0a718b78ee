"""Files of reporting cycles. Reports are imported as workbooks instead."""

from flask_babel import lazy_gettext as _l

from tracker.exchange.specification import Kind, Specification
from tracker.reporting import cycles
from tracker.reporting.cycle_drafts import CycleDraft

KINDS = (
    Kind(
        Specification("cycles", _l("Which States must report, on what and when"), CycleDraft),
        cycles.load_existing_drafts,
        cycles.put_cycles,
    ),
)
