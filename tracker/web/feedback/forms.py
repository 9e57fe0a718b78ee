"""Forms of reports about pages."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, SelectField, StringField, TextAreaField

from tracker.feedback.models import Outcome, Subject
from tracker.feedback.service import LONGEST, LONGEST_ANSWER, LONGEST_CORRECTION
from tracker.web.core.forms import Form, choices

SUBJECTS = {
    Subject.MISTAKE: _l("A mistake on a page"),
    Subject.DANGER: _l("A page that endangers someone"),
}
OUTCOMES = {
    Outcome.CORRECTED: _l("I corrected it"),
    Outcome.REMOVED: _l("I removed the record"),
    Outcome.UNCHANGED: _l("Nothing needs to change"),
}
_TEXT = {"rows": 4, "dir": "auto"}


class ReportForm(Form):
    """What is wrong, where, and what would be right."""

    subject = HiddenField()
    page = StringField(
        _l("Page"), render_kw={"maxlength": LONGEST["page"], "dir": "ltr", "autocomplete": "off"}
    )
    problem = TextAreaField(
        _l("What is wrong?"), render_kw={**_TEXT, "maxlength": LONGEST["problem"]}
    )
    proposal = TextAreaField(
        _l("What would be right? (optional)"),
        render_kw={**_TEXT, "rows": 2, "maxlength": LONGEST["proposal"]},
    )
    source = StringField(
        _l("Source (optional)"),
        render_kw={"maxlength": LONGEST["source"], "dir": "auto", "autocomplete": "off"},
    )
    email = EmailField(
        _l("E-mail address for our answer (optional)"),
        render_kw={"autocomplete": "email", "maxlength": 254},
    )
    checked = BooleanField(_l("I have checked my text. No person can be identified by it."))


class AnswerForm(Form):
    """The answer to a report."""

    outcome = SelectField(_l("What did you do?"), validate_choice=False)
    answer = TextAreaField(
        _l("Answer to the reader"), render_kw={**_TEXT, "maxlength": LONGEST_ANSWER}
    )
    correction = StringField(
        _l("Sentence for the public list of corrections"),
        render_kw={"maxlength": LONGEST_CORRECTION, "dir": "auto", "autocomplete": "off"},
    )

    def offer(self) -> "AnswerForm":
        """Fill the list of outcomes in the page's language."""
        self.outcome.choices = choices(OUTCOMES.items())
        return self
