"""Guides for the two roles of a government."""

from flask_babel import lazy_gettext as _l

from tracker.policy.predicates import Role
from tracker.web.guides.guide import Guide, Part

FOCAL_POINT = Guide(
    "focal-point",
    _l("Focal point"),
    _l("Write the report of your State, and reply to what others say about it."),
    (
        Part(
            "due",
            _l("See what is due"),
            (
                _l("Open the workspace. Reports that are late come first."),
                _l("All people of your State share one workspace. A successor finds everything."),
                _l("You can also start a report outside a reporting cycle."),
            ),
            "workspace.index",
            _l("Workspace"),
        ),
        Part(
            "write",
            _l("Answer the commitments"),
            (
                _l("Answer in any order. Each answer has a level, a text and sources."),
                _l("“Not assessed” and “Not applicable” are answers too. Give the reason."),
                _l("Commitments that you leave out do not appear in the report."),
                _l("Beside each commitment you see your last answer and what others recorded."),
            ),
        ),
        Part(
            "offline",
            _l("Work offline or with colleagues"),
            (
                _l("Take the report along on a phone and answer without a connection."),
                _l("Download the workbook of the report and send it to other ministries."),
                _l("Upload it when it is filled in. We show what will change before we save."),
                _l("If two people changed one answer, you see both texts and choose."),
            ),
        ),
        Part(
            "privacy",
            _l("Leave out personal data"),
            (
                _l("Do not name a victim or a witness, and no place where they stay."),
                _l("Write numbers as totals. A very small number can identify a person."),
                _l("The site marks words that may identify a person."),
            ),
        ),
        Part(
            "hand",
            _l("Hand the report on"),
            (
                _l("Only the validating authority can approve and submit the report."),
                _l("If a reviewer returns it, read the reason, correct it and hand it on again."),
                _l("A report submitted in time still counts as in time if it is returned."),
            ),
        ),
        Part(
            "reply",
            _l("Reply to others"),
            (
                _l("The workspace lists actions and assessments about your State."),
                _l("You can confirm, correct, contest or take note of each of them."),
                _l("Your reply becomes public beside the record, in your words."),
            ),
            "replies.workspace",
            _l("Your replies"),
        ),
    ),
    Role.FOCAL_POINT,
)

VALIDATING_AUTHORITY = Guide(
    "validating-authority",
    _l("Validating authority"),
    _l("Check the report of your State, approve it and submit it for the government."),
    (
        Part(
            "waits",
            _l("See what waits for you"),
            (
                _l("The workspace shows each report of your State with its status."),
                _l("If a reviewer returned a report, you read the reason on its page."),
                _l("Your account needs two-step verification."),
            ),
            "workspace.index",
            _l("Workspace"),
        ),
        Part(
            "approve",
            _l("Approve a report"),
            (
                _l("Read the answers. Unanswered commitments are left out of the report."),
                _l("Approving confirms the answers of your government as they are shown."),
                _l("After that the focal point can no longer change the text."),
                _l("You can open the report again if something has to change."),
            ),
        ),
        Part(
            "submit",
            _l("Submit it"),
            (
                _l("Submitting is a second step, so that nothing is sent by mistake."),
                _l("A reviewer checks form, sources and personal data. They change no word."),
                _l("The report is public when the reviewer publishes it."),
            ),
        ),
        Part(
            "correct",
            _l("Correct or withdraw a report"),
            (
                _l("A correction is a new report for the same due date. It replaces the old one."),
                _l("The old report stays readable and is marked as replaced."),
                _l("You can withdraw a published report. Give the reason that readers will see."),
            ),
        ),
        Part(
            "assessment",
            _l("Reply to an assessment"),
            (
                _l("Your State sees an assessment before it counts and has time to reply."),
                _l("If you contest it, readers see that it is contested."),
            ),
            "replies.workspace",
            _l("Your replies"),
        ),
    ),
    Role.VALIDATING_AUTHORITY,
)
