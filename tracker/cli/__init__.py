"""The door for operators: command groups of the ``flask`` command."""

from flask import Flask

from tracker.cli import audit, gap, seed


def init_app(app: Flask) -> None:
    """Register the command groups."""
    for group in (audit.audit, gap.gap, seed.seed):
        app.cli.add_command(group)
