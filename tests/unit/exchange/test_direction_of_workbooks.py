"""The columns of a workbook run from the right in Arabic, and its codes are read all the same."""

import io
import re
from zipfile import ZipFile

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.imports.templates import template_workbook
from tracker.exchange.workbooks.stream import Sheet, sheets_stream


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
