"""What may be kept while a state types, and what is missing before a report can be cleared."""

from datetime import date

import pytest
import time_machine

from tracker.core.clock import PartialDate
from tracker.core.errors import Invalid
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.drafts import (
    LONG,
    EntryDraft,
    ReportDraft,
    StatedValue,
    unfinished,
    unfinished_frame,
)
from tracker.reporting.vocabulary import Answer, Consultation

A_LEVEL = {"commitment": "PLAN-01", "level": "3", "measures_taken": "A law."}

# Each row: what is typed besides the commitment, the field that is wrong, and why.
REFUSED = [
    ({"level": "5"}, "level", "outside the scale"),
    ({"level": "-1"}, "level", "outside the scale"),
    ({"level": "2.5"}, "level", "levels are whole"),
    ({"level": "٣"}, "level", "digits are 0 to 9"),
    ({"level": "3", "answer": "not_assessed"}, "level", "speaks against the answer"),
    ({"answer": "done"}, "answer", "no such answer"),
    ({"measures_taken": "x" * (LONG + 1)}, "measures_taken", "overlong"),
    ({"challenges": "a\x00b"}, "challenges", "a control character"),
    ({"survivors": "perhaps"}, "survivors", "no such word"),
    ({"indicator_values": "PARTY"}, "indicator_values", "no value and date"),
    ({"indicator_values": "PARTY=party@2100"}, "indicator_values", "in the future"),
    ({"indicator_values": "P=1@2020;P=2@2020"}, "indicator_values", "said twice"),
    ({"commitment": "a b"}, "commitment", "no reference"),
    ({"commitment": ""}, "commitment", "of which commitment"),
    ({"mood": "good"}, "mood", "this field does not exist"),
]


@pytest.mark.parametrize(("typed", "field", "why"), REFUSED)
def test_an_entry_is_refused_at_its_field(typed: dict[str, str], field: str, why: str) -> None:
    with pytest.raises(Invalid) as caught:
        EntryDraft.parse({"commitment": "PLAN-01", **typed})

    assert set(caught.value.errors) == {field}, why


# Each row: what is typed, what is still missing, and why.
UNFINISHED = [
    ({}, {"answer"}, "nothing chosen"),
    ({"answer": "level"}, {"level"}, "a level is promised"),
    ({"level": "4"}, {"measures_taken"}, "complete with no measures"),
    ({"level": "1"}, {"measures_taken"}, "begun with no measures"),
    ({"level": "0"}, set(), "not started needs no measures"),
    ({"answer": "not_assessed"}, {"reason"}, "readers must tell it from silence"),
    ({"answer": "not_applicable"}, {"reason"}, "the same"),
    ({"answer": "not_assessed", "reason": "Under way."}, set(), "a proper answer"),
    ({"level": "0", "survivors": "led"}, {"survivors_how"}, "how"),
    ({"level": "0", "survivors": "consulted"}, {"survivors_how"}, "how"),
    ({"level": "0", "survivors": "not_consulted"}, {"survivors_how"}, "why not"),
    ({"level": "0", "survivors": "not_stated"}, set(), "the report says it as a whole"),
]


@pytest.mark.parametrize(("typed", "missing", "why"), UNFINISHED)
def test_an_entry_says_what_it_still_lacks(
    typed: dict[str, str], missing: set[str], why: str
) -> None:
    draft = EntryDraft.parse({"commitment": "PLAN-01", **typed})

    assert set(unfinished(draft)) == missing, why


def test_a_level_is_answer_enough() -> None:
    assert EntryDraft.parse(A_LEVEL).answer is Answer.LEVEL


def test_an_entry_is_the_same_after_writing_it_out() -> None:
    draft = EntryDraft.parse(
        {**A_LEVEL, "indicator_values": "B=2@2020-05\nA=party@2019", "survivors": "led"}
    )

    assert EntryDraft.parse(draft.cells()) == draft
    assert draft.indicator_values == (
        StatedValue("A", "party", PartialDate(date(2019, 12, 31), "year")),
        StatedValue("B", "2", PartialDate(date(2020, 5, 31), "month")),
    )


def test_nothing_said_of_survivors_is_not_stated() -> None:
    blank = EntryDraft.parse(A_LEVEL)
    said = EntryDraft.parse({**A_LEVEL, "survivors": "not_stated"})

    assert blank == said
    assert blank.survivors is Consultation.NOT_STATED


def test_an_entry_is_blank_when_nothing_is_said() -> None:
    assert EntryDraft.parse({"commitment": "PLAN-01", "challenges": "  "}).is_blank
    assert not EntryDraft.parse({"commitment": "PLAN-01", "answer": "level"}).is_blank


FRAME = {
    "title": "A report",
    "period_start": "2021-01-01",
    "period_end": "2024-12-31",
    "survivors": "led",
    "survivors_how": "They wrote it.",
}
FRAME_CASES = [
    ({"period_end": "2020-12-31"}, "period_end", "runs backwards"),
    ({"period_start": "2100-01-01", "period_end": "2100-12-31"}, "period_start", "not begun"),
    ({"period_end": "2024"}, "period_end", "not a day"),
    ({"title": " "}, "title", "empty"),
    ({"title": "x" * 301}, "title", "overlong"),
]


@pytest.mark.parametrize(("typed", "field", "why"), FRAME_CASES)
def test_a_frame_is_refused_at_its_field(typed: dict[str, str], field: str, why: str) -> None:
    with pytest.raises(Invalid) as caught:
        ReportDraft.parse({**FRAME, **typed})

    assert set(caught.value.errors) == {field}, why


@pytest.mark.parametrize(
    ("today", "missing"), [("2024-12-30", {"period_end"}), ("2024-12-31", set())]
)
def test_a_report_is_cleared_once_its_period_has_ended(today: str, missing: set[str]) -> None:
    with time_machine.travel(f"{today}T09:00:00Z", tick=False):  # the next day has begun nowhere
        assert set(unfinished_frame(ReportDraft.parse(FRAME))) == missing


@pytest.mark.parametrize(
    ("survivors", "how", "missing"),
    [
        ("", "", {"survivors"}),
        ("consulted", "", {"survivors_how"}),
        ("not_consulted", "No association is known to us.", set()),
    ],
)
def test_every_report_says_whether_survivors_took_part(
    survivors: str, how: str, missing: set[str]
) -> None:
    draft = ReportDraft.parse({**FRAME, "survivors": survivors, "survivors_how": how})

    assert set(unfinished_frame(draft)) == missing


CYCLE = {
    "code": "ROUND",
    "title": "A round",
    "statement": "What was done.",
    "instruments": "PLAN",
    "scope": "all_members",
    "first_period_start": "2021-01-01",
    "first_period_end": "2024-12-31",
    "first_due_on": "2025-03-31",
}
CYCLE_CASES = [
    ({"first_period_end": "2020-01-01"}, "first_period_end", "runs backwards"),
    ({"first_due_on": "2024-12-31"}, "first_due_on", "due before the period has ended"),
    ({"instruments": ""}, "instruments", "asks about nothing"),
    ({"scope": "regional_group"}, "regional_group", "of which group"),
    ({"regional_group": "AG"}, "regional_group", "a group that is not asked"),
    ({"scope": "listed"}, "states", "of which states"),
    ({"states": "XAA"}, "states", "a list that is not asked"),
    ({"every_months": "12"}, "last_due_on", "repeats without an end"),
    ({"last_due_on": "2030-01-01"}, "last_due_on", "an end without repetition"),
    ({"every_months": "12", "last_due_on": "2025-01-01"}, "last_due_on", "ends before it begins"),
    ({"every_months": "1", "last_due_on": "2200-01-01"}, "last_due_on", "without measure"),
    ({"every_months": "0"}, "every_months", "no step"),
]


@pytest.mark.parametrize(("typed", "field", "why"), CYCLE_CASES)
def test_a_cycle_is_refused_at_its_field(typed: dict[str, str], field: str, why: str) -> None:
    with pytest.raises(Invalid) as caught:
        CycleDraft.parse({**CYCLE, **typed})

    assert field in caught.value.errors, why
