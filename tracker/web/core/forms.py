"""Base classes of forms, which show the errors of services at their fields.

Services validate fields. A form only gives browsers hints for filling it in.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, HiddenField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from tracker.core.errors import Invalid

UNPROCESSABLE, CONFLICT = 422, 409


class Form(FlaskForm):
    """A form. Its token was checked before the view."""

    def take(self, invalid: Invalid) -> None:
        """Show a service's errors at their fields, the others on top."""
        for name, texts in invalid.errors.items():
            if name in self:
                self[name].errors = [*self[name].errors, *texts]
            else:
                self.form_errors.extend(texts)

    def given(self) -> dict[str, str]:
        """The submitted values for services. Unchecked boxes are absent."""
        return {name: text for name, text in request.form.items() if name in self}


class VersionForm(Form):
    """A button that acts on the version shown on its page."""

    version = HiddenField()


class ReasonForm(Form):
    """The reason for a withdrawal."""

    reason = TextAreaField(_l("Reason (public)"), render_kw={"rows": 3, "dir": "auto"})


class ExplainForm(Form):
    """Why a possible personal datum is harmless."""

    field = HiddenField()
    fingerprint = HiddenField()
    explanation = StringField(render_kw={"maxlength": 500, "autocomplete": "off", "dir": "auto"})


class FileForm(Form):
    """A file and its caption."""

    file = FileField(_l("File"))
    caption = StringField(
        _l("Content of the file"),
        render_kw={"maxlength": 300, "autocomplete": "off", "dir": "auto"},
    )
    people_confirmed = BooleanField(
        _l("I have checked the file. No person who could be harmed can be recognised in it.")
    )


class OrganisationForm(Form):
    """The organisation that acts, and the subject."""

    organisation = StringField()
    about = StringField()


def version_of(text: str | None) -> int:
    """The version in a form. Anything invalid is older than every version."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def attempt(form: Form, act: Callable[[], ResponseReturnValue], draw: Callable[[Form], str]) -> Any:
    """Run an operation. If it is refused, show the form with errors (422)."""
    if form.validate():
        try:
            return act()
        except Invalid as invalid:
            form.take(invalid)
    return make_response(draw(form), UNPROCESSABLE)


def draw(template: str, **context: Any) -> Callable[[Form], str]:
    """A function that renders the page with this form."""
    return lambda form: render_template(template, form=form, **context)


def choices(pairs: Iterable[tuple[str, Any]], *, empty: bool = True) -> list[SelectChoice]:
    """Options of a select field, optionally with an empty one first."""
    first = [SelectChoice("", _("Choose"))] if empty else []
    # A name has a direction of its own, whatever the language of the page.
    own = {"dir": "auto"}
    return [*first, *(SelectChoice(code, str(words), own) for code, words in pairs)]
