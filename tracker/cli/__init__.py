"""The door for operators: groups and commands of the ``flask`` command."""

from flask import Flask

from tracker.cli import audit, gap, seed
from tracker.cli.demo import demo


def init_app(app: Flask) -> None:
    """Register them."""
    for command in (audit.audit, demo, gap.gap, seed.seed):
        app.cli.add_command(command)
