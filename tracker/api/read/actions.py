"""Actions: dated actions of States that civil society logged, as public views."""

from collections.abc import Callable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery
from tracker.api.core.cursors import Key
from tracker.api.core.fields import (
    DAY,
    FLAG,
    LEVEL,
    PARTIAL_DAY,
    STATE,
    TEXT,
    Field,
    code_of,
    parts,
)
from tracker.api.core.parameters import (
    ACTION_KIND,
    OF_COMMITMENTS,
    OF_STATES,
    ORGANISATION,
    POLARITY,
    Parameter,
)
from tracker.api.core.routes import register_collection
from tracker.api.read.sources import CITATION, dated
from tracker.evidence.queries.action_detail import ActionPage, public_action
from tracker.evidence.queries.actions import ActionView, actions
from tracker.evidence.queries.lists import actions_listed
from tracker.evidence.vocabulary import ActionKind, Polarity, Stage
from tracker.gap.facts import ScoringParams

REFERENCE = Parameter(
    "reference",
    _l("Reference of the action."),
    {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"},
    "A-KEN-7Q2M",
)
BEARING = (
    Field("commitment", _l("The commitment"), TEXT, attrgetter("commitment"), "GPA-2010-38"),
    Field(
        "polarity",
        _l("Whether it supports the commitment, contradicts it, or gives context only"),
        code_of(Polarity),
        attrgetter("polarity"),
        "supports",
    ),
    Field(
        "level",
        _l("The level that it shows. Null: none, so it never counts"),
        LEVEL,
        attrgetter("level"),
        3,
        nullable=True,
    ),
)


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, ActionView]]:
    """Rows, newest first."""
    return actions_listed(
        ask.filters,
        as_of=ask.reading.as_of,
        known_by=ask.reading.known_by,
        tiers=ask.reading.tiers,
        survivor_led=ask.reading.survivor_led,
        after=ask.after,
        step=ask.step,
    )


class ActionDetail:
    """One action, also if it has ended, with its public view and its page."""

    def __init__(self, view: ActionView, page: ActionPage) -> None:
        self.view, self.page = view, page

    def __getattr__(self, name: str) -> Any:
        """Attributes of the view, so that list fields also work for a single action."""
        return getattr(self.view, name)


def one(reading: ScoringParams, reference: str) -> ActionDetail:
    """The action with this reference, public on the day. Raises NotFound."""
    page = public_action(reference, reading.known_by)
    return ActionDetail(actions([reference])[reference], page)


def _dated(name: str) -> Callable[[Any], Any]:
    get = attrgetter(name, f"{name.removesuffix('_on')}_precision")
    return lambda row: dated(*get(row))


COLLECTION = Collection(
    name="actions",
    row="Action",
    title=_l("Actions"),
    about=_l(
        "Dated actions of States, logged by civil society, newest first. If an "
        "organisation withholds its name, only the month of publication is given."
    ),
    fields=(
        Field("reference", _l("Public reference"), TEXT, attrgetter("reference"), "A-KEN-7Q2M"),
        Field("state", _l("ISO 3166-1 alpha-3 code"), STATE, attrgetter("iso3"), "KEN"),
        Field(
            "organisation",
            _l("Who logged it. Null: the name is withheld"),
            TEXT,
            attrgetter("organisation"),
            "An organisation",
            nullable=True,
        ),
        Field(
            "organisation_id",
            _l("Its public id. Null: the name is withheld"),
            TEXT,
            attrgetter("organisation_id"),
            "7q2m4t9w5h8d3k6n2p",
            nullable=True,
        ),
        Field(
            "survivor_led",
            _l("Whether the organisation is led by survivors. Null: it does not say"),
            FLAG,
            attrgetter("survivor_led"),
            True,
            nullable=True,
        ),
        Field("kind", _l("Kind of action"), code_of(ActionKind), attrgetter("kind"), "law"),
        Field("title", _l("What the State did"), TEXT, attrgetter("title"), "A law was adopted"),
        Field("account", _l("Short account"), TEXT, attrgetter("account"), "The law …"),
        Field(
            "stage",
            _l("output: something was set up; outcome: something came of it. Null: not said"),
            code_of(Stage),
            attrgetter("stage"),
            "output",
            nullable=True,
        ),
        Field("language", _l("Language of the account"), TEXT, attrgetter("language"), "en"),
        Field(
            "began_on",
            _l("When it began, as far as known. Null: an action of one day"),
            PARTIAL_DAY,
            _dated("began_on"),
            None,
            nullable=True,
        ),
        Field(
            "effective_on",
            _l("The date from which it counts. A month or year counts from its last day"),
            PARTIAL_DAY,
            _dated("effective_on"),
            "2020-03-10",
        ),
        Field(
            "counts_from",
            _l("The day from which it counts in figures. It may be after today"),
            DAY,
            attrgetter("effective_on"),
            "2020-03-10",
        ),
        Field(
            "published_on",
            _l("When it became public here. Only the month where the name is withheld"),
            PARTIAL_DAY,
            _dated("published_on"),
            "2026-01",
        ),
        Field(
            "withdrawn",
            _l("Whether it was withdrawn. Its content is then no longer given"),
            FLAG,
            attrgetter("withdrawn"),
            False,
        ),
        parts(
            "bearings",
            _l("Its effects on commitments"),
            BEARING,
            attrgetter("bearings"),
            in_files=True,
        ),
        parts(
            "sources",
            _l("Its sources, strongest first. The first decides the strength"),
            CITATION,
            attrgetter("sources"),
            in_files=True,
        ),
    ),
    rows=rows,
    kinds=(date, str),
    filters=(*OF_STATES, *OF_COMMITMENTS, ACTION_KIND, POLARITY, ORGANISATION),
    identity=(REFERENCE,),
    one=one,
    more=(
        Field(
            "status",
            _l("published, superseded by a correction, or withdrawn"),
            code_of(("published", "superseded", "withdrawn")),
            lambda row: row.page.status or "published",
            "published",
        ),
        Field(
            "ended_on",
            _l("When that ended. Only the month where the name is withheld. Null: it has not"),
            PARTIAL_DAY,
            lambda row: dated(row.page.ended_on, row.page.ended_precision),
            None,
            nullable=True,
        ),
        Field(
            "ended_reason",
            _l("Why it was withdrawn. Null: it was not"),
            TEXT,
            lambda row: row.page.ended_reason,
            None,
            nullable=True,
        ),
        Field(
            "latest",
            _l("The current version, or the last one"),
            TEXT,
            lambda row: row.page.latest,
            "A-KEN-7Q2M",
        ),
    ),
)
blueprint = register_collection(COLLECTION)
