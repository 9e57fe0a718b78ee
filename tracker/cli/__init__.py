"""The door for operators: command groups of the ``flask`` command."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the command groups."""
