"""Computes the slice for a page of a list from the nearer end, so that the last page is fast."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A slice of a list: skip ``start``, take ``size``, from its end if ``reverse``."""

    start: int
    size: int
    reverse: bool


def stretch(total: int, page: int, size: int) -> Stretch | None:
    """The slice of a page, numbered from 1. None if there is no such page."""
    start = (page - 1) * size
    if not 0 <= start < total:
        return None
    shown = min(size, total - start)
    from_end = total - start - shown
    return Stretch(from_end, shown, True) if from_end < start else Stretch(start, shown, False)
