"""Drafts of the registry: all errors at once, and what must fit together."""

import pytest

from tests.exchange.small import small
from tracker.core.errors import Invalid
from tracker.exchange.kinds import SEED_KINDS
from tracker.registry.drafts import CommitmentDraft, ThemeDraft
from tracker.schema.drafts import Draft, compare, differences

DRAFTS = {kind.name: kind.specification.draft for kind in SEED_KINDS}


def errors_of(draft: type[Draft], texts: dict[str, str]) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as refusal:
        draft.parse(texts)
    return {name: list(reasons) for name, reasons in refusal.value.errors.items()}


@pytest.mark.parametrize("kind", DRAFTS)
def test_draft_written_back_is_read_the_same(kind: str) -> None:
    draft = DRAFTS[kind].parse(small()[kind][0])

    assert DRAFTS[kind].parse(draft.cells()) == draft


@pytest.mark.parametrize("kind", DRAFTS)
def test_every_column_can_read_its_own_example(kind: str) -> None:
    for column in DRAFTS[kind].columns():
        column.reader(column.example)
        assert not column.allowed or column.example.split(";")[0] in column.allowed


@pytest.mark.parametrize("kind", DRAFTS)
def test_blank_row_names_every_column_needed(kind: str) -> None:
    needed = {column.name for column in DRAFTS[kind].columns() if column.required}

    assert errors_of(DRAFTS[kind], {}).keys() == needed


def test_all_errors_of_a_row_are_told_at_once() -> None:
    texts = small()["commitments"][0] | {"position": "٣", "pillar": "foo", "title": " "}

    errors = errors_of(CommitmentDraft, texts)

    assert errors == {
        "position": ["a whole number from 1 to 9999 in digits 0 to 9"],
        "pillar": ["one of prevention, protection, prosecution, partnership, cross_cutting"],
        "title": ["this field is required; for example Train officials"],
    }


def test_field_that_no_draft_has_is_refused() -> None:
    texts = small()["themes"][0] | {"published_at": "2020-01-01"}

    assert errors_of(ThemeDraft, texts) == {"published_at": ["this field does not exist"]}


UNFIT = [
    (
        "an address without its certainty",
        "instruments",
        {"url": "https://un.org/"},
        "url_certainty",
    ),
    ("a certainty without an address", "instruments", {"url_certainty": "seen"}, "url_certainty"),
    (
        "only a treaty enters into force",
        "instruments",
        {"in_force_on": "2003-01-01"},
        "in_force_on",
    ),
    (
        "only a treaty has parties",
        "instruments",
        {"membership_indicator": "PARTY"},
        "membership_indicator",
    ),
    (
        "in force before it was adopted",
        "instruments",
        {"kind": "treaty", "in_force_on": "2000-11-14"},
        "in_force_on",
    ),
    ("a member since no year", "states", {"member_since": ""}, "member_since"),
    (
        "an observer since a year",
        "states",
        {"status": "observer", "regional_group": ""},
        "member_since",
    ),
    (
        "an observer in a group of members",
        "states",
        {"status": "observer", "member_since": ""},
        "regional_group",
    ),
    ("no state and no reason why", "state_aliases", {"iso3": ""}, "note"),
    ("a commitment of nobody", "commitments", {"addressees": ""}, "addressees"),
    ("related to itself", "relations", {"to": "TREATY-01"}, "to"),
    ("membership of no treaty", "indicators", {"treaty": ""}, "treaty"),
    ("a treaty but no membership", "indicators", {"kind": "ordinal"}, "treaty"),
    ("a level beyond the scale", "indicator_levels", {"level": "5"}, "level"),
]


@pytest.mark.parametrize(
    ("kind", "change", "column"), [case[1:] for case in UNFIT], ids=[case[0] for case in UNFIT]
)
def test_columns_that_do_not_fit_are_refused(
    kind: str, change: dict[str, str], column: str
) -> None:
    assert list(errors_of(DRAFTS[kind], small()[kind][0] | change)) == [column]


def test_instrument_known_to_the_year_may_enter_into_force_in_it() -> None:
    texts = small()["instruments"][1] | {"adopted_on": "2000", "in_force_on": "2000-06-01"}

    assert DRAFTS["instruments"].parse(texts).get("in_force_on").isoformat() == "2000-06-01"


def test_what_nobody_is_asked_may_name_no_addressee() -> None:
    texts = small()["commitments"][0] | {"kind": "observation", "addressees": "", "themes": ""}

    draft = CommitmentDraft.parse(texts)

    assert (draft.addressees, draft.themes) == ((), ())


def test_order_of_a_list_is_no_change() -> None:
    one, other = (
        CommitmentDraft.parse(small()["commitments"][0] | {"sdg_targets": targets})
        for targets in ("5.2;16.2", "16.2; 5.2")
    )

    assert one == other


def test_comparison_tells_new_changed_left_and_absent_apart() -> None:
    a, b, c, changed, new = (
        ThemeDraft(code, name, "…")
        for code, name in (("a", "A"), ("b", "B"), ("c", "C"), ("b", "B!"), ("n", "N"))
    )

    found = compare({draft.key: draft for draft in (a, b, c)}, [a, changed, new])

    assert (found.created, found.changed) == ((new,), ((b, changed),))
    assert (found.left, found.absent) == (1, 1)
    assert differences(b, changed) == {"name": ["B", "B!"]}


def test_comparison_refuses_the_same_key_twice() -> None:
    draft = ThemeDraft("a", "A", "…")

    with pytest.raises(Invalid):
        compare({}, [draft, draft])
