"""What a search finds, by kind and in pages, with what helps where it finds nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from tracker.dashboards.search.index import Document, Kind, Part
from tracker.dashboards.search.kept import Id, Searchable, searchable
from tracker.dashboards.search.query import Term, pieces, spans, understand
from tracker.registry.queries_states import folded
from tracker.registry.search import Piece
from tracker.registry.searchable import StateNames

SOME = 5  # of each kind, where all kinds are shown
ON_A_PAGE = 25  # where one kind is shown
SNIPPET = 220  # characters
OF_THE_STATE = 9  # weight of a hit in the name of the state that a record is about
LIKE_A_STATE = 0.72  # of difflib; such as "Zimbabbwe" or "Phillipines"


@dataclass(frozen=True, slots=True)
class Shown:
    """A text in pieces with its language; None: not known."""

    pieces: tuple[Piece, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; ``excerpt`` None where nothing is to be said besides its title."""

    document: Document
    title: Shown
    excerpt: Shown | None


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
class Wanted:
    """A search text at two dates, in the language of the page; ``kind`` None: of every kind."""

    text: str
    as_of: date
    known_by: date
    kind: Kind | None = None
    page: int = 1
    language: str = "en"


def search(wanted: Wanted) -> Results:
    """Everything public that has all of what is asked, the nearest first."""
    within = searchable()
    terms = understand(wanted.text, within.segments)
    found = _found(terms, within, wanted)
    counts = tuple((kind, len(found[kind])) for kind in Kind if found[kind])
    chosen = [kind for kind, _ in counts if wanted.kind in (None, kind)]
    size = SOME if wanted.kind is None else ON_A_PAGE
    start = 0 if wanted.kind is None else max(0, wanted.page - 1) * size
    most = len(found[wanted.kind]) if wanted.kind else 0
    return Results(
        terms=terms,
        groups=tuple(
            Group(
                kind,
                len(found[kind]),
                tuple(
                    _hit(within.documents[id_], terms, wanted)
                    for id_ in found[kind][start : start + size]
                ),
            )
            for kind in chosen
        ),
        counts=counts,
        page=wanted.page,
        pages=max(1, -(-most // ON_A_PAGE)),
        without=() if counts else _without(terms, within, wanted),
        meant=() if counts else _meant(wanted.text, within),
        states=dict(within.states),
    )


def _found(terms: Sequence[Term], within: Searchable, wanted: Wanted) -> dict[Kind, list[Id]]:
    """Ids by kind, in order."""
    ranks: dict[Id, int] | None = None
    for term in terms:
        matched = _matched(term, within)
        if ranks is None:
            ranks = matched
        else:
            ranks = {id_: ranks[id_] + matched[id_] for id_ in ranks.keys() & matched.keys()}
    found: dict[Kind, list[Id]] = defaultdict(list)
    order = within.order
    for id_ in sorted(ranks or {}, key=lambda one: ((ranks or {})[one], order[one])):
        if within.counts(within.documents[id_], wanted.as_of, wanted.known_by):
            found[id_[0]].append(id_)
    return found


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
    terms: Sequence[Term], within: Searchable, wanted: Wanted
) -> tuple[tuple[Term, str, int], ...]:
    if len(terms) < 2:
        return ()
    told = []
    for left_out in terms:
        others = [term for term in terms if term is not left_out]
        number = sum(len(ids) for ids in _found(others, within, wanted).values())
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


def _hit(document: Document, terms: Sequence[Term], wanted: Wanted) -> Hit:
    title = _title(document, wanted.language)
    return Hit(
        document=document,
        title=Shown(_marked(title, terms), _spoken(title)),
        excerpt=_excerpt(document, title, terms),
    )


def _title(document: Document, language: str) -> Part:
    if document.kind is Kind.STATE:
        return next(part for part in document.parts if part.language == language)
    return document.parts[document.title]


def _marked(part: Part, terms: Sequence[Term]) -> tuple[Piece, ...]:
    found = spans(part.text, part.language, terms)
    return pieces(part.text, found, 0, len(part.text))


def _excerpt(document: Document, title: Part, terms: Sequence[Term]) -> Shown | None:
    """The part with the most hits besides title and reference, around its first one."""
    others = [part for part in document.parts if part is not title and part.text != document.key]
    hits = [(part, spans(part.text, part.language, terms)) for part in others]
    best = max(hits, key=lambda one: len(one[1]), default=None)
    if best is None or not (best[1] or document.kind is not Kind.STATE):
        return None
    part, found = best if best[1] else _first_said(hits)
    start, end = _around(part.text, found[0][0] if found else 0)
    cut = pieces(part.text, found, start, end)
    before = (Piece("… ", hit=False),) if start else ()
    after = (Piece(" …", hit=False),) if end < len(part.text) else ()
    return Shown((*before, *cut, *after), _spoken(part))


def _first_said(
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
    return part.language
