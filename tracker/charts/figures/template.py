"""The Plotly template of all figures: default layout and axes.

Plain data; a test checks it with ``plotly.graph_objects`` (docs/decisions/0004). Pure.
"""

from typing import Any

CLEAR = "rgba(0,0,0,0)"  # on maps the page hatches it: no information
FAINT = "rgba(128,128,128,0.28)"  # for grid lines

# Clear paper, no dragging, the page's own letters.
LAYOUT: dict[str, Any] = {
    "paper_bgcolor": CLEAR,
    "plot_bgcolor": CLEAR,
    "margin": {"l": 8, "r": 8, "t": 8, "b": 40},
    "font": {"size": 14},
    "showlegend": False,
    "hovermode": "closest",
    "dragmode": False,
    "legend": {
        "orientation": "h",
        "xref": "container",
        "x": 0,
        "xanchor": "left",
        "yref": "container",
        "y": 0,
        "yanchor": "bottom",
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
    },
}

# A quiet axis: no frame, faint grid, room made for its labels.
AXIS: dict[str, Any] = {
    "fixedrange": True,
    "automargin": True,
    "zeroline": False,
    "gridcolor": FAINT,
    # A colour alone would draw the line; the grid already has one at nothing done.
    "showline": False,
    "ticks": "",
}
