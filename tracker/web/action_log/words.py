"""Texts for logging an action: meanings of choices, statuses, findings.

Definitions are beside the choice, on the form and in the workbook.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from tracker.core import formats
from tracker.evidence.duplicates import Similarity
from tracker.evidence.vocabulary import ActionKind, Polarity, Stage, Tier
from tracker.pii.findings import FindingKind
from tracker.reporting.answer_definitions import CHOICES
from tracker.review.lifecycle import Move, Status
from tracker.review.submissions import DeclineReason


class Meaning(NamedTuple):
    """A code of a closed list with its label and meaning."""

    code: str
    word: Any  # lazily translated
    meaning: Any


KINDS = (
    Meaning(ActionKind.LAW, _l("Law"), _l("adopted, amended or in force, or a treaty joined")),
    Meaning(ActionKind.POLICY, _l("Policy"), _l("a plan, a strategy or a government decision")),
    Meaning(ActionKind.BUDGET, _l("Budget"), _l("money allocated, spent or cut")),
    Meaning(
        ActionKind.INSTITUTION, _l("Institution"), _l("a body, a unit, a rapporteur or a hotline")
    ),
    Meaning(ActionKind.TRAINING, _l("Training"), _l("of police, judges, inspectors, staff")),
    Meaning(
        ActionKind.ENFORCEMENT,
        _l("Enforcement"),
        _l(
            "numbers of investigations, prosecutions and convictions, never cases of "
            "individual victims"
        ),
    ),
    Meaning(
        ActionKind.COURT_RULING,
        _l("Court ruling"),
        _l(
            "a judgment on a law, a policy or a practice, without the names of the people in the "
            "case"
        ),
    ),
    Meaning(
        ActionKind.SERVICE, _l("Service for victims"), _l("shelter, health care, legal aid or work")
    ),
    Meaning(
        ActionKind.COOPERATION, _l("Cooperation"), _l("with States, organisations or survivors")
    ),
    Meaning(ActionKind.DATA, _l("Data or study"), _l("collected or published")),
    Meaning(ActionKind.REVERSAL, _l("Reversal"), _l("something was ended, cut or revoked")),
)
POLARITIES = (
    Meaning(Polarity.SUPPORTS, _l("Supports"), _l("the action carries out the commitment")),
    Meaning(Polarity.CONTRADICTS, _l("Contradicts"), _l("the action goes against the commitment")),
    Meaning(
        Polarity.CONTEXT,
        _l("Context"),
        _l("background information; it does not count for the level"),
    ),
)
TIERS = (
    Meaning(
        Tier.A,
        _l("A · Primary official record"),
        _l("a gazette, law, budget, judgment or official statistics"),
    ),
    Meaning(
        Tier.B,
        _l("B · Independent institution"),
        _l("a court, treaty body, national human rights institution or peer-reviewed index"),
    ),
    Meaning(
        Tier.C,
        _l("C · Civil society, or one State about another"),
        _l("a report of an organisation, also your own, or an assessment by another State"),
    ),
    Meaning(
        Tier.D, _l("D · Secondary or media"), _l("a newspaper, a broadcast or a summary by others")
    ),
)
STAGES = (
    Meaning(Stage.OUTPUT, _l("Output"), _l("something was set up")),
    Meaning(Stage.OUTCOME, _l("Outcome"), _l("it had an effect")),
    Meaning("", _l("Not stated"), ""),
)
LEVELS = tuple(Meaning(each.code, each.word, each.meaning) for each in CHOICES[:5])
NO_LEVEL = Meaning("", _l("No level"), _l("the action alone does not show the level"))

STATUS: Mapping[Status, Any] = {
    Status.DRAFT: _l("Draft"),
    Status.SUBMITTED: _l("Under review"),
    Status.SECOND_REVIEW: _l("With a second reviewer"),
    Status.PUBLISHED: _l("Published"),
    Status.RETURNED: _l("Returned with comments"),
    Status.DECLINED: _l("Declined"),
    Status.SUPERSEDED: _l("Replaced by its correction"),
    Status.WITHDRAWN: _l("Withdrawn"),
}
MOVES: Mapping[Move, Any] = {
    Move.SUBMIT: _l("Sent for review"),
    Move.RECALL: _l("Withdrawn from review"),
    Move.APPROVE: _l("Approved by a first reviewer, waiting for a second one"),
    Move.PUBLISH: _l("Published"),
    Move.RETURN: _l("Returned by a reviewer"),
    Move.DECLINE: _l("Declined by a reviewer"),
    Move.REOPEN: _l("Reopened"),
    Move.SUPERSEDE: _l("Replaced by its correction"),
    Move.WITHDRAW: _l("Withdrawn by your organisation"),
}
GROUNDS: Mapping[str, Any] = {
    DeclineReason.HARMFUL: _l("A person could be recognised, and this cannot be corrected."),
    DeclineReason.NOT_AN_ACT: _l("It is not a dated action of a State."),
    DeclineReason.NOT_CHECKABLE: _l("No source allows a check."),
    DeclineReason.ALREADY_THERE: _l("The same action already exists."),
    DeclineReason.OUT_OF_SCOPE: _l("It concerns no commitment in this tracker."),
}
FINDINGS: Mapping[FindingKind, Any] = {
    FindingKind.NAME: _l("the name of a person"),
    FindingKind.AGE_AND_NAME: _l("a name with an age"),
    FindingKind.TELEPHONE: _l("a telephone number"),
    FindingKind.IDENTITY_NUMBER: _l("the number of a document"),
    FindingKind.BANK_ACCOUNT: _l("a bank account"),
    FindingKind.EMAIL: _l("an e-mail address"),
    FindingKind.HANDLE_OR_ACCOUNT: _l("a personal account or profile"),
    FindingKind.ADDRESS: _l("an exact address"),
    FindingKind.COORDINATES: _l("coordinates of a place"),
    FindingKind.DATE_OF_BIRTH: _l("a date of birth"),
    FindingKind.AGE: _l("an exact age"),
    FindingKind.PLACE_OF_STAY: _l("a place where a person stays"),
}
LIKENESS: Mapping[Similarity, Any] = {
    Similarity.SOURCE: _l("names the same source"),
    Similarity.WORDS: _l("a similar title at about the same time"),
}
# What a correction that withholds the name can do, and what it cannot.
STAYS_KNOWN = _l(
    "If you withhold the name, we remove the name and the day from every earlier version, "
    "too. Readers may have copied an earlier version, and e-mails that we have sent "
    "contain your name. If an earlier version names you in its text or sources, we remove "
    "its text."
)
STAYS_WITHHELD = _l(
    "An earlier version withholds the name. A later version cannot show it because that "
    "would reveal the name for the earlier version. To be named, log the action again."
)
FIELDS: Mapping[str, Any] = {
    "state": _l("State"),
    "kind": _l("Type of action"),
    "title": _l("What did the State do, in one line?"),
    "account": _l("What happened, in a few sentences?"),
    "happened_on": _l("When did it happen or begin?"),
    "until": _l("If it lasted: when did it end?"),
    "stage": _l("Output or outcome"),
    "language": _l("Language of your text"),
    "commitments": _l("Which commitments does it concern?"),
    "classify": _l("Let a reviewer classify the action"),
    "withhold_name": _l("Show the organisation’s name to reviewers only"),
    "show_survivor_led": _l("Readers may know that survivors lead the organisation"),
    "own_key": _l("Your own number"),
    "files": _l("Files"),
    "replaces": _l("Corrects"),
}
SOURCE_FIELDS: Mapping[str, Any] = {
    "url": _l("Web address"),
    "title": _l("Title"),
    "publisher": _l("Publisher"),
    "published_on": _l("Date of publication"),
    "language": _l("Language of the source"),
    "tier": _l("Type of source"),
    "archived_url": _l("Web address of an archived copy"),
}
NOTICES: Mapping[str, Any] = {
    "begun": _l(
        "The draft is started. It is saved as you write. Only your organisation can see it."
    ),
    "saved": _l("Saved."),
    "explained": _l("Your explanation is saved."),
    "submitted": _l("Thank you. We have sent the action to the reviewers."),
    "recalled": _l("It is a draft again. Reviewers do not see it."),
    "reopened": _l("It is a draft again. The reviewer's comments are beside the fields."),
    "corrected": _l("This draft replaces the published version after a reviewer agrees."),
    "withdrawn": _l("It is withdrawn. Readers see only that it existed, and your reason."),
    "discarded": _l("The draft is deleted."),
    "moved": _l("Nothing was changed because the status has changed. You see the current status."),
    "attached": _l("The file is attached. We removed hidden personal data from it."),
    "described": _l("The description of the file is saved."),
    "removed": _l("The file is removed."),
    "written": _l("The workbook is imported."),
    "dropped": _l("The upload is cancelled. Nothing was changed."),
    "gone": _l(
        "The uploaded workbook has expired, so nothing was changed. Please upload it again."
    ),
}
# Languages in which most texts and sources are; any other can be typed as its tag.
LANGUAGES: Mapping[str, Any] = {
    "ar": _l("Arabic"),
    "zh": _l("Chinese"),
    "en": _l("English"),
    "fr": _l("French"),
    "ru": _l("Russian"),
    "es": _l("Spanish"),
    "pt": _l("Portuguese"),
    "de": _l("German"),
    "hi": _l("Hindi"),
    "bn": _l("Bengali"),
    "id": _l("Indonesian"),
    "sw": _l("Swahili"),
    "tr": _l("Turkish"),
    "uk": _l("Ukrainian"),
    "vi": _l("Vietnamese"),
    "ur": _l("Urdu"),
    "fa": _l("Persian"),
    "th": _l("Thai"),
    "ne": _l("Nepali"),
    "ro": _l("Romanian"),
    "it": _l("Italian"),
    "pl": _l("Polish"),
}


def meanings(listed: tuple[Meaning, ...]) -> dict[str, Meaning]:
    """A closed list by code."""
    return {str(each.code): each for each in listed}


def field_name(name: str) -> str:
    """The label of a column, with the number of a source."""
    parts = name.split("_", 2)
    if parts[0] == "source" and len(parts) == 3:
        return formats.labelled(_l("Source %(number)s", number=parts[1]), SOURCE_FIELDS[parts[2]])
    if name.startswith("caption-"):
        return str(_l("Caption of a file"))
    return str(FIELDS.get(name, name))
