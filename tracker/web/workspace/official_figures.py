"""Official figures by select fields: a row for each indicator of the commitment.

A row holds one value and its date. What a row cannot hold, such as values of other indicators or
of further dates, stays in the text field beside them. Both together are the field
``indicator_values`` of an entry.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.core import clock
from tracker.registry.queries.indicators import ScaleStep, indicators_about
from tracker.reporting.drafts import EntryDraft, StatedValue

VALUE, DATE = "figure-", "figure-on-"
_CODE = re.compile(r"[A-Z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator with its choices. ``value`` and ``on`` may be empty."""

    indicator: str
    title: str
    steps: Sequence[ScaleStep]
    value: str
    on: str


def figure_rows(
    commitment: str, draft: EntryDraft | None, sent: Mapping[str, str]
) -> tuple[FigureRow, ...]:
    """The rows of a commitment, as sent, else as in the draft."""
    stored = _latest(draft.indicator_values if draft else ())
    rows = []
    for each in indicators_about(commitment, clock.today()):
        one = stored.get(each.code)
        value, on = (one.value, str(one.effective)) if one else ("", "")
        if sent:
            value, on = (sent.get(f"{part}{each.code}", "") for part in (VALUE, DATE))
        rows.append(FigureRow(each.code, each.title, each.steps, value, on))
    return tuple(rows)


def beside_rows(draft: EntryDraft | None, rows: Iterable[FigureRow]) -> str:
    """The values of a draft outside of the rows, one a line."""
    if draft is None:
        return ""
    stored, held = _latest(draft.indicator_values), {row.indicator for row in rows}
    return "\n".join(
        str(value)
        for value in draft.indicator_values
        if value.indicator not in held or stored[value.indicator] != value
    )


def with_rows(sent: Mapping[str, str]) -> str:
    """All submitted values from rows and text, one a line."""
    lines = [sent.get("indicator_values", "").strip()]
    for name in sent:
        code = name.removeprefix(VALUE)
        if not name.startswith(VALUE) or name.startswith(DATE) or not _CODE.fullmatch(code):
            continue
        value, on = sent.get(name, "").strip(), sent.get(f"{DATE}{code}", "").strip()
        if value or on:
            lines.append(f"{code}={value}@{on}")
    return "\n".join(line for line in lines if line)


def _latest(values: Iterable[StatedValue]) -> dict[str, StatedValue]:
    """The newest value of each indicator."""
    found: dict[str, StatedValue] = {}
    for value in sorted(values, key=lambda each: each.effective.last_day):
        found[value.indicator] = value
    return found
