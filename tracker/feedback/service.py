"""Takes reports of mistakes and of danger from anybody, and answers them.

A reader's text is private. Only the sentence about the correction is public, written by the person
who answers. A report of danger is never refused because of personal data: people in danger must be
able to report it at once.
"""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from sqlalchemy import select, update

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.accounts.addresses import normalise
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.mail import queue
from tracker.accounts.models import Membership, UserAccount
from tracker.accounts.throttle import Allowance, count
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, Invalid, NotFound
from tracker.feedback import letters
from tracker.feedback.models import FeedbackReport, Outcome, Subject
from tracker.pii.finder import find
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role
from tracker.schema.fields import InvalidValue, clean

LONGEST = {"page": 300, "problem": 2_000, "proposal": 2_000, "source": 300}
LONGEST_ANSWER = 2_000
LONGEST_CORRECTION = 300
# By page, because a person who reports many mistakes writes about many pages.
REPORT = Allowance("report about a page", at_once=10, seconds=120)
ALL_REPORTS = Allowance("all reports about pages", at_once=120, seconds=30)
ALL_DANGER = Allowance("all reports of danger", at_once=120, seconds=30)
ON_DUTY = (Role.REVIEWER, Role.ADMINISTRATOR)


def send(actor: Actor, *, fields: Mapping[str, str], language: str) -> str:
    """Receive a report and return its public id. Raises Invalid by field, or TooMany.

    ``fields``: subject, page, problem, proposal, source, email, and checked where personal data
    was found and looked at. The same report that waits already is the same form sent twice.
    """
    require(actor, Permission.FEEDBACK_SEND)
    given = {name: clean(fields.get(name, "")) for name in (*LONGEST, "subject", "email")}
    faults = _faults(given, checked=bool(fields.get("checked")))
    if faults:
        raise Invalid(faults)
    if given["email"]:
        given["email"] = normalise(given["email"])
    # Heaps of reports of mistakes take nothing from reports of danger.
    is_danger = given["subject"] == Subject.DANGER
    key = f"{given['subject']} {given['page']}"
    count(REPORT, key, together=ALL_DANGER if is_danger else ALL_REPORTS)
    trail.hold()
    query = select(FeedbackReport).filter_by(**given).where(FeedbackReport.closed_at.is_(None))
    if (waiting := db.session.scalars(query).first()) is not None:
        return waiting.public_id
    row = FeedbackReport(
        public_id=identifiers.public_id(),
        language=language,
        created_at=clock.now(),
        answer="",
        **given,
    )
    db.session.add(row)
    db.session.flush()
    content = {"subject": row.subject}
    trail.record(actor, "feedback:report:sent", f"feedback:{row.public_id}", content)
    for user in _on_duty():
        letters.notify(user, row)
    return row.public_id


def answer(
    actor: Actor, *, public_id: str, outcome: str, text: str, correction: str
) -> FeedbackReport:
    """Close a report with an answer. Raises NotFound, Invalid by field, or Conflict.

    ``text`` is sent to the reader's address, if given. ``correction`` is the sentence for the
    public list. It is required after a correction and may contain no names.
    """
    require(actor, Permission.FEEDBACK_ANSWER)
    text, correction = clean(text), clean(correction)
    faults = _answer_faults(outcome, text, correction)
    if faults:
        raise Invalid(faults)
    trail.hold()
    row = read(actor, public_id=public_id)
    closing = (
        update(FeedbackReport)
        .where(FeedbackReport.id == row.id, FeedbackReport.closed_at.is_(None))
        .values(
            outcome=outcome,
            answer=text,
            correction=correction or None,
            closed_at=clock.now(),
            closed_by=actor.key,
        )
    )
    if not compare_and_set(closing):
        raise Conflict(_("This report is already answered."))
    db.session.refresh(row)
    content = {"outcome": outcome}
    trail.record(actor, "feedback:report:answered", f"feedback:{public_id}", content)
    if row.email:
        queue.enqueue(letters.answered(row))
    db.session.flush()
    return row


def read(actor: Actor, *, public_id: str) -> FeedbackReport:
    """One report. Raises NotFound."""
    require(actor, Permission.FEEDBACK_ANSWER)
    query = select(FeedbackReport).where(FeedbackReport.public_id == public_id)
    row = db.session.scalar(query)
    if row is None:
        raise NotFound("report of a mistake", public_id)
    return row


def _faults(given: Mapping[str, str], *, checked: bool) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {
        name: [_("Write at most %(most)s characters.", most=most)]
        for name, most in LONGEST.items()
        if len(given[name]) > most
    }
    if not any(sign.isalnum() for sign in given["problem"]):
        faults["problem"] = [_("Describe what is wrong.")]
    if not given["page"].startswith("/") or given["page"].startswith("//"):
        faults["page"] = [_("Enter the address of a page on this site, such as /states/KEN.")]
    if given["subject"] not in set(Subject):
        faults["subject"] = [_("Choose what you report.")]
    if given["email"]:
        try:
            normalise(given["email"])
        except InvalidValue as unreadable:
            faults["email"] = [_("Enter %(wanted)s.", wanted=str(unreadable))]
    if given["subject"] == Subject.MISTAKE and not checked and not faults:
        faults = _personal_data(given)
    return faults


def _personal_data(given: Mapping[str, str]) -> dict[str, list[str]]:
    """Passages that may identify a person. The form keeps the text."""
    faults = {}
    for name in ("problem", "proposal"):
        excerpts = [given[name][one.start : one.end] for one in find(given[name])]
        if excerpts:
            words = _("“%(words)s” may identify a person. Remove it, or confirm that it does not.")
            faults[name] = [words % {"words": "”, “".join(excerpts[:3])}]
    return faults


def _answer_faults(outcome: str, text: str, correction: str) -> dict[str, list[str]]:
    faults = {}
    if outcome not in set(Outcome):
        faults["outcome"] = [_("Choose what you did.")]
    if not 0 < len(text) <= LONGEST_ANSWER:
        faults["answer"] = [
            _("Write an answer of at most %(most)s characters.", most=LONGEST_ANSWER)
        ]
    if outcome == Outcome.CORRECTED and not correction:
        faults["correction"] = [_("Say in one sentence what you corrected. It will be public.")]
    elif len(correction) > LONGEST_CORRECTION:
        faults["correction"] = [_("Write at most %(most)s characters.", most=LONGEST_CORRECTION)]
    elif found := find(correction):
        excerpt = correction[found[0].start : found[0].end]
        faults["correction"] = [
            _("“%(words)s” may identify a person, and this sentence is public.", words=excerpt)
        ]
    return faults


def _on_duty() -> Iterable[UserAccount]:
    held = select(Membership.user_id).where(
        Membership.role.in_(ON_DUTY), Membership.ended_at.is_(None)
    )
    query = select(UserAccount).where(UserAccount.id.in_(held), UserAccount.disabled_at.is_(None))
    return db.session.scalars(query.order_by(UserAccount.id)).all()
