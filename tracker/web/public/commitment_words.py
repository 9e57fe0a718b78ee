"""The meaning of types of commitments and of certainty, in sentences."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.gap.facts import ScoringParams
from tracker.registry.summaries import Card
from tracker.registry.vocabulary import COUNTED_KINDS, CommitmentKind

KINDS: dict[str, Any] = {
    CommitmentKind.COMMITMENT: _l("States committed to it in a text that they adopted."),
    CommitmentKind.CALL: _l("A body calls on others to do it. This creates no commitment."),
    CommitmentKind.TREATY_OBLIGATION: _l("A treaty obliges its parties to it, and no other State."),
    CommitmentKind.RECALLED_COMMITMENT: _l("The text recalls a commitment from another text."),
    CommitmentKind.RECOMMENDATION: _l(
        "Participants of a hearing recommend it. States have not committed to it."
    ),
    CommitmentKind.PLEDGE: _l("Speakers other than States commit themselves to it."),
    CommitmentKind.PURPOSE: _l("It states the purpose of the text."),
    CommitmentKind.STATEMENT: _l("It explains why something matters and asks for nothing."),
    CommitmentKind.GUIDING_QUESTION: _l("A question put to those who took part in an event."),
    CommitmentKind.REPORTED_ACTIVITY: _l("It reports actions."),
    CommitmentKind.OBSERVATION: _l("It describes the situation."),
    CommitmentKind.REFERENCE: _l("It points to another text."),
}

URL_CERTAINTY: dict[str, Any] = {
    "seen": _l("We have opened this address and seen the text there."),
    "pattern": _l("Built from the symbol or number in the usual way. We have not opened it."),
    "site_only": _l("Leads to the site of the body, not to the text itself."),
}

RELATIONS: dict[str, Any] = {
    "same": _l("Asks the same, and counts once with it"),
    "earlier_form_of": _l("Makes it again later, with changes"),
    "later_form_of": _l("Made it earlier, in another form"),
    "narrower": _l("Asks a part of it"),
    "broader": _l("Asks this and more"),
    "related": _l("Is related"),
}


def why_counted(card: Card, reading: ScoringParams) -> Any:
    """Whether a commitment counts for the gap, and by which rule."""
    if not card.addressed_to_states:
        return _l("It does not enter the gap: it is not addressed to States.")
    if card.kind in COUNTED_KINDS:
        return _l("It enters the gap.")
    if card.kind == CommitmentKind.RECOMMENDATION and reading.include_recommendations:
        return _l("It enters the gap only because you chose to include recommendations.")
    return _l(
        "It does not enter the gap: only commitments, calls and treaty obligations do, "
        "where they are addressed to States."
    )
