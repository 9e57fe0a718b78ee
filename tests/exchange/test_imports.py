"""A file on its way: read, planned, confirmed, written; what is refused, and what others do."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests import factories as make
from tests import people
from tests.reporting import filing
from tests.reporting.people import DRAFTER
from tests.reporting.test_simultaneity import at_once
from tracker.accounts import queries
from tracker.accounts.actor import OPERATOR, Actor
from tracker.accounts.erasure import erase
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.core.errors import Conflict, Forbidden, Invalid, NotFound
from tracker.evidence import action_service
from tracker.evidence.models import IndicatorValue
from tracker.exchange.imports import refused_rows, retention, runs
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.imports.job import work
from tracker.exchange.imports.models import ImportRun, State, Task
from tracker.exchange.imports.runs import RunBusy
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.reporting import editing
from tracker.reporting.models import ReportEntry
from tracker.review import publication
from tracker.review.models import Submission

VALUES = ("reference", "indicator", "state", "value", "effective_on", "source", "act", "note")
ACTION = {
    "own_key": "2021-017",
    "state": "XAA",
    "kind": "law",
    "title": "An invented law was adopted",
    "happened_on": "2021-05-03",
    "commitments": "PLAN-01=supports@2",
}


def a_csv(*rows: dict[str, str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def value(reference: str, **more: str) -> dict[str, str]:
    given = {"indicator": "IND", "state": "XAA", "value": "3", "effective_on": "2019-05"}
    blank = dict.fromkeys(VALUES, "")
    return {**blank, "reference": reference, **given, "source": "SRC", **more}


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> SimpleNamespace:
    """A plan, two states, an indicator; somebody of each sort who brings files."""
    plan = make.instrument("PLAN")
    first = make.commitment("PLAN-01", of=plan)
    make.commitment("PLAN-02", of=plan)
    one = make.state("XAA")
    make.state("XBB", "Otherland")
    indicator = make.indicator("IND", measures=(first,))
    old = make.value(indicator, one, "3", date(2018, 1, 1), reference="OLD")
    own = make.organisation("Circle of invented survivors")
    standing.rebuild()
    publication.registry_changed()
    who = {
        "administrator": people.holder(Role.ADMINISTRATOR),
        "focal": people.holder(Role.FOCAL_POINT, state="XAA"),
        "contributor": people.holder(Role.CONTRIBUTOR, organisation_id=own.id),
    }
    db.session.commit()
    actors = {name: people.actor(each) for name, each in who.items()}
    source = old.source.code if old.source else ""
    return SimpleNamespace(
        app=app, db=db, folder=Path(app.config["DATA_DIR"]), own=own, source=source, **actors
    )


def brought(
    world: SimpleNamespace,
    actor: Actor,
    kind: str,
    content: bytes,
    context: str | None = None,
) -> ImportRun:
    """A run whose rows are planned, its columns being as guessed."""
    run = runs.begin(
        actor, OFFERS[kind], context, name="mine.csv", content=content, data_dir=world.folder
    )
    looked = runs.load_view(actor, run, world.folder)
    runs.choose_columns(actor, run, looked.matching)
    runs.ask(actor, run, Task.PLAN)
    work(actor, run, world.folder)
    world.db.session.commit()
    return run


def written(world: SimpleNamespace, actor: Actor, run: ImportRun, *, accepts: bool = False) -> None:
    runs.ask(actor, run, Task.WRITE, accept_valid=accepts)
    work(actor, run, world.folder)
    world.db.session.commit()


def counted(run: ImportRun) -> tuple[int, ...]:
    counts: dict[str, Any] = run.counts or {}
    return tuple(counts[name] for name in ("rows", "created", "changed", "left", "refused"))


def test_confirmed_file_is_written_once_and_again_changes_nothing(world: SimpleNamespace) -> None:
    content = a_csv(value("NEW-1", source=world.source), value("NEW-2", source=world.source))
    run = brought(world, world.administrator, "indicator_values", content)

    assert counted(run) == (2, 2, 0, 0, 0)
    assert world.db.session.scalar(select(func.count()).select_from(IndicatorValue)) == 1
    written(world, world.administrator, run)
    assert (run.state, run.task, run.worker) == (State.DONE, None, None)
    events = world.db.session.scalars(
        select(AuditEvent.verb).order_by(AuditEvent.sequence.desc()).limit(2)
    ).all()
    assert set(events) == {"exchange:import:written", "evidence:indicator-values:loaded"}
    with pytest.raises(RunBusy):
        runs.content_of(run, world.folder)

    again = brought(world, world.administrator, "indicator_values", content)
    assert counted(again) == (2, 0, 0, 2, 0)
    before = world.db.session.scalar(select(func.count()).select_from(AuditEvent))
    revision = publication.revision()
    written(world, world.administrator, again)
    assert publication.revision() == revision
    # That somebody brought it is told; of the records nothing is.
    assert world.db.session.scalar(select(func.count()).select_from(AuditEvent)) == before + 1


def test_refused_rows_come_back_as_a_file_ready_to_be_mended(world: SimpleNamespace) -> None:
    source = world.source
    content = a_csv(
        value("GOOD", source=source),
        value("BAD-STATE", source=source, state="XZZ"),
        value("BAD-DAY", source=source, effective_on="soon"),
        value("OTHER", source=source, value="1", effective_on="2015"),
        value("OTHER", source=source, value="4", effective_on="2015"),
    )
    run = brought(world, world.administrator, "indicator_values", content)

    assert counted(run) == (5, 1, 0, 0, 4)
    seen = {(each["row"], each["column"], each["value"]) for each in run.refusals or []}
    assert seen >= {(3, "state", "XZZ"), (4, "effective_on", "soon"), (5, "reference", "OTHER")}
    assert (6, "reference", "OTHER") in seen  # neither of two that contradict each other
    assert all(each["reason"] for each in run.refusals or [])
    written(world, world.administrator, run)
    assert (run.state, bool(run.failure)) == (State.FAILED, True)

    runs.again(world.administrator, run)
    work(world.administrator, run, world.folder)
    written(world, world.administrator, run, accepts=True)
    assert (run.state, counted(run)) == (State.DONE, (5, 1, 0, 0, 4))
    header, rows = refused_rows.unpacked(
        runs.shelf(world.folder).get(run.public_id, runs.REFUSED) or b""
    )
    assert header == [*VALUES, "refused_because"]
    assert [row[0] for row in rows] == ["BAD-STATE", "BAD-DAY", "OTHER", "OTHER"]
    mended = b"".join(refused_rows.as_csv(header, rows)).replace(b"XZZ", b"XBB")
    once_more = brought(world, world.administrator, "indicator_values", mended)
    assert counted(once_more) == (4, 1, 0, 0, 3)


def test_what_changed_since_the_check_is_shown_not_written(world: SimpleNamespace) -> None:
    run = brought(
        world, world.administrator, "indicator_values", a_csv(value("N-1", source=world.source))
    )
    other = brought(
        world,
        world.administrator,
        "indicator_values",
        a_csv(value("N-1", source=world.source, note="A colleague was first.")),
    )
    written(world, world.administrator, other)

    written(world, world.administrator, run)
    assert (run.state, run.task, counted(run)) == (State.WAITING, None, (1, 0, 1, 0, 0))
    assert run.failure
    kept = world.db.session.scalars(select(IndicatorValue.note).filter_by(reference="N-1")).one()
    assert kept == "A colleague was first."
    written(world, world.administrator, run)
    assert run.state == State.DONE


def test_actions_become_drafts_and_the_same_file_changes_nothing(world: SimpleNamespace) -> None:
    actor, into = world.contributor, world.own.public_id
    content = a_csv(ACTION, {**ACTION, "own_key": "2021-018", "title": "Another invented law"})
    run = brought(world, actor, "actions", content, into)
    assert counted(run) == (2, 2, 0, 0, 0)
    written(world, actor, run)
    drafts = world.db.session.scalars(select(Submission).order_by(Submission.id)).all()
    assert [(each.status, each.own_key) for each in drafts] == [
        ("draft", "2021-017"),
        ("draft", "2021-018"),
    ]

    assert counted(brought(world, actor, "actions", content, into)) == (2, 0, 0, 2, 0)
    changed = brought(world, actor, "actions", content.replace(b"Another", b"A third"), into)
    written(world, actor, changed)
    world.db.session.refresh(drafts[1])
    assert (drafts[1].version, drafts[1].text["title"]) == (2, "A third invented law")
    unknown = {**ACTION, "own_key": "", "commitments": "PLAN-99=context"}
    refused = brought(world, actor, "actions", a_csv({**ACTION}, unknown), into)
    assert {each["column"] for each in refused.refusals or []} == {"own_key"}


def test_action_that_was_sent_is_not_changed_by_a_file(world: SimpleNamespace) -> None:
    whole = {
        **ACTION,
        "account": "It pays for shelters.",
        "language": "en",
        "source_1_url": "https://example.org/12",
        "source_1_title": "Act 12",
        "source_1_publisher": "A gazette",
        "source_1_language": "en",
        "source_1_tier": "A",
    }
    draft = action_service.begin(world.contributor, world.own.id, whole)
    action_service.submit(world.contributor, draft.reference, version=draft.version)
    world.db.session.commit()
    into = world.own.public_id

    same = brought(world, world.contributor, "actions", a_csv(whole), into)
    assert counted(same) == (1, 0, 0, 1, 0)
    other = brought(world, world.contributor, "actions", a_csv({**whole, "title": "Other"}), into)
    assert [each["column"] for each in other.refusals or []] == ["own_key"]
    assert draft.reference in (other.refusals or [])[0]["reason"]


def test_entries_go_into_one_draft_of_a_report(world: SimpleNamespace) -> None:
    report = editing.start_report(world.focal, "XAA", filing.frame())
    editing.save_entry(world.focal, report.reference, filing.entry("PLAN-01"), version=0)
    reference = report.reference
    world.db.session.commit()
    rows = (
        {"commitment": "PLAN-01", "level": "3", "measures_taken": "A second law."},
        {"commitment": "PLAN-02", "level": "0", "measures_taken": ""},
    )
    run = brought(world, world.focal, "report_entries", a_csv(*rows), reference)
    assert counted(run) == (2, 1, 1, 0, 0)
    written(world, world.focal, run)
    query = select(ReportEntry.level, ReportEntry.version).order_by(ReportEntry.id)
    levels = {row.level: row.version for row in world.db.session.execute(query)}
    assert levels == {3: 2, 0: 1}
    again = brought(world, world.focal, "report_entries", a_csv(*rows), reference)
    assert counted(again) == (2, 0, 0, 2, 0)
    foreign = a_csv({"commitment": "PLAN-77", "level": "1"})
    refused = brought(world, world.focal, "report_entries", foreign, reference)
    assert [each["column"] for each in refused.refusals or []] == ["commitment"]


@pytest.mark.parametrize(
    ("who", "kind", "context", "raised"),
    [
        ("contributor", "commitments", None, Forbidden),  # the registry is administrators'
        ("focal", "indicator_values", None, Forbidden),
        ("administrator", "actions", "own", NotFound),  # for nobody's organisation
        ("contributor", "actions", "another", NotFound),
        ("contributor", "actions", None, Invalid),  # it must be said for which
        ("contributor", "report_entries", "R-XAA-1", NotFound),
        ("focal", "report_entries", "R-XAA-NONE", NotFound),
    ],
)
def test_nobody_brings_what_is_not_theirs_to_write(
    world: SimpleNamespace, who: str, kind: str, context: str | None, raised: type[Exception]
) -> None:
    into = world.own.public_id if context == "own" else context
    with pytest.raises(raised):
        runs.begin(
            getattr(world, who),
            OFFERS[kind],
            into,
            name="a.csv",
            content=a_csv(value("A")),
            data_dir=world.folder,
        )


def test_another_persons_file_is_as_if_it_were_not_there(world: SimpleNamespace) -> None:
    run = brought(world, world.administrator, "indicator_values", a_csv(value("A")))
    with pytest.raises(NotFound):
        runs.own_run(world.contributor, run.public_id)
    assert runs.own_runs(world.contributor) == ()
    assert DRAFTER.key != world.focal.key  # somebody without an account keeps no runs


def test_matching_saved_under_a_name_reads_the_next_file(world: SimpleNamespace) -> None:
    content = a_csv({"Nummer": "N-1", "Wert": "3"})
    actor, offer = world.administrator, OFFERS["indicator_values"]
    run = runs.begin(actor, offer, None, name="a.csv", content=content, data_dir=world.folder)
    matching = runs.load_view(actor, run, world.folder).matching
    fixed = {"indicator": "IND", "state": "XAA", "effective_on": "2019", "source": world.source}
    for column, constant in fixed.items():
        matching = matching.choose(column, constant=constant)
    matching = matching.choose("reference", source="Nummer").choose("value", source="Wert")
    runs.choose_columns(actor, run, matching)
    runs.save_way(actor, run, "From the office")
    runs.ask(actor, run, Task.PLAN)
    work(actor, run, world.folder)
    assert counted(run) == (1, 1, 0, 0, 0)

    later = a_csv({"Nummer": "N-2", "Wert": "<5"})
    found = runs.begin(actor, offer, None, name="b.csv", content=later, data_dir=world.folder)
    again = runs.load_view(actor, found, world.folder).matching
    assert (again.of("value").source, again.of("state").constant) == ("Wert", "XAA")
    runs.ask(actor, found, Task.PLAN)
    work(actor, found, world.folder)
    assert [(each["column"], each["value"]) for each in found.refusals or []] == [("Wert", "<5")]


def test_two_clicks_on_confirm_write_once(world: SimpleNamespace, app: Flask) -> None:
    content = a_csv(ACTION)
    run = brought(world, world.contributor, "actions", content, world.own.public_id)
    public_id = run.public_id
    world.db.session.remove()

    def confirm() -> None:
        try:
            again = runs.own_run(world.contributor, public_id)
            runs.ask(world.contributor, again, Task.WRITE)
            work(world.contributor, again, world.folder)
        except RunBusy as late:
            raise Conflict(str(late)) from None

    outcomes = at_once(app, confirm, confirm)

    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    assert world.db.session.scalar(select(func.count()).select_from(Submission)) == 1


def test_without_the_second_factor_nobody_has_a_thread_write_what_needs_it(
    world: SimpleNamespace,
) -> None:
    run = brought(
        world, world.administrator, "indicator_values", a_csv(value("N", source=world.source))
    )
    half = replace(
        world.administrator, roles=frozenset({Role.CONTRIBUTOR}), held=world.contributor.held
    )

    with pytest.raises(NotFound):
        runs.ask(half, run, Task.WRITE)
    assert run.task is None


def test_texts_of_a_file_are_not_kept_for_ever(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = brought(world, world.contributor, "actions", a_csv(ACTION), world.own.public_id)
    written(world, world.contributor, done)
    waiting = brought(world, world.contributor, "actions", a_csv(ACTION), world.own.public_id)
    assert done.shown is None
    assert waiting.shown
    later = clock.now() + runs.FILES + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    counts = retention.forget(OPERATOR, world.folder)
    world.db.session.expire_all()

    assert counts["previews of files brought"] >= 1
    assert [done.state, waiting.state] == [State.DONE, State.CANCELLED]
    assert (waiting.shown, waiting.refusals, waiting.value_map) == (None, None, None)
    assert not list((world.folder / runs.FOLDER).iterdir())


def test_what_an_erased_account_brought_goes_with_it(world: SimpleNamespace) -> None:
    brought(world, world.contributor, "actions", a_csv(ACTION), world.own.public_id)
    user = queries.find_user(world.contributor.key)

    erase(OPERATOR, user)

    assert world.db.session.scalar(select(func.count()).select_from(ImportRun)) == 0


def test_the_page_says_how_long_files_are_kept() -> None:
    page = (Path(__file__).parents[2] / "docs" / "safeguarding.md").read_text(encoding="utf-8")

    assert f"what their preview repeats | {runs.FILES.days} days |" in page
    assert f"own list of imports | {retention.RUNS.days} days |" in page
