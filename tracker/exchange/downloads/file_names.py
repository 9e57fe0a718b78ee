"""Names of downloaded files: content, day, and whether records are invented."""

from datetime import date

from tracker.review.revisions import is_demonstration

# Rows have no banner, but the file name stays with them on the reader's disk.
DEMONSTRATION = "demonstration-"


def dated_name(name: str, as_of: date, suffix: str) -> str:
    """The name of a file of rows, such as ``actions-2026-11-30.csv``."""
    mark = DEMONSTRATION if is_demonstration() else ""
    return f"{mark}{name}-{as_of.isoformat()}.{suffix}"
