"""The entry point for servers and the flask command."""

import click

import config
from tracker import create_app

try:
    app = create_app()
except config.SettingError as error:
    # The flask command prints the sentence alone; a server writes it to its log and stops.
    raise click.UsageError(str(error)) from error
