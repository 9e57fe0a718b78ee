"""Returns a State's own reports with their entries, and due reports.

Only a token of a person who reports for the State can read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _l

from tracker.accounts.tokens import Scope
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import BodySchema, Endpoint, answered
from tracker.api.core.fields import (
    DAY,
    FLAG,
    STATE,
    TEXT,
    WHOLE,
    Field,
    code_of,
    part,
    parts,
    values_of,
)
from tracker.api.private.entries import ENTRY, OWN_ENTRY, REPORT
from tracker.api.private.fields import (
    PLAIN_STEP,
    REASONS,
    RECEIPT,
    moment_field,
    plain_field,
    tag,
)
from tracker.api.private.paging import (
    PAGES,
    answered_page,
    place_of_page,
    sort_before,
    step_of_page,
)
from tracker.policy.audience import Audience
from tracker.reporting import content_hash, editing, transitions
from tracker.reporting.queries_private import PrivateReport, own_reports
from tracker.reporting.report_detail import Step, own_report_page
from tracker.reporting.vocabulary import Consultation, Punctuality
from tracker.review.lifecycle import OPEN
from tracker.workspace import report_editor
from tracker.workspace.report_editor import ReportEditor


def _of_frame(name: str, holds: Any, schema: Any, example: Any, *, nullable: bool = False) -> Field:
    def get(row: PrivateReport) -> Any:
        return getattr(row.frame, name)

    return Field(name, holds, schema, get, example, nullable=nullable)


OWN = (
    *RECEIPT,
    Field("state", _l("ISO 3166-1 alpha-3 code"), STATE, lambda one: one.iso3, "KEN"),
    _of_frame("title", _l("Its title"), TEXT, "Report on 2021 to 2024"),
    _of_frame("period_start", _l("First day of the period"), DAY, "2021-01-01"),
    _of_frame("period_end", _l("Last day of the period"), DAY, "2024-12-31"),
    _of_frame(
        "survivors",
        _l("How survivors took part in the report as a whole"),
        code_of(Consultation),
        "consulted",
    ),
    _of_frame(
        "survivors_how",
        _l("How they took part, or why they did not"),
        TEXT,
        "Two survivor-led organisations read the draft.",
        nullable=True,
    ),
    plain_field(
        "due_id", _l("The due date that it answers. Null: an extra one"), WHOLE, 12, nullable=True
    ),
    plain_field("cycle", _l("Code of its cycle"), TEXT, "ROUND-2024", nullable=True),
    plain_field("due_on", _l("When it is due"), DAY, "2026-06-30", nullable=True),
    moment_field("moved_at", _l("When it was last moved"), None, nullable=True),
    plain_field(
        "reason",
        _l("Why it was returned, while that is to be answered"),
        TEXT,
        None,
        nullable=True,
    ),
    plain_field("was_sent", _l("Whether reviewers ever had it"), FLAG, False),
)
PROGRESS = tuple(
    plain_field(name, holds, WHOLE, example)
    for name, holds, example in (
        ("finished", _l("Entries to which nothing is wanting"), 40),
        ("unfinished", _l("Entries to which something is"), 3),
        ("asked", _l("Commitments asked about"), 52),
    )
)
DUE = (
    plain_field("due_id", _l("The value of due for a new report"), WHOLE, 12),
    Field("state", _l("ISO 3166-1 alpha-3 code"), STATE, lambda one: one.iso3, "KEN"),
    plain_field("cycle", _l("Code of the cycle"), TEXT, "ROUND-2024"),
    plain_field("cycle_title", _l("Its title"), TEXT, "Round of 2024"),
    plain_field("period_start", _l("First day to report on"), DAY, "2021-01-01"),
    plain_field("period_end", _l("Last day to report on"), DAY, "2024-12-31"),
    plain_field("due_on", _l("When it is due"), DAY, "2026-06-30"),
    plain_field("standing", _l("Where that stands"), code_of(Punctuality), "not_yet_due"),
)


@dataclass(frozen=True, slots=True)
class OwnReportDetail:
    """One's own report with its lines, its steps and the reasons why it cannot be approved."""

    editor: ReportEditor
    errors: Mapping[str, list[str]]
    steps: tuple[Step, ...]
    edition: str


def _of_report(field: Field) -> Field:
    return Field(
        field.name,
        field.holds,
        field.schema,
        lambda whole: field.get(whole.editor.report),
        field.example,
        nullable=field.nullable,
    )


WHOLE_OWN = (
    *map(_of_report, OWN),
    part("progress", _l("How far it has come"), PROGRESS, lambda whole: whole.editor.progress),
    Field(
        "errors",
        _l("For a draft: errors that prevent approval, by field and by commitment.field"),
        REASONS,
        lambda whole: whole.errors,
        {"GPA-2010-38.level": ["choose a level from 0 to 4"]},
    ),
    parts("entries", _l("Every commitment asked about"), ENTRY, lambda whole: whole.editor.lines),
    parts("steps", _l("Each step with its reason"), PLAIN_STEP, lambda whole: whole.steps),
)


def load_detail(reference: str) -> OwnReportDetail:
    """One of the reports of the actor's States. Raises NotFound."""
    actor = actor_of_request()
    editor, report = (
        report_editor.report_editor(actor, reference),
        editing.own_report(actor, reference),
    )
    errors = transitions.faults(report) if editor.report.status in OPEN else {}
    steps = own_report_page(actor, reference).history
    return OwnReportDetail(editor, errors, steps, content_hash.content_hash(report))


def _all() -> Response:
    place, step = place_of_page(date, str), step_of_page()
    rows = [((one.frame.period_end, one.reference), one) for one in own_reports(actor_of_request())]
    return answered_page(OWN, sort_before(rows, place), step)


def _one(reference: str) -> Response:
    found = load_detail(reference)
    return answered(values_of(WHOLE_OWN, found), ETag=tag(found.edition))


def _due() -> Response:
    return answered(
        [values_of(DUE, each) for each in report_editor.workspace(actor_of_request()).due]
    )


def _see(name: str, path: str, summary: Any, about: Any, **more: Any) -> Endpoint:
    """An endpoint that reads one's own reports."""
    return Endpoint(
        name=name,
        method="GET",
        path=path,
        summary=summary,
        about=about,
        scope=Scope.RECORDS_READ,
        of=Audience.STATE,
        **more,
    )


OWN_WHOLE = _see(
    "own_report",
    "/own/reports/<reference>",
    _l("One of them, complete"),
    _l(
        "With every commitment of its cycle and errors that prevent approval. Its ETag "
        "covers the report and all its entries."
    ),
    does=_one,
    answers=BodySchema(name="OwnReportWhole", fields=WHOLE_OWN, tagged=True),
    in_path=(REPORT,),
)
ACTS = (
    _see(
        "list_own_reports",
        "/own/reports",
        _l("Your reports"),
        _l("Every report of the States for which its owner speaks, the latest period first."),
        does=_all,
        answers=BodySchema(name="OwnReport", fields=OWN, many=True),
        takes=PAGES,
    ),
    OWN_WHOLE,
    OWN_ENTRY,
    _see(
        "list_due_reports",
        "/own/due",
        _l("Due reports"),
        _l("Due dates without a report, most urgent first."),
        does=_due,
        answers=BodySchema(name="DueReport", fields=DUE, many=True),
    ),
)
