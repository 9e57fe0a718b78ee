"""E-mails to the authors of a hidden record, without any word of it. They are always sent."""

from flask_babel import gettext as _

from tracker.accounts.mail import queue
from tracker.accounts.mail.templates import in_language_of, isolated, link, to_reader
from tracker.accounts.models import UserAccount
from tracker.core import formats
from tracker.review.hiding_models import Hiding

HIDDEN, DECIDED = "record-hidden", "hiding-decided"


def notify_hidden(user: UserAccount, case: Hiding) -> None:
    """Tell an author that the record is hidden, and until when somebody decides."""
    with in_language_of(user):
        letter = to_reader(
            user,
            HIDDEN,
            _("Hidden: %(reference)s", reference=isolated(case.reference)),
            _(
                "We hid %(reference)s while we examine it. We decide by %(day)s.",
                reference=isolated(case.reference),
                day=formats.long_day(case.decide_by.date()),
            ),
            link("sign_in"),
            matter=case.public_id,
        )
    queue.enqueue(letter)


def notify_decided(user: UserAccount, case: Hiding) -> None:
    """Tell an author that the record is public again, or that its words were removed."""
    with in_language_of(user):
        names = {"reference": isolated(case.reference)}
        said = (
            _("%(reference)s is public again, as it was.", **names)
            if case.outcome == "restored"
            else _("We removed the words of %(reference)s.", **names)
        )
        subject = _("Decided: %(reference)s", **names)
        letter = to_reader(user, DECIDED, subject, said, link("sign_in"), matter=case.public_id)
    queue.enqueue(letter)
