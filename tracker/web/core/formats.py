"""Template filters and globals that format values for display."""

from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from jinja2 import pass_context
from markupsafe import Markup

from tracker.core import clock, formats
from tracker.gap.methodology import VERSION
from tracker.labels.codes import label, last_known_word, level_label
from tracker.labels.evidence_age import EVIDENCE_AGES
from tracker.web.core.filters import add_filters
from tracker.web.core.language import selected


def init_app(app: Flask) -> None:
    """Give templates the filters and globals."""
    add_filters(
        app,
        share=share,
        figure=figure,
        signed=signed,
        day=day,
        moment=moment,
        partial_day=partial_day,
        number=number,
        plain=formats.plain,
        day_of_year=formats.day_of_year,
        decimal=formats.decimal,
        listed=formats.listed,
        listed_apart=formats.listed_apart,
        any_of=formats.any_of,
        all_of=formats.all_of,
        state_name=state_name,
    )
    app.jinja_env.globals.update(
        label=label,
        last_known_word=last_known_word,
        evidence_ages=EVIDENCE_AGES,
        level_label=level_label,
        methodology_version=VERSION,
        ngettext=_with_separators(app.jinja_env.globals["ngettext"]),
        today=clock.today,
        latest_day=clock.latest_day,
        nothing=nothing,
        comma=formats.comma,
        semicolon=formats.semicolon,
        colon=formats.colon,
        labelled=formats.labelled,
        in_brackets=formats.in_brackets,
        sentences=formats.sentences,
        stop=formats.stop,
        onward=formats.onward,
        closed_mark=formats.closed_mark,
        backward=formats.backward,
        period=formats.period,
        example_day=date,
        full_stop=formats.full_stop,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _with_separators(ngettext: Any) -> Any:
    """The ``ngettext`` of templates, which writes ``%(num)s`` as the language writes counts."""

    @pass_context
    def counted(context: Any, one: str, many: str, num: int, /, **values: Any) -> Any:
        return ngettext(context, one, many, formats.Count(num), **values)

    return counted


def share(value: float | None) -> str | Markup:
    """A share as a whole percentage, or a dash."""
    return nothing() if value is None else formats.percent(value)


def figure(value: float | None) -> str | Markup:
    """A gap, coverage or bound with two decimals, or a dash."""
    return nothing() if value is None else formats.decimal(value, 2)


def signed(value: float | None) -> str | Markup:
    """A divergence with its sign, or a dash."""
    return nothing() if value is None else formats.signed(value)


def number(value: float) -> str:
    """A number with the language's separators."""
    return formats.count(value)


def day(value: date | datetime | None) -> str | Markup:
    """A day in the reader's language, or a dash."""
    return nothing() if value is None else formats.day(value)


def moment(value: datetime) -> str:
    """Date and time in UTC, in the reader's language."""
    return formats.moment(value)


def partial_day(value: date | None, precision: str | None) -> str | Markup:
    """A date with its precision."""
    return nothing() if value is None else formats.partial_day(value, precision or "day")


def state_name(line: Any) -> str:
    """A state's short name in the page's language."""
    names = getattr(line, "names", None)
    return str(names[selected()] if names else getattr(line, f"name_{selected()}"))


def nothing() -> Markup:
    """A dash for a missing value, which screen readers hear as "none"."""
    dash = Markup('<span class="nothing" aria-hidden="true">–</span>')
    return dash + Markup('<span class="hidden">{}</span>').format(_("none"))
