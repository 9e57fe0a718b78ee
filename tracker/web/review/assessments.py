"""Pages for reviewers: assess a cell, own assessments, and cells that need a second one.

Nothing of an own state is here. Of another's rating that waits nothing is shown but the cell.
"""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from tracker.accounts import queries
from tracker.assessment.citable import citable
from tracker.assessment.drafts import RATIONALE_LIMIT, RatingDraft
from tracker.assessment.own_ratings import cells_to_rate, own_ratings
from tracker.assessment.service import rate, reply_days
from tracker.assessment.vocabulary import Confidence
from tracker.core import clock
from tracker.core.errors import Invalid, NotFound
from tracker.gap import cell as cells
from tracker.gap.cell import Cell
from tracker.gap.standing import default_params
from tracker.labels.codes import LABELS
from tracker.pii.finder import find
from tracker.policy.permission_map import may
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.reporting.answer_definitions import CHOICES
from tracker.schema.fields import SEPARATOR, clean
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import reviewer
from tracker.web.core.forms import UNPROCESSABLE, Form
from tracker.web.core.language import selected

blueprint = Blueprint("assessments", __name__, url_prefix="/review/assessments")

NOTICES: dict[str, Any] = {
    "first": _l("Your assessment is saved. We have told the State, which now has time to reply."),
    "second": _l(
        "Another reviewer rated this commitment first. Yours is saved as the second, "
        "independent rating. It measures agreement and does not count for the status."
    ),
}
LEVELS = CHOICES[:5]


class RatingForm(Form):
    """Level, confidence, reasons, day of evidence, records, harmless passages."""

    level = RadioField(
        _l("How far is this commitment met?"),
        choices=[SelectChoice(str(place), each.word) for place, each in enumerate(LEVELS)],
        validate_choice=False,
    )
    confidence = RadioField(
        _l("How confident are you?"),
        choices=[SelectChoice(each.value, LABELS["confidence"][each]) for each in Confidence],
        validate_choice=False,
    )
    rationale = TextAreaField(
        _l("Reasons, with the records used"),
        render_kw={"rows": 8, "dir": "auto", "maxlength": RATIONALE_LIMIT},
    )
    effective_on = StringField(
        _l("Date of the newest evidence"), render_kw={"type": "date", "autocomplete": "off"}
    )
    record = SelectMultipleField(choices=(), validate_choice=False)
    harmless = SelectMultipleField(choices=(), validate_choice=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.record_errors: list[str] = []

    def take(self, invalid: Invalid) -> None:
        """Show errors of records at their boxes."""
        self.record_errors.extend(invalid.errors.get("records", ()))
        rest = {name: texts for name, texts in invalid.errors.items() if name != "records"}
        super().take(Invalid(rest))

    def draft(self) -> RatingDraft:
        """The draft. Raises Invalid by field."""
        given = self.given()
        text: dict[str, str | None] = {
            name: given.get(name) for name in ("level", "confidence", "rationale", "effective_on")
        }
        text["records"] = SEPARATOR.join(self.record.data or ())
        return RatingDraft.parse(text)


@blueprint.get("")
@reviewer
def index() -> ResponseReturnValue:
    """Cells that need a second assessment, and one's own assessments."""
    given = query_params.parse_page_params(
        more={"done": query_params.one_of(tuple(NOTICES))}, reading=False
    ).given
    actor = visitor.actor_of_request()
    return render_template(
        "assessments/index.html",
        own=own_ratings(actor),
        wanted=cells_to_rate(actor),
        names=dict(queries.state_names(selected())),
        days=reply_days(),
        notice=NOTICES.get(given.get("done", "")),
    )


@blueprint.get("/<iso3>/<commitment>")
@reviewer
def cell(iso3: str, commitment: str) -> ResponseReturnValue:
    """One cell with its public records, to assess."""
    query_params.parse_page_params(reading=False)
    found = _cell(iso3, commitment)
    data = {"effective_on": clock.today().isoformat()}
    return _draw(found, RatingForm(formdata=None, data=data))


@blueprint.post("/<iso3>/<commitment>")
@reviewer
def give(iso3: str, commitment: str) -> ResponseReturnValue:
    """Save the assessment. If it is refused, the typed text stays."""
    found, form = _cell(iso3, commitment), RatingForm()
    try:
        rated = rate(
            visitor.actor_of_request(),
            iso3,
            commitment,
            form.draft(),
            harmless=form.harmless.data or [],
        )
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_draw(found, form), UNPROCESSABLE)
    done = "first" if rated.waits_until else "second"
    return redirect(url_for(".index", done=done), 303)


def _cell(iso3: str, commitment: str) -> Cell:
    """The cell, if the visitor may assess it. Raises NotFound for one's own State."""
    if not may(visitor.actor_of_request(), Permission.ASSESSMENT_WRITE, Subject(state=iso3)):
        raise NotFound("cell", commitment)
    found = cells.load_cell(iso3, commitment, default_params())
    if found.explanation is None:
        raise NotFound("cell", commitment)
    return found


def _draw(found: Cell, form: RatingForm) -> str:
    text = clean(form.rationale.data or "")
    return render_template(
        "assessments/rate.html",
        cell=found,
        standing=found.explanation.standing if found.explanation else None,
        form=form,
        meanings={str(place): each.meaning for place, each in enumerate(LEVELS)},
        records=citable(found.state.iso3, found.promise.reference),
        chosen=form.record.data or [],
        findings=[(place, text[place.start : place.end]) for place in find(text)],
        harmless=form.harmless.data or [],
        days=reply_days(),
    )
