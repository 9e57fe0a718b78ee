"""What was said about a file and met nothing in it: words explained, and values chosen.

A slip of the pen in either changes nothing else that could be seen. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _

from tracker.exchange.imports.row_choice import RowChoice, place_of, test_of_value
from tracker.exchange.matching.header_words import folded
from tracker.exchange.matching.match import Matching
from tracker.exchange.normalising import fractions, times_of_day, year_pairs
from tracker.exchange.normalising.settled_values import split_map_name
from tracker.exchange.parsing.table import Table
from tracker.schema.fields import clean

_OF_COLUMNS = (
    year_pairs.KEY,
    times_of_day.KEY,
    fractions.KEY,
)  # answers about a whole column are no words


def notes_of_unused(
    table: Table,
    matching: Matching,
    meanings: Mapping[str, Mapping[str, str]],
    choice: RowChoice,
) -> Iterator[str]:
    """A sentence for each explained word and each chosen value that no row of the file has."""
    for name, words in meanings.items():
        for word in _absent(table, matching, split_map_name(name)[0], list(words)):
            yield _(
                "%(column)s: no cell has “%(word)s”, so its meaning is not used",
                column=name,
                word=word,
            )
    for name, values in choice.values.items():
        place = place_of(table, matching, name)
        if place is None:
            continue
        for value in values:
            has_value = test_of_value(value)
            if not any(has_value(row.cells[place]) for row in table.rows):
                yield _("%(column)s: no cell has “%(word)s”", column=name, word=value)


def _absent(table: Table, matching: Matching, field: str, words: Sequence[str]) -> Iterator[str]:
    """The words that no cell of a field's column has, compared as their meanings are looked up."""
    match = matching.of(field)
    if match.constant is not None:
        texts = {match.constant}
    elif match.source in table.columns:
        place = table.columns.index(match.source)
        texts = {row.cells[place] for row in table.rows}
    else:
        texts = set()
    known = {clean(text) for text in texts} | {folded(text) for text in texts}
    for word in words:
        if word not in _OF_COLUMNS and clean(word) not in known and folded(word) not in known:
            yield word
