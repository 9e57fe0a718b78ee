"""An inverted index of word forms, in memory. Pure.

The same on every database, since no database is asked. A segment never changes once it is made, so
any number of requests may read it at a time.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from tracker.review.visibility import has_begun
from tracker.text.word_forms import words


class Kind(StrEnum):
    """What may be found, in the order in which it is shown."""

    STATE = "state"
    COMMITMENT = "commitment"
    INSTRUMENT = "instrument"
    ACTION = "action"
    REPORT = "report"
    INDICATOR = "indicator"
    ORGANISATION = "organisation"


class Field(StrEnum):
    """Which of its texts a part of a record is."""

    TEXT = "text"  # its title or its own words
    WORDING = "wording"
    PLACE = "place"  # symbol and paragraph
    INSTRUMENT = "instrument"
    THEME = "theme"
    TARGET = "target"
    ISSUER = "issuer"
    ORGANISATION = "organisation"
    OTHER_NAME = "other_name"
    COMMITMENT = "commitment"  # that an answer of a report is about


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a record; the lower the weight, the nearer is a hit in it.

    A part with dates is found from the day ``since`` on and before ``until``, by our own days.
    """

    text: str
    weight: int
    language: str | None = None  # None: of no language, such as a symbol; forms.ANY: not known
    since: date | None = None
    until: date | None = None
    field: Field = Field.TEXT

    def is_known(self, known_by: date) -> bool:
        """Whether the text was published here by a day."""
        return (self.since is None or self.since <= known_by) and (
            self.until is None or self.until > known_by
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A public record as search knows it; ``title`` is the part at that place.

    It is found from the day ``since`` on and before ``until``, our own days, and if it happened by
    ``on``; None sets no bound. ``iso3`` names the state that a record is about. ``within`` is the
    key of the record that it is a part of, and shown under: the report of an entry.
    """

    kind: Kind
    key: str
    parts: tuple[Part, ...]
    title: int = 0
    iso3: str | None = None
    on: date | None = None
    on_precision: str = "day"
    since: date | None = None
    until: date | None = None
    organisation: str | None = None  # public id, only where the name is shown
    within: str | None = None

    @property
    def id(self) -> tuple[Kind, str]:
        """What tells it from all others."""
        return self.kind, self.key

    def counts(self, as_of: date, known_by: date) -> bool:
        """Whether readers see it at the two dates; the twin of ``review.visibility``."""
        return (
            (self.on is None or has_begun(self.on, self.on_precision, as_of))
            and (self.since is None or self.since <= known_by)
            and (self.until is None or self.until > known_by)
        )


GAP = 8  # places left free between two parts, so that no phrase runs from one into the next
SHORTEST_BEGINNING = 3
SHORTEST_MISSPELT = 5
LIKENESS = 0.8
NEARBY_LENGTH = 2


class Segment:
    """Documents with the places of all their words, counted through from the first."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.ids = [document.id for document in documents]
        self._starts = array("I")  # of each part, in order
        self._parts: list[tuple[int, int]] = []  # of each part: its document and its weight
        self._dated: dict[int, Part] = {}  # by number, the parts that have dates of their own
        places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        place = 0
        for number, document in enumerate(documents):
            for part in document.parts:
                if part.since or part.until:
                    self._dated[len(self._parts)] = part
                self._starts.append(place)
                self._parts.append((number, part.weight))
                for word in words(part.text, part.language or "none"):
                    for form in word.forms:
                        places[form].append(place)
                    place += 1
                place += GAP
        self._places = dict(places)
        self._vocabulary = sorted(form for form in self._places if form.isalpha())

    def has(self, form: str) -> bool:
        """Whether any text has a word of that form."""
        return form in self._places

    def beginning(self, start: str) -> list[str]:
        """Words as written that begin so."""
        first = bisect_left(self._vocabulary, start)
        last = bisect_right(self._vocabulary, start + "\U0010ffff")
        return self._vocabulary[first:last]

    def spelt_like(self, word: str) -> list[str]:
        """The word as written that is spelt most like it, if one is."""
        # The first letter is seldom the wrong one; holding on to it keeps odd guesses out.
        near = [
            known
            for known in self.beginning(word[0])
            if abs(len(known) - len(word)) <= NEARBY_LENGTH
        ]
        return get_close_matches(word, near, n=1, cutoff=LIKENESS)

    def together(
        self, run: Sequence[frozenset[str]], known_by: date | None = None
    ) -> dict[int, int]:
        """Documents in which the words stand side by side, with the weight of the nearest part.

        ``known_by`` None: in any part, whenever it was published.
        """
        begin = self._all(run[0])
        for step, wanted in enumerate(run[1:], start=1):
            there = set(self._all(wanted))
            begin = [place for place in begin if place + step in there]
        return self._documents(begin, known_by)

    def share(
        self, run: Sequence[frozenset[str]], share: float, known_by: date | None = None
    ) -> dict[int, int]:
        """Documents that have at least such a share of the words, wherever they stand."""
        seen: dict[int, list[int]] = defaultdict(list)
        for wanted in set(run):
            for document, weight in self._documents(self._all(wanted), known_by).items():
                seen[document].append(weight)
        least = share * len(set(run))
        return {number: min(weights) for number, weights in seen.items() if len(weights) >= least}

    def _all(self, forms: Iterable[str]) -> list[int]:
        found = [self._places[form] for form in forms if form in self._places]
        if len(found) == 1:
            return list(found[0])
        return sorted({place for places in found for place in places})

    def _documents(self, places: Iterable[int], known_by: date | None) -> dict[int, int]:
        nearest: dict[int, int] = {}
        last = -1  # first place that is no longer in the part looked at
        for place in places:
            if place >= last:
                part = bisect_right(self._starts, place)
                last = self._starts[part] if part < len(self._starts) else 1 << 62
                document, weight = self._parts[part - 1]
                if self._was_known(part - 1, known_by) and weight < nearest.get(document, 1 << 30):
                    nearest[document] = weight
        return nearest

    def _was_known(self, part: int, known_by: date | None) -> bool:
        dated = self._dated.get(part)
        return dated is None or known_by is None or dated.is_known(known_by)
