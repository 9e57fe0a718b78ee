"""An organisation's drafts out as a workbook and back: nothing there twice, nothing lost."""

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy
from xlsxwriter import Workbook

from tests import factories as make
from tests.evidence import logged
from tracker.core.errors import Invalid
from tracker.evidence import action_service
from tracker.evidence.queries.own_actions import own_actions
from tracker.exchange.parsing.workbooks import read_workbook
from tracker.exchange.workbooks.action_upload import (
    ActionPlan,
    PlanChanged,
    carry_out_actions,
    plan_actions,
)
from tracker.exchange.workbooks.action_workbook import (
    ACTIONS,
    LISTED,
    LISTS,
    SIGNATURE,
    WorkbookLabels,
    action_workbook,
    digest,
    examples,
    layout,
)
from tracker.gap import standing
from tracker.registry.queries.commitments import register
from tracker.review import publication
from tracker.review.lifecycle import Status

WORDS = WorkbookLabels(
    {**{name: [] for name in LISTED}, "kind": [("law", "Law"), ("data", "Data")]}
)
NEW = {**logged.TEXT, "own_key": "2021-017"}


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def workbook(world: SimpleNamespace) -> bytes:
    return action_workbook(
        [each for each in own_actions(world.contributor) if each.is_open],
        organisation=world.own.public_id,
        words=WORDS,
        statuses={status: status.value for status in Status},
        cards=list(register().cards.values()),
    )


def filled(content: bytes, fill: Callable[..., None]) -> bytes:
    """The workbook after somebody has typed into it; `fill` is given a way to set cells."""
    sheets = read_workbook(content, frozenset({ACTIONS, SIGNATURE}))
    rows = {name: [list(row) for row in sheet.rows] for name, sheet in sheets.items()}
    heads = rows[ACTIONS][0]

    def put(row: int, **texts: str | None) -> None:
        while len(rows[ACTIONS]) < row:
            rows[ACTIONS].append([""] * len(heads))
        for name, text in texts.items():
            rows[ACTIONS][row - 1][heads.index(name)] = text or ""

    fill(put)
    return written(rows)


def written(rows: dict[str, list[list[str]]]) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for name, lines in rows.items():
            sheet = book.add_worksheet(name)
            for number, texts in enumerate(lines):
                for place, text in enumerate(texts):
                    write = sheet.write_formula if text.startswith("=") else sheet.write_string
                    write(number, place, text)
    return out.getvalue()


def plan(world: SimpleNamespace, content: bytes) -> ActionPlan:
    return plan_actions(
        world.contributor, world.own.id, world.own.public_id, "actions.xlsx", content
    )


def write(world: SimpleNamespace, content: bytes, digest: str | None = None) -> ActionPlan:
    return carry_out_actions(
        world.contributor,
        world.own.id,
        world.own.public_id,
        "actions.xlsx",
        content,
        digest=digest or plan(world, content).digest,
    )


def counts(found: ActionPlan) -> tuple[int, int, int, int, int]:
    parts = (found.created, found.changed, found.conflicts, found.refused)
    created, changed, conflicts, refused = map(len, parts)
    return created, changed, found.left, conflicts, refused


def test_rows_become_drafts_and_a_second_upload_changes_nothing(world: SimpleNamespace) -> None:
    logged.begun(world, title="Online", own_key="1")
    content = filled(workbook(world), lambda put: put(4, **{**NEW, "kind": "law – Law"}))

    first = plan(world, content)
    write(world, content)

    assert counts(first) == (1, 0, 1, 0, 0)
    assert counts(plan(world, content)) == (0, 0, 2, 0, 0)
    made = {each.own_key: each for each in own_actions(world.contributor)}
    assert made["2021-017"].text["kind"] == "law"
    assert made["2021-017"].missing == {}
    assert len(made) == 2


def test_a_row_added_earlier_is_changed_by_its_own_number(world: SimpleNamespace) -> None:
    content = filled(workbook(world), lambda put: put(3, **NEW))
    write(world, content)

    again = plan(world, filled(content, lambda put: put(3, title="A better title")))

    assert counts(again) == (0, 1, 0, 0, 0)
    change = again.changed[0]
    assert (change.before or {})["title"] == NEW["title"]
    assert change.after["title"] == "A better title"


def test_what_a_colleague_changed_meanwhile_is_kept(world: SimpleNamespace) -> None:
    draft = logged.begun(world)
    content = workbook(world)
    online = {**logged.TEXT, "title": "Changed online"}
    action_service.save(world.colleague, draft.reference, online, version=draft.version)

    untouched = plan(world, content)
    touched = plan(world, filled(content, lambda put: put(3, title="Changed offline")))

    assert counts(untouched) == (0, 0, 1, 0, 0)
    assert counts(touched) == (0, 0, 0, 1, 0)
    assert (touched.conflicts[0].before or {})["title"] == "Changed online"


REFUSED = [
    ({"happened_on": "3 May"}, "happened_on", "no date"),
    ({"kind": "gossip"}, "kind", "not in the list"),
    ({"state": "XZZ"}, "state", "no such state"),
    ({"commitments": "PLAN-99=context"}, "commitments", "no such commitment"),
    ({"source_1_url": "gazette"}, "source_1_url", "no address"),
    ({"own_key": None}, "own_key", "no number to find it again"),
    ({"title": "=1+1"}, "title", "a formula"),
    ({"account": "x" * 20_001}, "account", "beyond any limit"),
    ({"reference": "A-NOWHERE1", "version": "1:abc"}, "reference", "no draft of theirs"),
]


def test_what_cannot_be_read_is_told_by_row_and_column(world: SimpleNamespace) -> None:
    blank = workbook(world)
    for typed, column, why in REFUSED:
        content = filled(blank, lambda put, typed=typed: put(3, **{**NEW, **typed}))

        found = plan(world, content)

        seen = [(each.row, (each.column or "").split(" ")[-1]) for each in found.refused]
        assert (seen, found.created) == ([(3, column)], ()), why
    with pytest.raises(Invalid):
        write(world, content)


def test_the_same_number_twice_is_told_at_the_second(world: SimpleNamespace) -> None:
    def twice(put: Callable[..., None]) -> None:
        put(3, **NEW)
        put(4, **NEW)

    found = plan(world, filled(workbook(world), twice))

    assert [each.row for each in found.refused] == [4]


def test_what_was_sent_is_not_changed_by_a_workbook(world: SimpleNamespace) -> None:
    content = filled(workbook(world), lambda put: put(3, **NEW))
    write(world, content)
    draft = own_actions(world.contributor)[0]
    action_service.submit(world.contributor, draft.reference, version=draft.version)

    same = plan(world, content)
    other = plan(world, filled(content, lambda put: put(3, title="Too late")))

    assert counts(same) == (0, 0, 1, 0, 0)
    assert [each.row for each in other.refused] == [3]


def test_what_changed_since_the_preview_is_not_written(world: SimpleNamespace) -> None:
    content = filled(workbook(world), lambda put: put(3, **NEW))
    seen = plan(world, content).digest
    logged.begun(world, **{**NEW, "title": "Meanwhile"})

    with pytest.raises(PlanChanged):
        write(world, content, digest=seen)

    assert len(own_actions(world.contributor)) == 1


def test_a_workbook_of_another_organisation_is_refused(world: SimpleNamespace) -> None:
    theirs = action_workbook(
        [], organisation=world.other.public_id, words=WORDS, statuses={}, cards=[]
    )

    found = plan(world, filled(theirs, lambda put: put(3, **NEW)))

    assert counts(found) == (0, 0, 0, 0, 1)


def test_the_examples_would_be_read_and_every_list_is_there(world: SimpleNamespace) -> None:
    make.state("XEX", "Examplia")
    plan_ = make.instrument("GPA")
    for reference in ("GPA-2010-16", "GPA-2010-23", "GPA-2010-26"):
        make.commitment(reference, of=plan_)
    standing.rebuild()
    publication.registry_changed()

    def examples_in(put: Callable[..., None]) -> None:
        for row, example in enumerate(examples(), 3):
            put(row, **example)

    content = filled(workbook(world), examples_in)

    assert counts(plan(world, content)) == (2, 0, 0, 0, 0)
    names = {name for name in layout().names if name in layout().choices}
    assert {"state", "kind", "source_5_tier"} <= names
    assert read_workbook(workbook(world), frozenset({LISTS}))[LISTS].rows[0] == LISTED


def test_the_digest_knows_only_what_is_said() -> None:
    text = {**logged.TEXT, "commitments": "B=context; A=context"}
    other = {**logged.TEXT, "commitments": "A=context;B=context", "withhold_name": "no"}

    assert digest(text) == digest(other)
    assert digest(text) != digest({**text, "title": "Another"})
