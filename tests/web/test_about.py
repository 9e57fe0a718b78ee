"""The page that says what the tracker is."""

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def about(seeded_client: FlaskClient) -> str:
    return seeded_client.get("/about").text


@pytest.mark.parametrize(
    "words",
    [
        "You can check every number.",
        "Missing is never zero.",
        "You can go back to any day.",
    ],
)
def test_about_keeps_the_three_promises(about: str, words: str) -> None:
    assert words in about


@pytest.mark.parametrize(
    ("section", "reason"),
    [
        ("safety", "survivors must see how they are protected before they trust it"),
        ("judgement", "relations are not an official mapping, and that must be said"),
        ("limits", "a reader must learn what the founding evidence cannot tell"),
        ("licence", "who reuses the data must know under which terms"),
        ("errors", "who finds an error must know what to do"),
    ],
)
def test_about_has_a_section_for_each_question(about: str, section: str, reason: str) -> None:
    assert f'<h2 id="{section}">' in about, reason


@pytest.mark.parametrize(
    "words",
    ["No information", "Not applicable", "Not yet due", "Membership unknown", "Not started"],
)
def test_key_tells_the_ways_of_missing_apart(about: str, words: str) -> None:
    assert f"<span>{words}</span>" in about


def test_about_is_not_made_again_while_unchanged(seeded_client: FlaskClient) -> None:
    plain = seeded_client.get("/about")
    again = seeded_client.get("/about", headers={"If-None-Match": plain.headers["ETag"]})

    assert plain.status_code == 200
    assert again.status_code == 304


def test_about_shows_no_figure_and_takes_no_reading(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/about?as_of=2013-12-31")

    assert answer.status_code == 400
    assert "as_of" in answer.text
