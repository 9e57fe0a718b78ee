"""``flask import``: bring one file of records, dry unless told to write.

Ends with 0 where nothing is refused, 1 where something is and nothing was written, 3 where the
rows without fault were written and others refused.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts import finding
from tracker.accounts.actor import OPERATOR, Actor
from tracker.accounts.speaking import actor_of
from tracker.db import db, writing
from tracker.errors import Forbidden, Invalid, NotFound
from tracker.exchange.importing import refused_rows
from tracker.exchange.importing.bringing import Brought, Way, as_in_file, bring, names_on_record
from tracker.exchange.importing.offers import OFFERS, Into, Offer, bound
from tracker.exchange.importing.planning import (
    Planned,
    carry_out_rows,
    existing_for,
    plan_file,
)
from tracker.exchange.importing.saved import named
from tracker.exchange.kinds import ALL_KINDS
from tracker.exchange.matching import Matching
from tracker.exchange.plan import Tick, read_drafts
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import Unusable
from tracker.exchange.untidy import Choice

MOST_SHOWN = 100
REFUSED, IN_PART = 1, 3
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


@click.command("import")
@click.argument("kind", type=click.Choice(sorted(OFFERS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Write it; without this nothing is written.")
@click.option("--accept-valid", is_flag=True, help="Write good rows though others are refused.")
@click.option("--refused", type=click.Path(path_type=Path), help="Where refused rows are put.")
@click.option("--matching", help="A file, or with --as a name, that says which column is which.")
@click.option("--encoding", help="Such as utf-8, cp1252 or mac_roman. Default: recognised.")
@click.option("--separator", help="comma, semicolon, tab, bar or one sign. Default: recognised.")
@click.option("--sheet", help="Sheet of a workbook. Default: the first with a table.")
@click.option("--header-row", type=click.IntRange(0), help="Its row; 0 where there is none.")
@click.option("--organisation", help="Public id of the organisation into whose drafts it goes.")
@click.option("--report", help="Reference of the report into which it goes.")
@click.option("--as", "email", help="Address of the account for which it is done.")
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
    organisation: str | None,
    report: str | None,
    **reading: Any,
) -> None:
    """Say what the file of records KIND would do, row by row; with --write, do it."""
    offer, actor = OFFERS[kind], _actor(email)
    context = {Into.ORGANISATION: organisation, Into.REPORT: report}.get(offer.into)
    way = Way(_choice(**reading), _matching(matching, offer, actor))
    try:
        kept = _Reading(file, offer, way)
        if write:
            with writing():
                planned = kept.planned(actor, context)
                if not planned.refused or accept_valid:
                    carry_out_rows(actor, planned, accept_valid=accept_valid)
                    db.session.commit()
        else:
            planned = kept.planned(actor, context)
    except (Unusable, Invalid, NotFound, Forbidden) as fault:
        raise click.ClickException(_told(fault)) from None
    _report(kept, planned, write=write, accept_valid=accept_valid, refused=refused)


class _Reading:
    """The file, read once before the lock on writing is taken."""

    def __init__(self, file: Path, offer: Offer, way: Way) -> None:
        self.file, self.offer = file, offer
        names = names_on_record()
        content = file.read_bytes()
        self.brought: Brought = bring(file.name, content, offer.specification, way=way, names=names)
        db.session.rollback()

    def planned(self, actor: Actor, context: str | None) -> Planned:
        """What it would do, with a bar that shows how far the rows are."""
        kind = bound(actor, self.offer, context)
        sheet = self.brought.translation.sheet
        with _bar(len(sheet.rows)) as tick:
            reading = read_drafts(kind, sheet, tick=tick)
        total = len(self.brought.table.rows)
        return plan_file(reading, existing_for(kind, ALL_KINDS), total=total, context=context)

    def refused(self, planned: Planned) -> list[Refusal]:
        """What is refused, in the file's own words."""
        return as_in_file(self.brought, planned.refused)


@contextmanager
def _bar(rows: int) -> Iterator[Tick]:
    """A bar on the error stream where somebody looks on; nothing where a file takes it."""
    with click.progressbar(length=rows, file=click.get_text_stream("stderr")) as bar:
        step = max(1, rows // 100)

        def tick(gone: int) -> None:
            if gone % step == 0 or gone == rows:
                bar.update(gone - bar.pos)

        yield tick


def _report(
    kept: _Reading, planned: Planned, *, write: bool, accept_valid: bool, refused: Path | None
) -> None:
    counts = planned.counts
    for note in kept.brought.table.notes:
        click.echo(note)
    click.echo(
        _(
            "%(rows)s rows: %(created)s created, %(changed)s changed, %(left)s left, "
            "%(refused)s refused",
            rows=counts.rows,
            created=counts.created,
            changed=counts.changed,
            left=counts.left,
            refused=counts.refused,
        )
    )
    if planned.refused:
        _show(kept.refused(planned))
        if accept_valid:
            _put_aside(kept, planned, refused)
    if not write:
        click.echo(_("nothing was written; add --write to write it"))
    elif planned.refused and not accept_valid:
        click.echo(_("nothing was written"), err=True)
    elif not planned.changes:
        click.echo(_("everything in it is on record already; nothing was changed"))
    if planned.refused:
        raise SystemExit(IN_PART if write and accept_valid else REFUSED)


def _show(refused: list[Refusal]) -> None:
    for each in refused[:MOST_SHOWN]:
        click.echo(str(each), err=True)
    if len(refused) > MOST_SHOWN:
        click.echo(_("… and %(more)s more", more=len(refused) - MOST_SHOWN), err=True)


def _put_aside(kept: _Reading, planned: Planned, wanted: Path | None) -> None:
    """The refused rows as a file beside the one that came, unless told where."""
    place = wanted or kept.file.with_name(f"{kept.file.stem}.refused.csv")
    header, rows = refused_rows.refused_rows(kept.brought.table, kept.refused(planned))
    make = refused_rows.as_workbook if place.suffix.lower() == ".xlsx" else refused_rows.as_csv
    with place.open("wb") as file:
        file.writelines(make(header, rows))
    told = ngettext(
        "%(num)s refused row is in %(file)s",
        "%(num)s refused rows are in %(file)s",
        len(rows),
        file=place,
    )
    click.echo(told, err=True)


def _actor(email: str | None) -> Actor:
    """The operator, or the person for whom it is done; without what asks for a second factor."""
    if email is None:
        return OPERATOR
    found = finding.user_with_address(email)
    if found is None:
        raise click.BadParameter(_("nobody has this address"), param_hint="--as")
    return actor_of(found, second_factor=False)


def _choice(**reading: Any) -> Choice:
    separator = reading.pop("separator")
    return Choice(separator=SEPARATORS.get(separator, separator), **reading)


def _matching(given: str | None, offer: Offer, actor: Actor) -> Matching | None:
    if given is None:
        return None
    place = Path(given)
    try:
        if place.is_file():
            return Matching.from_json(json.loads(place.read_bytes()), offer.specification)
        return named(actor, offer, given).matching
    except (ValueError, KeyError, TypeError, NotFound):
        reason = _("no file and no name of a matching for these files")
        raise click.BadParameter(reason, param_hint="--matching") from None


def _told(fault: Exception) -> str:
    match fault:
        case Unusable():
            return fault.reason
        case Forbidden():
            return str(_("whoever this is done for may not bring such files; see --as"))
        case _:
            return str(fault)
