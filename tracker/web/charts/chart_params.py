"""Parses the address of a chart and its parameters."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.charts.builders.trend import BY_REGION
from tracker.charts.catalogue import chart
from tracker.charts.chart import Chart
from tracker.charts.series.cells import Show
from tracker.charts.series.orders import Sort
from tracker.core import clock
from tracker.core.errors import BadParameter
from tracker.web.core import query_params
from tracker.web.core.query_params import FILTERS, Check, PageParams, one_of

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """A chart and its parameters."""

    asked: PageParams
    chart: Chart


def code(name: str, text: str) -> str:
    """A validator for codes."""
    if not _CODE.fullmatch(text):
        raise BadParameter(name, text[:40], _("a code such as KEN or TIP-PROTOCOL-05"))
    return text


def codes(name: str, text: str) -> str:
    """A validator for codes separated by commas."""
    for part in text.split(","):
        code(name, part.strip())
    return text


def listed(text: str | None) -> list[str]:
    """The codes of such a list, in order."""
    return [part.strip() for part in text.split(",")] if text else []


def year(name: str, text: str) -> str:
    """A validator for years from 1900 to this one."""
    if not re.fullmatch(r"[0-9]{4}", text) or not 1900 <= int(text) <= clock.latest_day().year:
        raise BadParameter(name, text[:40], _("a year such as 2005"))
    return text


# How to look, for the charts that know it (tracker.charts.catalogue.OPTIONS).
OPTIONS: dict[str, Check] = {
    "show": one_of(Show),
    "sort": one_of(Sort),
    "since": year,
    "split": one_of((BY_REGION,)),
}


def options(asked: PageParams) -> dict[str, str]:
    """The chart options in the address."""
    return {name: asked.more[name] for name in OPTIONS if name in asked.more}


def parse_chart_request(name: str) -> ChartRequest:
    """The requested chart. Raises NotFound or BadParameter."""
    asked = query_params.parse_page_params(
        filters=FILTERS,
        more={"state": code, "commitment": code, "indicator": code, "states": codes, **OPTIONS},
    )
    made = chart(
        name,
        asked.reading,
        filters=asked.filters,
        state=asked.more.get("state"),
        commitment=asked.more.get("commitment"),
        states=listed(asked.more.get("states")),
        indicator=asked.more.get("indicator"),
        options=options(asked),
    )
    return ChartRequest(asked, made)
