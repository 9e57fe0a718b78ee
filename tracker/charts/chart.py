"""The parts of every chart: a question, its answer in words, a table and a figure.

Page, JSON and CSV are made from the same rows, so they cannot tell different stories. Pure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from tracker.charts.figures.world import MapClass
from tracker.core import formats

# Letters of a heading: of one sentence, and of several.
LONGEST_SENTENCE, LONGEST_HEADING = 200, 120


class Kind(StrEnum):
    """The type of a column, which decides how a page shows it. None is always a dash."""

    TEXT = "text"
    STATE = "state"  # Named(ISO3, name)
    COMMITMENT = "commitment"  # Named(reference, title)
    INDICATOR = "indicator"  # Named(code, title)
    PILLAR = "pillar"  # Named(code, word); without a code all pillars are meant
    SIDE = "side"  # Named(code, name): a state, a region or a regional group
    THING = "thing"  # Thing: a pillar, a region or a commitment
    PART = "part"  # Part: a region and a pillar of the heatmap
    CELL = "cell"  # Cell: one state and one commitment
    SOURCE = "source"  # SourceTitle(address or "", title, language)
    NOTE = "note"  # the remark of a record, as stored
    YEAR = "year"  # a year, without separators
    NUMBER = "number"  # a count or a value in the indicator's own unit
    SHARE = "share"  # of one, shown as a per cent
    FIGURE = "figure"  # a gap, bound or mean value from 0 to 1, or a divergence from -1 to 1
    LEVEL = "level"  # 0 to 4; None: the row's status says why there is none
    DATE = "date"  # clock.PartialDate


class Named(NamedTuple):
    """An item with its own page: its code and its name."""

    code: str
    name: str

    def __str__(self) -> str:
        return self.name


class SourceTitle(NamedTuple):
    """A source by its address (may be empty), with its title and the title's language."""

    code: str
    name: str
    language: str | None

    def __str__(self) -> str:
        return self.name


class Thing(NamedTuple):
    """An item of one of several types. ``kind`` is pillar, region or commitment."""

    kind: str
    code: str
    name: str

    def __str__(self) -> str:
        return self.name


class Part(NamedTuple):
    """A part of the heatmap that can be shown alone. Without codes it is the whole."""

    region: str
    pillar: str
    name: str

    def __str__(self) -> str:
        return self.name


class Cell(NamedTuple):
    """A State and a commitment. ``name`` is the text of the link to its page."""

    iso3: str
    reference: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``unit`` ends its name in exports if the kind does not imply it."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    unit: str = ""


Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column key. A missing key is a missing value and never zero."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One figure with its title, finding, table and sources.

    ``figure`` is a Plotly figure as plain data, None where nothing is drawn: ``empty`` then says
    why, unless the table is all there is to show. ``parameters`` are those of the address that
    this chart needs besides the reading. ``height`` is in pixels, 0 without a figure. ``coverage``
    says in words how much of what the chart is about is known at all. ``is_matrix`` is for the one
    chart whose cells are fetched apart and drawn by a script of their own. ``of_files`` makes what
    files hold where the figure shows more than the table beside it; None: they hold that table.
    ``classes`` are those of a map of States, which pages draw themselves; ``leads_to`` says to
    which page a State on it leads.

    ``finding`` heads what is drawn: the first sentences, unless a builder has a shorter one.
    ``detail`` is the sentence without what the heading says, where it says it.
    """

    name: str
    title: str
    sentence: str
    table: Table
    figure: dict[str, Any] | None = None
    height: int = 0
    note: str | None = None
    empty: str | None = None
    coverage: str | None = None
    is_matrix: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict)
    of_files: Callable[[], Table] | None = None
    classes: tuple[MapClass, ...] = ()
    leads_to: Mapping[str, str] = field(default_factory=dict)
    finding: str = ""
    detail: str = ""

    def __post_init__(self) -> None:
        """Head what is drawn with its finding; what is too long stays below the question."""
        if self.finding or not self.is_drawn:
            return
        heading, rest = _headed(formats.parts_of(self.sentence))
        if heading:
            object.__setattr__(self, "finding", formats.without_full_stop(heading))
            object.__setattr__(self, "detail", formats.sentences(*rest))

    @property
    def is_drawn(self) -> bool:
        """Whether there is more than a table."""
        return bool(self.figure or self.classes or self.is_matrix)

    @property
    def below(self) -> str:
        """What stands below the heading: the sentence, without what the heading says."""
        if self.detail:
            return self.detail
        if formats.without_full_stop(self.sentence) == self.finding:
            return ""
        parts = formats.parts_of(self.sentence)
        return formats.sentences(
            *(part for part in parts if formats.without_full_stop(part) != self.finding)
        )

    @property
    def file_table(self) -> Table:
        """The figure's data row by row, for files."""
        return self.of_files() if self.of_files else self.table


def _headed(parts: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The first sentences as far as they fit a heading, and those that follow.

    The first often says of how many something is said, and the second what.
    """
    for number in range(len(parts), 1, -1):
        heading = formats.sentences(*parts[:number])
        if _width(heading) <= LONGEST_HEADING:
            return heading, parts[number:]
    return (parts[0], parts[1:]) if _width(parts[0]) <= LONGEST_SENTENCE else ("", parts)


def _width(text: str) -> int:
    """The length of a text in letters; a Chinese character is as wide as two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
