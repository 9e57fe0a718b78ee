"""Latest updates as a page and as a feed."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.core import collation
from tracker.core.cache import Cache
from tracker.core.errors import BadParameter
from tracker.core.record_texts import record_text
from tracker.evidence.queries import action_list
from tracker.labels.codes import LABELS
from tracker.registry.queries import commitments as registry
from tracker.registry.queries.states import state_ids
from tracker.review.publishable import REGISTRY, SHARED, part_of_state
from tracker.review.revisions import cached, dated_revision, revised_parts
from tracker.timeline import headlines, query
from tracker.timeline.event import (
    Event,
    RecordKind,
    RelatedRecord,
    TimelineQuery,
    parse_timeline_query,
)
from tracker.timeline.headlines import Headline
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with
from tracker.web.public import atom

blueprint = Blueprint("activity", __name__)

FILTERS = ("region", "group", "pillar", "theme", "instrument")


def _place(name: str, text: str) -> str:
    query.parse_place(text)
    return text


MORE = {
    "state": query_params.free_text,
    "commitment": query_params.free_text,
    "organisation": query_params.free_text,
    "kind": query_params.one_of(RecordKind),
    "after": _place,
}
# Lists whose filters the feed knows, and the kind of record that they show.
LISTS: dict[str, dict[str, str]] = {
    "actions.index": {"kind": RecordKind.ACTION.value},
    "commitments.index": {},
    "reports.index": {"kind": RecordKind.REPORT.value},
    "states.index": {},
}
NARROWING = frozenset({*FILTERS, "state", "commitment", "organisation"})
ON_A_PAGE_OF_SOMETHING = 6
LATEST: Cache[query.Page] = Cache(400)
WAY = ("after", "back")
MOST_BACK = 20  # pages; from there, "The newest" leads back


def _places(name: str, text: str) -> str:
    for place in text.split(","):
        query.parse_place(place)
    return text


@blueprint.get("/activity")
@everyone
def index() -> ResponseReturnValue:
    """Public events, newest first, that match the filters."""
    asked, passed = _without_way(
        query_params.parse_page_params(filters=FILTERS, more={**MORE, "back": _places})
    )
    organisations, names = checked(asked)
    found = _page(asked)
    here = asked.given.get("after")
    return render_template(
        "activity/index.html",
        asked=asked,
        newer=asked.query(after=passed[-1], back=_way(passed[:-1])) if passed else None,
        next=asked.query(after=found.older, back=_way([*passed, here] if here else [])),
        groups=_by_day(headlines.headline_of(found.occurrences)),
        older=found.older,
        narrowed=narrowing(asked),
        choices=_choices(names, organisations),
        feed=asked.query(after=None),
        follow=_followed(narrowing(asked)),
    )


@blueprint.get("/activity.atom")
@everyone
def feed() -> ResponseReturnValue:
    """The same as a paged Atom feed."""
    asked = query_params.parse_page_params(filters=FILTERS, more=MORE)
    organisations, names = checked(asked)
    found = _page(asked)
    made = atom.Feed(
        title=title(narrowing(asked), names, organisations),
        subtitle=atom.subtitle(asked.reading),
        entries=tuple(
            atom.entry_of(one, url_for(endpoint, _external=True, **values))
            for one in headlines.headline_of(found.occurrences)
            for endpoint, values in [leads_to(one.occurrence)]
        ),
        page=url_for(".index", _external=True, **asked.query(after=None)),
        first=url_for(".feed", _external=True, **asked.query(after=None)),
        own=url_for(".feed", _external=True, **asked.given),
        older=found.older and url_for(".feed", _external=True, **asked.query(after=found.older)),
        day=asked.reading.known_by,
    )
    return atom.response(made)


def init_app(app: Flask) -> None:
    """Give templates the feed of a page and the latest events."""
    app.jinja_env.globals.update(
        activity_sorts=headlines.SORTS,
        feed_here=feed_here,
        record_of=record_of,
        what_is_new=what_is_new,
    )


def what_is_new(asked: PageParams, **narrowed: str) -> dict[str, Any]:
    """The latest events of one State or commitment, for its page."""
    found = _latest(parse_timeline_query(asked.reading, narrowed))
    return {
        "headlines": headlines.headline_of(found.occurrences),
        "narrowed": narrowed,
    }


def _latest(wanted: TimelineQuery) -> query.Page:
    """The newest events of one item, stored until its records change.

    The query joins every kind of record, so that writing it down takes longer than running it.
    """
    state_id = state_ids().get(wanted.filters.get("state", ""))
    version: Hashable = dated_revision()
    if state_id is not None:
        version = revised_parts(REGISTRY, SHARED, part_of_state(state_id))
    filters = tuple(sorted(wanted.filters.items()))
    key = (
        *(wanted.as_of, wanted.known_by, wanted.lanes, wanted.tiers, wanted.survivor_led),
        *filters,
    )
    return cached(LATEST, key, version, lambda: query.page(wanted, size=ON_A_PAGE_OF_SOMETHING))


def feed_here() -> str:
    """The address of the feed for the current page."""
    given = request.view_args or {}
    narrowed: dict[str, Any] = {}
    match request.endpoint:
        case endpoint if endpoint == "states.state" or request.blueprint == "state_tabs":
            narrowed = {"state": given["iso3"].upper()}
        case "commitments.commitment":
            narrowed = {"commitment": given["reference"].upper()}
        case "organisations.organisation":
            narrowed = {"organisation": given["public_id"]}
        case "activity.index":
            narrowed = {name: text for name, text in request.args.items() if name not in WAY}
        case endpoint if endpoint in LISTS:
            narrowed = {name: text for name, text in request.args.items() if name in NARROWING}
            narrowed.update(LISTS[endpoint])
    return url_with("activity.feed", {name: text for name, text in narrowed.items() if text})


def title(
    narrowed: Mapping[str, str],
    names: Mapping[str, str],
    organisations: tuple[action_list.NamedOrganisation, ...],
) -> str:
    """The title of a feed or subscription."""
    named = {"state": names, "organisation": {one.public_id: one.name for one in organisations}}
    return atom.title(
        [named.get(name, {}).get(text, text) for name, text in narrowed.items() if name != "kind"]
    )


def record_of(one: Event, carried: Mapping[str, str]) -> str:
    """The address of the record of an event."""
    endpoint, values = leads_to(one)
    return url_for(endpoint, **{**values, **carried})


def leads_to(one: Event) -> tuple[str, dict[str, Any]]:
    """The page of the record of an event, or the closest one."""
    reference, about = one.reference or "", one.about or ""
    match one.kind:
        case RecordKind.REPORT if one.reference:
            return "reports.report", {"reference": reference}
        case RecordKind.REPORT:
            return "reports.punctuality", {}
        case RecordKind.ACTION:
            return "actions.action", {"reference": reference}
        case RecordKind.REPLY:
            return "history.replies", {"reference": reference}
        case RecordKind.ASSESSMENT:
            return "states.cell", {"iso3": one.iso3 or "", "reference": about}
        case RecordKind.TREATY:
            return "indicators.indicator", {"code": about}
        case RecordKind.REGISTRY:
            return _registered(one)
        case RecordKind.DECISION:
            return _decided(one)
    raise AssertionError(one.kind)


def _registered(one: Event) -> tuple[str, dict[str, Any]]:
    match one.detail:
        case RelatedRecord.MEASURE:
            return "indicators.indicator", {"code": one.about}
        case RelatedRecord.RELATION:
            return "commitments.commitment", {"reference": one.reference}
        case _ if one.about:
            return "instruments.instrument", {"code": one.about}
        case _:
            return "history.commitments", {"reference": one.reference}


def _decided(one: Event) -> tuple[str, dict[str, Any]]:
    if one.reference is None:
        return "decisions.index", {}
    page = {"report": "reports", "action": "actions", "reply": "replies"}[one.about or "report"]
    return f"history.{page}", {"reference": one.reference}


def _without_way(asked: PageParams) -> tuple[PageParams, list[str]]:
    """The parameters without the positions of previous pages."""
    passed = asked.more.get("back", "")
    given, more = (
        {name: text for name, text in each.items() if name != "back"}
        for each in (asked.given, asked.more)
    )
    return replace(asked, given=given, more=more), passed.split(",") if passed else []


def _way(passed: list[str]) -> str | None:
    return ",".join(passed[-MOST_BACK:]) or None


def _page(asked: PageParams) -> query.Page:
    after = asked.more.get("after")
    before = query.parse_place(after) if after else None
    return query.page(parse_timeline_query(asked.reading, narrowing(asked)), before=before)


def narrowing(asked: PageParams) -> dict[str, str]:
    """The filters without the position in the list."""
    return {**asked.filters, **{k: text for k, text in asked.more.items() if k != "after"}}


def _followed(narrowed: Mapping[str, str]) -> dict[str, str]:
    """The possible subject of a subscription: one item, or everything."""
    one = [name for name in ("state", "commitment", "theme", "organisation") if name in narrowed]
    return {one[0]: narrowed[one[0]]} if len(one) == 1 else {}


def _by_day(headlines: tuple[Headline, ...]) -> list[tuple[Any, str, list[Headline]]]:
    """Events grouped by day, or by month if only that is shown."""
    return [
        (day, precision, list(group))
        for (day, precision), group in groupby(
            headlines, key=lambda one: (one.occurrence.day, one.occurrence.precision)
        )
    ]


def checked(
    asked: PageParams,
) -> tuple[tuple[action_list.NamedOrganisation, ...], Mapping[str, str]]:
    """Organisations and States. Raises BadParameter for an unknown code."""
    organisations = action_list.named(asked.reading.as_of, asked.reading.known_by)
    check(narrowing(asked), organisations, names := headlines.state_names())
    return organisations, names


def check(
    chosen: Mapping[str, str],
    organisations: tuple[action_list.NamedOrganisation, ...],
    names: Mapping[str, str],
) -> None:
    """Raise BadParameter for a code that is unknown or not public."""
    register = registry.register()
    known: dict[str, Any] = {
        "theme": register.themes,
        "instrument": register.instruments,
        "commitment": register.cards,
        "state": names,
        "organisation": [one.public_id for one in organisations],
    }
    for name, codes in known.items():
        if name in chosen and chosen[name] not in codes:
            raise BadParameter(name, chosen[name][:40], sorted(codes))


def _choices(
    names: Mapping[str, str], organisations: tuple[action_list.NamedOrganisation, ...]
) -> dict[str, list[tuple[str, Any]]]:
    register = registry.register()
    return {
        "kind": list(headlines.SORTS.items()),
        "state": collation.choices(names.items()),
        "pillar": list(LABELS["pillar"].items()),
        "theme": collation.choices(
            (code, record_text(each.name)) for code, each in register.themes.items()
        ),
        "commitment": [
            (code, f"{code} {record_text(card.title)}") for code, card in register.cards.items()
        ],
        "organisation": [(one.public_id, one.name) for one in organisations],
    }
