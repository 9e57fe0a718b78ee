"""The form of an action: from what was sent to the text that is kept, and back to its fields.

A date is a day and how exactly it is known; what an action says of a commitment is two choices.
Both are one column of the draft. Whatever cannot be read yet is kept all the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from tracker.core.clock import PartialDate
from tracker.evidence.action_drafts import TEXT_FIELDS, ActionDraft, unfinished
from tracker.evidence.citation_drafts import MOST_SOURCES, NAMES, numbered
from tracker.evidence.vocabulary import Polarity
from tracker.schema.fields import SEPARATOR, first_day
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

DATES = (
    "happened_on",
    "until",
    *(numbered(number, "published_on") for number in range(1, MOST_SOURCES + 1)),
)
EXACTNESS = ("day", "month", "year")
_LENGTHS = {"month": 7, "year": 4}
PLAIN = tuple(name for name in TEXT_FIELDS if name not in (*DATES, "commitments"))
# What must be there before it can be sent; a source is one thing, whatever of it is missing.
NEEDED = ("state", "kind", "title", "account", "happened_on", "language", "commitments", "source")


@dataclass(frozen=True, slots=True)
class ChosenCommitment:
    """A commitment as the form holds it; polarity and level as typed, empty where not chosen."""

    reference: str
    polarity: str = ""
    level: str = ""

    def __str__(self) -> str:
        if self.polarity == Polarity.CONTEXT or not self.level:
            return f"{self.reference}={self.polarity}" if self.polarity else self.reference
        return f"{self.reference}={self.polarity}@{self.level}"


def typed(sent: MultiDict[str, str]) -> dict[str, str]:
    """The text of a form that was sent, by column; fields that say nothing are left out."""
    cells = {name: sent.get(name, "") for name in PLAIN}
    cells |= {name: _date(sent, name) for name in DATES}
    cells["commitments"] = f"{SEPARATOR} ".join(map(str, _bearings(sent)))
    return {name: text for name, text in cells.items() if text.strip()}


def _date(sent: MultiDict[str, str], name: str) -> str:
    """A day cut to what is known of it; a browser without such a field sends it as typed."""
    day = sent.get(name, "").strip()
    exact = sent.get(f"{name}-as", "day")
    if len(day) == len("2021-05-03") and exact in _LENGTHS:
        return day[: _LENGTHS[exact]]
    return day


def _bearings(sent: MultiDict[str, str]) -> Iterator[ChosenCommitment]:
    for reference in dict.fromkeys(sent.getlist("commitment")):
        if reference == sent.get("drop"):
            continue
        yield ChosenCommitment(
            reference, sent.get(f"polarity-{reference}", ""), sent.get(f"level-{reference}", "")
        )


def cells_of(text: Mapping[str, str]) -> dict[str, str]:
    """The fields of the form that hold one text each."""
    cells = {name: text.get(name, "") for name in PLAIN}
    for name in DATES:
        cells[name], cells[f"{name}-as"] = _day_and_exactness(text.get(name, ""))
    return cells


def _day_and_exactness(text: str) -> tuple[str, str]:
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return text, "day"
    return first_day(found).isoformat(), found.precision


def chosen_of(text: Mapping[str, str]) -> tuple[ChosenCommitment, ...]:
    """The commitments, readable or not, in the order in which they stand."""
    parts = text.get("commitments", "").replace("\n", SEPARATOR).split(SEPARATOR)
    found: dict[str, ChosenCommitment] = {}
    for part in filter(None, (each.strip() for each in parts)):
        reference, _equals, rest = (piece.strip() for piece in part.partition("="))
        polarity, _at, level = (piece.strip() for piece in rest.partition("@"))
        found[reference] = ChosenCommitment(reference, polarity, level)
    return tuple(found.values())


def flat(text: Mapping[str, str]) -> dict[str, str]:
    """Every field of the form by its name, as a script compares them."""
    cells = cells_of(text)
    for each in chosen_of(text):
        cells |= {
            f"polarity-{each.reference}": each.polarity,
            f"level-{each.reference}": each.level,
        }
    return cells


def progress(draft: ActionDraft) -> tuple[int, int]:
    """How many of the needed things are there, and how many are needed."""
    lacking = {"source" if name.startswith("source_") else name for name in unfinished(draft)}
    return len(NEEDED) - len(lacking), len(NEEDED)


def named_sources(text: Mapping[str, str]) -> tuple[int, ...]:
    """Numbers of the sources of which more than the language is said; the first one always."""
    return tuple(
        number
        for number in range(1, MOST_SOURCES + 1)
        if number == 1
        or any(text.get(numbered(number, name)) for name in NAMES if name != "language")
    )


# Two texts beside each other -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """A column of which two writers hold different texts."""

    name: str
    title: str
    theirs: str
    mine: str
    long: bool


def differences(theirs: Mapping[str, str], mine: Mapping[str, str]) -> list[Difference]:
    """The columns that differ, in the order of the form."""
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


def merge_texts(sent: MultiDict[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """The text of the page on which both stood: column by column theirs or one's own."""
    text = {
        name: theirs.get(name, "") if sent.get(f"take-{name}") == "theirs" else sent.get(name, "")
        for name in TEXT_FIELDS
    }
    return {name: each for name, each in text.items() if each.strip()}


def in_words(name: str, cell: str) -> str:
    """A code as readers know it; a text as it is."""
    lists: dict[str, Any] = {"kind": meanings(KINDS), "stage": meanings(STAGES)}
    column = name.rpartition("_")[2]
    if column == "tier":
        lists[name] = meanings(TIERS)
    if name in lists and cell in lists[name]:
        return str(lists[name][cell].word)
    if column == "language":
        return str(LANGUAGES.get(cell, cell))
    if name == "commitments":
        return "\n".join(map(_bearing_words, chosen_of({"commitments": cell})))
    return cell


def _bearing_words(each: ChosenCommitment) -> str:
    polarity, level = meanings(POLARITIES).get(each.polarity), meanings(LEVELS).get(each.level)
    told = [str(one.word) for one in (polarity, level) if one is not None]
    return f"{each.reference}: {', '.join(told)}" if told else each.reference
