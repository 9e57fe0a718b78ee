"""Writes the data set as a data package: a ZIP file of CSV files with descriptions.

It is made from the database file, so that both have the same rows. Equal records give equal bytes,
because it contains no time of creation.
"""

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker.exchange.downloads.catalogue import Download
from tracker.exchange.downloads.csv_stream import csv_stream
from tracker.exchange.package.cells import Stored, written
from tracker.exchange.package.database import Progress, Table, read_rows
from tracker.exchange.package.descriptor import Edition, Part, package, readme

SOURCES = "sources"


def write_package(
    path: Path,
    database: Path,
    tables: Sequence[Table],
    edition: Edition,
    *,
    progress: Progress = lambda _name, _rows: None,
) -> None:
    """Write the package from the rows in the database file."""
    with closing(sqlite3.connect(database)) as rows, ZipFile(path, "w", ZIP_DEFLATED) as archive:
        parts: dict[str, Part] = {}
        for table in tables:
            progress(f"{table.file.name}.csv", table.rows)
            parts[table.file.name] = _add(archive, rows, table.file)
        described = package(edition, tables, parts, _sources(rows, tables))
        text = json.dumps(described, ensure_ascii=False, indent=2)
        archive.writestr(_entry("datapackage.json"), text + "\n")
        archive.writestr(_entry("README.md"), readme(edition, tables))


def _add(archive: ZipFile, rows: sqlite3.Connection, file: Download) -> Part:
    path, size, digest = f"data/{file.name}.csv", 0, hashlib.sha256()
    cells = (written(file.columns, row) for row in read_rows(rows, file))
    with archive.open(_entry(path), "w", force_zip64=True) as part:
        for piece in csv_stream(file.header, cells):
            part.write(piece)
            size += len(piece)
            digest.update(piece)
    return Part(path, size, digest.hexdigest())


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _sources(rows: sqlite3.Connection, tables: Sequence[Table]) -> list[Mapping[str, Stored]]:
    """The rows of the file of sources, if it is included."""
    for table in tables:
        if table.file.name == SOURCES:
            return [
                dict(zip(table.file.header, row, strict=True))
                for row in read_rows(rows, table.file)
            ]
    return []
