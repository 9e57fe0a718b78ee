"""WTForms whose fields are the columns of a draft, saved as text while somebody writes.

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
    """Validates text with the reader of the draft's column that the field is named after.

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
    """A list of choices that also shows a saved value which is not in the list."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, validate_choice=False, **more)

    def iter_choices(self) -> Iterator[Choice]:
        """The choices; last the field's own value where it is none of them."""
        known = list(super().iter_choices())
        yield from known
        if self.data and self.data not in {each.value for each in known}:
            yield Choice(self.data, self.data, True, {})


class ExplainedRadioField(RadioField):
    """Radio buttons; ``meanings`` explains each choice by its code."""

    def __init__(self, label: Any, listed: Any, *args: Any, **more: Any) -> None:
        choices = [SelectChoice(str(code), word) for code, word, _meaning in listed]
        super().__init__(label, *args, choices=choices, validate_choice=False, **more)
        self.meanings = {str(code): meaning for code, _word, meaning in listed}


class TickField(StringField):
    """A box that sends ``yes``; not ticked, it sends nothing."""

    widget = CheckboxInput()

    def _value(self) -> str:
        return YES

    @property
    def is_ticked(self) -> bool:
        """Whether the box is drawn with its tick."""
        return bool(self.data == YES)


class DraftForm(Form):
    """The base of a form whose fields are the columns of ``draft``.

    The token of a request is checked before any form is made, so a form has none of its own.
    """

    draft: ClassVar[type[Draft]]

    class Meta:
        """No translations of the library's own messages: readers of columns give the messages."""

        csrf = False
        locales = False  # no look-up of the library's catalogue

    @classmethod
    def of_text(cls, text: Mapping[str, str]) -> Self:
        """The form filled with saved text."""
        return cls(data=text)

    def columns(self) -> dict[str, Field]:
        """The field of each column, also those of enclosed forms."""
        names = {each.name for each in self.draft.columns()}
        return {field.name: field for field in _fields(self) if field.name in names}

    def draft_text(self) -> dict[str, str]:
        """The text to save, by column; blank fields are left out."""
        typed = {name: field.data or "" for name, field in self.columns().items()}
        return {name: text for name, text in typed.items() if text.strip()}

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate each field; where all can be read, also what must hold between fields."""
        if not super().validate(extra_validators):
            return False
        try:
            self.draft.parse(self.draft_text())
        except Invalid as invalid:
            self.take(invalid)
            return False
        return True

    def take(self, invalid: Invalid) -> None:
        """Put a service's errors beside their fields; those without a field stand on top."""
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
        """What is wrong, by column, in the order of the form."""
        return {name: list(field.errors) for name, field in self.columns().items() if field.errors}


class CitingForm(DraftForm):
    """The base of a form with sources: enclosed forms ``source_1`` to ``source_5``."""

    @classmethod
    def of_text(cls, text: Mapping[str, str]) -> Self:
        """The form filled with saved text; columns of a source go to its enclosed form."""
        sources = {
            f"source_{number}": {name: text.get(numbered(number, name)) for name in NAMES}
            for number in range(1, MOST_SOURCES + 1)
        }
        return cls(data={**text, **sources})

    def sources(self) -> list[Any]:
        """The enclosed forms of the sources, in order."""
        return [self[f"source_{number}"].form for number in range(1, MOST_SOURCES + 1)]


def source_field(form: type[Form]) -> FormField:
    """A source as an enclosed form, whose fields are called as in ``source_1_url``."""
    return FormField(form, separator="_")


def is_named(source: Form) -> bool:
    """Whether more than the language of a source is filled in."""
    return any(source[name].data for name in NAMES if name != "language" and name in source)


def _fields(form: Form) -> Iterator[Field]:
    for field in form:
        if isinstance(field, FormField):
            yield from _fields(field.form)
        else:
            yield field
