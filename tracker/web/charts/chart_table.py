"""Renders the rows of a chart's table as HTML.

A table may have thousands of cells. A template macro for each of them, with an address made by the
router and a number formatted by Babel, took most of the time of a page; here the address of a kind
of page is made once for a table.
"""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from tracker.charts.chart import Column, Kind, Table
from tracker.core.clock import PartialDate
from tracker.core.record_texts import marked_record_text
from tracker.labels.codes import level_label
from tracker.web.charts.chart_links import side
from tracker.web.core.direction import filed
from tracker.web.core.formats import day, figure, nothing, number, partial_day, share
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import UrlPattern, url_with

# Only these are set differently from text; others would take the style of something else.
WITH_CLASS = frozenset({Kind.NUMBER, Kind.SHARE, Kind.FIGURE, Kind.DATE})

Render = Callable[[Any], str]


def init_app(app: Flask) -> None:
    """Give templates the rows."""
    app.jinja_env.globals["chart_rows"] = chart_rows


def chart_rows(
    table: Table, asked: PageParams | None, of: Mapping[str, str], most: int | None = None
) -> Markup:
    """At most ``most`` rows of a table. ``of``: the parameters of its chart."""
    cells = _Cells(asked.carried() if asked else {}, of)
    columns = [
        (column.key, *_frame(column, is_head=place == 0), cells.renderer(column.kind))
        for place, column in enumerate(table.columns)
    ]
    empty = str(nothing())
    parts: list[str] = []
    for row in islice(table.rows, most):
        parts.append('      <tr role="row">')
        for key, opening, closing, render in columns:
            cell = row.get(key)
            parts += opening, empty if cell is None or cell == "" else render(cell), closing
        parts.append("</tr>\n")
    return Markup("".join(parts))  # noqa: S704 - every part is escaped where it is made


def _frame(column: Column, *, is_head: bool) -> tuple[str, str]:
    """The HTML before and after a cell of a column."""
    css = f' class="{column.kind}"' if column.kind in WITH_CLASS else ""
    if is_head:
        return f'<th role="rowheader" scope="row"{css}>', "</th>"
    return f'<td role="cell"{css} data-label="{escape(column.title)}">', "</td>"


class _Cells:
    """Renders each kind of cell, with the reading in every address."""

    def __init__(self, carried: Mapping[str, str], of: Mapping[str, str]) -> None:
        self._carried, self._of = carried, of

    def renderer(self, kind: Kind) -> Render:
        """The function that renders this kind of cell."""
        match kind:
            case Kind.STATE:
                return self._states()
            case Kind.COMMITMENT:
                return self._linked("commitments.commitment", "reference")
            case Kind.INDICATOR:
                return self._linked("indicators.indicator", "code")
            case Kind.THING:
                return self._things()
            case Kind.NUMBER:
                return _made_once(number)
            case Kind.SHARE:
                return _made_once(share)
            case Kind.FIGURE:
                return _made_once(figure)
            case Kind.TEXT | Kind.YEAR:
                return _made_once(_text)
            case _:
                return self._of_kind(kind)

    def _of_kind(self, kind: Kind) -> Render:
        plain: dict[Kind, Render] = {
            Kind.PILLAR: self._pillar,
            Kind.SIDE: self._side,
            Kind.PART: self._part,
            Kind.CELL: self._cell,
            Kind.LEVEL: _level,
            Kind.SOURCE: _source,
            Kind.NOTE: lambda cell: str(escape(marked_record_text(cell))),
            Kind.DATE: _date,
        }
        return plain.get(kind, _text)

    def _states(self) -> Render:
        """Links to the States, or to their values of the chart's indicator."""
        if "indicator" not in self._of:
            return self._linked("states.state", "iso3")
        page = "indicators.indicator"
        pattern = UrlPattern(page, "state", self._carried, code=self._of["indicator"])
        return lambda cell: _link(pattern.fill(cell.code), cell.name)

    def _linked(self, endpoint: str, name: str) -> Render:
        pattern = UrlPattern(endpoint, name, self._carried)
        return lambda cell: _link(pattern.fill(cell.code), cell.name)

    def _things(self) -> Render:
        commitment = self._linked("commitments.commitment", "reference")
        by_kind: dict[str, Render] = {"commitment": commitment, "pillar": self._pillar}
        return lambda cell: by_kind.get(cell.kind, self._side)(cell)

    def _pillar(self, cell: Any) -> str:
        """A link to its commitments, of the chart's State or of all."""
        query = {**self._carried, **({"pillar": cell.code} if cell.code else {})}
        if "state" in self._of:
            url = url_with("state_tabs.commitments", query, iso3=self._of["state"])
        else:
            narrowed = {name: self._of.get(name, "") for name in ("instrument", "theme")}
            url = url_with("commitments.index", {"counts": "yes", **narrowed, **query})
        return _link(url, cell.name)

    def _side(self, cell: Any) -> str:
        return _link(side(cell.code, self._carried), cell.name) if cell.code else escape(cell.name)

    def _part(self, cell: Any) -> str:
        part = {"region": cell.region, "pillar": cell.pillar} if cell.region else {}
        return _link(url_with("explore.page", {**self._carried, **self._of, **part}), cell.name)

    def _cell(self, cell: Any) -> str:
        url = url_with("states.cell", self._carried, iso3=cell.iso3, reference=cell.reference)
        return _link(url, cell.name)


def _made_once(write: Callable[[Any], str]) -> Render:
    """Cache rendered values, because columns repeat them."""
    made: dict[Any, str] = {}

    def render(cell: Any) -> str:
        found = made.get(cell)
        if found is None:
            found = made[cell] = str(write(cell))
        return found

    return render


def _link(url: str, name: str) -> str:
    return f'<a href="{escape(url)}">{escape(name)}</a>'


def _level(cell: int) -> str:
    return (
        f'<span class="level l{cell}"><span class="swatch" aria-hidden="true">{cell}</span>'
        f"<span>{escape(level_label(cell))}</span></span>"
    )


def _source(cell: Any) -> str:
    name = filed(cell.name, cell.language)
    if cell.code:
        name = Markup('<a href="{}" rel="noreferrer noopener external">{}</a>').format(
            cell.code, name
        )
    return f'<span class="source">{name}</span>'


def _date(cell: Any) -> str:
    if isinstance(cell, PartialDate):
        return str(partial_day(cell.last_day, cell.precision))
    return str(day(cell))


def _text(cell: Any) -> str:
    """A text isolated from its surroundings. A year is not."""
    return str(filed(cell)) if isinstance(cell, str) else str(escape(cell))
