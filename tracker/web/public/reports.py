"""Pages of progress reports: the list, one report, and due reports."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.core import collation
from tracker.core.errors import BadParameter, NotFound
from tracker.evidence.queries.actions import actions
from tracker.evidence.queries.replies import replies_to_entries
from tracker.evidence.queries.values import values
from tracker.gap.snapshot import load_snapshot
from tracker.labels.codes import filter_labels
from tracker.registry.vocabulary import Pillar
from tracker.reporting.obligations import Obligation, RoundLine, obligations, rounds_of
from tracker.reporting.report_detail import EntryPage, public_report
from tracker.reporting.report_list import ReportQuery, listed
from tracker.reporting.rounds import rounds
from tracker.reporting.vocabulary import Punctuality
from tracker.review.revisions import revision
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.language import selected
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with
from tracker.web.workspace import reporting_words

blueprint = Blueprint("reports", __name__)

_REFERENCE = re.compile(r"[A-Za-z0-9-]{1,40}")


@blueprint.get("/reports")
@everyone
def index() -> ResponseReturnValue:
    """Every published report, latest period first."""
    asked = query_params.parse_page_params(
        filters=("region", "group"), more={"page": query_params.positive_number}
    )
    reading = asked.reading
    wanted = ReportQuery(asked.filters, reading.as_of, reading.known_by)
    found = listed(wanted, page=int(asked.more.get("page", "1")))
    if not 1 <= found.number <= found.pages:
        raise BadParameter("page", str(found.number), f"1–{found.pages}")
    return render_template(
        "reports/index.html",
        asked=asked,
        total=found.total,
        reports=found.reports,
        page=found.number,
        pages=found.pages,
        states=load_snapshot(reading).states,
        options=filter_labels(),
    )


@blueprint.get("/reports/<reference>")
@everyone
def report(reference: str) -> ResponseReturnValue:
    """One report: title, entries by pillar, consultation, history."""
    if not _REFERENCE.fullmatch(reference):
        raise NotFound("report", reference)
    if reference != reference.upper():
        given = request.args.to_dict(flat=False)
        return redirect(url_with(".report", given, reference=reference.upper()), 301)
    asked = query_params.parse_page_params()
    found = public_report(reference, asked.reading.known_by)
    return render_template(
        "reports/report.html",
        asked=asked,
        report=found,
        pillars=_by_pillar(found.entries),
        records={**values(found.records), **actions(found.records)},
        answers=replies_to_entries(found.reference, asked.reading.known_by)
        if found.entries
        else {},
        words=reporting_words,
        revision=revision(),
        address=url_for(".report", reference=reference, _external=True, **asked.carried()),
    )


@dataclass(frozen=True, slots=True)
class DueReportRow:
    """One round's due reports: ``among`` the filtered States, ``owed`` in this status."""

    asked: PageParams
    rounds: Sequence[RoundLine]
    chosen: RoundLine | None
    among: Sequence[Obligation]
    owed: Sequence[Obligation]


def due_reports() -> DueReportRow:
    """The parsed parameters of the list of due reports."""
    asked = query_params.parse_page_params(
        filters=("region", "group"),
        more={"round": query_params.free_text, "standing": query_params.one_of(Punctuality)},
    )
    days = asked.reading.as_of, asked.reading.known_by
    lines = rounds(*days)
    chosen = _chosen(lines, asked.more.get("round"), min(days))
    owed = obligations(*days, cycle=chosen.cycle, period_end=chosen.period_end) if chosen else ()
    among = collation.by_name(
        (each for each in owed if _fits(each, asked.filters)),
        lambda each: each.names[selected()],
        selected(),
    )
    standing = asked.more.get("standing")
    return DueReportRow(
        asked, lines, chosen, among, [one for one in among if standing in (None, one.standing)]
    )


@blueprint.get("/reporting")
@everyone
def punctuality() -> ResponseReturnValue:
    """Who has reported, is late, or has not, by cycle and round."""
    found = due_reports()
    return render_template(
        "reports/punctuality.html",
        asked=found.asked,
        rounds=found.rounds,
        chosen=found.chosen,
        counts=rounds_of(found.among)[0].counts if found.among else None,
        owed=found.owed,
        counted_on=min(found.asked.reading.as_of, found.asked.reading.known_by),
        words=reporting_words,
        options=filter_labels(),
    )


def _fits(line: object, filters: Mapping[str, str]) -> bool:
    return all(getattr(line, name) == code for name, code in filters.items())


def _by_pillar(entries: Sequence[EntryPage]) -> list[tuple[str, list[EntryPage]]]:
    order = {pillar.value: place for place, pillar in enumerate(Pillar)}
    placed = sorted(entries, key=lambda each: order[each.passage.pillar])
    return [(pillar, list(each)) for pillar, each in groupby(placed, lambda e: e.passage.pillar)]


def _chosen(lines: Sequence[RoundLine], code: str | None, day: date) -> RoundLine | None:
    """The requested round; else the latest due one, else the next one."""
    if code is not None:
        found = next((line for line in lines if line.code == code), None)
        if found is None:
            raise BadParameter("round", code, [line.code for line in lines])
        return found
    fallen = [line for line in lines if line.first_due_on < day]
    return fallen[0] if fallen else lines[-1] if lines else None
