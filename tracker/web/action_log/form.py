"""The form of an action: its fields with their labels, help and validation.

A date is a day and how exactly it is known; what an action says of a commitment is two choices.
Both are one column of the draft. Whatever cannot be read yet is saved all the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.fields import SelectChoice
from wtforms.utils import unset_value

from tracker.accounts import queries
from tracker.core.clock import PartialDate
from tracker.evidence.action_drafts import OWN_KEY_LIMIT, TITLE_LIMIT, ActionDraft, unfinished
from tracker.evidence.citation_drafts import CitationDraft
from tracker.evidence.vocabulary import Polarity
from tracker.schema.fields import SEPARATOR, first_day
from tracker.web.action_log.words import FIELDS, KINDS, LANGUAGES, SOURCE_FIELDS, STAGES, TIERS
from tracker.web.core.draft_form import (
    CitingForm,
    ExplainedRadioField,
    OpenSelectField,
    ReadableColumn,
    TickField,
    source_field,
)
from tracker.web.core.forms import OrganisationForm
from tracker.web.core.language import selected

EXACTNESS = (
    ("day", _l("exact day")),
    ("month", _l("month only")),
    ("year", _l("year only")),
)
_LENGTHS = {"month": 7, "year": 4}
_DAY = len("2021-05-03")
# What must be there before it can be sent; a source is one thing, whatever of it is missing.
NEEDED = ("state", "kind", "title", "account", "happened_on", "language", "commitments", "source")
LEFT_TO_REVIEWERS = ("kind", "commitments")
TYPED: Mapping[str, Any] = {"autocomplete": "off", "dir": "auto"}
LINE_LIMIT, ADDRESS_LIMIT = 300, 2_000


@dataclass(frozen=True, slots=True)
class ChosenCommitment:
    """A commitment in the form with polarity and level as typed; empty if not chosen."""

    reference: str
    polarity: str = ""
    level: str = ""

    def __str__(self) -> str:
        if self.polarity == Polarity.CONTEXT or not self.level:
            return f"{self.reference}={self.polarity}" if self.polarity else self.reference
        return f"{self.reference}={self.polarity}@{self.level}"


class PartialDateField(Field):
    """A day and, in ``NAME-as``, its precision. Its data is such as ``2021-05``.

    A browser without a field for days sends the date as typed.
    """

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Cut the day to its precision."""
        super().process(formdata, data, extra_filters)
        if formdata is not None and self.name in formdata:
            day = formdata.get(self.name).strip()
            length = _LENGTHS.get(formdata.get(f"{self.name}-as", "day"))
            self.data = day[:length] if len(day) == _DAY else day

    @property
    def day(self) -> str:
        """The first day of the date, or the text if it is no date."""
        return self._parsed()[0]

    @property
    def exactness(self) -> str:
        """``day``, ``month`` or ``year``."""
        return self._parsed()[1]

    def _parsed(self) -> tuple[str, str]:
        try:
            found = PartialDate.parse(self.data or "")
        except ValueError:
            return self.data or "", "day"
        return first_day(found).isoformat(), found.precision


class CommitmentsField(Field):
    """Chosen commitments with two choices each, such as ``A=supports@2; B=context``.

    A request sends ``commitment`` several times, ``polarity-REF``, ``level-REF`` and, to remove
    one, ``drop``.
    """

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Join the choices of each commitment."""
        super().process(formdata, data, extra_filters)
        if formdata is not None:
            self.data = f"{SEPARATOR} ".join(map(str, _sent_commitments(formdata)))

    @property
    def chosen(self) -> tuple[ChosenCommitment, ...]:
        """The commitments in order, valid or not."""
        return chosen_of({self.name: self.data or ""})


def _sent_commitments(sent: MultiDict[str, str]) -> Iterator[ChosenCommitment]:
    for reference in dict.fromkeys(sent.getlist("commitment")):
        if reference != sent.get("drop"):
            yield ChosenCommitment(
                reference, sent.get(f"polarity-{reference}", ""), sent.get(f"level-{reference}", "")
            )


def _states() -> list[SelectChoice]:
    return _with_none(queries.state_names(selected()))


def _languages() -> list[SelectChoice]:
    return _with_none(LANGUAGES.items())


def _with_none(pairs: Any) -> list[SelectChoice]:
    return [
        SelectChoice("", _l("Choose")),
        *(SelectChoice(code, str(word), {"dir": "auto"}) for code, word in pairs),
    ]


_of_source = [ReadableColumn(CitationDraft)]
_of_action = [ReadableColumn(ActionDraft)]


class SourceForm(Form):
    """One source of an action."""

    url = URLField(
        SOURCE_FIELDS["url"],
        _of_source,
        description=_l("Copy it from your browser. We do not open the address while you wait."),
        render_kw={"autocomplete": "off", "dir": "ltr", "maxlength": ADDRESS_LIMIT},
    )
    title = StringField(
        SOURCE_FIELDS["title"], _of_source, render_kw={**TYPED, "maxlength": LINE_LIMIT}
    )
    publisher = StringField(
        SOURCE_FIELDS["publisher"], _of_source, render_kw={**TYPED, "maxlength": LINE_LIMIT}
    )
    tier = ExplainedRadioField(SOURCE_FIELDS["tier"], TIERS, _of_source)
    language = OpenSelectField(SOURCE_FIELDS["language"], _of_source, choices=_languages)
    published_on = PartialDateField(SOURCE_FIELDS["published_on"], _of_source)
    archived_url = URLField(
        SOURCE_FIELDS["archived_url"],
        _of_source,
        render_kw={"autocomplete": "off", "dir": "ltr", "maxlength": ADDRESS_LIMIT},
    )


class BeginForm(OrganisationForm):
    """The organisation that logs, and the form of the action."""

    short = BooleanField()


class ActionForm(CitingForm):
    """What a State did, the commitments concerned, and the sources."""

    draft = ActionDraft

    version = HiddenField()
    state = OpenSelectField(FIELDS["state"], _of_action, choices=_states)
    title = StringField(
        FIELDS["title"],
        _of_action,
        description=_l("For example: Parliament adopted an act against trafficking in persons."),
        render_kw={**TYPED, "maxlength": TITLE_LIMIT},
    )
    kind = ExplainedRadioField(FIELDS["kind"], KINDS, _of_action)
    happened_on = PartialDateField(FIELDS["happened_on"], _of_action)
    until = PartialDateField(
        FIELDS["until"], _of_action, description=_l("The action counts from this date.")
    )
    account = TextAreaField(
        FIELDS["account"],
        _of_action,
        description=_l(
            "What was decided or done, by which authority and for whom. Give facts. Do "
            "not describe cases of individual people."
        ),
        render_kw={"rows": 5, "dir": "auto"},
    )
    language = OpenSelectField(FIELDS["language"], _of_action, choices=_languages)
    commitments = CommitmentsField(FIELDS["commitments"], _of_action)
    find = StringField(_l("Search all commitments"), render_kw={"maxlength": 200})
    stage = ExplainedRadioField(FIELDS["stage"], STAGES, _of_action)
    classify = TickField(
        FIELDS["classify"],
        _of_action,
        description=_l(
            "You can then leave out type, commitments and the strength of sources. Nothing is "
            "published before a reviewer has chosen them. You see the choice and can disagree."
        ),
    )
    source_1 = source_field(SourceForm)
    source_2 = source_field(SourceForm)
    source_3 = source_field(SourceForm)
    source_4 = source_field(SourceForm)
    source_5 = source_field(SourceForm)
    withhold_name = TickField(FIELDS["withhold_name"], _of_action)
    show_survivor_led = TickField(
        FIELDS["show_survivor_led"],
        _of_action,
        description=_l("Consider how few such organisations there may be where you work."),
    )
    own_key = StringField(
        FIELDS["own_key"],
        _of_action,
        description=_l(
            "Only you and the reviewers see this number. A workbook uses it to find the "
            "action again."
        ),
        render_kw={**TYPED, "maxlength": OWN_KEY_LIMIT},
    )
    # The buttons besides "Save".
    next = BooleanField()
    search = BooleanField()
    drop = StringField()


def chosen_of(text: Mapping[str, str]) -> tuple[ChosenCommitment, ...]:
    """The commitments in a draft's text in order, valid or not."""
    parts = text.get("commitments", "").replace("\n", SEPARATOR).split(SEPARATOR)
    found: dict[str, ChosenCommitment] = {}
    for part in filter(None, (each.strip() for each in parts)):
        reference, _equals, rest = (piece.strip() for piece in part.partition("="))
        polarity, _at, level = (piece.strip() for piece in rest.partition("@"))
        found[reference] = ChosenCommitment(reference, polarity, level)
    return tuple(found.values())


def flat(text: Mapping[str, str]) -> dict[str, str]:
    """The value of each input by name, for comparison by a script."""
    form = ActionForm.of_text(text)
    inputs: dict[str, str] = {}
    for name, field in form.columns().items():
        if isinstance(field, PartialDateField):
            inputs |= {name: field.day, f"{name}-as": field.exactness}
        elif not isinstance(field, CommitmentsField):
            inputs[name] = field.data or ""
    for each in form.commitments.chosen:
        inputs |= {
            f"polarity-{each.reference}": each.polarity,
            f"level-{each.reference}": each.level,
        }
    return inputs


def progress(draft: ActionDraft) -> tuple[int, int]:
    """How many required items are filled in, and how many there are."""
    lacking = {"source" if name.startswith("source_") else name for name in unfinished(draft)}
    needed = len(NEEDED) - (len(LEFT_TO_REVIEWERS) if draft.classify else 0)
    return needed - len(lacking), needed
