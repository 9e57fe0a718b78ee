"""English on a page of another language says that it is English.

A screen reader then changes its voice, and a browser neither mirrors nor hyphenates the words. A
text node of three or more words in Latin letters on an Arabic page is inside an element with its
own language. Records that have no translation and titles of sources are such texts.
"""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Comment, Doctype, NavigableString
from flask.testing import FlaskClient

from tests.browser.addresses import ADDRESSES
from tools.translations.catalogues import is_translated, messages, path_of, read
from tools.translations.extraction import interface_texts

WORDS = re.compile(r"(?:[A-Za-z][A-Za-z’'-]*[,;:]?\s+){2,}[A-Za-z][A-Za-z’'-]*")
ARABIC = re.compile("[\u0600-\u06ff]")
# Descriptions for programmers and of file columns are in English where codes are; they say so.
CODE = ("script", "style", "code", "pre", "title")


@pytest.fixture(scope="module")
def waiting() -> re.Pattern[str]:
    """Texts of the interface without a translation yet; the floors of coverage see to them."""
    known = read(path_of("ar", "messages"))
    parts = [r"(?!)"]
    for one in messages(interface_texts()):
        found = known.get(one.id, one.context)
        if found is None or not is_translated(found):
            for text in (one.id,) if isinstance(one.id, str) else one.id:
                plain = re.split(r"%\(\w+\)s|%%", text)
                parts.append(".*".join(re.escape(" ".join(piece.split())) for piece in plain))
    return re.compile("|".join(part for part in parts if len(part) > 3))


def unmarked(page: BeautifulSoup) -> Iterator[str]:
    """Texts of three or more words in Latin letters for which the page says no own language."""
    for node in page.find_all(string=WORDS):
        parent = node.parent
        if isinstance(node, Comment | Doctype) or parent is None or parent.name in CODE:
            continue
        if not isinstance(node, NavigableString) or ARABIC.search(node):
            continue  # a name within a sentence of the page
        if any(each.name in CODE for each in parent.parents):
            continue
        own = next((each["lang"] for each in (parent, *parent.parents) if each.get("lang")), "")
        if own == "ar":
            yield " ".join(node.split())


@pytest.mark.parametrize("address", [each for each in ADDRESSES if not each.startswith("/api/")])
def test_english_on_an_arabic_page_is_marked(
    seeded_client: FlaskClient, waiting: re.Pattern[str], address: str
) -> None:
    answer = seeded_client.get(f"/ar{address}")
    page = BeautifulSoup(answer.text, "html.parser")

    assert answer.status_code == 200
    assert [text for text in unmarked(page) if not waiting.search(text)] == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<html lang="ar"><p>Three English words</p>', True),
        ('<html lang="ar"><p><span lang="en">Three English words</span></p>', False),
        ('<html lang="ar"><p>United Nations</p>', False),
        ('<html lang="ar"><code>select three words</code>', False),
        ('<html lang="ar"><p>قرار General Assembly of states</p>', False),
    ],
)
def test_a_text_without_a_mark_is_found(page: str, found: bool) -> None:
    assert bool(list(unmarked(BeautifulSoup(page, "html.parser")))) is found
