"""Search forgives in six languages, and finds nothing that is not there, on both databases."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from tracker.search import store
from tracker.search.document import Document, Kind, Part
from tracker.search.lexicon import current_lexicon
from tracker.search.matching import Dates, Matcher
from tracker.search.query import ReadAs, pieces, read_query, spans
from tracker.search.tokens import index_entry, numbers_of

FIRST = numbers_of(Kind.COMMITMENT)[0]

# Invented texts, each in its language.
TEXTS = {
    "en": ("PLAN-03 A/RES/64/293", "Shelters for victims are paid; the Protocol was ratified."),
    "fr": ("ACT-1", "Les victimes de l’exploitation sont protégées par des lois nationales."),
    "es": ("ACT-2", "Protección de las víctimas y sanciones penales."),
    "ar": ("ACT-3", "حماية الضحايا من الاتجار بالأشخاص في المدينة"),
    "ru": ("ACT-4", "Закон о защите жертв торговли людьми был принят, новый приют открыт."),
    "zh": ("ACT-5", "打击贩运人口的法律已经通过"),
}


@pytest.fixture
def matcher(app: Flask) -> Iterator[Matcher]:
    """The index with these texts alone."""
    with app.app_context():
        store.empty()
        documents = [
            Document(
                kind=Kind.ACTION,
                key=code,
                row=row,
                parts=(Part(reference, 0), Part(said, 1, code)),
                title=1,
            )
            for row, (code, (reference, said)) in enumerate(TEXTS.items())
        ]
        store.put([index_entry(document) for document in documents])
        yield Matcher(current_lexicon(), Dates(date.today(), date.today()))


def found(matcher: Matcher, text: str) -> set[str]:
    return set(matcher.find(read_query(text, matcher).root).kinds.get(Kind.ACTION, ()))


@pytest.mark.parametrize(
    ("text", "keys", "reason"),
    [
        ("ratification", {"en"}, "an English noun finds its verb"),
        ("VICTIM", {"en", "es", "fr"}, "case, and the stem that three languages share"),
        ("64/293", {"en"}, "the end of a symbol"),
        ("A/RES/64/293", {"en"}, "a whole symbol"),
        ("٦٤/٢٩٣", {"en"}, "a symbol in Arabic digits"),
        ("293/64", set(), "the parts of a symbol in another order"),
        ("PLAN-3", {"en"}, "a reference without its nought"),
        ("PLAN-30", set(), "another reference that begins alike"),
        ('"shelters for victims"', {"en"}, "words within quotes, side by side"),
        ('"victims shelters"', set(), "the same in another order"),
        ("«shelters for victims»", {"en"}, "French quotes"),
        ("victime protégé", {"fr"}, "French singulars"),
        ("protegees", {"fr"}, "French without accents"),
        ("exploitation", {"fr"}, "a word behind an elided article"),
        ("loi nationale", {"fr"}, "French singulars again"),
        ("víctima", {"en", "es", "fr"}, "a Spanish singular, a French stem, and its English word"),
        ("protecciones", {"es"}, "a Spanish plural of a word with an accent"),
        ("sanción penal", {"es"}, "Spanish singulars"),
        ("مدينة", {"ar"}, "Arabic without the article of the text"),
        ("والمدينة", {"ar"}, "Arabic with article and conjunction"),
        ("حِمَايَة", {"ar"}, "Arabic with its vowel signs"),
        ("الإتجار", {"ar"}, "an alef with hamza where the text has none"),
        ("اشخاص", {"ar"}, "Arabic without preposition and article"),
        ("закону", {"ru"}, "another case of a Russian noun"),
        ("новые приюты", {"ru"}, "Russian plurals"),
        ("贩运", {"zh"}, "a Chinese word within a sentence"),
        ("法", {"zh"}, "a single character"),
        ("贩运人口", {"zh"}, "two words side by side"),
        ("人口贩运法律", {"zh"}, "most of a phrase, in another order"),
        ("运贩", set(), "characters in another order are another word"),
        ("жертва", {"ru", "en"}, "a word of the field, in its own language and in English"),
        ("приют", {"ru", "en"}, "the same, of one that English alone has in the plural"),
        ("庇护所", {"en"}, "a Chinese word that only an English text has"),
        ('"庇护所"', set(), "within quotes nothing but the words themselves"),
        ("shelt", {"en"}, "a beginning, where no text has the word"),
        ("sheltres", {"en"}, "a slip of the pen"),
        ("victims xylophone", set(), "everything asked for must be there"),
    ],
)
def test_word_is_found_in_any_of_its_forms(
    matcher: Matcher, text: str, keys: set[str], reason: str
) -> None:
    assert found(matcher, text) == keys, reason


@pytest.mark.parametrize("text", ["", "   ", "!!! ??? ---", "“”", "\u0301", "%_'\"--"])
def test_no_word_asks_nothing(matcher: Matcher, text: str) -> None:
    assert read_query(text, matcher).terms == ()


def test_reading_in_another_way_is_told(matcher: Matcher) -> None:
    read = {
        text: read_query(text, matcher).terms[0].read_as for text in ("shelt", "sheltres", "xylo")
    }

    assert read == {
        "shelt": ReadAs.BEGINNING,
        "sheltres": ReadAs.SPELLING,
        "xylo": ReadAs.NOTHING,
    }


@pytest.mark.parametrize(
    ("text", "language", "marked"),
    [
        ("shelter", "en", ["Shelters"]),
        ("贩运人口", "zh", ["贩运人口"]),
        ("مدينة", "ar", ["المدينة"]),
        ("victime", "fr", ["victimes"]),
    ],
)
def test_hits_are_marked_whole(
    matcher: Matcher, text: str, language: str, marked: list[str]
) -> None:
    said = TEXTS[language][1]

    cut = pieces(said, spans(said, language, read_query(text, matcher).terms), 0, len(said))

    assert [piece.text for piece in cut if piece.hit] == marked
    assert "".join(piece.text for piece in cut) == said


# Invented passages; fields in order of weight: reference, title, statement, symbol.
PASSAGES = {
    "PLAN-01": ("PLAN-01", "Ratification of the Protocol", "States join it.", "A/RES/64/293"),
    "PLAN-16": ("PLAN-16", "Help for victims", "Victims’ rights come first.", "A/RES/64/293"),
    "CALL-03": ("CALL-03", "Women and children", "Survivor-led advocacy is paid.", "A/71/119"),
    "CALL-12": ("CALL-12", "Offences", "To criminalise trafficking in persons.", "A/71/119"),
    "CALL-13": ("CALL-13", "Protégés", "Cooperation on victim support.", "A/71/119"),
}


@pytest.fixture
def passages(matcher: Matcher) -> Matcher:
    """The index with these passages alone."""
    documents = [
        Document(
            kind=Kind.COMMITMENT,
            key=reference,
            parts=tuple(Part(field, weight, "en") for weight, field in enumerate(fields)),
        )
        for reference, fields in PASSAGES.items()
    ]
    store.empty()
    store.put([index_entry(one, id_=number) for number, one in enumerate(documents, FIRST)])
    return matcher


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
def test_passage_is_found_as_readers_write(
    passages: Matcher, text: str, keys: set[str], reason: str
) -> None:
    assert set(passages.commitments(read_query(text, passages).root)) == keys, reason


def test_short_words_are_never_guessed(passages: Matcher) -> None:
    for text in ("plam", "pl"):
        assert passages.commitments(read_query(text, passages).root) == {}


def test_hit_in_the_title_ranks_before_statement(passages: Matcher) -> None:
    ranks = passages.commitments(read_query("victim", passages).root)

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
def test_only_what_was_found_is_marked(
    passages: Matcher, text: str, query: str, hits: list[str]
) -> None:
    found_there = spans(text, "en", read_query(query, passages).terms)
    cut = pieces(text, found_there, 0, len(text))

    assert [piece.text for piece in cut if piece.hit] == hits
    assert "".join(piece.text for piece in cut) == text
