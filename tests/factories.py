"""Small builders of stored records, all about invented states; a test states only what matters.

Codes of invented states begin with X, which ISO 3166 leaves to users.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import count, cycle
from typing import Any

from tracker.accounts.models import Organisation
from tracker.assessment.models import Assessment, AssessmentRecord, SecondRating
from tracker.core.db import db
from tracker.evidence.models import (
    Action,
    ActionCommitment,
    Citation,
    IndicatorValue,
    Reply,
    Source,
)
from tracker.registry.models import (
    Commitment,
    CommitmentAddressee,
    Indicator,
    IndicatorLevel,
    Instrument,
    Measure,
    Relation,
    State,
)
from tracker.reporting.models import EntryFact, Report, ReportEntry

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_numbers = count(1)
_positions = cycle(range(1, 10_000))  # as high as an import accepts
# Entries of reports and assessments count for 60 months: those made without a date count today.
LAST_YEAR = date.today().year - 1


def saved(record: Any) -> Any:
    """The record, flushed so that it has its id."""
    db.session.add(record)
    db.session.flush()
    return record


def state(iso3: str = "XAA", name: str = "Examplia", **more: Any) -> State:
    names = {f"name_{language}": name for language in ("en", "fr", "es", "ar", "ru", "zh")}
    given = {"iso2": iso3[0] + iso3[-1], "m49": "900", "status": "member", "member_since": 1990}
    place = {"region": "africa", "subregion": "eastern-africa", "regional_group": "AG"}
    return saved(State(iso3=iso3, **{**names, **given, **place, **more}))


def instrument(code: str = "PLAN", adopted_on: date = date(2010, 7, 30), **more: Any) -> Instrument:
    given = {
        "title": f"Invented instrument {code}",
        "issuing_body": "An invented assembly",
        "kind": "resolution",
        "adopted_precision": "day",
        "text_seen": "all of it",
    }
    return saved(Instrument(code=code, adopted_on=adopted_on, **{**given, **more}))


def commitment(
    reference: str = "PLAN-01",
    *,
    of: Instrument | None = None,
    addressees: tuple[str, ...] = ("all_states",),
    **more: Any,
) -> Commitment:
    given = {
        "position": next(_positions),
        "locator": "section I",
        "title": f"Title of {reference}",
        "statement": f"States undertake what {reference} says.",
        "kind": "commitment",
        "pillar": "prosecution",
        "certainty": "verified",
        "published_at": LONG_AGO,
    }
    rows = [CommitmentAddressee(addressee=code) for code in addressees]
    return saved(
        Commitment(
            reference=reference,
            instrument=of or instrument(),
            addressee_rows=rows,
            **{**given, **more},
        )
    )


def relation(one: Commitment, other: Commitment, kind: str = "same", **more: Any) -> Relation:
    given = {"confidence": "high", "rationale": "Invented.", "published_at": LONG_AGO}
    return saved(Relation(from_id=one.id, to_id=other.id, kind=kind, **{**given, **more}))


def source(tier: str = "A", **more: Any) -> Source:
    code = f"source-{next(_numbers)}"
    given = {
        "title": "An invented source",
        "publisher": "An invented publisher",
        "url": "https://example.org/source",
        "language": "en",
        "citation": "An invented source, 2020.",
        "current_on": date(2020, 1, 1),
        "current_precision": "day",
    }
    return saved(Source(code=code, tier=tier, **{**given, **more}))


def indicator(
    code: str = "IND",
    *,
    measures: tuple[Commitment, ...] = (),
    kind: str = "ordinal",
    treaty: Instrument | None = None,
    levels: Mapping[str, int | None] | None = None,
) -> Indicator:
    """An ordinal indicator has the values 0 to 4; a membership one those of the methodology."""
    membership = {"not_party": 0, "signed": 1, "party": 4}
    usual = membership if kind == "membership" else {str(level): level for level in range(5)}
    scale = usual if levels is None else levels
    made = saved(
        Indicator(
            code=code,
            title=f"Invented indicator {code}",
            statement="It tells something invented.",
            type="structural",
            kind=kind,
            direction="up",
            treaty=treaty,
        )
    )
    for value, level in scale.items():
        saved(
            IndicatorLevel(
                indicator_id=made.id, value=value, level=level, label=value, meaning=value
            )
        )
    for one in measures:
        saved(
            Measure(
                indicator_id=made.id,
                commitment_id=one.id,
                reason="Invented.",
                published_at=LONG_AGO,
            )
        )
    return made


def value(of: Indicator, about: State, value: str, on: date, **more: Any) -> IndicatorValue:
    given = {
        "reference": f"IV-{next(_numbers)}",
        "effective_precision": "day",
        "published_at": LONG_AGO,
    }
    if "source" not in more:
        more["source"] = source()
    return saved(
        IndicatorValue(
            indicator_id=of.id, state_id=about.id, value=value, effective_on=on, **{**given, **more}
        )
    )


def organisation(name: str = "An invented organisation", **more: Any) -> Organisation:
    given = {"public_id": f"org{next(_numbers):04}", "kind": "civil_society", "survivor_led": False}
    return saved(Organisation(name=name, **{**given, **more}))


def citation(tier: str | None = "C", **more: Any) -> Citation:
    """A source named with an action or a reply; saved with what it belongs to."""
    given = {
        "position": 1,
        "title": "An invented source",
        "publisher": "An invented publisher",
        "url": "https://example.org/source",
        "language": "en",
        "published_on": date(2020, 1, 1),
        "published_precision": "day",
    }
    return Citation(tier=tier, **{**given, **more})


def action(
    about: State,
    on: Commitment,
    *,
    level: int | None,
    polarity: str = "supports",
    by: Organisation | None = None,
    tier: str = "C",
    effective_on: date = date(2020, 3, 10),
    **more: Any,
) -> Action:
    given = {
        "reference": f"ACT-{next(_numbers)}",
        "name_withheld": False,
        "kind": "law",
        "title": "An invented act",
        "account": "What is told here never happened.",
        "effective_precision": "day",
        "published_at": LONG_AGO,
        "citations": [citation(tier)],
    }
    bearing = ActionCommitment(commitment_id=on.id, polarity=polarity, level=level)
    return saved(
        Action(
            state_id=about.id,
            organisation_id=(by or organisation()).id,
            effective_on=effective_on,
            bearings=[bearing],
            **{**given, **more},
        )
    )


def report(
    about: State,
    on: Commitment,
    *,
    level: int | None = None,
    answer: str | None = None,
    period_end: date = date(LAST_YEAR, 6, 30),
    reason: str | None = None,
    **more: Any,
) -> Report:
    given = {
        "reference": f"REP-{next(_numbers)}",
        "title": "An invented progress report",
        "status": "published",
        "published_at": LONG_AGO,
    }
    entry = ReportEntry(
        commitment_id=on.id,
        answer=answer or ("level" if level is not None else "not_assessed"),
        level=level,
        reason=reason,
        survivors="not_stated",
    )
    return saved(
        Report(state_id=about.id, period_end=period_end, entries=[entry], **{**given, **more})
    )


def entry(
    of: Report,
    on: Commitment,
    *,
    level: int | None = None,
    answer: str | None = "level",
    **more: Any,
) -> ReportEntry:
    """One more answer of a report."""
    given = {"answer": answer, "level": level, "survivors": "not_stated"}
    return saved(ReportEntry(report_id=of.id, commitment_id=on.id, **{**given, **more}))


def assessment(about: State, on: Commitment, *, level: int, **more: Any) -> Assessment:
    given = {
        "reference": f"ASM-{next(_numbers)}",
        "confidence": "high",
        "rationale": "Invented.",
        "effective_on": date(LAST_YEAR, 7, 1),
        "published_at": LONG_AGO,
    }
    return saved(
        Assessment(state_id=about.id, commitment_id=on.id, level=level, **{**given, **more})
    )


def reply(
    to: Action | ReportEntry | Assessment,
    stance: str = "contest",
    *,
    by: Organisation | None = None,
    **more: Any,
) -> Reply:
    """An answer to a record: by an organisation to an entry, by the state to anything else."""
    given = {
        "reference": f"RP-{next(_numbers)}",
        "text": "It was otherwise, somebody invented says.",
        "published_at": LONG_AGO,
    }
    if isinstance(to, ReportEntry):
        about = {"entry_id": to.id, "organisation_id": (by or organisation()).id}
        state_id = to.report.state_id
    else:
        about = {"action_id" if isinstance(to, Action) else "assessment_id": to.id}
        state_id = to.state_id
    return saved(Reply(stance=stance, state_id=state_id, **about, **{**given, **more}))


def word(in_report: Report, about: str, response: str = "contest", **more: Any) -> EntryFact:
    """What a report says, in its first entry, of a record about the state."""
    return saved(EntryFact(entry=in_report.entries[0], record=about, response=response, **more))


def relied_on(record: str, kind: str = "action") -> AssessmentRecord:
    """A record on which an assessment relies; saved with it."""
    return AssessmentRecord(record=record, kind=kind)


def second_rating(of: Assessment, *, level: int, **more: Any) -> SecondRating:
    given = {
        "confidence": "medium",
        "rationale": "Invented by another.",
        "effective_on": of.effective_on,
        "made_by": f"reviewer-{next(_numbers)}",
        "made_at": LONG_AGO,
    }
    return saved(SecondRating(assessment_id=of.id, level=level, **{**given, **more}))
