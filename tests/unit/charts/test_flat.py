"""Rows as files carry them: codes beside names, words beside levels, empty where missing."""

from datetime import date

from tracker.charts import flat
from tracker.charts.chart import Cell, Column, Kind, Named, Table
from tracker.core.clock import PartialDate

COLUMNS = (
    Column("state", "State", Kind.STATE),
    Column("level", "Level", Kind.LEVEL),
    Column("status", "Status"),
    Column("gap", "Gap", Kind.FIGURE),
    Column("known_share", "Known", Kind.SHARE),
    Column("mean", "Mean", Kind.NUMBER, "points_1_to_5"),
    Column("on", "On", Kind.DATE),
    Column("source", "Source", Kind.SOURCE),
    Column("cell", "Records", Kind.CELL),
)


def test_units_stand_in_the_names_of_columns() -> None:
    assert flat.names(Table(COLUMNS)) == [
        "state",
        "state_name",
        "level_0_to_4",
        "level_word",
        "status",
        "gap_0_to_1",
        "known_share",
        "mean_points_1_to_5",
        "on",
        "source_title",
        "source_url",
        "cell_state",
        "cell_commitment",
    ]


def test_full_row_carries_codes_words_and_dates() -> None:
    row = {
        "state": Named("XAA", "Examplia"),
        "level": 0,
        "status": "Not started",
        "gap": 1.0,
        "known_share": 0.5,
        "mean": 2.5,
        "on": PartialDate(date(2013, 12, 31), "year"),
        "source": Named("", "A source without an address"),
        "cell": Cell("XAA", "P-1", "records"),
    }

    (values,) = flat.rows(Table(COLUMNS, (row,)))

    assert values == [
        *("XAA", "Examplia", 0, "Not started", "Not started", 1.0, 0.5, 2.5, "2013"),
        *("A source without an address", None, "XAA", "P-1"),
    ]


def test_missing_level_is_empty_and_has_a_status() -> None:
    row = {"state": Named("XAA", "Examplia"), "level": None, "status": "No information"}

    (values,) = flat.rows(Table(COLUMNS, (row,)))

    assert values[:6] == ["XAA", "Examplia", None, None, "No information", None]
    assert len(values) == len(flat.names(Table(COLUMNS)))
