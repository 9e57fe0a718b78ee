"""The texts of e-mails about reports: due, overdue, and waiting.

They name a State, a cycle and days, and link to the page with the details. E-mails are not
confidential, so they contain nothing of a draft, no reasons and no people.
"""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts.mail.templates import MailMessage, in_language_of, isolated, link, to_reader
from tracker.accounts.models import UserAccount
from tracker.core import formats
from tracker.reporting.models import ApprovalRequest, Report
from tracker.reporting.obligations import Obligation

# Kinds, as ``tracker.accounts.mail.preferences`` lists them.
REMINDER, DIGEST = "reminder", "digest"
CLEARED, RETURNED, SUBMITTED = "report-cleared", "report-returned", "report-submitted"
APPROVAL_ASKED, APPROVAL_RETURNED = "approval-asked", "approval-returned"
MOST_LISTED = 50
LAST = 45  # days after the due date; the last of the steps of ``tracker.reporting.reminders``


def reminder(
    user: UserAccount, owed: Obligation, *, step: int, on: date, today: date
) -> MailMessage:
    """One report is due soon, today or overdue. ``on`` is the day of this reminder."""
    with in_language_of(user) as language:
        state = isolated(owed.names[language])
        parts = [_asked(owed, state), _when(owed.due_on, today)]
        if step == LAST:
            parts.append(
                _(
                    "This is the last separate reminder about this report. From now on it "
                    "appears in our monthly list."
                )
            )
        return to_reader(
            user,
            REMINDER,
            _subject(owed.due_on, today, state),
            *parts,
            _("Write, approve or send the report in the workspace:"),
            link("workspace"),
            _why(state),
            matter=f"due:{owed.due_id}",
            day=on,
        )


def digest(user: UserAccount, owed: Sequence[Obligation], *, month: date) -> MailMessage:
    """All long overdue reports of the user's States, oldest first."""
    with in_language_of(user) as language:
        lines = [
            _(
                "%(state)s: %(cycle)s, due on %(day)s",
                state=isolated(each.names[language]),
                cycle=isolated(each.cycle_title),
                day=_day(each.due_on),
            )
            for each in owed[:MOST_LISTED]
        ]
        if len(owed) > MOST_LISTED:
            lines.append(_("and %(more)s more", more=len(owed) - MOST_LISTED))
        return to_reader(
            user,
            DIGEST,
            _("Overdue progress reports, %(month)s", month=formats.month(month)),
            ngettext(
                "One progress report is long overdue:",
                "%(num)s progress reports are long overdue:",
                len(owed),
            ),
            tuple(lines),
            _("Write, approve or send them in the workspace:"),
            link("workspace"),
            matter="overdue",
            day=month,
        )


def notice(user: UserAccount, kind: str, report: Report) -> MailMessage:
    """A transition after which a report waits for the reader."""
    with in_language_of(user) as language:
        state = isolated(getattr(report.state, f"name_{language}"))
        names = {"state": state, "reference": isolated(report.reference)}
        subject, text, page = {
            CLEARED: (
                _("Approved, not yet sent: %(reference)s, %(state)s", **names),
                _(
                    "The report %(reference)s of %(state)s is approved. Reviewers can see "
                    "it after the validating authority sends it.",
                    **names,
                ),
                "workspace",
            ),
            RETURNED: (
                _("Returned with comments: %(reference)s, %(state)s", **names),
                _(
                    "Reviewers returned the report %(reference)s of %(state)s. You can "
                    "read their comments and reopen the report in the workspace.",
                    **names,
                ),
                "workspace",
            ),
            SUBMITTED: (
                _("Waiting for review: %(reference)s, %(state)s", **names),
                _(
                    "%(state)s sent the report %(reference)s. A reviewer can now publish "
                    "it or return it with comments.",
                    **names,
                ),
                "review",
            ),
        }[kind]
        matter = f"report:{report.reference}:{report.version}"
        return to_reader(user, kind, subject, text, link(page), matter=matter)


def approval(user: UserAccount, kind: str, request: ApprovalRequest) -> MailMessage:
    """A draft waits for the authority or was returned. The reason is never included."""
    report = request.report
    with in_language_of(user) as language:
        state = isolated(getattr(report.state, f"name_{language}"))
        names = {"state": state, "reference": isolated(report.reference)}
        if kind == APPROVAL_ASKED:
            subject = _("Please approve: %(reference)s, %(state)s", **names)
            text = _(
                "The focal point of %(state)s asks you to approve the report %(reference)s. "
                "You can read it, approve it, or return it with a reason.",
                **names,
            )
            why = _("You receive this e-mail as the validating authority of %(state)s.", **names)
        else:
            subject = _("Not approved: %(reference)s, %(state)s", **names)
            text = _(
                "The validating authority of %(state)s returned the report %(reference)s. "
                "You can read the reason in the workspace, correct the report and ask again.",
                **names,
            )
            why = _("You receive this e-mail as a focal point of %(state)s.", **names)
        matter = f"approval:{report.reference}:{request.id}"
        return to_reader(user, kind, subject, text, link("workspace"), why, matter=matter)


def _asked(owed: Obligation, state: str) -> str:
    return _(
        "%(cycle)s asks %(state)s for a progress report for the period from %(start)s to %(end)s.",
        cycle=isolated(owed.cycle_title),
        state=state,
        start=_day(owed.period_start),
        end=_day(owed.period_end),
    )


def _subject(due_on: date, today: date, state: str) -> str:
    names = {"state": state, "day": _day(due_on)}
    if today < due_on:
        return _("Progress report due on %(day)s: %(state)s", **names)
    if today == due_on:
        return _("Progress report due today: %(state)s", **names)
    return _("Progress report overdue since %(day)s: %(state)s", **names)


def _when(due_on: date, today: date) -> str:
    days, day = abs((due_on - today).days), _day(due_on)
    if today < due_on:
        return ngettext(
            "It is due on %(day)s, in one day, and has not been sent yet.",
            "It is due on %(day)s, in %(num)s days, and has not been sent yet.",
            days,
            day=day,
        )
    if today == due_on:
        return _("It is due today, %(day)s, and has not been sent yet.", day=day)
    return ngettext(
        "It was due on %(day)s, one day ago, and has not been sent yet.",
        "It was due on %(day)s, %(num)s days ago, and has not been sent yet.",
        days,
        day=day,
    )


def _why(state: str) -> str:
    return _("You receive this e-mail because you work for %(state)s on this site.", state=state)


def _day(day: date) -> str:
    return formats.long_day(day)
