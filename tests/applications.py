"""Applications for tests: made with settings of tests, and lent from one test to the next.

Making an application takes 50 ms, and a new one knows none of the templates and statements that an
earlier one compiled. So each worker makes one for each kind of database and lends it (`Lender`).
What a test may find there is what a new one would hold; tests/test_lending.py holds it to that.
"""

import contextvars
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from tests.databases import Databases

# The folder of a run, which all its workers share.
RUN = "TRACKER_TEST_RUN"


def settings(databases: Databases, name: str, folder: Path) -> dict[str, object]:
    """Settings of an application on the named database; files go into `folder`."""
    return {
        "TESTING": True,
        "SECRET_KEY": "a key that signs nothing of worth",
        "SQLALCHEMY_DATABASE_URI": databases.url(name),
        "DATA_DIR": folder,
        # Tests change records without announcing it; tests/web/test_page_cache.py turns this on.
        "PAGE_CACHE_MB": 0,
    }


@contextmanager
def serving(configuration: Mapping[str, object]) -> Iterator[Flask]:
    """An application whose connections are closed at the end."""
    from tracker import create_app

    app = create_app(configuration)
    # Applications of one run have the same templates: the first that needs one compiles it.
    compiled = Path(os.environ[RUN], "templates")
    compiled.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    try:
        yield app
    finally:
        disconnect(app)


def disconnect(app: Flask) -> None:
    """Close every connection that an application keeps."""
    from tracker.core.db import db as tracker_db

    with app.app_context():
        tracker_db.session.remove()
        for engine in tracker_db.engines.values():
            engine.dispose()


def empty_caches(app: Flask) -> None:
    """Drop what is cached of the application's database: the next one has the same revisions."""
    from tracker.core.cache import discard_everywhere
    from tracker.core.db import db

    with app.app_context():
        engine = db.engine
    discard_everywhere(lambda key: key[0] is engine)


class Lender:
    """One application for many tests, each on a database of its own."""

    def __init__(self, app: Flask, databases: Databases, database: str) -> None:
        self.app = app
        self.databases = databases
        self.database = database

    @contextmanager
    def lend(self, template: str, folder: Path) -> Iterator[Flask]:
        """The application on a new copy of a template; files go into `folder`.

        What a test changes of its settings, its views and what it remembers is undone at the end.
        Flask takes no further route after the first request: `own_app` is for tests that add one.
        """
        parts: tuple[dict[str, Any], ...]
        parts = (self.app.config, self.app.extensions, self.app.view_functions)
        before = [dict(part) for part in parts]
        self.databases.copy(template, self.database)
        self.app.config["DATA_DIR"] = folder
        try:
            yield self.app
        finally:
            disconnect(self.app)
            empty_caches(self.app)
            self.app.test_client_class = None
            for part, values in zip(parts, before, strict=True):
                part.clear()
                part.update(values)


class OutsideClient(FlaskClient):
    """A client that shares nothing with the test but the database.

    Flask would answer in the context that the `db` fixture opened, so that a request would find
    the test's own session and whatever an earlier request left in `g`.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return contextvars.Context().run(super().open, *args, **kwargs)
