"""Identifies rows of indicator values. References are found or made and never trusted alone.

Pure. Indicator, State, date and source identify a value. A reference is only its name. A foreign
file may have a column of codes that look like references, so a reference that belongs to another
value is refused and never overwrites that value.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from flask_babel import gettext as _

from tracker.evidence.drafts import IndicatorValueDraft
from tracker.schema.drafts import Key

LONGEST_REFERENCE = 56
MARK_LENGTH = 6
Row = TypeVar("Row")
Fault = tuple[str, str]


def identify(
    existing: Mapping[Key, IndicatorValueDraft], drafts: Mapping[Row, IndicatorValueDraft]
) -> tuple[dict[Row, IndicatorValueDraft], dict[Row, Fault]]:
    """Give every draft the reference of its stored value, or a new one.

    Returns the drafts that have one, by row, and for every other row the column and the reason.
    The same file gives the same references at each import.
    """
    named = _Names(existing)
    found: dict[Row, IndicatorValueDraft] = {}
    faults: dict[Row, Fault] = {}
    # Rows that bring a reference come first, so that none of them is given to another row.
    for row, draft in sorted(drafts.items(), key=lambda item: item[1].reference is None):
        reference = named.known_as(draft)
        holder = named.holders.get(reference)
        if holder is not None and (reason := foreign_to(holder, draft)):
            faults[row] = ("reference", reason)
            continue
        found[row] = draft if draft.reference == reference else replace(draft, reference=reference)
        named.add(found[row])
    return {row: found[row] for row in drafts if row in found}, faults


def foreign_to(holder: IndicatorValueDraft, draft: IndicatorValueDraft) -> str | None:
    """Why a reference of ``holder`` cannot belong to the draft. None if it can.

    A correction may change the value, the act and the notes, and move the date within its year.
    """
    for column in ("indicator", "state", "source"):
        theirs, ours = holder.get(column), draft.get(column)
        if theirs != ours:
            return str(
                _(
                    "use the reference of this value, or leave it empty; %(reference)s "
                    "belongs to %(holder)s, not to %(draft)s",
                    reference=holder.reference,
                    holder=theirs,
                    draft=ours,
                )
            )
    if holder.effective_on.last_day.year != draft.effective_on.last_day.year:
        return str(
            _(
                "use the reference of this value, or leave it empty; %(reference)s "
                "belongs to the value of %(holder)s",
                reference=holder.reference,
                holder=holder.effective_on,
            )
        )
    return None


def possible_references(draft: IndicatorValueDraft) -> tuple[str, ...]:
    """Every reference that ``identify`` may look up, the draft's own one first."""
    if draft.reference:
        return (draft.reference,)
    return made_reference(draft), marked_reference(draft)


def made_reference(draft: IndicatorValueDraft) -> str:
    """A reference from indicator, State and date, like those of the seed."""
    made = f"{draft.indicator}-{draft.state}-{draft.effective_on}".replace(".", "-")
    return made[:LONGEST_REFERENCE]


def marked_reference(draft: IndicatorValueDraft) -> str:
    """The same reference with a hash of the identity, if the plain one is taken."""
    mark = sha256("\n".join(draft.identity).encode()).hexdigest()[:MARK_LENGTH].upper()
    return f"{made_reference(draft)[: LONGEST_REFERENCE - MARK_LENGTH - 1]}-{mark}"


class _Names:
    """References in use, in the database and in earlier rows of the file."""

    def __init__(self, existing: Mapping[Key, IndicatorValueDraft]) -> None:
        self.holders: dict[str | None, IndicatorValueDraft] = {}
        self._by_identity: dict[Key, list[IndicatorValueDraft]] = defaultdict(list)
        self._on_record = frozenset(draft.reference for draft in existing.values())
        for draft in existing.values():
            self.add(draft)

    def add(self, draft: IndicatorValueDraft) -> None:
        if draft.reference not in self.holders:
            self._by_identity[draft.identity].append(draft)
            self.holders[draft.reference] = draft

    def known_as(self, draft: IndicatorValueDraft) -> str:
        """The reference of the stored value, the draft's own one, or a new one."""
        if draft.reference in self.holders:
            return str(draft.reference)
        same = self._same(draft)
        if same is not None:
            return str(same.reference)
        if draft.reference:
            return draft.reference
        made = made_reference(draft)
        holder = self.holders.get(made)
        free = holder is None or holder.identity == draft.identity
        return made if free else marked_reference(draft)

    def _same(self, draft: IndicatorValueDraft) -> IndicatorValueDraft | None:
        """The stored value with the same identity.

        A State may act twice on a treaty on one day, with separate references. Then act or value
        decide.
        """
        same = self._by_identity.get(draft.identity, [])
        if draft.reference:
            # Two references in one file may repeat a value; they cannot contradict each other.
            same = [
                each
                for each in same
                if each.reference in self._on_record or each.value != draft.value
            ]
            return next((each for each in same if each.act == draft.act), None)
        if len(same) > 1:
            alike = [each for each in same if (each.act, each.value) == (draft.act, draft.value)]
            alike = alike or [each for each in same if each.value == draft.value]
            return alike[0] if alike else same[0]
        return same[0] if same else None
