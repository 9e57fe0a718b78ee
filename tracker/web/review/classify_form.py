"""The form in which a reviewer classifies an action."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice

from tracker.core.errors import Invalid
from tracker.evidence.action_drafts import MOST_COMMITMENTS
from tracker.evidence.citation_drafts import numbered
from tracker.evidence.classification import DESCRIPTIONS, NUMBERS, TIERS
from tracker.evidence.vocabulary import Polarity
from tracker.schema.fields import SEPARATOR
from tracker.web.action_log import words
from tracker.web.action_log.form import chosen_of
from tracker.web.core.forms import Form

ROWS = range(1, MOST_COMMITMENTS + 1)
LEAST_ROWS = 4  # rows that the page always offers; more where more commitments are chosen
LINE = {"autocomplete": "off", "dir": "auto", "maxlength": 300}


def _options(listed: Any, empty: Any) -> list[SelectChoice]:
    first = [SelectChoice("", str(empty))]
    return [*first, *(SelectChoice(str(each.code), _described(each)) for each in listed)]


def _described(each: words.Meaning) -> str:
    return f"{each.word} – {each.meaning}" if each.meaning else str(each.word)


def _select(label: Any, listed: Any, empty: Any) -> SelectField:
    return SelectField(label, choices=lambda: _options(listed, empty), validate_choice=False)


def _commitment(row: int) -> StringField:
    return StringField(
        _l("Commitment %(number)s", number=row),
        render_kw={"list": "commitment-choices", "autocomplete": "off", "maxlength": 200},
    )


def _polarity(row: int) -> SelectField:
    label = _l("How does the action relate to commitment %(number)s?", number=row)
    return _select(label, words.POLARITIES, _l("Choose"))


def _level(row: int) -> SelectField:
    label = _l("Level that the action shows of commitment %(number)s", number=row)
    return _select(label, words.LEVELS, words.NO_LEVEL.word)


def _source(number: int) -> dict[str, Field]:
    """The fields of one source by column."""
    return {
        "title": StringField(words.SOURCE_FIELDS["title"], render_kw=LINE),
        "publisher": StringField(words.SOURCE_FIELDS["publisher"], render_kw=LINE),
        "language": SelectField(
            words.SOURCE_FIELDS["language"], choices=_languages, validate_choice=False
        ),
        "tier": _select(
            _l("Strength of source %(number)s", number=number), words.TIERS, _l("Choose")
        ),
    }


def _languages() -> list[SelectChoice]:
    return [
        SelectChoice("", _l("Choose")),
        *(SelectChoice(code, str(name)) for code, name in words.LANGUAGES.items()),
    ]


class ClassifyForm(Form):
    """The items that the writers left to reviewers.

    Each commitment has three fields and each source four; they are added below by number.
    """

    version = HiddenField()
    kind = _select(_l("Type of action"), words.KINDS, _l("Choose"))
    stage = _select(_l("Output or outcome"), words.STAGES[:2], _l("Not stated"))

    def chosen(self) -> dict[str, str]:
        """The choices by column of the draft. Descriptions only if sent."""
        sent = self.given()
        single = {name: sent.get(name, "") for name in ("kind", "stage", *TIERS)}
        single |= {name: sent[name] for name in DESCRIPTIONS if name in sent}
        return {**single, "commitments": f"{SEPARATOR} ".join(self._bearings())}

    @property
    def rows(self) -> range:
        """The filled rows and one more, within the limit of an action."""
        filled = [row for row in ROWS if self[f"commitment_{row}"].data]
        return range(1, min(max([LEAST_ROWS, *(row + 1 for row in filled)]), len(ROWS)) + 1)

    def _bearings(self) -> Iterator[str]:
        for row in ROWS:
            typed = (self[f"commitment_{row}"].data or "").split()
            if typed:
                yield _bearing(
                    typed[0].upper(), self[f"polarity_{row}"].data, self[f"level_{row}"].data
                )

    def take(self, invalid: Invalid) -> None:
        """Show errors of commitments at the first of them."""
        moved = {
            "commitment_1" if name == "commitments" else name: texts
            for name, texts in invalid.errors.items()
        }
        super().take(Invalid(moved))


SINGLE = ("kind", "stage", *TIERS, *DESCRIPTIONS)
for _row in ROWS:
    setattr(ClassifyForm, f"commitment_{_row}", _commitment(_row))
    setattr(ClassifyForm, f"polarity_{_row}", _polarity(_row))
    setattr(ClassifyForm, f"level_{_row}", _level(_row))
for _number in NUMBERS:
    for _name, _field in _source(_number).items():
        setattr(ClassifyForm, numbered(_number, _name), _field)


def _bearing(reference: str, polarity: str | None, level: str | None) -> str:
    shown = f"@{level}" if level and polarity != Polarity.CONTEXT else ""
    return f"{reference}={polarity}{shown}" if polarity else reference


def form_for(text: Mapping[str, str], version: int) -> ClassifyForm:
    """The form filled with the current choices."""
    data: dict[str, Any] = {name: text.get(name, "") for name in SINGLE}
    for row, each in zip(ROWS, chosen_of(text), strict=False):
        data |= {
            f"commitment_{row}": each.reference,
            f"polarity_{row}": each.polarity,
            f"level_{row}": each.level,
        }
    return ClassifyForm(formdata=None, data={**data, "version": str(version)})
