"""The file of actions: their public views, row by row, the newest act first.

Written in the spelling in which actions are brought, so that a reader of both meets one language.
"""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _l

from tracker.clock import PartialDate
from tracker.evidence import action_list
from tracker.evidence.action_list import Asked
from tracker.evidence.queries_actions import ActionView, Bearing
from tracker.exchange.selection import Described, Selection
from tracker.exchange.streams import Cell

COLUMNS = (
    Described("reference", _l("Public reference")),
    Described("state", _l("Code of the state (ISO 3166-1 alpha-3)")),
    Described("organisation", _l("Who logged it; empty: the name is withheld")),
    Described("survivor_led", _l("Whether survivors lead it; empty: not told")),
    Described("kind", _l("What sort of act it is")),
    Described("title", _l("What the state did, in one line")),
    Described("account", _l("Short account")),
    Described("happened_on", _l("When it happened or began, as precisely as it is known")),
    Described("until", _l("When a period ended; it counts from then. Empty: no period")),
    Described("stage", _l("output: something was set up; outcome: something came of it")),
    Described("language", _l("Language of title and account")),
    Described("commitments", _l("What it bears on: REF=supports@3, REF=context, parted by ;")),
    Described("published", _l("When it became public here; to the month if a name is withheld")),
    Described("tier", _l("Tier of the strongest source")),
    Described("source_title", _l("Title of the strongest source")),
    Described("source_publisher", _l("Who published it")),
    Described("source_url", _l("Its address; empty: printed only")),
    Described("sources", _l("How many sources are named")),
)


def rows(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row an action."""
    for view in action_list.every(_asked(selection)):
        yield _row(view)


def count(selection: Selection) -> int:
    """How many rows there are."""
    return action_list.number_of(_asked(selection))


def _asked(selection: Selection) -> Asked:
    reading = selection.reading
    return Asked(
        selection.filters, reading.as_of, reading.known_by, reading.tiers, reading.survivor_led
    )


def _row(view: ActionView) -> tuple[Cell, ...]:
    ended = PartialDate(view.effective_on, view.effective_precision)
    began = PartialDate(view.began_on, view.began_precision or "day") if view.began_on else None
    led = None if view.survivor_led is None else ("yes" if view.survivor_led else "no")
    return (
        view.reference,
        view.iso3,
        view.organisation,
        led,
        view.kind,
        view.title,
        view.account,
        str(began or ended),
        str(ended) if began else None,
        view.stage,
        view.language,
        "; ".join(_spelled(one) for one in view.bearings),
        str(PartialDate(view.published_on, view.published_precision)),
        view.source.tier,
        view.source.title,
        view.source.publisher,
        view.source.url,
        len(view.sources),
    )


def _spelled(one: Bearing) -> str:
    level = "" if one.level is None else f"@{one.level}"
    return f"{one.commitment}={one.polarity}{level}"
