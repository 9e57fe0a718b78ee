"""The door for operators: groups and commands of the ``flask`` command."""

from flask import Flask

from tracker.cli import (
    assessments,
    audit,
    cycles,
    export,
    files,
    forget,
    gap,
    importing,
    links,
    mail,
    redact,
    remind,
    seed,
    subscriptions,
    users,
)
from tracker.cli.demo import demo


def init_app(app: Flask) -> None:
    """Register them."""
    for command in (
        assessments.assessments,
        audit.audit,
        cycles.cycles,
        demo,
        export.export,
        files.files,
        forget.forget,
        gap.gap,
        importing.import_file,
        links.check_links,
        mail.mail,
        redact.redact,
        remind.remind,
        seed.seed,
        subscriptions.subscriptions,
        users.users,
    ):
        app.cli.add_command(command)
