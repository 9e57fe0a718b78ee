"""Removes expired personal data of every part in one transaction."""

from pathlib import Path

from flask import current_app

from tracker.accounts.actor import OPERATOR
from tracker.accounts.retention import forget as forget_expired
from tracker.core.db import db, writing
from tracker.evidence.withholding import withhold_where_only_some_do
from tracker.exchange.imports.retention import forget as forget_files
from tracker.feedback.retention import forget as forget_feedback


def remove_expired(*, dry_run: bool = False) -> dict[str, int]:
    """Delete expired data and return the numbers by kind. ``dry_run`` only counts."""
    with writing():
        data_dir = Path(current_app.config["DATA_DIR"])
        counts = {
            **forget_expired(OPERATOR),
            **forget_feedback(OPERATOR),
            **forget_files(OPERATOR, data_dir),
            "names in versions of a record that withholds it": withhold_where_only_some_do(
                OPERATOR
            ),
        }
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
    return counts
