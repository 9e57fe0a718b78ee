"""Files that readers take away: what each holds, column by column, and how its rows are made.

A file of the registry or of evidence has the columns of the file that brought it, so that it can
be corrected and handed back; a file of figures says in every row at which dates and by which rules
they are. Rows are made one by one while they are sent: a file's size costs no memory.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.drafts import Link
from tracker.errors import NotFound
from tracker.exchange import (
    action_files,
    asked_files,
    commitment_files,
    figure_files,
    record_files,
    report_files,
    review_files,
    sdmx,
)
from tracker.exchange.columns import codes
from tracker.exchange.selection import Described, Selection, Type
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
    follows the two dates alone. ``key`` names the columns that tell a row from all others, empty
    where rows have no identity; ``spanning`` are references that take several columns together.
    ``packed`` is False for what only says once more, in another form, what other files hold.
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
    key: tuple[str, ...] = ()
    spanning: tuple[Link, ...] = ()
    packed: bool = True

    @property
    def links(self) -> tuple[Link, ...]:
        """Which columns name a row of which file; a cell with several codes cannot be a key."""
        single = (
            Link((column.name,), column.refers)
            for column in self.columns
            if column.refers and column.type is not Type.SEVERAL
        )
        return (*single, *self.spanning)

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
        key=source.key,
        spanning=source.storage.draft.LINKS,
    )


_STATES = frozenset({"region", "group", "state"})
_COMMITMENTS = frozenset({"pillar", "theme", "instrument", "commitment"})
_ACTIONS = _STATES | _COMMITMENTS | {"kind", "polarity", "organisation", "action"}
_OF_COMMITMENTS = frozenset(record_files.COMMITMENTS.narrowing)

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
    Download(
        name="commitment_themes",
        title=_l("Commitments and themes"),
        about=_l("Which commitment has which theme, one row a pair."),
        columns=commitment_files.THEME_COLUMNS,
        rows=commitment_files.themes,
        count=commitment_files.count(commitment_files.themes),
        filters=_OF_COMMITMENTS,
        key=("commitment", "theme"),
    ),
    Download(
        name="commitment_addressees",
        title=_l("Commitments and addressees"),
        about=_l("To whom each commitment speaks, one row a pair."),
        columns=commitment_files.ADDRESSEE_COLUMNS,
        rows=commitment_files.addressees,
        count=commitment_files.count(commitment_files.addressees),
        filters=_OF_COMMITMENTS,
        key=("commitment", "addressee"),
    ),
    Download(
        name="crosswalk_sdg",
        title=_l("Crosswalk to the 2030 Agenda"),
        about=_l("Which targets of the Sustainable Development Goals a commitment serves."),
        columns=commitment_files.TARGET_COLUMNS,
        rows=commitment_files.targets,
        count=commitment_files.count(commitment_files.targets),
        filters=_OF_COMMITMENTS,
        key=("commitment", "target"),
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
    _of_records(
        asked_files.POSITIONS_FILE,
        _l("Positions"),
        _l("Where states say that they stand on commitments. An absent row is no information."),
        licence=THEIRS,
    ),
    Download(
        name="recommendations",
        title=_l("Recommendations to single states"),
        about=_l("What other mechanisms asked of one state each, with the state’s position."),
        columns=asked_files.COLUMNS,
        rows=asked_files.rows,
        count=asked_files.count,
        filters=asked_files.FILTERS,
        licence=THEIRS,
        key=("reference",),
    ),
    Download(
        name="indicator_values_sdmx",
        title=_l("Indicator values as SDMX-CSV"),
        about=_l("The same values as SDMX-CSV 2.0; the identifiers of structure are our own."),
        columns=sdmx.COLUMNS,
        rows=sdmx.rows,
        count=sdmx.count,
        filters=_STATES | {"indicator"},
        licence=THEIRS,
        key=("REF_AREA", "INDICATOR", "OBS_ID", "TIME_PERIOD"),
        packed=False,
    ),
    Download(
        name="actions",
        title=_l("Actions"),
        about=_l("Dated acts of states as civil society logged them, with what they bear on."),
        columns=action_files.COLUMNS,
        rows=action_files.rows,
        count=action_files.count,
        filters=_ACTIONS,
        figures=True,
        licence=THEIRS,
        key=("reference",),
    ),
    Download(
        name="action_commitments",
        title=_l("Actions and commitments"),
        about=_l("On which commitments each action bears, how, and the level that it shows."),
        columns=action_files.BEARING_COLUMNS,
        rows=action_files.bearings,
        count=action_files.count_bearings,
        filters=_ACTIONS,
        figures=True,
        key=("action", "commitment"),
    ),
    Download(
        name="action_sources",
        title=_l("Sources of actions"),
        about=_l("The sources that each action names, the strongest first."),
        columns=action_files.SOURCE_COLUMNS,
        rows=action_files.sources,
        count=action_files.count_sources,
        filters=_ACTIONS,
        figures=True,
        licence=THEIRS,
        key=("action", "position"),
    ),
    Download(
        name="organisations",
        title=_l("Organisations"),
        about=_l("Organisations that are named in public with an action of theirs."),
        columns=review_files.ORGANISATION_COLUMNS,
        rows=review_files.organisations,
        count=review_files.count_organisations,
        key=("public_id",),
    ),
    Download(
        name="reports",
        title=_l("Reports"),
        about=_l("Published progress reports of states, the latest period first."),
        columns=report_files.REPORT_COLUMNS,
        rows=report_files.reports,
        count=report_files.count_reports,
        filters=_STATES | {"report"},
        licence=THEIRS,
        key=("reference",),
    ),
    Download(
        name="report_entries",
        title=_l("Entries of reports"),
        about=_l("What published reports say of single commitments, in the words of the state."),
        columns=report_files.ENTRY_COLUMNS,
        rows=report_files.entries,
        count=report_files.count_entries,
        filters=_STATES | _COMMITMENTS | {"report"},
        licence=THEIRS,
        key=("report", "commitment"),
    ),
    Download(
        name="report_answers",
        title=_l("Answers in reports"),
        about=_l("What entries of reports confirm, correct or contest of public records."),
        columns=report_files.ANSWER_COLUMNS,
        rows=report_files.answers,
        count=report_files.count_answers,
        filters=_STATES | _COMMITMENTS | {"report"},
        licence=THEIRS,
        key=("report", "commitment", "record"),
        spanning=(Link(("report", "commitment"), "report_entries"),),
    ),
    Download(
        name="assessments",
        title=_l("Assessments"),
        about=_l("What reviewers conclude of a state and a commitment, and why."),
        columns=review_files.ASSESSMENT_COLUMNS,
        rows=review_files.assessments,
        count=review_files.count_assessments,
        filters=_STATES | _COMMITMENTS,
        key=("reference",),
    ),
    Download(
        name="replies",
        title=_l("Replies"),
        about=_l("What the other side says of an action, a report or an assessment."),
        columns=review_files.REPLY_COLUMNS,
        rows=review_files.replies,
        count=review_files.count_replies,
        filters=_STATES,
        licence=THEIRS,
        key=("reference",),
    ),
    Download(
        name="decisions",
        title=_l("Decisions"),
        about=_l("What reviewers decided, as far as readers may know of it."),
        columns=review_files.DECISION_COLUMNS,
        rows=review_files.decisions,
        count=review_files.count_decisions,
        filters=frozenset({"sort", "decision"}),
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
        key=("state", "commitment"),
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
        key=("state", "pillar"),
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
        key=("commitment",),
    ),
)


_COLUMNS = (
    Described("file", _l("Name of the file"), required=True),
    Described("position", _l("Place of the column, from 1"), Type.WHOLE, required=True, least=1),
    Described("column", _l("Name of the column"), required=True),
    Described("type", _l("What its cells are"), required=True, allowed=codes(Type)),
    Described("required", _l("Whether no cell is empty"), Type.FLAG, required=True),
    Described("key", _l("Whether it is of those that tell a row from all others"), Type.FLAG),
    Described("allowed", _l("Codes of a closed list, parted by ;")),
    Described("least", _l("Least number"), Type.NUMBER),
    Described("most", _l("Greatest number"), Type.NUMBER),
    Described("unit", _l("Unit of a number")),
    Described("refers", _l("The file of which a cell holds the key")),
    Described("holds", _l("What it holds, and what an empty cell says"), required=True),
)


def _dictionary(_selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row a column of every file, this one included."""
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
    about=_l("Every column of every file: type, bounds, codes, unit and what it holds."),
    columns=_COLUMNS,
    rows=_dictionary,
    count=lambda _selection: sum(len(file.columns) for file in DOWNLOADS.values()),
    key=("file", "position"),
)

DOWNLOADS: Mapping[str, Download] = {each.name: each for each in (*_ALL, _DICTIONARY)}
