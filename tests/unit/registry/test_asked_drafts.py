"""A row of recommendations is always the same record, and foreign words are read, never guessed."""

from pathlib import Path

import pytest

from tracker.core.errors import Invalid
from tracker.registry import issue_themes, vocabulary_aliases
from tracker.registry.recommendation_drafts import LONGEST_REFERENCE, RecommendationDraft
from tracker.registry.vocabulary import Mechanism, Pillar, Stand
from tracker.registry.vocabulary_aliases import MECHANISMS, STANDS, stand_of
from tracker.text.word_lists import read_rows

ROW = {
    "mechanism": "UPR",
    "session": "41st session",
    "date": "2022-11",
    "state": "XAA",
    "number": "142.15",
    "wording": "Adopt a law.",
}


def read(**more: str) -> RecommendationDraft:
    return RecommendationDraft.parse({**ROW, **more})


WORDS = Path(vocabulary_aliases.__file__).with_name("lists") / "source_words.csv"


@pytest.mark.parametrize(
    ("word", "position"),
    [
        pytest.param("Supported", Stand.SUPPORTED, id="the word of the Review"),
        pytest.param("  ACCEPTED ", Stand.SUPPORTED, id="an older one, in capitals"),
        pytest.param("Acceptée", Stand.SUPPORTED, id="in French, with its accent"),
        pytest.param("acceptee", Stand.SUPPORTED, id="in French, without"),
        pytest.param("aceptada", Stand.SUPPORTED, id="in Spanish"),
        pytest.param("принята", Stand.SUPPORTED, id="in Russian"),
        pytest.param("принята к сведению", Stand.NOTED, id="begins as the word for accepted"),
        pytest.param("أُحيط علماً", Stand.NOTED, id="in Arabic, with its vowels"),
        pytest.param("注意到", Stand.NOTED, id="in Chinese"),
        pytest.param("Supported/Noted", Stand.IN_PART, id="both at once"),
        pytest.param("in_part", Stand.IN_PART, id="our own code"),
        pytest.param("Rejected", Stand.NOTED, id="what is not supported is noted"),
        pytest.param("no clear position", Stand.NOT_STATED, id="said to be unclear"),
        pytest.param("Considered", None, id="a word that we do not know"),
    ],
)
def test_foreign_words_are_read_as_positions(word: str, position: Stand | None) -> None:
    assert stand_of(word) is position


def test_no_word_stands_for_two_positions() -> None:
    for name in ("position", "mechanism"):
        rows = [row for row in read_rows(WORDS) if row["list"] == name]
        words = {(vocabulary_aliases.folded(row["word"]), row["code"]) for row in rows}

        assert len(words) == len({word for word, _code in words}) > 10
    assert set(STANDS.values()) == set(Stand)
    assert set(MECHANISMS.values()) == set(Mechanism)


def test_a_word_that_is_unknown_is_refused_with_what_is_taken() -> None:
    with pytest.raises(Invalid) as refused:
        read(position="Considered")

    assert "supported, in_part, noted, not_stated" in refused.value.errors["position"][0]


@pytest.mark.parametrize(
    ("more", "instrument", "reference"),
    [
        pytest.param({}, "UPR-41", "UPR-41-XAA-142-15", id="of the Review"),
        pytest.param({"session": "041"}, "UPR-41", "UPR-41-XAA-142-15", id="session written else"),
        pytest.param(
            {"number": "27 (a)"}, "UPR-41", "UPR-41-XAA-27-A", id="a paragraph with a letter"
        ),
        pytest.param(
            {"mechanism": "treaty body", "session": "", "symbol": "ABCD/C/XAA/CO/8"},
            "ABCD-C-XAA-CO-8",
            "ABCD-C-XAA-CO-8-XAA-142-15",
            id="of a document",
        ),
    ],
)
def test_code_and_reference_follow_from_the_row(
    more: dict[str, str], instrument: str, reference: str
) -> None:
    draft = read(**more)

    assert (draft.instrument, draft.reference) == (instrument, reference)


def test_without_a_number_the_wording_tells_records_apart() -> None:
    one, same = read(number=""), read(number="", wording="ADOPT a law")
    other, long = read(number="", wording="Repeal it."), read(number="1" * 60)

    assert one.reference == same.reference != other.reference
    assert len(long.reference) <= LONGEST_REFERENCE
    assert long.reference != read(number="1" * 59).reference


@pytest.mark.parametrize(
    ("more", "column"),
    [
        pytest.param({"session": ""}, "session", id="a review without its session"),
        pytest.param({"mechanism": "treaty_body"}, "symbol", id="a body without a document"),
        pytest.param({"position_on": "2023"}, "position", id="a date of no position"),
        pytest.param({"mechanism": "Court"}, "mechanism", id="another mechanism"),
    ],
)
def test_what_cannot_be_found_again_is_refused(more: dict[str, str], column: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(**more)

    assert list(refused.value.errors) == [column]


def test_a_row_written_back_reads_as_the_same() -> None:
    draft = read(issues="Rights of the child; Fisheries", position="Supported/Noted")

    assert RecommendationDraft.parse(draft.cells()) == draft
    assert draft.themes == ("children",)
    assert draft.title == "Recommendation 142.15"
    assert draft.stated is not None
    assert draft.stated.source == "Universal Periodic Review, session 41st session"


def test_a_row_without_a_position_contradicts_none_on_record() -> None:
    assert read() == read(position="noted")
    assert read(position="supported") != read(position="noted")


def test_issues_are_matched_by_the_list_alone() -> None:
    cell = "Trafficking; Women, Children | Fish, chips\nProtection of victims"
    found = issue_themes.parted(cell)

    assert found == ("Trafficking", "Women", "Children", "Fish, chips", "Protection of victims")
    assert issue_themes.themes_of(found) == ("children", "gender", "victim-support")
    assert issue_themes.unmatched(found) == ("Fish, chips",)
    assert issue_themes.pillar_of(found) is Pillar.PROTECTION
    assert issue_themes.pillar_of(("Impunity", "Victims")) is Pillar.CROSS_CUTTING


@pytest.mark.parametrize(
    ("date", "mechanism", "refused", "reason"),
    [
        ("2008-04-06", "UPR", True, "the day before the first review began"),
        ("2008-04-07", "UPR", False, "the day on which it began"),
        ("2008", "UPR", False, "a day of that year may be meant"),
        ("2008-03", "UPR", True, "every day of that month is too early"),
        ("2007", "UPR", True, "the Council was made in 2006, the Review began later"),
        ("1905-07", "UPR", True, "a number of a year, read as days since 1900"),
        ("1904-01-01", "UPR", True, "the first day of another calendar of workbooks"),
        ("1998-04", "treaty_body", False, "treaty bodies are older"),
        ("1899-12-30", "treaty_body", True, "no record is older than 1900"),
    ],
)
def test_review_is_not_older_than_itself(
    *, date: str, mechanism: str, refused: bool, reason: str
) -> None:
    named = {"mechanism": mechanism, "symbol": "INVENTED/1"}
    if refused:
        with pytest.raises(Invalid) as caught:
            read(date=date, **named)
        assert set(caught.value.errors) == {"date"}, reason
    else:
        assert str(read(date=date, **named).date) == date, reason
