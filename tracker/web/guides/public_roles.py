"""Guides for readers and civil society."""

from flask_babel import lazy_gettext as _l

from tracker.policy.predicates import Role
from tracker.web.guides.guide import Guide, Part

READER = Guide(
    "reader",
    _l("Reader"),
    _l("Find the promises of a State, its actions and who reports them. You need no account."),
    (
        Part(
            "find-state",
            _l("Find a State or a subject"),
            (
                _l("Type a name or a subject in the search box. A few letters are enough."),
                _l("Or open the list of States. The filters narrow it to a region or a group."),
                _l("The page of a State begins with its promises and its progress."),
            ),
            "states.index",
            _l("All States"),
        ),
        Part(
            "commitment",
            _l("Read one commitment of a State"),
            (
                _l("Each commitment has three sources: State report, other evidence, reviewers."),
                _l("They stand side by side. We do not mix them into one opinion."),
                _l("Open “How the status was calculated” to see each record and each step."),
            ),
            "commitments.index",
            _l("All commitments"),
        ),
        Part(
            "missing",
            _l("Understand missing information"),
            (
                _l("“No information” means that we have no record. It is not a zero."),
                _l("“Out of date” means that every record is too old to describe today."),
                _l("“Not started” is a finding. A source says that nothing was done."),
            ),
            "methodology.page",
            _l("Methodology"),
        ),
        Part(
            "quote",
            _l("Quote a figure"),
            (
                _l("Copy the address of the page. It leads back to the same figure."),
                _l("The settings of a page show the situation on any day in the past."),
                _l("Write the reference and the day beside the figure."),
            ),
        ),
        Part(
            "data",
            _l("Download the data"),
            (
                _l("Below each chart are its rows as a file."),
                _l("The page Download has every list as CSV, and all data in one file."),
                _l("You may use our data and texts under the licence CC BY 4.0."),
            ),
            "data.index",
            _l("Download"),
        ),
        Part(
            "mistake",
            _l("Report a mistake or danger"),
            (
                _l("Use the links at the foot of each page. You need no account."),
                _l("If a page endangers a person, choose “This page endangers someone”."),
                _l("We publish what we corrected, and never who wrote to us."),
            ),
            "feedback.form",
            _l("Report a mistake"),
        ),
    ),
)

CIVIL_SOCIETY = Guide(
    "civil-society",
    _l("Civil society"),
    _l("Log what States do, with sources. Reply to what States report. Stay safe while you do."),
    (
        Part(
            "account",
            _l("Get an account for your organisation"),
            (
                _l("Request an account and say which organisation you work for."),
                _l("An administrator checks the request and sends you a link by e-mail."),
                _l("Turn on two-step verification. It protects your drafts and your name."),
            ),
            "joining.join",
            _l("Request an account"),
        ),
        Part(
            "safe",
            _l("Protect people first"),
            (
                _l("Describe what the State did. Leave out names, ages and places of victims."),
                _l("The form marks words that may identify a person. Change or explain them."),
                _l("“Leave this page quickly” opens another site and signs you out."),
                _l("You can withhold the name of your organisation for each action."),
            ),
        ),
        Part(
            "log",
            _l("Log an action"),
            (
                _l("Give a title, the State, the date and an account of what happened."),
                _l("Add at least one source that readers can look up."),
                _l("Choose the commitments that it concerns, or leave that to a reviewer."),
                _l("The draft is saved while you type. You can finish it on another day."),
            ),
            "logging.workspace",
            _l("Your actions"),
        ),
        Part(
            "many",
            _l("Log many actions at once"),
            (
                _l("Download the spreadsheet and fill it in without the internet."),
                _l("Upload it. Each row becomes a draft."),
                _l("If something is wrong, we name the row and the field."),
            ),
            "logging_sheets.page",
            _l("Spreadsheet for actions"),
        ),
        Part(
            "after",
            _l("After you submit"),
            (
                _l("A reviewer publishes the action, returns it with a reason or declines it."),
                _l("You can recall it until a reviewer has decided."),
                _l("You can correct or withdraw a published action at any time."),
            ),
        ),
        Part(
            "reply",
            _l("Reply to a State"),
            (
                _l("A State can reply to your action. Both texts stay side by side."),
                _l(
                    "If you logged an action on a commitment, you can contest what the State"
                    " reports about that commitment."
                ),
                _l("A reviewer checks each reply before readers see it."),
            ),
            "replies.workspace",
            _l("Your replies"),
        ),
    ),
    Role.CONTRIBUTOR,
)
