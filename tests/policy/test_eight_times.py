"""Each act that changes something, sent eight times at the same moment: one effect, clear answers.

The acts stand in an order in which each finds what it needs. The audit trail tells the effects:
every change leaves one event, so no verb may come twice.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any

from flask import Flask, url_for
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select
from werkzeug.routing import Rule

from tests import factories, people
from tests.evidence import logged
from tests.policy import test_matrix
from tests.policy.matrix import ADMINISTRATOR, MATRIX
from tests.policy.test_matrix import World, meaning, token_of, visitor
from tracker.accounts.models import AccountRequest, Invitation, Membership, Subscription
from tracker.audit import trail
from tracker.audit.models import AuditEvent
from tracker.core.db import db as database
from tracker.evidence.classification import JUDGEMENT
from tracker.evidence.reply_targets import about_action
from tracker.reporting.content_hash import content_hash
from tracker.reporting.models import Report
from tracker.review.hiding_models import Hiding
from tracker.review.models import Submission

TIMES = 8
there = test_matrix.world  # the fixture: every sort of visitor, and something of each to act on
FRAME = {
    "title": "Sent twice",
    "period_start": "2021-01-01",
    "period_end": "2024-12-31",
    "survivors": "consulted",
    "survivors_how": "They read the draft.",
}
LOOKS = {"people": "y", "sources": "y", "levels": "y", "level": "y", "dates": "y"}
REASON = {"reason": "The reason that is given."}


@dataclass(frozen=True)
class Act:
    """What is sent by whom; ``given`` names arguments of the address that the world does not."""

    endpoint: str
    who: str
    fields: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)


# In this order: an act may need what the one before it left.
ACTS = (
    Act("feedback.send", "anonymous", {"subject": "mistake", "page": "/data", "problem": "Wrong."}),
    Act("feedback_queue.answer", "reviewer", {"outcome": "unchanged", "answer": "It is right."}),
    Act("subscriptions.subscribe", "anonymous", {"email": "new@example.org", "rhythm": "weekly"}),
    Act("subscriptions.confirm_now", "anonymous"),
    Act("subscriptions.change", "anonymous", {"rhythm": "immediate"}),
    Act("subscriptions.stop_now", "anonymous"),
    Act("letters.stop_now", "anonymous"),
    Act(
        "joining.request_account",
        "anonymous",
        {
            "name": "Somebody",
            "email": "some@example.org",
            "organisation": "An office",
            "role": "reviewer",
            "reason": "Ask the office.",
        },
    ),
    Act(
        "joining.accept",
        "anonymous",
        {"name": "Guest", "password": "a phrase of some length", "language": "en"},
    ),
    Act(
        "admin.invitations.invite", "administrator", {"email": "n@example.org", "role": "reviewer"}
    ),
    Act("admin.memberships.grant", "administrator", {"role": "reviewer"}),
    Act("admin.requests.approve", "administrator", {"role": "reviewer"}),
    Act(
        "admin.organisations.add", "administrator", {"name": "Sent twice", "kind": "civil_society"}
    ),
    Act("admin.organisations.correct", "administrator", {"name": "New", "kind": "civil_society"}),
    Act("admin.memberships.end", "administrator"),
    Act("admin.accounts.disable", "administrator"),
    Act("admin.accounts.enable", "administrator"),
    Act("cycles.archive", "administrator"),
    Act("account.change_preferences", "plain", {"name": "Another name", "language": "fr"}),
    Act("account.end_token", "plain"),
    Act("saved_views.save", "plain", {"name": "Africa", "to": "/states?region=africa"}),
    Act("workspace.begin", "focal_point", {"state": "XAA", **FRAME}),
    Act("editor.save_frame", "focal_point", {**FRAME, "title": "Renamed", "version": "{version}"}),
    Act("entries.save", "focal_point", {"choice": "1", "measures_taken": "A law.", "version": "0"}),
    Act("approvals.ask", "focal_point", {"seen": "{seen}", "note": "Ready."}),
    Act("approvals.send_back", "validating_authority", REASON),
    Act("approvals.approve", "validating_authority", {"seen": "{seen}"}),
    Act("successor_notes.save", "focal_point", {"text": "Ask the office.", "version": "0"}),
    Act("report_moves.submit", "validating_authority", {"version": "{version}"}),
    Act("review.claim", "reviewer"),
    Act("review.publish", "reviewer", {**LOOKS, "version": "{version}"}),
    Act("report_moves.withdraw", "validating_authority", REASON),
    Act("logging.begin", "contributor", {"organisation": "{organisation}"}),
    Act(
        "offline.send",
        "contributor",
        {"title": "Sent twice", "own_key": "field-1", "organisation": "{organisation}"},
    ),
    Act("logging.save", "contributor", {**logged.TEXT, "title": "Changed", "version": "1"}),
    Act("logging.submit", "contributor", {"version": "{version}"}),
    Act("submission_review.claim", "reviewer"),
    Act(
        "submission_review.classify",
        "reviewer",
        {
            "kind": "court_ruling",
            "commitment_1": "{commitment}",
            "polarity_1": "context",
            "source_1_tier": "B",
            "version": "{version}",
        },
    ),
    Act("submission_review.publish", "reviewer", {**LOOKS, "version": "{version}"}),
    Act("hidden.hide", "reviewer", {"reference": "{reference}", "ground": "danger"}),
    Act("hidden.restore", "reviewer"),
    Act("replies.begin", "focal_point", {"about": "{about}"}),
    Act("replies.save", "focal_point", {"text": "It was otherwise.", "version": "1"}),
)
# Acts on one's own session, password or codes: each ends or replaces what the next would need.
OF_ONE_SESSION = {
    "sign_in",
    "second_factor",
    "account",
    "joining",
}
# The same move by the same code as an act above, on another kind of record or another way.
ALIKE = {
    "saved_views.delete",
    "saved_views.rename",
    "admin.indicators.create",  # tests/exchange/test_indicator_editing.py
    "admin.indicators.change",
    "admin.invitation_lists.check",  # writes nothing
    "admin.invitation_lists.send",  # tests/exchange/test_invitation_lists.py
    "admin.invitations.send_again",
    "admin.jobs.cancel_retries",  # tests/jobs/test_administration.py
    "admin.jobs.try_again",  # the same
    "admin.accounts.remove_second_factor",
    "admin.accounts.sign_out",
    "admin.invitations.revoke",
    "admin.memberships.carry_over",
    "admin.requests.decline",
    "assessments.give",
    "cycles.change",
    "feedback_queue.remove",
    "hidden.remove",
    "cycles.define",
    "cycles.regenerate",  # nothing is out of line here
    "entries.prefill",
    "logging.explain",
    "replies.discard",
    "replies.explain",
    "replies.recall",
    "replies.reopen",
    "replies.submit",
    "replies.withdraw",
    "report_moves.discard_now",
    "report_moves.reopen",
    "review.recuse",  # the same reviewer could do nothing else afterwards
    "review.release",
    "review.send_back",
    "submission_review.approve",
    "submission_review.decline",
    "submission_review.recuse",
    "submission_review.release",
    "submission_review.send_back",
    "submission_review.settle",
}
# Files on their way have tests of their own, with real files.
OF_FILES = {
    "import_steps",
    "imports",
    "logging_files",
    "logging_moves",
    "logging_sheets",
    "official_texts",
    "workbooks",
}


def test_every_act_is_sent_eight_times_or_says_why_not(app: Flask) -> None:
    acts = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint in MATRIX
    }
    sent = {act.endpoint for act in ACTS}
    others = {name for name in acts if name.split(".")[0] in OF_ONE_SESSION | OF_FILES} | ALIKE

    assert acts - sent - others == set()
    assert (sent | ALIKE) <= acts
    assert ADMINISTRATOR in {MATRIX[name].own for name in sent}


def test_each_act_at_once_has_one_effect(
    app: Flask, db: SQLAlchemy, client: FlaskClient, there: World
) -> None:
    world = there
    seen: list[str] = []
    for act in ACTS:
        before = _last()
        rows = _rows()
        statuses = _send(app, world, act)
        effects = Counter(_verbs(before))
        # What leaves no event of its own (a letter that is asked for) leaves one row.
        grown = {name: now - rows[name] for name, now in _rows().items() if now != rows[name]}
        if max(effects.values(), default=0) > 1 or not (effects or grown):
            seen.append(f"{act.endpoint}: effects {dict(effects)} {grown}, answers {statuses}")
        elif max(grown.values(), default=0) > 1 or max(statuses) >= 500:
            seen.append(f"{act.endpoint}: rows {grown}, answers {statuses}")

    assert not seen, "\n".join(seen)
    assert trail.verify().fault is None


def _send(app: Flask, world: World, act: Act) -> list[int]:
    """The answers to one act, sent by as many browsers of one person at the same moment."""
    rule = next(
        each for each in app.url_map.iter_rules(act.endpoint) if "POST" in (each.methods or ())
    )
    known = {**world.own[act.who], **_newest(world, act)}
    if act.endpoint == "subscriptions.confirm_now":
        known["stays_confirm"] = token_of("subscription-confirm")
    path = _address(app, rule, {**known, **act.given})
    fields = {
        name: text.format(**known) if "{" in text else text for name, text in act.fields.items()
    }
    page = "/sign-in" if act.who == "anonymous" else "/account"
    browsers = [visitor(app, world, act.who) for _ in range(TIMES)]
    forms = [
        {**fields, "csrf_token": people.form_token(browser.get(page).text)} for browser in browsers
    ]
    barrier = Barrier(TIMES)

    def send(number: int) -> int:
        barrier.wait()
        return int(browsers[number].post(path, data=forms[number]).status_code)

    with ThreadPoolExecutor(TIMES) as pool:
        return sorted(pool.map(send, range(TIMES)))


def _address(app: Flask, rule: Rule, known: dict[str, str]) -> str:
    names = {name: meaning(rule.endpoint, name) for name in rule.arguments}
    with app.test_request_context():
        return url_for(rule.endpoint, **{name: known[key] for name, key in names.items()})


def _newest(world: World, act: Act) -> dict[str, str]:
    """What the acts before left, and what this one needs besides."""
    database.session.rollback()
    part, found = act.endpoint.split(".")[0], {"version": "1"}
    found["organisation"] = world.own["contributor"]["organisation"]
    if act.endpoint == "logging.submit":
        _draft_again(world.own["contributor"]["submission"])
    if act.endpoint == "submission_review.classify":
        _leave_to_reviewers(world.own["contributor"]["submission"])
        found["commitment"] = test_matrix.the_commitment().reference
    if act.endpoint == "replies.begin":
        made = factories.action(test_matrix.state_of("XAA"), test_matrix.the_commitment(), level=1)
        found["about"] = about_action(made.reference)
        database.session.commit()
    if act.endpoint == "hidden.hide":
        made = factories.action(test_matrix.state_of("XAA"), test_matrix.the_commitment(), level=1)
        found["reference"] = made.reference
        database.session.commit()
    if act.endpoint == "hidden.restore":
        found["hidden"] = _one(select(Hiding).order_by(Hiding.id.desc())).public_id
    if part in ("approvals", "editor", "entries", "report_moves", "review"):
        report = _one(select(Report).where(Report.title.in_(("Sent twice", "Renamed"))))
        found |= {"reference": report.reference, "version": str(report.version)}
        found["seen"] = content_hash(report)
    if act.endpoint in ("logging.save", "replies.save"):
        newest = _one(select(Submission).order_by(Submission.id.desc()))
        found |= {"action": newest.reference, "reply": newest.reference}
    elif part in ("logging", "submission_review"):
        reference = world.own["contributor"]["submission"]
        sent = _one(select(Submission).where(Submission.reference == reference))
        found |= {"action": reference, "submission": reference, "version": str(sent.version)}
    return found


def _draft_again(reference: str) -> None:
    """Take back what waits for the reviewers: it has all that can be submitted."""
    sent = _one(select(Submission).where(Submission.reference == reference))
    sent.status = "draft"
    database.session.commit()


def _leave_to_reviewers(reference: str) -> None:
    """Take out of what was sent the judgement that writers may leave to reviewers."""
    sent = _one(select(Submission).where(Submission.reference == reference))
    kept = {name: text for name, text in sent.text.items() if name not in JUDGEMENT}
    sent.text, sent.unclassified = {**kept, "classify": "yes"}, True
    database.session.commit()


def _one(query: Any) -> Any:
    return database.session.scalars(query).first()


def _last() -> int:
    database.session.rollback()
    return database.session.scalar(select(func.max(AuditEvent.sequence))) or 0


def _verbs(after: int) -> list[str]:
    database.session.rollback()
    query = select(AuditEvent.verb).where(AuditEvent.sequence > after)
    return list(database.session.scalars(query))


def _rows() -> dict[str, int]:
    database.session.rollback()
    models: tuple[Any, ...] = (
        AccountRequest,
        Invitation,
        Membership,
        Subscription,
        Report,
        Submission,
    )
    return {
        model.__tablename__: database.session.scalar(select(func.count()).select_from(model)) or 0
        for model in models
    }
