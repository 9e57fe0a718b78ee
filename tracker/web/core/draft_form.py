"""WTForms with the columns of a draft as fields, saved as text while typing.

Each field is validated by the reader of its column, as in the API and in files.
What cannot be read yet is saved all the same; ``faults`` says why, by field.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from wtforms import Field, Form, FormField, RadioField, SelectField, StringField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.fields.choices import Choice
from wtforms.widgets import CheckboxInput

from tracker.core.errors import Invalid
from tracker.evidence.citation_drafts import MOST_SOURCES, NAMES, numbered
from tracker.schema.drafts import Draft
from tracker.schema.fields import YES, InvalidValue, clean


class ReadableColumn:
    """Validates a field with the parser of the draft's column of the same name.

    A blank field is valid: what a draft still lacks is checked when it is submitted.
    """

    def __init__(self, draft: type[Draft]) -> None:
        self.draft = draft

    def __call__(self, _form: object, field: Field) -> None:
        """Raise ValidationError with what would be accepted."""
        text = clean(field.data or "")
        if not text:
            return
        column = next(each for each in self.draft.columns() if each.name == field.short_name)
        try:
            column.reader(text)
        except InvalidValue as invalid:
            raise ValidationError(str(invalid)) from None


class OpenSelectField(SelectField):
    """A select field that also shows a saved value outside of its list."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, validate_choice=False, **more)

    def iter_choices(self) -> Iterator[Choice]:
        """The choices, with an unlisted own value at the end."""
        known = list(super().iter_choices())
        yield from known
        if self.data and self.data not in {each.value for each in known}:
            yield Choice(self.data, self.data, True, {})


class ExplainedRadioField(RadioField):
    """Radio buttons with ``meanings`` by code."""

    def __init__(self, label: Any, listed: Any, *args: Any, **more: Any) -> None:
        choices = [SelectChoice(str(code), word) for code, word, _meaning in listed]
        super().__init__(label, *args, choices=choices, validate_choice=False, **more)
        self.meanings = {str(code): meaning for code, _word, meaning in listed}


class TickField(StringField):
    """A checkbox that sends ``yes``, or nothing."""

    widget = CheckboxInput()

    def _value(self) -> str:
        return YES

    @property
    def is_ticked(self) -> bool:
        """Whether the checkbox is checked."""
        return bool(self.data == YES)


class DraftForm(Form):
    """The base class of forms with the columns of ``draft`` as fields.

    The token of a request is checked before any form is made, so a form has none of its own.
    """

    draft: ClassVar[type[Draft]]

    class Meta:
        """Turns off WTForms' translations, because the parsers give the messages."""

        csrf = False
        locales = False  # no look-up of the library's catalogue

    @classmethod
    def of_text(cls, text: Mapping[str, str]) -> Self:
        """The form filled with a saved text."""
        return cls(data=text)

    def columns(self) -> dict[str, Field]:
        """The field of each column, also in enclosed forms."""
        names = {each.name for each in self.draft.columns()}
        return {field.name: field for field in _fields(self) if field.name in names}

    def draft_text(self) -> dict[str, str]:
        """The text to save by column, without blank fields."""
        typed = {name: field.data or "" for name, field in self.columns().items()}
        return {name: text for name, text in typed.items() if text.strip()}

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate each field, then rules between fields if all are valid."""
        if not super().validate(extra_validators):
            return False
        try:
            self.draft.parse(self.draft_text())
        except Invalid as invalid:
            self.take(invalid)
            return False
        return True

    def take(self, invalid: Invalid) -> None:
        """Show a service's errors at their fields, the others on top."""
        columns = self.columns()
        for name, texts in invalid.errors.items():
            field = columns.get(name)
            if field is None:
                self.form_errors.extend(texts)
            else:
                field.errors = [
                    *field.errors,
                    *(text for text in texts if text not in field.errors),
                ]

    def faults(self) -> dict[str, list[str]]:
        """Errors by column in form order."""
        return {name: list(field.errors) for name, field in self.columns().items() if field.errors}


class CitingForm(DraftForm):
    """The base class of forms with sources, ``source_1`` to ``source_5``."""

    @classmethod
    def of_text(cls, text: Mapping[str, str]) -> Self:
        """The form filled with a saved text, including its sources."""
        sources = {
            f"source_{number}": {name: text.get(numbered(number, name)) for name in NAMES}
            for number in range(1, MOST_SOURCES + 1)
        }
        return cls(data={**text, **sources})

    def sources(self) -> list[Any]:
        """The enclosed forms of the sources in order."""
        return [self[f"source_{number}"].form for number in range(1, MOST_SOURCES + 1)]


def source_field(form: type[Form]) -> FormField:
    """A source as an enclosed form with names such as ``source_1_url``."""
    return FormField(form, separator="_")


def is_named(source: Form) -> bool:
    """Whether a source has more than its language."""
    return any(source[name].data for name in NAMES if name != "language" and name in source)


def _fields(form: Form) -> Iterator[Field]:
    for field in form:
        if isinstance(field, FormField):
            yield from _fields(field.form)
        else:
            yield field
