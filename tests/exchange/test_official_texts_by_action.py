"""Texts that number their promises as actions, and files that come in a zip file.

Seen in A/RES/79/1 (United Nations' XML, commit 42a69b6 of UNxml/GAresolutions): an action is a
heading in each of the six languages; the paragraph below it has a number of its own. The French
file once has the plural; the Chinese headings are no headings by their class. Every text here is
invented.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.exchange.resolutions import paragraph, resolution
from tracker.accounts.actor import OPERATOR
from tracker.core.db import db
from tracker.exchange.official_texts import archive
from tracker.exchange.official_texts.document import Reason, read_resolution
from tracker.exchange.official_texts.importing import (
    FileReport,
    GivenFile,
    Unmatched,
    import_official_texts,
    wording_at,
)
from tracker.registry.locators import paragraph_of


def heading(text: str, kind: str = "H1") -> str:
    return paragraph(None, text, kind=kind)


def pact(word: str, *, language: str = "en", kind: str = "H1") -> bytes:
    """Two actions; the numbers of their paragraphs are not those of the actions."""
    return resolution(
        heading(f"{word} 30. We will do one thing.", kind),
        paragraph("54.", "Opening of the first."),
        paragraph(None, "(a)\tFirst point of thirty."),
        heading(f"{word} 31. We will do another.", kind),
        paragraph("55.", "Opening of the second."),
        paragraph(None, "(a)\tFirst point."),
        paragraph(None, "(b)\tSecond point."),
        heading("III. A part that is no action"),
        paragraph("56.", "After all actions."),
        language=language,
    )


@pytest.mark.parametrize(
    ("word", "language", "kind"),
    [
        ("Action", "en", "H1"),
        ("Mesure", "fr", "H1"),
        ("Mesures", "fr", "H1"),
        ("Acción", "es", "H1"),
        ("Действие", "ru", "H1"),
        ("الإجراء", "ar", "H1"),
        ("行动", "zh", "SingleTxt"),
    ],
    ids=[
        "English",
        "French",
        "French, in the plural by mistake",
        "Spanish",
        "Russian",
        "Arabic",
        "Chinese, whose heading is none by its class",
    ],
)
def test_point_of_an_action_is_found_in_each_language(word: str, language: str, kind: str) -> None:
    text = read_resolution(pact(word, language=language, kind=kind))

    found = wording_at(text, paragraph_of("Action 31 (b)"))
    assert isinstance(found, tuple)
    assert (found[0].number, found[1]) == ("55", "(b) Second point.")


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("Action 32 (a)", Unmatched.NO_PARAGRAPH),
        ("Action 31 (c)", Unmatched.NO_POINT),
        ("Action 55", Unmatched.NO_PARAGRAPH),
        ("Action 56", Unmatched.NO_PARAGRAPH),
    ],
    ids=[
        "no such action",
        "no such point",
        "the number of a paragraph is no action",
        "a part that ends the actions",
    ],
)
def test_what_is_not_there_is_not_guessed(locator: str, expected: Unmatched) -> None:
    assert wording_at(read_resolution(pact("Action")), paragraph_of(locator)) is expected


def test_an_action_with_two_paragraphs_is_not_taken_whole() -> None:
    text = read_resolution(
        resolution(
            heading("Action 31. We will."), paragraph("55.", "One."), paragraph("56.", "Two.")
        )
    )

    assert wording_at(text, paragraph_of("Action 31")) is Unmatched.NUMBER_TWICE


# Zip files ----------------------------------------------------------------------------------


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def given(content: bytes, address: str = "") -> list[GivenFile]:
    return list(archive.given_files("session.zip", content, address, alone=True))


BOTH = {
    "79session/English/one.xml": pact("Action"),
    "79session/French/one.xml": pact("Mesure", language="fr"),
    "__MACOSX/79session/._one.xml": b"not a text",
    "79session/.hidden.xml": b"not a text",
    "79session/README.txt": b"About these files.",
}


def test_each_xml_file_of_a_zip_file_is_given() -> None:
    found = given(zipped(BOTH))

    assert [each.origin for each in found] == [
        "session.zip/79session/English/one.xml",
        "session.zip/79session/French/one.xml",
    ]
    assert [each.content for each in found] == [pact("Action"), pact("Mesure", language="fr")]


def test_address_of_a_folder_leads_to_each_file() -> None:
    (found,) = given(zipped({"a/one.xml": pact("Action")}), "https://example.org/texts/")

    assert found.origin == "https://example.org/texts/one.xml"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (zipped({"README.txt": b"x"}), Reason.EMPTY_ARCHIVE),
        (zipped({f"{number}.xml": b"x" for number in range(501)}), Reason.MANY_FILES),
        (zipped(BOTH)[:200], Reason.BROKEN_ARCHIVE),
        (zipped({"one.xml": b" " * 20_000_000}), Reason.BROKEN_ARCHIVE),
    ],
    ids=["no XML file", "too many files", "cut off", "unpacks to a thousand times its size"],
)
def test_zip_file_that_cannot_be_used_says_why(content: bytes, fault: Reason) -> None:
    (found,) = given(content)

    assert found.fault is fault


@pytest.fixture
def registry(app: Flask) -> Flask:
    with app.app_context():
        make.state("XAA")
        text = make.instrument("PACT", symbol="A/RES/99/7")
        make.commitment("PACT-01", of=text, locator="Action 31 (b)")
        db.session.commit()
    return app


def bring(app: Flask, content: bytes) -> list[FileReport]:
    with app.app_context():
        reports = import_official_texts(OPERATOR, given(content))
        db.session.commit()
    return reports


def test_wording_of_an_action_stands_beside_the_summary_and_is_found(
    registry: Flask, client: FlaskClient
) -> None:
    reports = bring(registry, zipped(BOTH))

    assert [each.matched for each in reports] == [1, 1]
    found = client.get("/api/v1/commitments/PACT-01").json["data"]["official_wordings"]
    assert {one["paragraph"] for one in found} == {"Action 31 (b)"}
    hits = client.get("/api/v1/search?q=second%20point&kind=commitment").json
    assert "PACT-01" in str(hits)


def test_archive_that_cannot_be_used_is_refused_and_told(registry: Flask, tmp_path: Path) -> None:
    file = tmp_path / "empty.zip"
    file.write_bytes(zipped({"README.txt": b"x"}))
    printed = registry.test_cli_runner().invoke(args=["import", "official-text", str(file)])

    assert printed.exit_code == 1
    assert "empty.zip" in printed.output
