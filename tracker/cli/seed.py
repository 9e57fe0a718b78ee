"""``flask seed``: loads or checks the files with which a database starts."""

from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts.actor import OPERATOR
from tracker.core.db import db, writing
from tracker.exchange.kinds import FOLDER_KINDS
from tracker.exchange.loading import Load, carry_out, plan_folder
from tracker.exchange.plan import Plan
from tracker.review import publication
from tracker.review.revisions import is_demonstration

MOST_SHOWN = 100

seed = AppGroup("seed", help="Load or check the files that a database starts with.")
_folder = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))


@seed.command("load")
@_folder
@click.option("--dry-run", is_flag=True, help="Show what would be done and save nothing.")
def load_folder(folder: Path, dry_run: bool) -> None:
    """Load all files in FOLDER, or nothing if any row is rejected."""
    _refuse_demonstration()
    if dry_run:
        _report(plan_folder(folder, FOLDER_KINDS))
        return
    load = plan_folder(folder, FOLDER_KINDS)
    _report(load)
    db.session.rollback()
    with writing():
        publication.lock_publication()
        _refuse_demonstration()
        if not load.is_current:
            load = plan_folder(folder, FOLDER_KINDS)
        carry_out(OPERATOR, load)
        db.session.commit()


def _refuse_demonstration() -> None:
    """Refuse real records in a demonstration; checked again under the write lock."""
    if is_demonstration():
        raise click.ClickException(
            "This database is a demonstration and holds only invented States. Load real records"
            " into another one, for example with DATA_DIR=instance"
        )


@seed.command("check")
@_folder
def check_folder(folder: Path) -> None:
    """Preview loading FOLDER and show rejected rows. Saves nothing."""
    _report(plan_folder(folder, FOLDER_KINDS))


def _report(load: Load) -> None:
    """Print a line for each file. If rows are rejected, print them and exit with 1."""
    if not load.refused:
        for plan in load.plans:
            click.echo(_counted(plan))
        return
    for refusal in load.refused[:MOST_SHOWN]:
        click.echo(str(refusal), err=True)
    if len(load.refused) > MOST_SHOWN:
        click.echo(_("… and %(more)s more", more=len(load.refused) - MOST_SHOWN), err=True)
    total = ngettext(
        "%(num)s row rejected. Nothing was saved.",
        "%(num)s rows rejected. Nothing was saved.",
        len(load.refused),
    )
    click.echo(total, err=True)
    raise SystemExit(1)


def _counted(plan: Plan[Any]) -> str:
    changes = plan.changes
    line = _(
        "%(created)s created, %(changed)s changed, %(left)s unchanged",
        created=len(changes.created),
        changed=len(changes.changed),
        left=changes.left,
    )
    if changes.absent:
        line += _(", %(absent)s not in the file", absent=changes.absent)
    return f"{plan.kind.name:<18}{line}"
