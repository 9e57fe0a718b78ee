"""Maps our themes to those of the Universal Human Rights Index where the match is clear.

``uhri.csv`` holds the pairs. Its labels are spelled as the Office of the High Commissioner for
Human Rights spells them in the list that SOURCE names, seen in a stored copy. Exports of the Index
use such labels, as far as parts of them were seen; the list of the Index itself was not, and it
names no edition.
"""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from flask_babel import lazy_gettext as _l

from tracker.exchange.downloads import records
from tracker.exchange.downloads.columns import codes
from tracker.exchange.downloads.commitments import OUR_JUDGEMENT
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.selection import Described, Selection
from tracker.registry.vocabulary import Strength

SOURCE = (
    "OHCHR, Universal Periodic Review of Slovenia, 4th cycle, 48th session: thematic list of "
    "recommendations (July 2025), of https://www.ohchr.org/en/hr-bodies/upr/si-index"
)
PAIRS = Path(__file__).with_name("uhri.csv")
RELATIONS = ("same", "narrower", "broader", "related")

COLUMNS = (
    Described("theme", _l("Code of our theme"), required=True, refers="themes"),
    Described("uhri_theme", _l("Theme of the Index, as its source spells it"), required=True),
    Described(
        "relation",
        _l("Relation of the theme of the Index to ours: broader covers ours and more"),
        required=True,
        allowed=RELATIONS,
    ),
    Described(
        "confidence",
        _l("How certain we are of the relation"),
        required=True,
        allowed=codes(Strength),
    ),
    Described(
        "basis",
        _l("Basis of the pair. our_judgement: not from an official source"),
        required=True,
        allowed=(OUR_JUDGEMENT,),
    ),
    Described("source", _l("Source of this spelling of the theme"), required=True),
)


@cache
def pairs() -> tuple[tuple[str, str, str, str], ...]:
    """Our theme, their theme, relation and confidence, sorted by our codes."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["theme"], row["uhri_theme"], row["relation"], row["confidence"])
            for row in csv.DictReader(file)
        )


def rows(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each pair whose theme is in the registry."""
    on_record = {draft.code for _place, draft in records.THEMES.records(selection)}
    return ((*pair, OUR_JUDGEMENT, SOURCE) for pair in pairs() if pair[0] in on_record)


def count(selection: Selection) -> int:
    """The number of rows: a few dozen at most."""
    return sum(1 for _row in rows(selection))
