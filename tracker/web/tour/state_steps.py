"""Tours for the two roles of a State."""

from flask_babel import lazy_gettext as _l

from tracker.policy.predicates import Role
from tracker.web.tour.step import Step, Tour

FOCAL_POINT = Tour(
    "focal-point",
    _l("Focal point"),
    _l("Draft the reports of a ministry and reply to what others say about the State."),
    (
        Step(
            _l("See what is due"),
            _l("Look at the reports that are due. What is late comes first."),
            _l("One page shows all work of Examplia, so that a successor finds it too."),
            "workspace.index",
        ),
        Step(
            _l("Continue a draft"),
            _l("Open the draft. It lists every commitment that the cycle asks about."),
            _l("You can answer in any order. The draft is saved while you type."),
            "editor.overview",
            find=("report", "draft"),
            otherwise="workspace.index",
        ),
        Step(
            _l("Answer one commitment"),
            _l("Choose a level and name a source. Look at what others have on record."),
            _l("An answer with a source counts for readers. “Not assessed” is an answer too."),
            "entries.entry",
            {"commitment": "GPA-2010-38"},
            find=("report", "draft"),
            otherwise="workspace.index",
        ),
        Step(
            _l("Work offline"),
            _l("Download the workbook of this report."),
            _l(
                "Other ministries can fill in their part. You upload the file and see what changes."
            ),
            "workbooks.page",
            find=("report", "draft"),
            otherwise="workspace.index",
        ),
        Step(
            _l("Correct a returned report"),
            _l("Read why the reviewer returned this report, and find the answer that is meant."),
            _l("A report submitted in time still counts as in time if it is returned."),
            "editor.overview",
            find=("report", "returned"),
            otherwise="workspace.index",
        ),
        Step(
            _l("See what others logged"),
            _l("Look at actions and assessments about Examplia. Choose one to reply to."),
            _l("A State can confirm, correct, contest or take note of each of them."),
            "replies.workspace",
        ),
        Step(
            _l("Finish a reply"),
            _l("Open the draft of a reply and say what is right."),
            _l("A reply becomes public next to the record, in your words."),
            "replies.reply",
            find=("reply", "draft"),
            otherwise="replies.workspace",
        ),
        Step(
            _l("See a reply in public"),
            _l("Read the action and your reply as readers see them."),
            _l("A contested action still counts, and readers see that it is contested."),
            "actions.action",
            {"reference": "A-XEX-0001"},
        ),
        Step(
            _l("Import a file"),
            _l("Look at the imports. Answers from a spreadsheet can be read into a draft."),
            _l("The site shows what it understood before it saves anything."),
            "imports.index",
        ),
        Step(
            _l("See who has reported"),
            _l("Look at the three rounds of reports and at those that came late."),
            _l("“Has not reported” is a fact about a due date. It puts no blame on a State."),
            "reports.punctuality",
        ),
    ),
    Role.FOCAL_POINT,
    "focal@example.org",
)

AUTHORITY = Tour(
    "validating-authority",
    _l("Validating authority"),
    _l("Approve what the focal point drafted and submit it for the government."),
    (
        Step(
            _l("See what waits for you"),
            _l("Look at the reports of Examplia and the status of each one."),
            _l("Nothing leaves the government without your approval."),
            "workspace.index",
        ),
        Step(
            _l("Check a draft"),
            _l("Read the answers. Commitments without an answer are left out of the report."),
            _l("Approving confirms the answers of your government as they are shown."),
            "editor.overview",
            find=("report", "draft"),
            otherwise="workspace.index",
        ),
        Step(
            _l("Submit an approved report"),
            _l("This report is approved. Submit it, or open it again for changes."),
            _l("Approving and submitting are two steps, so that nothing is sent by mistake."),
            "editor.overview",
            find=("report", "cleared"),
            otherwise="workspace.index",
        ),
        Step(
            _l("See what reviewers have"),
            _l("This report waits for a reviewer. You can read it and not change it."),
            _l("Reviewers check form and sources. They never change an answer."),
            "editor.overview",
            find=("report", "submitted"),
            otherwise="workspace.index",
        ),
        Step(
            _l("Read why a report came back"),
            _l("Read the reason of the reviewer. The focal point corrects it, you approve again."),
            _l("Each step has a date and a role, for you and your successor."),
            "editor.overview",
            find=("report", "returned"),
            otherwise="workspace.index",
        ),
        Step(
            _l("Correct a published report"),
            _l("Open the published report and look at how a correction begins."),
            _l("A correction replaces the report for readers. The earlier one stays readable."),
            "editor.overview",
            find=("report", "published"),
            otherwise="workspace.index",
        ),
        Step(
            _l("Withdraw a report"),
            _l("This report was withdrawn. Look at the reason that readers see."),
            _l("A withdrawn report no longer counts, and readers can see that it existed."),
            "editor.overview",
            find=("report", "withdrawn"),
            otherwise="workspace.index",
        ),
        Step(
            _l("Follow a reply"),
            _l("This reply to an action waits for a reviewer. You can recall it."),
            _l("A reply of the government goes through the same checks as an action."),
            "replies.reply",
            find=("reply", "submitted"),
            otherwise="replies.workspace",
        ),
        Step(
            _l("See a contested assessment"),
            _l(
                "Read the reviewers’ assessment and the reply in which your government contests it."
            ),
            _l("A State sees an assessment before it counts and has time to reply."),
            "states.cell",
            {"iso3": "XEX", "reference": "GPA-2010-25"},
        ),
        Step(
            _l("Read what the public reads"),
            _l("Open the reports of Examplia and where they differ from other sources."),
            _l("It is the page that journalists and other delegations will open first."),
            "state_tabs.reports",
            {"iso3": "XEX"},
        ),
    ),
    Role.VALIDATING_AUTHORITY,
    "authority@example.org",
)
