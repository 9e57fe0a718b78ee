"""The cells of one State at several readings. Records are loaded once."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.gap import commitment_facts, repository
from tracker.gap.facts import NO_FACTS, CommitmentFact, ScoringParams, Standing
from tracker.gap.selection import Days, Selection
from tracker.gap.settler import Settler
from tracker.registry.models import State


class StateCells:
    """Every cell of one State, as known by ``known_by``, for days up to ``as_of``."""

    def __init__(
        self, iso3: str, days: Days, known: Mapping[int, CommitmentFact] | None = None
    ) -> None:
        """Load the State's records. Raises NotFound.

        ``known`` are the commitments of ``known_by`` where the caller has them at hand.
        """
        state_id = db.session.scalar(select(State.id).where(State.iso3 == iso3))
        if state_id is None:
            raise NotFound("state", iso3)
        self._days = days
        known = commitment_facts.cached_commitments(days.known_by) if known is None else known
        facts = repository.cells(Selection(frozenset({state_id}), days=days), days.known_by, known)
        self._joined = repository.joined(days.known_by, (state_id,))[state_id]
        self._cells = {
            commitment.reference: (commitment, facts.get((state_id, commitment_id), NO_FACTS))
            for commitment_id, commitment in known.items()
        }

    def at(
        self, reading: ScoringParams, references: Collection[str] | None = None
    ) -> dict[str, Standing]:
        """Standings with votes by reference, optionally of some commitments only.

        Raises ValueError for a reading whose records were not loaded.
        """
        if reading.as_of > self._days.as_of or reading.known_by != self._days.known_by:
            raise ValueError("the records of this reading were not loaded")
        settler = Settler(reading)
        return {
            reference: settler.settle(*cell, self._joined)
            for reference, cell in self._cells.items()
            if references is None or reference in references
        }
