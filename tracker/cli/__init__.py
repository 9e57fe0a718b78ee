"""The door for operators: groups and commands of the ``flask`` command."""

from flask import Flask

from tracker.cli import audit, cycles, gap, links, mail, remind, seed, users
from tracker.cli.demo import demo


def init_app(app: Flask) -> None:
    """Register them."""
    for command in (
        audit.audit,
        cycles.cycles,
        demo,
        gap.gap,
        links.check_links,
        mail.mail,
        remind.remind,
        seed.seed,
        users.users,
    ):
        app.cli.add_command(command)
