"""Pages of reports: what readers see of them, and of who reports in time."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.reporting import filing, people
from tests.web.pages import NOTHING, links, opened, section, statements, words
from tracker.gap import standing
from tracker.reporting import cycles, editing, transitions
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.entries import RecordResponse
from tracker.reporting.models import DueDate
from tracker.reporting.vocabulary import FactResponse
from tracker.review import publication
from tracker.review.lifecycle import Status


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    plan = make.instrument("PLAN")
    first = make.commitment("PLAN-01", of=plan)
    second = make.commitment("PLAN-02", of=plan)
    make.relation(first, second)
    third = make.commitment("PLAN-03", of=plan, pillar="prevention")
    one, other = make.state("XAA"), make.state("XBB", "Otherland", regional_group="APG")
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()
    return SimpleNamespace(first=first, third=third, one=one, other=other)


def cycle(**more: str) -> None:
    cycles.put_cycles(people.ADMINISTRATOR, [CycleDraft.parse({**filing.CYCLE, **more})])


def due_id(db: SQLAlchemy, iso3: str = "XAA") -> int:
    rows = db.session.scalars(select(DueDate).where(DueDate.dropped_at.is_(None)))
    return next(row.id for row in rows if row.state.iso3 == iso3)


@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.CLEARED, Status.SUBMITTED, Status.RETURNED]
)
def test_what_is_not_public_has_no_page(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace, status: Status
) -> None:
    reference = filing.AT[status]().reference
    db.session.commit()

    hidden, missing = client.get(f"/reports/{reference}"), client.get("/reports/R-XAA-00000000")

    assert (hidden.status_code, hidden.text) == (404, missing.text)
    assert reference not in client.get("/reports").text


def test_a_report_is_shown_whole(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    make.indicator("IND", measures=(world.first,))
    hidden = make.organisation("A name that is withheld")
    make.action(world.one, world.first, level=1, by=hidden, name_withheld=True, reference="ACT-W")
    report = filing.begun()
    entry = filing.entry(
        "PLAN-01",
        3,
        challenges="<b>Few</b> shelters, see https://example.org/law.",
        indicator_values="IND=3@2024",
        survivors="led",
        survivors_how="An association wrote it.",
    )
    said = [RecordResponse("ACT-W", FactResponse.CONTEST, "It did not happen.")]
    editing.save_entry(people.DRAFTER, report.reference, entry, version=0, facts=said)
    editing.answer_alike(people.DRAFTER, report.reference, lead="PLAN-01", commitments=["PLAN-02"])
    unsaid = filing.entry("PLAN-03", None, answer="not_assessed", reason="A survey is under way.")
    editing.save_entry(people.DRAFTER, report.reference, unsaid, version=0)
    for act, who in ((transitions.clear, people.AUTHORITY), (transitions.submit, people.AUTHORITY)):
        act(who, report.reference)
    transitions.publish(people.REVIEWER, report.reference)
    reference = report.reference
    db.session.commit()

    page = opened(client, f"/reports/{reference}")

    seen = section(page, "PLAN-01")
    assert "Substantial" in seen
    assert "<b>Few</b> shelters" in seen
    assert "https://example.org/law" in links(page.find(id="PLAN-01"))
    assert "IND : 3, 2024" in seen
    assert "Contested by the State" in seen
    assert "Survivors led it" in seen
    assert "This is the answer given for" in section(page, "PLAN-02")
    assert "Not assessed : A survey is under way." in section(page, "PLAN-03")
    assert [each["id"] for each in page.select("main section")][:3] == [
        *("survivors", "prevention", "prosecution")
    ]
    assert "association read the draft" in section(page, "survivors")
    assert "A name that is withheld" not in page.text
    history = section(page, "history")
    assert "A reviewer published it." in history
    assert not any(key in page.text for key in ("drafter", "reviewer-", "authority-"))
    assert f"/reports/{reference}" in section(page, "cite")


def test_a_lower_case_reference_leads_to_the_page(client: FlaskClient) -> None:
    answer = client.get("/reports/r-xaa-1?as_of=2020-01-01")

    assert (answer.status_code, answer.location) == (301, "/reports/R-XAA-1?as_of=2020-01-01")


@pytest.mark.parametrize("address", ["/reports/a%00b", "/reports/" + "x" * 80, "/reports/<x>"])
def test_a_misshapen_reference_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_withdrawn_report_keeps_only_that_it_was(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    with time_machine.travel(datetime(2025, 3, 1, 12, tzinfo=UTC), tick=False):
        reference = filing.published(filing.entry(measures_taken="A law.")).reference
    with time_machine.travel(datetime(2025, 5, 1, 12, tzinfo=UTC), tick=False):
        transitions.withdraw(people.AUTHORITY, reference, reason="It named the wrong year.")
        db.session.commit()

    page = opened(client, f"/reports/{reference}")
    before = opened(client, f"/reports/{reference}?known_by=2025-04-30")

    assert "It named the wrong year." in section(page, "content")
    assert page.find(id="PLAN-01") is None
    assert "A law." in section(before, "PLAN-01")
    assert "withdrew this report later, on 1 May 2025" in section(before, "content")
    assert "A law." not in page.text
    assert "Withdrawn by the State on 1 May 2025" in section(page, "cite")
    assert client.get(f"/reports/{reference}?known_by=2025-02-28").status_code == 404
    assert reference not in client.get("/reports").text
    assert reference in client.get("/reports?known_by=2025-04-30").text


def test_a_superseded_report_leads_to_its_successor(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    old, new = filing.published().reference, filing.published().reference
    db.session.commit()

    page = opened(client, f"/reports/{old}")

    assert f"/reports/{new}" in links(page.find(id="content"))
    assert "Partial" in section(page, "PLAN-01")


def test_why_a_report_was_returned_stays_inside(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    reference = filing.returned().reference
    transitions.reopen(people.DRAFTER, reference)
    for act in (transitions.clear, transitions.submit):
        act(people.AUTHORITY, reference)
    transitions.publish(people.REVIEWER, reference)
    db.session.commit()

    history = section(opened(client, f"/reports/{reference}"), "history")

    assert "A reviewer returned it to the State." in history
    assert "The level rests on no measure." not in history
    assert "The focal point reopened it." in history


def test_nothing_is_due_before_a_cycle_exists(client: FlaskClient, db: SQLAlchemy) -> None:
    page = opened(client, "/reporting")

    assert "No reports are due yet" in section(page, "content")
    assert not page.select("table")


def test_no_report_is_told_as_no_report(client: FlaskClient, world: SimpleNamespace) -> None:
    assert "No report was published on this date" in client.get("/reports").text


def rows(page: object) -> dict[str, tuple[str, str]]:
    found = {}
    for row in page.select("table#states tbody tr"):
        cells = [words(cell) for cell in row.select("td")]
        found[words(row.th)] = (cells[1].partition(" · ")[0], cells[3])
    return found


def test_who_reported_who_is_late_and_who_is_silent(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    make.state("XCC", "Thirdland")
    with time_machine.travel(datetime(2025, 1, 2, tzinfo=UTC), tick=False):
        cycle()
    with time_machine.travel(datetime(2025, 3, 31, 23, 59, tzinfo=UTC), tick=False):
        reference = filing.published(due_id=due_id(db)).reference
    with time_machine.travel(datetime(2025, 4, 1, 0, 1, tzinfo=UTC), tick=False):
        late = editing.start_report(
            people.FOREIGN_DRAFTER, "XBB", filing.frame(), due_id=due_id(db, "XBB")
        )
        editing.save_entry(people.FOREIGN_DRAFTER, late.reference, filing.entry(), version=0)
        transitions.clear(people.FOREIGN_AUTHORITY, late.reference)
        transitions.submit(people.FOREIGN_AUTHORITY, late.reference)
        db.session.commit()

    page = opened(client, "/reporting")

    assert rows(page) == {
        "Examplia": ("Reported on time", reference),
        "Otherland": ("Reported late", "Sent, not yet published"),
        "Thirdland": ("Not reported", NOTHING),
    }
    assert "1 State reported on time. 1 reported late. 1 has not reported." in section(
        page, "content"
    )
    assert rows(opened(client, "/reporting?standing=silent")).keys() == {"Thirdland"}
    assert rows(opened(client, "/reporting?group=APG")).keys() == {"Otherland"}
    earlier = rows(opened(client, "/reporting?as_of=2025-03-31&known_by=2025-03-31"))
    assert [said for said, _report in earlier.values()] == [
        *("Reported on time", "Not yet due", "Not yet due")
    ]
    assert "No reports are due yet" in opened(client, "/reporting?known_by=2024-12-31").text


def test_a_withdrawn_report_answers_nothing_any_more(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    with time_machine.travel(datetime(2025, 1, 2, tzinfo=UTC), tick=False):
        cycle()
        reference = filing.published(due_id=due_id(db)).reference
    with time_machine.travel(datetime(2025, 5, 1, tzinfo=UTC), tick=False):
        transitions.withdraw(people.AUTHORITY, reference, reason="It named the wrong year.")
        db.session.commit()

    assert rows(opened(client, "/reporting"))["Examplia"] == ("Not reported", NOTHING)
    before = rows(opened(client, "/reporting?known_by=2025-04-30"))
    assert before["Examplia"] == ("Reported on time", reference)


def test_a_moved_due_date_shows_as_it_was_known(
    client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    with time_machine.travel(datetime(2025, 1, 2, tzinfo=UTC), tick=False):
        cycle()
    with time_machine.travel(datetime(2025, 2, 1, tzinfo=UTC), tick=False):
        cycle(first_due_on="2025-06-30")
        db.session.commit()

    now = opened(client, "/reporting?as_of=2025-05-01")
    then = opened(client, "/reporting?known_by=2025-01-31")

    assert rows(now)["Examplia"][0] == "Not yet due"
    assert "30 Jun 2025" in words(now.find(id="states"))
    assert "31 Mar 2025" in words(then.find(id="states"))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/reporting?round=NONE:2024-12-31", "round"),
        ("/reporting?standing=lazy", "standing"),
        ("/reports?page=9", "page"),
        ("/reports?sort=x", "sort"),
    ],
)
def test_what_is_not_understood_is_told(
    client: FlaskClient, world: SimpleNamespace, address: str, name: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == 400
    assert name in answer.text


def test_pages_of_reports_cost_few_queries(
    app: Flask, client: FlaskClient, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    cycle(every_months="12", last_due_on="2029-12-31")
    for number in range(6):
        filing.published(filing.entry("PLAN-01"), period_end=date(2024, 1, 1 + number))
    reference = filing.published(
        filing.entry("PLAN-01"), filing.entry("PLAN-03"), due_id=due_id(db)
    ).reference
    db.session.commit()

    for address, most in (("/reports", 16), (f"/reports/{reference}", 18), ("/reporting", 10)):
        client.get(address)
        with statements(app) as sent:
            opened(client, address)
        assert len(sent) <= most, (address, sent)
