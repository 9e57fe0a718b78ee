"""The commitments of a report in the editor: filtered, grouped, one by one.

Pure over the lines that ``tracker.workspace.report_editor`` hands out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.core import collation
from tracker.registry.vocabulary import Pillar
from tracker.workspace.report_editor import EntryProgress, Line

NAMES = ("pillar", "theme", "unanswered", "q")


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """The position of an entry in the filtered list, with its neighbours."""

    number: int
    total: int
    before: str | None
    after: str | None


def matching(lines: Sequence[Line], given: Mapping[str, str]) -> list[Line]:
    """The lines that match the filters, in registry order."""
    return [line for line in lines if _fits(line, given) and _is_open(line, given)]


def _fits(line: Line, given: Mapping[str, str]) -> bool:
    card, theme = line.card, given.get("theme")
    text = f"{card.reference} {card.title} {card.statement} {card.instrument.title}".casefold()
    return (
        given.get("pillar") in (None, card.pillar)
        and (theme is None or any(theme == each.code for each in card.themes))
        and all(word in text for word in given.get("q", "").casefold().split())
    )


def _is_open(line: Line, given: Mapping[str, str]) -> bool:
    return "unanswered" not in given or line.done is not EntryProgress.FINISHED


def by_pillar(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The lines by pillar, in pillar order, without empty ones."""
    found = {
        pillar.value: [line for line in lines if line.card.pillar == pillar] for pillar in Pillar
    }
    return [(pillar, each) for pillar, each in found.items() if each]


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of ``by_pillar`` as one list."""
    return [line for _pillar, each in by_pillar(lines) for line in each]


def place(lines: Sequence[Line], reference: str, given: Mapping[str, str]) -> EntryPlace:
    """The neighbours of an entry in the list. ``unanswered``: only open ones."""
    fitting = [line for line in in_order(lines) if _fits(line, given)]
    row = [each for each in fitting if _is_open(each, given) or each.card.reference == reference]
    at = next((n for n, each in enumerate(row) if each.card.reference == reference), None)
    if at is None:
        return EntryPlace(0, len(row), None, row[0].card.reference if row else None)
    return EntryPlace(
        at + 1,
        len(row),
        row[at - 1].card.reference if at else None,
        row[at + 1].card.reference if at + 1 < len(row) else None,
    )


def facets(lines: Sequence[Line]) -> dict[str, dict[str, str]]:
    """The themes of the lines by code, sorted by name."""
    themes = {each.code: each.name for line in lines for each in line.card.themes}
    return {"theme": dict(collation.record_choices(themes.items()))}
