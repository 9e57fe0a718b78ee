"""Lists of names to choose from are in the order of the names that the reader sees."""

import pytest
from flask import Flask

from tests.web.pages import opened
from tracker.core import collation
from tracker.core.languages import LANGUAGES

# Names of the lists on these pages; levels, pillars and their like have an order of their own.
PAGES = [
    ("/states", {"region", "group"}),
    ("/actions", {"region", "group", "state", "theme"}),
    ("/activity", {"state", "theme"}),
    ("/commitments?q=victims", {"theme"}),
    ("/data", {"region", "group", "state", "theme"}),
    ("/explore", {"region", "group"}),
    ("/recommendations", {"state", "theme"}),
    ("/reporting", {"region", "group"}),
    ("/states/KEN/commitments", {"theme"}),
    ("/", {"region", "group"}),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_in_the_order_of_the_language(seeded_app: Flask, language: str) -> None:
    prefix = "" if language == "en" else f"/{language}"
    out_of_order, seen = {}, 0
    for address, names in PAGES:
        page = opened(seeded_app.test_client(), f"{prefix}{address}")
        for select in page.find_all("select"):
            if select.get("name") not in names:
                continue
            found = [
                each.get_text(strip=True).rpartition(" (")[0] or each.get_text(strip=True)
                for each in select.find_all("option")
                if each.get("value")
            ]
            seen += 1
            if found != collation.by_name(found, language=language):
                out_of_order[address, select["name"]] = found[:8]
    assert seen >= len(PAGES)
    assert out_of_order == {}
