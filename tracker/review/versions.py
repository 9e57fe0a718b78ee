"""References of a record's versions: X, X.2, X.3 …, and conditions for them."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from tracker.core.db import db

_MARK = "."
_AFTER_MARK = chr(ord(_MARK) + 1)


def root_of(reference: str) -> str:
    """The common part of the references of all versions."""
    return reference.partition(_MARK)[0]


def of_family(column: Any, reference: str) -> ColumnElement[bool]:
    """A condition: the column has the reference of any version of this record.

    SQLite (3.45) finds no index for LIKE, since its LIKE takes small letters for capital ones; it
    does for a range. On PostgreSQL a range would depend on the collation of the database.
    """
    root = root_of(reference)
    return or_(column == root, later_versions(column, reference))


def later_versions(column: Any, reference: str) -> ColumnElement[bool]:
    """A condition: the column has the reference of a version after the first."""
    start = f"{root_of(reference)}{_MARK}"
    if db.engine.dialect.name == "sqlite":
        return and_(column >= start, column < f"{start[:-1]}{_AFTER_MARK}")
    found: ColumnElement[bool] = column.startswith(start, autoescape=True)
    return found
