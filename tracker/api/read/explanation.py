"""Explains one cell for programs: its public records and every step of the calculation.

Records of another day are counted, not shown: one that was withdrawn may have been withdrawn for
what it says.
"""

from collections import Counter
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.fields import (
    DAY,
    FLAG,
    LEVEL,
    NUMBER,
    SHARE,
    TEXT,
    WHOLE,
    Field,
    code_of,
    part,
    parts,
    several,
)
from tracker.api.read.explained_records import RECORD, ExplainedRecord
from tracker.assessment.vocabulary import Confidence
from tracker.core.errors import NotFound
from tracker.evidence.vocabulary import Tier
from tracker.exchange.downloads.csv_stream import Cell as FileCell
from tracker.exchange.downloads.figures import standing_values
from tracker.gap import cell as cells
from tracker.gap.explain import CountedVote, Explanation, RecordKind
from tracker.gap.facts import LaneName, ScoringParams
from tracker.gap.lanes import ConfidenceCode
from tracker.gap.methodology import rounded
from tracker.gap.records import OF_ANOTHER_DAY, LeftOut


@dataclass(frozen=True, slots=True)
class CellExplanation:
    """A cell with its explanation."""

    cell: cells.Cell
    explanation: Explanation

    @property
    def values(self) -> tuple[FileCell, ...]:
        """The cell as the list of standings shows it."""
        where = (self.cell.state.iso3, self.cell.promise.reference)
        return (*where, *standing_values(self.explanation.standing))

    @property
    def views(self) -> dict[str, Any]:
        """Public views of the records by reference."""
        cell = self.cell
        return {**cell.entries, **cell.values, **cell.actions, **cell.assessments}

    @property
    def records(self) -> list[ExplainedRecord]:
        """The records of the day."""
        return [
            ExplainedRecord(note, self.views[note.reference])
            for note in self.explanation.records
            if note.left_out not in OF_ANOTHER_DAY and note.reference in self.views
        ]

    @property
    def others(self) -> dict[str, int]:
        """How many records do not count on the day, by reason."""
        notes = (note for note in self.explanation.records if note.kind != RecordKind.MEMBERSHIP)
        met = Counter(note.left_out for note in notes)
        return {reason.value: met[reason] for reason in LeftOut if reason in OF_ANOTHER_DAY}


def explain_cell(reading: ScoringParams, iso3: str, reference: str) -> CellExplanation:
    """The cell at a reading. Raises NotFound for unknown names."""
    found = cells.load_cell(iso3, reference, reading)
    if found.explanation is None:
        raise NotFound("commitment", reference)
    return CellExplanation(found, found.explanation)


def _vote(name: str, holds: Any, schema: Any, example: Any) -> Field:
    return Field(name, holds, schema, lambda counted: getattr(counted.vote, name), example)


def _counted(name: str, holds: Any, schema: Any, example: Any) -> Field:
    return Field(name, holds, schema, lambda counted: getattr(counted, name), example)


def _voice(stream: str) -> str | None:
    return None if stream.startswith("withheld:") else stream


VOTE = (
    Field(
        "voice",
        _l("The voter: a family of sources or an organisation. Null: its name is withheld"),
        TEXT,
        lambda counted: _voice(counted.vote.stream),
        "family:us-state-department",
        nullable=True,
    ),
    Field(
        "records",
        _l("References of the records from which the vote follows"),
        several(TEXT),
        lambda counted: [record.reference for record in counted.vote.records],
        ["3P-KEN-2013"],
        in_files=False,
    ),
    _vote("reference", _l("The record that votes"), TEXT, "3P-KEN-2013"),
    _vote("level", _l("Its level"), LEVEL, 2),
    _vote("tier", _l("Tier of its source"), code_of(Tier), "B"),
    _vote("weight", _l("Weight of the tier"), WHOLE, 3),
    _counted("reached", _l("Weight up to and with it, in rising order of level"), WHOLE, 3),
    _counted("decides", _l("Whether it is the first to reach half of all weight"), FLAG, True),
)


def _plain(
    name: str, holds: Any, schema: Any, example: Any = None, *, nullable: bool = False
) -> Field:
    return Field(
        name, holds, schema, lambda one: _figure(getattr(one, name)), example, nullable=nullable
    )


def _figure(value: Any) -> Any:
    return rounded(value) if isinstance(value, float) else value


CONFIDENCE = (
    _plain("code", _l("The rule"), code_of(ConfidenceCode), "one_strong_stream"),
    _plain("confidence", _l("Confidence after it"), code_of(Confidence), "medium"),
)
SETTLING = (
    _plain("lane", _l("The lane"), code_of(LaneName), "evidenced"),
    _plain("level", _l("Its level. Null: none"), LEVEL, 2, nullable=True),
    _plain("read", _l("Whether the settings allow it to decide"), FLAG, True),
    _plain("settles", _l("Whether it decides the level"), FLAG, True),
)
EARLIER = (
    _plain("as_of", _l("The day with which is compared"), DAY, "2011-12-31"),
    _plain("settled", _l("Settled level on that day. Null: none"), LEVEL, None, nullable=True),
)
GAP_TERMS = (
    _plain("level", _l("Status"), LEVEL, 2),
    _plain("value", _l("What it is worth"), SHARE, 0.5),
    _plain("gap", _l("1 − value"), SHARE, 0.5),
)
DIVERGENCE_TERMS = (
    _plain("reported", _l("What the reported level is worth"), SHARE, 0.75),
    _plain("seen", _l("What the level that others see is worth"), SHARE, 0.5),
    _plain("against", _l("Which lane saw it"), code_of(LaneName), "evidenced"),
    _plain("divergence", _l("reported − seen"), NUMBER, 0.25),
)
_DAYS = tuple(
    Field(reason.value, _l("Number of records"), WHOLE, itemgetter(reason.value), 0)
    for reason in LeftOut
    if reason in OF_ANOTHER_DAY
)


def _step(name: str, holds: Any, schema: Any, example: Any, *, nullable: bool = False) -> Field:
    return Field(
        name,
        holds,
        schema,
        lambda row: _figure(getattr(row.explanation, name)),
        example,
        nullable=nullable,
    )


def _votes(row: CellExplanation) -> tuple[CountedVote, ...]:
    return row.explanation.votes


MORE = (
    Field("title", _l("Short title"), TEXT, lambda row: row.cell.promise.title, "Train officials"),
    Field("pillar", _l("Its pillar"), TEXT, lambda row: row.cell.promise.pillar, "prosecution"),
    parts(
        "records", _l("Every record of the day, by kind, newest first"), RECORD, lambda r: r.records
    ),
    part(
        "records_of_another_day",
        _l("How many records are effective after the day, published later, or ended by then"),
        _DAYS,
        lambda row: row.others,
    ),
    parts("votes", _l("The votes of the evidence, in rising order of level"), VOTE, _votes),
    _step("total_weight", _l("Weight of all votes"), WHOLE, 3),
    _step("half", _l("The weight at which the evidenced level is found"), NUMBER, 1.5),
    _step(
        "spread",
        _l("Levels between the lowest and the highest vote. Null: no vote"),
        WHOLE,
        0,
        nullable=True,
    ),
    Field(
        "disputed_records",
        _l("References of records that count and are contested in public"),
        several(TEXT),
        lambda row: row.explanation.disputed,
        [],
        in_files=False,
    ),
    parts(
        "confidence_steps",
        _l("How the confidence of the evidence was computed"),
        CONFIDENCE,
        lambda row: row.explanation.confidence_steps,
    ),
    parts(
        "settling",
        _l("The lanes in the order in which they settle the level"),
        SETTLING,
        lambda row: row.explanation.settling,
    ),
    part(
        "earlier",
        _l("The earlier level that shows whether it regressed"),
        EARLIER,
        lambda row: row.explanation.earlier,
    ),
    part(
        "at_adoption",
        _l("The baseline for movement. Null: no movement"),
        EARLIER,
        lambda row: row.explanation.baseline,
        nullable=True,
    ),
    part(
        "gap_terms",
        _l("How the gap was computed. Null: none"),
        GAP_TERMS,
        lambda row: row.explanation.gap_terms,
        nullable=True,
    ),
    part(
        "divergence_terms",
        _l("How the divergence was computed. Null: none"),
        DIVERGENCE_TERMS,
        lambda row: row.explanation.divergence_terms,
        nullable=True,
    ),
)
