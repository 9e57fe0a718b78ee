"""Files and e-mails say their language, run as it does and write numbers as it does."""

import io
from datetime import date
from html import unescape
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from pikepdf import Pdf

from tests import factories as make
from tracker.accounts.mail import templates
from tracker.attachments.sanitise.pdf_text import text_of_pdf
from tracker.card.pdf.page import LACKING
from tracker.gap import standing

LANGUAGES = [
    ("en", "", "ltr"),
    ("fr", "/fr", "ltr"),
    ("ar", "/ar", "rtl"),
    ("ru", "/ru", "ltr"),
    ("zh", "/zh", "ltr"),
]


@pytest.fixture
def state(db: SQLAlchemy) -> None:
    state = make.state()
    make.action(state, make.commitment("PLAN-01"), level=2, effective_on=date(2020, 12, 10))
    standing.rebuild()
    db.session.commit()


@pytest.mark.parametrize(("language", "prefix", "direction"), LANGUAGES)
def test_a_report_card_says_its_language_and_lacks_no_letter(
    client: FlaskClient, state: None, language: str, prefix: str, direction: str
) -> None:
    answer = client.get(f"{prefix}/states/XAA/card.pdf")

    assert answer.status_code == 200
    with Pdf.open(io.BytesIO(answer.data)) as document:
        assert str(document.Root.Lang) == language
    assert LACKING not in text_of_pdf(answer.data, most=200_000).text


@pytest.mark.parametrize(("language", "prefix", "direction"), LANGUAGES)
def test_an_invitation_is_written_in_the_direction_of_its_language(
    app: Flask, language: str, prefix: str, direction: str
) -> None:
    with app.app_context():
        letter = templates.invitation(
            "person@example.org", token="abc", role="x", language=language
        )

    page = BeautifulSoup(letter.html or "", "html.parser")
    assert page.html is not None
    assert (page.html["lang"], page.html["dir"]) == (language, direction)
    (link,) = [each for each in page.select("a") if "abc" in each["href"]]
    assert link["dir"] == "ltr", "an address keeps its order"
    assert unescape(str(link["href"])).endswith(f"{prefix}/invitation/abc")
    assert str(link["href"]) in letter.text


@pytest.mark.parametrize(("language", "prefix", "direction"), LANGUAGES)
def test_the_workbook_of_a_chart_runs_as_its_page_does(
    client: FlaskClient, state: None, language: str, prefix: str, direction: str
) -> None:
    answer = client.get(f"{prefix}/charts/pillars.xlsx")

    assert answer.status_code == 200
    assert directions(answer.data) == [direction == "rtl"] * 2


def directions(content: bytes) -> list[bool]:
    """Of each sheet of a workbook, whether it runs from the right."""
    with ZipFile(io.BytesIO(content)) as book:
        sheets = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        return [b'rightToLeft="1"' in book.read(name) for name in sheets]
