"""Search forgives what readers write, and finds nothing that is not there."""

import pytest

from tracker.text.fuzzy_search import Index, ReadAs, highlight

# Invented passages; fields in order of weight: reference, title, statement, symbol.
TEXTS = {
    "PLAN-01": ("PLAN-01", "Ratification of the Protocol", "States join it.", "A/RES/64/293"),
    "PLAN-16": ("PLAN-16", "Help for victims", "Victims’ rights come first.", "A/RES/64/293"),
    "CALL-03": ("CALL-03", "Women and children", "Survivor-led advocacy is paid.", "A/71/119"),
    "CALL-12": ("CALL-12", "Offences", "To criminalise trafficking in persons.", "A/71/119"),
    "CALL-13": ("CALL-13", "Protégés", "Cooperation on victim support.", "A/71/119"),
}
INDEX = Index(TEXTS)


def found(text: str) -> set[str]:
    return set(INDEX.find(INDEX.understand(text)))


@pytest.mark.parametrize(
    ("text", "keys", "reason"),
    [
        ("ratify", {"PLAN-01"}, "a verb finds its noun"),
        ("RATIFIED", {"PLAN-01"}, "case and tense do not matter"),
        ("victim", {"PLAN-16", "CALL-13"}, "the singular finds the plural"),
        ("victims'", {"PLAN-16", "CALL-13"}, "a typewriter's apostrophe"),
        ("victim’s", {"PLAN-16", "CALL-13"}, "a typographer's apostrophe"),
        ("woman", {"CALL-03"}, "an irregular plural"),
        ("child", {"CALL-03"}, "another"),
        ("criminalize", {"CALL-12"}, "the other spelling"),
        ("criminalization", {"CALL-12"}, "its noun"),
        ("co-operation", {"CALL-13"}, "with a hyphen that the text does not have"),
        ("proteges", {"CALL-13"}, "accents left out"),
        ("víctims", {"PLAN-16", "CALL-13"}, "accents put in"),
        ("vi\u0301ctims", {"PLAN-16", "CALL-13"}, "accents as marks of their own"),
        ("64/293", {"PLAN-01", "PLAN-16"}, "the end of a symbol"),
        ("A/RES/64/293", {"PLAN-01", "PLAN-16"}, "a whole symbol"),
        ("293/64", set(), "the parts of a symbol in another order"),
        ("PLAN-16", {"PLAN-16"}, "a reference"),
        ("plan-1", {"PLAN-01"}, "without its zero, and not PLAN-16"),
        ("PLAN", {"PLAN-01", "PLAN-16"}, "the beginning of references"),
        ("survivor-led", {"CALL-03"}, "parts joined by a hyphen stand side by side"),
        ("led survivor", {"CALL-03"}, "words apart may stand in any order"),
        ('"led survivor"', set(), "words in quotes may not"),
        ('"victims rights"', {"PLAN-16"}, "words in quotes are forgiven their endings"),
        ("“victims rights”", {"PLAN-16"}, "curly quotes are quotes"),
        ('"rights of victims"', set(), "in quotes small words count"),
        ("rights of victims", {"PLAN-16"}, "outside of them they do not"),
        ('"victims rights', {"PLAN-16"}, "a quote left open is a space"),
        ("victims women", set(), "everything asked for must be there"),
        ("the", {"PLAN-01"}, "a small word alone is answered, not emptied"),
        ("advoc", {"CALL-03"}, "the beginning of a word"),
        ("traficking", {"CALL-12"}, "a letter left out"),
        ("xyzzy", set(), "a word that nothing has"),
        ("' OR 1=1 --", set(), "a sentence for a database"),
        ("<script>alert(1)</script>", set(), "a sentence for a browser"),
        ("肯尼亚", set(), "letters of a language that the texts are not in"),
    ],
)
def test_search_finds_what_readers_mean(text: str, keys: set[str], reason: str) -> None:
    assert found(text) == keys, reason


@pytest.mark.parametrize("text", ["", "   ", '"', '""', "%", "*", "()", "—", "\u0301"])
def test_text_without_any_word_asks_nothing(text: str) -> None:
    assert not INDEX.understand(text)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("victims", []),
        ("advoc", [("advoc", ReadAs.BEGINNING)]),
        ("traficking", [("traficking", ReadAs.SPELLING)]),
        ("xyzzy victims", [("xyzzy", ReadAs.NOTHING)]),
        ('"victims rigths"', [("victims rigths", ReadAs.SPELLING)]),
    ],
)
def test_what_is_read_otherwise_is_told(text: str, read_as: list[tuple[str, ReadAs]]) -> None:
    reread = INDEX.understand(text).reread

    assert [(term.written, term.read_as) for term in reread] == read_as


def test_short_words_are_never_guessed() -> None:
    assert found("plam") == set()
    assert found("pl") == set()


def test_hit_in_the_title_ranks_before_statement() -> None:
    ranks = INDEX.find(INDEX.understand("victim"))

    assert ranks["PLAN-16"] < ranks["CALL-13"]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("Victims’ rights, a victim’s word", "victim", ["Victims", "victim’s"]),
        ("Ratification by those who ratify", "ratified", ["Ratification", "ratify"]),
        ("A/RES/64/293 and 293", "64/293", ["64/293"]),
        ("Survivor advocacy, survivor-led advocacy", "survivor-led", ["survivor-led"]),
        ("Victims rights", '"victims rights" rights victims', ["Victims rights"]),
        ("Nothing of it", "victim", []),
    ],
)
def test_only_what_was_found_is_marked(text: str, query: str, hits: list[str]) -> None:
    pieces = highlight(text, INDEX.understand(query))

    assert [piece.text for piece in pieces if piece.hit] == hits
    assert "".join(piece.text for piece in pieces) == text
