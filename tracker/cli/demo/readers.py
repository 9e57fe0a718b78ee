"""Readers of the demonstration: they report mistakes and subscribe to e-mails.

Whatever counts attempts commits at once, so this comes after the transaction that makes the rest.
"""

import re
from collections.abc import Iterable

from sqlalchemy import select

from tracker.accounts.actor import ANONYMOUS
from tracker.accounts.mail import subscriptions
from tracker.accounts.mail.subscriptions import Subject as Topic
from tracker.accounts.mail.subscriptions import SubscriptionTopic
from tracker.accounts.models import OutboxMail
from tracker.cli.demo import accounts
from tracker.cli.demo.inventions import SURVIVORS
from tracker.cli.demo.stories import ALL_LANES
from tracker.core.db import db
from tracker.evidence.emptied import EMPTIED
from tracker.evidence.models import Action
from tracker.feedback import service as feedback
from tracker.feedback.models import Outcome, Subject
from tracker.policy.predicates import Role

CONFIRMATION = re.compile(r"/subscriptions/confirm/([\w-]+)")


def act_as_readers() -> tuple[str, ...]:
    """Send four reports and three subscriptions. Returns lines to print."""
    emptied = select(Action.reference).where(Action.title == EMPTIED)
    _report_mistakes(db.session.scalars(emptied).one())
    _subscribe()
    return ("4 reports of readers, one with a published correction, and 3 subscriptions",)


def _report_mistakes(redacted: str) -> None:
    """Two reports that led to a change, one that did not, and one that waits."""
    cell = "/states/{}/{}".format(*ALL_LANES)
    corrected = _send(cell, "The plan runs for five years, not four. (Invented)")
    removed = _send(f"/actions/{redacted}", "I can be recognised here. (Invented)", Subject.DANGER)
    unchanged = _send("/states/XLG", "The State did more than this page says. (Invented)")
    _send("/actions/A-XEX-0002", "The date of the source is one year later. (Invented)")
    _answer(
        corrected,
        Outcome.CORRECTED,
        "Thank you. The organisation corrected its action. (Invented)",
        "The duration of a national plan was corrected from four to five years.",
    )
    _answer(removed, Outcome.REMOVED, "The account was removed at once. (Invented)")
    _answer(unchanged, Outcome.UNCHANGED, "No source shows more than is on record. (Invented)")


def _send(page: str, problem: str, subject: Subject = Subject.MISTAKE) -> str:
    fields = {"subject": str(subject), "page": page, "problem": problem}
    return feedback.send(ANONYMOUS, fields=fields, language="en")


def _answer(public_id: str, outcome: Outcome, text: str, correction: str = "") -> None:
    feedback.answer(
        accounts.actor(Role.ADMINISTRATOR),
        public_id=public_id,
        outcome=str(outcome),
        text=text,
        correction=correction,
    )


def _subscribe() -> None:
    """Two confirmed subscriptions, and one that was not confirmed yet."""
    _ask("reader@example.org", SubscriptionTopic(Topic.STATE, accounts.STATE))
    _ask("journalist@example.org", SubscriptionTopic(Topic.ORGANISATION, SURVIVORS.public_id))
    texts = db.session.scalars(select(OutboxMail.body_text)).all()
    for token in _tokens(filter(None, texts)):
        subscriptions.confirm(ANONYMOUS, token=token)
    _ask("delegate@example.org", SubscriptionTopic())


def _ask(email: str, about: SubscriptionTopic) -> None:
    subscriptions.subscribe(ANONYMOUS, email=email, about=about, rhythm="weekly", language="en")


def _tokens(texts: Iterable[str]) -> list[str]:
    return [token for text in texts for token in CONFIRMATION.findall(text)]
