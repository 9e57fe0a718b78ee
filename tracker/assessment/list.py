"""Lists public views of assessments, newest first."""

from collections.abc import Iterator, Mapping
from datetime import date

from tracker.assessment import queries
from tracker.assessment.models import Assessment
from tracker.assessment.queries import AssessmentView
from tracker.registry.filters import Narrow, commitments_in, narrowed, states_in
from tracker.registry.keyset import DatedRecord, Place, newest_first

_ASSESSMENTS: dict[str, Narrow] = {
    **states_in(Assessment.state_id),
    **commitments_in(Assessment.commitment_id),
    "reference": lambda code: Assessment.reference == code,
}


def assessments_listed(
    filters: Mapping[str, str],
    *,
    as_of: date,
    known_by: date,
    after: Place | None = None,
    step: int = 500,
) -> Iterator[tuple[DatedRecord, AssessmentView]]:
    """Assessments that count at the two dates."""
    for found in newest_first(
        Assessment,
        narrowed(_ASSESSMENTS, filters),
        as_of=as_of,
        known_by=known_by,
        after=after,
        step=step,
    ):
        views = queries.assessments(one.reference for one in found)
        for one in found:
            yield one, views[one.reference]
