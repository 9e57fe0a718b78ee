"""The door for programs. The versioned API comes with the open-data work; nothing is served yet."""

from flask import Flask


def init_app(_app: Flask) -> None:
    """Register the API's blueprints: none yet."""
