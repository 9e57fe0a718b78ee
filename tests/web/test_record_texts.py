"""Titles and names in the reader's language: of commitments, themes, indicators and States."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.web.pages import opened, words
from tools.translations.catalogues import path_of, read
from tracker.core import collation
from tracker.gap import standing
from tracker.registry.models import Commitment, State
from tracker.review import publication

OTHERS = ["fr", "es", "ar", "ru", "zh"]


def translated(language: str, text: str) -> str:
    """The translation of a text of the seed, which must be there."""
    message = read(path_of(language, "records")).get(text)
    assert message is not None
    assert isinstance(message.string, str)
    assert message.string
    return message.string


@pytest.fixture
def title(seeded_app: Flask) -> str:
    """The English title of a commitment of the seed."""
    with seeded_app.app_context():
        query = select(Commitment.title).where(Commitment.reference == "GPA-2010-38")
        return str(make.db.session.scalars(query).one())


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("page", ["/commitments/GPA-2010-38", "/states/KEN/GPA-2010-38"])
def test_a_commitment_has_its_title_in_the_language_of_the_page(
    seeded_client: FlaskClient, title: str, language: str, page: str
) -> None:
    heading = opened(seeded_client, f"/{language}{page}").h1

    assert words(heading) == " ".join(translated(language, title).split())
    assert words(opened(seeded_client, page).h1) == title


@pytest.mark.parametrize("language", OTHERS)
def test_every_state_is_listed_by_its_name_in_the_order_of_the_language(
    seeded_app: Flask, seeded_client: FlaskClient, language: str
) -> None:
    with seeded_app.app_context():
        names = {
            row.iso3: getattr(row, f"name_{language}")
            for row in make.db.session.scalars(select(State))
        }
    page = opened(seeded_client, f"/{language}/states")
    shown = {
        link["href"].rpartition("/")[2]: words(link)
        for link in page.select(f'main a[href^="/{language}/states/"]')
        if len(link["href"].rpartition("/")[2]) == 3
    }

    assert len(names) == 195
    assert {iso3: shown.get(iso3) for iso3 in names} == {
        iso3: " ".join(name.split()) for iso3, name in names.items()
    }
    listed = [name for iso3, name in shown.items() if iso3 in names]
    assert sorted(listed) == sorted(collation.by_name(listed, language=language))


def test_a_text_that_was_edited_is_shown_in_english_and_marked(
    db: SQLAlchemy, client: FlaskClient
) -> None:
    plan = make.instrument("PLAN")
    make.commitment("PLAN-01", of=plan, title="A title that nobody has translated")
    make.state("XAA")
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()

    heading = opened(client, "/ar/commitments/PLAN-01").h1
    english = opened(client, "/commitments/PLAN-01").h1

    assert heading is not None
    assert english is not None
    mark = heading.select_one('[lang="en"][dir="ltr"]')
    assert words(mark) == "A title that nobody has translated"
    assert english.select_one("[lang]") is None


def test_pages_in_other_languages_say_that_the_translation_is_unofficial(
    seeded_client: FlaskClient,
) -> None:
    text = read(path_of("fr", "messages")).get(
        "Titles and summaries of commitments are our own. Their translation is unofficial."
    )
    assert text is not None
    assert (
        str(text.string)
        in BeautifulSoup(seeded_client.get("/fr/commitments").text, "html.parser").get_text()
    )
    assert "translation is unofficial" not in seeded_client.get("/commitments").text
