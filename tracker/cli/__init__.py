"""Commands for operators: groups of the ``flask`` command."""

import flask_migrate.cli
from flask import Flask

from tracker.cli import (
    assessments,
    audit,
    cycles,
    doctor,
    export,
    files,
    forget,
    gap,
    imports,
    links,
    mail,
    redact,
    remind,
    search,
    seed,
    subscriptions,
    users,
    worker,
)
from tracker.cli.checks import guard
from tracker.cli.demo import demo


def init_app(app: Flask) -> None:
    """Register the commands, each with the common checks."""
    guard(flask_migrate.cli.db, needs_tables=False)
    app.cli.add_command(doctor.doctor)  # it says itself what is wrong with the database
    for command in (
        assessments.assessments,
        audit.audit,
        cycles.cycles,
        demo,
        export.export,
        files.files,
        forget.forget,
        gap.gap,
        imports.import_file,
        links.check_links,
        mail.mail,
        redact.redact,
        remind.remind,
        search.search,
        seed.seed,
        subscriptions.subscriptions,
        users.users,
        worker.jobs,
        worker.worker,
    ):
        app.cli.add_command(guard(command))
