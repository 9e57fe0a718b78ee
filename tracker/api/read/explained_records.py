"""The records of a cell with an explanation: their level, whether they count, and why not.

What a record holds comes from its public view, so a withheld name is not in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.fields import (
    DAY,
    FLAG,
    LEVEL,
    PARTIAL_DAY,
    TEXT,
    WHOLE,
    Field,
    code_of,
)
from tracker.api.read.sources import dated
from tracker.assessment.vocabulary import Confidence
from tracker.evidence.queries.actions import ActionView
from tracker.evidence.queries.values import ValueView
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.explain import RecordKind, RecordNote
from tracker.gap.methodology import TIER_WEIGHT
from tracker.gap.records import LeftOut
from tracker.registry.vocabulary import MembershipStatus
from tracker.reporting.vocabulary import Answer


@dataclass(frozen=True, slots=True)
class ExplainedRecord:
    """A record of the day, with its public view."""

    note: RecordNote
    view: Any


def _note(name: str, holds: Any, schema: Any, example: Any = None) -> Field:
    return Field(
        name, holds, schema, lambda record: getattr(record.note, name), example, nullable=True
    )


def _of(kind: type, name: str) -> Callable[[ExplainedRecord], Any]:
    return lambda record: getattr(record.view, name) if isinstance(record.view, kind) else None


def _published(record: ExplainedRecord) -> Any:
    precision = getattr(record.view, "published_precision", "day")
    return dated(record.view.published_on, precision)


def _source_url(record: ExplainedRecord) -> str | None:
    return record.view.source.url if isinstance(record.view, ValueView | ActionView) else None


def _source_title(record: ExplainedRecord) -> str | None:
    return record.view.source.title if isinstance(record.view, ValueView | ActionView) else None


RECORD = (
    Field(
        "kind", _l("What it is"), code_of(RecordKind), lambda record: record.note.kind, "evidence"
    ),
    Field(
        "reference", _l("Its reference"), TEXT, lambda record: record.note.reference, "3P-KEN-2013"
    ),
    Field(
        "effective_on",
        _l("From when it counts"),
        DAY,
        lambda record: record.note.effective_on,
        "2013-12-31",
    ),
    Field(
        "published_on",
        _l("When it became public here. Only the month where a name is withheld"),
        PARTIAL_DAY,
        _published,
        "2026-01-31",
    ),
    Field(
        "counts",
        _l("Whether it counts in its lane, or decides whether the commitment applies"),
        FLAG,
        lambda record: record.note.counts,
        True,
    ),
    Field(
        "contested",
        _l("Whether the other side contests it in public. It still counts"),
        FLAG,
        lambda record: record.note.contested,
        False,
    ),
    _note("left_out", _l("Why it does not count. Null: it counts"), code_of(LeftOut)),
    _note("level", _l("The level that it names. Null: none"), LEVEL, 2),
    _note(
        "shown", _l("For evidence: the level, limited by the ceiling of its indicator"), LEVEL, 2
    ),
    _note(
        "spoke_until", _l("Last day on which it counts. Null: until a later one"), DAY, "2018-12-31"
    ),
    _note("family", _l("Of values: the family of its source"), TEXT, "us-state-department"),
    Field(
        "weight",
        _l("Weight of its vote. Null: it has none"),
        WHOLE,
        lambda record: (
            TIER_WEIGHT[record.note.tier] if record.note.tier and record.note.counts else None
        ),
        3,
        nullable=True,
    ),
    _note("tier", _l("Tier of its source. Null: no evidence"), code_of(Tier), "B"),
    _note("polarity", _l("Of evidence: how it bears on it"), code_of(Polarity), "supports"),
    _note("answer", _l("Of reports: how the entry answers"), code_of(Answer)),
    _note("reason", _l("Of reports: why there is no level, as the State wrote it"), TEXT),
    _note("confidence", _l("Of assessments: how firm it is"), code_of(Confidence)),
    _note("status", _l("Of memberships: where the State stands"), code_of(MembershipStatus)),
    Field(
        "indicator",
        _l("Of values: code of the indicator"),
        TEXT,
        _of(ValueView, "indicator"),
        "3P-PREVENTION",
        nullable=True,
    ),
    Field("value", _l("Of values: the value"), TEXT, _of(ValueView, "value"), "3", nullable=True),
    Field(
        "organisation",
        _l("Of actions: who logged it. Null: the name is withheld, or it is no action"),
        TEXT,
        _of(ActionView, "organisation"),
        None,
        nullable=True,
    ),
    Field("source_title", _l("Title of its source"), TEXT, _source_title, "3P", nullable=True),
    Field(
        "source_url",
        _l("Address of its source"),
        TEXT,
        _source_url,
        "https://example.org/3p",
        nullable=True,
    ),
)
