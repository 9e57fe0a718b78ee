"""A State's responses to published records about it: confirmed, corrected or disputed.

Evidence is on a higher floor than reports: ``workspace.published_records`` supplies the function
that says which records are published.
"""

from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from tracker.core.errors import Invalid
from tracker.core.supplied import Supplied
from tracker.reporting.drafts import SHORT
from tracker.reporting.entries import RecordResponse
from tracker.reporting.models import EntryFact, ReportEntry
from tracker.reporting.vocabulary import FactResponse
from tracker.schema.fields import InvalidValue, text

# Called with a state's code, a commitment and references; returns those references whose records
# are public now and are about this state and this commitment.
published_among: Supplied[[str, str, frozenset[str]], frozenset[str]] = Supplied("published_among")


def write_facts(entry: ReportEntry, facts: Sequence[RecordResponse]) -> None:
    """Save responses to records in an entry. Raises Invalid by record.

    A record that the entry speaks to already may have been withdrawn since: what was said stays.
    """
    stored = {row.record: row for row in entry.facts}
    faults = _faults(facts, unknown=_unknown(entry, {fact.record for fact in facts} - set(stored)))
    if faults:
        raise Invalid(faults)
    rows = []
    for fact in {fact.record: fact for fact in facts}.values():
        row = stored.get(fact.record) or EntryFact(record=fact.record)
        row.response, row.note = fact.response, (fact.note or "").strip() or None
        rows.append(row)
    entry.facts = rows


def note_fault(response: FactResponse, note: str | None) -> str | None:
    """The error in the note of a response. None if it is valid."""
    if response is not FactResponse.CONFIRM and not (note or "").strip():
        return _("say what is correct instead, or why you contest it")
    try:
        text(limit=SHORT)(note or "")
    except InvalidValue as unreadable:
        return str(unreadable)
    return None


def _faults(facts: Sequence[RecordResponse], *, unknown: Collection[str]) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    for fact in facts:
        if fact.record in unknown:
            faults[fact.record] = [
                _("choose a published record about this State and this commitment")
            ]
        elif wrong := note_fault(fact.response, fact.note):
            faults[fact.record] = [wrong]
    return faults


def _unknown(entry: ReportEntry, records: set[str]) -> set[str]:
    """Records that were never published about the State and the commitment."""
    if not records:
        return set()
    iso3, commitment = entry.report.state.iso3, entry.commitment.reference
    return records - published_among(iso3, commitment, frozenset(records))
