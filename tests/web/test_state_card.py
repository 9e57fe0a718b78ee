"""The report card as a PDF: the page's own sentences, at the same reading, the same bytes again."""

import io
import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from pikepdf import Pdf

from tests import factories as make
from tests.web.pages import opened, words
from tracker.attachments.sanitise.pdf_text import text_of_pdf
from tracker.card.pdf import document_cache
from tracker.card.pdf import page as pdf_page
from tracker.card.pdf.page import LACKING
from tracker.core.clock import PartialDate
from tracker.core.errors import Part
from tracker.gap import standing
from tracker.labels import charts
from tracker.review import publication

CARD = "/states/XAA/card.pdf"


@pytest.fixture
def examplia(db: SQLAlchemy) -> Any:
    """A state with a claim that others do not share, a fall, and a passage nobody knows of."""
    state, plan = make.state(), make.instrument()
    one, two, _unknown = (make.commitment(f"PLAN-0{n}", of=plan) for n in (1, 2, 3))
    make.action(state, one, level=3, effective_on=date(2015, 3, 10))
    make.action(state, one, level=1, effective_on=date(2020, 12, 10), title="A law repealed")
    make.report(state, two, level=4, period_end=date(2020, 12, 31))
    make.action(state, two, level=2, effective_on=date(2019, 3, 10))
    standing.rebuild()
    db.session.commit()
    return state


def pdf(client: FlaskClient, address: str = CARD) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[-300:]
    assert answer.mimetype == "application/pdf"
    return answer.data


def text(content: bytes) -> str:
    return " ".join(text_of_pdf(content, most=200_000).text.split())


def test_document_says_the_sentences_of_the_page(client: FlaskClient, examplia: Any) -> None:
    reading = "?as_of=2021-06-30&since=2020-06-30"
    page, seen = opened(client, f"/states/XAA{reading}"), text(pdf(client, CARD + reading))
    day = "?as_of=2021-06-30"
    reports = opened(client, f"/states/XAA/reports{day}")
    timeline = opened(client, f"/states/XAA/timeline{reading}")
    records = opened(client, f"/states/XAA/records{day}")

    sentences = [
        words(page.select_one(".lead")),
        words(page.select_one("#widest > .sentence")),
        words(reports.select_one("#diverging > .sentence")),
        words(reports.select_one("#silence > .sentence")),
        words(timeline.select_one("#changed > .sentence")),
        words(records.select_one("#sources > .sentence")),
        words(page.select_one("#state-pillars .sentence")),
    ]

    for sentence in sentences:
        assert sentence in seen
    assert "A law repealed" in seen
    assert "PLAN-02" in seen
    assert words(page.select_one("#cite .cite")).split("http")[0].strip() in seen


def test_same_reading_gives_the_same_bytes(client: FlaskClient, examplia: Any) -> None:
    reading = "?as_of=2021-06-30"

    first = pdf(client, CARD + reading)
    document_cache.DOCUMENTS.discard(lambda _key: True)

    assert pdf(client, CARD + reading) == first
    assert pdf(client, CARD + "?as_of=2020-06-30") != first


def test_unchanged_document_is_not_sent_again(client: FlaskClient, examplia: Any) -> None:
    tag = client.get(CARD).headers["ETag"]

    again = client.get(CARD, headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_document_has_title_language_outline_and_numbered_pages(
    client: FlaskClient, examplia: Any
) -> None:
    content = pdf(client)

    with Pdf.open(io.BytesIO(content)) as document, document.open_outline() as outline:
        chapters = [str(chapter.title) for chapter in outline.root]
        pages = len(document.pages)
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo.Title) == "Examplia: report card"

    assert chapters[0] == "Examplia"
    assert "Where is most still to do?" in chapters
    assert f"1 / {pages}" in text(content)


def test_letters_of_any_script_are_set_or_marked(client: FlaskClient, db: SQLAlchemy) -> None:
    state = make.state(name="Конъектурия")
    make.action(state, make.commitment(title="Côte d’Œuvre"), level=2, title="خطة وطنية 2020")
    make.action(state, make.commitment("X-1", of=make.instrument("X")), level=1, title="国家计划")
    standing.rebuild()
    db.session.commit()

    seen = text(pdf(client, CARD + "?since=1990-01-01"))

    assert "Конъектурия" in seen
    assert "Côte d’Œuvre" in seen
    assert "خطة" in seen
    assert "国家计划" in seen
    assert LACKING not in seen

    make.action(
        state,
        make.commitment("X-2", of=make.instrument("Y")),
        level=1,
        title="An invented letter: \U00016a00",
    )
    publication.registry_changed()
    standing.rebuild()
    db.session.commit()
    seen = text(pdf(client, CARD + "?since=1990-01-01"))
    assert f"An invented letter: {LACKING}" in seen
    assert "fonts of this document lack" in seen


def test_document_says_what_its_parts_are(client: FlaskClient, examplia: Any) -> None:
    with Pdf.open(io.BytesIO(pdf(client))) as document:
        root = document.Root
        parts = [part for part in root.StructTreeRoot.K[0].K if "/S" in part]
        sorts = Counter(str(part.S) for part in parts)
        figures = [str(part.Alt) for part in parts if part.S == "/Figure" and "/Alt" in part]

        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en"
        assert sorts["/H1"] == 1
        assert sorts["/H2"] >= 5
        assert sorts["/P"] > 20
        assert any("All pillars: known" in alt for alt in figures)


LANGUAGES = [
    ("ar", "خطة وطنية", "another script, from the right"),
    ("fr", "Un plan national inventé", "the same script"),
    ("zh", "国家计划", "no spaces"),
    ("pt-BR", "Um plano inventado", "with a region"),
    ("en", "An invented plan", None),
]


@pytest.mark.parametrize(("language", "title", "reason"), LANGUAGES)
def test_titles_say_their_language_where_it_is_another(
    client: FlaskClient, db: SQLAlchemy, language: str, title: str, reason: str | None
) -> None:
    """Titles of actions and of sources: in parts of their own, and not the words around them."""
    cited = make.citation("A")
    cited.title, cited.language = f"{title} 1", language
    state, commitment = make.state(), make.commitment()
    make.action(state, commitment, level=2, title=title, language=language, citations=[cited])
    standing.rebuild()
    db.session.commit()

    with Pdf.open(io.BytesIO(pdf(client, CARD + "?since=1990-01-01"))) as document:
        parts = [part for part in document.Root.StructTreeRoot.K[0].K if "/S" in part]
        marked = [str(part.Lang) for part in parts if "/Lang" in part]

    assert marked == ([language] * 2 if reason else [])
    assert len(parts) > 20


@pytest.mark.parametrize(
    ("written", "counts_from"),
    [("2026", "31 Dec 2026"), ("2026-11", "30 Nov 2026"), ("2026-10", None), ("2025", None)],
)
def test_document_says_from_when_a_running_period_counts(
    client: FlaskClient, db: SQLAlchemy, written: str, counts_from: str | None
) -> None:
    on = PartialDate.parse(written)
    with time_machine.travel(datetime(2026, 11, 15, 12, tzinfo=UTC), tick=False):
        make.action(
            make.state(),
            make.commitment(),
            level=2,
            title="A law of this year",
            effective_on=on.last_day,
            effective_precision=on.precision,
        )
        standing.rebuild()
        db.session.commit()
        seen = text(pdf(client))

    assert ("counts from" in seen) is (counts_from is not None)
    if counts_from:
        assert f"A law of this year, {charts.partial_day(on)} · counts from {counts_from}" in seen


def test_document_of_nothing_known_is_whole(client: FlaskClient, db: SQLAlchemy) -> None:
    make.state()
    make.commitment(title="A title that goes on " * 12)
    standing.rebuild()
    db.session.commit()

    seen = text(pdf(client))

    assert "There is no current information" in seen
    assert "1 of 1 without information" in seen


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/states/XXX/card.pdf", 404),
        ("/states/XAA/card.pdf?pillar=prevention", 400),
        ("/states/XAA/card.pdf?since=2999-01-01", 400),
        ("/states/xaa/card.pdf", 301),
    ],
)
def test_other_addresses_are_answered_as_pages_are(
    client: FlaskClient, examplia: Any, address: str, status: int
) -> None:
    assert client.get(address).status_code == status


@pytest.mark.parametrize("lost", ["*", "noto-sans-arabic-bold.ttf", "letters.json"])
def test_missing_fonts_are_named_and_not_taken_for_missing_records(
    client: FlaskClient,
    db: SQLAlchemy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    lost: str,
) -> None:
    make.action(make.state(), make.commitment(), level=2, title="国家计划")
    standing.rebuild()
    db.session.commit()
    fonts = tmp_path / "fonts"
    shutil.copytree(pdf_page.FONTS, fonts)
    for file in [found for found in fonts.rglob(lost) if found.is_file()]:
        file.unlink()
    monkeypatch.setattr(pdf_page, "FONTS", fonts)
    pdf_page._pieces.cache_clear()

    answer = client.get(CARD + "?since=1990-01-01")

    pdf_page._pieces.cache_clear()
    assert answer.status_code == 503
    assert "make assets" in caplog.text
    assert f"not ready: {Part.FONTS}" in caplog.text
    assert "no data" not in answer.text
    assert client.get("/states/XAA").status_code == 200
