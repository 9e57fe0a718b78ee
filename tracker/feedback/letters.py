"""E-mails about readers' reports: to people on duty, and the answer to the reader.

E-mails to people on duty never contain the reader's text, because it may identify a person.
"""

from flask_babel import gettext as _

from tracker.accounts.mail import preferences, queue
from tracker.accounts.mail.templates import (
    MailMessage,
    in_language_of,
    isolated,
    link,
    to_reader,
    to_subscriber,
)
from tracker.accounts.models import UserAccount
from tracker.core.languages import forced_locale
from tracker.feedback.models import FeedbackReport, Subject

DANGER, WAITING, ANSWERED = "danger-reported", "mistake-reported", "report-answered"


def notify(user: UserAccount, row: FeedbackReport) -> None:
    """E-mail a person on duty: each report of danger, and mistakes at most once a day."""
    if row.subject == Subject.DANGER:
        queue.enqueue(_danger(user, row))
    elif preferences.wants(user, WAITING):
        queue.enqueue(_waiting(user))


def _danger(user: UserAccount, row: FeedbackReport) -> MailMessage:
    with in_language_of(user):
        return to_reader(
            user,
            DANGER,
            _("Urgent: a page may endanger someone"),
            _("A reader reports that a page endangers someone. Please look at it now."),
            _("Sign in to read the report:"),
            link("feedback"),
            matter=row.public_id,
        )


def _waiting(user: UserAccount) -> MailMessage:
    with in_language_of(user):
        return to_reader(
            user,
            WAITING,
            _("Reported mistakes are waiting"),
            _("A reader has reported a mistake on the site."),
            _("Sign in to read the report:"),
            link("feedback"),
            matter="mistakes",
        )


def answered(row: FeedbackReport) -> MailMessage:
    """The answer in the language of the reader's page."""
    with forced_locale(row.language):
        return to_subscriber(
            ANSWERED,
            row.email,
            _("Your report about a page of the Commitments Tracker"),
            _(
                "You reported a problem with the page %(page)s. Our answer:",
                page=isolated(row.page),
            ),
            row.answer,
            _("We will delete your address within 30 days."),
            matter=row.public_id,
        )
