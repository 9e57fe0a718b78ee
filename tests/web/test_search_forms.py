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
from tracker.search.tokens import index_entry

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
