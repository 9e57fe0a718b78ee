"""Conditional changes: of two acts that start from the same row, only one finds it as it was."""

from typing import cast

from sqlalchemy import CursorResult
from sqlalchemy.sql.dml import Delete, Update

from tracker.db import db


def changed(statement: Update | Delete) -> int:
    """Carry out a change in the present transaction and return how many rows it met.

    Rows that were read before keep what they had: who needs the change reads anew.
    """
    result = db.session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[tuple[()]]", result).rowcount
