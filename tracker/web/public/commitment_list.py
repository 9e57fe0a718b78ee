"""The list of commitments: filters, counts, order and pages.

Knows the registry's cards and a picture at a reading; the page asks it once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core import collation
from tracker.core.errors import BadParameter
from tracker.core.record_texts import record_text
from tracker.gap.commitment_filter import Line, lines_of, refuse_unknown
from tracker.gap.figures import Score
from tracker.gap.outcomes import OutcomeCounts, count_outcomes
from tracker.gap.scoring import FigureStanding
from tracker.gap.snapshot import Snapshot
from tracker.labels.codes import LABELS
from tracker.registry.queries.commitments import Register
from tracker.registry.summaries import Card
from tracker.registry.vocabulary import Addressee, Certainty, CommitmentKind
from tracker.search.commitments import CommitmentSearch, search_commitments
from tracker.search.query import Piece, Query
from tracker.web.core.query_params import Check, free_text, one_of, positive_number

PAGE = 50
INSUFFICIENT = FigureStanding.INSUFFICIENT

SORTS = {
    "match": _l("Best match"),
    "instrument": _l("Text and order within it"),
    "information": _l("States with information, most first"),
    "unknown": _l("States with information, fewest first"),
    "gap": _l("Gap, widest first, insufficient figures last"),
}
YES_NO = {"yes": _l("Enters the gap"), "no": _l("Does not enter the gap")}

MORE: dict[str, Check] = {
    "kind": one_of(CommitmentKind),
    "addressee": one_of(Addressee),
    "certainty": one_of(Certainty),
    "counts": one_of(YES_NO),
    "q": free_text,
    "sort": one_of(SORTS),
    "page": positive_number,
    "show": one_of(("all",)),
}
FILTERS = ("pillar", "instrument", "theme")


@dataclass(frozen=True, slots=True)
class Option:
    """A filter value and its number of commitments under the other filters."""

    code: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values. ``chosen`` is the reader's code."""

    name: str
    words: str
    chosen: str | None
    options: tuple[Option, ...]

    @property
    def chosen_words(self) -> str:
        """The label of the chosen value."""
        return next((each.words for each in self.options if each.code == self.chosen), "")


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment with the outcomes of member States."""

    card: Card
    score: Score
    tally: OutcomeCounts


@dataclass(frozen=True, slots=True)
class CommitmentResults:
    """A page of the list with totals of the list and the registry.

    ``references`` names the whole list in its order.
    ``entering`` counts those of the list that enter the gap, ``silent`` those of these on which
    nothing is known of any state.
    """

    rows: tuple[Row, ...]
    references: tuple[str, ...]
    facets: tuple[Facet, ...]
    search: CommitmentSearch
    asked_nothing: bool  # a search text without a word in it
    total: int
    everything: int
    entering: int
    silent: int
    page: int
    pages: int
    sort: str
    without: tuple[tuple[str, int], ...]  # where nothing is found: a parameter, what it hid

    def also(self, card: Card) -> list[list[Piece]]:
        """Matching texts that a row does not show otherwise, in pieces."""
        hidden = [record_text(theme.name) for theme in card.themes]
        hidden += [record_text(card.instrument.title), card.official_wording or ""]
        hidden += [f"SDG {target}" for target in card.sdg_targets]
        marked = [self.mark(text) for text in hidden]
        return [pieces for pieces in marked if any(piece.hit for piece in pieces)]

    def facet(self, name: str) -> Facet:
        """The filter with this name."""
        return next(facet for facet in self.facets if facet.name == name)

    @property
    def chosen(self) -> tuple[Facet, ...]:
        """The active filters."""
        return tuple(facet for facet in self.facets if facet.chosen)

    def mark(self, text: str) -> list[Piece]:
        """A text in pieces with matches separated."""
        return self.search.mark(text)

    @property
    def query(self) -> Query | None:
        """The search query, or None."""
        return self.search.query if self.search.query.root else None


def find(picture: Snapshot, register: Register, asked: Mapping[str, str]) -> CommitmentResults:
    """The page of the list for these parameters.

    Raises BadParameter for an unknown theme or instrument and for a page beyond the last.
    """
    lines = lines_of(picture, register)
    chosen = {name: asked[name] for name in FACETS if name in asked}
    refuse_unknown(chosen, register)
    search = search_commitments(asked.get("q"), picture.reading.known_by)
    ranks = search.ranks or {}
    searched = [line for line in lines if line.card.reference in search]
    matching = [line for line in searched if line.has(chosen)]
    sort = asked.get("sort") or ("match" if search.query.root else "instrument")
    ordered = sorted(matching, key=_sort_key(sort, ranks, picture))
    page, pages = _page(asked, len(ordered))
    scores = [picture.commitment(line.card.reference) for line in ordered]
    entering = [score for score in scores if score.out_of_scope == 0]
    name_of_search = "q" if search.query.root else None
    start, end = (0, len(ordered)) if "show" in asked else ((page - 1) * PAGE, page * PAGE)
    return CommitmentResults(
        rows=tuple(row(line.card, picture) for line in ordered[start:end]),
        references=tuple(line.card.reference for line in ordered),
        facets=tuple(_facet(name, searched, chosen, register) for name in FACETS),
        search=search,
        asked_nothing="q" in asked and search.query.root is None,
        total=len(ordered),
        everything=len(lines),
        entering=len(entering),
        silent=sum(not score.known for score in entering),
        page=page,
        pages=1 if "show" in asked else pages,
        sort=sort,
        without=() if matching else _without(lines, searched, chosen, name_of_search),
    )


def row(card: Card, picture: Snapshot) -> Row:
    """A commitment with the outcomes of member States."""
    return Row(
        card=card,
        score=picture.commitment(card.reference),
        tally=count_outcomes(picture.standings[iso3][card.reference] for iso3 in picture.members),
    )


def _without(
    lines: Sequence[Line],
    searched: Sequence[Line],
    chosen: Mapping[str, str],
    search_name: str | None,
) -> tuple[tuple[str, int], ...]:
    """How many more commitments each removed filter would show. The search counts as one."""
    left = [(search_name, sum(line.has(chosen) for line in lines))] if search_name else []
    for name in chosen:
        others = {other: code for other, code in chosen.items() if other != name}
        left.append((name, sum(line.has(others) for line in searched)))
    return tuple(left)


# Facets -------------------------------------------------------------------------------------

FACETS: dict[str, Any] = {
    "pillar": _l("Pillar"),
    "instrument": _l("Instrument"),
    "theme": _l("Theme"),
    "kind": _l("Type"),
    "addressee": _l("Addressed to"),
    "certainty": _l("Certainty"),
    "counts": _l("Gap"),
}


def _facet(
    name: str, searched: Sequence[Line], chosen: Mapping[str, str], register: Register
) -> Facet:
    """Counts under the search and the other filters, without empty values."""
    others = {other: code for other, code in chosen.items() if other != name}
    numbers: dict[str, int] = {}
    for line in searched:
        if line.has(others):
            for code in line.values[name]:
                numbers[code] = numbers.get(code, 0) + 1
    options = tuple(
        Option(code, words, numbers.get(code, 0))
        for code, words in _values(name, register)
        if code in numbers or code == chosen.get(name)
    )
    return Facet(name, str(FACETS[name]), chosen.get(name), options)


def _values(name: str, register: Register) -> list[tuple[str, str]]:
    """Codes and labels of a filter in display order."""
    if name == "instrument":
        return [(code, record_text(each.title)) for code, each in register.instruments.items()]
    if name == "theme":
        return collation.choices(
            (code, record_text(each.name)) for code, each in register.themes.items()
        )
    words = YES_NO if name == "counts" else LABELS[_LABELLED.get(name, name)]
    return [(code, str(word)) for code, word in words.items()]


_LABELLED = {"kind": "commitment_kind"}


# Order and pages ----------------------------------------------------------------------------


def _sort_key(
    sort: str, ranks: Mapping[str, int], picture: Snapshot
) -> Callable[[Line], tuple[float, ...]]:
    """The key of a sort order. Ties keep the registry's order."""

    def key(line: Line) -> tuple[float, ...]:
        reference = line.card.reference
        score = picture.commitment(reference)
        match sort:
            case "match":
                return (ranks[reference],)
            case "information":
                return (-score.known,)
            case "unknown":
                # Where nothing applies nothing is missing either: such rows come last.
                return (score.applicable == 0, score.known)
            case "gap":
                # An insufficient figure is in no comparison; such rows come last.
                if score.gap is None or score.figure is INSUFFICIENT:
                    return (1,)
                return (0, -score.gap)
            case _:
                return ()

    return key


def _page(asked: Mapping[str, str], total: int) -> tuple[int, int]:
    pages = max(1, -(-total // PAGE))
    page = int(asked.get("page", "1"))
    if not 1 <= page <= pages:
        raise BadParameter("page", str(page), _("a page from 1 to %(pages)s", pages=pages))
    return page, pages
