"""Labels, titles and sentences of charts.

The doors take them from here for their own pages.
"""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from tracker.core import collation, formats
from tracker.core.clock import PartialDate
from tracker.core.record_texts import record_text
from tracker.gap.facts import MovementCode
from tracker.gap.outcomes import CellOutcome
from tracker.gap.snapshot import CommitmentLine, StateLine
from tracker.text.isolates import isolate

LEVELS: dict[int, Any] = {
    0: _l("Not started"),
    1: _l("Limited"),
    2: _l("Partial"),
    3: _l("Substantial"),
    4: _l("Complete"),
}
PILLARS: dict[str, Any] = {
    "prevention": _l("Prevention"),
    "protection": _l("Protection"),
    "prosecution": _l("Prosecution"),
    "partnership": _l("Partnership"),
    "cross_cutting": _l("Cross-cutting"),
}
LANES: dict[str, Any] = {
    "reported": _l("State report"),
    "evidenced": _l("Other evidence"),
    "assessed": _l("Reviewers’ assessment"),
}
BANDS: dict[str, Any] = {
    "narrow": _lp("size of a gap", "Narrow"),
    "moderate": _lp("size of a gap", "Moderate"),
    "wide": _lp("size of a gap", "Wide"),
    "very_wide": _lp("size of a gap", "Very wide"),
    "nearly_all_undone": _lp("size of a gap", "Nearly all undone"),
}
FIGURE_STANDINGS: dict[str, Any] = {
    "comparable": _l("Comparable"),
    "indicative": _l("Indicative"),
    "insufficient": _l("Insufficient"),
}
SAYS: dict[CellOutcome, Any] = {
    CellOutcome.NOT_ASSESSED: _l("Not assessed"),
    CellOutcome.SAID_NOT_APPLICABLE: _l("Not applicable, says the State"),
    CellOutcome.DATED: _l("Last known earlier"),
    CellOutcome.NO_INFORMATION: _l("No information"),
    CellOutcome.MEMBERSHIP_UNKNOWN: _l("Membership unknown"),
    CellOutcome.NOT_APPLICABLE: _l("Not applicable"),
    CellOutcome.NOT_YET_DUE: _l("Not yet due"),
    CellOutcome.OUT_OF_SCOPE: _l("Does not enter the gap"),
}
MOVEMENTS: dict[MovementCode, Any] = {
    MovementCode.IMPROVED: _l("Improved"),
    MovementCode.UNCHANGED: _l("Did not change"),
    MovementCode.WORSENED: _l("Worsened"),
    MovementCode.NO_BASELINE: _l("Not known when made"),
    MovementCode.NOT_KNOWN_NOW: _l("Not known now"),
    MovementCode.NEITHER: _l("Not known on either day"),
}
REGIONS: dict[str, Any] = {
    "africa": _l("Africa"),
    "americas": _l("Americas"),
    "asia": _l("Asia"),
    "europe": _l("Europe"),
    "oceania": _l("Oceania"),
}
GROUPS: dict[str, Any] = {
    "AG": _l("African Group"),
    "APG": _l("Asia-Pacific Group"),
    "EEG": _l("Eastern European Group"),
    "GRULAC": _l("Latin American and Caribbean Group"),
    "WEOG": _l("Western European and Others Group"),
}
ACTS: dict[str, Any] = {
    "signature": _l("Signature"),
    "ratification": _l("Ratification"),
    "acceptance": _l("Acceptance"),
    "approval": _l("Approval"),
    "accession": _l("Accession"),
    "succession": _l("Succession"),
    "ratification_or_accession": _l("Ratification or accession"),
    "definitive_signature": _l("Definitive signature"),
    "formal_confirmation": _l("Formal confirmation"),
    "provisional_application": _l("Provisional application"),
    "territorial_application": _l("Territorial application"),
    "entry_into_force": _l("Entry into force"),
    "instrument_handed_over": _l("Instrument handed over"),
    "reservation": _l("Reservation"),
    "declaration": _l("Declaration"),
    "objection": _l("Objection"),
    "withdrawal_of_reservation": _l("Withdrawal of a reservation"),
    "withdrawal_of_signature": _l("Withdrawal of the signature"),
    "withdrawal": _l("Withdrawal"),
    "denunciation": _l("Denunciation"),
    "termination": _l("Termination"),
    "status_party": _l("Recorded as a party"),
    "status_not_party": _l("Recorded as not a party"),
    "status_signed": _l("Recorded as a signatory"),
}


def language() -> str:
    """The reader's language. English outside of a request."""
    return formats.language()


def state_name(line: StateLine) -> str:
    """A state's short name in the reader's language."""
    return line.names.get(language()) or line.names["en"]


def commitment_name(line: CommitmentLine) -> str:
    """A commitment in lists: reference and title."""
    return _("%(reference)s %(title)s", reference=line.reference, title=record_text(line.title))


def isolated(text: str) -> str:
    """A text isolated from the direction of its sentence (Unicode isolates).

    Only where it has letters that run from right to left or the sentence does; others need none.
    """
    return isolate(text, language())


def name_order(name: str) -> bytes:
    """The sort key of a name in the reader's language."""
    return collation.sort_key(name, language())


def count(number: int) -> str:
    """A number with the language's separators."""
    return formats.count(number)


def per_cent(share: float) -> str:
    """A share as a whole percentage. Never 0 % of something or 100 % of less than all."""
    if 0 < share < 0.01:
        return _("less than %(share)s", share=formats.percent(0.01))
    if 0.99 < share < 1:
        return _("more than %(share)s", share=formats.percent(0.99))
    return formats.percent(share)


def two_digits(figure: float) -> str:
    """A gap, bound or mean with two decimals."""
    return formats.decimal(figure, 2)


def signed(figure: float) -> str:
    """A divergence with its sign and two decimals."""
    return formats.signed(figure)


def one_digit(number: float) -> str:
    """A mean with one decimal."""
    return formats.decimal(number, 1)


def day(value: date) -> str:
    """A day in the reader's language."""
    return formats.day(value)


def partial_day(value: PartialDate) -> str:
    """A date with its precision."""
    return formats.partial_day(value.last_day, value.precision)
