"""The tour of an administrator."""

from flask_babel import lazy_gettext as _l

from tracker.policy.predicates import Role
from tracker.web.tour.step import Step, Tour

ADMINISTRATOR = Tour(
    "administrator",
    _l("Administrator"),
    _l("Invite people, plan reporting cycles, and keep texts, indicators and records in order."),
    (
        Step(
            _l("See what is open"),
            _l("Look for late items, items that wait for a decision, and unclaimed items."),
            _l("One page shows where the work of all States and reviewers stands."),
            "open_work.page",
        ),
        Step(
            _l("Answer a request for an account"),
            _l("A person asks to log actions for an organisation. Approve or decline."),
            _l("An account opens only after you know who asks and who can confirm it."),
            "admin.requests.index",
        ),
        Step(
            _l("Invite one person"),
            _l("Choose a role. Type the name of a State and choose a suggestion."),
            _l("Without e-mail the page gives you a link, which you send yourself."),
            "admin.invitations.index",
        ),
        Step(
            _l("Invite many people by list"),
            _l("Paste one person a line, with role and State. Check each line before you send."),
            _l("A line with a mistake is left out and says what would be right."),
            "admin.invitation_lists.page",
        ),
        Step(
            _l("Hand over a role"),
            _l("Open the account of Fay and look at its roles. A successor can take a role over."),
            _l("The previous holder is signed out at once, and the work stays with the State."),
            "admin.accounts.index",
        ),
        Step(
            _l("Correct an organisation"),
            _l("Change its name, or say that survivors lead it."),
            _l("The new name appears on all its public records, and the old one is in the audit."),
            "admin.organisations.index",
        ),
        Step(
            _l("Look at a reporting cycle"),
            _l("See each round with the reports that are due, late and received."),
            _l("The due dates are public. A change keeps the dates that a report answers."),
            "cycles.cycle",
            {"code": "DEMO-ROUNDS"},
        ),
        Step(
            _l("Change an indicator"),
            _l("Change the level of a value and press Check and preview. You need not save."),
            _l("The preview counts the results that would change, by the rules of the site."),
            "admin.indicators.indicator",
            {"code": "3P-PROSECUTION"},
        ),
        Step(
            _l("Import a file"),
            _l("Look at the files that were imported, or upload one of your own."),
            _l("Nothing is saved before you have seen what each row does."),
            "imports.index",
        ),
        Step(
            _l("Answer a reader"),
            _l("A reader reported a mistake. Say what you did. Write the public sentence."),
            _l("The report is private. Only the sentence about the correction is public."),
            "feedback_queue.report",
            find=("feedback", "waiting"),
            argument="public_id",
            otherwise="feedback_queue.index",
        ),
    ),
    Role.ADMINISTRATOR,
    "administrator@example.org",
)
