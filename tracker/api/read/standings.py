"""Standings: the status of each state on each commitment, and its explanation."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery
from tracker.api.core.cursors import Key
from tracker.api.core.fields import DAY, FLAG, LEVEL, SHARE, STATE, TEXT, WHOLE, code_of
from tracker.api.core.figures import columns_of
from tracker.api.core.parameters import COMMITMENT, OF_COMMITMENTS, OF_STATES, STATUS
from tracker.api.core.parameters import STATE as STATE_PARAMETER
from tracker.api.core.routes import register_collection
from tracker.api.read.explanation import MORE, explain_cell
from tracker.assessment.vocabulary import Confidence
from tracker.exchange.downloads.figure_columns import CELL_COLUMNS
from tracker.exchange.downloads.figures import cell_values, commitments_chosen, states_chosen
from tracker.gap.facts import Applicability, LaneName, MovementCode
from tracker.gap.outcomes import CellOutcome, outcome_of
from tracker.gap.snapshot import CommitmentLine, load_snapshot
from tracker.reporting.vocabulary import Answer

TOLD = {
    "state": (STATE, "KEN", False),
    "commitment": (TEXT, "GPA-2010-38", False),
    "applicability": (code_of(Applicability), "applies", False),
    "status": (code_of(CellOutcome), "level", False),
    "settled": (LEVEL, 2, True),
    "basis": (code_of(LaneName), "evidenced", True),
    "reported": (LEVEL, None, True),
    "reported_answer": (code_of(Answer), "not_assessed", True),
    "reported_reason": (TEXT, "The survey is under way.", True),
    "evidenced": (LEVEL, 2, True),
    "assessed": (LEVEL, None, True),
    "contested": (FLAG, False, False),
    "disputed": (FLAG, False, False),
    "confidence": (code_of(Confidence), "medium", True),
    "regressed": (FLAG, False, False),
    "gap": (SHARE, 0.5, True),
    "divergence": ({"type": "number", "minimum": -1, "maximum": 1}, None, True),
    "newest_on": (DAY, "2013-12-31", True),
    "last_known": (LEVEL, None, True),
    "last_known_on": (DAY, None, True),
    "voices": (WHOLE, 1, False),
    "baseline": (LEVEL, 1, True),
    "movement": ({"type": "number", "minimum": -1, "maximum": 1}, 0.25, True),
    "movement_code": (code_of(MovementCode), "improved", True),
}
FIELDS = columns_of(CELL_COLUMNS, TOLD, lambda row: getattr(row, "values", row))


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, tuple[object, ...]]]:
    """Rows by State, observers included, then by instrument and position."""
    seen = load_snapshot(ask.reading)
    lines = sorted(commitments_chosen(seen, ask.selection), key=_place)
    status = ask.filters.get(STATUS.name)
    for iso3 in sorted(states_chosen(seen, ask.selection, observers=True)):
        if ask.after is not None and iso3 < ask.after[0]:
            continue
        for line in lines:
            key = (iso3, *_place(line))
            if ask.after is not None and key <= ask.after:
                continue
            if status in (None, outcome_of(seen.standings[iso3][line.reference])):
                yield key, cell_values(seen, iso3, line.reference)


def _place(line: CommitmentLine) -> tuple[str, int, str]:
    return line.instrument, line.position, line.reference


COLLECTION = Collection(
    name="standings",
    row="Standing",
    title=_l("Standings"),
    about=_l(
        "The status of each State on each commitment: three lanes and the results. A "
        "missing level or figure is null, and status gives the reason."
    ),
    fields=FIELDS,
    rows=rows,
    kinds=(str, str, int, str),
    filters=(*OF_STATES, *OF_COMMITMENTS, STATUS),
    identity=(STATE_PARAMETER, COMMITMENT),
    one=explain_cell,
    one_about=_l(
        "One commitment of one State: every record, whether it counts and why, the "
        "votes, and each step of the arithmetic. Always computed from the records."
    ),
    more=MORE,
    figures=True,
)
blueprint = register_collection(COLLECTION)
