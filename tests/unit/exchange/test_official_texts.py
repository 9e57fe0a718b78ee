"""A resolution's own XML says symbol, language and numbered paragraphs; anything else is refused.

The shape was seen in the repository UNxml/GAresolutions at commit 42a69b67 (sessions 74 to 80,
Akoma Ntoso 3.0): a number is never the ``eId``, French files put a number into a block of its own.
All words here are invented.
"""

import pytest

from tests.exchange.resolutions import ADOPTS, annex, apart, declaration, paragraph, resolution
from tracker.exchange.official_texts import document
from tracker.exchange.official_texts.document import Reason, TextRefused, read_resolution
from tracker.exchange.official_texts.importing import Unmatched, origin_of, wording_at
from tracker.exchange.official_texts.symbols import symbol_key
from tracker.registry.locators import ParagraphPlace, paragraph_of


def numbers(content: bytes) -> list[str]:
    return [each.number for each in read_resolution(content).paragraphs]


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("A/RES/99/7", "A/RES/99/7"),  # the cover
        ("99/7.", "A/RES/99/7"),  # the title
        ("99/7", "A/RES/99/7"),  # the title in Arabic
        (" a/res/99/7* ", "A/RES/99/7"),  # with the mark of a footnote
        ("A/RES/99/7 (annex II); UNTS vol. 1", "A/RES/99/7"),  # as an instrument may cite it
        ("ES-99/1.", "A/RES/ES-99/1"),  # an emergency session
        ("S-99/1", "A/RES/S-99/1"),  # a special session
        ("2030/25", "E/RES/2030/25"),  # a year: the Economic and Social Council
        ("S/RES/9999 (2030)", "S/RES/9999 (2030)"),  # the year belongs to the symbol
        ("A/RES/99/7 A-B", "A/RES/99/7 A-B"),  # in parts: another text than 99/7
        ("", ""),
    ],
)
def test_every_spelling_of_a_symbol_is_one_key(raw: str, key: str) -> None:
    assert symbol_key(raw) == key


@pytest.mark.parametrize(
    ("symbol", "title"),
    [("A/RES/99/7", "99/7."), (None, "99/7"), (None, "")],
    ids=["cover", "title", "identifier"],
)
def test_symbol_is_found_wherever_the_file_has_it(symbol: str | None, title: str) -> None:
    content = resolution(paragraph("1.", "One."), symbol=symbol, title_number=title)

    assert read_resolution(content).symbol == "A/RES/99/7"


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("7.", "7"),
        ("\t7.", "7"),  # session 75 has a tab before it
        ("7 -", "7"),  # Arabic
        ("7-", "7"),
        ("٧ -", "7"),  # digits of Arabic
        ("７．", "7"),  # full width
        ("7", "7"),
        ("1.2", "1.2"),
    ],
)
def test_a_number_is_read_in_every_script(number: str, read: str) -> None:
    assert numbers(resolution(paragraph(number, "Words.", eid=12))) == [read]


def test_number_is_what_is_printed_and_never_the_identifier() -> None:
    content = resolution(paragraph("7.", "The seventh.", eid=12), paragraph("12.", "Later.", eid=7))

    assert [(each.number, each.text) for each in read_resolution(content).paragraphs] == [
        ("7", "The seventh."),
        ("12", "Later."),
    ]


def test_number_in_a_block_of_its_own_numbers_the_text_that_follows() -> None:
    content = declaration(apart("1.", "Un."), apart("2.", "Deux."), language="fr")

    found = read_resolution(content)

    assert [(each.number, each.text) for each in found.paragraphs] == [("1", "Un."), ("2", "Deux.")]


@pytest.mark.parametrize("typed", ["2\t", "2.\t", "2 -\t", "2 –\t"])
def test_number_typed_into_the_text_counts_where_it_is_the_next(typed: str) -> None:
    blocks = (paragraph("1.", "One."), paragraph(None, f"{typed}Two."), paragraph("3.", "Three."))

    found = read_resolution(resolution(*blocks)).paragraphs

    assert [(each.number, each.text) for each in found][1] == ("2", "Two.")
    assert not any(each.doubt for each in found)


def test_figure_at_the_beginning_of_a_line_is_no_number() -> None:
    blocks = (paragraph("1.", "One."), paragraph(None, "2 states did."), paragraph(None, "9\tnine"))

    (found,) = read_resolution(resolution(*blocks)).paragraphs

    assert found.text == "One.\n2 states did.\n9 nine"


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("(a)", "(b)", "en"),
        ("a)", "b)", "fr"),
        ("(أ)", "(ب)", "ar"),
        ("а)", "б)", "ru"),  # Cyrillic letters
        ("а)", "b)", "ru"),  # a Cyrillic letter typed for the Latin one
        ("（a）", "（b）", "zh"),  # full width
    ],
)
def test_points_are_told_by_their_letters_in_every_script(
    first: str, second: str, language: str
) -> None:
    content = declaration(
        paragraph("1.", "Opening:"),
        paragraph(None, f"{first}\tFirst;"),
        paragraph(None, f"{second}\tSecond."),
        language=language,
    )
    (found,) = read_resolution(content).paragraphs

    assert found.opening == ["Opening:"]
    assert (found.point("a"), found.point("b")) == (f"{first} First;", f"{second} Second.")
    assert found.point("c") is None


def test_points_numbered_by_elements_are_read_alike() -> None:
    point = "<point><num>(a)</num><content><p>First.</p></content></point>"
    listed = f"<list><intro><p>Opening:</p></intro>{point}</list>"
    block = f"<paragraph><num>1.</num>{listed}</paragraph>"

    (found,) = read_resolution(resolution(block)).paragraphs

    assert found.point("a") == "(a) First."
    assert found.text == "Opening:\n(a) First."


def test_roman_numbers_inside_a_point_stay_in_it() -> None:
    letters = [paragraph(None, f"({each})\t{each.upper()}.") for each in "abcdefgh"]
    nested = [paragraph(None, f"({each})\tnested.") for each in ("i", "ii", "iii")]
    content = resolution(paragraph("1.", "Opening:"), *letters, *nested, paragraph(None, "(i)\tI."))
    (found,) = read_resolution(content).paragraphs

    assert found.point("h") == "(h) H.\n(i) nested.\n(ii) nested.\n(iii) nested."
    assert found.point("i") == "(i) I."


def test_footnotes_and_their_raised_brackets_are_no_wording() -> None:
    note = '<authorialNote marker="1"><p>\tA footnote.</p></authorialNote>'
    text = f"Words<sup>(</sup>{note}<sup>)</sup>, and more."

    (found,) = read_resolution(resolution(paragraph("1.", text))).paragraphs

    assert found.text == "Words, and more."


@pytest.mark.parametrize(
    "heading",
    [
        paragraph(None, "Prevention", kind="HCh"),
        paragraph(None, '<span class="bold">Prevention</span>'),
        "<paragraph><subheading>Prevention</subheading></paragraph>",
        paragraph("II.", "Prevention"),
    ],
    ids=["class", "bold", "subheading", "roman"],
)
def test_heading_belongs_to_no_paragraph(heading: str) -> None:
    content = resolution(paragraph("1.", "One."), heading, paragraph("2.", "Two."))

    assert [each.text for each in read_resolution(content).paragraphs] == ["One.", "Two."]


def test_language_is_what_the_file_says_of_itself() -> None:
    assert read_resolution(resolution(paragraph("1 -", "كلمات."), language="ar")).language == "ar"


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.NOT_WELL_FORMED),
        (b"no markup", Reason.NOT_WELL_FORMED),
        (resolution(paragraph("1.", "One."))[:-20], Reason.NOT_WELL_FORMED),
        (ENTITIES + resolution(paragraph("1.", "&b;&d;")), Reason.HAS_DEFINITIONS),
        (b"<html><body/></html>", Reason.OTHER_FORMAT),
        (
            resolution(paragraph("1.", "One."), symbol=None, title_number="", identifier="x"),
            Reason.NO_SYMBOL,
        ),
        (resolution(paragraph("1.", "One."), language=""), Reason.NO_LANGUAGE),
        (resolution(paragraph("1.", "Eins."), language="deu"), Reason.NOT_OFFICIAL_LANGUAGE),
        (resolution(ADOPTS), Reason.NO_PARAGRAPH),
        (b" " * (document.MOST_BYTES + 1), Reason.TOO_LARGE),
    ],
)
def test_any_other_file_is_refused_with_a_reason(content: bytes, reason: Reason) -> None:
    with pytest.raises(TextRefused) as refused:
        read_resolution(content)

    assert refused.value.reason is reason


def test_entity_bomb_is_refused_quickly() -> None:
    levels = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(20))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "x">{levels}]><akomaNtoso>&l20;</akomaNtoso>'

    with pytest.raises(TextRefused):
        read_resolution(bomb.encode())


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        ("Paragraph 16", ParagraphPlace("16", None, in_annex=False)),
        ("Paragraph 16 (a)", ParagraphPlace("16", "a", in_annex=False)),
        ("paragraph 16(A), first sentence", ParagraphPlace("16", "a", in_annex=False)),
        ("Objective 10, paragraph 26 (j)", ParagraphPlace("26", "j", in_annex=False)),
        ("Annex, paragraph 3, opening", ParagraphPlace("3", None, in_annex=True)),
        ("Paragraph 3 of the annex", ParagraphPlace("3", None, in_annex=True)),
        ("Paragraph 24, opening", ParagraphPlace("24", None, in_annex=False)),
        ("Article 2 (c)(i)", None),
        ("Annex, section I (Prevention)", None),
        ("Opening paragraph", None),
        ("Paragraph on the voices of victims", None),
    ],
)
def test_place_of_a_commitment_names_a_paragraph_or_none(
    locator: str, place: ParagraphPlace | None
) -> None:
    assert paragraph_of(locator) == place


BOTH = resolution(
    paragraph("1.", "Of the body."),
    annexes=(annex(paragraph("1.", "Of the annex."), paragraph("2.", "Second.")),),
)
MISSING = resolution(
    paragraph("1.", "One."), paragraph(None, "Two, unnumbered."), paragraph("3.", "Three.")
)
RESTARTS = resolution(*(paragraph(f"{each}.", f"{each}.") for each in (1, 1, 2, 3)))
TWICE = resolution(
    ADOPTS, annexes=(annex(paragraph("1.", "Here.")), annex(paragraph("1.", "There.")))
)


@pytest.mark.parametrize(
    ("content", "locator", "found"),
    [
        (BOTH, "Paragraph 1", "Of the body."),
        (BOTH, "Annex, paragraph 1", "Of the annex."),
        (BOTH, "Paragraph 2", Unmatched.NO_PARAGRAPH),  # the annex is not searched instead
        (TWICE, "Paragraph 1", Unmatched.NUMBER_TWICE),  # two annexes: nothing is guessed
        (MISSING, "Paragraph 1", Unmatched.NEXT_IS_MISSING),  # it would hold the second's words
        (MISSING, "Paragraph 3", "Three."),
        (RESTARTS, "Paragraph 1", Unmatched.NUMBER_TWICE),
        (RESTARTS, "Paragraph 3", Unmatched.NUMBERS_RESTART),  # it is the fourth in truth
        (BOTH, "Paragraph 1 (a)", Unmatched.NO_POINT),
        (BOTH, "Section I", Unmatched.NO_NUMBER),
    ],
)
def test_place_is_found_in_the_text_or_the_reason_is_told(
    content: bytes, locator: str, found: str | Unmatched
) -> None:
    answer = wording_at(read_resolution(content), paragraph_of(locator))

    assert (answer if isinstance(answer, Unmatched) else answer[1]) == found


@pytest.mark.parametrize(
    ("address", "alone", "origin"),
    [
        ("", True, "a.xml"),
        ("https://example.org/folder/", True, "https://example.org/folder/a.xml"),
        ("https://example.org/folder/", False, "https://example.org/folder/a.xml"),
        ("https://example.org/one.xml", True, "https://example.org/one.xml"),
        ("https://example.org/one.xml", False, "a.xml"),  # one address is not that of many
    ],
)
def test_origin_is_an_address_only_where_it_is_sure(address: str, alone: bool, origin: str) -> None:
    assert origin_of("a.xml", address, alone=alone) == origin
