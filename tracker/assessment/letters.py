"""The e-mail that tells a State about a reviewer's assessment.

It always goes: the days to answer run. It names the cell and the day, never the level or a reason,
for a letter travels in the open.
"""

from flask_babel import gettext as _

from tracker.accounts.mail import queue
from tracker.accounts.mail.templates import MailMessage, in_language_of, isolated, link, to_reader
from tracker.accounts.models import UserAccount
from tracker.assessment.models import Assessment
from tracker.core import clock, formats
from tracker.reporting.reminders import speakers

KIND = "assessment-waits"


def notify_state(assessment: Assessment) -> int:
    """E-mail everybody who speaks for the State. Returns how many e-mails were queued."""
    iso3 = assessment.state.iso3
    people = speakers([iso3]).get(iso3, ())
    return sum(queue.enqueue(_letter(user, assessment)) for user in people)


def _letter(user: UserAccount, assessment: Assessment) -> MailMessage:
    with in_language_of(user) as language:
        state = isolated(getattr(assessment.state, f"name_{language}"))
        names = {"state": state, "commitment": isolated(assessment.commitment.reference)}
        day = formats.long_day(assessment.reply_until or clock.today())
        return to_reader(
            user,
            KIND,
            _(
                "A reviewer’s assessment is waiting for your reply: %(commitment)s, %(state)s",
                **names,
            ),
            _(
                "A reviewer has assessed %(commitment)s for %(state)s. The assessment is "
                "not public yet.",
                **names,
            ),
            _(
                "You can reply until %(day)s. After that day we publish the assessment "
                "together with your reply.",
                day=day,
            ),
            link("replies"),
            matter=f"assessment:{assessment.reference}",
        )
