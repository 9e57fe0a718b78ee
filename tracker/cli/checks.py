"""Checks before each command, and the exit message if one fails.

``guard`` is applied to all commands in one place, so new commands get it automatically. People at a
terminal read what is wrong and what to type, and never a traceback.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app, has_app_context
from flask.cli import ScriptInfo
from flask_babel import gettext as _
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError, OperationalError

from tracker.core.db import db
from tracker.core.errors import TrackerError
from tracker.core.outages import is_busy

UPGRADE = "flask --app wsgi db upgrade"
_GUARDED = "tracker_guarded"


def guard(command: click.Command, *, needs_tables: bool = True) -> click.Command:
    """Make a command, or each command of a group, check the database first. Returns it.

    ``needs_tables`` is False for the commands that make them.
    """
    if isinstance(command, click.Group):
        for each in command.commands.values():
            guard(each, needs_tables=needs_tables)
    elif not getattr(command, _GUARDED, False):
        invoke = command.invoke

        def checked(context: click.Context) -> Any:
            with _application(context), _report_plainly():
                _check_database(needs_tables=needs_tables)
                return invoke(context)

        command.invoke = checked  # type: ignore[method-assign,assignment]  # click has no hook for it
        setattr(command, _GUARDED, True)
    return command


def _application(context: click.Context) -> AbstractContextManager[Any]:
    """The application context, unless the command already runs in one."""
    if has_app_context():
        return nullcontext()
    return context.ensure_object(ScriptInfo).load_app().app_context()


@contextmanager
def _report_plainly() -> Iterator[None]:
    """Turn expected errors into one sentence and exit status 1."""
    try:
        yield
    except TrackerError as fault:
        raise click.ClickException(str(fault)) from fault
    except OperationalError as fault:
        if not is_busy(fault):
            raise
        raise click.ClickException(
            _("The database is busy. Nothing was saved. Try again in a minute.")
        ) from fault
    except OSError as fault:
        if fault.filename is None:
            raise
        raise click.ClickException(
            _("%(file)s cannot be used: %(why)s.", file=fault.filename, why=fault.strerror)
        ) from fault


def _check_database(*, needs_tables: bool) -> None:
    """Raise ClickException unless the database answers and has the tables of this version."""
    address = db.engine.url.render_as_string(hide_password=True)
    try:
        with db.engine.connect() as connection:
            if not needs_tables:
                return
            found = set(MigrationContext.configure(connection).get_current_heads())
            empty = not found and not inspect(connection).get_table_names()
    except DatabaseError as fault:  # also a file that is no database
        if is_busy(fault):
            raise
        raise click.ClickException(
            _(
                "The database at %(address)s cannot be opened: %(why)s. "
                "Check DATABASE_URL and DATA_DIR.",
                address=address,
                why=" ".join(str(fault.orig).split()).rstrip("."),
            )
        ) from fault
    if empty:
        raise click.ClickException(
            _(
                "The database at %(address)s has no tables yet. Create them with: %(command)s",
                address=address,
                command=UPGRADE,
            )
        )
    _refuse_other_version(found, address)


def _refuse_other_version(found: set[str], address: str) -> None:
    script = ScriptDirectory(str(current_app.extensions["migrate"].directory))
    head = script.get_current_head()
    if found == {head}:
        return
    if found <= {each.revision for each in script.walk_revisions()}:
        raise click.ClickException(
            _(
                "The database at %(address)s has an older version (%(found)s instead of "
                "%(head)s). Back it up, then upgrade it with: %(command)s",
                address=address,
                found=", ".join(sorted(found)) or "–",
                head=head,
                command=UPGRADE,
            )
        )
    raise click.ClickException(
        _(
            "The database at %(address)s belongs to a newer version of the tracker "
            "(%(found)s). Install that version, or set DATABASE_URL or DATA_DIR to "
            "another database.",
            address=address,
            found=", ".join(sorted(found)),
        )
    )
