"""Actions, answers, assessments and treaty acts as rows of the timeline.

A withheld name does not leave the database, nor does the day of such a record. What is not shown
any more elsewhere has no words here either: a record that was withdrawn, or an earlier version.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, case, false, func, literal, null, or_, select

from tracker.accounts.models import Organisation
from tracker.assessment.models import Assessment
from tracker.dashboards.activity.occurrence import Asked, Sort, What
from tracker.dashboards.activity.rows import Rows
from tracker.evidence.models import (
    Action,
    ActionCommitment,
    Citation,
    IndicatorValue,
    Reply,
    Source,
)
from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import ALL_TIERS
from tracker.registry.models import (
    Commitment,
    CommitmentAddressee,
    Indicator,
    Instrument,
    Measure,
    State,
)
from tracker.registry.narrowing import Narrow, commitments_in, narrowed, states_in
from tracker.registry.vocabulary import Addressee
from tracker.reporting.models import Report, ReportEntry
from tracker.review.publication import Ending

Query = Any
# A version after the first is called X.2, X.3 …
VERSION = ".%"


def gone(model: Any) -> Any:
    """Whether a record was withdrawn: then it has no words any more."""
    return func.coalesce(model.ended_as == Ending.WITHDRAWN, false())


def _stands(model: Any, column: Any) -> Any:
    return case((model.ended_at.is_(None), column), else_=null())


def _named(model: Any) -> Any:
    return and_(model.ended_at.is_(None), model.name_withheld.is_(False))


def _led_shown(model: Any) -> Any:
    return and_(
        model.ended_at.is_(None), or_(model.name_withheld.is_(False), model.survivor_led_shown)
    )


def _who(model: Any) -> dict[str, Any]:
    """The organisation, as far as it may be known."""
    return {
        "organisation": case((_named(model), Organisation.name)),
        "organisation_id": case((_named(model), Organisation.public_id)),
        "survivor_led": case((_led_shown(model), Organisation.survivor_led)),
    }


def _whose(model: Any, asked: Asked) -> list[Any]:
    """Only of survivor-led organisations, where that is asked; of what is shown of them."""
    return [_led_shown(model), Organisation.survivor_led] if asked.survivor_led else []


def _borne(narrow: Narrow) -> Narrow:
    """A clause on what an action bears on, as one on the action."""
    return lambda code: Action.id.in_(_bearing(narrow(code)))


def _bearing(clause: Any) -> Any:
    return select(ActionCommitment.action_id).where(clause)


# Actions -----------------------------------------------------------------------------------------

_ON_ACTIONS: dict[str, Narrow] = {
    **states_in(Action.state_id),
    **{
        name: _borne(narrow)
        for name, narrow in commitments_in(ActionCommitment.commitment_id).items()
    },
    "organisation": lambda code: and_(_named(Action), Organisation.public_id == code),
}


def actions(asked: Asked) -> Iterator[Rows]:
    """Acts that organisations logged: published, corrected, withdrawn."""
    clauses = [*narrowed(_ON_ACTIONS, asked.filters), *_whose(Action, asked)]
    if asked.tiers != ALL_TIERS:
        clauses.append(Action.id.in_(_of_tiers(asked.tiers)))
    told = {
        "iso3": State.iso3,
        "reference": Action.reference,
        "title": _stands(Action, Action.title),
        "language": Action.language,
        "detail": _stands(Action, Action.kind),
        "effective": Action.effective_on,
        "effective_precision": Action.effective_precision,
        "gone": gone(Action),
        **_who(Action),
    }
    corrected = Action.reference.like(f"%{VERSION}")
    for what, clause in ((What.PUBLISHED, ~corrected), (What.CORRECTED, corrected)):
        yield Rows(
            Sort.ACTION,
            what,
            moment=Action.published_at,
            key=Action.reference,
            joins=_with_action,
            told=told,
            clauses=[*clauses, clause],
            withheld=Action.name_withheld,
        )
    yield Rows(
        Sort.ACTION,
        What.WITHDRAWN,
        moment=Action.ended_at,
        key=Action.reference,
        joins=_with_action,
        told={name: told[name] for name in ("iso3", "reference", "gone")},
        clauses=[*clauses, Action.published_at.is_not(None), gone(Action)],
        withheld=Action.name_withheld,
    )


def _with_action(query: Query) -> Query:
    return (
        query.select_from(Action)
        .join(State, State.id == Action.state_id)
        .join(Organisation, Organisation.id == Action.organisation_id)
    )


def _of_tiers(tiers: frozenset[Tier]) -> Query:
    return select(Citation.action_id).where(
        Citation.position == 1, Citation.tier.in_(sorted(tiers))
    )


# Answers -----------------------------------------------------------------------------------------

_ANSWERED = commitments_in(
    ActionCommitment.commitment_id
)  # names only; each record has its own clause


def _answering(name: str) -> Narrow:
    to_action = commitments_in(ActionCommitment.commitment_id)[name]
    to_entry = commitments_in(ReportEntry.commitment_id)[name]
    to_assessment = commitments_in(Assessment.commitment_id)[name]
    return lambda code: or_(
        Reply.action_id.in_(_bearing(to_action(code))),
        Reply.entry_id.in_(select(ReportEntry.id).where(to_entry(code))),
        Reply.assessment_id.in_(select(Assessment.id).where(to_assessment(code))),
    )


def _of_organisation(code: str) -> Any:
    """What the organisation answers, and what is answered to its acts."""
    own = select(Action.id).where(
        _named(Action),
        Action.organisation_id.in_(select(Organisation.id).where(Organisation.public_id == code)),
    )
    return or_(and_(_named(Reply), Organisation.public_id == code), Reply.action_id.in_(own))


_ON_REPLIES: dict[str, Narrow] = {
    **states_in(Reply.state_id),
    **{name: _answering(name) for name in _ANSWERED},
    "organisation": _of_organisation,
}


def replies(asked: Asked) -> Iterator[Rows]:
    """Answers of states and organisations: published, withdrawn."""
    clauses = [*narrowed(_ON_REPLIES, asked.filters), *_whose(Reply, asked)]
    told = {
        "iso3": State.iso3,
        "reference": Reply.reference,
        "detail": _stands(Reply, Reply.stance),
        "about": func.coalesce(Action.reference, Report.reference, Assessment.reference),
        "about_title": case(
            (Reply.action_id.is_not(None), "action"),
            (Reply.entry_id.is_not(None), "report"),
            else_="assessment",
        ),
        # Whether the state answers or an organisation does is known of every answer.
        "number": case((Reply.organisation_id.is_(None), 0), else_=1),
        "gone": gone(Reply),
        **_who(Reply),
    }
    corrected = Reply.reference.like(f"%{VERSION}")
    for what, clause in ((What.PUBLISHED, ~corrected), (What.CORRECTED, corrected)):
        yield Rows(
            Sort.REPLY,
            what,
            moment=Reply.published_at,
            key=Reply.reference,
            joins=_with_reply,
            told=told,
            clauses=[*clauses, clause],
            withheld=Reply.name_withheld,
        )
    kept = ("iso3", "reference", "about", "about_title", "number", "gone")
    yield Rows(
        Sort.REPLY,
        What.WITHDRAWN,
        moment=Reply.ended_at,
        key=Reply.reference,
        joins=_with_reply,
        told={name: told[name] for name in kept},
        clauses=[*clauses, Reply.published_at.is_not(None), gone(Reply)],
        withheld=Reply.name_withheld,
    )


def _with_reply(query: Query) -> Query:
    return (
        query.select_from(Reply)
        .join(State, State.id == Reply.state_id)
        .outerjoin(Organisation, Organisation.id == Reply.organisation_id)
        .outerjoin(Action, Action.id == Reply.action_id)
        .outerjoin(ReportEntry, ReportEntry.id == Reply.entry_id)
        .outerjoin(Report, Report.id == ReportEntry.report_id)
        .outerjoin(Assessment, Assessment.id == Reply.assessment_id)
    )


# Assessments -------------------------------------------------------------------------------------

_ON_ASSESSMENTS = {
    **states_in(Assessment.state_id),
    **commitments_in(Assessment.commitment_id),
}


def assessments(asked: Asked) -> Iterator[Rows]:
    """What reviewers concluded: published, withdrawn."""
    clauses = narrowed(_ON_ASSESSMENTS, asked.filters)
    told = {
        "iso3": State.iso3,
        "reference": Assessment.reference,
        "about": Commitment.reference,
        "about_title": Commitment.title,
        "number": _stands(Assessment, Assessment.level),
        "effective": Assessment.effective_on,
        "effective_precision": literal("day"),
        "gone": gone(Assessment),
    }
    yield Rows(
        Sort.ASSESSMENT,
        What.PUBLISHED,
        moment=Assessment.published_at,
        key=Assessment.reference,
        joins=_with_assessment,
        told=told,
        clauses=clauses,
    )
    kept = ("iso3", "reference", "about", "about_title", "gone")
    yield Rows(
        Sort.ASSESSMENT,
        What.WITHDRAWN,
        moment=Assessment.ended_at,
        key=Assessment.reference,
        joins=_with_assessment,
        told={name: told[name] for name in kept},
        clauses=[*clauses, Assessment.published_at.is_not(None), gone(Assessment)],
    )


def _with_assessment(query: Query) -> Query:
    return (
        query.select_from(Assessment)
        .join(State, State.id == Assessment.state_id)
        .join(Commitment, Commitment.id == Assessment.commitment_id)
    )


# Treaty acts -------------------------------------------------------------------------------------


def _treaty_filters() -> dict[str, Narrow]:
    """A value bears on what its indicator measures, and on what binds the parties it tells of."""
    return {name: _measuring(name) for name in commitments_in(Measure.commitment_id)}


def _measuring(name: str) -> Narrow:
    measured = commitments_in(Measure.commitment_id)[name]
    bound = commitments_in(Commitment.id)[name]

    def clause(code: str) -> Any:
        telling = (
            select(Instrument.membership_indicator)
            .join(Commitment, Commitment.instrument_id == Instrument.id)
            .join(CommitmentAddressee, CommitmentAddressee.commitment_id == Commitment.id)
            .where(bound(code), CommitmentAddressee.addressee == Addressee.STATES_PARTIES)
        )
        measuring = select(Measure.indicator_id).where(
            measured(code), Measure.published_at.is_not(None), Measure.ended_at.is_(None)
        )
        return or_(Indicator.id.in_(measuring), Indicator.code.in_(telling))

    return clause


_ON_VALUES = {**states_in(IndicatorValue.state_id), **_treaty_filters()}


def treaty_acts(asked: Asked) -> Iterator[Rows]:
    """Dated acts of joining treaties. A statement that somebody is a party is no act."""
    clauses = narrowed(_ON_VALUES, asked.filters)
    if asked.tiers != ALL_TIERS:
        clauses.append(
            IndicatorValue.source_id.in_(
                select(Source.id).where(Source.tier.in_(sorted(asked.tiers)))
            )
        )
    yield Rows(
        Sort.TREATY,
        What.PUBLISHED,
        moment=IndicatorValue.published_at,
        key=IndicatorValue.reference,
        joins=_with_value,
        told={
            "iso3": State.iso3,
            "reference": IndicatorValue.reference,
            "detail": IndicatorValue.act,
            "about": Indicator.code,
            "about_title": func.coalesce(Instrument.title, Indicator.title),
            "effective": IndicatorValue.effective_on,
            "effective_precision": IndicatorValue.effective_precision,
            "gone": gone(IndicatorValue),
        },
        clauses=[
            *clauses,
            IndicatorValue.act.is_not(None),
            IndicatorValue.act.not_like("status%"),
        ],
    )


def _with_value(query: Query) -> Query:
    return (
        query.select_from(IndicatorValue)
        .join(State, State.id == IndicatorValue.state_id)
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .outerjoin(Instrument, Instrument.id == Indicator.treaty_id)
    )
