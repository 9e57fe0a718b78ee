"""Official wordings: put beside our summaries from files, superseded by newer ones, told in full.

Every resolution here is invented (tests/exchange/resolutions.py); no official sentence is used.
"""

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskClient, FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests import people
from tests.exchange.resolutions import apart, declaration, paragraph, resolution
from tests.web.pages import opened, words
from tracker.accounts.actor import OPERATOR
from tracker.cli.official_texts import ALL_REFUSED, SOME_REFUSED
from tracker.core import clock
from tracker.core.errors import Forbidden
from tracker.exchange.official_texts.document import Reason
from tracker.exchange.official_texts.importing import (
    FileReport,
    GivenFile,
    Unmatched,
    import_official_texts,
)
from tracker.gap import standing
from tracker.gap.models import StandingRow
from tracker.policy.predicates import Role
from tracker.registry.official_wording_models import OfficialWording
from tracker.registry.queries.official_wordings import wordings_of
from tracker.registry.service import put_commitments
from tracker.registry.storage import COMMITMENTS
from tracker.review import publication
from tracker.storage.records import load_existing_drafts

POINT = paragraph(None, "(a)\tFirst point.")
ENGLISH = declaration(paragraph("1.", "One."), paragraph("2.", "Opening:"), POINT)
FRENCH = declaration(
    apart("1.", "Un."), apart("2.", "Début :"), paragraph(None, "a)\tPoint."), language="fr"
)
ARABIC = declaration(
    paragraph("1 -", "كلمات مخترعة."),
    paragraph("2 -", "بداية:"),
    paragraph(None, "(أ)\tنقطة."),
    language="ar",
)


@pytest.fixture
def registry(db: SQLAlchemy) -> None:
    plan = make.instrument("PLAN", symbol="A/RES/99/7")
    for reference, locator in (
        ("PLAN-01", "Paragraph 1, first sentence"),
        ("PLAN-02", "Paragraph 2 (a)"),
        ("PLAN-03", "Section I"),
        ("PLAN-04", "Paragraph 9"),
    ):
        make.commitment(reference, of=plan, locator=locator)
    make.state()
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()


def given(content: bytes, name: str = "a.xml", origin: str = "") -> GivenFile:
    return GivenFile(name, content, origin or name)


def brought(db: SQLAlchemy, *files: GivenFile, write: bool = True) -> list[FileReport]:
    reports = import_official_texts(OPERATOR, files, write=write)
    db.session.commit()
    return reports


def current(db: SQLAlchemy) -> dict[tuple[int, str], str]:
    rows = db.session.scalars(select(OfficialWording).where(OfficialWording.ended_at.is_(None)))
    return {(row.commitment_id, row.language): row.text for row in rows}


def test_each_paragraph_goes_to_its_commitments_and_the_rest_is_told(
    db: SQLAlchemy, registry: None
) -> None:
    english = resolution(paragraph("1.", "One."), paragraph("2.", "Opening:"), POINT)
    longer = resolution(
        paragraph("1.", "One."), paragraph("2.", "Opening:"), POINT, paragraph("3.", "Three.")
    )

    (report,) = brought(db, given(longer))

    assert (report.symbol, report.language, report.instruments) == ("A/RES/99/7", "en", ["PLAN"])
    assert (report.added, report.superseded, report.unchanged) == (2, 0, 0)
    assert report.paragraphs_left == ["3"]
    assert {placed.reference: why for placed, why in report.commitments_left} == {
        "PLAN-03": Unmatched.NO_NUMBER,
        "PLAN-04": Unmatched.NO_PARAGRAPH,
    }
    assert [one.text for one in wordings_of("PLAN-02", clock.today())] == ["(a) First point."]
    assert brought(db, given(english, "b.xml"))[0].superseded == 2


def test_language_of_the_file_counts_and_not_its_folder(db: SQLAlchemy, registry: None) -> None:
    brought(db, given(FRENCH, "A_RES_99_7-E.xml", "https://example.org/English/A_RES_99_7-E.xml"))

    (found,) = wordings_of("PLAN-01", clock.today())

    assert (found.language, found.text) == ("fr", "Un.")
    assert found.address == "https://example.org/English/A_RES_99_7-E.xml"


def test_same_file_again_changes_nothing_and_tells_nothing(
    db: SQLAlchemy, registry: None, client: FlaskClient
) -> None:
    brought(db, given(ENGLISH, origin="https://example.org/a.xml"))
    before, revision = people.events("registry:official-wordings:loaded"), publication.revision()

    (report,) = brought(db, given(ENGLISH, "another name.xml"))

    assert (report.added, report.superseded, report.unchanged) == (0, 0, 2)
    assert people.events("registry:official-wordings:loaded") == before
    assert publication.revision() == revision
    assert wordings_of("PLAN-01", clock.today())[0].origin == "https://example.org/a.xml"


def test_file_of_another_hash_supersedes_and_the_earlier_day_keeps_the_earlier_words(
    db: SQLAlchemy, registry: None
) -> None:
    brought(db, given(ENGLISH))
    old = db.session.scalars(select(OfficialWording)).all()
    for row in old:
        row.published_at -= timedelta(days=3)
    db.session.commit()

    (report,) = brought(db, given(ENGLISH.replace(b"One.", b"One, corrected.")))

    yesterday = clock.today() - timedelta(days=1)
    assert (report.superseded, report.added) == (2, 0)
    assert [one.text for one in wordings_of("PLAN-01", clock.today())] == ["One, corrected."]
    assert [one.text for one in wordings_of("PLAN-01", yesterday)] == ["One."]
    assert wordings_of("PLAN-01", date(2020, 1, 1)) == []


def test_many_files_in_one_go_are_one_public_change_and_each_is_told(
    db: SQLAlchemy, registry: None
) -> None:
    revision = publication.revision()
    files = [given(ENGLISH, "en.xml"), given(FRENCH, "fr.xml"), given(ARABIC, "ar.xml")]
    spoilt = [given(b"<broken", f"{number}.xml") for number in range(97)]

    reports = brought(db, *files, *spoilt)

    assert [report.refused for report in reports] == [None] * 3 + [Reason.NOT_WELL_FORMED] * 97
    assert publication.revision() == revision + 1
    assert [one.language for one in wordings_of("PLAN-02", clock.today(), "ar")] == [
        "ar",
        "en",
        "fr",
    ]


def test_two_different_files_of_one_text_do_not_supersede_each_other(
    db: SQLAlchemy, registry: None
) -> None:
    other = ENGLISH.replace(b"One.", b"Another.")

    first, second = brought(db, given(ENGLISH, "a.xml"), given(other, "b.xml"))

    assert first.added == 2
    assert (second.refused, second.detail) == (Reason.SAME_TEXT_TWICE, "a.xml")


def test_resolution_of_no_instrument_is_refused(db: SQLAlchemy, registry: None) -> None:
    content = resolution(paragraph("1.", "One."), symbol="A/RES/98/1")

    (report,) = brought(db, given(content))

    assert (report.refused, report.detail) == (Reason.NO_INSTRUMENT, "A/RES/98/1")
    assert current(db) == {}


def test_nothing_is_written_by_a_trial(db: SQLAlchemy, registry: None) -> None:
    (report,) = brought(db, given(ENGLISH), write=False)

    assert report.added == 2
    assert current(db) == {}


def test_only_maintainers_of_the_registry_may_bring_them(db: SQLAlchemy, registry: None) -> None:
    reviewer = people.actor(people.holder(Role.REVIEWER))

    with pytest.raises(Forbidden):
        import_official_texts(reviewer, [given(ENGLISH)])


def test_no_figure_moves_by_a_wording(db: SQLAlchemy, registry: None) -> None:
    def cells() -> set[tuple[object, ...]]:
        return {
            (row.state_id, row.commitment_id, row.settled)
            for row in db.session.scalars(select(StandingRow))
        }

    before = cells()
    brought(db, given(ENGLISH))

    assert before
    assert cells() == before
    standing.rebuild()
    assert cells() == before


def test_wording_ends_with_its_commitment(db: SQLAlchemy, registry: None) -> None:
    brought(db, given(ENGLISH))
    draft = load_existing_drafts(COMMITMENTS)[("PLAN-01",)]

    put_commitments(OPERATOR, [replace(draft, retired_reason="It was none.")])
    db.session.commit()

    assert list(current(db).values()) == ["(a) First point."]


# The command --------------------------------------------------------------------------------


def ran(cli: FlaskCliRunner, db: SQLAlchemy, *arguments: str, status: int = 0) -> Result:
    db.session.remove()
    result = cli.invoke(args=["import", "official-text", *arguments])
    assert result.exit_code == status, result.output
    return result


def test_command_writes_only_when_told(
    db: SQLAlchemy, registry: None, cli: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "en.xml"
    file.write_bytes(ENGLISH)

    assert "--write" in ran(cli, db, str(file)).output
    assert current(db) == {}
    ran(cli, db, str(file), "--write", "--from", "https://example.org/f/")
    assert wordings_of("PLAN-01", clock.today())[0].origin == "https://example.org/f/en.xml"


def test_command_tells_by_its_status_whether_files_were_refused(
    db: SQLAlchemy, registry: None, cli: FlaskCliRunner, tmp_path: Path
) -> None:
    good, bad = tmp_path / "en.xml", tmp_path / "bad.xml"
    good.write_bytes(ENGLISH)
    bad.write_bytes(ENGLISH[:-9])

    mixed = ran(cli, db, str(good), str(bad), status=SOME_REFUSED)
    ran(cli, db, str(bad), status=ALL_REFUSED)

    assert "bad.xml" in mixed.output
    assert "PLAN-04" in mixed.output


# Pages, API, files --------------------------------------------------------------------------


def test_page_shows_the_wording_beside_our_summary_in_its_language(
    db: SQLAlchemy, registry: None, client: FlaskClient
) -> None:
    brought(db, given(ENGLISH, "en.xml"), given(ARABIC, "ar.xml"))

    page = opened(client, "/commitments/PLAN-02")
    arabic = page.select_one("blockquote[lang=ar]")
    first = page.select_one("blockquote")

    assert "PLAN-02" in words(page.find(id="our-summary").parent)
    assert (first["lang"], first["dir"], words(first)) == ("en", "ltr", "(a) First point.")
    assert (arabic["dir"], words(arabic)) == ("rtl", "(أ) نقطة.")
    assert "ar.xml" in words(page.find(id="official-words").parent)


def test_commitment_without_wording_says_how_to_find_it(
    db: SQLAlchemy, registry: None, client: FlaskClient
) -> None:
    brought(db, given(ENGLISH))

    page = opened(client, "/commitments/PLAN-04")

    assert page.find(id="official-wording") is None
    assert "A/RES/99/7" in words(page.select_one("dl.facts"))
    assert opened(client, "/commitments/PLAN-01?known_by=2021-01-01").find("blockquote") is None


def test_api_lists_wordings_and_an_empty_list_where_there_is_none(
    db: SQLAlchemy, registry: None, client: FlaskClient
) -> None:
    brought(db, given(FRENCH, "fr.xml"))

    held = client.get("/api/v1/commitments/PLAN-01").json["data"]["official_wordings"]
    none = client.get("/api/v1/commitments/PLAN-04").json["data"]["official_wordings"]

    assert none == []
    assert [(one["language"], one["paragraph"], one["text"]) for one in held] == [
        ("fr", "1", "Un.")
    ]
    assert held[0]["read_on"] == clock.today().isoformat()


def test_file_of_wordings_follows_the_day_asked_for(
    db: SQLAlchemy, registry: None, client: FlaskClient
) -> None:
    brought(db, given(ENGLISH))

    def rows(query: str) -> list[str]:
        answer = client.get(f"/data/official_wordings.csv?{query}", buffered=True)
        return answer.get_data(as_text=True).splitlines()

    assert len(rows("")) == 3
    assert len(rows("known_by=2021-01-01")) == 1


# The administrator's page -------------------------------------------------------------------


@pytest.fixture
def keeper(db: SQLAlchemy, registry: None, client: FlaskClient) -> people.Browser:
    person = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    return people.Browser(client).enter(person)


def sent(keeper: people.Browser, *contents: bytes, **fields: str):  # type: ignore[no-untyped-def]
    files = [(io.BytesIO(content), f"{at}.xml") for at, content in enumerate(contents)]
    return keeper.send("/admin/official-texts", files=files, **fields)


def test_administrator_brings_several_files_and_reads_what_was_done(
    db: SQLAlchemy, keeper: people.Browser
) -> None:
    answer = sent(keeper, ENGLISH, FRENCH, b"<broken", place="https://example.org/f/")

    assert answer.status_code == 200
    assert "PLAN-04" in answer.text
    assert "2.xml" in answer.text
    assert [(one.language, one.origin) for one in wordings_of("PLAN-01", clock.today())] == [
        ("en", "https://example.org/f/0.xml"),
        ("fr", "https://example.org/f/1.xml"),
    ]


def test_administrator_tries_files_without_writing(db: SQLAlchemy, keeper: people.Browser) -> None:
    assert sent(keeper, ENGLISH, dry="y").status_code == 200
    assert current(db) == {}


@pytest.mark.parametrize(
    ("contents", "address", "field"),
    [
        ((), "", "files"),
        ((ENGLISH,), "ftp://example.org/a.xml", "place"),
        ((ENGLISH, FRENCH), "https://example.org/a.xml", "place"),  # one address for two
    ],
)
def test_what_is_missing_is_told_at_its_field(
    db: SQLAlchemy,
    keeper: people.Browser,
    contents: tuple[bytes, ...],
    address: str,
    field: str,
) -> None:
    answer = sent(keeper, *contents, place=address)

    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text
    assert current(db) == {}
