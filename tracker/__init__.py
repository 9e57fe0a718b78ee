"""The Commitments Tracker: States' commitments against trafficking in persons and their progress.

``create_app`` binds configuration, extensions and the three doors (web, API, command line).
"""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask

import config
from tracker import api, cli, web
from tracker.assessment import hideable as assessment_hideable
from tracker.assessment import waiting
from tracker.core import engine_options, replica
from tracker.core.db import guard_sqlite, hide_values, note_changes
from tracker.core.extensions import babel, compress, csrf, db, migrate
from tracker.core.routing import REPLICA
from tracker.evidence import hideable as evidence_hideable
from tracker.evidence import notices as evidence_notices
from tracker.evidence import withholding
from tracker.exchange.imports import background, retention
from tracker.gap import standing
from tracker.reporting import approvals, notices
from tracker.review import publication
from tracker.search import indexing
from tracker.web.core.language_prefix import MultilingualFlask
from tracker.workspace import published_records


def create_app(settings: Mapping[str, object] | None = None) -> Flask:
    """Create an application from the given settings, or from those of the environment."""
    app = MultilingualFlask(__name__, static_folder=None, template_folder="web/templates")
    app.config.update(settings if settings is not None else config.from_environment())
    app.config.setdefault("QUICK_EXIT_URL", config.QUICK_EXIT_URL)
    app.config.setdefault("DANGER_ANSWER_HOURS", config.DANGER_ANSWER_HOURS)
    app.config.setdefault("KNOWN_HOSTS", frozenset(config.LOOPBACK))
    _set_engine_options(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(Path(app.root_path).with_name("migrations")))
    csrf.init_app(app)
    # Before the doors: what is bound first is asked last, when the answer is complete.
    app.config.update(COMPRESSION)
    compress.init_app(app)
    web.init_app(app, babel)
    api.init_app(app)
    cli.init_app(app)
    publication.connect_signals()
    withholding.connect_signals()
    standing.connect_signals()
    indexing.connect_signals()
    published_records.supply()
    approvals.listen()
    notices.listen()
    waiting.supply()
    evidence_hideable.supply()
    assessment_hideable.supply()
    evidence_notices.listen()
    retention.listen()
    background.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            guard_sqlite(engine)
            hide_values(engine)
            note_changes(engine)
        replica.init_app(app)
    for path in app.config.get("READABLE_BY_OTHERS", ()):
        app.logger.warning(
            "%s is open to other users of this machine; run: chmod go= %s", path, path
        )
    return app


COMPRESSION = {
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_MIMETYPES": [
        "text/html",
        "text/csv",
        "application/json",
        "application/problem+json",
        "application/atom+xml",
    ],
    "COMPRESS_BR_LEVEL": 5,
    "COMPRESS_LEVEL": 6,
    # The doors answer conditional requests themselves, before a page is made.
    "COMPRESS_EVALUATE_CONDITIONAL_REQUEST": False,
}


def _set_engine_options(app: Flask) -> None:
    """Configure the connections to the primary database and, if there is one, to its replica."""
    address = str(app.config["SQLALCHEMY_DATABASE_URI"])
    pooled = bool(app.config.get("DATABASE_POOLER"))
    given = app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {})
    options = engine_options.of_primary(address, pooled=pooled)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options | given
    read = app.config.get("DATABASE_READ_URL")
    if read:
        options = engine_options.of_replica(str(read), pooled=pooled)
        app.config["SQLALCHEMY_BINDS"] = {REPLICA: {"url": read, **options}}
