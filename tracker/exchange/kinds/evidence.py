"""Files of evidence: sources and dated indicator values."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.evidence import drafts, identity, service, storage
from tracker.evidence.vocabulary import VALUE_AFTER_ACT
from tracker.exchange.kinds.naming import unless_all_differ
from tracker.exchange.specification import (
    Fault,
    Implied,
    Kind,
    Known,
    Specification,
    stored_kind,
)
from tracker.registry.drafts import StateDraft
from tracker.registry.indicator_drafts import IndicatorDraft
from tracker.registry.measured import number_fault
from tracker.registry.membership import is_before
from tracker.registry.vocabulary import NUMBER_KINDS
from tracker.schema.drafts import Link


def _value_faults(draft: drafts.IndicatorValueDraft, known: Known) -> Iterator[Fault]:
    """Errors: a value must be on its scale, and its State a member at the time."""
    yield from _off_scale(draft, known)
    state = known["states"].get((draft.state,))
    if isinstance(state, StateDraft) and state.member_since is not None:
        early = is_before(draft.effective_on.last_day, state.member_since.last_day)
        joined = state.member_since
        if early and draft.before_membership is None:
            yield (
                "effective_on",
                _(
                    "a date from %(joined)s on, when %(state)s joined the United Nations; "
                    "for an earlier date use before_membership",
                    joined=joined,
                    state=draft.state,
                ),
            )
        elif draft.before_membership is not None and not early:
            yield (
                "before_membership",
                _(
                    "empty, because %(state)s has been a member since %(joined)s",
                    state=draft.state,
                    joined=joined,
                ),
            )


def _off_scale(draft: drafts.IndicatorValueDraft, known: Known) -> Iterator[Fault]:
    indicator = known["indicators"].get((draft.indicator,))
    if not isinstance(indicator, IndicatorDraft):
        return  # reported at the column "indicator"
    if indicator.kind in NUMBER_KINDS:
        if (reason := number_fault(indicator.kind, draft.value)) is not None:
            yield "value", reason
    elif (draft.indicator, draft.value) in known["indicator_levels"]:
        return
    elif all(code != draft.indicator for code, _value in known["indicator_levels"]):
        yield "value", _("a value of the indicator’s scale; it has no scale yet")


def _value_links(draft: drafts.IndicatorValueDraft, known: Known) -> Iterator[Link]:
    """The required references. A count or share has no scale."""
    indicator = known["indicators"].get((draft.indicator,))
    counted = isinstance(indicator, IndicatorDraft) and indicator.kind in NUMBER_KINDS
    return (link for link in draft.links() if not (counted and link.kind == "indicator_levels"))


KINDS: tuple[Kind[Any], ...] = (
    stored_kind(
        Specification("sources", _l("A source of records"), drafts.SourceDraft),
        storage.SOURCES,
        service.put_sources,
        identify=unless_all_differ("title", "publisher", at="code"),
    ),
    stored_kind(
        Specification(
            "indicator_values",
            _l("One dated value of an indicator for a State"),
            drafts.IndicatorValueDraft,
            implied={"value": Implied("act", {str(act): v for act, v in VALUE_AFTER_ACT.items()})},
        ),
        storage.INDICATOR_VALUES,
        service.record_indicator_values,
        faults=_value_faults,
        identify=identity.identify,
        links=_value_links,
        candidates=storage.load_candidates,
        put_prepared=service.record_indicator_values,
    ),
)
