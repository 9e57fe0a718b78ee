"""Lists of a commitment (themes, addressees, targets) as rows for joins in a database."""

from collections.abc import Callable, Iterator, Sequence

from flask_babel import lazy_gettext as _l

from tracker.exchange.downloads import records
from tracker.exchange.downloads.columns import codes
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.selection import Described, Selection, Type
from tracker.registry.drafts import CommitmentDraft
from tracker.registry.vocabulary import Addressee

_COMMITMENT = Described(
    "commitment", _l("Reference of the commitment"), required=True, refers="commitments"
)
THEME_COLUMNS = (
    _COMMITMENT,
    Described("theme", _l("Code of a theme that it has"), required=True, refers="themes"),
)
ADDRESSEE_COLUMNS = (
    _COMMITMENT,
    Described("addressee", _l("Addressee"), required=True, allowed=codes(Addressee)),
)
TARGET_COLUMNS = (
    _COMMITMENT,
    Described("goal", _l("Goal of the 2030 Agenda"), Type.WHOLE, required=True, least=1, most=17),
    Described("target", _l("Target of that goal, such as 16.2"), required=True),
    Described("basis", _l("Basis of the pair. our_judgement: not from an official source")),
)
OUR_JUDGEMENT = "our_judgement"

Several = Callable[[CommitmentDraft], Iterator[tuple[Cell, ...]]]


def themes(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each commitment and theme."""
    return _each(selection, lambda draft: ((code,) for code in draft.themes))


def addressees(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each commitment and addressee."""
    return _each(selection, lambda draft: ((code,) for code in draft.addressees))


def targets(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each commitment and target of the 2030 Agenda."""
    return _each(
        selection,
        lambda draft: (
            (int(target.partition(".")[0]), target, OUR_JUDGEMENT) for target in draft.sdg_targets
        ),
    )


def count(rows: Callable[[Selection], Iterator[Sequence[Cell]]]) -> Callable[[Selection], int]:
    """The number of rows, counted by iteration, since commitments are few."""
    return lambda selection: sum(1 for _row in rows(selection))


def _each(selection: Selection, of: Several) -> Iterator[Sequence[Cell]]:
    for _place, draft in records.COMMITMENTS.records(selection):
        for cells in of(draft):
            yield (draft.reference, *cells)
