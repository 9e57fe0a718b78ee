"""The form in which a reviewer classifies an action: type, stage, commitments and strengths."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice

from tracker.core.errors import Invalid
from tracker.evidence.classification import TIERS
from tracker.evidence.vocabulary import Polarity
from tracker.schema.fields import SEPARATOR
from tracker.web.action_log import words
from tracker.web.action_log.form import chosen_of
from tracker.web.core.forms import Form

MOST_COMMITMENTS = 4  # rows of the form; the full form of an action takes more
ROWS = range(1, MOST_COMMITMENTS + 1)


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


def _tier(number: int) -> SelectField:
    return _select(_l("Strength of source %(number)s", number=number), words.TIERS, _l("Choose"))


class ClassifyForm(Form):
    """What the writers left to reviewers."""

    version = HiddenField()
    kind = _select(_l("Type of action"), words.KINDS, _l("Choose"))
    stage = _select(_l("Output or outcome"), words.STAGES[:2], _l("Not stated"))
    commitment_1, polarity_1, level_1 = _commitment(1), _polarity(1), _level(1)
    commitment_2, polarity_2, level_2 = _commitment(2), _polarity(2), _level(2)
    commitment_3, polarity_3, level_3 = _commitment(3), _polarity(3), _level(3)
    commitment_4, polarity_4, level_4 = _commitment(4), _polarity(4), _level(4)
    source_1_tier = _tier(1)
    source_2_tier = _tier(2)
    source_3_tier = _tier(3)
    source_4_tier = _tier(4)
    source_5_tier = _tier(5)

    def chosen(self) -> dict[str, str]:
        """The choices by column of the action's draft."""
        tiers = {name: self[name].data or "" for name in TIERS}
        single = {name: self[name].data or "" for name in ("kind", "stage")}
        return {**single, **tiers, "commitments": f"{SEPARATOR} ".join(self._bearings())}

    def _bearings(self) -> Iterator[str]:
        for row in ROWS:
            typed = (self[f"commitment_{row}"].data or "").split()
            if typed:
                yield _bearing(
                    typed[0].upper(), self[f"polarity_{row}"].data, self[f"level_{row}"].data
                )

    def take(self, invalid: Invalid) -> None:
        """As every form; what is wrong with the commitments stands at the first of them."""
        moved = {
            "commitment_1" if name == "commitments" else name: texts
            for name, texts in invalid.errors.items()
        }
        super().take(Invalid(moved))


def _bearing(reference: str, polarity: str | None, level: str | None) -> str:
    shown = f"@{level}" if level and polarity != Polarity.CONTEXT else ""
    return f"{reference}={polarity}{shown}" if polarity else reference


def form_for(text: Mapping[str, str], version: int) -> ClassifyForm:
    """The form filled with what is chosen so far."""
    data: dict[str, Any] = {name: text.get(name, "") for name in ("kind", "stage", *TIERS)}
    for row, each in zip(ROWS, chosen_of(text), strict=False):
        data |= {
            f"commitment_{row}": each.reference,
            f"polarity_{row}": each.polarity,
            f"level_{row}": each.level,
        }
    return ClassifyForm(formdata=None, data={**data, "version": str(version)})
