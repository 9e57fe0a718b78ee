"""What may be kept while an organisation types, and what an action needs to be submitted."""

import pytest
import time_machine

from tracker.core.clock import PartialDate
from tracker.core.errors import Invalid
from tracker.evidence.action_drafts import (
    ACCOUNT_LIMIT,
    TITLE_LIMIT,
    ActionDraft,
    BearingDraft,
    finished,
    readable,
    unfinished,
)
from tracker.evidence.citation_drafts import MOST_SOURCES
from tracker.evidence.vocabulary import Polarity, Tier

SOURCE = {
    "source_1_url": "https://example.org/gazette/12",
    "source_1_title": "Act 12",
    "source_1_publisher": "Official Gazette",
    "source_1_language": "en",
    "source_1_tier": "A",
}
WHOLE = {
    "state": "XAA",
    "kind": "law",
    "title": "An invented law was adopted",
    "account": "It sets penalties.",
    "happened_on": "2021-05-03",
    "language": "en",
    "commitments": "PLAN-01=supports@2; PLAN-02=context",
    **SOURCE,
}

# Each row: what is typed, the field that is wrong, and why.
REFUSED = [
    ({"state": "xaa"}, "state", "codes are capitals"),
    ({"kind": "gossip"}, "kind", "no such kind"),
    ({"title": "x" * (TITLE_LIMIT + 1)}, "title", "overlong"),
    ({"account": "x" * (ACCOUNT_LIMIT + 1)}, "account", "overlong"),
    ({"account": "a\x00b"}, "account", "a control character"),
    ({"happened_on": "2100"}, "happened_on", "in the future"),
    ({"happened_on": "3 May 2021"}, "happened_on", "not written as a date"),
    ({"happened_on": "2021-05", "until": "2020"}, "until", "ended before it began"),
    ({"until": "2020"}, "happened_on", "a period without a beginning"),
    ({"commitments": "PLAN-01=supports@5"}, "commitments", "outside the scale"),
    ({"commitments": "PLAN-01=supports@٣"}, "commitments", "digits are 0 to 9"),
    ({"commitments": "PLAN-01=supports@"}, "commitments", "a level is announced, none given"),
    ({"commitments": "PLAN-01=context@2"}, "commitments", "context shows no level"),
    ({"commitments": "PLAN-01@2"}, "commitments", "a level of what"),
    ({"commitments": "PLAN-01=praises"}, "commitments", "no such polarity"),
    ({"commitments": "A=context; A=supports"}, "commitments", "said twice"),
    ({"commitments": ";".join(f"P-{n}=context" for n in range(21))}, "commitments", "too many"),
    ({"withhold_name": "perhaps"}, "withhold_name", "neither yes nor no"),
    ({"own_key": "x" * 61}, "own_key", "overlong"),
    ({"source_1_url": "javascript:alert(1)"}, "source_1_url", "no web address"),
    ({"source_2_tier": "E"}, "source_2_tier", "no such tier"),
    ({"source_5_published_on": "2100-01"}, "source_5_published_on", "in the future"),
    (
        {"source_1_url": "https://a.example", "source_3_url": "https://a.example"},
        "source_3_url",
        "the same source twice",
    ),
    ({"source_6_url": "https://a.example"}, "source_6_url", "no such column"),
    ({"mood": "good"}, "mood", "this field does not exist"),
]


@pytest.mark.parametrize(("typed", "field", "why"), REFUSED)
def test_an_action_is_refused_at_its_field(typed: dict[str, str], field: str, why: str) -> None:
    with pytest.raises(Invalid) as caught:
        ActionDraft.parse(typed)

    assert set(caught.value.errors) == {field}, why


# Each row: what is taken away or changed, the fields then missing, and why.
UNFINISHED = [
    ({}, set(), "a whole action"),
    ({"state": ""}, {"state"}, "of which state"),
    ({"kind": "", "title": " "}, {"kind", "title"}, "blank is nothing said"),
    ({"account": ""}, {"account"}, "what happened"),
    ({"happened_on": ""}, {"happened_on"}, "when"),
    ({"language": ""}, {"language"}, "in which language"),
    ({"commitments": ""}, {"commitments"}, "on nothing"),
    ({"commitments": "PLAN-01"}, {"commitments"}, "whether for or against"),
    ({"commitments": "PLAN-01=supports"}, set(), "an act need not show a level"),
    ({"stage": ""}, set(), "neither output nor outcome need be said"),
    (dict.fromkeys(SOURCE, ""), {"source_1_title"}, "nothing to check it by"),
    ({**dict.fromkeys(SOURCE, ""), "source_1_language": "en"}, {"source_1_title"}, "no source yet"),
    ({"source_1_tier": ""}, {"source_1_tier"}, "its weight"),
    ({"source_1_url": ""}, {"source_1_url"}, "neither address nor date"),
    ({"source_1_url": "", "source_1_published_on": "2021"}, set(), "printed only"),
    (
        {"source_3_title": "Another"},
        {f"source_3_{name}" for name in ("url", "publisher", "language", "tier")},
        "begun and not finished, in its own place",
    ),
]


@pytest.mark.parametrize(("changed", "fields", "why"), UNFINISHED)
def test_what_is_missing_is_said_by_field(
    changed: dict[str, str], fields: set[str], why: str
) -> None:
    draft = ActionDraft.parse({**WHOLE, **changed})

    assert set(unfinished(draft)) == fields, why


def test_an_action_written_back_parses_to_itself() -> None:
    draft = ActionDraft.parse({**WHOLE, "withhold_name": "yes", "source_3_title": "Another"})

    again = ActionDraft.parse(draft.cells())

    assert again == draft
    assert [source.title for source in again.sources] == ["Act 12", "Another"]
    assert draft.cells()["source_2_title"] == ""


def test_commitments_become_bearings_in_order() -> None:
    draft = ActionDraft.parse({"commitments": "B=contradicts@0\nA=supports ; C"})

    assert draft.commitments == (
        BearingDraft("A", Polarity.SUPPORTS),
        BearingDraft("B", Polarity.CONTRADICTS, 0),
        BearingDraft("C"),
    )
    assert draft.cells()["commitments"] == "A=supports; B=contradicts@0; C"


def test_a_period_counts_from_its_end() -> None:
    draft = ActionDraft.parse({"happened_on": "2020", "until": "2021-03"})

    assert (draft.effective, draft.began) == (
        PartialDate.parse("2021-03"),
        PartialDate.parse("2020"),
    )
    assert ActionDraft.parse({"happened_on": "2020"}).began is None


@time_machine.travel("2021-05-03T12:00:00Z")
def test_the_present_month_may_be_named() -> None:
    assert ActionDraft.parse({"happened_on": "2021-05"}).effective is not None
    with pytest.raises(Invalid):
        # The fourth has begun in Kiribati by then; the fifth has begun nowhere.
        ActionDraft.parse({"happened_on": "2021-05-05"})


def test_what_cannot_be_read_and_what_is_missing_are_told_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        finished({**WHOLE, "happened_on": "soon", "title": "", "source_1_tier": "Z"})

    assert set(caught.value.errors) == {"happened_on", "title", "source_1_tier"}


def test_as_much_as_can_be_read_is_shown() -> None:
    draft, errors = readable({**WHOLE, "happened_on": "soon"})

    assert (draft.title, draft.happened_on) == (WHOLE["title"], None)
    assert set(errors) == {"happened_on"}


def test_survivors_are_shown_only_beside_a_withheld_name() -> None:
    both = ActionDraft.parse({"withhold_name": "yes", "show_survivor_led": "yes"})
    named = ActionDraft.parse({"withhold_name": "no", "show_survivor_led": "yes"})

    assert (both.survivor_led_shown, named.survivor_led_shown) == (True, False)


def test_every_source_has_the_same_columns() -> None:
    names = [column.name for column in ActionDraft.columns()]

    assert names.count("source_5_archived_url") == 1
    assert sum(name.startswith("source_") for name in names) == MOST_SOURCES * 7
    assert draft_tier("source_1_tier") is Tier.A


def draft_tier(name: str) -> object:
    return ActionDraft.parse(WHOLE).get(name)
