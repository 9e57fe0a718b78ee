"""Builds the data set at a reading from one consistent state of the database."""

from collections.abc import Mapping
from pathlib import Path

from flask import current_app

from tracker.core.db import db
from tracker.core.languages import forced_locale
from tracker.exchange.downloads.catalogue import DOWNLOADS, Download
from tracker.exchange.downloads.selection import Selection
from tracker.exchange.package.archive import write_package
from tracker.exchange.package.database import Progress, Table, write_database
from tracker.exchange.package.descriptor import Edition
from tracker.gap.facts import ScoringParams
from tracker.gap.methodology import VERSION
from tracker.review.revisions import dated_revision, is_demonstration

LANGUAGE = "en"  # of the descriptions: one data set, whoever asks for it first


def packed() -> Mapping[str, Download]:
    """The files of the data set by name."""
    return {name: file for name, file in DOWNLOADS.items() if file.packed}


def one_moment() -> None:
    """Begin a transaction in which every query sees the same state."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def edition(reading: ScoringParams) -> Edition:
    """The edition of the data set at a reading."""
    number, moment = dated_revision()
    return Edition(
        as_of=reading.as_of,
        known_by=reading.known_by,
        methodology=VERSION,
        revision=number,
        revised_at=moment,
        site=str(current_app.config.get("SITE_URL") or "").rstrip("/"),
        demonstration=is_demonstration(),
    )


def make_database(
    path: Path,
    reading: ScoringParams,
    *,
    progress: Progress = lambda _name, _rows: None,
    files: Mapping[str, Download] | None = None,
) -> tuple[Edition, tuple[Table, ...]]:
    """Write the database file of a reading."""
    with forced_locale(LANGUAGE):
        made = edition(reading)
        tables = write_database(
            path,
            packed() if files is None else files,
            Selection(reading),
            about=made.meta(),
            progress=progress,
        )
    return made, tables


def make_package(
    path: Path,
    database: Path,
    made: Edition,
    tables: tuple[Table, ...],
    *,
    progress: Progress = lambda _name, _rows: None,
) -> None:
    """Write the data package from a database file."""
    with forced_locale(LANGUAGE):
        write_package(path, database, tables, made, progress=progress)
