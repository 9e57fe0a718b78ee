"""Pages answer within a few screens at a desk and on a phone."""

import pytest

from tests.browser.reader import Reader
from tracker.core.languages import LANGUAGES

SCREEN = 844  # pixels of a phone's window
PAGES = (
    "/commitments/TIP-PROTOCOL-01",  # binding, on record for most states
    "/commitments/GPA-2010-38",
    "/states/KEN/commitments",  # the first page: some known, some not
    "/states/KEN/commitments?page=2",
    "/states/DEU/commitments?known=known",  # every row has a status
    "/states/KEN/commitments?known=unknown",
    "/states/KEN/commitments?known=apart",
)


@pytest.mark.parametrize(
    ("width", "most"), [(1280, 4_000), (390, 6 * SCREEN)], ids=["wide", "phone"]
)
@pytest.mark.parametrize("address", PAGES)
def test_page_stays_short(reader: Reader, address: str, most: int) -> None:
    reader.open(address)
    reader.page.wait_for_load_state("networkidle")

    assert reader.page.evaluate("document.documentElement.scrollHeight") <= most


EIGHT = "KEN,PHL,DEU,USA,BRA,IND,NGA,THA"
LIMITS = (
    ("/", 3_800, 6_500, "the dashboard"),
    ("/states/KEN/TIP-PROTOCOL-01", 2_850, 5_000, "a treaty obligation with many records"),
    ("/states/KEN/GPA-2010-38", 2_800, 5_000, "known earlier only"),
    ("/states/USA/GPA-2010-16", 2_800, 5_000, "nothing is known"),
    ("/compare?states=KEN,PHL", 2_800, 5_000, "two States"),
    (f"/compare?states={EIGHT}", 4_000, 6 * SCREEN, "eight States, folded beyond the answer"),
)


@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "phone"])
@pytest.mark.parametrize(("address", "wide", "phone", "reason"), LIMITS)
def test_page_keeps_to_its_own_limit(
    reader: Reader, width: int, address: str, wide: int, phone: int, reason: str
) -> None:
    reader.open(address)
    reader.page.wait_for_load_state("networkidle")

    height = reader.page.evaluate("document.documentElement.scrollHeight")

    assert height <= (wide if width == 1280 else phone), reason


@pytest.mark.parametrize("width", [1280], ids=["wide"])
def test_map_of_the_dashboard_is_on_the_first_screen_in_every_language(reader: Reader) -> None:
    ends = {}
    for code in LANGUAGES:
        reader.open("/" if code == "en" else f"/{code}/")
        box = reader.page.locator("#map svg").first.bounding_box()
        assert box is not None, code
        ends[code] = box["y"] + box["height"]

    assert {code: end for code, end in ends.items() if end > 800} == {}
