"""A page of the report card is mirrored as a whole in Arabic, and every text keeps its letters."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from pikepdf import Page, Pdf, parse_content_stream

from tracker.card.pdf.page import SIDE, WIDTH, Sheet

MADE = datetime(2026, 1, 1, tzinfo=UTC)
ARABIC = "محدود"
PAPER = 210  # millimetres


Maker = Callable[[str], Sheet]


@pytest.fixture
def sheet() -> Iterator[Maker]:
    """Makes a document of one page in a language; each is finished, which closes its fonts."""
    made: list[Sheet] = []

    def make(language: str) -> Sheet:
        made.append(Sheet(title="x", language=language, edges=("", ""), made=MADE))
        made[-1].add_page()
        return made[-1]

    yield make
    for each in made:
        each.output()


def operators(made: Sheet) -> list[tuple[str, list[object]]]:
    """What is drawn on the first page."""
    with Pdf.open(io.BytesIO(bytes(made.output()))) as document:
        found = parse_content_stream(Page(document.pages[0]))
        return [(str(each.operator), list(each.operands)) for each in found]


@pytest.mark.parametrize(
    ("language", "x", "reason"),
    [
        ("en", SIDE, "from the left edge"),
        ("zh", SIDE, "from the left edge"),
        ("ar", PAPER - SIDE - 10, "from the right edge"),
    ],
)
def test_an_area_begins_where_lines_begin(
    sheet: Maker, language: str, x: float, reason: str
) -> None:
    made = sheet(language)
    made.rect(SIDE, 40, 10, 5)

    areas = [operands for name, operands in operators(made) if name == "re"]
    assert float(areas[-1][0]) * 25.4 / 72 == pytest.approx(x, abs=0.02), reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "given", "set_to"),
    [("en", "L", "L"), ("en", "R", "R"), ("ar", "L", "R"), ("ar", "R", "L"), ("ar", "C", "C")],
)
def test_text_is_set_to_the_side_at_which_it_begins(
    sheet: Maker, language: str, given: str, set_to: str
) -> None:
    assert sheet(language).aligned(given) == set_to


@pytest.mark.parametrize(
    ("text", "direction", "reason"),
    [
        (ARABIC, "rtl", "Arabic"),
        (f"GPA-2010-38 {ARABIC}", "rtl", "a sentence in Arabic that begins with a code"),
        ("An English title, with a stop.", "ltr", "a title that nobody has translated"),
        ("Конъектурия", "ltr", "a name in another script"),
        ("国家计划", "ltr", "a name in another script"),
        ("25% (2013)", "rtl", "figures alone, as the sentences around them"),
    ],
)
def test_each_text_of_an_arabic_page_has_its_own_direction(
    sheet: Maker, text: str, direction: str, reason: str
) -> None:
    made = sheet("ar")
    made.prepare(text)

    assert made.text_shaping is not None
    assert made.text_shaping["direction"].value == direction.upper(), reason


@pytest.mark.parametrize("first", [ARABIC, "limited"])
def test_figures_after_a_text_in_another_font_keep_their_own(sheet: Maker, first: str) -> None:
    made = sheet("ar")
    with made.type(8.5):
        made.text_at(SIDE, 40, 40, first)
        made.text_at(SIDE + 60, 40, 40, "25%")

    depth, fonts, in_force = 0, {0: None}, []
    for name, operands in operators(made):
        if name == "q":
            fonts[depth + 1] = fonts[depth]
            depth += 1
        elif name == "Q":
            depth -= 1
        elif name == "Tf":
            fonts[depth] = str(operands[0])  # type: ignore[assignment]
        elif name in ("Tj", "TJ"):
            in_force.append(fonts[depth])
    assert in_force[-1] == "/F1", "Noto Sans, of which the figures are"


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("\u200f220", "220", "a mark of direction is no letter"),
        ("\u2068XAA\u2069", "XAA", "nor is an isolate"),
        ("12\u202f345", "12\u00a0345", "the fonts have no narrow space"),
        ("40\u00a0%", "40\u00a0%", "a space that does not break stays one"),
        (" two \n lines ", "two lines", "one line"),
    ],
)
def test_signs_without_a_letter_are_not_marked_as_lacking(
    sheet: Maker, text: str, expected: str, reason: str
) -> None:
    made = sheet("ar")

    assert made.settable(text) == expected, reason
    assert not made.lacks


def test_a_paragraph_ends_within_the_margins_of_a_mirrored_page(sheet: Maker) -> None:
    made = sheet("ar")
    made.paragraph(" ".join([ARABIC] * 80))

    assert made.get_y() > 40
    assert made.w - 2 * SIDE == pytest.approx(WIDTH, abs=0.01)
