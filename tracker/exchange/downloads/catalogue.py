"""The catalogue of files for download.

A file of the registry or of evidence has the columns of the file that brought it, so that it can
be corrected and handed back; a file of figures says in every row at which dates and by which rules
they are. Rows are made one by one while they are sent: a file's size costs no memory.
"""

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import lazy_gettext as _l

from tracker.core.errors import NotFound
from tracker.exchange.downloads import figure_columns, figures
from tracker.exchange.downloads.columns import codes
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.download import OF_COMMITMENTS, OF_STATES, OURS, THEIRS, Download
from tracker.exchange.downloads.records_catalogue import WRITTEN
from tracker.exchange.downloads.registry_catalogue import REGISTRY
from tracker.exchange.downloads.selection import Described, Selection, Type

__all__ = ["DOWNLOADS", "OURS", "THEIRS", "Download", "download"]


def download(name: str) -> Download:
    """The file with this name, such as ``standings``. Raises NotFound."""
    if name not in DOWNLOADS:
        raise NotFound("download", name)
    return DOWNLOADS[name]


_FIGURES: tuple[Download, ...] = (
    Download(
        name="standings",
        title=_l("Standings"),
        about=_l("Status of each State on each commitment: three lanes and the results."),
        columns=figure_columns.STANDING_COLUMNS,
        rows=figures.standings,
        count=figures.count_standings,
        filters=OF_STATES | OF_COMMITMENTS,
        figures=True,
        key=("state", "commitment"),
    ),
    Download(
        name="state_gaps",
        title=_l("Gaps of States"),
        about=_l("Gap, coverage and range of each State, for each pillar and for all."),
        columns=figure_columns.STATE_COLUMNS,
        rows=figures.state_gaps,
        count=figures.count_state_gaps,
        filters=OF_STATES | OF_COMMITMENTS,
        figures=True,
        key=("state", "pillar"),
    ),
    Download(
        name="commitment_gaps",
        title=_l("Gaps of commitments"),
        about=_l(
            "Gap, coverage and range of each commitment, and the number of States at each level."
        ),
        columns=figure_columns.COMMITMENT_COLUMNS,
        rows=figures.commitment_gaps,
        count=figures.count_commitment_gaps,
        filters=OF_COMMITMENTS | {"region", "group"},
        figures=True,
        key=("commitment",),
    ),
)


_COLUMNS = (
    Described("file", _l("Name of the file"), required=True),
    Described("position", _l("Place of the column, from 1"), Type.WHOLE, required=True, least=1),
    Described("column", _l("Name of the column"), required=True),
    Described("type", _l("Type of its cells"), required=True, allowed=codes(Type)),
    Described("required", _l("Whether no cell is empty"), Type.FLAG, required=True),
    Described("key", _l("Whether it is part of the key"), Type.FLAG),
    Described("allowed", _l("Codes of a closed list, separated by ;")),
    Described("least", _l("Smallest number"), Type.NUMBER),
    Described("most", _l("Largest number"), Type.NUMBER),
    Described("unit", _l("Unit of a number")),
    Described("refers", _l("The file to whose key a cell refers")),
    Described("holds", _l("Its content, and the meaning of an empty cell"), required=True),
)


def _dictionary(_selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each column of every file, including this one."""
    for file in DOWNLOADS.values():
        for position, column in enumerate(file.columns, start=1):
            yield (
                file.name,
                position,
                column.name,
                column.type,
                column.required,
                column.name in file.key,
                "; ".join(column.allowed) or None,
                column.least,
                column.most,
                None if column.unit is None else str(column.unit),
                column.refers,
                str(column.holds),
            )


_DICTIONARY = Download(
    name="columns",
    title=_l("Data dictionary"),
    about=_l("Every column of every file: type, limits, codes, unit and content."),
    columns=_COLUMNS,
    rows=_dictionary,
    count=lambda _selection: sum(len(file.columns) for file in DOWNLOADS.values()),
    key=("file", "position"),
)

DOWNLOADS: Mapping[str, Download] = {
    each.name: each for each in (*REGISTRY, *WRITTEN, *_FIGURES, _DICTIONARY)
}
