"""A database gives nothing away: what was written, in errors; what was removed, in its file."""

import logging
import os
import re
import stat
import traceback
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import insert, select, text

import config
from tests import people
from tests.evidence import logged
from tracker.accounts.models import APIToken, UserAccount
from tracker.core.db import truncate_log

SECRET = "Quzzelbrook"
ADDRESS = "quzzelbrook@example.org"


def account(**more: object) -> dict[str, object]:
    given = {
        "public_id": "p" * 26,
        "email": ADDRESS,
        "name": SECRET,
        "language": "en",
        "password_hash": f"$argon2id${SECRET}",
        "notify_decisions": True,
        "notify_reminders": True,
        "notify_digest": True,
        "notify_clearance": True,
        "notify_queue": True,
        "notify_requests": True,
        "created_at": people.clock.now(),
        "version": 1,
    }
    return {**given, **more}


def broken(db: SQLAlchemy, how: str) -> None:
    """Have the database refuse a statement that holds the secret."""
    match how:
        case "twice":
            db.session.execute(insert(UserAccount).values(account()))
            db.session.execute(insert(UserAccount).values(account(public_id="q" * 26)))
        case "missing":
            db.session.execute(insert(UserAccount).values(account(language=None)))
        case "no owner":
            values = {"user_id": 99, "prefix": SECRET, "secret_hash": SECRET, "name": SECRET}
            now = people.clock.now()
            more = {"scopes": SECRET, "created_at": now, "expires_at": now}
            db.session.execute(insert(APIToken).values({**values, **more}))
            db.session.commit()
        case "naive":
            from datetime import datetime

            moment = datetime(2030, 1, 1)  # noqa: DTZ001 - that is what is refused
            db.session.execute(insert(UserAccount).values(account(created_at=moment)))
        case "unreadable":
            statement = text("SELECT CAST(:secret AS integer), nothing FROM no_such_table")
            if db.engine.dialect.name == "postgresql":
                statement = text("SELECT CAST(CAST(:secret AS text) AS integer)")
            db.session.execute(statement, {"secret": SECRET})
        case "check":
            db.session.execute(
                text(
                    "INSERT INTO membership (public_id, user_id, role, began_at, granted_by)"
                    " VALUES (:secret, 1, 'nobody', :now, :secret)"
                ),
                {"secret": SECRET, "now": "2030-01-01 00:00:00+00:00"},
            )
        case "many":
            db.session.execute(
                insert(UserAccount), [account(), account(public_id="r" * 26, name=f"{SECRET}2")]
            )


HOWS = ("twice", "missing", "no owner", "naive", "unreadable", "check", "many")


@pytest.mark.parametrize("how", HOWS)
def test_an_error_of_the_database_repeats_nothing_that_was_written(
    db: SQLAlchemy, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        try:
            broken(db, how)
        except Exception as error:
            logging.getLogger("tracker").exception("fault")
            shown = "".join(traceback.format_exception(error)) + repr(error) + str(error)
        else:
            pytest.fail("nothing was refused")
        db.session.rollback()

    assert SECRET.lower() not in (shown + caplog.text).lower()


def test_an_error_still_tells_what_was_wrong(db: SQLAlchemy) -> None:
    with pytest.raises(Exception, match=r"user_account.*email") as caught:
        broken(db, "twice")

    assert "IntegrityError" in repr(caught.value)


@pytest.mark.parametrize("how", HOWS)
def test_a_fault_on_a_page_logs_nothing_that_was_typed(
    own_app: Flask, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    from tracker.core.db import db

    def view() -> str:
        broken(db, how)
        return ""

    own_app.testing = False
    own_app.config["PROPAGATE_EXCEPTIONS"] = False
    view.__dict__.update(own_app.view_functions["about.page"].__dict__)
    own_app.view_functions["about.page"] = view

    with caplog.at_level(logging.DEBUG):
        answer = own_app.test_client().get("/about")

    # A second row of one kind is a conflict with somebody else, and no fault of ours.
    assert answer.status_code == (409 if how in ("twice", "many") else 500)
    assert ("fault" in caplog.text) is (answer.status_code == 500)
    assert SECRET.lower() not in (caplog.text + answer.text).lower()


def raw(app: Flask) -> bytes:
    """The bytes of the database file and of what lies beside it."""
    place = re.sub("^sqlite:///", "", app.config["SQLALCHEMY_DATABASE_URI"])
    return b"".join(
        Path(f"{place}{more}").read_bytes()
        for more in ("", "-wal")
        if Path(f"{place}{more}").exists()
    )


def test_redacted_words_are_not_in_the_file_any_more(
    app: Flask, db: SQLAlchemy, cli: FlaskCliRunner
) -> None:
    seen = {"title": f"A law about {SECRET}", "account": f"It pays in {SECRET}. " * 150}
    record = logged.publish(logged.submitted(logged.world(), **seen))
    reference = record.reference
    db.session.commit()
    is_sqlite = db.engine.dialect.name == "sqlite"
    assert not is_sqlite or SECRET.encode() in raw(app)
    db.session.remove()

    answer = cli.invoke(args=["redact", reference, "--reason", "Ordered by a court."])

    assert answer.exit_code == 0, answer.output
    assert not is_sqlite or SECRET.encode() not in raw(app)


def test_an_erased_address_is_not_in_the_file_any_more(
    app: Flask, db: SQLAlchemy, cli: FlaskCliRunner
) -> None:
    people.user(email=ADDRESS, name=SECRET)
    db.session.commit()
    is_sqlite = db.engine.dialect.name == "sqlite"
    db.session.remove()

    answer = cli.invoke(args=["users", "erase", ADDRESS])

    assert answer.exit_code == 0, answer.output
    assert not is_sqlite or SECRET.encode() not in raw(app)
    assert not is_sqlite or ADDRESS.encode() not in raw(app)
    assert db.session.scalar(select(UserAccount.name)) == ""


def test_a_reader_keeps_the_log_and_that_is_told(app: Flask, db: SQLAlchemy) -> None:
    people.user(name=SECRET)
    db.session.commit()
    if db.engine.dialect.name != "sqlite":
        assert truncate_log(db.engine)
        return
    other = db.engine.connect()
    other.exec_driver_sql("SELECT count(*) FROM user_account").scalar()
    people.user(name=f"{SECRET} again")
    db.session.commit()
    db.session.remove()
    with db.engine.connect() as hurried:
        hurried.exec_driver_sql("PRAGMA busy_timeout = 60")

    kept = truncate_log(db.engine)
    other.close()

    assert not kept
    assert truncate_log(db.engine)


# Files of a site ----------------------------------------------------------------------------


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that starts with the environment alone, under a mask that hides nothing."""
    before = os.umask(0)
    for name in ("DATABASE_URL", "SECRET_KEY", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "site"))
    yield tmp_path / "site"
    os.umask(before)


def test_what_a_new_site_makes_is_its_owners_alone(environment: Path) -> None:
    from tracker import create_app
    from tracker.core.db import db

    app = create_app()
    with app.app_context():
        db.session.execute(text("CREATE TABLE one (two text)"))
        db.session.commit()
        modes = {path.name: mode(path) for path in environment.iterdir()}
        db.session.remove()
        db.engine.dispose()

    assert mode(environment) == 0o700
    assert modes["secret_key"] == modes["tracker.sqlite3"] == 0o600
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("wide", [0o755, 0o750, 0o711, 0o777, 0o770])
def test_a_folder_open_to_others_is_told_at_the_start(
    environment: Path, caplog: pytest.LogCaptureFixture, wide: int
) -> None:
    from tracker import create_app

    environment.mkdir()
    environment.chmod(wide)
    (environment / "tracker.sqlite3").touch(0o644)
    (environment / "tracker.sqlite3").chmod(0o644)

    create_app()

    assert str(environment) in caplog.text
    assert "tracker.sqlite3" in caplog.text


def test_a_closed_folder_is_not_told_of(
    environment: Path, caplog: pytest.LogCaptureFixture
) -> None:
    environment.mkdir(0o700)
    (environment / "tracker.sqlite3").touch(0o644)

    assert config.readable_by_others(environment) == ()
