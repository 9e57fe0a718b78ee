"""``flask import``: imports one file of records. It is a dry run unless told to write.

Ends with 0 where nothing is refused and every column is sure, 1 where something is not and nothing
was written, 3 where the rows without fault were written and others refused.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts import queries
from tracker.accounts.actor import OPERATOR, Actor
from tracker.accounts.actor_loading import load_actor
from tracker.cli import import_options, import_report, official_texts
from tracker.cli.output_file import OutputFile, why_not_writable
from tracker.core.db import db, writing
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.exchange.imports import refused_rows
from tracker.exchange.imports.importable_kinds import OFFERS, ImportTarget
from tracker.exchange.imports.one_shot import OneShotImport, import_at_once
from tracker.exchange.imports.pipeline import ReadingChoice, of_all
from tracker.exchange.imports.saved_matchings import named
from tracker.exchange.matching.columns import Matching
from tracker.exchange.parsing import LayoutChoice
from tracker.exchange.plan import Tick
from tracker.reporting.conflicts import ReportClosed

REFUSED, IN_PART = 1, 3
SAID = ("match", "constant", "meaning", "only", "containing")
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


class ImportCommand(click.Command):
    """The command for one table. `official-text` takes files of another shape."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """The context of this command, or of the one for official texts."""
        if args and args[0] == official_texts.NAME:
            command = official_texts.import_official_text
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(
    "import",
    cls=ImportCommand,
    epilog="Official wording of resolutions: flask import official-text --help.",
)
@click.argument("kind", type=click.Choice(sorted(OFFERS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Save the rows. Without this option nothing is saved.")
@click.option("--accept-valid", is_flag=True, help="Save valid rows even if others are rejected.")
@click.option("--refused", type=OutputFile(), help="File for rejected rows.")
@click.option("--matching", help="File with saved column settings, or their name if --as is given.")
@import_options.with_options
@click.option("--encoding", help="For example utf-8, cp1252 or mac_roman. Default: recognised.")
@click.option(
    "--separator", help="comma, semicolon, tab, bar or one character. Default: recognised."
)
@click.option("--sheet", help="Sheet of a workbook. Default: the first with a table.")
@click.option(
    "--header-row", type=click.IntRange(0), help="Row with the column names, or 0 if there is none."
)
@click.option(
    "--leave-out-hidden", is_flag=True, default=None, help="Leave out hidden rows of a workbook."
)
@click.option("--across", help="Columns to turn into rows: years, acts, pillars, figures or names.")
@click.option("--day-first/--month-first", default=None, help="How to read dates such as 3/4/2020.")
@click.option("--organisation", help="Public id of the organisation that gets the drafts.")
@click.option("--report", help="Reference of the report that gets the answers.")
@click.option("--as", "email", help="E-mail address of the account that imports.")
@with_appcontext
def import_file(
    kind: str,
    file: Path,
    *,
    write: bool,
    accept_valid: bool,
    refused: Path | None,
    matching: str | None,
    email: str | None,
    day_first: bool | None,
    organisation: str | None,
    report: str | None,
    **others: Any,
) -> None:
    """Preview the import of a file of records KIND. With --write, save its rows.

    It tells which column was taken for which field and why, and which values were understood as
    what. Nothing is written while a column is not sure: name it with --match.
    """
    said = import_options.parse_options(*(others.pop(name) for name in SAID))
    refused = _place_of_refused(file, refused) if accept_valid else refused
    offer, actor = OFFERS[kind], _actor(email)
    context = import_options.destination(offer, actor, organisation=organisation, report=report)
    way = _way(matching, offer, actor)
    way = replace(
        way,
        choice=_choice(**others),
        maps={**way.maps, **_joined(way.maps, said.meanings)},
        day_first=way.day_first if day_first is None else of_all(offer.specification, day_first),
        instructions=said.instructions,
        rows=said.rows,
    )
    door: AbstractContextManager[None] = writing() if write else nullcontext()
    with door:
        try:
            done = import_at_once(
                actor,
                offer,
                context,
                name=file.name,
                content=file.read_bytes(),
                way=way,
                write=write,
                accept_valid=accept_valid,
                bar=_bar,
            )
        except (Invalid, NotFound, Forbidden, ReportClosed) as fault:
            raise click.ClickException(_describe(fault)) from None
        db.session.commit()
    import_report.report(done, write=write)
    if done.is_held:
        raise SystemExit(REFUSED)
    if done.refused:
        if refused:
            _put_aside(done, refused)
        raise SystemExit(IN_PART if done.written else REFUSED)


@contextmanager
def _bar(rows: int) -> Iterator[Tick]:
    """A progress bar on standard error if it is a terminal."""
    with click.progressbar(length=rows, file=sys.stderr) as bar:
        step = max(1, rows // 100)

        def tick(gone: int) -> None:
            if gone % step == 0 or gone == rows:
                bar.update(gone - bar.pos)

        yield tick


def _place_of_refused(file: Path, chosen: Path | None) -> Path:
    """The file for rejected rows. Fails before anything is saved if it is not writable."""
    place = chosen or file.with_name(f"{file.stem}.refused.csv")
    if reason := why_not_writable(place):
        message = _("The rejected rows need a file: %(why)s. Name one with --refused.", why=reason)
        raise click.ClickException(message)
    return place


def _put_aside(done: OneShotImport, place: Path) -> None:
    """Write the rejected rows to a file for correction."""
    header, rows = refused_rows.refused_rows(done.parsed.table, done.refused)
    make = refused_rows.as_workbook if place.suffix.lower() == ".xlsx" else refused_rows.as_csv
    with place.open("wb") as file:
        file.writelines(make(header, rows))
    message = ngettext(
        "%(num)s rejected row is in %(file)s",
        "%(num)s rejected rows are in %(file)s",
        len(rows),
        file=place,
    )
    click.echo(message, err=True)


def _actor(email: str | None) -> Actor:
    """The operator, or the person for whom the file is imported."""
    if email is None:
        return OPERATOR
    found = queries.find_user_by_address(email)
    if found is None:
        raise click.BadParameter(_("no account has this e-mail address"), param_hint="--as")
    return load_actor(found, second_factor=False)


def _choice(**reading: Any) -> LayoutChoice:
    separator = reading.pop("separator")
    return LayoutChoice(separator=SEPARATORS.get(separator, separator), **reading)


def _way(given: str | None, offer: ImportTarget, actor: Actor) -> ReadingChoice:
    """The instructions for reading a file: from a file, or saved under a name."""
    if given is None:
        return ReadingChoice()
    place = Path(given)
    try:
        if place.is_file():
            matching = Matching.from_json(json.loads(place.read_bytes()), offer.specification)
            return ReadingChoice(matching=matching.confirmed())
        return named(actor, offer, given)
    except (ValueError, KeyError, TypeError, RecursionError, NotFound):
        reason = _("neither a file nor the name of saved settings")
        raise click.BadParameter(reason, param_hint="--matching") from None


def _joined(
    saved: Mapping[str, Mapping[str, str]], said: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Meanings from options, followed by saved ones."""
    return {name: {**saved.get(name, {}), **each} for name, each in said.items()}


def _describe(fault: Exception) -> str:
    match fault:
        case Invalid():
            return "; ".join(text for texts in fault.errors.values() for text in texts)
        case Forbidden():
            return str(_("this person may not import these files; see --as"))
        case _:
            return str(fault)
