"""A request whose process was killed may be sent again at once, and is done once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tracker.accounts import idempotency, processes
from tracker.accounts.idempotency import InProgress, RequestKey, StoredResponse

ROOT = Path(__file__).parents[2]
# Takes the key of a request, says so, and works on it until it is killed or told to go on.
AT_WORK = """
import sys
from pathlib import Path
from tracker import create_app
from tracker.accounts import idempotency
from tracker.accounts.idempotency import RequestKey, StoredResponse
from tracker.core.db import db, writing

url, folder, person, after = sys.argv[1:]
app = create_app({"SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": url, "DATA_DIR": Path(folder)})
with app.app_context(), writing():
    named = RequestKey(person, "POST /api/v1/actions", "one", "0" * 64)
    idempotency.begin(named)
    if after == "settled":
        idempotency.complete(named, StoredResponse(201, {"done": True}, {}))
    if after == "committed":
        idempotency.complete(named, StoredResponse(201, {"done": True}, {}))
        db.session.commit()
    print("at work", flush=True)
    sys.stdin.readline()
"""


def at_work(app: Flask, person: str, after: str) -> subprocess.Popen[str]:
    settings = (app.config["SQLALCHEMY_DATABASE_URI"], str(app.config["DATA_DIR"]), person, after)
    process = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, *settings],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "at work\n"
    return process


def stop(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(30)
    for end in (process.stdin, process.stdout):
        assert end is not None
        end.close()


def named(person: str) -> RequestKey:
    return RequestKey(person, "POST /api/v1/actions", "one", "0" * 64)


@pytest.mark.parametrize("after", ["reserved", "settled"])
def test_a_key_is_free_once_its_process_was_killed(app: Flask, db: SQLAlchemy, after: str) -> None:
    person = people.user().public_id
    db.session.commit()
    process = at_work(app, person, after)
    try:
        if after == "reserved":
            with pytest.raises(InProgress):
                idempotency.begin(named(person))
        db.session.rollback()
    finally:
        stop(process)

    assert idempotency.begin(named(person)) is None
    with pytest.raises(InProgress):
        idempotency.begin(named(person))


def test_what_was_done_before_the_kill_is_answered_again(app: Flask, db: SQLAlchemy) -> None:
    person = people.user().public_id
    db.session.commit()
    stop(at_work(app, person, "committed"))

    assert idempotency.begin(named(person)) == StoredResponse(201, {"done": True}, {})


def test_of_a_process_on_another_machine_nothing_is_known(app: Flask, db: SQLAlchemy) -> None:
    elsewhere = f"{'0' * 16}:{'0' * 16}"

    assert not processes.has_ended(elsewhere)
    assert not processes.has_ended("")
    assert not processes.has_ended(processes.own_name().partition(":")[0] + ":../place")


def test_files_that_name_processes_are_their_owners_alone(app: Flask, db: SQLAlchemy) -> None:
    processes.own_name()
    files = list((Path(app.config["DATA_DIR"]) / processes.FOLDER).iterdir())

    assert files
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_this_process_is_alive_and_keeps_its_name(app: Flask, db: SQLAlchemy) -> None:
    name = processes.own_name()

    assert processes.own_name() == name
    assert not processes.has_ended(name)
    assert not processes.has_ended(name)
    assert processes.has_ended(f"{name.partition(':')[0]}:{'f' * 16}"), "never began, or long ended"


def test_files_of_processes_long_gone_are_swept(app: Flask, db: SQLAlchemy) -> None:
    folder = Path(app.config["DATA_DIR"]) / processes.FOLDER
    own = processes.own_name().partition(":")[2]
    long_ago = time.time() - 2 * 86_400
    for name, moment in (("a" * 16, long_ago), ("b" * 16, time.time()), (own, long_ago)):
        (folder / name).touch(0o600)
        os.utime(folder / name, (moment, moment))

    processes.sweep()

    assert {path.name for path in folder.iterdir()} == {"place", own, "b" * 16}
