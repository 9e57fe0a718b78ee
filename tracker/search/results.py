"""Search results by kind and page, with suggestions if nothing is found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from tracker.registry.queries.states import folded
from tracker.registry.search_texts import StateNames
from tracker.search.document import Document, Field, Kind, Part
from tracker.search.lexicon import Lexicon, current_lexicon
from tracker.search.loading import Shown, documents_shown
from tracker.search.matching import MOST, Dates, Found, Matcher
from tracker.search.query import Piece, Query, Term, TermGroup, pieces, read_query, spans
from tracker.search.syntax import Operator
from tracker.search.topics import TopicAnswer, state_answers
from tracker.text.word_forms import ANY

SOME = 5  # of each kind, where all kinds are shown
ON_A_PAGE = 25  # where one kind is shown
MOST_WITHOUT = 8  # words of a search that found nothing, of which each is left out once
ENTRIES = 3  # of one report
SNIPPET = 220  # characters
LIKE_A_STATE = 0.72  # of difflib; such as "Zimbabbwe" or "Phillipines"


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A text in pieces with its language (None: unknown) and its ``field``."""

    pieces: tuple[Piece, ...]
    language: str | None
    field: Field = Field.TEXT

    @property
    def is_marked(self) -> bool:
        """Whether it contains a match."""
        return any(piece.hit for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Hit:
    """A result. ``excerpt`` is None if there is nothing to show besides the title.

    ``within`` are the nearest entries of a report that were found, ``more`` counts the others.
    """

    document: Document
    title: ResultPage
    excerpt: ResultPage | None
    within: tuple["Hit", ...] = ()
    more: int = 0

    @property
    def is_by_state(self) -> bool:
        """Whether only its State matched."""
        shown = (self.title, self.excerpt, *(each.excerpt for each in self.within))
        return self.document.iso3 is not None and not any(
            text is not None and text.is_marked for text in shown
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind: the total number, and those of a page.

    ``is_partial``: there are more than ``total``, which are put in order.
    """

    kind: Kind
    total: int
    is_partial: bool
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Search results. ``query.root`` None: nothing was asked.

    ``answers`` are commitments of a State on a topic, if the query names both. If nothing is found,
    ``without`` says for each term what the others find, and ``meant`` has States with similar
    names.
    """

    query: Query
    answers: tuple[TopicAnswer, ...]
    groups: tuple[Group, ...]
    counts: tuple[tuple[Kind, int], ...]
    page: int
    pages: int
    without: tuple[tuple[Term, str, int], ...]
    meant: tuple[StateNames, ...]
    states: dict[str, StateNames]
    themes: Mapping[str, str]  # names by code
    partial: frozenset[Kind] = frozenset()  # kinds of which there are more than were counted

    @property
    def terms(self) -> tuple[Term, ...]:
        """The search terms."""
        return self.query.terms

    @property
    def total(self) -> int:
        """The number of results of all kinds."""
        return sum(number for _, number in self.counts)

    @property
    def reread(self) -> tuple[Term, ...]:
        """Terms that were not taken as written."""
        return self.query.reread


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """A query at two dates in the page's language. ``kind`` None: every kind.

    ``size`` None: as many as a page shows.
    """

    text: str
    as_of: date
    known_by: date
    kind: Kind | None = None
    page: int = 1
    language: str = "en"
    size: int | None = None


def search(wanted: SearchFilter) -> Results:
    """All public records that match, best first."""
    lexicon = current_lexicon()
    most = max(MOST, wanted.size or 0)
    matcher = Matcher(lexicon, Dates(wanted.as_of, wanted.known_by), most)
    query = read_query(wanted.text, matcher)
    found = matcher.find(query.root)
    counts = tuple((kind, len(keys)) for kind, keys in found.kinds.items())
    of_kind = len(found.kinds.get(wanted.kind, ())) if wanted.kind else 0
    size = wanted.size or (SOME if wanted.kind is None else ON_A_PAGE)
    return Results(
        query=query,
        answers=state_answers(query, matcher),
        groups=_groups(query, found, wanted, size),
        counts=counts,
        page=wanted.page,
        pages=max(1, -(-of_kind // size)),
        without=() if counts else _without(query, matcher),
        meant=() if counts else _meant(wanted.text, lexicon),
        states=dict(lexicon.states),
        themes=lexicon.topics.titles,
        partial=found.partial,
    )


def _groups(query: Query, found: Found, wanted: SearchFilter, size: int) -> tuple[Group, ...]:
    """The results of the page by kind. Only these are loaded."""
    start = 0 if wanted.kind is None else max(0, wanted.page - 1) * size
    shown = {
        kind: keys[start : start + size]
        for kind, keys in found.kinds.items()
        if wanted.kind in (None, kind)
    }
    entries = {
        report: found.entries[report][:ENTRIES]
        for report in shown.get(Kind.REPORT, ())
        if report in found.entries
    }
    show = _Showing(query.terms, documents_shown(shown, entries), wanted)
    return tuple(
        Group(
            kind,
            len(found.kinds[kind]),
            kind in found.partial,
            tuple(show.hits(kind, keys, found)),
        )
        for kind, keys in shown.items()
    )


# Where nothing is found ---------------------------------------------------------------------


def _without(query: Query, within: Matcher) -> tuple[tuple[Term, str, int], ...]:
    """The effect of leaving out each word, for short plain queries only."""
    parts = query.parts
    terms = [part for part in parts if isinstance(part, Term)]
    if len(terms) < len(parts) or not 2 <= len(terms) <= MOST_WITHOUT:
        return ()
    found = []
    for left_out in terms:
        others = tuple(term for term in terms if term is not left_out)
        number = len(within.find(TermGroup(Operator.AND, others)))
        if number:
            found.append((left_out, " ".join(term.as_typed for term in others), number))
    return tuple(found)


def _meant(text: str, lexicon: Lexicon) -> tuple[StateNames, ...]:
    called = {
        folded(name): state
        for state in lexicon.states.values()
        for name in (*state.names.values(), *state.aliases)
    }
    near = get_close_matches(folded(text), called, n=6, cutoff=LIKE_A_STATE)
    return tuple({called[name].iso3: called[name] for name in near}.values())[:3]


# Showing it ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Showing:
    """Prepares results with marked terms in the page's language."""

    terms: Sequence[Term]
    documents: Shown
    wanted: SearchFilter

    def hits(self, kind: Kind, keys: Iterable[str], found: Found) -> Iterable[Hit]:
        """Results of a kind. Reports come with their best entries.

        A record that ceased to be public since it was found is left out.
        """
        for key in keys:
            document = self.documents.get((kind, key))
            if document is None:
                continue
            entries = found.entries.get(key, ()) if kind is Kind.REPORT else ()
            shown = [
                self._one(self.documents[kind, entry])
                for entry in entries[:ENTRIES]
                if (kind, entry) in self.documents
            ]
            record = self._one(document, needs_hit=bool(entries))
            yield replace(record, within=tuple(shown), more=len(entries) - len(shown))

    def _one(self, document: Document, *, needs_hit: bool = False) -> Hit:
        title = _title(document, self.wanted.language)
        return Hit(
            document=document,
            title=ResultPage(_marked(title, self.terms), _spoken(title)),
            excerpt=self._excerpt(document, title, needs_hit=needs_hit),
        )

    def _excerpt(self, document: Document, title: Part, *, needs_hit: bool) -> ResultPage | None:
        """The part with the most matches besides title and reference."""
        called = (document.key, document.key.rpartition("#")[2])
        others = [
            part
            for part in document.parts
            if part is not title and part.text not in called and part.is_known(self.wanted.known_by)
        ]
        hits = [(part, spans(part.text, part.language, self.terms)) for part in others]
        best = max(hits, key=lambda one: len(one[1]), default=None)
        if best is None or not (best[1] or (document.kind is not Kind.STATE and not needs_hit)):
            return None
        part, found = best if best[1] else _first_hits(hits)
        start, end = _around(part.text, found[0][0] if found else 0)
        cut = pieces(part.text, found, start, end)
        before = (Piece("… ", hit=False),) if start else ()
        after = (Piece(" …", hit=False),) if end < len(part.text) else ()
        return ResultPage((*before, *cut, *after), _spoken(part), part.field)


def _title(document: Document, language: str) -> Part:
    if document.kind is Kind.STATE:
        return next(part for part in document.parts if part.language == language)
    return document.parts[document.title]


def _marked(part: Part, terms: Sequence[Term]) -> tuple[Piece, ...]:
    found = spans(part.text, part.language, terms)
    return pieces(part.text, found, 0, len(part.text))


def _first_hits(
    hits: Sequence[tuple[Part, list[tuple[int, int]]]],
) -> tuple[Part, list[tuple[int, int]]]:
    said = [one for one in hits if one[0].weight >= 2]
    return (said or list(hits))[0]


def _around(text: str, place: int) -> tuple[int, int]:
    """Start and end of an excerpt at word boundaries, with a third before the match."""
    start = max(0, place - SNIPPET // 3)
    if start:
        space = text.find(" ", start, place)
        start = space + 1 if space != -1 else start
    end = min(len(text), start + SNIPPET)
    if end < len(text):
        space = text.rfind(" ", place, end)
        end = space if space > place else end
    return start, end


def _spoken(part: Part) -> str | None:
    return None if part.language == ANY else part.language
