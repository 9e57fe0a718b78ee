"""Cells by what is shown of them: each of one kind, and none of a kind it is not."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.charts.sketch import (
    LATER,
    MEMBERSHIP_UNKNOWN,
    NO_MATTER,
    NOT_A_PARTY,
    NOT_ASSESSED,
    UNKNOWN,
    commitment,
    reported,
    scope,
    seen,
    state,
)
from tracker.charts.builders.heatmap import heatmap
from tracker.charts.builders.question import Question
from tracker.charts.columnar import columnar
from tracker.charts.series.cells import Apart, Kind, Show, code_of, kind_of, kinds, matrix
from tracker.charts.series.grouped import grouped
from tracker.charts.series.orders import Sort
from tracker.gap.facts import Applicability, LaneName, Standing
from tracker.gap.outcomes import CellOutcome
from tracker.registry.vocabulary import Pillar
from tracker.reporting.vocabulary import Answer

CLAIMED = replace(seen(1), reported=4, divergence=0.75)
MODEST = replace(seen(3), reported=2, divergence=-0.25)
SAID_NO = Standing(Applicability.APPLIES, reported_answer=Answer.NOT_APPLICABLE)
CONTRADICTED = replace(seen(2), reported_answer=Answer.NOT_ASSESSED)
EQUAL = replace(seen(3), reported=3, divergence=0.0)


@pytest.mark.parametrize(
    ("cell", "show", "kind", "reason"),
    [
        (seen(4), Show.SETTLED, 4, "it is settled"),
        (seen(4), Show.REPORTED, CellOutcome.NO_INFORMATION, "the State has said nothing"),
        (CLAIMED, Show.REPORTED, 4, "its own lane, whatever settles"),
        (NOT_ASSESSED, Show.REPORTED, CellOutcome.NOT_ASSESSED, "the State gives a reason"),
        (
            NOT_ASSESSED,
            Show.EVIDENCED,
            CellOutcome.NO_INFORMATION,
            "the reason is the state's alone",
        ),
        (seen(2), Show.BASIS, LaneName.EVIDENCED, "evidence settles it"),
        (reported(2), Show.BASIS, LaneName.REPORTED, "nobody else speaks"),
        (
            SAID_NO,
            Show.REPORTED,
            CellOutcome.SAID_NOT_APPLICABLE,
            "the State says so, the rules do not",
        ),
        (
            CONTRADICTED,
            Show.REPORTED,
            CellOutcome.NOT_ASSESSED,
            "its own lane, though others speak",
        ),
        (UNKNOWN, Show.BASIS, CellOutcome.NO_INFORMATION, "nobody speaks"),
        (CLAIMED, Show.DIVERGENCE, Apart.FAR_ABOVE, "half the way or more"),
        (MODEST, Show.DIVERGENCE, Apart.BELOW, "a step"),
        (EQUAL, Show.DIVERGENCE, Apart.SAME, "no difference is no lack of one"),
        (seen(4), Show.DIVERGENCE, Apart.NOT_COMPARED, "only one speaks"),
        (NOT_ASSESSED, Show.DIVERGENCE, Apart.NOT_COMPARED, "a reason is no level"),
        (NOT_A_PARTY, Show.DIVERGENCE, CellOutcome.NOT_APPLICABLE, "nothing is asked"),
        (MEMBERSHIP_UNKNOWN, Show.ASSESSED, CellOutcome.MEMBERSHIP_UNKNOWN, "nobody knows whether"),
        (LATER, Show.SETTLED, CellOutcome.NOT_YET_DUE, "it comes later"),
        (NO_MATTER, Show.SETTLED, None, "it asks nothing of States"),
    ],
)
def test_cell_is_of_one_kind(cell: Standing, show: Show, kind: Kind | None, reason: str) -> None:
    assert kind_of(show)(cell) == kind, reason
    assert kind is None or kind in kinds(show), "the key knows it"


TABLE = {
    "XBB": {"Q-1": seen(1), "P-1": seen(0), "R-1": NO_MATTER},
    "XAA": {"Q-1": NOT_A_PARTY, "P-1": seen(4), "R-1": NO_MATTER},
    "XCC": {"Q-1": UNKNOWN, "P-1": UNKNOWN, "R-1": NO_MATTER},
}
WHOLE = scope(
    TABLE,
    states=(state("XBB"), state("XAA", region="europe"), state("XCC")),
    commitments=(commitment("Q-1", Pillar.PROTECTION), commitment("P-1"), commitment("R-1")),
)


def test_states_stand_by_region_and_commitments_by_pillar() -> None:
    found = matrix(WHOLE, Show.SETTLED)

    assert [line.iso3 for line in found.states] == ["XBB", "XCC", "XAA"]
    assert [line.reference for line in found.commitments] == ["P-1", "Q-1"]
    assert found.cells[0] == (0, 1)


def test_columns_tell_the_same_cells() -> None:
    sent = columnar(matrix(WHOLE, Show.SETTLED))

    seen = [[sent["kinds"][ord(letter) - 97]["code"] for letter in row] for row in sent["cells"]]

    assert seen == [
        ["level_0", "level_1"],
        ["no_information", "no_information"],
        ["level_4", "not_applicable"],
    ]
    assert sent["states"]["region"] == ["africa", "africa", "europe"]


def test_level_and_no_level_are_told_apart_without_colour() -> None:
    sent = columnar(matrix(WHOLE, Show.SETTLED))

    signs = [kind["sign"] for kind in sent["kinds"]]
    plain = [kind["code"] for kind in sent["kinds"] if not kind["sign"]]

    assert len(set(signs)) == len(signs)
    assert plain == ["no_information"]


def test_parts_of_the_heatmap_add_up_to_all_of_it() -> None:
    *parts, whole = heatmap(Question(scope=WHOLE)).table.rows

    for kind in kinds(Show.SETTLED):
        assert sum(row[code_of(kind)] for row in parts) == whole[code_of(kind)]
    assert whole["level_0"] == 1
    assert [row["part"].region for row in parts] == ["africa", "africa", "europe", "europe"]


def test_heatmap_says_how_much_of_it_is_empty() -> None:
    chart = heatmap(Question(scope=WHOLE))

    assert chart.sentence.startswith(
        "Of 5 commitments of 3 Member States, 3 have current information."
    )
    assert chart.coverage == "current information on 3 of 5 commitments (60%)"


PLACED = {
    "XAA": {"P-1": replace(seen(1), settled_on=date(2020, 1, 1), voices=("one", "two"))},
    "XBB": {"P-1": replace(seen(3), settled_on=date(2010, 1, 1), voices=("one",))},
    "XCC": {"P-1": UNKNOWN},
    "XDD": {"P-1": replace(seen(2), settled_on=date(2015, 1, 1), voices=("a", "b", "c"))},
}


@pytest.mark.parametrize(
    ("sort", "order", "reason"),
    [
        (Sort.NAME, "XAA XBB XCC XDD", "by name"),
        (Sort.PROGRESS, "XBB XDD XAA XCC", "the furthest first, what is unknown last"),
        (Sort.AGE, "XAA XDD XBB XCC", "the newest evidence first"),
        (Sort.SOURCES, "XDD XAA XBB XCC", "the most sources first"),
    ],
)
def test_states_are_sorted_within_their_region(sort: Sort, order: str, reason: str) -> None:
    found = matrix(scope(PLACED), Show.SETTLED, sort)

    assert [line.iso3 for line in found.states] == order.split(), reason


def test_sorting_moves_no_state_to_another_region() -> None:
    states = (state("XAA", region="europe"), state("XBB", region="africa"))
    cells = {"XAA": {"P-1": seen(4)}, "XBB": {"P-1": seen(0)}}

    found = matrix(scope(cells, states=states), Show.SETTLED, Sort.PROGRESS)

    assert [line.iso3 for line in found.states] == ["XBB", "XAA"]


def test_commitments_are_sorted_within_their_pillar() -> None:
    lines = (commitment("P-1"), commitment("P-2"), commitment("Q-1", Pillar.PROTECTION))
    cells = {"XAA": {"P-1": seen(1), "P-2": seen(3), "Q-1": seen(4)}}

    found = matrix(scope(cells, commitments=lines), Show.SETTLED, Sort.PROGRESS)

    assert [line.reference for line in found.commitments] == ["P-2", "P-1", "Q-1"]


def test_regions_add_up_and_list_states_where_they_are_opened() -> None:
    found = grouped(WHOLE, ["africa"], Sort.NAME)

    assert [(group.line.code, group.states, len(group.members)) for group in found.regions] == [
        ("africa", 2, 2),
        ("europe", 1, 0),
    ]
    assert found.together.score == WHOLE.together()


@pytest.mark.parametrize("show", list(Show))
def test_files_of_the_heatmap_hold_each_cell_that_is_shown(show: Show) -> None:
    chart = heatmap(Question(scope=WHOLE, options={"show": show}))
    drawn = matrix(WHOLE, show)

    seen = [
        (row["state"].code, row["commitment"].code, row["shows"], row.get("level"))
        for row in chart.file_table.rows
    ]

    assert seen == [
        (state.iso3, line.reference, code_of(kind), kind if isinstance(kind, int) else None)
        for state, row in zip(drawn.states, drawn.cells, strict=True)
        for line, kind in zip(drawn.commitments, row, strict=True)
        if kind is not None
    ]
