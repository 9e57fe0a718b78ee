"""What a reader must fetch before reading: HTML and style sheets of each page, compressed."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.browser.addresses import ADDRESSES

BUDGET = 60_000  # bytes
STATIC = Path(__file__).parents[2] / "build" / "static"


def style_sheets() -> int:
    """Bytes of all style sheets of a page, as they are sent to a browser of today."""
    manifest = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    sheets = (STATIC / f"{manifest[name]}.br" for name in ("site.css", "fonts.css"))
    return sum(sheet.stat().st_size for sheet in sheets)


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_keeps_to_the_budget_of_bytes(seeded_client: FlaskClient, address: str) -> None:
    answer = seeded_client.get(address, headers={"Accept-Encoding": "br"})

    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) + style_sheets() <= BUDGET


def test_scripts_wait_until_the_page_can_be_read(seeded_client: FlaskClient) -> None:
    page = seeded_client.get("/").text

    found = [part.partition(">")[0] for part in page.split("<script")[1:]]
    scripts = [script for script in found if "ld+json" not in script]  # that one only says

    assert scripts
    assert all(" defer" in script for script in scripts), "a script in the way of the table"
    assert not any('src="/static/plotly' in script for script in scripts), "fetched when needed"
