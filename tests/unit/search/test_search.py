"""Search forgives in six languages, and finds nothing that is not there."""

import pytest

from tracker.search.index import Document, Kind, Part, Segment
from tracker.search.query import ReadAs, pieces, spans, understand

# Invented texts, each in its language.
TEXTS = {
    "en": ("PLAN-03 A/RES/64/293", "Shelters for victims are paid; the Protocol was ratified."),
    "fr": ("ACT-1", "Les victimes de l’exploitation sont protégées par des lois nationales."),
    "es": ("ACT-2", "Protección de las víctimas y sanciones penales."),
    "ar": ("ACT-3", "حماية الضحايا من الاتجار بالأشخاص في المدينة"),
    "ru": ("ACT-4", "Закон о защите жертв торговли людьми был принят, новый приют открыт."),
    "zh": ("ACT-5", "打击贩运人口的法律已经通过"),
}
SEGMENTS = (
    Segment(
        [
            Document(
                kind=Kind.ACTION, key=code, parts=(Part(reference, 0), Part(said, 1, code)), title=1
            )
            for code, (reference, said) in TEXTS.items()
        ]
    ),
)


def found(text: str) -> set[str]:
    terms = understand(text, SEGMENTS)
    if not terms:
        return set()
    (segment,) = SEGMENTS
    return {
        segment.ids[number][1]
        for number in set.intersection(*(set(term.matches(segment)) for term in terms))
    }


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
def test_word_is_found_in_any_of_its_forms(text: str, keys: set[str], reason: str) -> None:
    assert found(text) == keys, reason


@pytest.mark.parametrize("text", ["", "   ", "!!! ??? ---", "“”", "\u0301", "%_'\"--"])
def test_no_word_asks_nothing(text: str) -> None:
    assert understand(text, SEGMENTS) == ()


def test_reading_in_another_way_is_told() -> None:
    read = {text: understand(text, SEGMENTS)[0].read_as for text in ("shelt", "sheltres", "xylo")}

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
def test_hits_are_marked_whole(text: str, language: str, marked: list[str]) -> None:
    said = TEXTS[language][1]

    cut = pieces(said, spans(said, language, understand(text, SEGMENTS)), 0, len(said))

    assert [piece.text for piece in cut if piece.hit] == marked
    assert "".join(piece.text for piece in cut) == said
