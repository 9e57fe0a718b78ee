"""The columns of a workbook run from the right in Arabic, and its codes are read all the same."""

import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

import tracker
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.imports.pipeline import ReadingChoice, parse_import
from tracker.exchange.imports.templates import template_csv, template_workbook
from tracker.exchange.normalising.state_names import state_names
from tracker.exchange.workbooks.layout import code_of
from tracker.exchange.workbooks.report_workbook import SURVIVORS, answer_choices, survivors_choices
from tracker.exchange.workbooks.stream import Sheet, sheets_stream
from tracker.reporting.answer_definitions import CHOICES

NAMES = state_names(())


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask(__name__)
    Babel(app)
    return app


def directions(content: bytes) -> list[bool]:
    """Of each sheet, whether it runs from the right."""
    with ZipFile(io.BytesIO(content)) as book:
        sheets = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        return [bool(re.search(rb'rightToLeft="1"', book.read(name))) for name in sheets]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_a_template_runs_as_its_language_does(app: Flask, language: str) -> None:
    specification = OFFERS["actions"].specification
    with app.test_request_context(), force_locale(language):
        content = template_workbook(specification, {})

    assert directions(content) == [language == "ar"] * 2


@pytest.mark.parametrize("turned", [True, False])
def test_a_streamed_sheet_runs_as_it_is_told(*, turned: bool) -> None:
    content = b"".join(sheets_stream(Sheet("Rows", ("a", "b"), [(1, 2)], (), turned)))

    assert directions(content) == [turned]


@pytest.fixture(scope="module")
def translated() -> Flask:
    """An application with the catalogues of the site."""
    app = Flask(__name__)
    folder = Path(tracker.__file__).parent / "translations"
    Babel(app, default_translation_directories=str(folder))
    return app


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
@pytest.mark.parametrize("kind", sorted(OFFERS))
def test_a_template_in_any_language_is_read_back(
    translated: Flask, kind: str, language: str
) -> None:
    specification = OFFERS[kind].specification
    with translated.test_request_context():
        with force_locale(language):
            content = template_csv(specification)
        # Whoever uploads it may read the site in another language.
        read = parse_import("f.csv", content, specification, way=ReadingChoice(), names=NAMES)

    assert [each.column for each in read.matching.matches if each.source != each.column] == []
    assert not read.table.rows, "hints and example inform and are no rows"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_what_is_chosen_in_any_language_is_read_as_its_code(
    translated: Flask, language: str
) -> None:
    with translated.test_request_context(), force_locale(language):
        answers, survivors = answer_choices(), survivors_choices()

    assert [code_of(each) for each in answers] == [choice.code for choice in CHOICES]
    assert [code_of(each) for each in survivors] == [str(code) for code in SURVIVORS]
