"""Suggestions while typing: few, public, light, at the same reading, and kept by revision."""

from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests.web.pages import opened
from tests.web.test_search import world
from tracker.evidence.models import Action
from tracker.review import publication
from tracker.search.suggestions import MOST

__all__ = ["world"]

LIGHT = 4_096  # bytes of an answer


def suggested(client: FlaskClient, text: str, **more: str) -> list[str]:
    """Where the suggestions lead, in order."""
    answer = client.get(f"/search/suggest?{urlencode({'q': text, **more})}")
    assert answer.status_code == 200
    assert len(answer.data) < LIGHT
    assert len(answer.json["suggestions"]) <= MOST
    return [one["address"] for one in answer.json["suggestions"]]


@pytest.mark.parametrize(
    ("text", "first", "reason"),
    [
        ("ken", "/states/KEN", "the beginning of a name"),
        ("KEN", "/states/KEN", "a code"),
        ("uk", "/states/GBR", "a short name before the beginning of another"),
        ("zair", "/states/COD", "the beginning of a former name"),
        ("holl", "/states/NLD", "the beginning of a usual name"),
        ("kenyan", "/states/KEN", "what is of a State"),
        ("ivoire", "/states/CIV", "a word within a name"),
        ("cote d'iv", "/states/CIV", "no accent, and an apostrophe"),
        ("Кени", "/states/KEN", "Russian"),
        ("肯", "/states/KEN", "one character of Chinese"),
        ("尼亚", None, "characters within a Chinese name"),
        ("كيني", "/states/KEN", "Arabic"),
        ("kenya non", "/states/KEN/commitments?theme=non-punishment", "a State and a theme"),
        ("non pun kenya", "/states/KEN/commitments?theme=non-punishment", "the other order"),
        ("uk compens", "/states/GBR/commitments?theme=compensation", "another name"),
        ("non-penal", "/commitments?theme=non-punishment", "another word for a theme"),
        ("gpa-2010-25", "/commitments/GPA-2010-25", "a reference"),
        ("a/res/64/293", "/instruments/GPA-2010", "a symbol"),
    ],
)
def test_likeliest_is_suggested_first(
    seeded_client: FlaskClient, text: str, first: str | None, reason: str
) -> None:
    found = suggested(seeded_client, text)

    assert found, reason
    assert first is None or found[0] == first, reason


@pytest.mark.parametrize(
    "text", ["", " ", "xyzzy", '"', "OR", "%", "*", "'; --", "-", "\u0301", "a " * 99, "1"]
)
def test_any_text_is_answered(seeded_client: FlaskClient, text: str) -> None:
    for address in suggested(seeded_client, text):
        assert seeded_client.get(address).status_code == 200


def test_every_suggestion_leads_to_a_page_at_the_same_reading(seeded_client: FlaskClient) -> None:
    for text in ("kenya compensation", "gpa", "protocol", "vict"):
        for address in suggested(seeded_client, text, as_of="2013-12-31"):
            assert "as_of=2013-12-31" in address
            assert seeded_client.get(address).status_code == 200


def test_one_kind_alone(seeded_client: FlaskClient) -> None:
    found = suggested(seeded_client, "un", kind="state")

    assert len(found) > 1
    assert all(address.startswith("/states/") for address in found)
    assert seeded_client.get("/search/suggest?q=un&kind=colour").status_code == 400


def test_names_that_are_not_public_are_not_suggested(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    own = f"/organisations/{world.own.public_id}"
    assert own in suggested(client, "circle")
    assert not any("organisations" in each for each in suggested(client, "watchers"))
    assert own not in suggested(client, "circle", known_by="2019-12-31")

    act = db.session.scalars(select(Action).where(Action.reference == world.open)).one()
    publication.withdraw(act, reason="An invented reason.")
    db.session.commit()
    assert suggested(client, "circle") == []


def test_answer_is_kept_until_the_next_public_change(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    first = client.get("/search/suggest?q=ex")
    tag = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/search/suggest?q=ex", headers=tag)
    publication.touch_public()
    db.session.commit()
    later = client.get("/search/suggest?q=ex", headers=tag)

    assert first.headers["Cache-Control"] == "public, no-cache"
    assert (again.status_code, later.status_code) == (304, 200)


@pytest.mark.parametrize(("address", "boxes"), [("/search", 2), ("/", 2), ("/states", 1)])
def test_boxes_with_suggestions_are_forms_without_a_script(
    seeded_client: FlaskClient, address: str, boxes: int
) -> None:
    found = opened(seeded_client, address).select("input[data-suggest]")

    assert len(found) == boxes
    for box in found:
        assert box["name"] == "q"
        assert box.find_parent("form")["action"] in ("/search", "/states")
