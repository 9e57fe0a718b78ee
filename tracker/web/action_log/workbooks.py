"""Workbooks of an organisation's drafts: download, upload, preview, confirm.

As with reports, what was brought back stays on the server between preview and confirmation.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from tracker.accounts import queries
from tracker.accounts.models import Organisation
from tracker.core.db import release_write_lock
from tracker.core.errors import Invalid, NotFound
from tracker.evidence.action_drafts import TEXT_FIELDS
from tracker.evidence.queries.own_actions import organisations_of, own_actions
from tracker.exchange.parsing.archives import MOST_UPLOADED
from tracker.exchange.workbooks import pending_uploads
from tracker.exchange.workbooks.action_upload import (
    ActionPlan,
    PlanChanged,
    carry_out_actions,
    plan_actions,
)
from tracker.exchange.workbooks.action_workbook import WorkbookLabels, action_workbook
from tracker.labels.codes import LABELS
from tracker.registry.queries.commitments import register
from tracker.schema.fields import NO, YES
from tracker.web.action_log import words
from tracker.web.action_log.merging import in_words
from tracker.web.core import errors, query_params, visitor
from tracker.web.core.audience import contributor
from tracker.web.core.forms import CONFLICT, UNPROCESSABLE, OrganisationForm
from tracker.web.core.language import selected
from tracker.web.workspace.workbooks import SUFFIX, XLSX, ConfirmForm, FieldChange, UploadForm

blueprint = Blueprint("logging_sheets", __name__, url_prefix="/workspace/actions/spreadsheet")

OF = {"organisation": query_params.free_text}
NUMBERS = dict.fromkeys(("created", "changed"), query_params.positive_number)
DONE = {"done": query_params.one_of(("written", "dropped", "gone"))}


@blueprint.get("")
@contributor
def page() -> ResponseReturnValue:
    """Download and upload."""
    given = query_params.parse_page_params(more={**OF, **NUMBERS, **DONE}, reading=False).given
    return _page(_organisation(given), UploadForm(formdata=None), given=given)


@blueprint.get("/actions.xlsx")
@contributor
def download() -> ResponseReturnValue:
    """The organisation's drafts, with empty rows."""
    organisation = _organisation(query_params.parse_page_params(more=OF, reading=False).given)
    own = own_actions(visitor.actor_of_request())
    content = action_workbook(
        [each for each in own if each.is_open and each.organisation_id == organisation.id],
        organisation=organisation.public_id,
        words=_words(),
        statuses=words.STATUS,
        cards=[card for card in register().cards.values() if card.asks_of_states],
    )
    answer = Response(content, content_type=XLSX)
    # The file name reveals neither the person nor the organisation.
    answer.headers["Content-Disposition"] = f'attachment; filename="actions{SUFFIX}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("")
@contributor
def upload() -> ResponseReturnValue:
    """Store the workbook for this session and redirect to its preview."""
    form, organisation = UploadForm(), _organisation(OrganisationForm().given())
    try:
        sent = form.upload()
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_page(organisation, form), UNPROCESSABLE)
    pending_uploads.store(_folder(), _session(), _shelf(organisation), sent)
    return redirect(url_for(".preview", organisation=organisation.public_id), 303)


@blueprint.get("/preview")
@contributor
def preview() -> ResponseReturnValue:
    """The planned changes, row by row. Nothing is written."""
    organisation = _organisation(query_params.parse_page_params(more=OF, reading=False).given)
    sent = pending_uploads.load(_folder(), _session(), _shelf(organisation))
    if sent is None:
        return _to_page(organisation, done="gone")
    return _preview(organisation, _plan(organisation, sent))


@blueprint.post("/preview")
@contributor
def confirm() -> ResponseReturnValue:
    """Write exactly the changes that were shown, or show the new ones."""
    form, organisation = ConfirmForm(), _organisation(OrganisationForm().given())
    sent = pending_uploads.load(_folder(), _session(), _shelf(organisation))
    if sent is None:
        return _to_page(organisation, done="gone")
    try:
        plan = carry_out_actions(
            visitor.actor_of_request(),
            organisation.id,
            organisation.public_id,
            sent.name,
            sent.content,
            digest=form.digest.data or "",
            let_go=release_write_lock,
        )
    except PlanChanged as changed:
        return make_response(_preview(organisation, changed.plan, has_changed=True), CONFLICT)
    except Invalid:
        return make_response(_preview(organisation, _plan(organisation, sent)), UNPROCESSABLE)
    pending_uploads.forget(_folder(), _session(), _shelf(organisation))
    counts = {"created": str(len(plan.created)), "changed": str(len(plan.changed))}
    return _to_page(organisation, done="written", **counts)


@blueprint.post("/drop")
@contributor
def drop() -> ResponseReturnValue:
    """Discard the workbook."""
    organisation = _organisation(OrganisationForm().given())
    pending_uploads.forget(_folder(), _session(), _shelf(organisation))
    return _to_page(organisation, done="dropped")


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The response to a file over the limit, which was not read completely."""
    visitor.load()
    most = MOST_UPLOADED // 1024**2
    sentence = _("The limit for a workbook is %(most)s MiB. Nothing was changed.", most=most)
    return errors.page(413, _("This workbook is too large"), sentence, back=url_for(".page"))


# Drawing -------------------------------------------------------------------------------------


def _page(
    organisation: Organisation, form: UploadForm, *, given: Mapping[str, str] | None = None
) -> str:
    given = given or {}
    return render_template(
        "logging/spreadsheet.html",
        form=form,
        organisation=organisation,
        organisations=[each for _number, each in organisations_of(visitor.actor_of_request())],
        notice=words.NOTICES.get(given.get("done", "")),
        counts=given,
        waits=pending_uploads.load(_folder(), _session(), _shelf(organisation)) is not None,
        most=MOST_UPLOADED // 1024**2,
    )


def _preview(organisation: Organisation, plan: ActionPlan, *, has_changed: bool = False) -> str:
    titles = {
        row.reference or row.after.get("own_key", ""): row.after.get("title", "")
        for row in (*plan.created, *plan.changed, *plan.conflicts)
    }
    return render_template(
        "logging/spreadsheet_preview.html",
        plan=plan,
        form=ConfirmForm(formdata=None, digest=plan.digest),
        organisation=organisation,
        titles=titles,
        field_changes=field_changes,
        has_changed=has_changed,
    )


def field_changes(before: Mapping[str, str] | None, after: Mapping[str, str]) -> list[FieldChange]:
    """The differences between two texts, in words."""
    was = before or {}
    return [
        FieldChange(
            words.field_name(name),
            None if before is None else in_words(name, was.get(name, "")),
            in_words(name, after.get(name, "")),
        )
        for name in TEXT_FIELDS
        if was.get(name, "") != after.get(name, "")
    ]


def _words() -> WorkbookLabels:
    """The lists of the workbook in the reader's language."""
    flags = [(YES, ""), (NO, "")]
    return WorkbookLabels(
        {
            "state": queries.state_names(selected()),
            "kind": [(str(each.code), str(each.word)) for each in words.KINDS],
            "stage": [(each.code, str(each.word)) for each in words.STAGES if each.code],
            "tier": [(code, str(word)) for code, word in LABELS["tier"].items()],
            "language": [(code, str(word)) for code, word in words.LANGUAGES.items()],
            "withhold_name": flags,
            "show_survivor_led": flags,
        }
    )


# What was sent -------------------------------------------------------------------------------


def _organisation(given: Mapping[str, str]) -> Organisation:
    """The named or only organisation, or the first one."""
    known = [each for _number, each in organisations_of(visitor.actor_of_request())]
    named = given.get("organisation")
    if not named and known:
        return known[0]
    for each in known:
        if each.public_id == named:
            return each
    raise NotFound("organisation", named or "")


def _plan(organisation: Organisation, sent: pending_uploads.Upload) -> ActionPlan:
    actor = visitor.actor_of_request()
    return plan_actions(actor, organisation.id, organisation.public_id, sent.name, sent.content)


def _shelf(organisation: Organisation) -> str:
    return f"actions {organisation.public_id}"


def _folder() -> Path:
    return Path(current_app.config["DATA_DIR"])


def _session() -> str:
    known = visitor.signed_in()
    if known is None:
        raise NotFound("session", "")
    return known.session_id


def _to_page(organisation: Organisation, **more: Any) -> ResponseReturnValue:
    return redirect(url_for(".page", organisation=organisation.public_id, **more), 303)
