"""A file brought on the pages: every step works without a script, each fault has its place."""

import io
import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests import factories as make
from tests import people
from tests.databases import impatient
from tests.exchange.untidy import packages
from tests.people import Browser
from tracker.core.db import writing
from tracker.evidence.models import IndicatorValue
from tracker.exchange.imports import background, runs
from tracker.exchange.imports.models import ImportRun
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.review import publication

PLACE = "/workspace/imports"
HEAD = "Nummer;Wert;state;effective_on;indicator;source\n"


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> SimpleNamespace:
    """An administrator at work, with one indicator of one state."""
    one = make.state("XAA")
    indicator = make.indicator("IND", measures=(make.commitment("P", of=make.instrument("P")),))
    old = make.value(indicator, one, "3", date(2018, 1, 1), reference="OLD")
    standing.rebuild()
    publication.registry_changed()
    owner = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    browser = Browser(app.test_client()).enter(owner)
    return SimpleNamespace(app=app, db=db, browser=browser, source=old.source.code)


def sent(world: SimpleNamespace, content: bytes, name: str = "mine.csv"):  # type: ignore[no-untyped-def]
    page = f"{PLACE}/new?kind=indicator_values"
    fields = {"kind": "indicator_values", "file": (io.BytesIO(content), name)}
    return world.browser.send(page, f"{PLACE}/new", **fields)


def test_whole_way_of_a_file_from_choosing_to_done(world: SimpleNamespace) -> None:
    row = f"3;Otherlandia;2019-05;IND;{world.source}\n"
    content = f"{HEAD}N-1;{row}N-2;{row.replace('Otherlandia', 'XAA')}".encode()
    answer = sent(world, content)
    assert answer.status_code == 303, answer.text
    place = answer.location.removesuffix("/reading")
    client = world.browser.client
    assert "Semicolon" in client.get(f"{place}/reading").text

    page = client.get(f"{place}/columns").text
    soup = BeautifulSoup(page, "html.parser")
    # What may stay out and was not found is folded away.
    folded = {each.text for each in soup.select("details .match code")}
    assert "note" in folded
    assert not soup.select("details .needed")
    chosen = soup.select("select[name^=source-] option[selected]")
    fields = {str(each.parent["name"]): str(each["value"]) for each in chosen if each.parent}
    missing = world.browser.send(f"{place}/columns", **{**fields, "source-1": "", "source-2": ""})
    assert missing.status_code == 422
    first = BeautifulSoup(missing.text, "html.parser").select(".match code")
    assert [each.text for each in first][:2] == ["indicator", "state"]  # needed, not found
    assert 'href="#source-1"' in missing.text
    fields |= {"source-0": "Nummer", "source-3": "Wert", "name": "From the office"}
    planned = world.browser.send(f"{place}/columns", **fields)
    assert planned.status_code == 303, planned.text

    asked = client.get(place, follow_redirects=True)
    assert asked.request.path == f"{place}/values"
    assert "Otherlandia" in asked.text
    world.browser.send(f"{place}/values", **{"value-0": "XAA"})
    shown = client.get(place, follow_redirects=True)
    assert shown.request.path == f"{place}/check"
    digest = re.search(r'name="digest"[^>]*value="(\w{64})"', shown.text)
    assert digest, shown.text
    stale = world.browser.send(f"{place}/check", digest="0" * 64)
    assert stale.status_code == 409
    world.browser.send(f"{place}/check", digest=digest[1])
    assert "Import finished" in client.get(place).text
    assert world.db.session.scalar(select(func.count()).select_from(IndicatorValue)) == 3
    assert "mine.csv" in client.get(PLACE).text
    # What was settled is known again for the next file with these columns.
    again = sent(world, content).location.removesuffix("/reading")
    assert "From the office" in client.get(f"{again}/columns").text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"reference,indicator\n", "nothing-below.csv"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture.png"),
        (b"PK\x03\x04broken", "broken.xlsx"),
    ],
)
def test_file_in_which_nothing_can_be_read_is_told_at_its_field(
    world: SimpleNamespace, content: bytes, name: str
) -> None:
    answer = sent(world, content, name)
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
    assert world.db.session.scalar(select(func.count()).select_from(ImportRun)) == 0


def test_page_of_a_file_at_work_asks_again_without_a_script(world: SimpleNamespace) -> None:
    row = f"3;XAA;2019-05;IND;{world.source}\n"
    place = sent(world, f"{HEAD}N-1;{row}".encode()).location.removesuffix("/reading")
    run = world.db.session.scalars(select(ImportRun)).one()
    run.state, run.task, run.worker, run.progress = "running", "plan", "elsewhere:1:a:b", 0
    run.heartbeat_at = run.created_at
    world.db.session.commit()

    page = world.browser.client.get(place)
    background.wait(world.app, 60)  # whoever looks wakes the thread, should anything wait
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.text
    assert 'aria-live="polite"' in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    world.browser.send(PLACE + "/new?kind=sources", f"{place}/cancel")
    world.db.session.rollback()
    world.db.session.refresh(run)
    assert run.cancel_asked  # whoever works on it stops at its next word


def test_others_may_write_while_a_file_is_read(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = f"{HEAD}N-1;3;XAA;2019-05;IND;{world.source}\n".encode()
    place = sent(world, content).location.removesuffix("/reading")
    held: list[bool] = []
    read = runs.read_import

    def reading(*args: Any) -> Any:
        held.append(world.db.session.registry().in_transaction())
        return read(*args)

    monkeypatch.setattr(runs, "read_import", reading)
    assert world.browser.send(f"{place}/reading", encoding="utf-8").status_code == 303
    assert world.browser.send(f"{place}/columns", **{"source-0": ""}).status_code == 422

    # Each page is opened, which holds no lock, and then sent.
    assert held[1::2] == [False, False]
    assert len(held) == 4


def test_busy_database_gives_back_what_was_typed(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    if world.db.engine.dialect.name != "sqlite":
        pytest.skip("one writer at a time is a matter of SQLite")
    content = f"{HEAD}N-1;3;XAA;2019-05;IND;{world.source}\n".encode()
    place = sent(world, content).location.removesuffix("/reading")
    world.browser.client.get(f"{place}/columns")
    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    world.db.session.remove()
    other = world.db.engine.connect()
    with writing():
        other.exec_driver_sql("SELECT 1")
    with impatient(world.db.engine):
        answer = world.browser.send(f"{place}/columns", name="From <the> office")
    other.close()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    page = BeautifulSoup(answer.text, "html.parser")
    again = page.select_one("main form.act")
    assert again is not None
    assert again["action"] == f"{place}/columns"
    kept = {each["name"]: each["value"] for each in again.select("input")}
    assert kept["name"] == "From <the> office"
    assert kept["csrf_token"]


def of_kind(world: SimpleNamespace, kind: str, content: str) -> str:
    """Send a file; the address of its run."""
    page = f"{PLACE}/new?kind={kind}"
    fields = {"kind": kind, "file": (io.BytesIO(content.encode()), "mine.csv")}
    answer = world.browser.send(page, f"{PLACE}/new", **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.location.removesuffix("/reading"))


def selected(page: str) -> dict[str, str]:
    """What the selects of a page have chosen."""
    soup = BeautifulSoup(page, "html.parser")
    return {
        str(each.parent["name"]): str(each["value"])
        for each in soup.select("select option[selected]")
        if each.parent
    }


ASKED = "A,B,Text,Response,Session,mechanism,date,Theme\n"
ASKED_ROWS = (
    "Otherland,XAA,X one on roads,Accepted,40,UPR,2022,Alpha; Beta\n"
    "XAA,Otherland,X two on rivers,Noted,40,UPR,2022,Gamma\n"
)


def test_two_columns_of_states_are_asked_first_and_none_is_chosen(world: SimpleNamespace) -> None:
    make.state("XBB", "Otherland")
    world.db.session.commit()
    place = of_kind(world, "recommendations", ASKED + ASKED_ROWS)
    page = world.browser.client.get(f"{place}/columns").text

    first = [each.text for each in BeautifulSoup(page, "html.parser").select(".match code")]
    assert first[:2] == ["state", "made_by"]
    chosen = selected(page)
    assert not {"A", "B"} & set(chosen.values())
    refused = world.browser.send(f"{place}/columns", **chosen)
    assert refused.status_code == 422


def test_rows_are_chosen_on_the_page_and_told_in_the_check(world: SimpleNamespace) -> None:
    make.state("XBB", "Otherland")
    world.db.session.commit()
    place = of_kind(world, "recommendations", ASKED + ASKED_ROWS)
    page = world.browser.client.get(f"{place}/columns").text
    soup = BeautifulSoup(page, "html.parser")
    at = {
        str(each.select_one("code").text): str(each.select_one("select")["name"])  # type: ignore[union-attr, index]
        for each in soup.select("fieldset.match")
    }
    fields = selected(page) | {at["state"]: "B", at["made_by"]: "A"}

    alone = world.browser.send(f"{place}/columns", **fields, rows_values="Alpha")
    assert alone.status_code == 422
    assert "rows_column" in alone.text
    wanted = {"rows_column": "Theme", "rows_values": "beta; Delta"}
    assert world.browser.send(f"{place}/columns", **{**fields, **wanted}).status_code == 303
    shown = world.browser.client.get(place, follow_redirects=True)
    assert shown.request.path == f"{place}/check"
    run = world.db.session.scalars(select(ImportRun)).one()
    counts = run.counts
    assert (counts["rows"], counts["created"], counts["left_out"]) == (2, 1, 1)
    assert "left out by your choice" in shown.text
    again = world.browser.client.get(f"{place}/columns").text
    assert 'value="beta; Delta"' in again


def test_words_of_a_scale_are_asked_once_and_remembered(world: SimpleNamespace) -> None:
    head = "state;Score;effective_on;indicator;source\n"
    rows = "".join(
        f"XAA;{word};20{10 + at};IND;{world.source}\n"
        for at, word in enumerate(["Watchlist", "Watchlist", ">95", "3"])
    )
    place = of_kind(world, "indicator_values", head + rows)
    chosen = selected(world.browser.client.get(f"{place}/columns").text)
    world.browser.send(f"{place}/columns", **chosen, name="From the office")
    asked = world.browser.client.get(place, follow_redirects=True)
    assert asked.request.path == f"{place}/values"
    words = [each.text for each in BeautifulSoup(asked.text, "html.parser").select(".match strong")]
    assert words == ["Watchlist", ">95"]
    world.browser.send(f"{place}/values", **{"value-0": "2", "value-1": "4"})
    shown = world.browser.client.get(place, follow_redirects=True)
    assert shown.request.path == f"{place}/check"
    run = world.db.session.scalars(select(ImportRun)).one()
    assert (run.counts["created"], run.counts["refused"]) == (4, 0)

    again = of_kind(world, "indicator_values", head + rows)
    chosen = selected(world.browser.client.get(f"{again}/columns").text)
    world.browser.send(f"{again}/columns", **chosen)
    known = world.browser.client.get(again, follow_redirects=True)
    assert known.request.path == f"{again}/check"


def test_one_word_is_asked_for_each_indicator(world: SimpleNamespace) -> None:
    make.indicator("LIST", levels={"a": 0, "b": 4})
    world.db.session.commit()
    content = (
        "state;Score;effective_on;indicator;source\n"
        f"XAA;second;2010;IND;{world.source}\nXAA;second;2010;LIST;{world.source}\n"
    )
    place = of_kind(world, "indicator_values", content)
    chosen = selected(world.browser.client.get(f"{place}/columns").text)
    world.browser.send(f"{place}/columns", **chosen)
    asked = world.browser.client.get(place, follow_redirects=True)
    soup = BeautifulSoup(asked.text, "html.parser")
    notes = [each.text for each in soup.select(".match .note")]
    assert [name for name in ("IND", "LIST") if any(name in note for note in notes)] == [
        "IND",
        "LIST",
    ]
    assert {option["value"] for option in soup.select("select[name=value-1] option")} >= {"a", "b"}

    world.browser.send(f"{place}/values", **{"value-0": "3", "value-1": "b"})
    world.browser.client.get(place, follow_redirects=True)
    run = world.db.session.scalars(select(ImportRun)).one()
    assert (run.counts["created"], run.counts["refused"]) == (2, 0)


def test_rows_are_chosen_by_several_columns(world: SimpleNamespace) -> None:
    rows = (("2010", "Alpha", "stop it"), ("2011", "Alpha", "go on"), ("2012", "Beta", "stop it"))
    content = "state;value;effective_on;indicator;source;Theme;Text\n" + "".join(
        f"XAA;3;{year};IND;{world.source};{theme};{text}\n" for year, theme, text in rows
    )
    place = of_kind(world, "indicator_values", content)
    chosen = selected(world.browser.client.get(f"{place}/columns").text)
    wanted = {"rows_column": "Theme", "rows_values": "alpha"}
    more = {"rows_column_2": "Text", "rows_words_2": "stop"}
    world.browser.send(f"{place}/columns", **chosen, **wanted, **more)
    world.browser.client.get(place, follow_redirects=True)

    run = world.db.session.scalars(select(ImportRun)).one()
    assert (run.counts["created"], run.counts["left_out"]) == (1, 2)
    again = world.browser.client.get(f"{place}/columns").text
    assert 'value="alpha"' in again
    assert 'value="stop"' in again
    twice = {"rows_column_2": "Theme", "rows_values_2": "beta"}
    refused = world.browser.send(f"{place}/columns", **chosen, **wanted, **twice)
    assert refused.status_code == 422
    alone = world.browser.send(f"{place}/columns", **chosen, rows_column_3="Text")
    assert alone.status_code == 422


def test_what_every_row_lacks_is_one_line_with_the_number_of_rows(world: SimpleNamespace) -> None:
    rows = "".join(f"XAA,Text {number} of it,UPR,2022\n" for number in range(200))
    place = of_kind(world, "recommendations", f"Country,Text,mechanism,date\n{rows}")
    chosen = selected(world.browser.client.get(f"{place}/columns").text)
    world.browser.send(f"{place}/columns", **chosen)
    world.browser.client.get(place, follow_redirects=True)

    run = world.db.session.scalars(select(ImportRun)).one()
    assert [(each["row"], each["column"], each["rows"]) for each in run.refusals] == [
        (None, "session", 200)
    ]
    assert run.counts["refused"] == 200


def test_hidden_rows_of_a_workbook_are_told_and_left_out_on_request(
    world: SimpleNamespace,
) -> None:
    texts = ("reference", "indicator", "state", "value")
    cells = "".join(packages.text(f"{chr(65 + n)}1", text) for n, text in enumerate(texts))
    rows = f'<row r="1">{cells}</row>'
    for place, hidden in ((2, ""), (3, ' hidden="1"'), (4, "")):
        values = (f"N-{place}", "X-IND", "KEN", "yes")
        inside = "".join(
            packages.text(f"{chr(65 + n)}{place}", text) for n, text in enumerate(values)
        )
        rows += f'<row r="{place}"{hidden}>{inside}</row>'
    place = sent(world, packages.xlsx(rows), name="f.xlsx").location.removesuffix("/reading")
    client = world.browser.client

    before = BeautifulSoup(client.get(f"{place}/reading").text, "html.parser")
    world.browser.send(f"{place}/reading", hidden_rows="leave_out")
    after = BeautifulSoup(client.get(f"{place}/reading").text, "html.parser")

    assert before.select_one("select[name=hidden_rows]")
    assert "N-3" in before.text
    assert "N-3" not in after.text
    chosen = after.select_one("select[name=hidden_rows] option[selected]")
    assert chosen
    assert chosen["value"] == "leave_out"


def test_question_about_a_column_is_answered_once_for_all_its_rows(world: SimpleNamespace) -> None:
    rows = "".join(f"N-{n};3;XAA;{n}-{n - 1999:02};IND;{world.source}\n" for n in (2010, 2012))
    content = (HEAD.replace("Nummer", "reference").replace("Wert", "value") + rows).encode()
    place = sent(world, content).location.removesuffix("/reading")
    page = BeautifulSoup(world.browser.client.get(f"{place}/columns").text, "html.parser")
    chosen = page.select("select[name^=source-] option[selected]")
    fields = {str(each.parent["name"]): str(each["value"]) for each in chosen if each.parent}

    world.browser.send(f"{place}/columns", **fields)
    asked = BeautifulSoup(world.browser.client.get(f"{place}/values").text, "html.parser")
    world.browser.send(f"{place}/values", **{"value-0": "last_year"})
    run = world.db.session.scalars(select(ImportRun)).one()

    answers = [str(each["value"]) for each in asked.select("select[name=value-0] option")]
    assert {"first_year", "last_year"} <= set(answers)
    assert "months" not in answers
    dates = {each["fields"]["effective_on"][1] for each in (run.shown or {})["created"]}
    assert dates == {"2011", "2013"}
    assert not run.refusals
