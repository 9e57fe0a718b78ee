"""Guides for reviewers and administrators."""

from flask_babel import lazy_gettext as _l

from tracker.policy.predicates import Role
from tracker.web.guides.guide import Guide, Part

REVIEWER = Guide(
    "reviewer",
    _l("Reviewer"),
    _l("Check what others submit before readers see it, and assess commitments."),
    (
        Part(
            "queue",
            _l("Take a record from the queue"),
            (
                _l("The oldest record comes first. Take it, so that no colleague does the same."),
                _l("You see nothing about a State or an organisation to which you belong."),
                _l("If you have another conflict of interest, declare it on the page."),
            ),
            "review.index",
            _l("Review"),
        ),
        Part(
            "privacy",
            _l("Look for personal data"),
            (
                _l("Settle each marked place. Is it harmless, or could it harm a person?"),
                _l("Read the whole text yourself. The program does not find everything."),
                _l("Look at every picture. No program here recognises faces."),
                _l("Publish nothing that could identify a victim or a witness."),
            ),
        ),
        Part(
            "decide",
            _l("Decide with a reason"),
            (
                _l("Check whether the text is complete and each source exists."),
                _l("You do not have to agree with what it says."),
                _l("Publish it, return it with remarks or decline it with a ground."),
                _l("The list of decisions is public. It does not name reviewers."),
            ),
            "decisions.index",
            _l("Decisions of reviewers"),
        ),
        Part(
            "second",
            _l("Decide together with a second reviewer"),
            (
                _l("A record with a withheld name needs two reviewers."),
                _l("So does an action that strongly contradicts the report of a State."),
                _l("The second reviewer reads the note of the first and decides independently."),
            ),
        ),
        Part(
            "assess",
            _l("Assess a commitment"),
            (
                _l("Read all records, choose a level and name the records that you used."),
                _l("The State sees your assessment first and has time to reply."),
                _l("A second reviewer chooses a level without seeing yours."),
                _l("Readers see how far the two agree."),
            ),
            "assessments.index",
            _l("Assessments"),
        ),
        Part(
            "readers",
            _l("Answer readers"),
            (
                _l("Reports of danger come first. You can remove a record in one step."),
                _l("Write one public sentence about what you corrected."),
                _l("The report of the reader stays private."),
            ),
            "feedback_queue.index",
            _l("Reports of readers"),
        ),
    ),
    Role.REVIEWER,
)

ADMINISTRATOR = Guide(
    "administrator",
    _l("Administrator"),
    _l("Decide who may act for a State or an organisation, and set when reports are due."),
    (
        Part(
            "requests",
            _l("Answer requests for an account"),
            (
                _l("Find out by another way whether the person works for the institution."),
                _l("Approve the request with a role, or decline it. Declining deletes its data."),
                _l("The person gets a link by e-mail and sets a password."),
            ),
            "admin.requests.index",
            _l("Requests"),
        ),
        Part(
            "roles",
            _l("Give and end roles"),
            (
                _l("A role is always for one State, one organisation or the whole site."),
                _l("Transfer a role when a person leaves. The successor keeps all drafts."),
                _l("You cannot change your own roles. Ask another administrator."),
            ),
            "admin.accounts.index",
            _l("Accounts"),
        ),
        Part(
            "lost",
            _l("Help people who cannot sign in"),
            (
                _l("A person who forgot the password can set a new one without your help."),
                _l("Remove two-step verification only after you know who is asking."),
                _l("Close an account at once if it may be in the wrong hands."),
            ),
        ),
        Part(
            "cycles",
            _l("Set when reports are due"),
            (
                _l("A reporting cycle says which States report, and on which days."),
                _l("Due dates are public at once. Check the preview before you save."),
                _l("If you end a cycle, reports that are due stay due."),
            ),
            "cycles.index",
            _l("Reporting cycles"),
        ),
        Part(
            "registry",
            _l("Keep commitments and data up to date"),
            (
                _l("Import commitments, indicators and values from a file."),
                _l("The preview shows each new, changed and refused row. Read it first."),
                _l("Changed records get a new version. Old versions stay readable."),
            ),
            "imports.index",
            _l("Import"),
        ),
        Part(
            "danger",
            _l("Act on a report of danger"),
            (
                _l("Remove the words of the record first, and ask questions afterwards."),
                _l("Only the operator can erase an account or restore a backup."),
            ),
            "feedback_queue.index",
            _l("Reports of readers"),
        ),
    ),
    Role.ADMINISTRATOR,
)
