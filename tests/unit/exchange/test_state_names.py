"""Spellings of states mean the state, or say why they mean none; near ones are only suggested."""

import pytest

from tests.exchange.seeds import NAMES, seeded

MEANT = [
    ("its name", "Kenya", "KEN"),
    ("capitals", "KENYA", "KEN"),
    ("without accents", "Cote d'Ivoire", "CIV"),
    ("another apostrophe", "Côte d´Ivoire", "CIV"),
    ("words turned round", "Korea, Republic of", "KOR"),
    ("words turned round and bracketed", "Korea (Republic of)", "KOR"),
    ("the other half", "Korea, Dem. People's Rep. of", "PRK"),
    ("an article", "the Netherlands", "NLD"),
    ("an article behind", "Gambia, The", "GMB"),
    ("in brackets", "Bolivia (Plurinational State of)", "BOL"),
    ("a mark of a footnote", "Türkiye*", "TUR"),
    ("a number of a footnote", "Kenya 1/", "KEN"),
    ("a raised number of a footnote", "Kenya²", "KEN"),
    ("shortened", "St. Kitts & Nevis", "KNA"),
    ("by letters", "U.S.A.", "USA"),
    ("by usual letters", "UK", "GBR"),
    ("French, usual", "Royaume-Uni", "GBR"),
    ("Spanish, usual", "Estados Unidos", "USA"),
    ("Arabic", "مصر", "EGY"),
    ("Russian, usual", "Россия", "RUS"),
    ("Russian, official", "Российская Федерация", "RUS"),
    ("Chinese", "越南", "VNM"),
    ("three letters, small", "ken", "KEN"),
    ("two letters", "KE", "KEN"),
    ("renamed", "Swaziland", "SWZ"),
    ("renamed long ago", "Zaire", "COD"),
    ("a code of before", "ZAR", "COD"),
    ("a short name that another begins with", "Guinea", "GIN"),
    ("a short name within another", "Niger", "NER"),
    ("an observer", "Palestine", "PSE"),
    ("an observer by its full name", "Palestine, State of", "PSE"),
    ("a kingdom by its new name", "Kingdom of Eswatini", "SWZ"),
    ("letters before a name", "F.S. Micronesia", "FSM"),
    ("the letter of a direction, as maps have it", "S. Sudan", "SSD"),
    ("that letter behind", "Sudan, S.", "SSD"),
    ("that letter without a point", "S Sudan", "SSD"),
    ("another direction", "N. Macedonia", "MKD"),
    ("the letter before a name of two", "N. Korea", "PRK"),
    ("the s of somebody is no direction", "Korea, Dem. People’s Rep.", "PRK"),
    ("that s without its sign", "Lao People's Democratic Republic", "LAO"),
    ("its formal name", "Republic of Kenya", "KEN"),
    ("its formal name turned round", "Kenya, Republic of", "KEN"),
    ("a formal name without its usual one", "Hellenic Republic", "GRC"),
    ("a formal name that is short for another", "Ireland (Rep.)", "IRL"),
    ("in its own language", "Deutschland", "DEU"),
    ("with its code", "Kenya (KEN)", "KEN"),
    ("behind its code", "KEN - Kenya", "KEN"),
    ("with its usual letters", "Democratic Republic of the Congo (DRC)", "COD"),
    ("with its former name", "Cabo Verde (formerly Cape Verde)", "CPV"),
    ("with its name of today", "Turkey / Türkiye", "TUR"),
    ("in two languages", "Germany / Allemagne", "DEU"),
]


@pytest.mark.parametrize(
    "text",
    ["Niger State", "Georgia State", "Mexico State", "N. Ireland", "N. Sudan", "E. Guinea"]
    + ["State of Georgia", "State of Mexico", "Estado de México", "State of Niger"],
)
def test_part_of_a_state_is_not_the_state(text: str) -> None:
    found = NAMES.find(text)

    assert found is None or found.iso3 is None


@pytest.mark.parametrize(("text", "iso3"), [c[1:] for c in MEANT], ids=[c[0] for c in MEANT])
def test_spelling_means_the_state(text: str, iso3: str) -> None:
    found = NAMES.find(text)

    assert found is not None
    assert found.iso3 == iso3


NONE = [
    ("ended", "Yugoslavia", "no longer exists"),
    ("ended, by code", "SUN", "no longer exists"),
    ("ended, in Russian", "СССР", "no longer exists"),
    ("ended, in Spanish", "Checoslovaquia", "no longer exists"),
    ("two that ended as one", "Serbia & Montenegro", "no longer exists"),
    ("no member", "Kosovo", "Not a member"),
    ("no member, another spelling", "Taiwan (Province of China)", "Not a member"),
    ("part of a member", "Hong Kong SAR", "this is not one"),
    ("in French", "Taïwan", "Not a member"),
    ("a region", "Africa", "this is not one"),
    ("the world", "Monde", "this is not one"),
    ("a union", "European Union", "Not a member"),
    ("either of two", "Congo", "COG (Congo), COD"),
    ("either of two, in French", "Corée", "KOR (Republic of Korea), PRK"),
]


@pytest.mark.parametrize(("text", "reason"), [c[1:] for c in NONE], ids=[c[0] for c in NONE])
def test_spelling_of_no_state_says_why(text: str, reason: str) -> None:
    found = NAMES.find(text)

    assert found is not None
    assert found.iso3 is None
    assert reason in found.reason


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Keniya", "KEN"),
        ("Coast of Kenya", "KEN"),
        ("Nigerai", "NGA"),
    ],
)
def test_near_spelling_is_suggested_and_not_taken(text: str, near: str) -> None:
    assert NAMES.find(text) is None
    assert near in NAMES.suggest(text)


@pytest.mark.parametrize(
    "text",
    ["USA178", "KEN002", "KEN1", "KE12", "Kenya2019", "Kenya 2019", "NOR-1", "Case Kenya 7a"]
    + ["Kenya 12 345", "Kenya 100%", "Kenya (2019)"],
)
def test_number_of_a_case_is_no_state_with_a_footnote(text: str) -> None:
    assert NAMES.find(text) is None


@pytest.mark.parametrize("text", ["Kenya / Uganda", "Niger (Nigeria)", "Kenya (Nairobi)", "Kenya,"])
def test_cell_of_several_names_is_a_state_only_where_all_mean_it(text: str) -> None:
    found = NAMES.find(text)

    assert (found.iso3 if found else None) == ("KEN" if text == "Kenya," else None)


@pytest.mark.parametrize(
    "text",
    ["Kenya1", "Kenya 12", "Kenya (1)", "Kenya²", "KEN*", "Kenya †"]
    # Several marks, and marks behind a bracket, as tables of depositaries have them.
    + ["Kenya 3,4", "Kenya 3, 4", "Kenya (1) (2)", "Kenya [1][2]", "Kenya¹,²", "Kenya [note 3]"]
    + ["Kenya[a]", "Kenya/1", "Kenya (KEN) 5", "Kenya, Republic of (2)"],
)
def test_mark_of_a_footnote_is_passed_over(text: str) -> None:
    found = NAMES.find(text)

    assert found is not None
    assert found.iso3 == "KEN"


@pytest.mark.parametrize("text", ["", "no", "in", "United", "Republic", "x", "الجمهورية"])
def test_word_within_names_means_nothing(text: str) -> None:
    assert NAMES.find(text) is None


def test_every_name_and_code_of_the_registry_is_known() -> None:
    """But for those that some writers use for another state."""
    unknown = [
        (state.iso3, text)
        for state in seeded("states")
        for text in (
            *(state.iso3, state.iso2, state.name_en, state.name_fr, state.name_es),
            *(state.name_ar, state.name_ru, state.name_zh),
        )
        if (found := NAMES.find(text)) is None or found.iso3 != state.iso3
    ]

    assert {iso3 for iso3, _text in unknown} <= {"COG"}


def test_every_alias_on_record_means_what_it_says() -> None:
    wrong = [
        alias.name
        for alias in seeded("state_aliases")
        if (found := NAMES.find(alias.name)) is None or found.iso3 != alias.iso3
    ]

    assert wrong == ["Congo"]
