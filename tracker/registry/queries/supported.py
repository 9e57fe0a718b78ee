"""What one State supported on some themes, for the page of one of its commitments."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.core import clock
from tracker.core.db import db
from tracker.registry.queries.positions import Days
from tracker.registry.queries.recommendation_selection import STATE, THEMES, supported_on_themes
from tracker.registry.queries.recommendations import makers_of
from tracker.registry.summaries import ThemeName


@dataclass(frozen=True, slots=True)
class SupportedOne:
    """A recommendation that a State supported, in the words of its source.

    ``maker`` has the names of the State that made it; None if it was no State.
    """

    reference: str
    title: str
    wording: str
    language: str | None
    mechanism: str
    session: str | None
    number: str | None
    symbol: str | None
    url: str | None
    made_by: str | None
    asked_on: date
    asked_precision: str
    maker: Any = None


@dataclass(frozen=True, slots=True)
class Supported:
    """What one State supported on some themes: the newest, and the number on each theme."""

    newest: tuple[SupportedOne, ...]
    total: int
    by_theme: tuple[tuple[ThemeName, int], ...]


def supported_on(iso3: str, themes: Iterable[ThemeName], days: Days, *, newest: int) -> Supported:
    """What a State supported on any of these themes. A recommendation may be on several."""
    query = supported_on_themes(days, clock.latest_begun(days.as_of))
    names = {theme.code: theme for theme in themes}
    found: dict[str, SupportedOne] = {}
    numbers = Counter[str]()
    for *cells, code in db.session.execute(query, {STATE: iso3, THEMES: sorted(names)}):
        found.setdefault(cells[0], SupportedOne(*cells))
        numbers[code] += 1
    by_theme = tuple((names[code], number) for code, number in numbers.most_common())
    first = list(found.values())[:newest]
    makers = makers_of(first) if first else {}
    shown = tuple(replace(one, maker=makers.get(one.made_by)) for one in first)
    return Supported(shown, len(found), by_theme)
