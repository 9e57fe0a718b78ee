"""Template filters and globals that format values for display."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal, format_percent
from flask import Flask
from flask_babel import format_date, format_datetime, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from tracker.core import clock
from tracker.gap.methodology import VERSION
from tracker.labels.codes import label, last_known_word, level_label
from tracker.labels.evidence_age import EVIDENCE_AGES
from tracker.web.core.language import selected


def init_app(app: Flask) -> None:
    """Teach templates the filters and globals."""
    app.jinja_env.filters.update(
        share=share,
        figure=figure,
        signed=signed,
        day=day,
        moment=moment,
        partial_day=partial_day,
        number=number,
        state_name=state_name,
    )
    app.jinja_env.globals.update(
        label=label,
        last_known_word=last_known_word,
        evidence_ages=EVIDENCE_AGES,
        level_label=level_label,
        methodology_version=VERSION,
        today=clock.today,
        latest_day=clock.latest_day,
        nothing=nothing,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def share(value: float | None) -> str | Markup:
    """A share of one as a whole per cent; a dash where there is none."""
    return nothing() if value is None else _formatted(value, "#,##0%", str(get_locale()))


def figure(value: float | None) -> str | Markup:
    """A gap, coverage or bound with two decimals; a dash where there is none."""
    return nothing() if value is None else _formatted(value, "0.00", str(get_locale()))


def signed(value: float | None) -> str | Markup:
    """A divergence with its sign; a dash where there is none."""
    return nothing() if value is None else _formatted(value, "+0.00;−0.00", str(get_locale()))


def number(value: int) -> str:
    """A count with the language's separators."""
    return _formatted(value, None, str(get_locale()))


@lru_cache(maxsize=20_000, typed=True)
def _formatted(value: float, pattern: str | None, locale: str) -> str:
    """A number as text. The same few hundred shares and counts stand in thousands of cells.

    Zero and minus zero are equal, so that both are written as zero.
    """
    write = format_percent if pattern and pattern.endswith("%") else format_decimal
    return str(write(value + 0, pattern, locale=locale))


def day(value: date | datetime | None) -> str | Markup:
    """A day in the reader's language; a dash where there is none."""
    return nothing() if value is None else str(format_date(value, "d MMM y"))


def moment(value: datetime) -> str:
    """A day and minute in UTC, in the reader's language."""
    return str(format_datetime(value, "d MMM y, HH:mm 'UTC'"))


def partial_day(value: date | None, precision: str | None) -> str | Markup:
    """A date as precisely as it is known."""
    if value is None:
        return nothing()
    pattern = {"year": "y", "month": "MMMM y"}.get(precision or "day", "d MMM y")
    return str(format_date(value, pattern))


def state_name(line: Any) -> str:
    """A state's short name in the page's language."""
    names = getattr(line, "names", None)
    return str(names[selected()] if names else getattr(line, f"name_{selected()}"))


def nothing() -> Markup:
    """A dash where there is no value; readers who hear the page are told "none"."""
    dash = Markup('<span class="nothing" aria-hidden="true">–</span>')
    return dash + Markup('<span class="hidden">{}</span>').format(_("none"))
