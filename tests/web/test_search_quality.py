"""What readers ask in six languages, and which record must stand on top of its kind."""

from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient

from tests.web.pages import links, opened
from tracker.core.record_texts import RecordTranslations
from tracker.registry.queries.commitments import register

# Asked: the kind, and what must stand first in it. Why it is not plain stands beside it.
WANTED = {
    "kenia": ("state", "/states/KEN"),  # Spanish
    "Кения": ("state", "/states/KEN"),
    "肯尼亚": ("state", "/states/KEN"),
    "كينيا": ("state", "/states/KEN"),
    "cote divoire": ("state", "/states/CIV"),  # no accent, no apostrophe
    "ivory coast": ("state", "/states/CIV"),  # another name
    "DRC": ("state", "/states/COD"),  # a short name of everyday
    "64/293": ("instrument", "/instruments/GPA-2010"),
    "gpa 2010 38": ("commitment", "/commitments/GPA-2010-38"),
    "palermo protocol": ("instrument", "/instruments/TIP-PROTOCOL"),
    "non-punishment": ("commitment", "/commitments/ICAT-IB8-2019-01"),
    "ratify protocol": ("commitment", "/commitments/UNNM-2021-02"),
    "compensation for victims": ("commitment", "/commitments/GPA-2010-36"),
    "trafiking protocol": ("instrument", "/instruments/TIP-PROTOCOL"),  # misspelt
    "indemnisation des victimes": ("commitment", "/commitments/GPA-2010-36"),
    "indemnización de víctimas": ("commitment", "/commitments/GPA-2010-36"),
    "تعويض الضحايا": ("commitment", "/commitments/GPA-2010-36"),
    "компенсация жертвам": ("commitment", "/commitments/GPA-2010-36"),
    "受害者赔偿": ("commitment", "/commitments/GPA-2010-36"),
    "travail forcé": ("instrument", "/instruments/ILO-C029"),
    "принудительный труд": ("instrument", "/instruments/ILO-C029"),
    "trata de personas": ("instrument", "/instruments/TIP-PROTOCOL"),
    "торговля людьми": ("instrument", "/instruments/TIP-PROTOCOL"),
    "贩运人口": ("instrument", "/instruments/TIP-PROTOCOL"),
    "供应链": ("commitment", "/commitments/PD-2017-15"),
}


def test_what_is_meant_stands_on_top_in_six_languages(seeded_client: FlaskClient) -> None:
    found = {}
    for text, (kind, _address) in WANTED.items():
        page = opened(seeded_client, f"/search?{urlencode({'q': text})}")
        first = page.select_one(f"section[aria-labelledby=found-{kind}] h3")
        found[text] = (kind, links(first)[0] if first else None)

    assert found == WANTED


def test_translated_titles_are_found_in_each_language(
    seeded_app: Flask, seeded_client: FlaskClient
) -> None:
    with seeded_app.app_context():
        card = register().cards["GPA-2010-25"]
        titles = list(RecordTranslations().of(card.title))

    assert len(titles) == 5
    for language, title in titles:
        page = opened(seeded_client, f"/{language}/search?{urlencode({'q': title})}")

        assert page.select(f'a[href*="/commitments/{card.reference}"]'), (language, title)


def test_word_of_the_field_is_told_to_be_read_in_english(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, f"/search?{urlencode({'q': '受害者赔偿'})}")

    assert "we also searched “victims compensation”" in page.main.text
    quoted = opened(seeded_client, f"/search?{urlencode({'q': chr(34) + '被害人' + chr(34)})}")
    assert "No text contains" in quoted.main.text, "quotes want the very words"


def test_lists_find_translated_titles_in_the_language_of_the_page(
    seeded_app: Flask, seeded_client: FlaskClient
) -> None:
    with seeded_app.app_context():
        card = register().cards["GPA-2010-25"]
        titles = list(RecordTranslations().of(card.title))

    for language, title in titles:
        asked = urlencode({"q": title})
        for place in (f"/{language}/commitments", f"/{language}/states/KEN/commitments"):
            page = opened(seeded_client, f"{place}?{asked}")

            assert page.select(f'a[href*="/{card.reference}"]'), (language, place)
            assert page.select(".commitment mark") or "states" in place, (language, "not marked")
