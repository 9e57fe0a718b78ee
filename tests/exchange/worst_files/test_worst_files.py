"""The worst files that we could write give the right records, a question or a refusal."""

from flask import Flask

from tests.exchange.worst_files import first_set, second_set, third_set
from tests.exchange.worst_files.judge import faults, judged
from tracker.accounts.actor import OPERATOR
from tracker.registry import service
from tracker.registry.indicator_drafts import IndicatorDraft


def _counted(code: str, kind: str) -> IndicatorDraft:
    cells = {
        "code": code,
        "title": f"{code} for tests",
        "statement": "A number for tests",
        "type": "outcome",
        "kind": kind,
        "direction": "up",
    }
    return IndicatorDraft.parse(cells)


def test_no_file_is_misread_without_a_word(seeded_copy: Flask) -> None:
    """Every file of the three sets, so that the registry is loaded only once."""
    with seeded_copy.test_request_context():
        service.put_indicators(
            OPERATOR, [_counted("X-COUNT", "count"), _counted("X-SHARE", "share")]
        )
        seeded_copy.extensions["sqlalchemy"].session.commit()
        found = {
            case.id: seen
            for case in (*first_set.FILES, *second_set.FILES, *third_set.FILES)
            if (seen := faults(case, judged(case)))
        }
    assert found == {}
