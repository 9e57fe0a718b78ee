"""The form of an action and the text that is kept: nothing is lost on the way there and back."""

import pytest
from werkzeug.datastructures import MultiDict

from tracker.web.action_log.form import (
    ChosenCommitment,
    cells_of,
    chosen_of,
    differences,
    flat,
    merge_texts,
    named_sources,
    typed,
)

# Each row: the day and how exactly it is known, as sent; the date that is kept, and why.
DATES = [
    ("2021-05-03", "day", "2021-05-03", "known to the day"),
    ("2021-05-01", "month", "2021-05", "only the month"),
    ("2021-01-01", "year", "2021", "only the year"),
    ("2021-05", "day", "2021-05", "typed where the browser has no such field"),
    ("3 May", "month", "3 May", "unreadable, and kept"),
    ("", "month", None, "nothing said"),
]


@pytest.mark.parametrize(("day", "exact", "kept", "why"), DATES)
def test_a_date_is_kept_as_exactly_as_it_is_known(
    day: str, exact: str, kept: str | None, why: str
) -> None:
    text = typed(MultiDict({"happened_on": day, "happened_on-as": exact}))

    assert text.get("happened_on") == kept, why


@pytest.mark.parametrize("text", ["2021-05-03", "2021-05", "2021", "3 May", ""])
def test_a_date_goes_through_the_form_unchanged(text: str) -> None:
    cells = cells_of({"happened_on": text})

    assert typed(MultiDict(cells)).get("happened_on", "") == text


@pytest.mark.parametrize("text", ["A=supports@2; B=context; C", "A=praises@9", ""])
def test_commitments_go_through_the_form_unchanged(text: str) -> None:
    chosen = chosen_of({"commitments": text})
    sent = MultiDict(flat({"commitments": text}))
    sent.setlist("commitment", [each.reference for each in chosen])

    assert typed(sent).get("commitments", "") == text


def test_context_takes_no_level_along() -> None:
    sent = MultiDict({"commitment": "A", "polarity-A": "context", "level-A": "3"})

    assert typed(sent)["commitments"] == "A=context"


def test_what_is_dropped_is_gone() -> None:
    sent = MultiDict([("commitment", "A"), ("commitment", "B"), ("drop", "A")])

    assert chosen_of(typed(sent)) == (ChosenCommitment("B"),)


def test_a_language_alone_opens_no_source() -> None:
    text = {"source_2_language": "en", "source_3_title": "An act"}

    assert named_sources(text) == (1, 3)


def test_two_texts_are_brought_together_field_by_field() -> None:
    theirs = {"title": "Theirs", "account": "Theirs", "state": "XAA"}
    mine = {"title": "Mine", "account": "Mine", "state": "XAA"}

    differing = [each.name for each in differences(theirs, mine)]
    both = merge_texts(MultiDict({**mine, "take-title": "theirs"}), theirs)

    assert differing == ["title", "account"]
    assert both == {"title": "Theirs", "account": "Mine", "state": "XAA"}
