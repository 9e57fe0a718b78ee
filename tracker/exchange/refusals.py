"""A refusal of something in a file: file, row, column, value, and what is valid."""

from dataclasses import dataclass

from flask_babel import gettext as _

SHOWN_OF_A_VALUE = 60
# A cell may hold megabytes, which are not needed to find it.
MOST_OF_A_VALUE, MOST_OF_A_REASON = 500, 2_000  # characters


@dataclass(frozen=True, slots=True)
class Refusal:
    """One error. ``row`` is its first line. None: the whole file.

    ``rows`` is the number of rows that it stands for; 0 for a single row or the file. Long texts in
    ``value`` and ``reason`` are shortened.
    """

    file: str
    row: int | None
    column: str | None
    value: str
    reason: str
    rows: int = 0

    def __post_init__(self) -> None:
        """Shorten long texts."""
        value = shortened(self.value, MOST_OF_A_VALUE)
        reason = self.reason.replace(self.value, value) if value != self.value else self.reason
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "reason", shortened(reason, MOST_OF_A_REASON))

    def __str__(self) -> str:
        """The refusal as one line, with a long value shortened."""
        place = {"file": self.file, "row": self.row, "column": self.column}
        if self.row is None and self.column is not None:
            where = _("%(file)s, column %(column)s", **place)
        elif self.row is None:
            where = self.file
        elif self.column is None:
            where = _("%(file)s row %(row)s", **place)
        else:
            where = _("%(file)s row %(row)s, column %(column)s", **place)
        return f"{where}: {self._quoted()}{self.reason}"

    def _quoted(self) -> str:
        if not self.value:
            return ""
        shown = self.value[:SHOWN_OF_A_VALUE]
        cut = "…" if len(self.value) > SHOWN_OF_A_VALUE else ""
        # Control characters and line ends would break the line or hide what follows.
        plain = "".join(letter if letter.isprintable() else "�" for letter in shown)
        return f'"{plain}{cut}" — '


def shortened(text: str, most: int = MOST_OF_A_VALUE) -> str:
    """A text shortened with an ellipsis."""
    return text if len(text) <= most else f"{text[:most]}…"
