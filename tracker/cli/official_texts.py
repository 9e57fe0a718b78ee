"""``flask import official-text FILE…``: adds official wordings beside our summaries.

Ends with 0 where every file was read, 3 where some were refused, 1 where all were.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from tracker.accounts.actor import OPERATOR
from tracker.core.db import db, writing
from tracker.exchange.official_texts import archive, wording
from tracker.exchange.official_texts.importing import (
    MOST_FILES,
    FileReport,
    GivenFile,
    import_official_texts,
)

NAME = "official-text"
ALL_REFUSED, SOME_REFUSED = 1, 3


@click.command(NAME)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--write", is_flag=True, help="Save the texts. Without this option nothing is saved.")
@click.option(
    "--from",
    "address",
    default="",
    help="Web address of the file, or of the folder of all files if it ends with a slash.",
)
@with_appcontext
def import_official_text(files: tuple[Path, ...], *, write: bool, address: str) -> None:
    """Import the official texts of resolutions beside our summaries.

    FILES are resolutions in the United Nations' own XML (Akoma Ntoso), or zip files of them. Each
    paragraph goes to the commitments whose place names its number; the others are listed.
    The product ships no such text: the files are yours to bring.
    """
    if len(files) > MOST_FILES:
        raise click.UsageError(_("choose at most %(most)s files at once", most=MOST_FILES))
    door: AbstractContextManager[None] = writing() if write else nullcontext()
    with door:
        given = [each for file in files for each in _given(file, address, alone=len(files) == 1)]
        reports = import_official_texts(OPERATOR, given, write=write)
        db.session.commit()
    for report in reports:
        _show(report)
    if not write:
        click.echo(_("This was a preview. Add --write to save the rows."))
    refused = sum(report.refused is not None for report in reports)
    if refused:
        raise SystemExit(ALL_REFUSED if refused == len(reports) else SOME_REFUSED)


def _given(file: Path, address: str, *, alone: bool) -> Iterator[GivenFile]:
    """The file, or the files in a ZIP archive. Of a file that is too large, only the beginning."""
    with file.open("rb") as opened:
        content = opened.read(archive.MOST_BYTES + 1)
    yield from archive.given_files(file.name, content, address, alone=alone)


def _show(report: FileReport) -> None:
    if report.refused:
        refused = _("%(file)s: rejected. %(why)s", file=report.name, why=wording.refusal(report))
        click.echo(refused, err=True)
        return
    click.echo(f"{report.name}: {wording.summary(report)}")
    for line in wording.unmatched(report):
        click.echo(f"  {line}")
