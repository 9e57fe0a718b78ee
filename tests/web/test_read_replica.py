"""A site with a replica: anonymous readers are answered from it, everybody else from the primary.

The replica of these tests is a second database with other names in it, so that each answer says
where it was read. How a real replica follows its primary is tried in tests/machines.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select, update
from sqlalchemy.exc import OperationalError

from tests import factories as make
from tests import people
from tests.applications import OutsideClient, serving, settings
from tests.browser.addresses import PAGES
from tests.databases import Databases
from tracker.core.db import db, writing
from tracker.core.replica import EXTENSION, Lag, NotAReplica, Replica, of_app
from tracker.core.routing import REPLICA
from tracker.gap import standing
from tracker.policy.audience import Audience, audience_of
from tracker.policy.predicates import Role
from tracker.registry.models import State
from tracker.review import publication
from tracker.web.core import page_cache

PRIMARY_NAME, REPLICA_NAME = "Read from the primary", "Read from the replica"
PAGE, PROGRAM = "/states/XAA", "/api/v1/states/XAA"
# Some are streamed, after the request itself has ended.
FILES = (
    "/commitments/list.csv",
    "/data/indicators.csv",
    "/data/standings.csv",
    "/states/KEN/card.pdf",
    "/api/v1/states",
    "/api/v1/states/KEN",
    "/api/v1/commitments",
)


@pytest.fixture
def replicated(
    databases: Databases, schema: str, worker_id: str, tmp_path: Path
) -> Iterator[SimpleNamespace]:
    """An application with two databases that differ in the name of a State, with stored pages."""
    names = f"replicated_{worker_id}", f"replica_{worker_id}"
    primary, behind = names
    databases.copy(schema, primary)
    given = settings(databases, primary, tmp_path)
    with serving(given) as alone, alone.app_context():
        make.commitment("PLAN-01", of=make.instrument("PLAN"))
        make.state("XAA", REPLICA_NAME)
        standing.rebuild()
        publication.registry_changed()
        db.session.commit()
        reviewer = people.holder(Role.REVIEWER)
        session = people.session_of(reviewer)
        db.session.commit()
    databases.copy(primary, behind)
    more = {"DATABASE_READ_URL": databases.url(behind), "PAGE_CACHE_MB": 8}
    with serving({**given, **more}) as app:
        app.test_client_class = OutsideClient
        with app.app_context():
            columns = [column.name for column in State.__table__.c if column.name[:5] == "name_"]
            db.session.execute(update(State).values(dict.fromkeys(columns, PRIMARY_NAME)))
            publication.registry_changed()
            db.session.commit()
        yield SimpleNamespace(app=app, session=session, databases=databases, names=names)
    for name in names:
        databases.drop(name)


@pytest.fixture
def reader(replicated: SimpleNamespace) -> FlaskClient:
    return replicated.app.test_client()


def replica_of(app: Flask) -> Replica:
    found = of_app(app)
    assert found is not None
    return found


def source(answer: Any) -> str:
    """Where an answer was read."""
    assert answer.status_code == 200, answer.status
    found = [name for name in (PRIMARY_NAME, REPLICA_NAME) if name in answer.text]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("headers", "expected", "reason"),
    [
        ({}, REPLICA_NAME, "nobody could know this reader again"),
        ({"If-None-Match": '"other"'}, REPLICA_NAME, "a tag says nothing of the reader"),
        ({"Cookie": "form=x"}, PRIMARY_NAME, "a guest may have sent a form"),
        ({"Cookie": "anything=x"}, PRIMARY_NAME, "whoever sends a cookie may have an account"),
        ({"Authorization": "Basic eDp5"}, PRIMARY_NAME, "credentials may be those of a writer"),
    ],
)
def test_a_page_is_read_where_its_reader_sees_what_they_wrote(
    replicated: SimpleNamespace, headers: dict[str, str], expected: str, reason: str
) -> None:
    reader = replicated.app.test_client(use_cookies=False)  # the header is sent as it is

    assert source(reader.get(PAGE, headers=headers)) == expected, reason


def test_programs_without_a_token_read_from_the_replica(reader: FlaskClient) -> None:
    assert source(reader.get(PROGRAM)) == REPLICA_NAME


def test_a_file_is_streamed_from_the_database_that_its_tag_names(reader: FlaskClient) -> None:
    """It is read after the request has ended, in another session."""
    assert source(reader.get("/data/states.csv", buffered=True)) == REPLICA_NAME


def test_a_token_that_is_sent_is_looked_up_on_the_primary(reader: FlaskClient) -> None:
    """What a program changed with it, it sees when it reads with it."""
    answer = reader.get(PROGRAM, headers={"Authorization": "Bearer nobodys"})

    assert answer.status_code == 401


def test_the_signed_in_read_from_the_primary(
    replicated: SimpleNamespace, reader: FlaskClient
) -> None:
    reader.set_cookie("session", replicated.session)

    assert source(reader.get(PAGE)) == PRIMARY_NAME


def test_no_older_answer_is_stored_as_a_newer_one(
    replicated: SimpleNamespace, reader: FlaskClient
) -> None:
    """Both databases are read in turn by one process, whose caches they share."""
    signed_in = replicated.app.test_client()
    signed_in.set_cookie("session", replicated.session)

    for _round in range(2):
        assert source(reader.get(PAGE)) == REPLICA_NAME
        assert source(signed_in.get(PAGE)) == PRIMARY_NAME
    tag = reader.get(PAGE).headers["ETag"]
    catch_up(replicated)

    answer = reader.get(PAGE, headers={"If-None-Match": tag})
    assert source(answer) == PRIMARY_NAME
    assert answer.headers["ETag"] != tag


def catch_up(replicated: SimpleNamespace) -> None:
    """Have the replica hold what the primary holds."""
    app, (primary, behind) = replicated.app, replicated.names
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
    replicated.databases.copy(primary, behind)


def test_a_page_of_the_primary_is_not_given_as_one_of_the_replica(
    replicated: SimpleNamespace, reader: FlaskClient
) -> None:
    replica_of(replicated.app).mark_failed()
    assert source(reader.get(PAGE)) == PRIMARY_NAME

    replica_of(replicated.app)._holds_until = 0.0

    assert source(reader.get(PAGE)) == REPLICA_NAME


def test_a_request_that_fails_on_the_replica_is_answered_by_the_primary(
    replicated: SimpleNamespace, reader: FlaskClient
) -> None:
    """A standby cancels queries that stand in the way of what it replays, or is stopped."""
    with replicated.app.app_context():
        engine = db.engines[REPLICA]
    page_cache.of_app(replicated.app).pages.limit = 0
    assert source(reader.get(PAGE)) == REPLICA_NAME

    @event.listens_for(engine, "before_cursor_execute")
    def _cancel(*_given: Any) -> None:
        raise OperationalError("canceled", {}, Exception("conflict with recovery"))

    for address in (PAGE, PROGRAM):
        replica_of(replicated.app)._is_usable = True
        replica_of(replicated.app)._holds_until = float("inf")
        assert source(reader.get(address)) == PRIMARY_NAME
        assert not replica_of(replicated.app).is_usable()


@contextmanager
def failing(engine: Engine, error: Exception) -> Iterator[None]:
    """Inside, every statement for one of the two databases fails."""

    def fail(*_given: Any) -> None:
        raise error

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)


GONE = OperationalError("", {}, psycopg.OperationalError("connection refused"))


def test_readers_get_what_the_replica_has_while_the_primary_is_away(
    replicated: SimpleNamespace, reader: FlaskClient
) -> None:
    """Also just after the replica has failed once, for which it is left alone otherwise."""
    page_cache.of_app(replicated.app).pages.limit = 0
    with replicated.app.app_context():
        engines = dict(db.engines)
    replica_of(replicated.app).mark_failed()
    with failing(engines[None], GONE):
        for address in (PAGE, PROGRAM):
            assert source(reader.get(address)) == REPLICA_NAME
        reader.set_cookie("session", replicated.session)
        assert reader.get(PAGE).status_code == 503
        assert reader.post("/account/preferences", data={"name": "x"}).status_code == 503


def test_no_database_that_answers_is_no_fault(
    replicated: SimpleNamespace, reader: FlaskClient
) -> None:
    page_cache.of_app(replicated.app).pages.limit = 0
    with replicated.app.app_context():
        engines = dict(db.engines)
    for is_usable in (True, False):
        found = replica_of(replicated.app)
        found._is_usable, found._holds_until = is_usable, float("inf")
        with failing(engines[None], GONE), failing(engines[REPLICA], GONE):
            for address in (PAGE, PROGRAM):
                answer = reader.get(address)
                assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_the_primary_may_say_that_there_is_no_such_page(
    replicated: SimpleNamespace, reader: FlaskClient
) -> None:
    page_cache.of_app(replicated.app).pages.limit = 0
    with replicated.app.app_context():
        engine = db.engines[REPLICA]
    found = replica_of(replicated.app)
    found._is_usable, found._holds_until = True, float("inf")
    with failing(engine, GONE):
        assert reader.get("/states/XZZ").status_code == 404


def test_a_change_moves_a_session_to_the_primary(replicated: SimpleNamespace) -> None:
    from tracker.core.routing import read_from_replica

    query = select(State.name_en)
    with replicated.app.app_context():
        read_from_replica()
        assert db.session.scalar(query) == REPLICA_NAME
        db.session.rollback()
        with writing():
            db.session.execute(update(State).values(name_fr="Changé"))
            db.session.commit()
        assert db.session.scalar(query) == PRIMARY_NAME
        assert db.session.scalar(select(State.name_fr)) == "Changé"


@pytest.mark.parametrize(
    ("lag", "expected", "reason"),
    [
        (Lag(0, None), True, "it has everything; nothing was replayed since it started"),
        (Lag(0, 86_400.0), True, "the last change was yesterday, and it has that"),
        (Lag(-8, 1.0), True, "it received more than the primary had when it was asked"),
        (Lag(1, 0.5), True, "it is half a second behind"),
        (Lag(10**9, 10.0), True, "exactly as much as is allowed"),
        (Lag(1, 10.01), False, "later than allowed, however little is missing"),
        (Lag(1, None), False, "something is missing, and nobody knows since when"),
        (None, True, "the primary does not answer, so nothing newer can be had"),
        (NotAReplica(), False, "a second primary has changes of its own"),
        (OperationalError("", {}, Exception()), False, "it does not answer"),
    ],
)
def test_a_replica_is_read_while_it_is_not_too_late(
    lag: Lag | Exception | None, expected: bool, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Replica(None, None, 10.0)  # type: ignore[arg-type] - no engine is asked

    def measured() -> Lag | None:
        if isinstance(lag, Exception):
            raise lag
        return lag

    monkeypatch.setattr(found, "lag", measured)
    assert found.is_usable() is expected, reason


def test_a_check_of_the_replica_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Replica(None, None)  # type: ignore[arg-type]
    seen = []

    def shown() -> None:
        seen.append(found.is_usable())  # another request, while this one asks

    monkeypatch.setattr(found, "lag", shown)
    assert found.is_usable()
    assert seen == [False], "the others read from the primary meanwhile"
    assert found.is_usable()
    assert len(seen) == 1, "one check holds for a second"


def test_positions_are_compared_as_numbers(replicated: SimpleNamespace) -> None:
    """As texts, 0/9 comes after 0/10."""
    if replicated.databases.kind != "postgresql":
        pytest.skip("SQLite has no positions")
    with replicated.app.app_context():
        lag = replica_of(replicated.app).lag()
    assert lag is not None
    assert lag.bytes_behind <= 0, "both databases are of one server"


def test_an_application_without_a_replica_has_one_database(app: Flask) -> None:
    assert EXTENSION not in app.extensions
    with app.app_context():
        assert list(db.engines) == [None]


def test_pages_for_everyone_never_ask_the_primary(
    seeded_app: Flask, databases: Databases, schema: str, worker_id: str, tmp_path: Path
) -> None:
    """The primary of this test is empty: what is not read from the replica is not found."""
    address = seeded_app.config["SQLALCHEMY_DATABASE_URI"]
    name = f"empty_{worker_id}"
    databases.copy(schema, name)
    given = {**settings(databases, name, tmp_path), "DATABASE_READ_URL": address}
    pages = [pages[-1] for pages in PAGES.values() if pages][::6]
    sent: list[str] = []
    with serving(given) as app:
        app.test_client_class = OutsideClient
        client = app.test_client()
        replica_of(app)._is_usable, replica_of(app)._holds_until = True, float("inf")
        with app.app_context():
            engine = db.engine
        public = [page for page in pages if is_public(app, page)]

        @event.listens_for(engine, "before_cursor_execute")
        def _note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            sent.append(statement)

        for page in (*public, *FILES):
            assert client.get(page, buffered=True).status_code == 200, page
            assert not sent, f"{page} asked the primary: {sent[0]}"
        assert replica_of(app).is_usable()
    assert len(public) >= 5
    databases.drop(name)


def is_public(app: Flask, page: str) -> bool:
    endpoint, _values = app.url_map.bind("").match(page.partition("?")[0])
    return audience_of(app, endpoint) is Audience.EVERYONE
