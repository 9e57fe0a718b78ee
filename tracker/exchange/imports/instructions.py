"""Explicit instructions for a file: which column is which field, and values for all rows.

It comes before what is guessed and what is saved. Names that are none are refused, each by name.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.exchange.imports.scales import LEVELS
from tracker.exchange.matching.match import Matching
from tracker.exchange.normalising.settled_values import split_map_name
from tracker.exchange.specification import Specification

MATCH, CONSTANTS, MEANINGS = "match", "constants", "meanings"


@dataclass(frozen=True, slots=True)
class Instructions:
    """``match``: pairs of file column and field. An empty field means not used.

    ``constants``: a text for every row, by field. ``meanings``: the explained words of this file,
    by field, so that unused ones can be reported.
    """

    match: Sequence[tuple[str, str]] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.match or self.constants)

    def applied(self, matching: Matching, specification: Specification[Any]) -> Matching:
        """The matching with these instructions. Raises Invalid for unknown names."""
        self._refuse_unknown(matching, specification)
        for source, name in self.match:
            matching = matching.choose(name, source=source) if name else matching.without(source)
        for name, constant in self.constants.items():
            matching = matching.choose(name, constant=constant)
        return matching

    def _refuse_unknown(self, matching: Matching, specification: Specification[Any]) -> None:
        faults: dict[str, list[str]] = {}
        for name, reason in self._faults(matching, specification):
            faults.setdefault(name, []).append(reason)
        if faults:
            raise Invalid(faults)

    def _faults(
        self, matching: Matching, specification: Specification[Any]
    ) -> Iterator[tuple[str, str]]:
        met: dict[str, str] = {}
        for source, times in Counter(source for source, _name in self.match).items():
            if times > 1:
                yield MATCH, _("%(name)s is matched twice", name=source)
        for source, name in self.match:
            if source not in matching.columns:
                columns = formats.listed(matching.columns)
                yield (
                    MATCH,
                    _("the file has no column %(name)s; it has %(all)s", name=source, all=columns),
                )
            if name and name in met:
                yield MATCH, _("%(name)s is matched twice", name=name)
            if name and name not in specification.header:
                yield MATCH, _no_field(name, specification)
            met[name] = source
        for name in self.constants:
            if name not in specification.header:
                yield CONSTANTS, _no_field(name, specification)
            elif name in met:
                yield CONSTANTS, _("%(name)s also has a column; choose one of them", name=name)


def refuse_unknown_fields(
    maps: Mapping[str, Mapping[str, str]], specification: Specification[Any]
) -> None:
    """Raise Invalid for meanings of a field that the kind does not have.

    Meanings for one indicator, ``value[X-ONE]``, are for fields with scales only.
    """
    scaled = {link.columns[-1] for link in specification.draft.LINKS if link.kind == LEVELS}
    faults = []
    for name in maps:
        column, within = split_map_name(name)
        if column not in specification.header:
            faults.append(_no_field(column, specification))
        elif within and column not in scaled:
            faults.append(_("%(name)s: only values of indicators have scales", name=name))
    if faults:
        raise Invalid({MEANINGS: faults})


def refuse_unknown_indicators(
    maps: Mapping[str, Mapping[str, str]], indicators: Collection[str]
) -> None:
    """Raise Invalid for meanings of an indicator without stored values."""
    named = (split_map_name(name)[1] for name in maps)
    faults = [
        _("%(name)s is no indicator on record with a scale", name=within)
        for within in named
        if within and within not in indicators
    ]
    if faults:
        raise Invalid({MEANINGS: faults})


def _no_field(name: str, specification: Specification[Any]) -> str:
    fields = formats.listed(specification.header)
    return str(
        _("%(name)s is not a field of these files; the fields are %(all)s", name=name, all=fields)
    )
