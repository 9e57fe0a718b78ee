"""Columns of files find their columns by name, by usual words, by what they hold; none twice."""

import json

import pytest

from tests.exchange.seeds import NAMES, SPECIFICATIONS, seeded
from tracker.exchange.matching.columns import Matching, MatchReason, fits, guess
from tracker.exchange.parsing import read_table


def matched(kind: str, content: str) -> Matching:
    table = read_table("f.csv", content.encode())
    return guess(table.columns, table.samples, SPECIFICATIONS[kind], NAMES)


def sources(matching: Matching) -> dict[str, str]:
    return {each.column: each.source for each in matching.matches if each.source}


IN_LANGUAGES = [
    ("English", "State under review,Recommendation,Response,Session,Review date,Theme"),
    ("French", "État examiné,Recommandation,Position de l'État,Session,Date de l'examen,Thèmes"),
    ("Spanish", "Estado examinado,Recomendación,Posición,Período de sesiones,Fecha,Temas"),
    ("Arabic", "الدولة موضوع الاستعراض,نص التوصية,موقف,الدورة,التاريخ,المواضيع"),
    ("Russian", "Государство,Текст рекомендации,Позиция государства,Сессия,Дата,Темы"),
    ("Chinese", "受审议国,建议内容,立场,届会,日期,议题"),
]


@pytest.mark.parametrize("header", [c[1] for c in IN_LANGUAGES], ids=[c[0] for c in IN_LANGUAGES])
def test_usual_headers_are_known_in_six_languages(header: str) -> None:
    row = "Kenya,Train all judges of the country,Accepted,41,2022-05-03,Trafficking\n"

    found = sources(matched("recommendations", f"{header}\n{row}{row.replace('Kenya', 'Chad')}"))

    names = header.split(",")
    assert found == dict(
        zip(("state", "wording", "position", "session", "date", "issues"), names, strict=True)
    )


@pytest.mark.parametrize("kind", ["commitments", "instruments", "relations", "indicator_values"])
def test_own_columns_are_matched_by_their_names(kind: str) -> None:
    draft = seeded(kind)[0]
    header = tuple(draft.cells())

    matching = guess(header, [tuple(draft.cells().values())], SPECIFICATIONS[kind], NAMES)

    assert sources(matching) == dict(zip(header, header, strict=True))
    assert {each.why for each in matching.matches} == {MatchReason.SAME_NAME}


def test_content_tells_what_a_header_hides() -> None:
    rows = "ab,cd,Kenya,supported\nef,gh,Uganda,noted\nij,kl,France,supported\n"

    matching = matched("positions", f"A1,B1,C1,D1\n{rows}")

    assert sources(matching) == {"state": "C1", "position": "D1"}
    assert matching.of("state").why is MatchReason.CONTENT
    assert not matching.of("state").is_sure


def test_content_speaks_against_a_word() -> None:
    """Both are called after a country; only one holds states."""
    rows = "GDP of it,KEN,1\nPopulation,UGA,2\n"

    matching = matched("positions", f"Country,Country code,x\n{rows}")

    assert sources(matching)["state"] == "Country code"


def test_misspelt_header_is_found_and_doubtful() -> None:
    matching = matched("commitments", "reference,instrment,positon\nA,B,1\n")

    assert matching.of("instrument").source == "instrment"
    assert matching.of("instrument").why is MatchReason.LIKENESS


def test_no_column_is_used_twice() -> None:
    matching = matched("indicator_values", "Year,Date,Country,State\n2015,2016,KEN,UGA\n")

    used = [each.source for each in matching.matches if each.source]
    assert len(used) == len(set(used))
    assert set(matching.unused) == set(matching.columns) - set(used)


def test_matching_is_saved_and_comes_back_equal() -> None:
    specification = SPECIFICATIONS["positions"]
    matching = matched("positions", "Country,Response\nKEN,Accepted\n").choose(
        "source", constant="A/HRC/44/9"
    )

    saved = json.loads(json.dumps(matching.as_json()))

    assert Matching.from_json(saved, specification) == matching
    with pytest.raises(ValueError, match="another kind"):
        Matching.from_json(saved, SPECIFICATIONS["relations"])


@pytest.mark.parametrize(
    "spoilt",
    [
        {},
        {"kind": "positions"},
        {"kind": "positions", "matches": [], "columns": []},
        {"kind": "positions", "matches": {"state": {"source": "a"}}, "columns": []},
        {"kind": "positions", "matches": {"state": 1}, "columns": []},
        {
            "kind": "positions",
            "matches": {"state": {"source": "a", "constant": None, "why": "magic"}},
            "columns": ["a"],
        },
    ],
)
def test_saved_matching_that_was_spoilt_is_refused(spoilt: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Matching.from_json(spoilt, SPECIFICATIONS["positions"])


def test_saved_matching_fits_or_says_what_is_missing() -> None:
    matching = matched("positions", "Country,Response,Extra\nKEN,Accepted,x\n")

    assert fits(matching, ("Response", "Country", "New")).new == ("New",)
    assert fits(matching, ("Response", "Country"))
    assert fits(matching, ("Response",)).missing == ("Country",)
    assert not fits(matching, ("Response",))


def test_choice_of_a_person_takes_the_column_from_another() -> None:
    matching = matched("positions", "Country,Response\nKEN,Accepted\n")

    chosen = matching.choose("note", source="Response")

    assert chosen.of("note").why is MatchReason.CHOSEN
    assert chosen.of("position").source is None
    assert chosen.of("state") == matching.of("state")
