"""Replies and assessments of the demonstration: every stance, and assessments that wait.

Everything goes through the services as the invented people. Only second ratings of public
assessments are written as rows, because they could no longer be blind.
"""

from dataclasses import dataclass

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.accounts.models import Organisation
from tracker.assessment.citable import citable
from tracker.assessment.drafts import RatingDraft
from tracker.assessment.models import Assessment, AssessmentRecord, SecondRating
from tracker.assessment.service import rate
from tracker.cli.demo import accounts
from tracker.cli.demo.inventions import SURVIVORS
from tracker.cli.demo.stories import ALL_LANES, CONTESTED
from tracker.cli.demo.submitting import SECOND
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence import reply_service, review_decisions
from tracker.evidence.reply_targets import about_action, about_assessment, about_entry
from tracker.evidence.vocabulary import Stance
from tracker.policy.predicates import Role
from tracker.reporting.models import Report, ReportEntry
from tracker.review.submissions import Kind
from tracker.workspace.replies import waiting_acts

STATE = accounts.STATE
WAITING = (CONTESTED[1], "GPA-2010-33")
WANTED = "GPA-2010-34"  # rated by the other reviewer: it wants a second rating
SECOND_RATINGS = 8
WORDS = {
    Stance.CONFIRM: "An invented ministry confirms that this is how it was.",
    Stance.CORRECT: "The invented act is older: it was adopted the year before.",
    Stance.CONTEST: "An invented ministry holds that this never happened and names no reason.",
    Stance.TAKE_NOTE: "",
}
CONTESTED_ENTRY = "The invented shelter has been closed since spring; the report counts it as open."
REASONS = "An invented reasoning: the records agree on the law and differ on how it is applied."


@dataclass(frozen=True, slots=True)
class Side:
    """Who replies: a State, or an organisation by its row id."""

    actor: Actor
    organisation_id: int | None = None


def answer_and_rate() -> tuple[str, ...]:
    """Create them in the current transaction. Returns lines to print."""
    state = Side(accounts.actor(Role.FOCAL_POINT))
    answered = _answer_acts(state)
    answered += _answer_entries()
    _answer(state, about_assessment(_public_assessment().reference), Stance.CONTEST)
    for reference in WAITING:
        _rate(accounts.actor(Role.REVIEWER), reference, level=2)
    _rate(SECOND, WAITING[0], level=3)
    _rate(SECOND, WANTED, level=1)
    _rate_again()
    return (
        f"{answered + 1} answers beside records, one in review and one draft;"
        f" {len(WAITING) + 1} assessments that wait, {SECOND_RATINGS + 1} second ratings",
    )


def _answer_acts(side: Side) -> int:
    """Reply once with each stance, then leave one reply sent and one draft."""
    waiting = waiting_acts(STATE)
    contested = next(act.reference for act in waiting if act.bearing_on(CONTESTED[1]))
    others = [act.reference for act in waiting if act.reference != contested]
    _answer(side, about_action(contested), Stance.CONTEST)
    for reference, stance in zip(
        others, (Stance.CONFIRM, Stance.CORRECT, Stance.TAKE_NOTE), strict=False
    ):
        _answer(side, about_action(reference), stance)
    _answer(side, about_action(others[3]), Stance.CORRECT, publish=False)
    reply_service.begin(side.actor, about_action(others[4]))
    return 4


def _answer_entries() -> int:
    """A survivor-led organisation disputes an entry about actions that it logged."""
    organisation = db.session.scalars(
        select(Organisation).where(Organisation.public_id == SURVIVORS.public_id)
    ).one()
    side = Side(accounts.actor(Role.CONTRIBUTOR), organisation.id)
    report = db.session.scalars(
        select(Report.reference)
        .join(Report.entries)
        .join(ReportEntry.commitment)
        .join(Report.state)
        .where(Report.published_at.is_not(None), Report.ended_at.is_(None))
        .where(Report.state.has(iso3=STATE), ReportEntry.commitment.has(reference=ALL_LANES[1]))
        .order_by(Report.period_end.desc())
    ).first()
    about = about_entry(str(report), ALL_LANES[1])
    _answer(side, about, Stance.CONTEST, words=CONTESTED_ENTRY)
    return 1


def _answer(
    side: Side, about: str, stance: Stance, *, words: str | None = None, publish: bool = True
) -> None:
    draft = reply_service.begin(side.actor, about, organisation_id=side.organisation_id)
    text = {"stance": str(stance), "language": "en", "text": words or WORDS[stance]}
    saved = reply_service.save(side.actor, draft.reference, text, version=draft.version)
    sent = reply_service.submit(side.actor, draft.reference, version=saved.version)
    if publish:
        review_decisions.publish(
            accounts.actor(Role.REVIEWER),
            sent.reference,
            version=sent.version,
            checked=review_decisions.LOOKS[Kind.REPLY],
        )


def _public_assessment() -> Assessment:
    """An assessment of the cell in which all lanes have a level."""
    query = select(Assessment).where(
        Assessment.state.has(iso3=STATE), Assessment.commitment.has(reference=ALL_LANES[1])
    )
    found = db.session.scalars(query).one()
    found.records = [
        AssessmentRecord(record=one.reference, kind=one.kind) for one in citable(*ALL_LANES)[:3]
    ]
    db.session.flush()
    return found


def _rate(actor: Actor, reference: str, *, level: int) -> None:
    draft = RatingDraft.parse(
        {
            "level": str(level),
            "confidence": "medium",
            "rationale": REASONS,
            "effective_on": clock.today().isoformat(),
            "records": "; ".join(one.reference for one in citable(STATE, reference)[:4]),
        }
    )
    rate(actor, STATE, reference, draft)


def _rate_again() -> None:
    query = (
        select(Assessment)
        .where(Assessment.published_at.is_not(None))
        .order_by(Assessment.reference)
        .limit(SECOND_RATINGS)
    )
    for place, first in enumerate(db.session.scalars(query)):
        db.session.add(
            SecondRating(
                first=first,
                level=max(0, first.level - place % 2),
                confidence=first.confidence,
                rationale=REASONS,
                effective_on=first.effective_on,
                made_by=SECOND.key,
                made_at=clock.now(),
            )
        )
    db.session.flush()
