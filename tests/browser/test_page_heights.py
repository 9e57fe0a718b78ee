"""Commitments, and a state's list of them, answer within a few screens at a desk and on a phone."""

import pytest

from tests.browser.reader import Reader

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
