"""Commitments that match a search, for lists with a search field.

The same index, syntax and languages as the search of the site.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.core import clock
from tracker.search.lexicon import current_lexicon
from tracker.search.matching import Dates, Matcher
from tracker.search.query import Node, Piece, Query, Term, pieces, read_query, spans
from tracker.search.syntax import Operator
from tracker.text.word_forms import ANY


@dataclass(frozen=True, slots=True)
class CommitmentSearch:
    """A search among commitments. ``ranks`` None: nothing was asked, so all match."""

    query: Query
    ranks: Mapping[str, int] | None

    def __contains__(self, reference: object) -> bool:
        return self.ranks is None or reference in self.ranks

    def mark(self, text: str) -> list[Piece]:
        """A text in pieces, with matches separated."""
        return list(pieces(text, spans(text, ANY, self.query.terms), 0, len(text)))

    def is_in(self, *texts: str) -> bool:
        """Whether these texts together match the whole query."""
        root = self.query.root
        return root is None or _is_in(root, texts)


def search_commitments(text: str | None, known_by: date | None = None) -> CommitmentSearch:
    """Commitments public by a day (today) that match a text, by rank."""
    today = clock.today()
    matcher = Matcher(current_lexicon(), Dates(today, known_by or today))
    query = read_query(text or "", matcher)
    return CommitmentSearch(query, matcher.commitments(query.root) if query.root else None)


def _is_in(node: Node, texts: tuple[str, ...]) -> bool:
    if isinstance(node, Term):
        return any(spans(text, ANY, [node]) for text in texts)
    if node.operator is Operator.NOT:
        return not _is_in(node.parts[0], texts)
    join = any if node.operator is Operator.OR else all
    return join(_is_in(part, texts) for part in node.parts)
