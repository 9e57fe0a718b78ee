"""Every public address, in six languages, keeps the name and the days of a withheld record.

The addresses come from the application's own map, so that a new page is read without a change here.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.evidence import logged
from tests.evidence.test_withheld_chains import FIRST, LATER, chain_of, secrets_of
from tests.tooling.test_started_site import BY_NAME, NEEDS_MORE, VALUES
from tracker.core.languages import LANGUAGES
from tracker.evidence import reply_service
from tracker.evidence.reply_targets import about_entry
from tracker.policy.audience import Audience, audience_of
from tracker.registry.models import Commitment, State

OPEN = (Audience.EVERYONE, Audience.GUESTS, Audience.MACHINES)


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    with time_machine.travel(FIRST - timedelta(days=90), tick=False):
        made = logged.world()
        state = db.session.scalars(select(State).where(State.iso3 == "XAA")).one()
        first = db.session.scalars(
            select(Commitment).where(Commitment.reference == "PLAN-01")
        ).one()
        make.report(state, first, level=4, reference="R-PUBLIC")
        db.session.commit()
        return made


def starts(app: Flask, more: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Every public address of the application, with values for its parameters."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        if audience_of(app, rule.endpoint) not in OPEN:
            continue
        known = VALUES.get(rule.rule, {})
        options = [
            more.get(f"{rule.rule}:{name}")
            or known.get(name)
            or more.get(name)
            or BY_NAME.get(name, ())
            for name in sorted(rule.arguments)
        ]
        for chosen in itertools.product(*options):
            path = rule.rule
            for name, value in zip(sorted(rule.arguments), chosen, strict=True):
                path = re.sub(rf"<(?:\w+:)?{name}>", value, path)
            asked = NEEDS_MORE.get(rule.rule) or NEEDS_MORE.get(chosen[0] if chosen else "") or ""
            asked = asked.replace("KEN,PHL", "XAA,XBB").replace("KEN", "XAA")
            asked = re.sub("GPA-2010-[0-9]+", "PLAN-01", asked)
            yield f"{path}?{asked}" if asked else path


def text_of(data: bytes) -> str:
    """What a file holds, its parts unpacked."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(text_of(archive.read(name)) for name in archive.namelist())
    return data.decode(errors="replace")


def read(client: FlaskClient, addresses: list[str]) -> Iterator[tuple[str, str]]:
    """Each address with what it answers, its redirects followed."""
    for address in addresses:
        answer = client.get(address, follow_redirects=True, buffered=True)
        assert answer.status_code < 500, address
        yield address, text_of(answer.data)


def reply(world: SimpleNamespace) -> str:
    """A published reply to the State's report that withholds the name; its reference."""
    text = {"stance": "contest", "text": "It was otherwise.", "withhold_name": "yes"}
    with time_machine.travel(FIRST, tick=False):
        draft = reply_service.begin(
            world.contributor, about_entry("R-PUBLIC", "PLAN-01"), organisation_id=world.own.id
        )
        text["language"] = "en"
        saved = reply_service.save(world.contributor, draft.reference, text, version=draft.version)
        sent = reply_service.submit(world.contributor, saved.reference, version=saved.version)
        reference = logged.publish(sent).reference
        logged.db.session.commit()
    return reference


# Each of these is asked in English and in one other language.
ASKED = [
    "/actions?organisation={own}",
    "/api/v1/actions?organisation={own}",
    "/activity?organisation={own}",
    "/activity.atom?organisation={own}",
    "/subscriptions?organisation={own}",
    "/organisations/{own}",
    "/search?q=Circle",
    "/search?q=survivors",
    "/search/suggest?q=Circ",
    "/api/v1/search?q=Circle+invented",
    "/search?q=Version",
    "/actions?survivor_led=1",
    "/states/XAA/PLAN-01?survivor_led=1",
]
# These have one address for all languages.
ONE_LANGUAGE = ("/api", "/data/", "/previews", "/attachments", "/sitemap", "/robots", "/oembed")


@pytest.mark.parametrize("chain", ["NW"])
def test_no_address_of_the_map_tells(
    world: SimpleNamespace, db: SQLAlchemy, app: Flask, client: FlaskClient, chain: str
) -> None:
    references = chain_of(world, chain)
    answer = reply(world)
    more = {
        "iso3": ("XAA",),
        "state": ("XAA",),
        "commitment": ("PLAN-01",),
        "reference": (*references, answer, "PLAN-01", "R-PUBLIC"),
        "public_id": (world.own.public_id,),
        "organisation": (world.own.public_id,),
        "instrument": ("PLAN",),
        "/instruments/<code>:code": ("PLAN",),
        "thread": ("PLAN-01",),
    }
    plain = [
        *(each.format(own=world.own.public_id) for each in ASKED),
        *starts(app, more),
    ]
    prefixes = itertools.cycle(f"/{code}" for code in LANGUAGES if code != "en")
    others = [f"{next(prefixes)}{each}" for each in plain if not each.startswith(ONE_LANGUAGE)]
    secrets = secrets_of(world, chain)
    db.session.rollback()  # or PostgreSQL ends the session, which does nothing meanwhile
    with time_machine.travel(LATER, tick=False):
        pages = list(read(client, [*plain, *others]))

    leaks = {
        address: found
        for address, text in pages
        if (found := {each for each in secrets.findall(text) if each not in address})
    }
    assert sum("Version number" in text for _address, text in pages) > 40
    assert leaks == {}
