"""An official wording is found at the days at which it was public here, and at no other."""

from datetime import UTC, date, datetime

from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests.evidence import logged
from tests.web.pages import opened, words
from tests.web.test_search import searched
from tracker.registry.models import Commitment
from tracker.registry.official_wording_models import OfficialWording
from tracker.review import publication
from tracker.review.publication import Ending


def wording(plan: Commitment, text: str, since: int, until: int | None = None) -> OfficialWording:
    """An invented wording, public from one year to another."""
    made = OfficialWording(
        commitment_id=plan.id,
        language="en",
        paragraph="1",
        text=text,
        sha256="0" * 64,
        origin="an invented file",
        read_on=date(since, 1, 1),
        published_at=datetime(since, 1, 1, tzinfo=UTC),
    )
    if until:
        made.ended_at = datetime(until, 1, 1, tzinfo=UTC)
        made.ended_as = Ending.SUPERSEDED
    return made


def test_wording_is_found_only_while_it_is_public(db: SQLAlchemy, client: FlaskClient) -> None:
    logged.world()
    plan = db.session.scalars(select(Commitment).where(Commitment.reference == "PLAN-01")).one()
    plan.published_at = datetime(2015, 1, 1, tzinfo=UTC)
    db.session.add(wording(plan, "They pledge to build lighthouses.", 2020, 2023))
    db.session.add(wording(plan, "They pledge to build windmills.", 2023))
    gone = wording(plan, "They pledge to build aqueducts.", 2017, 2018)
    gone.ended_as = Ending.WITHDRAWN
    db.session.add(gone)
    publication.registry_changed()
    db.session.commit()
    found = {
        (word, year): bool(searched(client, word, known_by=f"{year}-06-30"))
        for word in ("lighthouses", "windmills", "aqueducts", '"pledge to build"')
        for year in (2017, 2019, 2021, 2024)
    }

    assert {asked for asked, is_found in found.items() if is_found} == {
        ("lighthouses", 2021),
        ("windmills", 2024),
        ('"pledge to build"', 2021),
        ('"pledge to build"', 2024),
    }
    assert not searched(client, "lighthouses"), "it was superseded"
    # The excerpt of an earlier day shows the words of that day.
    then = opened(client, "/search?q=pledges&known_by=2021-06-30")
    assert "lighthouses" in words(then.main)
    assert "windmills" not in words(then.main)
