"""Drafts of evidence: facts are dated, not in the future, and known to a scale."""

from datetime import date

import pytest

from tests.exchange.small import value
from tracker.core import clock
from tracker.core.errors import Invalid
from tracker.evidence.drafts import IndicatorValueDraft, SourceDraft
from tracker.schema.drafts import Link

KNOWN_TO_THE_YEAR = value("PARTY-XQB-2003", "XQB", "signed", "2003")


def test_value_known_to_the_year_counts_from_its_last_day() -> None:
    draft = IndicatorValueDraft.parse(KNOWN_TO_THE_YEAR)

    assert draft.effective_on.last_day == date(2003, 12, 31)
    assert draft.cells()["effective_on"] == "2003"


def test_value_of_a_day_that_has_begun_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "latest_day", lambda: date(2003, 5, 1))

    with pytest.raises(Invalid) as refusal:
        IndicatorValueDraft.parse(KNOWN_TO_THE_YEAR | {"effective_on": "2003-05-02"})

    assert list(refusal.value.errors) == ["effective_on"]


def test_reference_cannot_take_the_name_of_a_version() -> None:
    with pytest.raises(Invalid) as refusal:
        IndicatorValueDraft.parse(KNOWN_TO_THE_YEAR | {"reference": "PARTY-XQB-2003.2"})

    assert list(refusal.value.errors) == ["reference"]


def test_value_names_a_step_of_its_indicators_scale() -> None:
    assert Link(("indicator", "value"), "indicator_levels") in IndicatorValueDraft.links()


@pytest.mark.parametrize(
    ("texts", "column"),
    [
        ({"tier": "E"}, "tier"),
        ({"language": "English"}, "language"),
        ({"url": "ftp://un.org/list"}, "url"),
        ({"current_on": "2999"}, "current_on"),
    ],
    ids=["a tier that is none", "a language in words", "no web address", "current in the future"],
)
def test_source_with_a_bad_cell_is_refused(texts: dict[str, str], column: str) -> None:
    source = {
        "code": "list",
        "title": "List",
        "publisher": "Depositary",
        "tier": "A",
        "language": "en",
        "citation": "List, 2020.",
    }

    with pytest.raises(Invalid) as refusal:
        SourceDraft.parse(source | texts)

    assert list(refusal.value.errors) == [column]
