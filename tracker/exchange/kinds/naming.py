"""Refuses rows whose code or number belongs to another record, instead of overwriting it.

People choose codes. A foreign file may use the same code for something else, which its other
columns show.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from tracker.exchange.specification import Fault, Identify, Known, Row
from tracker.registry.drafts import CommitmentDraft, InstrumentDraft
from tracker.registry.queries.commitments import register
from tracker.schema.drafts import D, Key
from tracker.storage.records import Lookup


def unless_all_differ(*columns: str, at: str) -> Identify[Any]:
    """Refuse a row whose stored record differs in every one of the columns.

    ``at`` is the column of the refusal. A blank column on either side does not count as different.
    """

    def identify(
        existing: Mapping[Key, D], drafts: Mapping[Row, D], /
    ) -> tuple[dict[Row, D], dict[Row, Fault]]:
        found: dict[Row, D] = {}
        faults: dict[Row, Fault] = {}
        for row, draft in drafts.items():
            holder = existing.get(draft.key)
            if holder is not None and all(_differs(holder, draft, name) for name in columns):
                faults[row] = (at, _reason(holder, columns[0], at))
            else:
                found[row] = draft
        return found, faults

    return identify


def _differs(holder: Any, draft: Any, name: str) -> bool:
    theirs, ours = holder.get(name), draft.get(name)
    return theirs not in (None, "") and ours not in (None, "") and theirs != ours


def _reason(holder: Any, column: str, at: str) -> str:
    return str(
        _(
            "a unique code; %(code)s belongs to another record: %(what)s",
            code=holder.cells()[at],
            what=holder.cells()[column],
        )
    )


def texts_of(references: Iterable[str]) -> Lookup:
    """Lookups of the instruments to which these stored commitments belong."""
    cards = register().cards
    found = {cards[each].instrument.code for each in references if each in cards}
    return Lookup(("code",), [(code,) for code in sorted(found)])


def instrument_of(reference: str, known: Known) -> InstrumentDraft | None:
    """The instrument of a commitment, if the load knows it."""
    held = known.get("commitments", {}).get((reference,))
    if not isinstance(held, CommitmentDraft):
        return None
    found = known.get("instruments", {}).get((held.instrument,))
    return found if isinstance(found, InstrumentDraft) else None
