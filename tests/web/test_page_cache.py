"""Stored pages: the same for every reader, never personal, never older than the last change."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask, request, template_rendered, url_for
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people
from tests.applications import OutsideClient
from tracker.core import clock
from tracker.core.cache import discard_everywhere
from tracker.gap import standing
from tracker.gap.snapshot import load_snapshot
from tracker.policy.predicates import Role
from tracker.registry.recommendation_models import Position
from tracker.review import publication
from tracker.review.publishable import REGISTRY, part_of_state
from tracker.review.revisions import revised_parts
from tracker.web.core import page_cache

ONE, OTHER = "/states/XAA", "/states/XBB"
SIGNED_IN = "csrf_token"  # only the signed-in have a form on public pages: to sign out


@pytest.fixture(autouse=True)
def stored(app: Flask) -> Iterator[None]:
    """Pages are stored, as they are outside of tests."""
    pages = page_cache.of_app(app).pages
    pages.limit = 64 * page_cache.MEGABYTE
    yield
    pages.discard(lambda _key: True)
    pages.limit = 0


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    """Two States, a commitment, and an indicator with a value of each State."""
    plan = make.instrument("PLAN")
    first = make.commitment("PLAN-01", of=plan)
    measure = make.indicator("CASES", measures=(first,))
    one, other = make.state("XAA"), make.state("XBB", "Otherland")
    value = make.value(measure, one, "3", date(2019, 1, 1))
    make.value(measure, other, "4", date(2019, 1, 1))
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()
    return SimpleNamespace(first=first, measure=measure, value=value, one=one, other=other)


@pytest.fixture
def rendered(app: Flask) -> Iterator[list[str]]:
    """The paths of the pages that are made anew, as they are made."""
    paths: list[str] = []

    def note(_app: object, template: Any, context: object) -> None:
        if request.path != (paths or [""])[-1]:
            paths.append(request.path)

    with template_rendered.connected_to(note, app):
        yield paths


def publish_action(
    world: SimpleNamespace, db: SQLAlchemy, title: str = "A law was passed"
) -> object:
    act = make.action(world.one, world.first, level=1, published_at=None, title=title)
    publication.publish([act])
    db.session.commit()
    return act


def test_an_unchanged_page_is_made_once(
    client: FlaskClient, world: SimpleNamespace, rendered: list[str]
) -> None:
    first, second = client.get(ONE), client.get(ONE)

    assert rendered == [ONE]
    assert (first.status_code, first.data) == (second.status_code, second.data)
    assert dict(first.headers) == dict(second.headers)


def test_a_public_change_is_seen_by_the_next_request(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    for address in ("/", ONE, f"{ONE}/PLAN-01", "/actions"):
        client.get(address)
    publish_action(world, db, "A law that nobody had read of")

    assert "A law that nobody had read of" in client.get(ONE).text
    assert "A law that nobody had read of" in client.get("/actions").text
    assert "A law that nobody had read of" in client.get(f"{ONE}/PLAN-01").text


def test_a_change_of_one_state_leaves_the_page_of_another(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace, rendered: list[str]
) -> None:
    tag = client.get(OTHER).headers["ETag"]
    client.get(ONE)
    rendered.clear()
    publish_action(world, db)

    again = client.get(OTHER)
    client.get(ONE)

    assert rendered == [ONE]
    assert again.headers["ETag"] == tag


@pytest.mark.parametrize("change", ["registry", "shared"])
def test_a_change_that_may_touch_every_state_makes_every_page_new(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace, rendered: list[str], change: str
) -> None:
    client.get(OTHER)
    rendered.clear()
    raise_it = {"registry": publication.registry_changed, "shared": publication.touch_public}
    raise_it[change]()
    db.session.commit()

    client.get(OTHER)

    assert rendered == [OTHER]


def pages_of_one_state(app: Flask, iso3: str) -> list[str]:
    """The address of every page that is declared to show one State alone."""
    given = {"iso3": iso3, "reference": "PLAN-01"}
    with app.test_request_context():
        return [
            url_for(rule.endpoint, **{name: given[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if getattr(app.view_functions[rule.endpoint], "shows_one_state", False)
        ]


def publish_every_kind(world: SimpleNamespace, db: SQLAlchemy) -> None:
    """One new public record of each kind about the first State."""
    one, unpublished = world.one, {"published_at": None}
    told = make.report(one, world.first, level=2, **unpublished)
    act = make.action(one, world.first, level=1, **unpublished)
    rated = make.assessment(one, world.first, level=3, **unpublished)
    stated = Position(state_id=one.id, commitment_id=world.first.id, position="supported")
    value = make.value(world.measure, one, "4", date(2021, 1, 1), **unpublished)
    publication.publish([told, act, rated, stated, value])
    publication.publish([make.reply(act, **unpublished)])
    db.session.commit()


def test_what_pages_of_one_state_show_does_not_depend_on_records_of_another(
    app: Flask, client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    """Each page is made anew, so that nothing stored hides what it depends on."""
    addresses = pages_of_one_state(app, "XBB")
    assert len(addresses) > 6

    def made_anew(address: str) -> bytes:
        discard_everywhere(lambda _key: True)
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.data

    before = {address: made_anew(address) for address in addresses}
    publish_every_kind(world, db)

    assert [address for address in addresses if made_anew(address) != before[address]] == []


def test_what_a_page_of_one_state_takes_from_the_registry_is_seen_at_once(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    address = f"{OTHER}/commitments"
    assert "PLAN-02" not in client.get(address).text
    publish_every_kind(world, db)
    new = make.commitment("PLAN-02", of=world.first.instrument, published_at=None)
    publication.publish([new])
    db.session.commit()

    assert "PLAN-02" in client.get(address).text


def test_a_change_that_is_rolled_back_changes_nothing(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace, rendered: list[str]
) -> None:
    client.get(ONE)
    before = load_snapshot(standing.default_params()).standings["XAA"]
    act = make.action(world.one, world.first, level=1, published_at=None)
    publication.publish([act])
    assert load_snapshot(standing.default_params()).standings["XAA"] != before
    db.session.rollback()

    assert load_snapshot(standing.default_params()).standings["XAA"] == before
    client.get(ONE)
    assert rendered == [ONE]


PROCESS = """
import json, sys
from tracker import create_app
from tracker.core.db import db, writing
from tracker.evidence.models import IndicatorValue
from tracker.review import publication
settings = {"SQLALCHEMY_DATABASE_URI": sys.argv[1], "DATA_DIR": sys.argv[2]}
app = create_app({"SECRET_KEY": "x", **settings})
with app.app_context(), writing():
    value = db.session.query(IndicatorValue).filter_by(value="3").one()
    publication.withdraw(value, reason="A test of another process.")
    db.session.commit()
"""


def test_a_change_of_another_process_is_seen_by_the_next_request(
    app: Flask, client: FlaskClient, world: SimpleNamespace, tmp_path: Path
) -> None:
    before = {address: client.get(address).headers["ETag"] for address in ("/", ONE, OTHER)}
    address = app.config["SQLALCHEMY_DATABASE_URI"]

    words = [sys.executable, "-c", PROCESS, address, str(tmp_path)]
    subprocess.run(words, check=True, env=dict(os.environ), cwd=Path(__file__).parents[2])

    after = {address: client.get(address).headers["ETag"] for address in before}
    assert after["/"] != before["/"]
    assert after[ONE] != before[ONE]
    assert after[OTHER] == before[OTHER]


def test_eight_requests_at_once_for_a_cold_page_make_it_once(
    app: Flask, client: FlaskClient, world: SimpleNamespace, rendered: list[str]
) -> None:
    together = Barrier(8)

    def ask() -> bytes:
        together.wait(10)
        return OutsideClient(app, app.response_class).get(ONE).data

    with ThreadPoolExecutor(8) as pool:
        bodies = {future.result() for future in [pool.submit(ask) for _ in range(8)]}

    assert len(bodies) == 1
    assert rendered == [ONE]


def test_a_signed_in_visitor_and_a_reader_never_get_each_others_page(
    app: Flask, client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    holder = people.holder(Role.REVIEWER)
    db.session.commit()
    browser = people.Browser(app.test_client()).enter(holder)

    first_of_reader = client.get(ONE)
    of_visitor = browser.client.get(ONE)
    again_of_reader = client.get(ONE)

    assert SIGNED_IN in of_visitor.text
    assert of_visitor.headers["Cache-Control"] == "no-store"
    assert "ETag" not in of_visitor.headers
    assert SIGNED_IN not in first_of_reader.text
    assert again_of_reader.data == first_of_reader.data


def test_a_visitors_page_is_not_stored_for_readers(
    app: Flask, client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    holder = people.holder(Role.REVIEWER)
    db.session.commit()
    browser = people.Browser(app.test_client()).enter(holder)

    assert SIGNED_IN in browser.client.get(ONE).text
    assert SIGNED_IN not in client.get(ONE).text


@pytest.mark.parametrize("cookie", ["anything", "session", "form", "known", "__Host-session"])
def test_a_request_with_a_cookie_is_never_answered_from_the_store(
    client: FlaskClient, world: SimpleNamespace, rendered: list[str], cookie: str
) -> None:
    client.get(ONE)
    rendered.clear()
    client.set_cookie(cookie, "of-nobody")

    client.get(ONE)

    assert rendered == [ONE]


@pytest.mark.parametrize(
    "headers", [{"Authorization": "Bearer of-nobody"}, {"Range": "bytes=0-9"}, {"X-Body": "yes"}]
)
def test_a_request_that_asks_for_more_than_the_page_is_never_answered_from_the_store(
    client: FlaskClient, world: SimpleNamespace, rendered: list[str], headers: dict[str, str]
) -> None:
    client.get(ONE)
    rendered.clear()

    client.get(ONE, headers=headers, data=b"a body" if "X-Body" in headers else None)

    assert rendered == [ONE]


@pytest.mark.parametrize("address", ["/sign-in", "/subscriptions", "/join"])
def test_a_page_with_a_form_is_never_stored(
    app: Flask, client: FlaskClient, world: SimpleNamespace, address: str
) -> None:
    tokens = {people.form_token(app.test_client().get(address).text) for _ in range(3)}

    assert len(tokens) == 3, "two readers got the same token"
    assert len(page_cache.of_app(app).pages) == 0


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("gzip;q=0, br;q=0", None),
        ("gzip;q=0.5, identity", None),
    ],
)
def test_each_compression_has_its_own_stored_page(
    client: FlaskClient, world: SimpleNamespace, accepted: str, encoding: str | None
) -> None:
    plain = client.get(ONE).data
    answers = [client.get(ONE, headers={"Accept-Encoding": accepted}) for _ in range(2)]

    for answer in answers:
        assert answer.headers.get("Content-Encoding") == encoding
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert (answer.data == plain) is (encoding is None)
        assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_stored_page_answers_head_and_conditional_requests(
    client: FlaskClient, world: SimpleNamespace, rendered: list[str]
) -> None:
    page = client.get(ONE)

    head = client.head(ONE)
    same = client.get(ONE, headers={"If-None-Match": page.headers["ETag"]})
    any_of = client.get(ONE, headers={"If-None-Match": f'"other", {page.headers["ETag"]}'})
    other = client.get(ONE, headers={"If-None-Match": '"other"'})

    assert rendered == [ONE]
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(page.data))
    for answer in (same, any_of):
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == page.headers["ETag"]
        assert "Content-Type" not in answer.headers
    assert (other.status_code, other.data) == (200, page.data)


def test_another_form_of_a_page_is_still_chosen(
    client: FlaskClient, world: SimpleNamespace
) -> None:
    assert client.get(ONE).status_code == 200

    asked = client.get(ONE, headers={"Accept": "application/json"})

    assert asked.status_code == 303
    assert "Accept" in client.get(ONE).headers["Vary"]


def test_the_order_of_parameters_makes_no_other_page(
    client: FlaskClient, world: SimpleNamespace, rendered: list[str]
) -> None:
    first = client.get(f"{ONE}?as_of=2020-01-01&known_by=2021-01-01")
    second = client.get(f"{ONE}?known_by=2021-01-01&as_of=2020-01-01")

    assert rendered == [ONE]
    assert first.data == second.data


def test_pages_of_other_days_are_pages_of_their_own(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    def sentence(query: str) -> bytes:
        return client.get(f"{ONE}{query}").data

    bodies = {query: sentence(query) for query in ("", "?as_of=2018-01-01", "?known_by=2019-01-01")}
    assert len(set(bodies.values())) == len(bodies)
    publish_action(world, db, "A law of today")

    assert "A law of today" in client.get(ONE).text
    for query in ("?as_of=2018-01-01", "?known_by=2019-01-01"):
        assert "A law of today" not in client.get(f"{ONE}{query}").text


def test_a_new_day_makes_every_page_new(
    client: FlaskClient, world: SimpleNamespace, rendered: list[str]
) -> None:
    client.get(ONE)
    client.get("/")
    rendered.clear()

    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        client.get(ONE)
        client.get("/")

    assert rendered == [ONE, "/"]


def test_a_page_that_failed_is_made_again(
    app: Flask, client: FlaskClient, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = app.view_functions["states.state"]

    def fail(**_arguments: object) -> str:
        raise RuntimeError("a fault")

    fail.__dict__.update(view.__dict__)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "states.state", fail)
    assert client.get(ONE).status_code == 500
    monkeypatch.setitem(app.view_functions, "states.state", view)

    assert client.get(ONE).status_code == 200


def test_stored_pages_stay_within_their_memory(seeded_app: Flask) -> None:
    cache = page_cache.of_app(seeded_app)
    client = seeded_app.test_client()
    limit, cache.pages.limit = cache.pages.limit, 60_000
    try:
        cache.pages.discard(lambda _key: True)
        for iso3 in ("KEN", "PHL", "UGA", "BRA", "PER", "FRA", "THA"):
            client.get(f"/states/{iso3}", headers={"Accept-Encoding": "br"})
            assert 0 < cache.pages.weight <= 60_000
    finally:
        cache.pages.limit = limit


def test_the_part_of_a_state_rises_alone(db: SQLAlchemy, world: SimpleNamespace) -> None:
    names = (REGISTRY, part_of_state(world.one.id), part_of_state(world.other.id))
    before = revised_parts(*names)

    publish_action(world, db)
    after = revised_parts(*names)

    assert [new == old for new, old in zip(after, before, strict=True)] == [True, False, True]
    assert after[1].number == publication.revision()


def test_a_snapshot_after_a_change_of_one_state_equals_one_made_from_nothing(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    params = standing.default_params()
    before = load_snapshot(params)
    scores = (before.state("XAA"), before.state("XBB"), before.group(before.members))
    publication.withdraw(world.value, reason="A test.")
    db.session.commit()
    renewed = load_snapshot(params)
    renewed_scores = (renewed.state("XAA"), renewed.state("XBB"), renewed.group(renewed.members))
    discard_everywhere(lambda _key: True)
    anew = load_snapshot(params)

    assert renewed.standings == anew.standings
    assert renewed.standings["XBB"] is before.standings["XBB"]
    assert renewed_scores == (anew.state("XAA"), anew.state("XBB"), anew.group(anew.members))
    assert renewed_scores[0] != scores[0]
