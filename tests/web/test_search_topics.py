"""A state with a topic leads to the state's commitments on it, however both are spelt."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.pages import links, opened, words
from tracker.web.public.search_answers import SHOWN, SHOWN_EACH

# The text, the states of the answers, their theme (None: none), and why the case is there.
CASES = [
    ("Kenya non-punishment", ["KEN"], "non-punishment", "both by their names"),
    ("kenya non punishment", ["KEN"], "non-punishment", "a space for the hyphen"),
    ("Kenya not punishing victims", ["KEN"], "non-punishment", "a verb"),
    ("Kenya non-penalisation", ["KEN"], "non-punishment", "another word"),
    ("Kenya non-penalization of victims", ["KEN"], "non-punishment", "another spelling"),
    ("Kenya non-criminalization", ["KEN"], "non-punishment", "a third word"),
    ("non-punishment in Kenya", ["KEN"], "non-punishment", "the other order"),
    ("Kenya's non-punishment", ["KEN"], "non-punishment", "a possessive"),
    ("Kenyan non-punishment", ["KEN"], "non-punishment", "what is of a State"),
    ("KEN non-punishment", ["KEN"], "non-punishment", "a code"),
    ("Keniya non-punishmnet", ["KEN"], "non-punishment", "slips of the pen"),
    (
        "What has Kenya done about not punishing victims?",
        ["KEN"],
        "non-punishment",
        "a whole question",
    ),
    ('Kenya "non-punishment"', ["KEN"], "non-punishment", "quotes"),
    ("UK compensation", ["GBR"], "compensation", "a short name"),
    ("DRC compensation", ["COD"], "compensation", "a short name"),
    ("UAE compensation", ["ARE"], "compensation", "a short name"),
    ("Zaire compensation", ["COD"], "compensation", "a former name"),
    ("Holland compensation", ["NLD"], "compensation", "a usual name"),
    ("Dutch compensation", ["NLD"], "compensation", "what is of a State"),
    ("Swaziland compensation", ["SWZ"], "compensation", "a former name"),
    ("cote divoire compensation", ["CIV"], "compensation", "no accents, no apostrophe"),
    ("Trinidad and Tobago compensation", ["TTO"], "compensation", "a name with a stop word"),
    ("Guinea-Bissau compensation", ["GNB"], "compensation", "a name with another's in it"),
    ("Equatorial Guinea compensation", ["GNQ"], "compensation", "a name with another's in it"),
    ("South Sudan compensation", ["SSD"], "compensation", "a name with another's in it"),
    ("Congo compensation", ["COG", "COD"], "compensation", "a name of two states"),
    ("Korea compensation", ["KOR", "PRK"], "compensation", "a name of two states"),
    ("Kenya OR Uganda compensation", ["KEN", "UGA"], "compensation", "one of two"),
    ("Кении компенсация", ["KEN"], "compensation", "Russian, in another case"),
    ("Нигерии компенсация", ["NGA"], "compensation", "a stem that two states share"),
    ("肯尼亚赔偿", ["KEN"], "compensation", "Chinese without spaces"),
    ("كينيا تعويض", ["KEN"], "compensation", "Arabic"),
    ("كِينِيَا تَعْوِيض", ["KEN"], "compensation", "Arabic with vowel signs"),
    ("Kenia indemnización", ["KEN"], "compensation", "Spanish"),
    ("Kenya supply chain", ["KEN"], "supply-chains", "a singular"),
    ("Kenya child trafficking", ["KEN"], "children", "another word"),
    ("Serbia and Montenegro compensation", [], "compensation", "no State of today"),
    ("East Germany compensation", [], "compensation", "no State of today"),
    ("Northern Ireland compensation", [], "compensation", "no State"),
    ("can compensation victims", [], None, "a code in small letters is a word"),
]


def answered(client: FlaskClient, text: str, **more: str) -> list[tuple[str, list[str]]]:
    """By answer, the list of commitments that it leads to and the commitments that it shows."""
    page = opened(client, f"/search?{urlencode({'q': text, **more})}")
    return [
        (
            next(iter(links_of(part, ".more")), ""),
            [link for row in part.select("h3") for link in links(row)],
        )
        for part in page.select(".search-answer")
    ]


def links_of(part: object, selector: str) -> list[str]:
    return [link for each in part.select(selector) for link in links(each)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "states", "theme", "reason"), CASES)
def test_state_and_topic_are_understood(
    seeded_client: FlaskClient, text: str, states: list[str], theme: str | None, reason: str
) -> None:
    found = answered(seeded_client, text)
    lists = [urlsplit(address) for address, _rows in found]
    of_states = [each.path.split("/")[2] for each in lists if each.path.startswith("/states/")]
    themes = {parse_qs(each.query).get("theme", [None])[0] for each in lists}

    assert of_states == states, reason
    if theme is not None:
        assert themes == {theme}, reason
    most = SHOWN if len(states) == 1 else SHOWN_EACH
    for iso3, (_address, rows) in zip(states, found, strict=False):
        assert len(rows) == most, reason
        assert all(row.startswith(f"/states/{iso3}/") for row in rows), reason


def test_first_result_is_on_the_topic_and_says_what_is_known(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/search?q=Kenya+non-punishment")
    first = page.main.select_one("ol.found h3")
    reference = links(first)[0].rpartition("/")[2]
    of_theme = opened(seeded_client, "/commitments?theme=non-punishment&show=all")

    assert page.main.select(".search-answer .status")
    assert f"/commitments/{reference}" in links(of_theme.main)
    assert "No information" not in words(first.parent), "what is known comes first"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Kenya GPA-2010-25", ["/states/KEN/GPA-2010-25"]),
        ("kenya gpa 2010 25", ["/states/KEN/GPA-2010-25"]),
    ],
)
def test_state_and_reference_lead_to_one_commitment(
    seeded_client: FlaskClient, text: str, rows: list[str]
) -> None:
    assert [shown for _more, shown in answered(seeded_client, text)] == [rows]


def test_state_and_treaty_lead_to_what_the_treaty_asks(seeded_client: FlaskClient) -> None:
    ((more, rows),) = answered(seeded_client, "Kenya Palermo Protocol")

    assert more == "/states/KEN/commitments?instrument=TIP-PROTOCOL"
    assert all(row.startswith("/states/KEN/TIP-PROTOCOL-") for row in rows)


def test_state_and_whole_subject_lead_to_all_commitments(seeded_client: FlaskClient) -> None:
    assert answered(seeded_client, "Kenya human trafficking") == [("/states/KEN/commitments", [])]


def test_what_is_left_out_is_not_among_the_commitments(seeded_client: FlaskClient) -> None:
    ((_more, all_of_them),) = answered(seeded_client, "Kenya non-punishment")
    ((_more, some),) = answered(seeded_client, f"Kenya non-punishment -{all_of_them[0][-10:]}")

    assert all_of_them[0] not in some


def test_page_keeps_the_reading(seeded_client: FlaskClient) -> None:
    ((more, rows),) = answered(seeded_client, "Kenya non-punishment", as_of="2013-12-31")

    assert all("as_of=2013-12-31" in address for address in (more, *rows))


def test_theme_alone_leads_to_its_commitments(seeded_client: FlaskClient) -> None:
    ((more, _rows),) = answered(seeded_client, "non-penalisation")

    assert more == "/commitments?theme=non-punishment"


@pytest.mark.parametrize("text", ["Kenya", "Kenya xylophone", "-Kenya", "xylophone", "OR", ""])
def test_no_topic_gives_no_answer(seeded_client: FlaskClient, text: str) -> None:
    assert answered(seeded_client, text) == []
