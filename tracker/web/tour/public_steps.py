"""Tours for readers and civil society."""

from flask_babel import lazy_gettext as _l

from tracker.policy.predicates import Role
from tracker.web.tour.step import Step, Tour

READER = Tour(
    "reader",
    _l("Reader"),
    _l("Follow promises of States to their records and sources. You need no account."),
    (
        Step(
            _l("See the whole continent"),
            _l("Look at the map. Move the slider to an earlier year."),
            _l("The colour shows progress. Hatching shows that there is too little information."),
            "dashboard.home",
        ),
        Step(
            _l("Open one State"),
            _l("Read the first screen of Examplia, then open one of the five pillars."),
            _l("It shows promises, progress, sources and the age of the evidence on one screen."),
            "states.state",
            {"iso3": "XEX"},
        ),
        Step(
            _l("Follow a number to its records"),
            _l("Compare the three sources, then unfold the calculation."),
            _l("Every figure on this site leads to its records and the arithmetic."),
            "states.cell",
            {"iso3": "XEX", "reference": "GPA-2010-25"},
        ),
        Step(
            _l("See sources that disagree"),
            _l("Find the report of the State and the action that contradicts it."),
            _l("The site shows both and says that they disagree. It takes no average of them."),
            "states.cell",
            {"iso3": "XEX", "reference": "GPA-2010-38"},
        ),
        Step(
            _l("See a claim that others deny"),
            _l("Fictonia reports the highest level. Look at what others found."),
            _l("The distance between a report and other evidence is a finding of its own."),
            "states.cell",
            {"iso3": "XFC", "reference": "GPA-2010-23"},
        ),
        Step(
            _l("See a step back"),
            _l("Inventaria closed what it had opened. Look at the dates."),
            _l("The level is lower than 24 months earlier, so the commitment is marked."),
            "states.cell",
            {"iso3": "XIV", "reference": "GPA-2010-26"},
        ),
        Step(
            _l("See what is not known"),
            _l("Look at Vacantia, for which there is no record at all."),
            _l("Missing information is never zero. It enters no average and no comparison."),
            "states.state",
            {"iso3": "XVC"},
        ),
        Step(
            _l("Read an action and the reply to it"),
            _l("Read the account and its sources. Then read what the State replied."),
            _l("Both sides stand next to each other. Neither can change the words of the other."),
            "actions.action",
            {"reference": "A-XEX-0001"},
        ),
        Step(
            _l("Compare three States"),
            _l("Look at the widest differences and at the sources behind them."),
            _l("There is no ranking. A comparison says what it rests on."),
            "compare.compare",
            {"states": "XEX,XFC,XLG"},
        ),
        Step(
            _l("See what was corrected"),
            _l("Read the corrections. Then report a mistake yourself."),
            _l(
                "Readers find mistakes. A correction is public, and earlier versions stay readable."
            ),
            "feedback.corrections",
        ),
    ),
)

CIVIL_SOCIETY = Tour(
    "civil-society",
    _l("Civil society"),
    _l("Log actions of a State for a survivor-led organisation and reply to reports."),
    (
        Step(
            _l("See your organisation’s actions"),
            _l("Look at the list. Each action shows its status and the next step."),
            _l("An action becomes public only after a reviewer has checked it."),
            "logging.workspace",
        ),
        Step(
            _l("Finish a draft"),
            _l("Open the draft and fill in what is missing."),
            _l("Everything you type is saved, also while it is incomplete."),
            "logging.action",
            find=("action", "draft"),
            otherwise="logging.workspace",
        ),
        Step(
            _l("Answer a reviewer"),
            _l("A reviewer returned this action. Read the reason, correct it and send it again."),
            _l("A reviewer must give a reason for each decision against an action."),
            "logging.action",
            find=("action", "returned"),
            otherwise="logging.workspace",
        ),
        Step(
            _l("See what waits for a reviewer"),
            _l("Open the submitted action. You can recall it until a reviewer decides."),
            _l("The site found a name in its text. The organisation explained why it is harmless."),
            "logging.action",
            find=("action", "submitted"),
            otherwise="logging.workspace",
        ),
        Step(
            _l("Read a decision against an action"),
            _l("This action was declined. Read the ground and the reason."),
            _l("The list of decisions shows the same to everybody, without names."),
            "logging.action",
            find=("action", "declined"),
            otherwise="logging.workspace",
        ),
        Step(
            _l("Correct a published action"),
            _l("Look at the two versions of this action and at what changed."),
            _l("A correction replaces the earlier version, which stays readable."),
            "history.actions",
            find=("public", "corrected"),
            otherwise="actions.index",
        ),
        Step(
            _l("Protect your organisation"),
            _l("Look for the name of the organisation on this page. You will not find it."),
            _l(
                "You decide for each action whether readers see the name. Two reviewers must agree."
            ),
            "actions.action",
            {"reference": "A-XEX-0004"},
        ),
        Step(
            _l("Reply to a State’s report"),
            _l("Look at the replies of your organisation and at what you could reply to next."),
            _l("An organisation can contest an answer of a State about which it logged an action."),
            "replies.workspace",
        ),
        Step(
            _l("Log many actions at once"),
            _l("Download the spreadsheet. You can fill it in without the internet."),
            _l("Each row becomes a draft. The site names the row and the field of each mistake."),
            "logging_sheets.page",
        ),
        Step(
            _l("See what readers see"),
            _l("Look at the public page of your organisation."),
            _l("Readers can filter for survivor-led organisations on every page with actions."),
            "organisations.organisation",
            {"public_id": "demo-survivors"},
        ),
    ),
    Role.CONTRIBUTOR,
    "contributor@example.org",
)
