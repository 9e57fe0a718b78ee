"""A chart for embedding on other sites: figure and table, without navigation or sign-in.

Only these pages may be framed. They are read-only, so that a foreign page cannot trick readers into
changes.
"""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from tracker.web.charts import chart_links
from tracker.web.charts.chart_params import parse_chart_request
from tracker.web.core.audience import everyone
from tracker.web.core.headers import FRAMED_POLICY

blueprint = Blueprint("embed", __name__, url_prefix="/embed")


@blueprint.get("/<name>")
@everyone
def page(name: str) -> ResponseReturnValue:
    """Only the chart."""
    it = parse_chart_request(name)
    answer = make_response(
        render_template(
            "charts/embed.html",
            asked=it.asked,
            chart=it.chart,
            url=chart_links.permanent(it.chart, it.asked),
        )
    )
    answer.headers["Content-Security-Policy"] = FRAMED_POLICY
    return answer
