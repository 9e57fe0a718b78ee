"""Pages of one's own imports: list, new file, progress, result.

The steps on which a file is settled are ``tracker.web.imports.steps``.
"""

from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import HiddenField, SelectField

from tracker.attachments.sanitise.intake import MEGABYTE
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.evidence import attachment_upload
from tracker.exchange.imports import background, refused_rows, runs
from tracker.exchange.imports.importable_kinds import (
    ImportDestination,
    ImportTarget,
    is_open_to,
    offer_of,
    offers_to,
    places,
)
from tracker.exchange.imports.job import IN_BACKGROUND, work
from tracker.exchange.imports.models import ImportRun, State
from tracker.exchange.imports.runs import RunBusy
from tracker.exchange.workbooks.stream import CONTENT_TYPE as XLSX
from tracker.web.core import errors, query_params, visitor
from tracker.web.core.audience import importer
from tracker.web.core.forms import UNPROCESSABLE, Form, choices
from tracker.web.imports import words

blueprint = Blueprint("imports", __name__, url_prefix="/workspace/imports")

FORMATS = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.docx,.json,.jsonl"
DONE = {"done": query_params.one_of(tuple(words.NOTICES))}
REFRESH = 3  # seconds after which the page of a run at work asks again, without a script


class NewForm(Form):
    """The file and its destination."""

    kind = HiddenField()
    context = SelectField(_l("Import into"), validate_choice=False)
    file = FileField(_l("File"), render_kw={"accept": FORMATS})

    def sent(self) -> tuple[str, bytes]:
        """Name and content of the file. Raises Invalid at the field."""
        file = request.files.get("file")
        if file is None or not file.filename:
            raise Invalid({"file": [_("choose a file")]})
        most = attachment_upload.most_megabytes() * MEGABYTE
        content = file.read(most + 1)
        if len(content) > most:
            raise Invalid({"file": [words.too_large()]})
        return file.filename, content


@blueprint.get("")
@importer
def index() -> ResponseReturnValue:
    """One's own imports, and the kinds that one may import."""
    given = query_params.parse_page_params(more=DONE, reading=False).given
    actor = visitor.actor_of_request()
    return render_template(
        "imports/index.html",
        runs=runs.own_runs(actor),
        offers=offers_to(actor),
        notice=words.NOTICES.get(given.get("done", "")),
        words=words,
    )


@blueprint.get("/new")
@importer
def new() -> ResponseReturnValue:
    """Show the form for a file of a kind."""
    given = query_params.parse_page_params(
        more={"kind": query_params.free_text}, reading=False
    ).given
    if "kind" not in given:
        return redirect(url_for(".index"), 303)
    offer = _offer(given["kind"])
    return _new(offer, NewForm(formdata=None, kind=offer.name))


@blueprint.post("/new")
@attachment_upload.takes_files
@importer
def upload() -> ResponseReturnValue:
    """Save the file, recognise it, and redirect to the result."""
    form = NewForm()
    offer = _offer(form.kind.data or "")
    try:
        name, content = form.sent()
        actor, context = visitor.actor_of_request(), form.context.data or _only_place(offer)
        # Looking through it may take a while: the lock on writing is given back meanwhile.
        db.session.rollback()
        run = runs.begin(
            actor,
            offer,
            context,
            name=name,
            content=content,
            data_dir=folder(),
        )
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_new(offer, form), UNPROCESSABLE)
    return redirect(url_for("import_steps.reading", run=run.public_id), 303)


@blueprint.get("/<run>")
@importer
def page(run: str) -> ResponseReturnValue:
    """The status of the import, or the owner's next step."""
    query_params.parse_page_params(reading=False)
    found = runs.own_run(visitor.actor_of_request(), run)
    if found.state == State.WAITING and found.task is None:
        return redirect(url_for(f"import_steps.{next_step(found)}", run=run), 303)
    at_work = found.state == State.RUNNING or found.task is not None
    if at_work:
        background.wake(current_app._get_current_object())  # type: ignore[attr-defined]
    answer = make_response(
        render_template(
            "imports/at_work.html" if at_work else "imports/over.html",
            run=found,
            words=words,
            abandoned=background.is_abandoned(found),
            refresh=REFRESH,
            refused=has_refused(found),
        )
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.post("/<run>/cancel")
@importer
def cancel(run: str) -> ResponseReturnValue:
    """Cancel it before it is written. Nothing of it stays."""
    found = runs.own_run(visitor.actor_of_request(), run)
    runs.cancel(visitor.actor_of_request(), found, folder())
    if found.state == State.CANCELLED:
        return redirect(url_for(".index", done="cancelled"), 303)
    return redirect(url_for(".page", run=run), 303)


@blueprint.post("/<run>/again")
@importer
def again(run: str) -> ResponseReturnValue:
    """Restart a failed or abandoned import."""
    actor = visitor.actor_of_request()
    found = runs.own_run(actor, run)
    if background.is_abandoned(found):
        background.mark_abandoned(found)
    runs.again(actor, found)
    return to_work(found)


@blueprint.get("/<run>/refused.<suffix>")
@importer
def refused(run: str, suffix: str) -> ResponseReturnValue:
    """The rejected rows as a file for correction."""
    query_params.parse_page_params(reading=False)
    found = runs.own_run(visitor.actor_of_request(), run)
    packed = runs.shelf(folder()).get(found.public_id, runs.REFUSED)
    if packed is None or suffix not in ("csv", "xlsx"):
        raise NotFound("file", suffix)
    header, rows = refused_rows.unpacked(packed)
    if suffix == "csv":
        answer = Response(b"".join(refused_rows.as_csv(header, rows)), mimetype="text/csv")
    else:
        answer = Response(b"".join(refused_rows.as_workbook(header, rows)), content_type=XLSX)
    name = f"{found.kind}-refused.{suffix}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The response to a file over the limit, which was not read completely."""
    visitor.load()
    sentence = words.too_large()
    return errors.page(413, _("This file is too large"), sentence, back=url_for(".index"))


@blueprint.errorhandler(RunBusy)
def not_now(_error: RunBusy) -> ResponseReturnValue:
    """The request came too late or twice: show the import's status."""
    run = (request.view_args or {}).get("run", "")
    return redirect(url_for("imports.page", run=run), 303)


# What the steps share ------------------------------------------------------------------------


def next_step(run: ImportRun) -> str:
    """The next step for the owner of a waiting import."""
    if run.plan_digest is None:
        return "columns"
    shown = run.shown or {}
    if (shown.get("unknown") or shown.get("questions")) and not runs.has_asked_values(run):
        return "values"
    return "check"


def to_work(run: ImportRun) -> ResponseReturnValue:
    """Do the work: at once if it is small, else in the background."""
    if run.total <= IN_BACKGROUND:
        work(visitor.actor_of_request(), run, folder())
        return redirect(url_for("imports.page", run=run.public_id), 303)
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    answer = make_response(redirect(url_for("imports.page", run=run.public_id), 303))
    # Only once the answer is given is the asking committed.
    answer.call_on_close(lambda: background.wake(app))
    return answer


def folder() -> Path:
    """The folder for files of imports."""
    return Path(current_app.config["DATA_DIR"])


def has_refused(run: ImportRun) -> bool:
    """Whether the file of rejected rows is still available."""
    return runs.shelf(folder()).get(run.public_id, runs.REFUSED) is not None


def _offer(name: str) -> ImportTarget:
    offer = offer_of(name)
    if not is_open_to(visitor.actor_of_request(), offer):
        raise NotFound("kind of file", name)
    return offer


def _only_place(offer: ImportTarget) -> str | None:
    known = places(visitor.actor_of_request(), offer)
    return known[0][0] if len(known) == 1 else None


def _new(offer: ImportTarget, form: NewForm) -> str:
    known = places(visitor.actor_of_request(), offer)
    form.context.choices = choices(known)
    return render_template(
        "imports/new.html",
        offer=offer,
        form=form,
        places=known,
        needs_place=offer.into is not ImportDestination.REGISTRY,
        most=attachment_upload.most_megabytes(),
        words=words,
    )
