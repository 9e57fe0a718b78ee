"""Unfinished actions and replies of the demonstration: one with every status.

Everything goes through the services as the invented people, so that histories, the queue and the
register of decisions are realistic. Nothing of it ever happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.accounts.models import Organisation
from tracker.cli.demo import accounts
from tracker.cli.demo.inventions import SURVIVORS, WATCH, Group
from tracker.cli.demo.stories import ALL_LANES
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence import action_service, privacy_check, reply_service, review_decisions
from tracker.evidence.models import Action
from tracker.evidence.privacy_check import ReviewedFinding
from tracker.evidence.review_decisions import LOOKS
from tracker.evidence.second_review import reasons_for_two
from tracker.gap.methodology import months_before
from tracker.policy.predicates import Role
from tracker.review.lifecycle import Status
from tracker.review.models import Submission
from tracker.review.submissions import DeclineReason, Kind

# There is one account of a reviewer; the second one, where two have to agree, has none.
SECOND = Actor("demo-second-reviewer", frozenset({Role.REVIEWER}))
EXPLAINED = "An invented officer, named in the invented gazette as its author."


@dataclass(frozen=True, slots=True)
class Logged:
    """An action and its target status. ``text`` overrides the common text."""

    title: str
    by: Group
    status: Status
    months: int
    text: Mapping[str, str] = field(default_factory=dict)


LOGGED = (
    Logged("Invented shelter opened in the capital", SURVIVORS, Status.DRAFT, 2),
    Logged(
        "Invented act on penalties amended",
        SURVIVORS,
        Status.SUBMITTED,
        3,
        {"account": "Invented. The gazette of the day was signed by Maria Example, aged 44."},
    ),
    Logged(
        "Invented hotline closed at night",
        WATCH,
        Status.SUBMITTED,
        4,
        {
            "kind": "reversal",
            "withhold_name": "yes",
            "commitments": "GPA-2010-33=contradicts@1",
        },
    ),
    Logged(
        "Invented budget for victims cut by half",
        WATCH,
        Status.SECOND_REVIEW,
        5,
        {"kind": "budget", "commitments": f"{ALL_LANES[1]}=contradicts@1"},
    ),
    Logged(
        "Invented farm was inspected after a complaint",
        WATCH,
        Status.SUBMITTED,
        1,
        {"classify": "yes", "kind": "", "stage": "", "commitments": "", "source_1_tier": ""},
    ),
    Logged("Invented training of inspectors", SURVIVORS, Status.RETURNED, 6, {"kind": "training"}),
    Logged("Invented press conference held", SURVIVORS, Status.DECLINED, 7, {"kind": "policy"}),
    Logged("Invented national plan adopted", SURVIVORS, Status.SUPERSEDED, 8, {"kind": "policy"}),
    Logged("Invented unit of police set up", SURVIVORS, Status.PUBLISHED, 9),
    Logged("Invented register of cases begun", SURVIVORS, Status.WITHDRAWN, 10, {"kind": "data"}),
)


def submit_actions() -> tuple[str, ...]:
    """Log every action and reply to one. Returns lines to print."""
    for each in LOGGED:
        _log(each)
    _answer()
    return (f"{len(LOGGED)} actions and a reply under way, one at every status",)


def _log(logged: Logged) -> None:
    actor, organisation_id = _side(logged.by)
    draft = action_service.begin(actor, organisation_id, _text(logged))
    if logged.status is Status.DRAFT:
        return
    _explain(actor, draft)
    sent = action_service.submit(actor, draft.reference, version=draft.version)
    if logged.status is not Status.SUBMITTED:
        _decide(actor, sent, logged.status)


def _side(group: Group) -> tuple[Actor, int]:
    """Who logs for an organisation: the person with an account, or an unnamed one."""
    query = select(Organisation.id).where(Organisation.public_id == group.public_id)
    organisation_id = db.session.scalars(query).one()
    if group is SURVIVORS:
        return accounts.actor(Role.CONTRIBUTOR), organisation_id
    key = f"demo-contributor-{group.public_id}"
    organisations = frozenset({organisation_id})
    return Actor(key, frozenset({Role.CONTRIBUTOR}), organisations=organisations), organisation_id


def _text(logged: Logged) -> dict[str, str]:
    happened = months_before(clock.today(), logged.months)
    return {
        "state": accounts.STATE,
        "kind": "law",
        "title": logged.title,
        "account": "Invented: what is told here never happened.",
        "happened_on": happened.isoformat(),
        "language": "en",
        "stage": "output",
        "commitments": "GPA-2010-33=supports@2; GPA-2010-34=context",
        "source_1_url": f"https://example.org/gazette/{logged.months}",
        "source_1_title": f"Invented gazette, number {logged.months}",
        "source_1_publisher": "An invented office",
        "source_1_published_on": happened.isoformat(),
        "source_1_language": "en",
        "source_1_tier": "A",
        **logged.text,
    }


def _explain(actor: Actor, draft: Submission) -> None:
    for place in privacy_check.findings_of(draft):
        privacy_check.explain(
            actor,
            Kind(draft.kind),
            draft.reference,
            field=place.field,
            fingerprint=place.fingerprint,
            explanation=EXPLAINED,
        )


def _decide(actor: Actor, sent: Submission, to: Status) -> None:
    """Move the action to its target status."""
    reviewer, reference = accounts.actor(Role.REVIEWER), sent.reference
    seen = {"version": sent.version}
    if to is Status.SECOND_REVIEW:
        review_decisions.approve(
            SECOND,
            reference,
            version=sent.version,
            checked=LOOKS[Kind.ACTION],
            note="Invented: the date and the gazette agree. Please read the second source.",
        )
    elif to is Status.RETURNED:
        reason, remarks = "Invented: the date is not that of the source.", {"happened_on": "When?"}
        review_decisions.return_(reviewer, reference, reason=reason, remarks=remarks, **seen)
    elif to is Status.DECLINED:
        reason = "Invented: to speak about an act is not to act."
        review_decisions.decline(
            reviewer, reference, ground=DeclineReason.NOT_AN_ACT, reason=reason, **seen
        )
    else:
        _publish(sent)
    if to is Status.SUPERSEDED:
        _correct(actor, reference)
    elif to is Status.WITHDRAWN:
        action_service.withdraw(actor, reference, reason="Invented: it told of another state.")


def _publish(sent: Submission) -> None:
    reviewer, kind = accounts.actor(Role.REVIEWER), Kind(sent.kind)
    for place in privacy_check.findings_of(sent):
        review_decisions.settle(
            reviewer,
            sent.reference,
            field=place.field,
            fingerprint=place.fingerprint,
            found=ReviewedFinding.HARMLESS,
        )
    if reasons_for_two(sent):
        review_decisions.approve(SECOND, sent.reference, version=sent.version, checked=LOOKS[kind])
    review_decisions.publish(reviewer, sent.reference, version=sent.version, checked=LOOKS[kind])


def _correct(actor: Actor, reference: str) -> None:
    draft = action_service.correct(actor, reference)
    text = {
        **draft.text,
        "account": "Invented: the plan runs for five years, not four.",
        "commitments": "GPA-2010-33=supports@3; GPA-2010-34=context",
    }
    saved = action_service.save(actor, draft.reference, text, version=draft.version)
    _publish(action_service.submit(actor, saved.reference, version=saved.version))


def _answer() -> None:
    """The State disputes a published action; the reply waits for a reviewer."""
    query = select(Action.reference).where(
        Action.title == next(one.title for one in LOGGED if one.status is Status.PUBLISHED)
    )
    authority = accounts.actor(Role.VALIDATING_AUTHORITY)
    draft = reply_service.begin(authority, f"action:{db.session.scalars(query).one()}")
    text = {
        "stance": "contest",
        "text": "Invented: the unit was set up a year earlier, and has twelve officers.",
        "language": "en",
    }
    saved = reply_service.save(authority, draft.reference, text, version=draft.version)
    reply_service.submit(authority, saved.reference, version=saved.version)
