"""Translates a table to the fields of its kind, with all cells that are not understood.

Each column is looked at as a whole, each of its distinct texts understood once. Every refusal
names row, column as the file calls it, value, and what would be accepted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext as _

from tracker.exchange.imports.scales import scales_for
from tracker.exchange.matching.match import Match, Matching
from tracker.exchange.normalising import wording, year_pairs
from tracker.exchange.normalising.column_answers import Mapped, fitting, is_nothing
from tracker.exchange.normalising.columns import Sort, sorts_of, way_of
from tracker.exchange.normalising.normalised_value import (
    ColumnFindings,
    NormalisedValue,
    Normaliser,
    tidy,
)
from tracker.exchange.normalising.settled_values import (
    Translation,
    UnderstoodValue,
    UnknownValue,
    Values,
)
from tracker.exchange.normalising.silent_cells import note_of_silent_cells
from tracker.exchange.normalising.wording import Wordings
from tracker.exchange.parsing.table import Table, TableRow
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import Row, Sheet
from tracker.exchange.specification import Specification
from tracker.schema.drafts import Column, Origin

AS_IT_STANDS = Values()
_MOST_REMEMBERED = 1_000  # texts of a column of free text that are understood once
_SHOWN = 5  # rows or texts that a note or an unknown value names
# Their own readers say what fits between letters; each text of theirs is likely another.
_FREE = frozenset((Sort.TEXT,))
# What is no number may still mean one, or nothing: ">95" is asked, and its sign never dropped.
_ASKED = frozenset((Sort.WHOLE, Sort.NUMBER))


def translate(
    table: Table,
    matching: Matching,
    values: Values = AS_IT_STANDS,
    *,
    specification: Specification[Any],
) -> Translation:
    """The rows by field. Refusals use the column names of the file.

    A row with a refused cell is left out. Its other cells are checked as well, so that all its
    errors are reported at once.
    """
    return _Translating(table, matching, values, specification).translation()


@dataclass(slots=True)
class _Taken:
    """One used field and the findings about it."""

    column: Column
    source: str
    place: int | None  # None: the same text in every row
    constant: str
    meanings: dict[str, NormalisedValue] = field(default_factory=dict)
    understanding: Normaliser | None = None
    findings: ColumnFindings = field(default_factory=ColumnFindings)
    counts: Counter[str] = field(default_factory=Counter)  # how often each text stands there
    silent: Counter[str] = field(default_factory=Counter)  # what says nothing, how often

    def text(self, row: TableRow) -> str:
        """The text of a row in this field."""
        return self.constant if self.place is None else row.cells[self.place]


class _Translating:
    """The translation of one table."""

    def __init__(
        self, table: Table, matching: Matching, values: Values, specification: Specification[Any]
    ) -> None:
        self._table = table
        self._values = values
        self._specification = specification
        self._sorts = sorts_of(specification.draft)
        self._places = {name: place for place, name in enumerate(table.columns)}
        self._taken = list(self._columns(matching))
        self._refused: list[Refusal] = []
        matched = {each.column.name for each in self._taken}
        implied = specification.implied.items()
        self._implied = {name: each for name, each in implied if name not in matched}
        self._scales = scales_for(specification, values, matched)
        self._wordings = self._read_wordings(values)

    def _columns(self, matching: Matching) -> Iterator[_Taken]:
        for column in self._specification.columns:
            match = matching.of(column.name)
            place = self._place(match)
            if place is not None or match.constant is not None:
                source = match.source if place is not None and match.source else column.name
                yield _Taken(column, source, place, match.constant or "")

    def _place(self, match: Match) -> int | None:
        if match.constant is not None or match.source is None:
            return None
        return self._places.get(match.source)

    def _read_wordings(self, values: Values) -> Wordings | None:
        taken = {each.column.name: each for each in self._taken if each.place is not None}
        if not wording.needed(self._specification.header) or "wording" not in taken:
            return None
        state, text = taken.get("state"), taken["wording"]
        pairs = [(state.text(row) if state else "", text.text(row)) for row in self._table.rows]
        return Wordings(values.states, pairs)

    def translation(self) -> Translation:
        """The complete result."""
        for taken in self._taken:
            self._understand(taken)
        self._count()
        rows = tuple(self._rows())
        origin = Origin(self._table.name, self._table.digest)
        return Translation(
            Sheet(origin, rows, tuple(self._refused)),
            tuple(each for taken in self._taken for each in self._unknown(taken)),
            tuple(taken.column.name for taken in self._taken if taken.findings.is_open),
            tuple(self._notes()),
            tuple(self._understood()),
        )

    def _understand(self, taken: _Taken) -> None:
        """Choose the normalisers, except for free text."""
        sort = self._sorts[taken.column.name]
        values = self._values if taken.place is not None else _typed(taken.column, self._values)
        considers = way_of(taken.column, sort, values, decimal_comma=self._decimal_comma)
        mapped = Mapped(
            self._values.maps.get(taken.column.name, {}),
            lambda text: is_nothing(text, taken.column, sort),
        )
        if sort in _FREE:
            taken.understanding = mapped.before(considers((), taken.findings))
            return
        taken.counts = Counter([taken.text(row).strip() for row in self._table.rows])
        texts = list(taken.counts)
        considered = [
            text
            for text in texts
            if not mapped.has(text) and not is_nothing(text, taken.column, sort)
        ]
        understanding = mapped.before(considers(considered, taken.findings))
        for text in texts:
            taken.meanings[text] = fitting(understanding(text), taken.column)

    def _count(self) -> None:
        """Inspect the numbers of counted indicators together before parsing any."""
        if self._scales is None or not self._scales.counted:
            return
        indicator, value = (self._by_name[each] for each in self._scales.columns)
        texts: dict[str, dict[str, None]] = defaultdict(dict)
        for row in self._table.rows:
            code = self._meaning(indicator, indicator.text(row).strip()).text
            raw = value.text(row).strip()
            said = self._scales.meaning(code, raw) if code else None
            text = self._meaning(value, raw).text if said is None else said
            if code is not None and code in self._scales.counted and text:
                texts[code][text] = None
        self._scales.inspect(texts, value.findings, decimal_comma=self._decimal_comma)

    @staticmethod
    def _meaning(taken: _Taken, raw: str) -> NormalisedValue:
        found = taken.meanings.get(raw)
        if found is None:
            found = taken.understanding(raw) if taken.understanding else NormalisedValue(raw)
            if len(taken.meanings) < _MOST_REMEMBERED:
                taken.meanings[raw] = found
        return found

    @property
    def _decimal_comma(self) -> bool | None:
        """Whether commas are decimal: files separated by semicolons use them."""
        return True if self._table.separator == ";" else None

    def _rows(self) -> Iterator[Row]:
        blank = dict.fromkeys(self._specification.header, "")
        for row in self._table.rows:
            cells, faults, also = dict(blank), list[Refusal](), dict[str, str]()
            if row.beyond:
                faults.append(self._longer(row))
            self._read(row, cells, faults, also)
            self._fill(cells, also)
            if self._wordings is not None and cells["wording"]:
                self._wordings.settle(cells)
            if self._scales is not None:
                faults.extend(self._off_scale(row, cells))
            if faults:
                self._refused.extend((*faults, *self._others(row, cells, faults)))
            else:
                yield Row(row.number, cells)

    def _read(
        self, row: TableRow, cells: dict[str, str], faults: list[Refusal], also: dict[str, str]
    ) -> None:
        """Put a row's values into ``cells`` and the reasons of failures into ``faults``."""
        for taken in self._taken:
            raw = taken.text(row).strip()
            found = self._meaning(taken, raw)
            if found.text is None:
                faults.append(self._refusal(row, taken.source, raw, found.reason))
            elif found.text:
                cells[taken.column.name] = found.text
                if found.also:
                    also.update(found.also)
            elif raw:
                taken.silent[raw] += 1

    def _off_scale(self, row: TableRow, cells: dict[str, str]) -> Iterator[Refusal]:
        """The row's value if its indicator does not know it. Known ones are replaced."""
        if self._scales is None:
            return
        taken = self._by_name[self._scales.value]
        raw = taken.text(row).strip()
        reason = self._scales.settle(row.number, cells, raw)
        if reason is not None:
            yield self._refusal(row, taken.source, raw, reason)

    @property
    def _by_name(self) -> dict[str, _Taken]:
        return {each.column.name: each for each in self._taken}

    def _fill(self, cells: dict[str, str], also: Mapping[str, str]) -> None:
        """Fill empty fields with what other cells imply."""
        cells.update({name: text for name, text in also.items() if cells.get(name) == ""})
        for name, each in self._implied.items():
            cells[name] = each.meanings.get(cells[each.column], "")

    def _longer(self, row: TableRow) -> Refusal:
        reason = _(
            "the row must have %(width)s cells, like the header; put quotes around a text "
            "that contains a separator",
            width=len(self._table.columns),
        )
        return self._refusal(row, None, " ".join(row.beyond), reason)

    def _refusal(self, row: TableRow, column: str | None, value: str, reason: str) -> Refusal:
        return Refusal(self._table.name, row.number, column, value, str(reason))

    def _others(
        self, row: TableRow, cells: Mapping[str, str], faults: Sequence[Refusal]
    ) -> Iterator[Refusal]:
        """Refusals by the kind's own parsers in the other cells of a refused row."""
        faulty = {fault.column for fault in faults}
        _values, errors = self._specification.draft.read(cells)
        for taken in self._taken:
            if taken.source not in faulty:
                for reason in errors.get(taken.column.name, ()):
                    yield self._refusal(row, taken.source, taken.text(row).strip(), reason)

    def _asked(self, taken: _Taken) -> Iterator[UnknownValue]:
        """Questions about the column as a whole."""
        for each in taken.findings.asks:
            rows = [row.number for row in self._table.rows if tidy(taken.text(row)) in each.texts]
            yield UnknownValue(
                taken.column.name,
                taken.source,
                each.key,
                len(rows),
                tuple(rows[:_SHOWN]),
                each.reason,
                tuple(each.answers),
                labels=tuple(each.answers.values()),
            )

    def _unknown(self, taken: _Taken) -> Iterator[UnknownValue]:
        yield from self._asked(taken)
        unlisted = {
            text: each
            for text, each in taken.meanings.items()
            if each.is_unlisted or (each.text is None and self._sorts[taken.column.name] in _ASKED)
        }
        if self._scales and taken.column.name == self._scales.value:
            yield from self._unknown_on_scale(taken)
        if not unlisted:
            return
        rows = defaultdict(list)
        for row in self._table.rows:
            if (text := taken.text(row).strip()) in unlisted:
                rows[text].append(row.number)
        for text in sorted(unlisted, key=lambda each: (-len(rows[each]), each)):
            found = unlisted[text]
            yield UnknownValue(
                taken.column.name,
                taken.source,
                text,
                len(rows[text]),
                tuple(rows[text][:_SHOWN]),
                found.reason,
                taken.column.allowed,
                found.suggested,
            )

    def _unknown_on_scale(self, taken: _Taken) -> Iterator[UnknownValue]:
        asked = self._scales.asked if self._scales else {}
        by_number = sorted(asked.items(), key=lambda one: (-len(one[1].rows), one[0]))
        for (indicator, text), each in by_number:
            yield UnknownValue(
                taken.column.name,
                taken.source,
                text,
                len(each.rows),
                tuple(each.rows[:_SHOWN]),
                each.reason,
                tuple(each.accepted),
                labels=tuple(each.accepted.values()),
                within=indicator,
            )

    def _understood(self) -> Iterator[UnderstoodValue]:
        """Texts that were translated to others, most frequent first."""
        for taken in self._taken:
            name, source = taken.column.name, taken.source
            for text, count in taken.counts.most_common():
                meant = taken.meanings[text].text
                if text and meant is not None and meant != text:
                    yield UnderstoodValue(name, source, text, meant, count)
            if self._scales and name == self._scales.value:
                for (text, meant), count in self._scales.understood.items():
                    yield UnderstoodValue(name, source, text, meant, count)

    def _notes(self) -> Iterator[str]:
        if self._wordings is not None:
            yield from self._wordings.notes()
        for taken in self._taken:
            for note in taken.findings.notes:
                yield _("%(column)s: %(note)s", column=taken.source, note=note)
            if taken.silent:
                yield note_of_silent_cells(taken.source, taken.silent)


def _typed(column: Column, values: Values) -> Values:
    """The same for a constant that a person typed. 2010-11 is then a month."""
    settled = {year_pairs.KEY: year_pairs.MONTHS, **values.maps.get(column.name, {})}
    return replace(values, maps={**values.maps, column.name: settled})
