"""Figures have one template, which plotly itself accepts; a worker does not load plotly."""

import ast
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from tracker.charts.figures.style import axis, base_layout
from tracker.charts.figures.template import AXIS, LAYOUT

TRACKER = Path(__file__).resolve().parents[3] / "tracker"
TEMPLATE = {"layout": {**LAYOUT, "xaxis": AXIS, "yaxis": AXIS}}


def test_plotly_accepts_the_template() -> None:
    template = go.layout.Template(TEMPLATE)

    assert template.layout.legend.orientation == "h"
    assert go.Figure(layout={"template": template}).layout.template.layout.xaxis.automargin


@pytest.mark.parametrize(
    "wrong", [{"paper_bgcolour": "white"}, {"hovermode": "nearest"}, {"font": {"size": "large"}}]
)
def test_plotly_refuses_what_its_schema_does_not_have(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="[Ii]nvalid"):
        go.layout.Template({"layout": {**LAYOUT, **wrong}})


def test_figures_take_layout_and_axis_from_the_template() -> None:
    first, second = base_layout(300), base_layout(400)
    first["legend"]["x"] = 1

    assert {**second, **LAYOUT, "height": 400} == second
    assert axis(ticks="outside") == {**AXIS, "ticks": "outside"}


def test_the_application_imports_no_plotly() -> None:
    importing = [
        path.name
        for path in TRACKER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported(node)
        if name.partition(".")[0] == "plotly"
    ]

    assert importing == []


def imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [name.name for name in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
        case _:
            return []
