"""Models of the pages of an action: form, check, and the submitted action."""

from collections.abc import Mapping
from typing import Any

from flask import render_template

from tracker.accounts import queries
from tracker.attachments.sanitise.messages import NOTES
from tracker.core import clock
from tracker.evidence import attachment_upload
from tracker.evidence.action_writer import strongest_first
from tracker.evidence.classification import CHOSEN_BY_REVIEWERS
from tracker.evidence.decision_register import median, of_sort, waits
from tracker.evidence.queries.own_actions import OwnAction
from tracker.evidence.review_queue import ItemKind
from tracker.evidence.submission_check import check_submission, own_files
from tracker.registry.queries.commitments import register
from tracker.review.hiding_queries import hiding_of
from tracker.search.commitments import search_commitments
from tracker.web.action_log import form as form_words
from tracker.web.action_log import merging
from tracker.web.action_log import words as action_log_words
from tracker.web.action_log.form import ActionForm, chosen_of
from tracker.web.core import visitor
from tracker.web.core.draft_form import is_named
from tracker.web.core.forms import FileForm, ReasonForm
from tracker.web.core.language import selected
from tracker.workspace.commitment_picker import picker


def draw_action(own: OwnAction, given: Mapping[str, str], *, form: ReasonForm | None = None) -> str:
    """The submitted action with its steps, reasons and possible operations."""
    return render_template(
        "logging/action.html",
        form=form or ReasonForm(formdata=None),
        own=own,
        hidden=hiding_of(own.reference),
        sources=strongest_first(own.draft.sources),
        cards=register().cards,
        wait=_usual_wait(),
        state=queries.state_name(own.draft.state, selected()),
        notice=notice_of(given),
        in_words=merging.in_words,
        just_sent=given.get("done") == "submitted",
        **words(),
    )


def _ranks(find: str) -> Mapping[str, int] | None:
    """The commitments that match the writer's search. None without a search."""
    return (search_commitments(find).ranks or {}) if find else None


def draw_form(
    own: OwnAction,
    given: Mapping[str, str],
    *,
    form: ActionForm | None = None,
    file: FileForm | None = None,
) -> str:
    """The form of a draft, as sent if it was refused, else as saved."""
    if form is None:
        form = ActionForm.of_text(own.text)
        form.validate()
    form.find.data = given.get("find", "")
    chosen = form.commitments.chosen
    known = picker(
        own.draft, tuple(each.reference for each in chosen), ranks=_ranks(form.find.data)
    )
    remarks = own.returned.remarks if own.returned else {}
    return render_template(
        "logging/form.html",
        own=own,
        form=form,
        file_form=file or FileForm(formdata=None),
        short=own.draft.classify,
        judged=_is_judged(form, remarks),
        chosen=[(each, known.cards.get(each.reference)) for each in chosen],
        picker=known,
        remarks=remarks,
        is_named=is_named,
        files=own_files(visitor.actor_of_request(), own.reference),
        file_notes=_file_notes(given),
        most_megabytes=attachment_upload.most_megabytes(),
        progress=form_words.progress(own.draft),
        notice=notice_of(given),
        who=visitor.actor_of_request().key,
        latest_day=clock.latest_day().isoformat(),
        **words(),
    )


def _is_judged(form: ActionForm, remarks: Mapping[str, str]) -> bool:
    """Whether a part left to reviewers has text, errors or remarks."""
    fields = [form[name] for name in CHOSEN_BY_REVIEWERS if name in form]
    searched = bool(form.find.data or form.search.data)
    return searched or any(each.data or each.errors or each.name in remarks for each in fields)


def draw_check(
    own: OwnAction,
    given: Mapping[str, str],
    *,
    faults: Mapping[str, Any] | None = None,
    changed: bool = False,
) -> str:
    """What prevents submission, and the public view. ``changed``: since it was checked."""
    return render_template(
        "logging/check.html",
        own=own,
        looked=check_submission(visitor.actor_of_request(), own.reference),
        sources=strongest_first(own.draft.sources),
        cards=register().cards,
        faults=faults or {},
        changed=changed,
        state=queries.state_name(own.draft.state, selected()),
        notice=notice_of(given),
        **words(),
    )


def _file_notes(given: Mapping[str, str]) -> list[Any]:
    """What was changed in a new file, in words."""
    codes = given.get("notes", "").split(",")
    return [words for note, words in NOTES.items() if note in codes]


def _usual_wait() -> int | None:
    """The median days to a decision on actions."""
    return median(of_sort(waits(clock.today()), [ItemKind.ACTION]))


def words() -> dict[str, Any]:
    """Labels of fields and statuses for templates."""
    return {"words": action_log_words, "form_words": form_words}


def notice_of(given: Mapping[str, str]) -> Any:
    """The notice about the last operation, or None."""
    return action_log_words.NOTICES.get(given.get("done", ""))


def references(text: Mapping[str, str]) -> tuple[str, ...]:
    """The chosen commitments."""
    return tuple(each.reference for each in chosen_of(text))
