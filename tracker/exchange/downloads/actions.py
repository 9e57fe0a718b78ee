"""The file of actions: public views, newest action first.

Written in the spelling in which actions are brought, so that a reader of both meets one language.
"""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _l

from tracker.core.clock import partial_text
from tracker.evidence.queries import action_list
from tracker.evidence.queries.action_list import ActionQuery
from tracker.evidence.queries.actions import ActionView, Bearing
from tracker.evidence.vocabulary import ActionKind, Polarity, Stage, Tier
from tracker.exchange.downloads.columns import codes
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.selection import Described, Selection, Type

COLUMNS = (
    Described("reference", _l("Public reference"), required=True),
    Described(
        "state",
        _l("Code of the State (ISO 3166-1 alpha-3)"),
        required=True,
        refers="states",
    ),
    Described("organisation", _l("Who logged it. Empty: name withheld")),
    Described(
        "organisation_id", _l("Its public id. Empty: the name is withheld"), refers="organisations"
    ),
    Described("survivor_led", _l("Whether it is survivor-led. Empty: not known"), Type.FLAG),
    Described("kind", _l("Type of action"), required=True, allowed=codes(ActionKind)),
    Described("title", _l("What the State did, in one line"), required=True),
    Described("account", _l("Short account")),
    Described(
        "happened_on",
        _l("When it happened or began, as precisely as it is known"),
        Type.PARTIAL_DAY,
        required=True,
    ),
    Described(
        "until",
        _l("When a period ended. It counts from then. Empty: no period"),
        Type.PARTIAL_DAY,
    ),
    Described(
        "counts_from",
        _l("The day from which it counts in figures. It may be after the day of the file"),
        Type.DAY,
        required=True,
    ),
    Described(
        "stage",
        _l("output: something was set up; outcome: it had an effect"),
        allowed=codes(Stage),
    ),
    Described("language", _l("Language of title and description")),
    Described("commitments", _l("Commitments: REF=supports@3, REF=context, separated by ;")),
    Described(
        "published",
        _l("When it became public here. Only the month if a name is withheld"),
        Type.PARTIAL_DAY,
        required=True,
    ),
    Described("tier", _l("Tier of the strongest source"), allowed=codes(Tier)),
    Described("source_title", _l("Title of the strongest source")),
    Described("source_publisher", _l("Publisher")),
    Described("source_url", _l("Its address. Empty: printed only")),
    Described("sources", _l("How many sources are named"), Type.WHOLE, required=True, least=0),
)
_ACTION = Described("action", _l("Reference of the action"), required=True, refers="actions")
BEARING_COLUMNS = (
    _ACTION,
    Described(
        "commitment", _l("The commitment that it concerns"), required=True, refers="commitments"
    ),
    Described(
        "polarity",
        _l("supports, contradicts or context"),
        required=True,
        allowed=codes(Polarity),
    ),
    Described(
        "level",
        _l("The level that it shows. Empty: none, so it never counts"),
        Type.WHOLE,
        least=0,
        most=4,
        unit=_l("level, 0 not started to 4 complete"),
    ),
)
SOURCE_COLUMNS = (
    _ACTION,
    Described(
        "position",
        _l("1: the best source, which decides the strength"),
        Type.WHOLE,
        required=True,
        least=1,
    ),
    Described("title", _l("Title of the source"), required=True),
    Described("publisher", _l("Publisher")),
    Described("url", _l("Its address. Empty: printed only")),
    Described("archived_url", _l("Address of a copy kept elsewhere. Empty: none known")),
    Described(
        "tier",
        _l("Strength: A primary official, B independent institution, C civil society, D secondary"),
        allowed=codes(Tier),
    ),
    Described("language", _l("Language of the source")),
    Described("current_on", _l("When it was published, as precisely as known"), Type.PARTIAL_DAY),
)


def rows(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each action."""
    for view in action_list.every(_asked(selection)):
        yield _row(view)


def bearings(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each action and each of its commitments."""
    for reference, one in action_list.every_bearing(_asked(selection)):
        yield reference, one.commitment, one.polarity, one.level


def count_bearings(selection: Selection) -> int:
    """The number of rows of ``bearings``."""
    return action_list.number_of_bearings(_asked(selection))


def sources(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each source of each action, strongest first."""
    for view in action_list.every(_asked(selection)):
        for position, one in enumerate(view.sources, start=1):
            current = one.current_on and partial_text(
                one.current_on, one.current_precision or "day"
            )
            place = (one.title, one.publisher, one.url, one.archived_url)
            yield view.reference, position, *place, one.tier, one.language, current


def count_sources(selection: Selection) -> int:
    """The number of rows of ``sources``."""
    return action_list.number_of_sources(_asked(selection))


def count(selection: Selection) -> int:
    """The number of rows."""
    return action_list.number_of(_asked(selection))


def _asked(selection: Selection) -> ActionQuery:
    reading = selection.reading
    return ActionQuery(
        selection.filters, reading.as_of, reading.known_by, reading.tiers, reading.survivor_led
    )


def _row(view: ActionView) -> tuple[Cell, ...]:
    ended = partial_text(view.effective_on, view.effective_precision)
    began = view.began_on and partial_text(view.began_on, view.began_precision or "day")
    led = None if view.survivor_led is None else ("yes" if view.survivor_led else "no")
    source = view.source
    return (
        view.reference,
        view.iso3,
        view.organisation,
        view.organisation_id,
        led,
        view.kind,
        view.title,
        view.account,
        began or ended,
        ended if began else None,
        view.effective_on,
        view.stage,
        view.language,
        "; ".join(map(_spelled, view.bearings)),
        partial_text(view.published_on, view.published_precision),
        source.tier,
        source.title,
        source.publisher,
        source.url,
        len(view.sources),
    )


def _spelled(one: Bearing) -> str:
    level = "" if one.level is None else f"@{one.level}"
    return f"{one.commitment}={one.polarity}{level}"
