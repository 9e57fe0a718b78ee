"""The timeline tells everything public in the order in which it became so, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories
from tests.web.pages import opened, statements, words
from tracker.registry.models import Commitment, State
from tracker.review import publication
from tracker.review.models import Submission, SubmissionMove
from tracker.timeline import query
from tracker.timeline.event import EventKind, RecordKind, TimelineQuery, Window

TODAY = date(2021, 11, 22)
NOON = datetime(2021, 11, 22, 12, tzinfo=UTC)
EARLIER = datetime(2021, 11, 10, 9, tzinfo=UTC)
LATER = datetime(2021, 11, 18, 9, tzinfo=UTC)
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def _on_the_day() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def place(db: SQLAlchemy) -> tuple[State, Commitment]:
    """An invented state and a commitment, which was put on record long ago."""
    return factories.state(), factories.commitment()


def events_of(filters: dict[str, str] | None = None, **more: object) -> list[tuple[str, str, date]]:
    asked = TimelineQuery(TODAY, TODAY, filters or {}, **more)  # type: ignore[arg-type]
    return [(one.kind, one.what, one.day) for one in query.page(asked).occurrences]


def test_newest_stands_first_and_own_dates_break_ties(place: tuple[State, Commitment]) -> None:
    about, on = place
    factories.assessment(about, on, level=2, published_at=EARLIER, effective_on=date(2020, 1, 1))
    factories.action(about, on, level=1, published_at=LATER, effective_on=date(2019, 1, 1))
    factories.report(about, on, level=3, published_at=LATER, period_end=date(2020, 12, 31))

    assert events_of({"state": "XAA"}) == [
        (RecordKind.REPORT, EventKind.PUBLISHED, LATER.date()),
        (RecordKind.ACTION, EventKind.PUBLISHED, LATER.date()),
        (RecordKind.ASSESSMENT, EventKind.PUBLISHED, EARLIER.date()),
    ]


def test_a_record_of_tomorrow_is_listed_once_its_day_has_begun_anywhere(
    place: tuple[State, Commitment],
) -> None:
    """At 10:00 UTC tomorrow begins at the first place on earth, and the query was asked before."""
    about, on = place
    tomorrow = TODAY + timedelta(days=1)
    factories.action(about, on, level=1, published_at=EARLIER, effective_on=tomorrow)

    with time_machine.travel(NOON - timedelta(hours=3), tick=False):
        assert events_of({"state": "XAA"}) == []
    assert [kind for kind, _what, _day in events_of({"state": "XAA"})] == [RecordKind.ACTION]


def test_pages_of_two_states_share_a_query_and_not_its_answer(
    place: tuple[State, Commitment],
) -> None:
    about, on = place
    factories.action(about, on, level=1, published_at=EARLIER)
    other = factories.state("XBB", "Otherland")
    factories.report(other, on, level=1, published_at=LATER, period_end=date(2020, 12, 31))

    assert [kind for kind, _what, _day in events_of({"state": "XAA"})] == [RecordKind.ACTION]
    assert [kind for kind, _what, _day in events_of({"state": "XBB"})] == [RecordKind.REPORT]


def test_order_gives_no_day_of_a_withheld_record_away(place: tuple[State, Commitment]) -> None:
    about, on = place
    factories.assessment(about, on, level=2, published_at=EARLIER, effective_on=date(2020, 1, 1))
    factories.action(about, on, level=1, published_at=LATER, name_withheld=True)

    assert events_of({"state": "XAA"}) == [
        (RecordKind.ASSESSMENT, EventKind.PUBLISHED, EARLIER.date()),
        (RecordKind.ACTION, EventKind.PUBLISHED, date(2021, 11, 1)),
    ]
    # Nor do the dates of an address close in on it.
    early = TimelineQuery(TODAY, date(2021, 11, 2), {"kind": "action"})
    assert len(query.page(early).occurrences) == 1


def test_ties_of_passages_are_told_by_the_day(
    db: SQLAlchemy, client: FlaskClient, place: tuple[State, Commitment]
) -> None:
    _, on = place
    other = factories.commitment("PLAN-09", of=on.instrument)
    indicator = factories.indicator("IND", measures=(on, other))
    for measure in indicator.measures:
        measure.published_at = EARLIER
    factories.relation(on, other, published_at=EARLIER, ended_at=LATER, ended_as="superseded")
    factories.relation(on, other, kind="related", published_at=LATER)
    gone = factories.relation(other, on, kind="related", published_at=EARLIER)
    gone.ended_at, gone.ended_as = LATER, "withdrawn"
    factories.saved(gone)
    publication.registry_changed()
    db.session.commit()

    page = opened(client, "/activity?kind=registry")
    here = words(opened(client, f"/activity?kind=registry&commitment={on.reference}").main)

    assert events_of({"commitment": on.reference})[:4] == [
        (RecordKind.REGISTRY, EventKind.WITHDRAWN, LATER.date()),
        (RecordKind.REGISTRY, EventKind.CHANGED, LATER.date()),
        (RecordKind.REGISTRY, EventKind.PUBLISHED, EARLIER.date()),
        (RecordKind.REGISTRY, EventKind.PUBLISHED, EARLIER.date()),
    ]
    assert f"The relation between {on.reference} and PLAN-09 was changed." in words(page.main)
    assert "now measures 2 passages." in words(page.main)
    assert f"now measures {on.reference}." in here
    assert events_of({"state": "XAA"}) == []


def test_what_was_never_published_is_not_there(place: tuple[State, Commitment]) -> None:
    about, on = place
    factories.assessment(about, on, level=2, published_at=None)
    factories.action(about, on, level=1, published_at=None, reference="A-HIDDEN")
    factories.report(about, on, level=3, published_at=None, status="submitted", submitted_at=LATER)

    assert events_of({"state": "XAA"}) == []


def test_withdrawn_record_keeps_no_words(
    db: SQLAlchemy, client: FlaskClient, place: tuple[State, Commitment]
) -> None:
    about, on = place
    by = factories.organisation("Those who took it back")
    ended = {"ended_at": LATER, "ended_as": "withdrawn", "ended_reason": "Reasons."}
    factories.action(about, on, level=1, title="What it said", by=by, published_at=EARLIER, **ended)
    db.session.commit()

    page = opened(client, "/activity?state=XAA")

    assert "An organisation withdrew an action by Examplia." in words(page)
    assert "An action by Examplia was logged. It was withdrawn later." in words(page)
    assert "What it said" not in words(page)
    assert "took it back" not in words(page)


def test_unpublished_decisions_are_told_by_month_and_of_no_state(
    place: tuple[State, Commitment],
) -> None:
    about, _on = place
    for number, made_at in enumerate((EARLIER, datetime(2021, 10, 5, tzinfo=UTC))):
        waits = factories.saved(
            Submission(
                reference=f"A-WAITS{number}",
                kind="action",
                status="declined",
                state=about.iso3,
                text={},
                created_by="somebody",
                created_at=made_at,
            )
        )
        factories.saved(
            SubmissionMove(
                submission_id=waits.id,
                move="decline",
                from_status="submitted",
                to_status="declined",
                made_at=made_at,
                actor="reviewer",
                role="reviewer",
                ground="not_checkable",
            )
        )

    assert events_of({"kind": "decision"}) == [
        (RecordKind.DECISION, EventKind.DECLINED, date(2021, 11, 1))
    ]
    assert events_of({"kind": "decision", "state": "XAA"}) == []


def test_pages_follow_each_other_without_gap_or_repetition(place: tuple[State, Commitment]) -> None:
    about, on = place
    for number in range(7):
        factories.action(
            about, on, level=1, published_at=EARLIER, effective_on=date(2020, 1, 1 + number // 3)
        )
    asked = TimelineQuery(TODAY, TODAY, {"kind": "action"})

    seen, after = [], None
    while True:
        found = query.page(asked, before=after, size=3)
        seen += [one.key for one in found.occurrences]
        if found.older is None:
            break
        after = query.parse_place(found.older)

    assert seen == sorted(set(seen), key=seen.index)
    assert seen == [one.key for one in query.page(asked).occurrences]
    assert len(seen) == 7


def test_letters_learn_of_withheld_records_once_their_month_is_over(
    place: tuple[State, Commitment],
) -> None:
    about, on = place
    factories.action(about, on, level=1, published_at=LATER, name_withheld=True)
    december = datetime(2021, 12, 1, 6, tzinfo=UTC)

    present = TimelineQuery(TODAY, TODAY, {"kind": "action"}, window=Window(EARLIER, NOON))
    over = TimelineQuery(
        december.date(), december.date(), {"kind": "action"}, window=Window(NOON, december)
    )

    assert query.everything(present, limit=10) == ()
    assert len(query.everything(over, limit=10)) == 1


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("theme=no-such-theme", 400),
        ("organisation=org-of-nobody", 400),
        ("after=yesterday", 400),
        ("kind=rumour", 400),
        ("kind=action&as_of=2019-01-01", 200),
    ],
)
def test_filters_are_read_strictly(
    db: SQLAlchemy, client: FlaskClient, place: object, filters: str, found: int
) -> None:
    db.session.commit()
    assert client.get(f"/activity?{filters}").status_code == found
    assert client.get(f"/activity.atom?{filters}").status_code == found


def test_organisation_is_found_by_its_named_records_alone(
    db: SQLAlchemy, client: FlaskClient, place: tuple[State, Commitment]
) -> None:
    about, on = place
    by = factories.organisation("Named at times")
    factories.action(about, on, level=1, by=by, title="Said openly", published_at=EARLIER)
    factories.action(
        about, on, level=1, by=by, title="Said in silence", name_withheld=True, published_at=EARLIER
    )
    db.session.commit()

    page = words(opened(client, f"/activity?organisation={by.public_id}"))

    assert "Said openly" in page
    assert "Said in silence" not in page


def test_feed_is_whole_stable_and_kept(
    db: SQLAlchemy, client: FlaskClient, place: tuple[State, Commitment]
) -> None:
    about, on = place
    for _each in range(query.ON_A_PAGE + 1):
        factories.action(about, on, level=1, published_at=EARLIER)
    factories.action(about, on, level=1, name_withheld=True, published_at=LATER)
    db.session.commit()

    answer = client.get("/activity.atom?state=XAA")
    feed = ET.fromstring(answer.data)  # noqa: S314 - our own answer
    rest = ET.fromstring(client.get(_link(feed, "next")).data)  # noqa: S314

    assert answer.content_type == "application/atom+xml; charset=utf-8"
    for element in (feed, *feed.findall("atom:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"atom:{name}", None, ATOM)
    ids = [one.text for page in (feed, rest) for one in page.findall("atom:entry/atom:id", ATOM)]
    assert len(set(ids)) == len(ids) == query.ON_A_PAGE + 2
    assert all(one.startswith("urn:uuid:") for one in ids if one)
    assert _link(feed, "self").endswith("/activity.atom?state=XAA")
    # The one whose name is withheld is dated by its month, so it stands last.
    assert rest.findtext("atom:entry[last()]/atom:updated", None, ATOM) == "2021-11-01T00:00:00Z"
    again = client.get(
        "/activity.atom?state=XAA", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def _link(feed: ET.Element, relation: str) -> str:
    found = feed.find(f"atom:link[@rel='{relation}']", ATOM)
    assert found is not None
    return found.attrib["href"]


def test_pages_name_the_feed_of_what_they_are_about(seeded_client: FlaskClient) -> None:
    for page, feed in (
        ("/", "/activity.atom"),
        ("/states/KEN", "/activity.atom?state=KEN"),
        ("/commitments/GPA-2010-25", "/activity.atom?commitment=GPA-2010-25"),
        ("/commitments?theme=migration", "/activity.atom?theme=migration"),
        ("/commitments?pillar=protection&sort=gap", "/activity.atom?pillar=protection"),
        ("/states?region=africa", "/activity.atom?region=africa"),
        ("/actions?state=KEN&polarity=supports", "/activity.atom?state=KEN&kind=action"),
        ("/reports?region=asia", "/activity.atom?region=asia&kind=report"),
    ):
        found = opened(seeded_client, page).select_one('link[rel="alternate"][type]')
        assert found is not None
        assert found["href"] == feed


def test_timeline_takes_one_query_however_long_it_is(
    db: SQLAlchemy, place: tuple[State, Commitment], app: Flask
) -> None:
    about, on = place
    for _each in range(30):
        factories.action(about, on, level=1, published_at=EARLIER)
    db.session.commit()

    with statements(app) as made:
        query.page(TimelineQuery(TODAY, TODAY))

    assert len(made) == 2  # the union, and the few changes of words from the trail


def test_pages_of_the_timeline_lead_back_the_way_they_came(
    client: FlaskClient, db: SQLAlchemy
) -> None:
    state, commitment = factories.state(), factories.commitment()
    for number in range(160):
        factories.action(state, commitment, level=1, title=f"Act {number}")
    publication.registry_changed()
    db.session.commit()
    address, seen = "/activity", []
    for number in range(4):
        page = opened(client, address)
        seen.append(words(page.find("main")))
        older = page.select_one('nav.pager a[rel="next"]')
        assert (older is None) == (number == 3)
        address = str(older["href"]) if older else ""
    back = opened(client, str(page.select_one('nav.pager a[rel="prev"]')["href"]))
    again = opened(client, str(back.select_one('nav.pager a[rel="next"]')["href"]))
    second = opened(client, str(back.select_one('nav.pager a[rel="prev"]')["href"]))

    assert [words(each.find("main")) for each in (second, back, again)] == seen[1:]
    assert second.select_one('nav.pager a[rel="prev"]') is None  # "The newest" leads to the first
    assert client.get("/activity?back=nowhere").status_code == 400
