"""A person's choices about the values of a file, and the result of translating them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.exchange.normalising.state_names import NO_NAMES, StateNames
from tracker.exchange.sheets import Sheet

ValueMap = Mapping[str, str]
"""A text as in the file to the text that it means; "" means that nothing is said."""


@dataclass(frozen=True, slots=True)
class Values:
    """Choices for translating the cells of a file.

    ``maps``: by column of the kind, what its texts mean (saved with a matching); by
    ``value[X-ONE]`` what they mean for one indicator, which comes first. ``day_first``:
    by column, whether 3/4/2020 is the third of April; absent: the column itself must settle it.
    ``decimal_comma``: by column, whether 1,234 is a little more than one. ``labels``: by column,
    the codes of closed lists by what pages call them, in any language. ``scales``: by indicator,
    its values and their labels. ``counted``: indicators whose values are numbers, and whether
    these are whole.
    """

    states: StateNames = NO_NAMES
    maps: Mapping[str, ValueMap] = field(default_factory=dict)
    day_first: Mapping[str, bool] = field(default_factory=dict)
    decimal_comma: Mapping[str, bool] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scales: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    counted: Mapping[str, bool] = field(default_factory=dict)


_WITHIN = re.compile(r"([^\[\]]+)\[([^\[\]]+)\]")


def map_name(column: str, within: str = "") -> str:
    """The key in ``maps`` for a column's meanings, optionally for one indicator."""
    return f"{column}[{within}]" if within else column


def split_map_name(name: str) -> tuple[str, str]:
    """Column and indicator of such a key; "" for all indicators."""
    found = _WITHIN.fullmatch(name.strip())
    return (found[1].strip(), found[2].strip()) if found else (name, "")


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """An unknown text of a column with its number of occurrences and its rows.

    ``accepted``: codes to choose from; ``suggested``: those that it may mean, likeliest first.
    ``within``: the indicator whose scale does not know it; "" for a column without scales.
    """

    column: str  # of the kind
    source: str  # of the file
    value: str
    count: int
    rows: tuple[int, ...]  # the first few
    reason: str
    accepted: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()  # of the accepted codes, where they have any
    within: str = ""

    @property
    def name(self) -> str:
        """The key in ``maps`` for its meaning."""
        return map_name(self.column, self.within)


@dataclass(frozen=True, slots=True)
class UnderstoodValue:
    """A text that was translated to another, and in how many rows."""

    column: str  # of the kind
    source: str  # of the file
    value: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True)
class Translation:
    """A table translated to its kind.

    ``sheet`` is what ``plan.read_drafts`` takes; a row with a refusal is not among its rows.
    ``questions``: columns of the kind whose dates can be read either way (see ``day_first``).
    """

    sheet: Sheet
    unknown: tuple[UnknownValue, ...] = ()
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    understood: tuple[UnderstoodValue, ...] = ()
