"""What was recognised in a file: each column and value, in one form for all interfaces."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.exchange.imports.one_shot import OneShotImport
from tracker.exchange.matching.match import Match, MatchReason
from tracker.exchange.normalising.settled_values import UnderstoodValue, UnknownValue


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """The origin of one field, the reason, and whether a person must check it.

    ``place`` counts the columns of the file from 1; None: a constant, or nothing is chosen yet.
    """

    match: Match
    place: int | None

    @property
    def field(self) -> str:
        """The name of the field."""
        return self.match.column


@dataclass(frozen=True, slots=True)
class Recognition:
    """Everything recognised in a file. ``unused`` lists columns by position and name.

    ``questions`` are fields whose dates can be read either way.
    """

    columns: tuple[ColumnUse, ...]
    unused: tuple[tuple[int, str], ...]
    understood: tuple[UnderstoodValue, ...]
    unknown: tuple[UnknownValue, ...]
    questions: tuple[str, ...]
    notes: tuple[str, ...]


def recognised(done: OneShotImport) -> Recognition:
    """What the columns and values of a file were recognised as."""
    parsed = done.parsed
    translation, columns = parsed.translation, parsed.table.columns
    used = (each for each in parsed.matching.matches if _is_shown(each))
    unused = set(parsed.matching.unused)
    return Recognition(
        columns=tuple(ColumnUse(each, _place(each, columns)) for each in used),
        unused=tuple((at, name) for at, name in enumerate(columns, 1) if name in unused),
        understood=translation.understood,
        unknown=done.unknown,
        questions=translation.questions,
        notes=tuple(str(note) for note in (*parsed.table.notes, *translation.notes)),
    )


def _is_shown(match: Match) -> bool:
    return match.why is not MatchReason.NOTHING and not (
        match.source is None and match.constant is None and not match.candidates
    )


def _place(match: Match, columns: Sequence[str]) -> int | None:
    return columns.index(match.source) + 1 if match.source in columns else None
