"""Prepares a figure for the browser: rounded numbers, and marks with addresses."""

from collections.abc import Mapping
from typing import Any

from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with

DIGITS = 5  # of one: a tenth of a pixel on the widest screen


def traces(figure: Mapping[str, Any] | None, asked: PageParams) -> list[Any]:
    """The traces of a figure. Empty if nothing is drawn."""
    return [coarse(_leading(trace, asked)) for trace in (figure or {}).get("data", [])]


def coarse(part: Any) -> Any:
    """A part of a figure with numbers rounded for drawing."""
    match part:
        case float():
            return round(part, DIGITS)
        case list() | tuple():
            return [coarse(each) for each in part]
        case dict():
            return {name: coarse(each) for name, each in part.items()}
        case _:
            return part


# Where a click leads ------------------------------------------------------------------------


def _leading(trace: Mapping[str, Any], asked: PageParams) -> Mapping[str, Any]:
    """The trace with addresses for its codes, if it has links."""
    meta = trace.get("meta")
    if not meta:
        return trace
    marks = trace.get("customdata", [])
    return {**trace, "customdata": [address(mark, meta, asked) for mark in marks]}


def address(mark: Any, meta: Mapping[str, str], asked: PageParams) -> Any:
    """The address of a mark. A mark with several codes uses all but the last."""
    if isinstance(mark, list):
        *rest, last = mark
        return [*rest, address(last, meta, asked)]
    match meta["page"]:
        case _ if not mark:
            return ""
        case "state":
            return url_with("states.state", asked.carried(), iso3=mark)
        case "cell":
            reference = meta["reference"]
            return url_with("states.cell", asked.carried(), iso3=mark, reference=reference)
        case _:
            return url_with("commitments.commitment", asked.carried(), reference=mark)
