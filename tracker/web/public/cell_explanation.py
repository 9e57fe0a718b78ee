"""Explains a cell in the reader's language: records, calculation, missing information.

Takes apart what ``gap.cell`` loaded; it computes no figure. The English twin for operators is
``gap.narration``.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.card.findings import GENERAL
from tracker.core.record_texts import record_text
from tracker.evidence.queries.actions import ActionView
from tracker.evidence.queries.values import ValueView
from tracker.gap.cell import Cell
from tracker.gap.explain import CountedVote, Explanation, RecordKind, RecordNote
from tracker.gap.facts import Applicability
from tracker.gap.methodology import TIER_WEIGHT
from tracker.gap.records import OF_ANOTHER_DAY, LeftOut

# Of acts it is not said that a later one is of the same organisation: where one of the two
# withholds the name, that would give it away.
LEFT_OUT: dict[str, Any] = {
    LeftOut.CONTEXT: _l("it gives context only"),
    LeftOut.LAPSED: _l("it is too old"),
    LeftOut.NO_LEVEL: _l("it gives no status"),
    LeftOut.COUNTS_LATER: _l("it counts from the end of its month or year"),
    LeftOut.TIER_LEFT_OUT: _l("your settings leave out its strength"),
    LeftOut.NOT_SURVIVOR_LED: _l("your settings ask for survivor-led organisations alone"),
    LeftOut.SIGNATURE_STANDS: _l("“not a party” does not undo the signature"),
    LeftOut.SIGNATURE_ONLY: _l("a signature alone does not decide whether the treaty binds"),
    LeftOut.NOT_LATEST: _l("a newer record replaces it"),
}


@dataclass(frozen=True, slots=True)
class ExplainedRecord:
    """A record for the page. ``why_not`` is None if it counts.

    ``weight`` is that of its vote, None where it has none.
    """

    note: RecordNote
    view: Any  # the public view of its kind
    why_not: str | None
    weight: int | None

    @property
    def is_action(self) -> bool:
        """Whether it is a logged action."""
        return isinstance(self.view, ActionView)

    @property
    def is_superseded(self) -> bool:
        """Whether a later record of the same stream replaces it."""
        return self.note.left_out is LeftOut.NOT_LATEST


@dataclass(frozen=True, slots=True)
class StreamVote:
    """A vote with the title of its record."""

    counted: CountedVote
    name: str | None  # None: an organisation whose name is withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class CellArgument:
    """The records of one cell in page order.

    ``earlier`` are records of evidence in whose place a later one of the same stream speaks.
    ``membership`` decides whether the treaty binds; None where nothing does.
    """

    cell: Cell
    explanation: Explanation
    entries: tuple[ExplainedRecord, ...]
    evidence: tuple[ExplainedRecord, ...]
    earlier: tuple[ExplainedRecord, ...]
    assessments: tuple[ExplainedRecord, ...]
    memberships: tuple[ExplainedRecord, ...]
    votes: tuple[StreamVote, ...]
    of_another_day: Mapping[LeftOut, int] = field(default_factory=dict)
    reach: Mapping[str, int] = field(default_factory=dict)  # commitments measured, by indicator

    @property
    def deciding_source(self) -> str | None:
        """The source that decides the evidenced level. None if withheld."""
        return next((vote.name for vote in self.votes if vote.counted.decides), None)

    @property
    def last_source(self) -> str | None:
        """The newest source of the last known level. None if none is named."""
        behind = self._behind()
        return _voice(behind[0].view) if behind else None

    @property
    def is_general(self) -> bool:
        """Whether everything comes from indicators for many commitments."""
        behind = self._behind()
        return (
            bool(behind)
            and not self.entries
            and not self.assessments
            and all(
                isinstance(one.view, ValueView) and self.reach.get(one.view.indicator, 0) >= GENERAL
                for one in behind
            )
        )

    def _behind(self) -> list[ExplainedRecord]:
        """The counting evidence, or the last known one for a dated cell."""
        if not self.explanation.standing.is_dated:
            return [one for one in self.evidence if one.note.counts]
        on = self.explanation.standing.last_known_on
        return [one for one in self.evidence if one.note.effective_on == on]

    @property
    def membership(self) -> ExplainedRecord | None:
        """The record on treaty membership."""
        return next((one for one in self.memberships if one.note.counts), None)

    @property
    def is_silent(self) -> bool:
        """Whether no lane has a level or answer now."""
        standing = self.explanation.standing
        levels = (standing.reported, standing.evidenced, standing.assessed)
        return levels == (None, None, None) and standing.reported_answer is None

    @property
    def applies(self) -> bool:
        """Whether the commitment counts for the State's gap on the day."""
        return self.explanation.standing.applicability is Applicability.APPLIES


def explain_cell(
    cell: Cell, explanation: Explanation, reach: Mapping[str, int] | None = None
) -> CellArgument:
    """The records of a cell for its day.

    ``reach`` has by indicator how many commitments it measures.
    """
    views: dict[str, Any] = {**cell.entries, **cell.values, **cell.actions, **cell.assessments}
    by_kind: dict[RecordKind, list[ExplainedRecord]] = {kind: [] for kind in RecordKind}
    others: Counter[LeftOut] = Counter()
    for note in explanation.records:
        if note.left_out in OF_ANOTHER_DAY:
            others[note.left_out] += note.kind is not RecordKind.MEMBERSHIP
        elif note.reference in views:
            by_kind[note.kind].append(_explain_record(note, views[note.reference]))
    evidence = by_kind[RecordKind.EVIDENCE]
    newest = {one.note.stream: one for one in reversed(evidence)}  # they come newest first
    earlier = [
        one
        for one in evidence
        if one.is_superseded
        or (one.note.left_out is LeftOut.LAPSED and newest[one.note.stream] is not one)
    ]
    return CellArgument(
        cell=cell,
        explanation=explanation,
        entries=tuple(by_kind[RecordKind.REPORT]),
        evidence=tuple(one for one in evidence if one not in earlier),
        earlier=tuple(earlier),
        assessments=tuple(by_kind[RecordKind.ASSESSMENT]),
        memberships=tuple(by_kind[RecordKind.MEMBERSHIP]),
        votes=tuple(
            StreamVote(counted, _voice(views[counted.vote.reference]))
            for counted in explanation.votes
        ),
        of_another_day=+others,
        reach=reach or {},
    )


def _explain_record(note: RecordNote, view: Any) -> ExplainedRecord:
    return ExplainedRecord(
        note=note,
        view=view,
        why_not=str(LEFT_OUT[note.left_out]) if note.left_out else None,
        weight=TIER_WEIGHT[note.tier] if note.tier and note.counts else None,
    )


def _voice(view: ValueView | ActionView) -> str | None:
    return record_text(view.indicator_title) if isinstance(view, ValueView) else view.organisation
