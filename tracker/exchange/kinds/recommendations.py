"""Files of recommendations to single States, and of positions of States."""

from collections.abc import Collection, Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.exchange.kinds.naming import instrument_of, texts_of
from tracker.exchange.specification import Fault, Kind, Known, Specification, stored_kind
from tracker.registry import recommendation_service as service
from tracker.registry.drafts import StateDraft
from tracker.registry.membership import is_before
from tracker.registry.recommendation_drafts import PositionDraft, RecommendationDraft
from tracker.registry.recommendation_identity import identify
from tracker.registry.recommendation_storage import (
    POSITIONS,
    RECOMMENDATIONS,
    load_candidates,
)
from tracker.registry.vocabulary import InstrumentKind
from tracker.storage.records import Lookup


def _recommendation_faults(draft: RecommendationDraft, known: Known) -> Iterator[Fault]:
    yield from _too_early(draft, known)
    yield from _made_too_early(draft, known)


def _too_early(draft: RecommendationDraft, known: Known) -> Iterator[Fault]:
    """Errors: the Universal Periodic Review reviews only members.

    Other mechanisms are not bound to membership: Switzerland was a party to treaties before 2002.
    """
    state = known["states"].get((draft.state,))
    if not isinstance(state, StateDraft) or state.member_since is None or draft.date is None:
        return
    joined = state.member_since
    if draft.is_of_review and is_before(draft.date.last_day, joined.last_day):
        yield (
            "date",
            _(
                "a date from %(joined)s on, when %(state)s became a member of the "
                "United Nations; or another State under review",
                joined=joined,
                state=draft.state,
            ),
        )


def _made_too_early(draft: RecommendationDraft, known: Known) -> Iterator[Fault]:
    """Errors: only members recommend in that review."""
    if not draft.is_of_review or draft.date is None or not draft.made_by:
        return
    for state in known["states"].values():
        if state.name_en != draft.made_by or state.member_since is None:
            continue
        if is_before(draft.date.last_day, state.member_since.last_day):
            yield "made_by", _joined(state)


def _makers(drafts: Collection[RecommendationDraft]) -> Iterator[tuple[str, Lookup]]:
    """The recommending States, as far as they are written by name."""
    names = {each.made_by for each in drafts if each.made_by}
    yield "states", Lookup(("name_en",), [(name,) for name in sorted(names)])


def _position_faults(draft: PositionDraft, known: Known) -> Iterator[Fault]:
    """Errors: a position needs an existing text, and UN texts need a member.

    Treaties are not bound to membership: Switzerland was a party to some before 2002.
    """
    instrument = instrument_of(draft.commitment, known)
    if draft.stated_on is None or instrument is None:
        return
    if draft.stated_on.last_day < instrument.adopted_on.first_day:
        yield "stated_on", _("a date on or after the adoption")
        return
    state = known["states"].get((draft.state,))
    if instrument.kind == InstrumentKind.TREATY or not isinstance(state, StateDraft):
        return
    if state.member_since and is_before(draft.stated_on.last_day, state.member_since.last_day):
        yield "stated_on", _joined(state)


def _texts(drafts: Collection[PositionDraft]) -> Iterator[tuple[str, Lookup]]:
    """The instruments of these commitments."""
    yield "instruments", texts_of(each.commitment for each in drafts)


def _joined(state: StateDraft) -> str:
    return str(
        _(
            "a date from %(joined)s on, when %(state)s joined the United Nations",
            joined=state.member_since,
            state=state.iso3,
        )
    )


KINDS: tuple[Kind[Any], ...] = (
    stored_kind(
        Specification(
            "recommendations",
            _l("A recommendation to one State, with the State’s position on it"),
            RecommendationDraft,
        ),
        RECOMMENDATIONS,
        service.put_recommendations,
        faults=_recommendation_faults,
        identify=identify,
        candidates=load_candidates,
        looks_up=_makers,
    ),
    stored_kind(
        Specification(
            "positions", _l("The declared position of a State on a commitment"), PositionDraft
        ),
        POSITIONS,
        service.put_positions,
        faults=_position_faults,
        looks_up=_texts,
        put_prepared=service.put_positions,
    ),
)
