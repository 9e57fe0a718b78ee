"""``flask export``: the public data set or one file of it, for any two days."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from tracker.cli.gap import Day
from tracker.cli.output_file import OutputFile
from tracker.core import clock
from tracker.core.languages import forced_locale
from tracker.exchange.downloads.catalogue import DOWNLOADS, Download
from tracker.exchange.downloads.csv_stream import Cell, csv_stream
from tracker.exchange.downloads.selection import Selection
from tracker.exchange.package import builder
from tracker.exchange.package.build_cache import DATABASE
from tracker.gap.facts import ScoringParams

PACKAGE, SQLITE = "package", "sqlite"
TELL_EVERY = 10_000  # rows


@click.command("export")
@click.argument("name", type=click.Choice([PACKAGE, SQLITE, *DOWNLOADS]), metavar="NAME")
@click.argument("file", type=OutputFile(allow_dash=True))
@click.option("--as-of", type=Day(), help="Show the situation on this day. Default: today.")
@click.option(
    "--known-by", type=Day(), help="Use only what was public on this day. Default: today."
)
def export(name: str, file: Path, as_of: date | None, known_by: date | None) -> None:
    """Write the public data into FILE.

    NAME is package (a ZIP of CSV files with what describes them), sqlite (a database), or one file
    such as standings, which is written as CSV; FILE may then be - for the standard output.
    """
    today = clock.today()
    reading = ScoringParams(as_of=as_of or today, known_by=known_by or today)
    if str(file) == "-":
        if name in (PACKAGE, SQLITE):
            raise click.UsageError("Only a CSV file can be written to the standard output.")
        for piece in _pieces(DOWNLOADS[name], reading):
            sys.stdout.buffer.write(piece)
        return
    with _whole(file) as unfinished:
        if name in (PACKAGE, SQLITE):
            _data_set(name, unfinished, reading)
        else:
            with unfinished.open("wb") as out:
                out.writelines(_pieces(DOWNLOADS[name], reading))
    click.echo(f"{file}: {file.stat().st_size} bytes", err=True)


def _data_set(name: str, path: Path, reading: ScoringParams) -> None:
    builder.one_moment()
    if name == SQLITE:
        builder.make_database(path, reading, progress=_print_progress)
        return
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        database = Path(folder) / DATABASE
        made, tables = builder.make_database(database, reading, progress=_print_progress)
        builder.make_package(path, database, made, tables, progress=_print_progress)


def _pieces(file: Download, reading: ScoringParams) -> Iterator[bytes]:
    builder.one_moment()
    with forced_locale(builder.LANGUAGE):
        yield from csv_stream(file.header, _counted(file, reading))


def _counted(file: Download, reading: ScoringParams) -> Iterator[Sequence[Cell]]:
    number = 0
    for number, row in enumerate(file.rows(Selection(reading)), start=1):
        if number % TELL_EVERY == 0:
            _print_progress(file.name, number)
        yield row
    _print_progress(file.name, number)


def _print_progress(name: str, rows: int) -> None:
    """On a terminal one updated line; in a log only the start of each file."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{name}: {rows}", nl=False, err=True)
        return
    if rows == 0 or name.endswith(".csv"):
        click.echo(name, err=True)


@contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """A temporary file beside the target. It is renamed when complete and deleted otherwise."""
    handle, unfinished = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    os.close(handle)
    path = Path(unfinished)
    try:
        yield path
        if sys.stderr.isatty():
            click.echo("", err=True)
        path.chmod(0o644)
        os.replace(path, file)
    finally:
        path.unlink(missing_ok=True)
