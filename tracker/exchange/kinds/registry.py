"""Files of the registry: their rows, and rules across records."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core import formats
from tracker.exchange.kinds.naming import instrument_of, texts_of, unless_all_differ
from tracker.exchange.specification import Fault, Kind, Known, Row, Specification, stored_kind
from tracker.registry import drafts, indicator_drafts, invented, retiring, service, storage
from tracker.registry.vocabulary import (
    NUMBER_KINDS,
    IndicatorKind,
    MembershipStatus,
    RelationKind,
)
from tracker.schema.drafts import Key
from tracker.storage.records import Lookup

# Methodology 1: signed is level 1, party level 4, a dated "not a party" level 0.
MEMBERSHIP_LEVELS = {
    MembershipStatus.NOT_PARTY: 0,
    MembershipStatus.SIGNED: 1,
    MembershipStatus.PARTY: 4,
}


def _state_faults(draft: drafts.StateDraft, _known: Known) -> Iterator[Fault]:
    """Errors: a demonstration has only invented States."""
    if (reason := invented.code_fault(draft.iso3)) is not None:
        yield "iso3", reason


def _instrument_faults(draft: drafts.InstrumentDraft, known: Known) -> Iterator[Fault]:
    """Errors: a treaty's membership indicator must be about that treaty."""
    indicator = known["indicators"].get((draft.membership_indicator or "",))
    if indicator is not None and indicator.treaty != draft.code:
        yield "membership_indicator", _("an indicator whose treaty is this instrument")


_UNLESS_ANOTHER = unless_all_differ("instrument", at="reference")


def _identified_commitments(
    existing: Mapping[Key, drafts.CommitmentDraft],
    given: Mapping[Row, drafts.CommitmentDraft],
    /,
) -> tuple[dict[Row, drafts.CommitmentDraft], dict[Row, Fault]]:
    """Errors: a reference stays with its instrument, and retirement is final."""
    found, faults = _UNLESS_ANOTHER(existing, given)
    faults |= retiring.coming_back(existing, found.items())
    return {row: draft for row, draft in found.items() if row not in faults}, faults


def _relation_faults(draft: drafts.RelationDraft, known: Known) -> Iterator[Fault]:
    """Errors: a pair may be related only once, in one direction."""
    if (draft.to, draft.from_) in known["relations"]:
        yield "to", _("a pair that does not also exist in the other direction")
    yield from _retired(known, {"from": draft.from_, "to": draft.to})
    yield from _turned(draft, known)


def _turned(draft: drafts.RelationDraft, known: Known) -> Iterator[Fault]:
    """Errors: the later form of a promise must be in the later text."""
    later, earlier = instrument_of(draft.from_, known), instrument_of(draft.to, known)
    if draft.relation != RelationKind.LATER_FORM_OF or later is None or earlier is None:
        return
    if later.adopted_on.last_day < earlier.adopted_on.first_day:
        yield (
            "from",
            _(
                "a commitment of the later text; %(text)s was adopted before the text of column to",
                text=later.code,
            ),
        )


def _measure_faults(draft: indicator_drafts.MeasureDraft, known: Known) -> Iterator[Fault]:
    """Errors: a retired commitment cannot be measured."""
    yield from _retired(known, {"commitment": draft.commitment})


def _retired(known: Known, named: Mapping[str, str]) -> Iterator[Fault]:
    """The columns that name a retired commitment."""
    for column, reference in named.items():
        held = known["commitments"].get((reference,))
        if held is not None and held.retired_reason is not None:
            yield column, _("a commitment that is not retired")


def _other_way_round(
    relations: Collection[drafts.RelationDraft],
) -> Iterator[tuple[str, Lookup]]:
    """The reversed pairs, and the texts on both sides."""
    yield "relations", Lookup(("from", "to"), [(each.to, each.from_) for each in relations])
    yield "instruments", texts_of(name for each in relations for name in (each.from_, each.to))


def _resting_on_indicators(
    indicators: Collection[indicator_drafts.IndicatorDraft],
) -> Iterator[tuple[str, Lookup]]:
    """The scales of the indicators, and the treaties that use them."""
    codes = [(each.code,) for each in indicators]
    yield "indicator_levels", Lookup(("indicator",), codes)
    yield "instruments", Lookup(("membership_indicator",), codes)


def _indicator_faults(draft: indicator_drafts.IndicatorDraft, known: Known) -> Iterator[Fault]:
    """Errors: an indicator's kind must fit its scale and its treaty."""
    values = {value for code, value in known["indicator_levels"] if code == draft.code}
    if draft.kind in NUMBER_KINDS and values:
        yield "kind", _("membership or ordinal, because it has a scale")
    elif draft.kind == IndicatorKind.MEMBERSHIP and values and not values & set(MEMBERSHIP_LEVELS):
        yield "kind", _("another type; its scale has values that membership does not have")
    if draft.kind != IndicatorKind.MEMBERSHIP:
        followed = (each.membership_indicator for each in known["instruments"].values())
        if draft.code in followed:
            yield "kind", _("membership, because the indicator follows a treaty")


def _level_faults(draft: indicator_drafts.IndicatorLevelDraft, known: Known) -> Iterator[Fault]:
    """Errors: the methodology fixes the values and levels of membership."""
    indicator = known["indicators"].get((draft.indicator,))
    if indicator is not None and indicator.kind in NUMBER_KINDS:
        yield "indicator", _("an indicator with a scale; this one is a number without levels")
    if indicator is None or indicator.kind != IndicatorKind.MEMBERSHIP:
        return
    if draft.value not in MEMBERSHIP_LEVELS:
        yield "value", _("one of %(allowed)s", allowed=formats.listed(MEMBERSHIP_LEVELS))
    elif draft.level != MEMBERSHIP_LEVELS[MembershipStatus(draft.value)]:
        yield "level", _("0 for not_party, 1 for signed, 4 for party")


KINDS: tuple[Kind[Any], ...] = (
    stored_kind(
        Specification("themes", _l("A subject that commitments share"), drafts.ThemeDraft),
        storage.THEMES,
        service.put_themes,
    ),
    stored_kind(
        Specification(
            "states",
            _l("A Member State of the United Nations or an Observer State"),
            drafts.StateDraft,
            ignored={"intermediate_region": _l("Not saved: no page groups States in such detail.")},
        ),
        storage.STATES,
        service.put_states,
        faults=_state_faults,
    ),
    stored_kind(
        Specification(
            "state_aliases",
            _l("A spelling of a State, or of a name that is not a State"),
            drafts.StateAliasDraft,
        ),
        storage.STATE_ALIASES,
        service.put_state_aliases,
    ),
    stored_kind(
        Specification(
            "instruments",
            _l("A text that contains commitments, or a treaty with parties"),
            drafts.InstrumentDraft,
        ),
        storage.INSTRUMENTS,
        service.put_instruments,
        faults=_instrument_faults,
        identify=unless_all_differ("title", "adopted_on", at="code"),
    ),
    stored_kind(
        Specification(
            "commitments",
            _l("One commitment with its exact place in the source"),
            drafts.CommitmentDraft,
        ),
        storage.COMMITMENTS,
        service.put_commitments,
        identify=_identified_commitments,
    ),
    stored_kind(
        Specification(
            "relations", _l("The relation between two commitments"), drafts.RelationDraft
        ),
        storage.RELATIONS,
        service.put_relations,
        faults=_relation_faults,
        looks_up=_other_way_round,
        put_prepared=service.put_relations,
    ),
    stored_kind(
        Specification(
            "indicators",
            _l("A measure of States with its own values"),
            indicator_drafts.IndicatorDraft,
        ),
        storage.INDICATORS,
        service.put_indicators,
        faults=_indicator_faults,
        identify=unless_all_differ("title", "statement", at="code"),
        looks_up=_resting_on_indicators,
        also_reads=frozenset({"indicator_levels"}),
    ),
    stored_kind(
        Specification(
            "indicator_levels",
            _l("One step of an indicator’s scale"),
            indicator_drafts.IndicatorLevelDraft,
        ),
        storage.INDICATOR_LEVELS,
        service.put_indicator_levels,
        faults=_level_faults,
    ),
    stored_kind(
        Specification(
            "measures",
            _l("Which commitment an indicator measures, and why"),
            indicator_drafts.MeasureDraft,
        ),
        storage.MEASURES,
        service.put_measures,
        faults=_measure_faults,
        put_prepared=service.put_measures,
    ),
)
