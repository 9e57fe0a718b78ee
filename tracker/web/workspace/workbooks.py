"""Workbooks of a report: download, upload, preview, confirm.

What was brought back stays on the server between the preview and the confirmation; the browser
sends only the digest of what it was shown, so nothing else can be written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, make_response, redirect, request, url_for
from flask import render_template as render
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import HiddenField

from tracker.core.db import release_write_lock
from tracker.core.errors import Invalid, NotFound
from tracker.exchange.parsing.archives import MOST_UPLOADED
from tracker.exchange.workbooks import pending_uploads
from tracker.exchange.workbooks.pending_uploads import Upload
from tracker.exchange.workbooks.report_upload import (
    PlanChanged,
    UploadPlan,
    carry_out_upload,
    plan_upload,
)
from tracker.exchange.workbooks.report_workbook import report_workbook
from tracker.labels.codes import LABELS, LEVELS
from tracker.policy.permission_map import may
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.registry.queries.commitments import register
from tracker.reporting.conflicts import ReportClosed
from tracker.reporting.drafts import EMPTY_ENTRY, EntryDraft
from tracker.review.lifecycle import OPEN
from tracker.schema.drafts import differences
from tracker.web.core import errors, query_params, visitor
from tracker.web.core.audience import focal_point, state_side
from tracker.web.core.forms import UNPROCESSABLE, Form
from tracker.web.core.urls import url_with
from tracker.web.workspace import editor as editor_pages
from tracker.web.workspace import reporting_words
from tracker.web.workspace.entry_form import answer_words
from tracker.workspace.report_editor import ReportEditor, report_editor

blueprint = Blueprint("workbooks", __name__, url_prefix="/workspace/reports/<reference>")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX = ".xlsx"
# Around the workbook travel the token and the names of fields.
MOST_SENT = MOST_UPLOADED + 64 * 1024
NOTICES = {
    "written": _l("The workbook is imported into the report."),
    "dropped": _l("The upload is cancelled. Nothing was changed."),
    "gone": _l(
        "The uploaded workbook has expired, so nothing was changed. Please upload it again."
    ),
}


class UploadForm(Form):
    """The filled workbook."""

    workbook = FileField(_l("Filled workbook (.xlsx)"), render_kw={"accept": SUFFIX})

    def upload(self) -> Upload:
        """The submitted file. Raises Invalid at the field."""
        file = request.files.get("workbook")
        if file is None or not file.filename:
            raise Invalid({"workbook": [_("choose the filled workbook")]})
        if not file.filename.lower().endswith(SUFFIX):
            raise Invalid({"workbook": [_("choose a file with a name that ends in .xlsx")]})
        content = file.read(MOST_UPLOADED + 1)
        if len(content) > MOST_UPLOADED:
            raise Invalid({"workbook": [_too_large()]})
        return Upload(Path(file.filename.replace("\\", "/")).name, content)


class ConfirmForm(Form):
    """The confirmed preview, by its digest."""

    digest = HiddenField()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry before and after, in words. None without an entry."""

    name: Any
    before: str | None
    after: str


@blueprint.record_once
def limit(state: BlueprintSetupState) -> None:
    """Set the upload limit to the size of a workbook."""
    if state.app.config.get("MAX_CONTENT_LENGTH") is None:
        state.app.config["MAX_CONTENT_LENGTH"] = MOST_SENT


@blueprint.get("/workbook")
@state_side
def page(reference: str) -> ResponseReturnValue:
    """Download and upload."""
    numbers = dict.fromkeys(("created", "changed", "known"), query_params.positive_number)
    asked = query_params.parse_page_params(
        more={"done": query_params.one_of(NOTICES), **numbers},
        reading=False,
    )
    return _page(reference, UploadForm(formdata=None), given=asked.given)


@blueprint.get("/workbook.xlsx")
@state_side
def download(reference: str) -> ResponseReturnValue:
    """The workbook of the current report."""
    query_params.parse_page_params(reading=False)
    desk = report_editor(visitor.actor_of_request(), reference)
    answer = Response(report_workbook(desk), content_type=XLSX)
    name = f"{desk.report.reference}{SUFFIX}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/workbook")
@focal_point
def upload(reference: str) -> ResponseReturnValue:
    """Store the workbook for this session and redirect to its preview."""
    form, desk = UploadForm(), _writable(reference)
    try:
        sent = form.upload()
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_page(reference, form, desk=desk), UNPROCESSABLE)
    pending_uploads.store(_folder(), _session(), desk.report.reference, sent)
    return redirect(url_for(".preview", reference=reference), 303)


@blueprint.get("/workbook/preview")
@focal_point
def preview(reference: str) -> ResponseReturnValue:
    """The planned changes, row by row. Nothing is written."""
    query_params.parse_page_params(reading=False)
    sent = pending_uploads.load(_folder(), _session(), reference)
    if sent is None:
        _writable(reference)
        return _to_page(reference, done="gone")
    plan = plan_upload(visitor.actor_of_request(), reference, sent.name, sent.content)
    return _preview(plan)


@blueprint.post("/workbook/preview")
@focal_point
def confirm(reference: str) -> ResponseReturnValue:
    """Write exactly the changes that were shown, or show the new ones."""
    form, sent = ConfirmForm(), pending_uploads.load(_folder(), _session(), reference)
    if sent is None:
        _writable(reference)
        return _to_page(reference, done="gone")
    actor, digest = visitor.actor_of_request(), form.digest.data or ""
    try:
        plan = carry_out_upload(
            actor, reference, sent.name, sent.content, digest=digest, let_go=release_write_lock
        )
    except PlanChanged as changed:
        return make_response(_preview(changed.plan, has_changed=True), 409)
    except Invalid:
        return make_response(
            _preview(plan_upload(actor, reference, sent.name, sent.content)), UNPROCESSABLE
        )
    pending_uploads.forget(_folder(), _session(), reference)
    done = {"created": plan.created, "changed": plan.changed, "known": plan.known.changes}
    counts = {name: str(len(rows)) for name, rows in done.items()}
    return _to_page(reference, done="written", **counts)


@blueprint.post("/workbook/drop")
@focal_point
def drop(reference: str) -> ResponseReturnValue:
    """Discard the workbook."""
    _writable(reference)
    pending_uploads.forget(_folder(), _session(), reference)
    return _to_page(reference, done="dropped")


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The response to a file over the limit, which was not read completely."""
    visitor.load()
    reference = (request.view_args or {}).get("reference", "")
    return errors.page(
        413,
        _("This workbook is too large"),
        _too_large(),
        back=url_for("workbooks.page", reference=reference),
    )


blueprint.register_error_handler(ReportClosed, editor_pages.closed)


def _too_large() -> str:
    return _(
        "The limit is %(most)s MiB. Nothing was changed. Pictures and extra sheets make a "
        "file large. Download the workbook again and copy only your texts into it.",
        most=MOST_UPLOADED // 1024**2,
    )


def _page(
    reference: str,
    form: Form,
    *,
    desk: ReportEditor | None = None,
    given: Mapping[str, str] | None = None,
) -> str:
    shown = given or {}
    desk = desk or report_editor(visitor.actor_of_request(), reference)
    waits = pending_uploads.load(_folder(), _session(), desk.report.reference) is not None
    is_open = desk.report.status in OPEN
    return render(
        "workbooks/page.html",
        form=form,
        report=desk.report,
        progress=desk.progress,
        is_open=is_open,
        writes=is_open and _may_write(desk),
        waits=waits and is_open,
        notice=NOTICES.get(shown.get("done", "")),
        counts=shown,
        most=MOST_UPLOADED // 1024**2,
    )


def _preview(plan: UploadPlan, *, has_changed: bool = False) -> str:
    cards = register().cards
    return render(
        "workbooks/preview.html",
        plan=plan,
        form=ConfirmForm(formdata=None, digest=plan.digest),
        titles={name: card.title for name, card in cards.items()},
        field_changes=field_changes,
        conflict=lambda row: field_changes(row.stored.draft, row.offered),
        answer_words=answer_words,
        has_changed=has_changed,
    )


def field_changes(before: EntryDraft | None, after: EntryDraft) -> list[FieldChange]:
    """The differences between two entries, in words."""
    empty = EntryDraft(**{**_values(EMPTY_ENTRY), "commitment": after.commitment})
    found = differences(before or empty, after)
    # That the answer is a level says nothing beside the level.
    if "level" in found and found["level"][1]:
        found.pop("answer", None)
    names = {column.name: column.holds for column in EntryDraft.columns()}
    names |= {"level": _("Level"), "answer": _("Answer")}
    return [
        FieldChange(names[field], _in_words(field, was) if before else None, _in_words(field, now))
        for field, (was, now) in found.items()
    ]


def _values(draft: EntryDraft) -> dict[str, Any]:
    return {name: draft.get(name) for name in draft.attributes()}


def _in_words(field: str, cell: str) -> str:
    match field:
        case "level" if cell:
            return f"{cell} – {LEVELS[int(cell)]}"
        case "answer" if cell:
            return str(LABELS["answer"][cell])
        case "survivors" if cell:
            return str(reporting_words.SURVIVORS[cell])
    return cell


def _writable(reference: str) -> ReportEditor:
    """The report, if the visitor may edit it now. Raises NotFound or ReportClosed."""
    desk = report_editor(visitor.actor_of_request(), reference)
    if not _may_write(desk):
        raise NotFound("report", reference)
    if desk.report.status not in OPEN:
        raise ReportClosed(desk.report.status)
    return desk


def _may_write(desk: ReportEditor) -> bool:
    subject = Subject(state=desk.report.iso3)
    return may(visitor.actor_of_request(), Permission.REPORT_DRAFT, subject)


def _folder() -> Path:
    return Path(current_app.config["DATA_DIR"])


def _session() -> str:
    known = visitor.signed_in()
    if known is None:
        raise NotFound("session", "")
    return known.session_id


def _to_page(reference: str, **more: str) -> ResponseReturnValue:
    return redirect(url_with(".page", more, reference=reference), 303)
