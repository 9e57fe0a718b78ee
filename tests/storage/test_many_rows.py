"""Many rows at once: noticed as a change, read back as they were, errors without values."""

from datetime import UTC, date, datetime

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests import factories as make
from tracker.core import bulk
from tracker.core.db import has_changes, is_unique_violation
from tracker.evidence.models import IndicatorValue, Source

TABLE = IndicatorValue.__table__
COLUMNS = (
    *("reference", "indicator_id", "state_id", "value", "effective_on", "effective_precision"),
    *("source_id", "note", "published_at"),
)
NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)


def rows(db: SQLAlchemy, *references: str) -> bulk.EncodedRows:
    state, indicator = make.state(), make.indicator("IND", measures=())
    source = make.source()
    db.session.commit()
    made = [
        (name, indicator.id, state.id, "3", date(2024, 2, 29), "day", source.id, note, NOON)
        for name, note in zip(references, ("a\tb\\n \N{SNOWMAN}", None), strict=False)
    ]
    encoded = bulk.encode(TABLE, COLUMNS, made)
    db.session.rollback()
    return encoded


def test_rows_read_back_as_they_were_and_count_as_a_change(db: SQLAlchemy) -> None:
    encoded = rows(db, "X-1", "X-2")
    assert not has_changes()
    bulk.insert(encoded)

    assert has_changes()
    query = select(
        *(IndicatorValue.reference, IndicatorValue.note),
        *(IndicatorValue.effective_on, IndicatorValue.published_at),
    )
    assert db.session.execute(query.order_by(IndicatorValue.id)).all() == [
        ("X-1", "a\tb\\n \N{SNOWMAN}", date(2024, 2, 29), NOON),
        ("X-2", None, date(2024, 2, 29), NOON),
    ]


def test_rows_are_gone_with_their_transaction(db: SQLAlchemy) -> None:
    bulk.insert(rows(db, "X-1"))
    db.session.rollback()

    assert db.session.scalars(select(IndicatorValue.id)).all() == []


def test_row_that_is_there_is_refused_without_repeating_it(db: SQLAlchemy) -> None:
    encoded = rows(db, "X-CONFIDENTIAL")
    bulk.insert(encoded)

    with pytest.raises(IntegrityError) as refused:
        bulk.insert(encoded)

    assert is_unique_violation(refused.value)
    assert "X-CONFIDENTIAL" not in f"{refused.value} {refused.value.orig!r}"
    db.session.rollback()


def test_row_that_names_nothing_is_refused(db: SQLAlchemy) -> None:
    """``COPY`` checks foreign keys as any other insert does, also at the end."""
    encoded = rows(db, "X-1")
    nowhere = list(encoded.rows[0])
    nowhere[COLUMNS.index("source_id")] = (db.session.query(Source).count() + 1) * 1000
    db.session.rollback()

    with pytest.raises(IntegrityError):
        bulk.insert(bulk.EncodedRows(TABLE, COLUMNS, [tuple(nowhere)]))
    db.session.rollback()
