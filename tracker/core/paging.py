"""Where a page of a list is, counted from the nearer end: the last costs what the first does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of a list: skip ``start``, take ``size``, from its end if ``reverse``."""

    start: int
    size: int
    reverse: bool


def stretch(total: int, page: int, size: int) -> Stretch | None:
    """The rows of a page, numbered from 1; None where there is no such page or nothing on it."""
    start = (page - 1) * size
    if not 0 <= start < total:
        return None
    shown = min(size, total - start)
    from_end = total - start - shown
    return Stretch(from_end, shown, True) if from_end < start else Stretch(start, shown, False)
