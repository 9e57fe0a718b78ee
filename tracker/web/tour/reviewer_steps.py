"""The tour of a reviewer."""

from flask_babel import lazy_gettext as _l

from tracker.policy.predicates import Role
from tracker.web.tour.step import Step, Tour

REVIEWER = Tour(
    "reviewer",
    _l("Reviewer"),
    _l("Decide on actions, replies and reports, write assessments and answer readers."),
    (
        Step(
            _l("Start with the queue"),
            _l("Look at what waits. The oldest comes first."),
            _l("You see nothing about a State or an organisation to which you belong."),
            "review.index",
        ),
        Step(
            _l("Check an action for personal data"),
            _l("Look at the marked name and at the explanation. Decide whether it is harmless."),
            _l("Nothing that could identify a victim or a witness may become public."),
            "submission_review.page",
            find=("queue", "action"),
            argument="submission",
            otherwise="review.index",
        ),
        Step(
            _l("Give the second opinion"),
            _l("Another reviewer approved this action and left a note. Read it and decide."),
            _l("What denies a State’s own claim needs two reviewers."),
            "submission_review.page",
            find=("queue", "second"),
            argument="submission",
            otherwise="review.index",
        ),
        Step(
            _l("Classify an action"),
            _l("The organisation left the type and the commitments to you. Choose them."),
            _l("People can report what happened without knowing the commitments by heart."),
            "submission_review.page",
            find=("queue", "unclassified"),
            argument="submission",
            otherwise="review.index",
        ),
        Step(
            _l("Decide on a reply"),
            _l("Read the reply next to the action. Publish it or return it with a reason."),
            _l("A decision against a reply needs a reason, which its writers read."),
            "submission_review.page",
            find=("queue", "reply"),
            argument="submission",
            otherwise="review.index",
        ),
        Step(
            _l("Read a report of a State"),
            _l("Look at the answers next to the evidence on record."),
            _l("You check whether answers are complete and have sources, not whether you agree."),
            "review.report",
            find=("queue", "report"),
            otherwise="review.index",
        ),
        Step(
            _l("Declare a conflict of interest"),
            _l("Look for the button on the page of an action. It hands the action on."),
            _l("The declaration is recorded. After it you no longer see the action."),
            "submission_review.page",
            find=("queue", "withheld"),
            argument="submission",
            otherwise="review.index",
        ),
        Step(
            _l("Assess a commitment"),
            _l("Read the records, choose a level and give your reasons."),
            _l("A second reviewer rates without seeing your level. Readers see how far you agree."),
            "assessments.cell",
            {"iso3": "XEX", "commitment": "GPA-2010-33"},
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
        Step(
            _l("See what the public knows of your work"),
            _l("Look at the list of decisions and the time that they took."),
            _l("Reviewers are not named. Their decisions and reasons are public."),
            "decisions.index",
        ),
    ),
    Role.REVIEWER,
    "reviewer@example.org",
)
