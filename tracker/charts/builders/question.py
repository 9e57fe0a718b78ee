"""The question to a chart: which States, which commitments, and further parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.scope import Scope
from tracker.charts.series.basis import Basis
from tracker.core import formats
from tracker.core.record_texts import record_text
from tracker.labels import charts
from tracker.registry.queries.commitments import register

FILTERS = ("region", "group", "pillar", "theme", "instrument")
OF_STATES = ("region", "group")


@dataclass(frozen=True)
class Question:
    """The scope and the names that some charts need. None if the address has none.

    ``options`` are choices of how to look that only some charts know.
    """

    scope: Scope
    state: str | None = None
    commitment: str | None = None
    states: tuple[str, ...] = ()
    indicator: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)

    def titled(self, title: str, *, by: tuple[str, ...] = FILTERS) -> str:
        """The title with the filters, so that a downloaded figure states them.

        ``by`` names the filters that this chart heeds.
        """
        narrowed = narrowed_to(self.scope, by)
        if not narrowed:
            return title
        return _("%(title)s (%(narrowed)s)", title=title, narrowed=narrowed)


def narrowed_to(scope: Scope, by: tuple[str, ...]) -> str:
    """The filters in words. Empty without any."""
    lists = {"region": charts.REGIONS, "group": charts.GROUPS, "pillar": charts.PILLARS}
    given = [(name, scope.filters[name]) for name in by if name in scope.filters]
    return formats.listed(_in_words(lists.get(name), name, code) for name, code in given)


def _in_words(named: Mapping[str, object] | None, name: str, code: str) -> str:
    """The registry's name for a choice. Texts are named by their short codes."""
    if named is not None:
        return str(named[code])
    return record_text(register().themes[code].name) if name == "theme" else code


def cells_known(known: int, applicable: int, rests_on: Basis | None = None) -> str | None:
    """How many applicable commitments are known, the newest year and the number of sources.

    None where nothing applies. The commitments of each State count.
    """
    if not applicable:
        return None
    sentence = ngettext(
        "current information on %(known)s of %(number)s commitment (%(share)s)",
        "current information on %(known)s of %(number)s commitments (%(share)s)",
        applicable,
        known=charts.count(known),
        number=charts.count(applicable),
        share=charts.per_cent(known / applicable),
    )
    return " · ".join((sentence, *_rests_on(rests_on or Basis())))


def _rests_on(rests_on: Basis) -> list[str]:
    if rests_on.newest_year is None:
        return []
    return [
        ngettext(
            "%(number)s source",
            "%(number)s sources",
            rests_on.sources,
            number=charts.count(rests_on.sources),
        ),
        _("newest of %(year)s", year=rests_on.newest_year),
    ]


def states_known(known: int, states: int) -> str:
    """How many States have information, in words."""
    return ngettext(
        "known: %(known)s of %(number)s State",
        "known: %(known)s of %(number)s States",
        states,
        known=charts.count(known),
        number=charts.count(states),
    )


def member_states(number: int) -> str:
    """The number of member States, in words."""
    return ngettext(
        "%(number)s Member State", "%(number)s Member States", number, number=charts.count(number)
    )
