"""Loads one cell and explains it, always from the records and never from a stored table.

``load`` also loads what a page shows: the public views of the records, and the State's standing on
equivalent commitments. The number of queries does not grow with the records.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from tracker.assessment.queries import AssessmentView, answers_to_assessments, assessments
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.evidence.queries.actions import ActionView, actions
from tracker.evidence.queries.replies import ReplyView, replies_to
from tracker.evidence.queries.values import ValueView, values
from tracker.gap import commitment_facts, repository
from tracker.gap.explain import Explanation, RecordKind
from tracker.gap.explain import explain as explain_facts
from tracker.gap.facts import NO_FACTS, CommitmentFact, ScoringParams, Standing
from tracker.gap.lanes import settle
from tracker.gap.selection import Selection
from tracker.registry.models import Commitment, State
from tracker.registry.queries.states import (
    Promise,
    RelatedPassage,
    StateProfile,
    equivalent_passages,
    promise,
    related_passages,
    state_profile,
)
from tracker.reporting.queries import EntryView, entries


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another commitment with a similar demand, and the State's standing on it."""

    passage: RelatedPassage
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One State and one commitment with everything public about the two.

    ``explanation`` is None where the registry did not hold the commitment on ``known_by``. Views
    are by reference, for all records of the explanation, those that do not count included.
    """

    state: StateProfile
    promise: Promise
    explanation: Explanation | None
    entries: Mapping[str, EntryView]
    values: Mapping[str, ValueView]
    actions: Mapping[str, ActionView]
    assessments: Mapping[str, AssessmentView]
    answers: Mapping[str, tuple[ReplyView, ...]]
    neighbours: tuple[Neighbour, ...]


def load_cell(iso3: str, reference: str, reading: ScoringParams) -> Cell:
    """The cell of a State and a commitment. Raises NotFound if either is unknown."""
    state, commitment = state_profile(iso3), promise(reference)
    known = _known_with(commitment.id, reading)
    near = _near(commitment, known, reading)
    selection = Selection(
        frozenset({state.id}), frozenset({commitment.id, *(passage.id for passage in near)})
    )
    facts = repository.cells(selection, reading.known_by, known)
    joined = repository.joined(reading.known_by, selection.states)[state.id]
    explanation = None
    if commitment.id in known:
        cell = facts.get((state.id, commitment.id), NO_FACTS)
        explanation = explain_facts(known[commitment.id], cell, reading, joined=joined)
    return Cell(
        state=state,
        promise=commitment,
        explanation=explanation,
        entries=entries(_references(explanation, RecordKind.REPORT), reference),
        assessments=assessments(_references(explanation, RecordKind.ASSESSMENT)),
        answers=_answers(explanation, reference, reading),
        values=values(_values(explanation)),
        actions=actions(_actions(explanation)),
        neighbours=tuple(
            Neighbour(
                passage,
                settle(
                    known[passage.id],
                    facts.get((state.id, passage.id), NO_FACTS),
                    reading,
                    joined=joined,
                ),
            )
            for passage in near
        ),
    )


def _known_with(commitment_id: int, reading: ScoringParams) -> Mapping[int, CommitmentFact]:
    """All commitments known on the day, including one that addresses this State alone."""
    known = commitment_facts.cached_commitments(reading.known_by)
    if commitment_id not in known:
        alone = commitment_facts.recommendation_facts(commitment_id, reading.known_by)
        return known if alone is None else {**known, commitment_id: alone}
    return known


def _answers(
    explanation: Explanation | None, commitment: str, reading: ScoringParams
) -> dict[str, tuple[ReplyView, ...]]:
    """Replies to the records of this cell, by record."""
    assessed = _references(explanation, RecordKind.ASSESSMENT)
    notes = explanation.records if explanation else ()
    others = [note.reference for note in notes if note.kind is not RecordKind.ASSESSMENT]
    return {
        **replies_to(others, reading.known_by, commitment=commitment),
        **answers_to_assessments(assessed, reading.known_by),
    }


def _near(
    commitment: Promise, known: Mapping[int, CommitmentFact], reading: ScoringParams
) -> tuple[RelatedPassage, ...]:
    """Related commitments public on the day: equivalent ones first."""
    if commitment.id not in known:
        return ()
    direct = related_passages(commitment.id, reading.known_by)
    near = {commitment.id, *(passage.id for passage in direct)}
    group = known[commitment.id].same_as
    farther = [key for key, fact in known.items() if fact.same_as == group and key not in near]
    return tuple(
        passage for passage in (*direct, *equivalent_passages(farther)) if passage.id in known
    )


def _references(explanation: Explanation | None, kind: RecordKind) -> list[str]:
    notes = explanation.records if explanation else ()
    return [note.reference for note in notes if note.kind is kind]


def _values(explanation: Explanation | None) -> list[str]:
    """References of indicator values: evidence, and proof of treaty membership."""
    notes = explanation.records if explanation else ()
    return [
        note.reference
        for note in notes
        if note.kind is RecordKind.MEMBERSHIP
        or (note.stream is not None and note.stream.startswith("indicator:"))
    ]


def _actions(explanation: Explanation | None) -> list[str]:
    notes = explanation.records if explanation else ()
    return [
        note.reference
        for note in notes
        if note.stream is not None and not note.stream.startswith("indicator:")
    ]


def explain_cell(iso3: str, reference: str, reading: ScoringParams) -> Explanation:
    """Explain a cell at a reading. Raises NotFound for an unknown State or commitment."""
    state_id = db.session.scalar(select(State.id).where(State.iso3 == iso3))
    if state_id is None:
        raise NotFound("state", iso3)
    commitment_id = db.session.scalar(
        select(Commitment.id).where(Commitment.reference == reference)
    )
    fact = _known_with(commitment_id, reading).get(commitment_id) if commitment_id else None
    if commitment_id is None or fact is None:
        raise NotFound("commitment", reference)
    selection = Selection(frozenset({state_id}), frozenset({commitment_id}))
    facts = repository.cells(selection, reading.known_by).get((state_id, commitment_id), NO_FACTS)
    joined = repository.joined(reading.known_by, selection.states)[state_id]
    return explain_facts(fact, facts, reading, joined=joined)
