"""The form of an action and the text that is kept: nothing is lost on the way there and back."""

from collections.abc import Mapping

import pytest
from werkzeug.datastructures import MultiDict

from tracker.core.errors import Invalid
from tracker.evidence import action_drafts, reply_drafts
from tracker.web.action_log.form import ActionForm, ChosenCommitment, chosen_of, flat
from tracker.web.action_log.merging import MergeForm, differences
from tracker.web.core.draft_form import is_named
from tracker.web.replies.form import ReplyForm


def typed(sent: MultiDict[str, str]) -> dict[str, str]:
    """The text that is saved of what a browser sent."""
    return ActionForm(sent).draft_text()


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
    sent = MultiDict(flat({"happened_on": text}))

    assert typed(sent).get("happened_on", "") == text


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
    form = ActionForm.of_text({"source_2_language": "en", "source_3_title": "An act"})

    assert [is_named(source) for source in form.sources()] == [False, False, True, False, False]


def test_two_texts_are_brought_together_field_by_field() -> None:
    theirs = {"title": "Theirs", "account": "Theirs", "state": "XAA"}
    mine = {"title": "Mine", "account": "Mine", "state": "XAA"}

    differing = [each.name for each in differences(theirs, mine)]
    both = MergeForm(MultiDict({**mine, "take-title": "theirs"})).merged(theirs)

    assert differing == ["title", "account"]
    assert both == {"title": "Theirs", "account": "Mine", "state": "XAA"}


# Each row: what was typed over a draft that can be read, the columns at fault, and why.
READABLE = {"title": "An act", "happened_on": "2021-05", "source_1_url": "https://example.org/1"}
FAULTS = [
    ({}, [], "all of it can be read, though much is missing"),
    ({"state": "Kenya"}, ["state"], "a name instead of a code"),
    ({"title": "x" * 201}, ["title"], "longer than the column"),
    ({"kind": "praise"}, ["kind"], "no code of the list"),
    ({"happened_on": "soon"}, ["happened_on"], "no date"),
    ({"happened_on": "2999"}, ["happened_on"], "a date to come"),
    ({"commitments": "A=praises"}, ["commitments"], "no such choice"),
    ({"commitments": "A=context@2"}, ["commitments"], "context shows no level"),
    ({"withhold_name": "perhaps"}, ["withhold_name"], "neither yes nor no"),
    ({"source_3_url": "gazette"}, ["source_3_url"], "no web address, in the third source"),
    ({"source_2_tier": "E", "state": "k"}, ["state", "source_2_tier"], "two faults at once"),
    ({"until": "2019"}, ["until"], "two fields that contradict each other"),
    ({"happened_on": "", "until": "2019"}, ["happened_on"], "an end without a beginning"),
    (
        {"source_2_url": "https://example.org/1"},
        ["source_2_url"],
        "the same source twice, which both can be read",
    ),
]


@pytest.mark.parametrize(("changed", "at", "why"), FAULTS)
def test_a_form_finds_what_the_draft_finds(
    changed: Mapping[str, str], at: list[str], why: str
) -> None:
    text = {**READABLE, **changed}
    form = ActionForm.of_text(text)

    assert form.validate() is not bool(at), why
    assert list(form.faults()) == at, why
    assert form.faults() == action_drafts.readable(text)[1], why


def test_a_reply_is_validated_by_its_own_columns() -> None:
    text = {"stance": "hate", "text": "No.", "language": "no language", "source_1_url": "gazette"}
    form = ReplyForm(MultiDict(text))

    assert not form.validate()
    assert form.draft_text() == text, "nothing that was typed is lost"
    assert form.faults() == reply_drafts.readable(text)[1]


def test_every_column_of_a_draft_is_a_field_of_its_form() -> None:
    for form in (ActionForm(), ReplyForm()):
        columns = [each.name for each in form.draft.columns()]

        assert sorted(form.columns()) == sorted(columns)


def test_a_refusal_of_the_service_stands_at_its_field_once() -> None:
    form = ActionForm.of_text({"own_key": "1"})

    form.take(Invalid({"own_key": ["already used"], "elsewhere": ["not possible"]}))
    form.take(Invalid({"own_key": ["already used"]}))

    assert form.faults() == {"own_key": ["already used"]}
    assert form.form_errors == ["not possible"]


def test_a_saved_value_outside_the_list_stays_selectable() -> None:
    form = ActionForm.of_text({"language": "cy"})

    assert [each.value for each in form.language.iter_choices() if each.selected] == ["cy"]


def test_the_form_shows_one_source_more_than_are_named() -> None:
    named = {"source_1_title": "One", "source_3_title": "Three"}

    assert len(ReplyForm.of_text({}).shown_sources()) == 1
    assert len(ReplyForm.of_text(named).shown_sources()) == 4
    assert len(ReplyForm.of_text({"source_5_title": "Five"}).shown_sources()) == 5
