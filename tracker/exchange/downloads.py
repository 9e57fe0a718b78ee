"""Files that readers take away: what each holds, column by column, and how its rows are made.

A file of the registry or of evidence has the columns of the file that brought it, so that it can
be corrected and handed back; a file of figures says in every row at which dates and by which rules
they are. Rows are made one by one while they are sent: a file's size costs no memory.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.errors import NotFound
from tracker.exchange import action_files, figure_files, record_files
from tracker.exchange.selection import Described, Selection
from tracker.exchange.streams import Cell

OURS = _l("CC BY 4.0")
THEIRS = _l(
    "Facts of public record and series of others: for each value the source that it names, with "
    "its licence in the file of sources. Our selection and codes: CC BY 4.0."
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its columns, its rows under a selection, and by what it can be narrowed.

    ``figures`` tells whether it holds figures, hence follows the whole reading; any other file
    follows the two dates alone.
    """

    name: str
    title: Any
    about: Any
    columns: tuple[Described, ...]
    rows: Callable[[Selection], Iterator[Sequence[Cell]]]
    count: Callable[[Selection], int]
    filters: frozenset[str] = frozenset()
    figures: bool = False
    licence: Any = OURS

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)


def download(name: str) -> Download:
    """The file of that name, such as ``standings``; raises NotFound."""
    if name not in DOWNLOADS:
        raise NotFound("download", name)
    return DOWNLOADS[name]


def _of_records(
    source: record_files.RecordFile[Any], title: Any, about: Any, *, licence: Any = OURS
) -> Download:
    return Download(
        name=source.name,
        title=title,
        about=about,
        columns=source.columns,
        rows=source.rows,
        count=source.count,
        filters=frozenset(source.narrowing),
        licence=licence,
    )


_STATES = frozenset({"region", "group", "state"})
_COMMITMENTS = frozenset({"pillar", "theme", "instrument", "commitment"})

_ALL: tuple[Download, ...] = (
    _of_records(
        record_files.STATES,
        _l("States"),
        _l("Members of the United Nations and observers: codes, names, regions, groups."),
    ),
    _of_records(
        record_files.INSTRUMENTS,
        _l("Instruments"),
        _l("Texts that record commitments, and treaties whose parties are followed."),
    ),
    _of_records(
        record_files.COMMITMENTS,
        _l("Commitments"),
        _l("Every passage in our words, with its place in its source and how sure we are of it."),
    ),
    _of_records(
        record_files.RELATIONS,
        _l("Relations"),
        _l("Which commitments ask the same, part of it, or something near: our judgement."),
    ),
    _of_records(record_files.THEMES, _l("Themes"), _l("The subjects that commitments share.")),
    _of_records(
        record_files.INDICATORS,
        _l("Indicators"),
        _l("What is measured of states, in which unit, and what it does not tell."),
    ),
    _of_records(
        record_files.INDICATOR_LEVELS,
        _l("Scales of indicators"),
        _l("Which level each value of an indicator stands for."),
    ),
    _of_records(
        record_files.MEASURES,
        _l("Measures"),
        _l("Which indicator bears on which commitment, and why: our judgement."),
    ),
    _of_records(
        record_files.SOURCES,
        _l("Sources"),
        _l("Where the values come from, with tier, licence and how to cite each."),
    ),
    _of_records(
        record_files.INDICATOR_VALUES,
        _l("Indicator values"),
        _l("Every dated value with its source. An absent row is no information."),
        licence=THEIRS,
    ),
    Download(
        name="actions",
        title=_l("Actions"),
        about=_l("Dated acts of states as civil society logged them, with what they bear on."),
        columns=action_files.COLUMNS,
        rows=action_files.rows,
        count=action_files.count,
        filters=_STATES | _COMMITMENTS | {"kind", "polarity", "organisation"},
        figures=True,
        licence=THEIRS,
    ),
    Download(
        name="standings",
        title=_l("Standings"),
        about=_l("Where each state stands on each commitment: three lanes and what follows."),
        columns=figure_files.STANDING_COLUMNS,
        rows=figure_files.standings,
        count=figure_files.count_standings,
        filters=_STATES | _COMMITMENTS,
        figures=True,
    ),
    Download(
        name="state_gaps",
        title=_l("Gaps of states"),
        about=_l("Gap, coverage and bounds of each state, for each pillar and for all of them."),
        columns=figure_files.STATE_COLUMNS,
        rows=figure_files.state_gaps,
        count=figure_files.count_state_gaps,
        filters=_STATES | _COMMITMENTS,
        figures=True,
    ),
    Download(
        name="commitment_gaps",
        title=_l("Gaps of commitments"),
        about=_l("Gap, coverage and bounds of each commitment, and how many states stand where."),
        columns=figure_files.COMMITMENT_COLUMNS,
        rows=figure_files.commitment_gaps,
        count=figure_files.count_commitment_gaps,
        filters=_COMMITMENTS | {"region", "group"},
        figures=True,
    ),
)

DOWNLOADS: Mapping[str, Download] = {each.name: each for each in _ALL}
