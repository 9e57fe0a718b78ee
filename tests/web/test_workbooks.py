"""A report out as a workbook and back in: looked at first, written once, nothing lost."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests import factories as make
from tests import people
from tests.exchange import sheets_of_reports as sheets
from tests.reporting import filing
from tests.reporting.people import AUTHORITY, COLLEAGUE
from tests.web.pages import section, words
from tests.web.test_cycles_admin import make_soup
from tracker.core import clock
from tracker.exchange.parsing.archives import MOST_UPLOADED
from tracker.exchange.workbooks import pending_uploads, report_upload
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.reporting import editing, transitions
from tracker.reporting.models import EntryFact, ReportEntry
from tracker.review import publication


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    plan = make.instrument("PLAN")
    first, *_others = [make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2, 3)]
    make.action(make.state("XAA"), first, level=1, reference="ACT-A")
    make.state("XBB", "Otherland", regional_group="APG")
    standing.rebuild()
    publication.registry_changed()
    reference = filing.begun(filing.entry(level=2)).reference
    drafter = people.holder(Role.FOCAL_POINT, state="XAA")
    authority = people.holder(Role.VALIDATING_AUTHORITY, state="XAA")
    stranger = people.holder(Role.FOCAL_POINT, state="XBB")
    db.session.commit()
    return SimpleNamespace(
        reference=reference, drafter=drafter, authority=authority, stranger=stranger
    )


@pytest.fixture
def place(world: SimpleNamespace) -> str:
    return f"/workspace/reports/{world.reference}/workbook"


@pytest.fixture
def drafter(client: FlaskClient, world: SimpleNamespace) -> people.Browser:
    return people.Browser(client).enter(world.drafter)


def taken_out(browser: people.Browser, place: str) -> sheets.Filled:
    return sheets.opened(browser.client.get(f"{place}.xlsx").data)


def send(browser: people.Browser, place: str, content: bytes, name: str = "filled.xlsx") -> Any:
    """As a browser does; encoded here, for the test client would leave a large file open."""
    fields = {"csrf_token": people.form_token(browser.client.get(place).text)}
    file = FileStorage(io.BytesIO(content), filename=name)
    boundary, body = encode_multipart({**fields, "workbook": file})
    kind = f'multipart/form-data; boundary="{boundary}"'
    return browser.client.post(place, data=body, content_type=kind)


def confirmed(browser: people.Browser, place: str) -> Any:
    page = browser.client.get(f"{place}/preview")
    digest = make_soup(page.text).find(id="digest")["value"]
    return browser.send(f"{place}/preview", digest=digest)


def entries(db: SQLAlchemy) -> dict[str, int | None]:
    db.session.rollback()
    return {row.commitment.reference: row.level for row in db.session.query(ReportEntry)}


def test_download_is_a_workbook_that_is_kept_nowhere(drafter: people.Browser, place: str) -> None:
    answer = drafter.client.get(f"{place}.xlsx")

    assert answer.data.startswith(b"PK")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert sheets.opened(answer.data).get("PLAN-01", "answer").startswith("2")


def test_preview_tells_and_writes_nothing(
    db: SQLAlchemy, drafter: people.Browser, place: str
) -> None:
    filled = taken_out(drafter, place)
    filled.set("PLAN-01", challenges="Few judges.")
    filled.set("PLAN-03", answer="3", measures_taken="A law.")

    answer = send(drafter, place, filled.written())
    page = make_soup(drafter.client.get(answer.location).text)

    assert answer.status_code == 303
    assert "PLAN-03" in section(page, "created")
    assert "Substantial" in section(page, "created")
    assert "Few judges." in section(page, "changed")
    assert "1 answer will be added. 1 answer will be changed. 1 answer stays as it is." in words(
        page.find("main")
    )
    assert entries(db) == {"PLAN-01": 2}


def test_confirmation_writes_what_was_shown(
    db: SQLAlchemy, app: Flask, drafter: people.Browser, place: str
) -> None:
    filled = taken_out(drafter, place).set("PLAN-03", answer="3", measures_taken="A law.")
    send(drafter, place, filled.written())

    answer = confirmed(drafter, place)
    page = drafter.client.get(answer.location)

    assert "The workbook is imported into the report." in page.text
    assert "1 answer was added" in page.text
    assert entries(db) == {"PLAN-01": 2, "PLAN-03": 3}
    assert list((Path(app.config["DATA_DIR"]) / pending_uploads.FOLDER).iterdir()) == []


def test_answers_to_what_is_known_are_shown_then_written(
    db: SQLAlchemy, drafter: people.Browser, place: str
) -> None:
    filled = taken_out(drafter, place)
    filled.say("PLAN-01", "ACT-A", "contest", "It was <b>never</b> read.")
    send(drafter, place, filled.written())

    page = make_soup(drafter.client.get(f"{place}/preview").text)
    answer = confirmed(drafter, place)

    assert "Contest: It was <b>never</b> read." in section(page, "known")
    assert "1 reply to a published record will change" in words(page.find("main"))
    assert "1 reply to a published record was imported" in drafter.client.get(answer.location).text
    db.session.rollback()
    assert [row.note for row in db.session.query(EntryFact)] == ["It was <b>never</b> read."]


def test_the_same_workbook_again_changes_nothing(drafter: people.Browser, place: str) -> None:
    content = taken_out(drafter, place).set("PLAN-03", answer="0").written()
    send(drafter, place, content)
    confirmed(drafter, place)

    send(drafter, place, content)
    page = drafter.client.get(f"{place}/preview")

    assert "There is nothing to save" in page.text
    assert "Write these changes" not in page.text


def test_faults_name_sheet_row_and_column(
    db: SQLAlchemy, drafter: people.Browser, place: str
) -> None:
    filled = taken_out(drafter, place)
    filled.set("PLAN-03", answer="9").set("PLAN-02", answer="1", measures_taken="A law.")
    send(drafter, place, filled.written())

    page = make_soup(drafter.client.get(f"{place}/preview").text)
    forced = drafter.send(f"{place}/preview", digest="anything")

    seen = section(page, "refused")
    assert "filled.xlsx, Report" in seen
    assert "answer" in seen
    assert "nothing can be saved yet" in page.text
    assert "Write these changes" not in page.text
    assert forced.status_code == 422
    assert entries(db) == {"PLAN-01": 2}


def test_what_a_colleague_wrote_is_shown_and_stays(
    db: SQLAlchemy, world: SimpleNamespace, drafter: people.Browser, place: str
) -> None:
    filled = taken_out(drafter, place).set("PLAN-01", challenges="From the workbook.")
    theirs = filing.entry(level=3, challenges="From the page.")
    editing.save_entry(COLLEAGUE, world.reference, theirs, version=1)
    db.session.commit()

    send(drafter, place, filled.written())
    seen = section(make_soup(drafter.client.get(f"{place}/preview").text), "conflicts")

    assert "From the workbook." in seen
    assert "From the page." in seen
    assert entries(db) == {"PLAN-01": 3}


def test_a_change_after_the_preview_is_shown_again(
    db: SQLAlchemy, world: SimpleNamespace, drafter: people.Browser, place: str
) -> None:
    filled = taken_out(drafter, place).set("PLAN-01", challenges="From the workbook.")
    send(drafter, place, filled.written())
    digest = make_soup(drafter.client.get(f"{place}/preview").text).find(id="digest")["value"]
    editing.save_entry(COLLEAGUE, world.reference, filing.entry(level=4), version=1)
    db.session.commit()

    answer = drafter.send(place, f"{place}/preview", digest=digest)

    assert answer.status_code == 409
    assert "The report has changed since" in answer.text
    assert entries(db) == {"PLAN-01": 4}


def test_another_session_cannot_confirm(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace, drafter: people.Browser, place: str
) -> None:
    send(drafter, place, taken_out(drafter, place).set("PLAN-03", answer="0").written())
    other = people.Browser(app.test_client()).enter(world.drafter)

    answer = other.send(place, f"{place}/preview", digest="x")

    assert "done=gone" in answer.location
    assert entries(db) == {"PLAN-01": 2}


def test_what_waits_is_forgotten_after_an_hour(
    app: Flask, drafter: people.Browser, place: str
) -> None:
    content = taken_out(drafter, place).written()
    with time_machine.travel(clock.now() - timedelta(minutes=55), tick=False):
        pending_uploads.store(
            Path(app.config["DATA_DIR"]), "s", "R", pending_uploads.Upload("a.xlsx", content)
        )
    folder = Path(app.config["DATA_DIR"])

    assert pending_uploads.load(folder, "s", "R") == pending_uploads.Upload("a.xlsx", content)
    with time_machine.travel(clock.now() + timedelta(minutes=10), tick=False):
        assert pending_uploads.load(folder, "s", "R") is None
        pending_uploads.store(folder, "t", "R", pending_uploads.Upload("b.xlsx", b""))
        assert len(list((folder / pending_uploads.FOLDER).iterdir())) == 1


def test_put_away_is_gone(drafter: people.Browser, place: str) -> None:
    send(drafter, place, taken_out(drafter, place).set("PLAN-03", answer="0").written())

    answer = drafter.send(place, f"{place}/drop")

    assert "Nothing was changed" in drafter.client.get(answer.location).text
    assert "done=gone" in drafter.client.get(f"{place}/preview").location


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("", b"", "choose the filled workbook"),
        ("report.csv", b"a,b", "ends in .xlsx"),
        ("report.xlsx", b"x" * (MOST_UPLOADED + 1), "10 MiB"),
    ],
)
def test_wrong_files_are_refused_at_the_field(
    drafter: people.Browser, place: str, name: str, content: bytes, expected: str
) -> None:
    answer = send(drafter, place, content, name)

    assert answer.status_code == 422
    assert expected in words(make_soup(answer.text).find(id="workbook-errors"))


def test_files_beyond_the_limit_get_a_friendly_page(drafter: people.Browser, place: str) -> None:
    answer = send(drafter, place, b"x" * (MOST_UPLOADED + 200_000))

    assert answer.status_code == 413
    assert "This workbook is too large" in answer.text
    assert place in answer.text
    assert "Sign out" in answer.text


@pytest.mark.parametrize("content", [b"no workbook", b"PK\x03\x04 broken", b""])
def test_what_is_no_workbook_is_told_in_the_preview(
    drafter: people.Browser, place: str, content: bytes
) -> None:
    send(drafter, place, content)

    assert "must be an Excel workbook (.xlsx)" in drafter.client.get(f"{place}/preview").text


def test_a_name_is_shown_and_never_a_path(app: Flask, drafter: people.Browser, place: str) -> None:
    send(drafter, place, b"none", "../../<b>evil</b>\u202e.xlsx")

    kept = list((Path(app.config["DATA_DIR"]) / pending_uploads.FOLDER).iterdir())

    assert [len(file.name) for file in kept] == [64]
    assert [file.stat().st_mode & 0o777 for file in kept] == [0o600]
    assert "<b>evil" not in drafter.client.get(f"{place}/preview").text


def test_a_cleared_report_takes_nothing_in(
    db: SQLAlchemy, world: SimpleNamespace, drafter: people.Browser, place: str
) -> None:
    content = taken_out(drafter, place).set("PLAN-03", answer="0").written()
    send(drafter, place, content)
    digest = make_soup(drafter.client.get(f"{place}/preview").text).find(id="digest")["value"]
    token = people.form_token(drafter.client.get(place).text)
    transitions.clear(AUTHORITY, world.reference)
    db.session.commit()

    late = drafter.client.post(f"{place}/preview", data={"digest": digest, "csrf_token": token})
    page = drafter.client.get(place)

    assert late.status_code == 409
    assert "cannot be edited" in late.text
    assert "is not a draft" in page.text
    assert entries(db) == {"PLAN-01": 2}


def test_the_authority_reads_and_does_not_fill(
    client: FlaskClient, world: SimpleNamespace, place: str
) -> None:
    browser = people.Browser(client).enter(world.authority)

    page = client.get(place)

    assert client.get(f"{place}.xlsx").status_code == 200
    assert 'type="file"' not in page.text
    assert browser.send("/account/preferences", place).status_code == 404


def test_other_states_have_no_such_report(
    client: FlaskClient, world: SimpleNamespace, place: str
) -> None:
    browser = people.Browser(client).enter(world.stranger)

    asked = [client.get(f"{place}{end}").status_code for end in ("", ".xlsx", "/preview")]
    asked += [
        browser.send("/account/preferences", f"{place}{end}").status_code
        for end in ("", "/preview", "/drop")
    ]

    assert asked == [404] * 6


def test_others_write_while_a_workbook_is_read(
    app: Flask,
    db: SQLAlchemy,
    drafter: people.Browser,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    real = report_upload.read_workbook

    def write() -> None:
        with app.app_context(), db.engine.connect() as other:
            if other.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout = 100")
            other.execute(text("UPDATE audit_head SET sequence = sequence"))
            other.rollback()

    def reading(*given: Any) -> Any:
        try:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(write).result()
            seen.append("written")
        except OperationalError as error:
            seen.append(str(error))
        return real(*given)

    filled = taken_out(drafter, place)
    filled.set("PLAN-03", answer="3", measures_taken="A law.")
    send(drafter, place, filled.written())
    monkeypatch.setattr(report_upload, "read_workbook", reading)

    answer = confirmed(drafter, place)

    assert answer.status_code == 303
    assert entries(db)["PLAN-03"] == 3
    assert set(seen) == {"written"}
