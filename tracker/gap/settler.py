"""Settles many cells on one day. Cells with equal records are settled once.

An indicator measures many commitments, so most cells of a state share their records.
"""

from datetime import date

from tracker.gap.facts import CellFacts, CommitmentFact, ScoringParams, Standing
from tracker.gap.history import changes_on
from tracker.gap.lanes import settle
from tracker.registry.membership import is_before


class Settler:
    """Settles cells for one set of parameters. Facts must outlive it."""

    def __init__(self, params: ScoringParams) -> None:
        """Start with an empty cache."""
        self._params = params
        self._standings: dict[object, Standing] = {}
        self._changes: dict[object, date | None] = {}

    def settle(self, commitment: CommitmentFact, facts: CellFacts, joined: date | None) -> Standing:
        """The standing of a cell."""
        if not (facts.evidence or facts.reports or facts.assessments):
            return settle(commitment, facts, self._params, joined=joined)
        key = (is_before(self._params.as_of, joined), same_cell(commitment, facts))
        standing = self._standings.get(key)
        if standing is None:
            standing = settle(commitment, facts, self._params, joined=joined)
            self._standings[key] = standing
        return standing

    def changes_on(
        self, commitment: CommitmentFact, facts: CellFacts, joined: date | None
    ) -> date | None:
        """The next day on which the cell may change without a new record."""
        if not (facts.evidence or facts.reports or facts.assessments):
            return changes_on(commitment, facts, self._params, joined)
        key = (joined, same_cell(commitment, facts))
        if key not in self._changes:
            self._changes[key] = changes_on(commitment, facts, self._params, joined)
        return self._changes[key]


def same_cell(commitment: CommitmentFact, facts: CellFacts) -> object:
    """The key of cells with the same standing: equal records and terms."""
    return (
        *map(id, facts.evidence),
        None,
        *map(id, facts.reports),
        None,
        *map(id, facts.assessments),
        None,
        *map(id, facts.memberships),
        None,
        *map(id, facts.answers),
        commitment.kind,
        commitment.addressed_to_states,
        commitment.adopted_on,
        commitment.treaty,
    )
