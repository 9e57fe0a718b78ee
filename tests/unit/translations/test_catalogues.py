"""The catalogues as they are committed: whole, with the plural forms of CLDR, grammatical."""

import gettext
import re
from pathlib import Path

import pytest
from babel import Locale

from tools.translations.catalogues import (
    DOMAINS,
    PLURALS,
    catalogue_files,
    forms,
    is_translated,
    messages,
    path_of,
    read,
)
from tools.translations.problems import problems_of

# By language: numbers and the category of CLDR that each has.
CATEGORIES = {
    "fr": {0: "one", 1: "one", 2: "other", 21: "other", 10**6: "many", 2 * 10**6: "many"},
    "es": {0: "other", 1: "one", 2: "other", 21: "other", 10**6: "many", 10**6 + 1: "other"},
    "ar": {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other", 103: "few"},
    "ru": {0: "many", 1: "one", 2: "few", 5: "many", 11: "many", 21: "one", 22: "few", 112: "many"},
    "zh": {0: "other", 1: "other", 2: "other", 10**6: "other"},
}


def test_every_language_has_both_catalogues() -> None:
    wanted = {path_of(language, domain) for language in PLURALS for domain in DOMAINS}

    assert set(catalogue_files()) == wanted


@pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: "/".join(path.parts[-3::2]))
def test_a_catalogue_is_whole(path: Path) -> None:
    language = path.parents[1].name
    catalogue = read(path)

    faults = [fault for one in messages(catalogue) for fault in problems_of(one, language)]
    assert faults == []
    assert not [one.id for one in messages(catalogue) if one.fuzzy]
    assert not catalogue.obsolete


@pytest.mark.parametrize("language", PLURALS)
def test_a_number_gets_the_form_that_cldr_gives_it(language: str) -> None:
    path = path_of(language, "messages")
    rule = re.search(r"plural=(.*);", _header(path))
    assert rule is not None
    plural = gettext.c2py(rule[1])  # type: ignore[attr-defined]  # as the library reads a header

    for number, category in CATEGORIES[language].items():
        assert PLURALS[language][plural(number)] == category, (language, number)
    # Millions apart, Babel's table of CLDR gives the same.
    for number in range(0, 2000):
        babel = Locale.parse(language).plural_form(number)
        found = PLURALS[language][plural(number)]
        assert found == babel or (number == 0 and language in ("es",)), (language, number)


@pytest.mark.parametrize("language", PLURALS)
def test_a_sentence_about_a_number_is_read_in_the_form_of_that_number(language: str) -> None:
    path = path_of(language, "messages")
    message = next(
        one
        for one in messages(read(path))
        if not isinstance(one.id, str)
        and is_translated(one)
        and len(set(forms(one))) > 1
        or language == "zh"
        and not isinstance(one.id, str)
        and is_translated(one)
    )
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for number, category in CATEGORIES[language].items():
        wanted = forms(message)[PLURALS[language].index(category)]
        assert compiled.ngettext(*message.id, number) == wanted


# A name of a State stands in the nominative: nothing before it may ask for an article or a case.
BEFORE_A_NAME = {
    "fr": r"\b(?:de|à|en|du|le|la|au|aux|des|par|pour|dans|chez|avec|sur|vers|d|l)[\s’']+",
    "ru": r"\b(?:в|во|о|об|от|из|для|с|со|на|по|к|у|при|за|перед|между|против|до)\s+",
    "ar": r"\b[لبكو]",
}


@pytest.mark.parametrize("language", BEFORE_A_NAME)
def test_no_sentence_needs_a_form_of_a_states_name(language: str) -> None:
    pattern = re.compile(BEFORE_A_NAME[language] + r"[«“\u2068]?\s*%\(state\)s")
    texts = [form for one in messages(read(path_of(language, "messages"))) for form in forms(one)]

    assert sum("%(state)s" in text for text in texts) > 90
    assert [text for text in texts if pattern.search(text)] == []


def _header(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n\n", 1)[0]
