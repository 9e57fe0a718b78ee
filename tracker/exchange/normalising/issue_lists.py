"""Normalises lists of issues. Known ones give themes; unknown ones are kept and reported."""

from collections import Counter
from collections.abc import Collection

from flask_babel import ngettext

from tracker.core import formats
from tracker.exchange.normalising import lists
from tracker.exchange.normalising.normalised_value import ColumnFindings, Normaliser
from tracker.registry import issue_themes
from tracker.schema.drafts import Column

_SHOWN = 8  # unknown issues that a note names


class Considers:
    """Normalises the issues of a column as sources name them."""

    def __init__(self, column: Column) -> None:
        self._column = column

    def __call__(self, texts: Collection[str], findings: ColumnFindings) -> Normaliser:
        """Report the issues that no list contains."""
        several = lists.ListOfValues(self._column)
        cells = [found.text or "" for text in texts for found in [several(text)]]
        unknown = Counter(
            issue for cell in cells for issue in issue_themes.unmatched(issue_themes.parted(cell))
        )
        if unknown:
            issues = [f"“{issue[:60]}”" for issue, _times in unknown.most_common()]
            findings.notes.append(
                ngettext(
                    "%(num)s issue is not in our lists: we keep it, but it gives no "
                    "theme: %(named)s",
                    "%(num)s issues are not in our lists: we keep them, but they give no "
                    "theme: %(named)s",
                    len(unknown),
                    named=formats.listed(issues, _SHOWN),
                )
            )
        return several
