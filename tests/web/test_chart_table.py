"""The rows of a chart's table as HTML: escaped, linked and formatted by the kind of column."""

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tracker.charts.chart import Column, Kind, Named, SourceTitle, Table, Thing
from tracker.web.charts.chart_table import chart_rows
from tracker.web.core.urls import UrlPattern, url_with

CARRIED: Any = SimpleNamespace(carried=lambda: {"as_of": "2013-12-31", "rules": "1"})
HOSTILE = '"><script>'


def cell(kind: Kind, value: Any, of: dict[str, str] | None = None) -> str:
    columns = (Column("head", "Head"), Column("key", HOSTILE, kind))
    table = Table(columns, ({"head": "first", "key": value},))
    return str(chart_rows(table, CARRIED, of or {}))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param(Kind.TEXT, HOSTILE, id="a text that somebody filed"),
        pytest.param(Kind.STATE, Named("XAA", HOSTILE), id="the name of a State"),
        pytest.param(Kind.STATE, Named(HOSTILE, "X one"), id="the code of a State"),
        pytest.param(Kind.PILLAR, Named("", HOSTILE), id="the name of a pillar"),
        pytest.param(Kind.SIDE, Named("", HOSTILE), id="a side without a page"),
        pytest.param(
            Kind.SOURCE, SourceTitle(HOSTILE, HOSTILE, "en"), id="a source with its address"
        ),
        pytest.param(Kind.SOURCE, SourceTitle("", HOSTILE, None), id="a source without an address"),
        pytest.param(Kind.NOTE, HOSTILE, id="the note of a record"),
        pytest.param(Kind.THING, Thing("commitment", HOSTILE, HOSTILE), id="one of several sorts"),
    ],
)
def test_no_cell_and_no_label_is_taken_for_markup(app: Flask, kind: Kind, value: Any) -> None:
    with app.test_request_context("/"):
        assert "<script" not in cell(kind, value)


@pytest.mark.parametrize("kind", list(Kind))
def test_missing_value_of_any_kind_is_a_dash(app: Flask, kind: Kind) -> None:
    with app.test_request_context("/"):
        assert 'class="nothing"' in cell(kind, None)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        pytest.param(Kind.NUMBER, 0, ">0<", id="no records is a number"),
        pytest.param(Kind.SHARE, 0.0, ">0%<", id="a share of nothing"),
        pytest.param(Kind.FIGURE, -0.0, ">0.00<", id="zero has no sign"),
        pytest.param(Kind.YEAR, 2013, ">2013<", id="a year has no separator"),
        pytest.param(Kind.NUMBER, 2013, ">2,013<", id="a count has one"),
        pytest.param(Kind.LEVEL, 0, "level l0", id="the lowest level"),
    ],
)
def test_value_is_written_as_its_kind_asks(app: Flask, kind: Kind, value: Any, shown: str) -> None:
    with app.test_request_context("/"):
        assert shown in cell(kind, value)


@pytest.mark.parametrize("code", ["KEN", "X-1.2", "a b", "ü", "100%", "a/b", "?x=1#y", "~"])
def test_pattern_gives_the_address_that_the_router_gives(app: Flask, code: str) -> None:
    query = {"as_of": "2013-12-31", "lane": "reported,assessed"}
    with app.test_request_context("/"):
        routed = url_with("commitments.commitment", query, reference=code)
        assert UrlPattern("commitments.commitment", "reference", query).fill(code) == routed
