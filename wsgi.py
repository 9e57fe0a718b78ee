"""The entry point for servers and the flask command."""

from tracker import create_app

app = create_app()
