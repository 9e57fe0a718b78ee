"""Templates ask for arrows and commas: both depend on the language of the page."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from tracker.core import formats

TEMPLATES = sorted((Path(__file__).parents[3] / "tracker" / "web" / "templates").rglob("*.html"))
WRITTEN_OUT = re.compile(
    r"[←→‹›▸▹▶◂◀⟵⟶⇐⇒]"
    r"|join\(\s*[\"'](?:, |; )[\"']"
    r"|[\"'](?:, |; )[\"'] if not loop"
    r"|(?:\}\}|</a>|</bdi>|</cite>), (?=\{\{|<a |<bdi|<cite)"
)
# Lists of codes in the description of the API, which is for programs and in English.
EXCEPTIONS = {"api/docs.html", "api/_parts.html", "api/_how.html", "api/_writing.html"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_writes_an_arrow_or_a_comma_between_values(path: Path) -> None:
    if f"{path.parent.name}/{path.name}" in EXCEPTIONS:
        pytest.skip("for programs")
    found = [
        line.strip()[:160]
        for line in path.read_text(encoding="utf-8").splitlines()
        if WRITTEN_OUT.search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("language", "onward", "backward", "closed"),
    [("en", "→", "←", "▸"), ("zh", "→", "←", "▸"), ("ar", "←", "→", "◂")],
)
def test_arrows_point_to_where_lines_go(
    language: str, onward: str, backward: str, closed: str
) -> None:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context(), force_locale(language):
        assert formats.onward() == onward
        assert formats.backward() == backward
        assert formats.closed_mark() == closed
