"""Converts between the rows of a report and its drafts."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.core import clock, formats
from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.registry.membership import is_before
from tracker.registry.models import Indicator, IndicatorLevel, State
from tracker.reporting.drafts import EntryDraft, ReportDraft, StatedValue, before_membership
from tracker.reporting.models import EntryValue, Report, ReportEntry
from tracker.reporting.vocabulary import Answer, Consultation, FactResponse

TEXTS = ("reason", "measures_taken", "challenges", "assistance", "survivors_how", "sources")


@dataclass(frozen=True, slots=True)
class RecordResponse:
    """A State's response to a published record. Anything but a confirmation needs a note."""

    record: str
    response: FactResponse
    note: str | None = None


def entry_draft(entry: ReportEntry) -> EntryDraft:
    """An entry as a draft."""
    return EntryDraft(
        commitment=entry.commitment.reference,
        answer=Answer(entry.answer) if entry.answer else None,
        level=entry.level,
        survivors=Consultation(entry.survivors),
        indicator_values=tuple(sorted(map(_stated, entry.values))),
        **{name: getattr(entry, name) for name in TEXTS},
    )


def frame_draft(report: Report) -> ReportDraft:
    """The title and period of a report as a draft."""
    return ReportDraft(
        title=report.title,
        # An older record may not say when its period began.
        period_start=report.period_start or report.period_end,
        period_end=report.period_end,
        survivors=Consultation(report.survivors),
        survivors_how=report.survivors_how,
    )


def write_entry(
    entry: ReportEntry, draft: EntryDraft, *, values: Mapping[StatedValue, int], by: Actor
) -> None:
    """Write a draft into an entry. ``values`` has the indicator of each stated value."""
    for name in (*TEXTS, "answer", "level", "survivors"):
        setattr(entry, name, getattr(draft, name))
    stored = {_stated(row): row for row in entry.values if row.id is not None}
    entry.values = [
        stored.get(value)
        or EntryValue(
            indicator_id=indicator_id,
            value=value.value,
            effective_on=value.effective.last_day,
            effective_precision=value.effective.precision,
        )
        for value, indicator_id in values.items()
    ]
    entry.changed_at, entry.changed_by = clock.now(), by.key


def values_of(draft: EntryDraft, iso3: str) -> dict[StatedValue, int]:
    """The indicator of each stated value.

    Raises Invalid for a value off its scale or dated before the State's membership.
    """
    if not draft.indicator_values:
        return {}
    codes = {value.indicator for value in draft.indicator_values}
    rows = db.session.execute(
        select(Indicator.code, Indicator.id, IndicatorLevel.value)
        .outerjoin(IndicatorLevel, IndicatorLevel.indicator_id == Indicator.id)
        .where(Indicator.code.in_(codes))
    ).all()
    ids = {row.code: row.id for row in rows}
    scales: dict[str, set[str]] = {}
    for row in rows:
        scales.setdefault(row.code, set()).add(row.value)
    faults = [fault for value in draft.indicator_values if (fault := _value_fault(value, scales))]
    joined = db.session.scalars(select(State).where(State.iso3 == iso3)).one().member_from
    faults += [
        before_membership(iso3, joined)
        for value in draft.indicator_values
        if joined is not None and is_before(value.effective.last_day, joined)
    ]
    if faults:
        raise Invalid({"indicator_values": faults})
    return {value: ids[value.indicator] for value in draft.indicator_values}


def _value_fault(value: StatedValue, scales: Mapping[str, set[str]]) -> str | None:
    if value.indicator not in scales:
        return str(_("there is no indicator with the code %(code)s", code=value.indicator))
    allowed = sorted(name for name in scales[value.indicator] if name is not None)
    if value.value not in allowed:
        return str(
            _(
                "%(code)s must be one of %(allowed)s",
                code=value.indicator,
                allowed=formats.listed(allowed, MOST_NAMED),
            )
        )
    return None


MOST_NAMED = 12


def _stated(row: EntryValue) -> StatedValue:
    return StatedValue(
        row.indicator.code, row.value, PartialDate(row.effective_on, row.effective_precision)
    )
