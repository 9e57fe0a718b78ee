"""The e-mails for subscribers without an account: confirmation, reminder and news.

Other parts supply the news. This module has the frame and the links to stop.
"""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts.mail.subscription_links import signed
from tracker.accounts.mail.templates import MailMessage, in_language, isolated, link, to_subscriber
from tracker.accounts.models import Subscription

CONFIRM, HAD, NEWS = "subscription-confirm", "subscription-had", "subscription-news"
MOST_LISTED = 30


def confirm(row: Subscription, *, token: str) -> MailMessage:
    """Ask the owner of the address to confirm the subscription."""
    with in_language(row.language):
        return to_subscriber(
            CONFIRM,
            row.email,
            _("Confirm your e-mails about updates"),
            _("Someone, perhaps you, entered this address to receive e-mails about updates."),
            _("To receive them, open this link within 48 hours:"),
            link("subscription_confirm", token=token),
            _("If this was not you, you need not do anything. We will then delete the address."),
        )


def had_already(row: Subscription) -> MailMessage:
    """Tell a subscriber that the same subscription was requested again."""
    with in_language(row.language):
        return to_subscriber(
            HAD,
            row.email,
            _("You already receive these e-mails"),
            _(
                "Someone, perhaps you, entered this address to receive e-mails that it "
                "already receives."
            ),
            _("To change or stop them, open this link:"),
            link("subscription", token=signed(row.public_id)),
            subscription=row.public_id,
        )


def news(
    row: Subscription, *, what: str, sentences: Sequence[str], page: str, until: datetime
) -> MailMessage:
    """List new public records. Call it within the language of the subscription."""
    lines = tuple(sentences[:MOST_LISTED])
    more = len(sentences) - len(lines)
    if more > 0:
        lines += (ngettext("and %(num)s more", "and %(num)s more", more),)
    number = len(sentences)
    return to_subscriber(
        NEWS,
        row.email,
        _("Updates: %(what)s", what=isolated(what)),
        ngettext(
            "Published on the Commitments Tracker (%(what)s):",
            "%(num)s updates on the Commitments Tracker (%(what)s):",
            number,
            what=isolated(what),
        ),
        lines,
        _("Details, with links to the records:"),
        link("activity", query=page),
        _("To change how often we write, or to stop these e-mails:"),
        link("subscription", token=signed(row.public_id)),
        subscription=row.public_id,
        matter=f"news:{row.public_id}:{until.isoformat()}",
    )
