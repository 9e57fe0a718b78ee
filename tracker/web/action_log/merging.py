"""Compares two texts of one draft, and the form that chooses between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import HiddenField, RadioField, StringField
from wtforms.form import BaseForm

from tracker.core import formats
from tracker.evidence.action_drafts import TEXT_FIELDS
from tracker.web.action_log.form import ChosenCommitment, chosen_of
from tracker.web.action_log.words import (
    KINDS,
    LANGUAGES,
    LEVELS,
    POLARITIES,
    STAGES,
    TIERS,
    field_name,
    meanings,
)

THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """A column in which two writers have different texts."""

    name: str
    title: str
    theirs: str
    mine: str
    long: bool


def differences(theirs: Mapping[str, str], mine: Mapping[str, str]) -> list[Difference]:
    """The columns that differ, in form order."""
    return [
        Difference(
            name,
            field_name(name),
            theirs.get(name, ""),
            mine.get(name, ""),
            name in ("account", "title"),
        )
        for name in TEXT_FIELDS
        if theirs.get(name, "") != mine.get(name, "")
    ]


class MergeForm(BaseForm):
    """The text of each column and, in ``take-COLUMN``, which one to save."""

    def __init__(self, sent: Any) -> None:
        super().__init__(dict(_merge_fields()))
        self.process(sent)

    @property
    def is_sent(self) -> bool:
        """Whether the request came from the page with two texts."""
        return bool(self["both"].data)

    def merged(self, theirs: Mapping[str, str]) -> dict[str, str]:
        """The colleague's or one's own text of each column."""
        text = {
            name: theirs.get(name, "")
            if self[f"take-{name}"].data == THEIRS
            else self[name].data or ""
            for name in TEXT_FIELDS
        }
        return {name: each for name, each in text.items() if each.strip()}


def _merge_fields() -> Iterator[tuple[str, Any]]:
    yield "both", HiddenField()
    for name in TEXT_FIELDS:
        yield name, StringField(field_name(name))
        yield f"take-{name}", RadioField(choices=[THEIRS, "mine"])


def in_words(name: str, cell: str) -> str:
    """The label of a code, or the text itself."""
    lists: dict[str, Any] = {"kind": meanings(KINDS), "stage": meanings(STAGES)}
    column = name.rpartition("_")[2]
    if column == "tier":
        lists[name] = meanings(TIERS)
    if name in lists and cell in lists[name]:
        return str(lists[name][cell].word)
    if column == "language":
        return str(LANGUAGES.get(cell, cell))
    if name == "commitments":
        return "\n".join(map(_choice_words, chosen_of({"commitments": cell})))
    return cell


def _choice_words(each: ChosenCommitment) -> str:
    polarity, level = meanings(POLARITIES).get(each.polarity), meanings(LEVELS).get(each.level)
    words = [str(one.word) for one in (polarity, level) if one is not None]
    return formats.labelled(each.reference, formats.listed(words)) if words else each.reference
