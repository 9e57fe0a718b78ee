"""The demonstration holds invented states only, shows every kind of standing, and stays whole."""

import csv
from difflib import SequenceMatcher
from pathlib import Path

import pyotp
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from tests import people
from tracker.accounts.models import Organisation
from tracker.cli.demo import accounts, filing, rounds, stories
from tracker.cli.demo.inventions import GROUPS
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.models import Action, Reply, Source
from tracker.evidence.vocabulary import ActionKind, Stance
from tracker.gap import snapshot as pictures
from tracker.gap.facts import Applicability, LaneName, Standing
from tracker.gap.rebuild import fingerprint
from tracker.gap.scoring import FigureStanding
from tracker.gap.snapshot import Snapshot
from tracker.gap.standing import default_params
from tracker.policy.predicates import Role
from tracker.registry.models import State
from tracker.reporting.models import Report
from tracker.reporting.obligations import obligations, rounds_of
from tracker.reporting.vocabulary import Punctuality
from tracker.review import publication
from tracker.review.lifecycle import GIVEN_UP, REPORT_MOVES, SUBMISSION_MOVES, Status
from tracker.review.models import Submission
from tracker.review.revisions import is_demonstration


@pytest.fixture
def picture(demonstration: Flask) -> Snapshot:
    return pictures.load_snapshot(default_params())


def at(picture: Snapshot, cell: tuple[str, str]) -> Standing:
    return picture.standings[cell[0]][cell[1]]


def test_nobody_in_it_is_real(demonstration: Flask) -> None:
    codes = db.session.scalars(select(State.iso3)).all()
    organisations = set(db.session.scalars(select(Organisation.name)))
    sources = db.session.scalars(select(Source.code)).all()

    assert len(codes) >= 24
    assert {code[0] for code in codes} == {"X"}
    assert organisations == {group.name for group in GROUPS}
    assert all("invented" in name for name in organisations)
    assert {code.split("-")[0] for code in sources} == {"demo"}


def test_several_organisations_are_led_by_survivors(demonstration: Flask) -> None:
    marked = db.session.scalars(select(Organisation.survivor_led)).all()

    assert len(marked) >= 12
    assert sum(marked) >= 4


def test_no_name_of_a_state_resembles_that_of_a_real_one(demonstration: Flask) -> None:
    with Path("seed_data/states.csv").open(encoding="utf-8", newline="") as file:
        real = [row["name_en"].casefold() for row in csv.DictReader(file)]

    alike = [
        (name, other)
        for name in db.session.scalars(select(State.name_en))
        for other in real
        if SequenceMatcher(None, name.casefold(), other).ratio() >= 0.8
    ]
    assert alike == []


def test_actions_of_every_type_happened_over_six_years(demonstration: Flask) -> None:
    actions = db.session.scalars(select(Action).where(Action.published_at.is_not(None))).all()
    years = {action.effective_on.year for action in actions}

    assert len(actions) >= 400
    assert {action.kind for action in actions} == set(ActionKind)
    assert len(years) >= 6
    assert {len(action.citations) for action in actions} >= {1, 2}
    assert any(action.name_withheld for action in actions)


def test_actions_became_public_after_they_happened_and_over_years(demonstration: Flask) -> None:
    public = db.session.scalars(
        select(Action).where(Action.published_at.is_not(None), Action.name_withheld.is_(False))
    ).all()

    assert all(action.published_at.date() >= action.effective_on for action in public)
    assert len({action.published_at.year for action in public}) >= 6


def test_three_rounds_of_reports_are_there_with_late_and_missing_ones(
    demonstration: Flask,
) -> None:
    today = clock.today()
    owed = obligations(today, today, cycle=rounds.CODE)
    by_round = {line.period_end: line.counts for line in rounds_of(owed)}

    assert len(by_round) == 3
    for counts in by_round.values():
        assert counts[Punctuality.REPORTED]
        assert counts[Punctuality.REPORTED_LATE]
        assert counts[Punctuality.SILENT]


def test_every_story_is_told_by_the_rules(picture: Snapshot) -> None:
    everything = at(picture, stories.ALL_LANES)
    divergent, modest = at(picture, stories.DIVERGENT), at(picture, stories.MODEST)

    assert None not in (everything.reported, everything.evidenced, everything.assessed)
    assert everything.basis is LaneName.ASSESSED
    assert at(picture, stories.CONTESTED).contested
    assert (divergent.divergence or 0) >= 0.5
    assert (modest.divergence or 0) < 0
    assert at(picture, stories.REGRESSED).regressed
    assert at(picture, stories.OUTSIDE).applicability is Applicability.NOT_APPLICABLE
    assert at(picture, stories.SIGNATORY).applicability is Applicability.MEMBERSHIP_UNKNOWN


def test_one_state_is_unknown_and_one_silent(picture: Snapshot) -> None:
    unknown = picture.standings[stories.UNKNOWN_STATE].values()
    silent = picture.standings[stories.SILENT_STATE].values()

    assert all(cell.settled is None and cell.reported_answer is None for cell in unknown)
    assert picture.state(stories.UNKNOWN_STATE).gap is None
    assert all(cell.reported_answer is None for cell in silent)
    assert any(cell.evidenced is not None for cell in silent)


def test_figures_of_every_reliability_are_shown(picture: Snapshot) -> None:
    figures = {picture.state(iso3).figure for iso3 in picture.members}

    assert figures == set(FigureStanding)


def test_answers_of_each_stance_and_a_disputed_cell_are_there(
    demonstration: Flask, picture: Snapshot
) -> None:
    public = db.session.scalars(select(Reply.stance).where(Reply.published_at.is_not(None)))

    assert set(public) == set(Stance)
    assert at(picture, stories.CONTESTED).disputed
    assert not at(picture, stories.DIVERGENT).disputed


def test_trail_and_standing_table_are_whole(demonstration: Flask) -> None:
    cli = demonstration.test_cli_runner()

    verified = cli.invoke(args=["audit", "verify"])
    rebuilt = cli.invoke(args=["gap", "rebuild", "--dry-run"])

    assert (verified.exit_code, rebuilt.exit_code) == (0, 0), verified.output + rebuilt.output


def test_second_run_changes_nothing(demonstration: Flask) -> None:
    before = (fingerprint(), publication.revision())
    db.session.rollback()  # the command reads what is committed, as another process would

    result = demonstration.test_cli_runner().invoke(args=["demo"])

    assert result.exit_code == 0
    assert "there already" in result.output
    assert (fingerprint(), publication.revision()) == before


def test_dry_run_writes_nothing(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    result = cli.invoke(args=["demo", "--dry-run"])

    with app.app_context():
        assert result.exit_code == 0
        assert "24 invented States" in result.output
        assert db.session.scalars(select(State.iso3)).all() == []
        assert not is_demonstration()


def test_database_with_real_states_is_refused(seeded_copy: Flask) -> None:
    result = seeded_copy.test_cli_runner().invoke(args=["demo"])

    assert result.exit_code == 1
    assert "195 States" in result.output
    with seeded_copy.app_context():
        assert not is_demonstration()


def test_somebody_of_every_role_can_sign_in(demonstration: Flask, tmp_path: Path) -> None:
    guests = accounts.load(tmp_path)

    assert {guest.role for guest in guests} == set(Role) - {Role.OPERATOR}
    assert (tmp_path / accounts.KEPT).stat().st_mode & 0o777 == 0o600
    for guest in guests:
        browser = people.Browser(demonstration.test_client())
        answer = browser.sign_in(guest.email, guest.password)
        if guest.seed:
            code = pyotp.TOTP(guest.seed).at(clock.now())
            answer = browser.send("/sign-in/second-factor", code=code)
        assert answer.status_code == 303, guest.email
        assert "second-factor" not in answer.location
        assert browser.client.get("/account").status_code == 200


def test_passwords_are_made_by_chance_and_told_again(demonstration: Flask, tmp_path: Path) -> None:
    guests = accounts.load(tmp_path)

    seen = demonstration.test_cli_runner().invoke(args=["demo", "--passwords"]).output

    assert len({guest.password for guest in guests}) == len(guests)
    assert all(f"{guest.email} " in seen and guest.password in seen for guest in guests)
    assert all("example.org" in guest.email for guest in guests)


def test_a_report_stands_at_every_status(demonstration: Flask) -> None:
    ours = select(Report.status).join(Report.state).where(State.iso3 == accounts.STATE)

    every = {status for ends in REPORT_MOVES.items() for status in (ends[0][0], ends[1])}
    # A discarded draft is shown to nobody, so there is nothing to demonstrate.
    assert set(db.session.scalars(ours)) == every - {Status.DISCARDED}


def test_one_report_is_late_one_silent_one_soon(demonstration: Flask) -> None:
    today = clock.today()
    owed = {(each.cycle, each.iso3): each.standing for each in obligations(today, today)}

    assert owed[filing.OVERDUE, "XFC"] is Punctuality.REPORTED_LATE
    assert owed[filing.OVERDUE, stories.SILENT_STATE] is Punctuality.SILENT
    assert owed[filing.COMING, "XHY"] is Punctuality.NOT_YET_DUE
    assert owed[filing.COMING, "XCJ"] is Punctuality.REPORTED


def test_every_page_says_that_it_is_invented(demonstration: Flask) -> None:
    client = demonstration.test_client()

    for address in ("/about", "/no-such-page"):
        assert "Demonstration: invented States" in client.get(address).text


def test_an_action_stands_at_every_status(demonstration: Flask) -> None:
    reached = {status for ends in SUBMISSION_MOVES.items() for status in (ends[0][0], ends[1])}

    found = db.session.scalars(select(Submission.status).where(Submission.kind == "action"))
    replies = db.session.scalars(select(Submission.status).where(Submission.kind == "reply")).all()

    # Of what is given up nothing is left to be looked at.
    assert set(found) == reached - GIVEN_UP
    assert "submitted" in replies


def test_the_dashboard_shows_a_map_of_the_invented_continent(demonstration: Flask) -> None:
    page = BeautifulSoup(demonstration.test_client().get("/").text, "html.parser")
    members = db.session.scalars(select(State.iso3).where(State.status == "member")).all()
    world = page.select_one("[data-world]")

    assert world is not None
    drawn = [str(link["data-s"]) for link in world.select("svg a:has(path)")]
    tiles = [str(link["data-s"]) for link in world.select(".tiles a")]
    assert sorted(drawn) == sorted(tiles) == sorted(members)
    assert all(link.title and link["href"] for link in world.select("svg a"))
