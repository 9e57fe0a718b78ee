"""If one version of a record withholds the name, no public answer about any version names it.

For every chain of up to three versions, everything that a visitor can open is read: pages, API,
feeds, files, history, citation, search, exports and the data package.
"""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests.evidence import logged
from tracker.accounts import organisations
from tracker.accounts.actor import OPERATOR
from tracker.core.db import writing
from tracker.core.errors import Invalid
from tracker.evidence import action_service, review_decisions, withholding
from tracker.evidence.models import Action
from tracker.search import indexing

FIRST = datetime(2026, 1, 17, 9, 30, tzinfo=UTC)
APART = timedelta(days=40)
LATER = FIRST + 5 * APART
NAME = "Circle of invented survivors"
# W: the version withholds the name, N: it does not. Every order of two, and one W among three.
CHAINS = ["W", "NW", "WN", "WW", "NNW", "NWN", "WNN"]


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    with time_machine.travel(FIRST - timedelta(days=90), tick=False):
        return logged.world()


def chain_of(world: SimpleNamespace, chain: str, **changed: str) -> list[str]:
    """Publish the versions 40 days apart, each with a title of its own; their references."""
    references: list[str] = []
    for number, kind in enumerate(chain):
        text = {"title": f"Version number {number}", "withhold_name": "yes" if kind == "W" else ""}
        with time_machine.travel(FIRST + number * APART, tick=False):
            if references:
                draft = action_service.correct(world.contributor, references[-1])
                given = {name: each for name, each in (draft.text | text).items() if each}
                draft = action_service.save(
                    world.contributor, draft.reference, given, version=draft.version
                )
                sent = action_service.submit(
                    world.contributor, draft.reference, version=draft.version
                )
                references.append(logged.publish(sent).reference)
            else:
                references.append(logged.published(world, **(changed | text)).reference)
            logged.db.session.commit()
    return references


def addresses(references: list[str]) -> list[str]:
    """Everything public that can mention a version, today and on days of the past."""
    days = [str((FIRST + number * APART + timedelta(days=1)).date()) for number in range(2)]
    found = []
    for reference in references:
        found += [
            f"/actions/{reference}",
            f"/history/actions/{reference}",
            f"/api/v1/actions/{reference}",
        ]
    lists = [
        "/actions",
        "/states/XAA",
        "/states/XAA/commitments",
        "/states/XAA/timeline",
        "/states/XAA/records",
        "/states/XAA/PLAN-01",
        "/states/XAA/card",
        "/commitments/PLAN-01",
        "/activity",
        "/activity.atom",
        "/activity.csv",
        "/decisions",
        "/search?q=Version",
        "/search?q=Circle",
        "/search.csv?q=Version",
        "/api/v1/actions",
        "/api/v1/actions.csv",
        "/api/v1/standings/XAA/PLAN-01",
        "/api/v1/search?q=Version",
        "/data/actions.csv",
        "/data/action-sources.csv",
        "/data/decisions.csv",
        "/charts/participation.json",
        "/charts/participation.csv",
        "/charts/decisions.json",
    ]
    for address in lists:
        join = "&" if "?" in address else "?"
        found += [address, *(f"{address}{join}known_by={day}" for day in days)]
    return [*found, "/data/commitments-tracker.zip", "/data/commitments-tracker.sqlite"]


def text_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address, follow_redirects=True, buffered=True)
    if answer.status_code in (400, 404):
        return ""
    assert answer.status_code == 200, address
    if address.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            return "\n".join(
                archive.read(name).decode(errors="replace") for name in archive.namelist()
            )
    return answer.data.decode(errors="replace")


def secrets_of(world: SimpleNamespace, chain: str) -> re.Pattern[str]:
    days = []
    for number in range(len(chain)):
        day = (FIRST + number * APART).date()
        days += [day.isoformat(), f"{day.day} {day:%b %Y}", f"{day:%Y%m%d}"]
    return re.compile("|".join(map(re.escape, [NAME, world.own.public_id, *days])))


@pytest.mark.parametrize("chain", CHAINS)
def test_no_public_answer_names_the_organisation_or_a_day(
    world: SimpleNamespace, db: SQLAlchemy, client: FlaskClient, chain: str
) -> None:
    references = chain_of(world, chain)
    secrets = secrets_of(world, chain)
    db.session.rollback()  # or PostgreSQL ends the session, which does nothing meanwhile

    with time_machine.travel(LATER, tick=False):
        leaks = {}
        seen = 0
        for address in addresses(references):
            text = text_of(client, address)
            seen += "Version number" in text
            # An address asked for with a day repeats that day in its own links.
            asked = re.findall(r"known_by=([0-9-]+)", address)
            for each in set(secrets.findall(text)):
                if each not in asked:
                    leaks.setdefault(address, set()).add(each)
    assert seen > 10
    assert not leaks


def named_then_withheld(world: SimpleNamespace, place: str, said: str) -> list[str]:
    """A version that says something in one place, and a correction that withholds the name."""
    with time_machine.travel(FIRST, tick=False):
        first = logged.published(world, **{place: said}).reference
        logged.db.session.commit()
    with time_machine.travel(FIRST + APART, tick=False):
        draft = action_service.correct(world.contributor, first)
        given = {**draft.text, place: logged.TEXT[place], "withhold_name": "yes"}
        draft = action_service.save(
            world.contributor, draft.reference, given, version=draft.version
        )
        logged.publish(
            action_service.submit(world.contributor, draft.reference, version=draft.version)
        )
        logged.db.session.commit()
    return [first, draft.reference]


def telling(client: FlaskClient, references: list[str], *said: str) -> list[str]:
    """The public addresses whose answers contain one of these words."""
    logged.db.session.rollback()  # or PostgreSQL ends the session, which does nothing meanwhile
    with time_machine.travel(LATER, tick=False):
        read = {each: text_of(client, each).casefold() for each in addresses(references)}
    return [each for each, text in read.items() if any(word.casefold() in text for word in said)]


# Where the earlier version names its author, and how.
TOLD = [
    ("title", "Told by the CIRCLE of invented  survivors"),
    ("account", "See circle-of-invented-survivors.example."),
    ("source_1_publisher", "Told by the CIRCLE of invented  survivors"),
    ("source_1_title", "Told by the CIRCLE of invented  survivors"),
    ("source_1_url", "https://circleofinventedsurvivors.example/report"),
]


@pytest.mark.parametrize(("place", "said"), TOLD[::2])
def test_an_earlier_version_that_names_its_author_in_its_words_loses_them(
    world: SimpleNamespace, db: SQLAlchemy, client: FlaskClient, place: str, said: str
) -> None:
    references = named_then_withheld(world, place, said)

    assert telling(client, references, "circle of invented", said) == []


def test_a_new_name_does_not_bring_back_words_with_the_former_one(
    world: SimpleNamespace, db: SQLAlchemy, client: FlaskClient
) -> None:
    references = named_then_withheld(world, "account", f"Told by the {NAME}.")
    fields = {"name": "Quietly renamed", "kind": "civil_society", "survivor_led": "y"}

    organisations.correct(OPERATOR, world.own, fields=fields)
    db.session.commit()

    assert telling(client, references, NAME) == []


def test_a_reason_given_before_the_name_was_withheld_does_not_tell_it(
    world: SimpleNamespace, db: SQLAlchemy, client: FlaskClient
) -> None:
    reason = f"The {NAME} must name its source."
    with time_machine.travel(FIRST, tick=False):
        sent = logged.submitted(world)
        review_decisions.return_(
            logged.REVIEWER, sent.reference, version=sent.version, reason=reason, remarks={}
        )
        again = action_service.reopen(world.contributor, sent.reference)
        text = {**again.text, "withhold_name": "yes"}
        again = action_service.save(world.contributor, sent.reference, text, version=again.version)
        again = action_service.submit(world.contributor, sent.reference, version=again.version)
        with pytest.raises(Invalid) as refused:
            review_decisions.return_(
                logged.REVIEWER, sent.reference, version=again.version, reason=reason, remarks={}
            )
        logged.publish(again)
        with pytest.raises(Invalid) as not_withdrawn:
            action_service.withdraw(world.contributor, sent.reference, reason=reason)
        db.session.commit()

    assert set(refused.value.errors) == set(not_withdrawn.value.errors) == {"reason"}
    assert telling(client, [sent.reference], NAME) == []


@pytest.mark.parametrize(("place", "said"), TOLD)
def test_who_withholds_a_name_may_not_write_it(
    world: SimpleNamespace, db: SQLAlchemy, place: str, said: str
) -> None:
    withheld = logged.begun(world, **{place: said}, withhold_name="yes")
    named = logged.begun(world, **{place: said}, own_key="another")

    assert place in action_service.faults(withheld)
    assert place not in action_service.faults(named)


def test_the_name_comes_back_in_no_later_version(world: SimpleNamespace, db: SQLAlchemy) -> None:
    chain_of(world, "WN")

    assert [row.name_withheld for row in db.session.query(Action)] == [True, True]


def test_chains_from_before_the_rule_are_brought_in_line(
    world: SimpleNamespace, db: SQLAlchemy
) -> None:
    references = chain_of(world, "NNW")
    with writing():
        first = db.session.query(Action).filter_by(reference=references[0]).one()
        first.name_withheld = first.submission.name_withheld = False
        first.published_at = FIRST
        db.session.flush()
        indexing.rebuild(lambda: None)
        db.session.commit()

    with writing():
        assert withholding.withhold_where_only_some_do(OPERATOR) == 1
        assert withholding.withhold_where_only_some_do(OPERATOR) == 0
        db.session.commit()
    # The index of the search knows no name of it any more.
    assert indexing.differences() == 0

    rows: list[Any] = db.session.query(Action).all()
    assert all(row.name_withheld and row.published_at.day == 1 for row in rows)
