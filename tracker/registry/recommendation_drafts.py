"""Drafts of positions, and of mechanisms' recommendations to single States.

Pure. A row of recommendations says everything that its source gives of one; code, reference, title
and themes follow from it in ways that never change, so that the same row is always the same record.
"""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date as date_of_day
from hashlib import sha256

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core.clock import PartialDate
from tracker.registry import issue_themes, review_sessions, vocabulary_aliases
from tracker.registry.vocabulary import NAMED_BODIES, Mechanism, Pillar, Stand
from tracker.registry.vocabulary_aliases import folded
from tracker.schema import fields
from tracker.schema.drafts import Draft, Key, column
from tracker.schema.fields import Reader

LONGEST_REFERENCE = 40
# The first session of the Working Group on the Universal Periodic Review, from 7 to 18 April 2008.
FIRST_REVIEW = date_of_day(2008, 4, 7)
_NOT_IN_CODES = re.compile(r"[^A-Z0-9]+")
_DIGITS = re.compile(r"[0-9]+")

_ISO3 = fields.letters("[A-Z]{3}", explanation=lambda: _("three capital letters, such as KEN"))
_SHORT = fields.line(limit=60)
_LINE = fields.line(limit=300)


def _issues() -> Reader:
    whole = fields.text()
    return Reader(lambda raw: issue_themes.parted(whole(raw)), blank=())


@dataclass(frozen=True)
class PositionDraft(Draft):
    """A State's position on a commitment.

    It may say something else later: each date is a record of its own.
    """

    KEY = ("state", "commitment", "stated_on")

    state: str = column(_l("ISO 3166-1 alpha-3 code"), _ISO3, "KEN", refers="states")
    commitment: str = column(
        _l("Reference of the commitment"),
        fields.reference(limit=40),
        "GPA-2010-16",
        refers="commitments",
    )
    position: Stand = column(
        _l("Position: code, or usual word"),
        vocabulary_aliases.stand(),
        "supported",
    )
    stated_on: PartialDate | None = column(
        _l("Date of the position, if known"),
        fields.past_date(),
        "2020-01-30",
        optional=True,
    )
    source: str | None = column(
        _l("Symbol or name of the source of the position"), _LINE, "A/HRC/44/9/Add.1", optional=True
    )
    locator: str | None = column(_l("Place in that source"), _LINE, "Paragraph 4", optional=True)
    source_url: str | None = column(
        _l("Web address"), fields.web_address(), "https://undocs.org/", optional=True
    )
    note: str | None = column(
        _l("Anything that a reader must know"), fields.text(), "Stated orally.", optional=True
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: a position needs a source."""
        if self.position != Stand.NOT_STATED and not (self.source or self.source_url):
            yield "source", _("required with a position: the source in which the State says so")


@dataclass(frozen=True, eq=False)
class RecommendationDraft(Draft):
    """A mechanism's recommendation to one State, with the State's position."""

    KEY = ("state", "number")

    mechanism: Mechanism = column(
        _l("Mechanism that makes it"), vocabulary_aliases.mechanism(), "universal_periodic_review"
    )
    session: str | None = column(_l("Number or name of the session"), _SHORT, "41", optional=True)
    cycle: str | None = column(_l("Cycle of the review"), _SHORT, "4", optional=True)
    symbol: str | None = column(
        _l("Symbol of the document"), fields.line(limit=120), "A/HRC/44/9", optional=True
    )
    url: str | None = column(
        _l("Web address of the document"),
        fields.web_address(),
        "https://undocs.org/",
        optional=True,
    )
    date: PartialDate | None = column(
        _l("Date of the recommendation, as precisely as known. Empty: the date of the session"),
        fields.past_date(),
        "2020-01-30",
        optional=True,
    )
    state: str = column(
        _l("ISO 3166-1 alpha-3 code of the State that receives it"), _ISO3, "KEN", refers="states"
    )
    made_by: str | None = column(
        _l("State or body that makes it, as named in the source"), _LINE, "Norway", optional=True
    )
    number: str | None = column(
        _l("Number or paragraph in the document"), _SHORT, "142.15", optional=True
    )
    wording: str = column(
        _l("Text in the source, unchanged"),
        fields.text(limit=10_000),
        "(the text as the document has it)",
    )
    language: str | None = column(
        _l("Language of that text"), fields.language(), "en", optional=True
    )
    issues: tuple[str, ...] = column(
        _l("Issues or themes as named in the source, separated by ;"),
        _issues(),
        "Trafficking; Rights of the child",
        optional=True,
    )
    title: str | None = column(_l("Short title in our words"), _LINE, "Train", optional=True)
    statement: str | None = column(
        _l("What is asked, in our words"), fields.text(), "The state trains.", optional=True
    )
    pillar: Pillar | None = column(
        _l("Pillar. Empty: from the issues"),
        fields.one_of(Pillar),
        "prevention",
        optional=True,
    )
    themes: tuple[str, ...] = column(
        _l("Our themes. Empty: from the issues"),
        fields.several(fields.code(limit=60)),
        "children; training",
        optional=True,
        refers="themes",
    )
    position: Stand | None = column(
        _l("Position of the State: code, or the usual word of the source"),
        vocabulary_aliases.stand(),
        "supported",
        optional=True,
    )
    position_on: PartialDate | None = column(
        _l("Date of the position"), fields.past_date(), "2020-06-25", optional=True
    )
    position_source: str | None = column(
        _l("Symbol or name of the source of the position"), _LINE, "A/HRC/44/9/Add.1", optional=True
    )
    position_url: str | None = column(
        _l("Web address of that source"), fields.web_address(), "https://undocs.org/", optional=True
    )
    # No column: the reference under which it is on record, set where records are looked up.
    known_as: str | None = None

    def __post_init__(self) -> None:
        """Fill in what follows from other fields, so that blanks equal it."""
        object.__setattr__(self, "date", self.date or self._date_of_session)
        object.__setattr__(self, "title", self.title or self.made_title)
        object.__setattr__(self, "pillar", self.pillar or issue_themes.pillar_of(self.issues))
        object.__setattr__(self, "themes", self.themes or issue_themes.themes_of(self.issues))
        if self.position and not (self.position_source or self.position_url):
            object.__setattr__(self, "position_source", self.document)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: it must be identifiable, and position details need a position."""
        if self.mechanism == Mechanism.UNIVERSAL_PERIODIC_REVIEW:
            if not self.session:
                yield "session", _("a session number such as 41, as for every such review")
        elif not self.symbol:
            yield "symbol", _("the symbol of the document with the recommendation")
        if self.mechanism in NAMED_BODIES and not self.made_by:
            yield "made_by", _("the name of the body that makes it")
        if self.date is None and (self.session or not self.is_of_review):
            yield "date", _("the date, because the date of this session is not known here")
        if self.is_of_review and self.date and self.date.last_day < FIRST_REVIEW:
            first = FIRST_REVIEW.isoformat()
            yield "date", _("a date from %(first)s on, when the first review began", first=first)
        if self.position is None and any(self._of_position):
            yield "position", _("required with its date or its source")

    def __eq__(self, other: object) -> bool:
        """Equal in every column. A row without a position does not contradict one."""
        if not isinstance(other, RecommendationDraft):
            return NotImplemented
        ours, theirs = self.cells(), other.cells()
        if self.position is None or other.position is None:
            for name in ("position", "position_on", "position_source", "position_url"):
                ours.pop(name)
                theirs.pop(name)
        return ours == theirs

    __hash__ = None  # type: ignore[assignment]

    @property
    def _of_position(self) -> tuple[object, ...]:
        return self.position_on, self.position_source, self.position_url

    @property
    def is_of_review(self) -> bool:
        """Whether the Universal Periodic Review made it."""
        return self.mechanism == Mechanism.UNIVERSAL_PERIODIC_REVIEW

    @property
    def _date_of_session(self) -> PartialDate | None:
        return review_sessions.date_of(self._session_number) if self.is_of_review else None

    @property
    def made_on(self) -> PartialDate:
        """When it was made. A parsed draft always has a date."""
        if self.date is None:
            raise ValueError(f"{self.made_reference} has no date")
        return self.date

    @property
    def _session_number(self) -> int | None:
        found = _DIGITS.search(self.session or "")
        return int(found[0]) if found else None

    @property
    def instrument(self) -> str:
        """Code of its session or document, such as UPR-41."""
        if self.is_of_review:
            number = self._session_number
            return _fitting(f"UPR-{_in_code(self.session or '') if number is None else number}")
        return _fitting(_in_code(self.symbol or ""))

    @property
    def reference(self) -> str:
        """The commitment's reference from instrument, State and number. Stable."""
        return self.known_as or self.made_reference

    @property
    def made_reference(self) -> str:
        """The reference for a new record."""
        return _fitting(f"{self.instrument}-{self.state}-{self.place}")

    @property
    def shared_reference(self) -> str:
        """The reference if a number is shared, with a hash of the maker."""
        return _fitting(f"{self.made_reference}-{_mark(self.maker)}")

    @property
    def place(self) -> str:
        """The number or, without one, a hash of wording and maker.

        In one session several states make a recommendation in the same words, and the state under
        review may accept one and note the other.
        """
        whose = f"\n{self.maker}" if self.maker else ""
        return _in_code(self.number or "") or f"W{_mark(folded(self.wording) + whose)}"

    @property
    def maker(self) -> str:
        """The recommending State, folded for comparison. Empty if unnamed."""
        return folded(self.made_by or "")

    def under(self, reference: str) -> "RecommendationDraft":
        """The same recommendation with its stored reference."""
        if self.known_as == reference:
            return self
        named = copy(self)
        object.__setattr__(named, "known_as", reference)
        return named

    @property
    def made_title(self) -> str:
        """A title from the source's text, if we have none."""
        whose = f" by {self.made_by}" if self.made_by else ""
        return f"Recommendation {self.number or self.place}{whose}"

    @property
    def key(self) -> Key:
        """The reference."""
        return (self.reference,)

    @property
    def row_key(self) -> Key:
        """The key of a row: one number may have several rows."""
        return (self.made_reference, self.maker)

    @property
    def key_columns(self) -> Key:
        """The columns that identify a row."""
        return ("state", "number" if self.number else "wording")

    @property
    def stated(self) -> PositionDraft | None:
        """The position as its own record. None if the row has none."""
        if self.position is None:
            return None
        return PositionDraft(
            state=self.state,
            commitment=self.reference,
            position=self.position,
            stated_on=self.position_on,
            source=self.position_source,
            locator=None,
            source_url=self.position_url,
            note=None,
        )

    @property
    def document(self) -> str:
        """The document with the recommendation, in one line."""
        return self.symbol or self.session_title

    @property
    def session_title(self) -> str:
        """The session of the Universal Periodic Review in words."""
        return f"Universal Periodic Review, session {self.session}"


def _in_code(text: str) -> str:
    return _NOT_IN_CODES.sub("-", folded(text).upper()).strip("-")


def _fitting(code: str) -> str:
    """A code cut to the maximum length, with a hash at its end."""
    if len(code) <= LONGEST_REFERENCE:
        return code
    return f"{code[: LONGEST_REFERENCE - 9].rstrip('-')}-{_mark(code)}"


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8].upper()
