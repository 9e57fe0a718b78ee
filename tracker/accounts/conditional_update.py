"""Conditional updates: of two requests for the same row, only one succeeds."""

from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, select
from sqlalchemy.sql.dml import Delete, Update

from tracker.core.db import db
from tracker.core.errors import NotFound

Row = TypeVar("Row", bound=Any)


def compare_and_set(statement: Update | Delete) -> int:
    """Run a conditional update in the current transaction and return the number of rows changed.

    Rows that were read before keep what they had: who needs the change reads anew.
    """
    result = db.session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[tuple[()]]", result).rowcount


def held(row: Row) -> Row:
    """Read the row again and lock it until the transaction ends. Raises NotFound if it was deleted.

    For acts that look before they change: of several at once, the later see what the first did.
    """
    model = type(row)
    query = select(model).where(model.id == row.id).with_for_update(of=model)
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(str(model.__tablename__), "")
    return found
