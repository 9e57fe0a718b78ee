"""The words of logging an action: what each choice means, where a submission stands, what is found.

Definitions stand beside the choice itself, on the form and in the workbook.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from tracker.evidence.duplicates import Similarity
from tracker.evidence.vocabulary import ActionKind, Polarity, Stage, Tier
from tracker.pii.findings import FindingKind
from tracker.reporting.answer_definitions import CHOICES
from tracker.review.lifecycle import Move, Status
from tracker.review.submissions import DeclineReason


class Meaning(NamedTuple):
    """A code of a closed list with its word and what it stands for."""

    code: str
    word: Any  # lazily translated
    meaning: Any


KINDS = (
    Meaning(ActionKind.LAW, _l("Law"), _l("adopted, amended, in force, a treaty joined")),
    Meaning(ActionKind.POLICY, _l("Policy"), _l("a plan, a strategy, a decision of government")),
    Meaning(ActionKind.BUDGET, _l("Budget"), _l("money set aside, spent, cut")),
    Meaning(ActionKind.INSTITUTION, _l("Institution"), _l("a body, a unit, a rapporteur, a line")),
    Meaning(ActionKind.TRAINING, _l("Training"), _l("of police, judges, inspectors, staff")),
    Meaning(
        ActionKind.ENFORCEMENT,
        _l("Enforcement"),
        _l("figures of investigations, prosecutions, convictions; never single cases of victims"),
    ),
    Meaning(ActionKind.SERVICE, _l("Service for victims"), _l("shelter, health, legal aid, work")),
    Meaning(ActionKind.COOPERATION, _l("Cooperation"), _l("with states, organisations, survivors")),
    Meaning(ActionKind.DATA, _l("Data"), _l("collected, published, a study")),
    Meaning(ActionKind.REVERSAL, _l("Reversal"), _l("something was ended, cut or taken back")),
)
POLARITIES = (
    Meaning(Polarity.SUPPORTS, _l("Supports"), _l("the act carries out what is asked")),
    Meaning(Polarity.CONTRADICTS, _l("Contradicts"), _l("the act goes against what is asked")),
    Meaning(Polarity.CONTEXT, _l("Context"), _l("it helps to understand; it has no vote")),
)
TIERS = (
    Meaning(
        Tier.A,
        _l("A · Primary official record"),
        _l("a gazette, a law, a budget, a judgment, official statistics"),
    ),
    Meaning(
        Tier.B,
        _l("B · Independent institution"),
        _l("a court, a treaty body, a national human rights institution, a peer-reviewed index"),
    ),
    Meaning(
        Tier.C,
        _l("C · Civil-society documentation"),
        _l("a report or record of an organisation, also your own"),
    ),
    Meaning(
        Tier.D, _l("D · Secondary or media"), _l("a newspaper, a broadcast, a summary by others")
    ),
)
STAGES = (
    Meaning(Stage.OUTPUT, _l("Output"), _l("something was set up")),
    Meaning(Stage.OUTCOME, _l("Outcome"), _l("something came of it")),
    Meaning("", _l("Not said"), ""),
)
LEVELS = tuple(Meaning(each.code, each.word, each.meaning) for each in CHOICES[:5])
NO_LEVEL = Meaning("", _l("No level"), _l("the act alone does not show how far the state has come"))

STATUS: Mapping[Status, Any] = {
    Status.DRAFT: _l("Draft"),
    Status.SUBMITTED: _l("With reviewers"),
    Status.SECOND_REVIEW: _l("With a second reviewer"),
    Status.PUBLISHED: _l("Published"),
    Status.RETURNED: _l("Returned with reasons"),
    Status.DECLINED: _l("Declined"),
    Status.SUPERSEDED: _l("Replaced by its correction"),
    Status.WITHDRAWN: _l("Withdrawn"),
}
MOVES: Mapping[Move, Any] = {
    Move.SUBMIT: _l("Sent to the reviewers"),
    Move.RECALL: _l("Taken back before a decision"),
    Move.APPROVE: _l("A reviewer would publish it; a second one decides"),
    Move.PUBLISH: _l("Published"),
    Move.RETURN: _l("Returned by a reviewer"),
    Move.DECLINE: _l("Declined by a reviewer"),
    Move.REOPEN: _l("Taken up again"),
    Move.SUPERSEDE: _l("Replaced by its correction"),
    Move.WITHDRAW: _l("Withdrawn by your organisation"),
}
GROUNDS: Mapping[str, Any] = {
    DeclineReason.HARMFUL: _l("Somebody could be recognised, and that cannot be mended."),
    DeclineReason.NOT_AN_ACT: _l("It is not a dated act of a state."),
    DeclineReason.NOT_CHECKABLE: _l("No source lets it be checked."),
    DeclineReason.ALREADY_THERE: _l("The same act is on record already."),
    DeclineReason.OUT_OF_SCOPE: _l("It bears on no commitment that is followed here."),
}
FINDINGS: Mapping[FindingKind, Any] = {
    FindingKind.NAME: _l("a name of a person"),
    FindingKind.AGE_AND_NAME: _l("a name with an age"),
    FindingKind.TELEPHONE: _l("a telephone number"),
    FindingKind.IDENTITY_NUMBER: _l("a number of a document"),
    FindingKind.BANK_ACCOUNT: _l("a bank account"),
    FindingKind.EMAIL: _l("an e-mail address"),
    FindingKind.HANDLE_OR_ACCOUNT: _l("an account in a network"),
    FindingKind.ADDRESS: _l("an exact address"),
    FindingKind.COORDINATES: _l("coordinates of a place"),
    FindingKind.DATE_OF_BIRTH: _l("a date of birth"),
    FindingKind.AGE: _l("an exact age"),
    FindingKind.PLACE_OF_STAY: _l("a place where somebody stays"),
}
LIKENESS: Mapping[Similarity, Any] = {
    Similarity.SOURCE: _l("names the same source"),
    Similarity.WORDS: _l("a like title at about the same time"),
}
# What a correction that withholds the name can do, and what it cannot.
STAYS_KNOWN = _l(
    "If you keep the name back, every earlier version drops the name and the day, too. What stays "
    "known: readers may have copied an earlier version, and e-mails that we have sent name you. "
    "An earlier version that names you in its text or sources loses its words."
)
STAYS_WITHHELD = _l(
    "An earlier version keeps the name back. A later one cannot show it, because it would name "
    "you for the earlier one. To be named, log the action anew."
)
FIELDS: Mapping[str, Any] = {
    "state": _l("State"),
    "kind": _l("What sort of act is it?"),
    "title": _l("What did the state do, in one line?"),
    "account": _l("What happened, in a few sentences?"),
    "happened_on": _l("When did it happen, or begin?"),
    "until": _l("If it lasted: when did it end?"),
    "stage": _l("Was something set up, or did something come of it?"),
    "language": _l("Language in which you write"),
    "commitments": _l("On which commitments does it bear?"),
    "withhold_name": _l("Keep the organisation’s name from everybody but reviewers"),
    "show_survivor_led": _l("Still let readers know that survivors lead the organisation"),
    "own_key": _l("Your own number for it"),
    "files": _l("Files"),
    "replaces": _l("What this corrects"),
}
SOURCE_FIELDS: Mapping[str, Any] = {
    "url": _l("Address"),
    "title": _l("Title"),
    "publisher": _l("Who published it"),
    "published_on": _l("When it was published"),
    "language": _l("Language of the source"),
    "tier": _l("What sort of source is it?"),
    "archived_url": _l("Address of an archived copy"),
}
NOTICES: Mapping[str, Any] = {
    "begun": _l("The draft is begun. Everything is kept as you write; only your side sees it."),
    "saved": _l("Saved."),
    "explained": _l("Your explanation is kept."),
    "submitted": _l("Thank you. The action is with the reviewers."),
    "recalled": _l("It is a draft again; no reviewer sees it."),
    "reopened": _l("It is a draft again. What the reviewer asked for stands at the fields."),
    "corrected": _l("This draft will take the place of what is published once a reviewer agrees."),
    "withdrawn": _l("It is withdrawn. Readers only see that it was there, and your reason."),
    "discarded": _l("The draft is deleted."),
    "moved": _l("Nothing was changed: it had moved on already. This is where it stands."),
    "attached": _l("The file is attached, made anew without what it told of you."),
    "described": _l("What the file shows is kept."),
    "removed": _l("The file is taken away."),
    "written": _l("The workbook is taken over."),
    "dropped": _l("The workbook is put away; nothing was changed."),
    "gone": _l("The workbook is no longer kept, so nothing was changed. Please send it again."),
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
    """What a column is called on the form; a source's with its number."""
    parts = name.split("_", 2)
    if parts[0] == "source" and len(parts) == 3:
        return f"{_l('Source %(number)s', number=parts[1])}: {SOURCE_FIELDS[parts[2]]}"
    if name.startswith("caption-"):
        return str(_l("Caption of a file"))
    return str(FIELDS.get(name, name))
