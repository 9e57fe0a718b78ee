"""The timeline of one State: a row for each subject and a mark for each record.

The colour is that of the level, whose name is in the hover text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from textwrap import wrap

from tracker.charts.figures.style import INK, LEVEL_COLOURS, Figure, axis, figure, plain
from tracker.charts.figures.template import CLEAR

LINE, BETWEEN, FOOT, WIDTH = 18, 22, 40, 24
# A dated act stands out from a yearly value; what an organisation logged has a mark of its own.
MARKS = {"value": "circle", "act": "diamond", "logged": "square"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A record on a day. If ``level`` is None, the mark is open."""

    row: str
    on: date
    kind: str
    level: int | None
    hover: str


def height(moments: Sequence[Moment]) -> int:
    """Pixels for the labels of all subjects and the axis."""
    return sum(_room(row) for row in {moment.row for moment in moments}) + FOOT


def _words(row: str) -> list[str]:
    return wrap(row, WIDTH)


def _room(row: str) -> int:
    return LINE * len(_words(row)) + BETWEEN


def timeline(moments: Sequence[Moment], names: dict[str, str]) -> Figure:
    """Marks by kind. Rows keep the order of first occurrence. ``names`` label the kinds."""
    rows = list(dict.fromkeys(moment.row for moment in moments))
    ends = list(accumulate(_room(row) for row in rows))
    places = {row: end - _room(row) / 2 for row, end in zip(rows, ends, strict=True)}
    return figure(
        [
            _trace([moment for moment in moments if moment.kind == kind], kind, name, places)
            for kind, name in names.items()
            if any(moment.kind == kind for moment in moments)
        ],
        height=height(moments),
        showlegend=True,
        margin={"l": 8, "r": 16, "t": 4, "b": 36},
        xaxis=axis(type="date", tickangle=0),
        yaxis=axis(
            tickvals=list(places.values()),
            ticktext=["<br>".join(plain(part) for part in _words(row)) for row in rows],
            range=[sum(_room(row) for row in rows), 0],
        ),
    )


def _trace(moments: Sequence[Moment], kind: str, name: str, places: dict[str, float]) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(name),
        "x": [moment.on.isoformat() for moment in moments],
        "y": [places[moment.row] for moment in moments],
        "text": [plain(moment.hover) for moment in moments],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": MARKS[kind],
            "size": 11,
            "color": [
                CLEAR if moment.level is None else LEVEL_COLOURS[moment.level] for moment in moments
            ],
            "line": {"color": INK, "width": 1},
        },
    }
