"""The map of the demonstration: an invented continent with outlines and tiles.

``tools/draw_continent.py`` draws the outlines; they show no real place.
"""

import json
from functools import lru_cache
from pathlib import Path

from tracker.charts.figures.shapes import Shape, shape

FILE = Path(__file__).with_name("continent.json")
HEIGHT = 784  # half pixels, as the file is drawn

_GRID = """
.   XLG XWM XUR XCJ XMF XOB .   .
XFG XIV XFC XRV XNV XTR XPD .   .
XJN XQS XEX XAN XDG .   XVC .   XYD
.   .   XBL XSA .   .   .   XHY XZP
"""
COLUMNS = 9

# Column and row of each State's tile, from 1.
TILES: dict[str, tuple[int, int]] = {
    code: (column, row)
    for row, line in enumerate(_GRID.split("\n")[1:-1], start=1)
    for column, code in enumerate(line.split(), start=1)
    if code != "."
}


@lru_cache(maxsize=1)
def outlines() -> dict[str, Shape]:
    """Return the outline of every invented State by its code."""
    rings = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        code: shape([tuple((float(x), float(y)) for x, y in ring) for ring in parts])
        for code, parts in rings.items()
    }
