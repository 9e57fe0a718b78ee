"""Notes on cells of a column that mean no answer."""

from collections.abc import Mapping

from flask_babel import ngettext

from tracker.core import formats

_QUOTED = 5  # texts that the note quotes


def note_of_silent_cells(column: str, counts: Mapping[str, int]) -> str:
    """A note on such cells of a column, with some of their texts."""
    texts = formats.listed(f"“{text}”" for text in list(counts)[:_QUOTED])
    return str(
        ngettext(
            "%(column)s: %(num)s cell with %(texts)s counts as empty",
            "%(column)s: %(num)s cells with %(texts)s count as empty",
            sum(counts.values()),
            column=column,
            texts=texts,
        )
    )
