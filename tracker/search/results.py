"""Returns search results by kind and page, and suggestions where nothing is found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from tracker.registry.queries.states import folded
from tracker.registry.search_texts import StateNames
from tracker.search.index import Document, Kind, Part
from tracker.search.index_cache import Id, Searchable, current_index
from tracker.search.query import Term, pieces, spans, understand
from tracker.text.fuzzy_search import Piece
from tracker.text.word_forms import ANY

SOME = 5  # of each kind, where all kinds are shown
ON_A_PAGE = 25  # where one kind is shown
ENTRIES = 3  # of one report
SNIPPET = 220  # characters
OF_THE_STATE = 9  # weight of a hit in the name of the state that a record is about
LIKE_A_STATE = 0.72  # of difflib; such as "Zimbabbwe" or "Phillipines"


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A text in pieces with its language; None: not known."""

    pieces: tuple[Piece, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; ``excerpt`` None where nothing is to be said besides its title.

    ``within`` are the nearest entries of a report that were found, ``more`` counts the others.
    """

    document: Document
    title: ResultPage
    excerpt: ResultPage | None
    within: tuple["Hit", ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one kind: how many there are, and those of a page."""

    kind: Kind
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found. ``terms`` empty: nothing was asked.

    Where nothing is found ``without`` tells for each term what the others find and how much of it,
    ``meant`` the states that are called much like it.
    """

    terms: tuple[Term, ...]
    groups: tuple[Group, ...]
    counts: tuple[tuple[Kind, int], ...]
    page: int
    pages: int
    without: tuple[tuple[Term, str, int], ...]
    meant: tuple[StateNames, ...]
    states: dict[str, StateNames]

    @property
    def total(self) -> int:
        """How many records were found, of all kinds."""
        return sum(number for _, number in self.counts)

    @property
    def reread(self) -> tuple[Term, ...]:
        """Terms that were not read as they were written."""
        return tuple(term for term in self.terms if term.read_as != "word")


@dataclass(frozen=True, slots=True)
class _Found:
    """Ids by kind in order, and by report the ids of its entries."""

    kinds: Mapping[Kind, list[Id]]
    entries: Mapping[Id, list[Id]]

    def __len__(self) -> int:
        return sum(len(ids) for ids in self.kinds.values())


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """A search text at two dates, in the language of the page; ``kind`` None: of every kind.

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
    """Everything public that has all of what is asked, the nearest first."""
    return search_in(current_index(), wanted)


def search_in(within: Searchable, wanted: SearchFilter) -> Results:
    """The same over a given index. Pure."""
    terms = understand(wanted.text, within.segments)
    found = _found(terms, within, wanted)
    ids = found.kinds
    counts = tuple((kind, len(ids[kind])) for kind in Kind if kind in ids)
    chosen = [kind for kind, _ in counts if wanted.kind in (None, kind)]
    size = wanted.size or (SOME if wanted.kind is None else ON_A_PAGE)
    start = 0 if wanted.kind is None else max(0, wanted.page - 1) * size
    most = len(ids.get(wanted.kind, ())) if wanted.kind else 0
    show = _Showing(terms, within, wanted.language)
    return Results(
        terms=terms,
        groups=tuple(
            Group(
                kind,
                len(ids[kind]),
                tuple(show.hit(id_, found) for id_ in ids[kind][start : start + size]),
            )
            for kind in chosen
        ),
        counts=counts,
        page=wanted.page,
        pages=max(1, -(-most // size)),
        without=() if counts else _without(terms, within, wanted),
        meant=() if counts else _meant(wanted.text, within),
        states=dict(within.states),
    )


def _found(terms: Sequence[Term], within: Searchable, wanted: SearchFilter) -> _Found:
    """What has all the terms, the nearest first; entries stand under their reports."""
    ranks = _ranked(terms, within)
    kinds: defaultdict[Kind, dict[Id, None]] = defaultdict(dict)
    entries: defaultdict[Id, list[Id]] = defaultdict(list)
    order = within.order
    for id_ in sorted(ranks, key=lambda one: (ranks[one], order[one])):
        document = within.documents[id_]
        if not within.counts(document, wanted.as_of, wanted.known_by):
            continue
        if document.within is None:
            kinds[id_[0]][id_] = None
        # An entry of which nothing but the state was found says no more than its report does.
        elif ranks[id_] < OF_THE_STATE * len(terms):
            report = document.kind, document.within
            kinds[id_[0]][report] = None
            entries[report].append(id_)
    return _Found({kind: list(ids) for kind, ids in kinds.items()}, entries)


def _ranked(terms: Sequence[Term], within: Searchable) -> dict[Id, int]:
    ranks: dict[Id, int] | None = None
    for term in terms:
        matched = _matched(term, within)
        if ranks is None:
            ranks = matched
        else:
            ranks = {id_: ranks[id_] + matched[id_] for id_ in ranks.keys() & matched.keys()}
    return ranks or {}


def _matched(term: Term, within: Searchable) -> dict[Id, int]:
    """Records that have a term, or are about a state that is called so, with how near that is."""
    matched: dict[Id, int] = {}
    for segment in within.segments:
        for number, weight in term.matches(segment).items():
            matched[segment.ids[number]] = weight
    for kind, iso3 in list(matched):
        if kind is Kind.STATE:
            for id_ in within.about.get(iso3, ()):
                matched.setdefault(id_, OF_THE_STATE)
    return matched


# Where nothing is found ---------------------------------------------------------------------


def _without(
    terms: Sequence[Term], within: Searchable, wanted: SearchFilter
) -> tuple[tuple[Term, str, int], ...]:
    if len(terms) < 2:
        return ()
    told = []
    for left_out in terms:
        others = [term for term in terms if term is not left_out]
        number = len(_found(others, within, wanted))
        if number:
            told.append((left_out, " ".join(term.as_typed for term in others), number))
    return tuple(told)


def _meant(text: str, within: Searchable) -> tuple[StateNames, ...]:
    called = {
        folded(name): state
        for state in within.states.values()
        for name in (*state.names.values(), *state.aliases)
    }
    near = get_close_matches(folded(text), called, n=6, cutoff=LIKE_A_STATE)
    return tuple({called[name].iso3: called[name] for name in near}.values())[:3]


# Showing it ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Showing:
    """How what was found is shown: with the terms marked, in the language of the page."""

    terms: Sequence[Term]
    all: Searchable
    language: str

    def hit(self, id_: Id, found: _Found) -> Hit:
        """A record, a report with the nearest of its entries."""
        entries = found.entries.get(id_, ())
        shown = [self._one(entry) for entry in entries[:ENTRIES]]
        record = self._one(id_, needs_hit=bool(entries))
        return replace(record, within=tuple(shown), more=len(entries) - len(shown))

    def _one(self, id_: Id, *, needs_hit: bool = False) -> Hit:
        document = self.all.documents[id_]
        title = _title(document, self.language)
        return Hit(
            document=document,
            title=ResultPage(_marked(title, self.terms), _spoken(title)),
            excerpt=_excerpt(document, title, self.terms, needs_hit=needs_hit),
        )


def _title(document: Document, language: str) -> Part:
    if document.kind is Kind.STATE:
        return next(part for part in document.parts if part.language == language)
    return document.parts[document.title]


def _marked(part: Part, terms: Sequence[Term]) -> tuple[Piece, ...]:
    found = spans(part.text, part.language, terms)
    return pieces(part.text, found, 0, len(part.text))


def _excerpt(
    document: Document, title: Part, terms: Sequence[Term], *, needs_hit: bool
) -> ResultPage | None:
    """The part with the most hits besides title and reference, around its first one."""
    called = (document.key, document.key.rpartition("#")[2])
    others = [part for part in document.parts if part is not title and part.text not in called]
    hits = [(part, spans(part.text, part.language, terms)) for part in others]
    best = max(hits, key=lambda one: len(one[1]), default=None)
    if best is None or not (best[1] or (document.kind is not Kind.STATE and not needs_hit)):
        return None
    part, found = best if best[1] else _first_hits(hits)
    start, end = _around(part.text, found[0][0] if found else 0)
    cut = pieces(part.text, found, start, end)
    before = (Piece("… ", hit=False),) if start else ()
    after = (Piece(" …", hit=False),) if end < len(part.text) else ()
    return ResultPage((*before, *cut, *after), _spoken(part))


def _first_hits(
    hits: Sequence[tuple[Part, list[tuple[int, int]]]],
) -> tuple[Part, list[tuple[int, int]]]:
    said = [one for one in hits if one[0].weight >= 2]
    return (said or list(hits))[0]


def _around(text: str, place: int) -> tuple[int, int]:
    """Where an excerpt begins and ends: between words, a third of it before the hit."""
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
