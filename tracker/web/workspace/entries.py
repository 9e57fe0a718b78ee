"""One entry of a report: edit, autosave, conflicts.

The same address takes the form of a page and that of a script, which asks for JSON; both say the
same. Whatever is refused comes back with what was typed.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from tracker.accounts import queries
from tracker.core import clock
from tracker.core.errors import Invalid, NotFound
from tracker.evidence.queries.actions import actions
from tracker.evidence.queries.values import values
from tracker.reporting import editing
from tracker.reporting.answer_definitions import CHOICES
from tracker.reporting.conflicts import EntryConflict, ReportClosed, Saved
from tracker.reporting.report_detail import own_report_page
from tracker.web.core import query_params, resubmission, visitor
from tracker.web.core.audience import focal_point, state_side
from tracker.web.core.forms import CONFLICT, UNPROCESSABLE, version_of
from tracker.web.core.language import selected
from tracker.web.core.resubmission import restores_typed_text
from tracker.web.workspace import (
    editor,
    editor_list,
    entry_form,
    official_figures,
    reporting_words,
)
from tracker.web.workspace import words as workspace_words
from tracker.web.workspace.entry_form import EntryForm, TypedEntry
from tracker.workspace import report_editor

blueprint = Blueprint("entries", __name__, url_prefix="/workspace/reports/<reference>/<commitment>")

CHECKS = {
    "pillar": query_params.free_text,
    "theme": query_params.free_text,
    "unanswered": query_params.one_of(("1",)),
    "q": query_params.free_text,
    "done": query_params.one_of(workspace_words.NOTICES),
    "saved": query_params.one_of(("1",)),  # what is saved, though something unsaved is kept
}


@blueprint.get("")
@state_side
def entry(reference: str, commitment: str) -> ResponseReturnValue:
    """The entry for editing, or for reading if the visitor may not edit."""
    given = query_params.parse_page_params(more=CHECKS, reading=False).given
    whole, line = _line(reference, commitment)
    typed = None if "saved" in given else resubmission.take()
    if not editor.rights(whole.report).write:
        cells = {name: typed.get(name, "") for name in entry_form.NAMES} if typed else None
        if cells and typed:
            cells["indicator_values"] = official_figures.with_rows(typed)
        return _closed(whole, line, cells) if cells else _read(whole, line, given)
    if typed is not None:
        return _draw(whole, line, EntryForm(typed), given, unsaved=typed)
    return _draw(whole, line, entry_form.form_of(line), given)


@blueprint.post("")
@focal_point
@restores_typed_text
def save(reference: str, commitment: str) -> ResponseReturnValue:
    """Save it and continue with the next one if requested."""
    given = query_params.parse_page_params(more=CHECKS, reading=False).given
    one = _one(reference, commitment)
    line = one.line
    form, typed = EntryForm(), entry_form.parse_entry(line)
    try:
        saved = _save(reference, line, typed, version=version_of(form.version.data))
    except Invalid as invalid:
        form.take(invalid)
        return _refused(reference, commitment, form, given)
    except EntryConflict as conflict:
        return _conflict(*_line(reference, commitment), typed, conflict)
    except ReportClosed:
        return _closed(*_line(reference, commitment), typed.cells)
    resubmission.forget()
    if _wants_json():
        answer = _script_answer(saved, one, typed)
        return jsonify(answer | {"go": _onward(reference, commitment, given)})
    return redirect(_onward(reference, commitment, given), 303)


@blueprint.post("/prefill")
@focal_point
def prefill(reference: str, commitment: str) -> ResponseReturnValue:
    """Start from the last report's answer, if the entry is empty."""
    _whole, line = _line(reference, commitment)
    if line.prefill is not None and line.done is report_editor.EntryProgress.EMPTY:
        editing.save_entry(
            visitor.actor_of_request(), reference, line.prefill.draft, version=line.version
        )
    return redirect(
        url_for(".entry", reference=reference, commitment=commitment, done="prefilled"), 303
    )


def _line(reference: str, commitment: str) -> tuple[report_editor.ReportEditor, report_editor.Line]:
    """The report and its line. Raises NotFound for a commitment that is not requested."""
    whole = report_editor.report_editor(visitor.actor_of_request(), reference)
    line = whole.line(commitment)
    if line is None:
        raise NotFound("entry", commitment)
    return whole, line


def _one(reference: str, commitment: str) -> report_editor.EntryEditor:
    """Only the entry, which is enough for saving. Raises NotFound like ``_line``."""
    with_known = any(name.startswith(("fact-", "take-fact-")) for name in request.form)
    actor = visitor.actor_of_request()
    return report_editor.entry_editor(actor, reference, commitment, with_known=with_known)


def _save(reference: str, line: report_editor.Line, typed: TypedEntry, *, version: int) -> Saved:
    """Save text, responses and repeated answers. An empty entry is not created."""
    actor, commitment = visitor.actor_of_request(), line.card.reference
    draft, facts = typed.draft(commitment), entry_form.changed_facts(line, typed.facts)
    if line.entry is None and draft.is_blank and facts is None:
        editing.own_report(actor, reference)
        return Saved(draft, 0)
    saved = editing.save_entry(actor, reference, draft, version=version, facts=facts)
    if set(typed.alike) != set(entry_form.repeating(line)):
        editing.answer_alike(actor, reference, lead=commitment, commitments=typed.alike)
    return saved


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _script_answer(
    saved: Saved, one: report_editor.EntryEditor, typed: TypedEntry
) -> dict[str, Any]:
    """The response to a script: version, time, and missing items."""
    done, missing = report_editor.entry_progress(saved.draft, speaks=bool(typed.facts))
    finished, asked = one.progress
    return {
        "version": saved.version,
        "at": clock.now().isoformat(),
        "done": done,
        "done_words": str(workspace_words.DONE[done]),
        "missing": {workspace_words.field_of(name): text for name, text in missing.items()},
        "finished": finished,
        "asked": asked,
    }


def _refused(reference: str, commitment: str, form: EntryForm, given: Any) -> ResponseReturnValue:
    if _wants_json():
        return make_response(jsonify(errors=form.faults()), UNPROCESSABLE)
    return make_response(_draw(*_line(reference, commitment), form, given), UNPROCESSABLE)


def _conflict(
    whole: report_editor.ReportEditor,
    line: report_editor.Line,
    typed: TypedEntry,
    conflict: EntryConflict,
) -> ResponseReturnValue:
    """Both texts side by side. Sending from there saves over the other's."""
    stored = conflict.stored
    if _wants_json():
        answer = {
            "stored": entry_form.cells_of(stored.draft) if stored else None,
            "version": stored.version if stored else 0,
        }
        return make_response(jsonify(answer), CONFLICT)
    shown = render_template(
        "workspace/conflict.html",
        report=whole.report,
        line=line,
        differences=entry_form.differences(stored.draft if stored else None, conflict.offered),
        facts=entry_form.fact_differences(line, typed.facts),
        mine=entry_form.cells_of(conflict.offered),
        version=stored.version if stored else 0,
        sent=request.form,
        in_words=entry_form.in_words,
        answer_words=entry_form.answer_words,
        who=visitor.actor_of_request().key,
    )
    return make_response(shown, CONFLICT)


def _closed(
    whole: report_editor.ReportEditor, line: report_editor.Line, cells: Mapping[str, str]
) -> ResponseReturnValue:
    """The report is no longer a draft: nothing is saved, and the text is shown for copying."""
    words = str(workspace_words.STATUS[whole.report.status])
    if _wants_json():
        return make_response(jsonify(closed=words), CONFLICT)
    shown = render_template(
        "workspace/closed.html",
        report=whole.report,
        line=line,
        status=words,
        texts=[
            (workspace_words.FIELDS[name], entry_form.in_words(name, cell))
            for name, cell in cells.items()
            if cell.strip()
        ],
    )
    return make_response(shown, CONFLICT)


def _onward(reference: str, commitment: str, given: Any) -> str:
    """The next entry if the writer continues; after the last one the report."""
    filters = {name: given[name] for name in editor_list.NAMES if name in given}
    if "next" not in request.form:
        return url_for(
            ".entry", reference=reference, commitment=commitment, done="saved", **filters
        )
    whole = report_editor.report_editor(visitor.actor_of_request(), reference)
    after = editor_list.place(whole.lines, commitment, given).after
    if after is None:
        return url_for("editor.overview", reference=reference, done="saved", **filters)
    return url_for(".entry", reference=reference, commitment=after, **filters)


def _draw(
    whole: report_editor.ReportEditor,
    line: report_editor.Line,
    form: EntryForm,
    given: Any,
    *,
    unsaved: MultiDict[str, str] | None = None,
) -> str:
    """The form. ``unsaved``: text from an ended session, shown again."""
    said = {fact.record: fact for fact in line.entry.facts} if line.entry else {}
    sent = request.form if unsaved is None else unsaved
    draft = line.entry.saved.draft if line.entry else None
    figures = official_figures.figure_rows(line.card.reference, draft, sent)
    if not sent:
        form.indicator_values.data = official_figures.beside_rows(draft, figures)
    return render_template(
        "workspace/entry.html",
        form=form,
        said=said,
        figures=figures,
        sent=sent,
        ticked=sent.getlist("alike") if sent else entry_form.repeating(line),
        unsaved=unsaved is not None,
        choices=CHOICES,
        alike=[(name, _card(whole, name)) for name, _follows in line.alike],
        who=visitor.actor_of_request().key,
        **_frame(whole, line, given),
    )


def _read(whole: report_editor.ReportEditor, line: report_editor.Line, given: Any) -> str:
    found = own_report_page(visitor.actor_of_request(), whole.report.reference)
    pages = [each for each in found.entries if each.passage.reference == line.card.reference]
    return render_template(
        "workspace/read.html",
        page=pages[0] if pages else None,
        records={**values(found.records), **actions(found.records)},
        plain=query_params.parse_page_params(more=CHECKS),
        words=reporting_words,
        **_frame(whole, line, given),
    )


def _frame(
    whole: report_editor.ReportEditor, line: report_editor.Line, given: Any
) -> dict[str, Any]:
    return {
        "editor": whole,
        "report": whole.report,
        "line": line,
        "place": editor_list.place(whole.lines, line.card.reference, given),
        "kept": {name: given[name] for name in editor_list.NAMES if name in given},
        "notice": workspace_words.NOTICES.get(given.get("done", "")),
        "state": queries.state_name(whole.report.iso3, selected()),
        "desk_words": workspace_words,
    }


def _card(whole: report_editor.ReportEditor, reference: str) -> Any:
    found = whole.line(reference)
    return found.card if found else None
