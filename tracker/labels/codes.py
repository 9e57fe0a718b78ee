"""The translatable label of every code."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from tracker.core import collation
from tracker.gap.facts import Standing
from tracker.labels import charts

LEVELS = charts.LEVELS

LABELS: dict[str, dict[str, Any]] = {
    "pillar": charts.PILLARS,
    "commitment_kind": {
        "commitment": _lp("kind of passage", "Commitment"),
        "call": _l("Call"),
        "treaty_obligation": _l("Treaty obligation"),
        "recalled_commitment": _l("Recalled commitment"),
        "recommendation": _l("Recommendation"),
        "pledge": _l("Pledge"),
        "purpose": _l("Purpose"),
        "statement": _l("Statement of importance"),
        "guiding_question": _l("Guiding question"),
        "reported_activity": _l("Reported activity"),
        "observation": _l("Observation"),
        "reference": _l("Pointer to another text"),
    },
    "instrument_kind": {
        "resolution": _l("Resolution"),
        "political_declaration": _l("Political declaration"),
        "treaty": _l("Treaty"),
        "statement": _l("Statement"),
        "message": _l("Message"),
        "hearing_summary": _l("Summary of a hearing"),
        "concept_note": _l("Concept note"),
        "issue_brief": _l("Issue brief"),
        "event": _l("Event"),
        "call_to_action": _l("Call to action"),
        "training": _l("Training course"),
        "recommendations": _l("Recommendations to single States"),
    },
    "mechanism": {
        "universal_periodic_review": _l("Universal Periodic Review"),
        "treaty_body": _l("Treaty bodies"),
        "special_procedure": _l("Special procedures"),
        "regional_body": _l("Regional bodies"),
        "other_body": _l("Other bodies"),
        "voluntary_pledge": _l("Voluntary pledges"),
    },
    "position": {
        "supported": _l("Supported"),
        "in_part": _l("Supported in part"),
        "noted": _l("Noted"),
        "not_stated": _l("Not stated"),
        "none": _l("No position on record here"),
    },
    "addressee": {
        "all_states": _l("All States"),
        "states_parties": _l("States parties"),
        "un_entities": _l("United Nations entities"),
        "all_stakeholders": _l("All stakeholders"),
        "private_sector": _l("Private sector"),
        "civil_society": _l("Civil society"),
        "international_organisations": _l("International organisations"),
        "health_professionals": _l("Health professionals"),
        "aviation_sector": _l("Aviation sector"),
    },
    "certainty": {
        "verified": _l("verified"),
        "secondary": _l("secondary"),
        "unverified": _l("unverified"),
    },
    "certainty_meaning": {
        "verified": _l("We have read this passage in the source itself."),
        "secondary": _l("We have seen this passage in another text, not in the source itself."),
        "unverified": _l("We recall this passage. Its place and wording still need to be checked."),
    },
    "relation": {
        "same": _l("asks the same"),
        "earlier_form_of": _l("is the later form of it"),
        "later_form_of": _l("is the earlier form of it"),
        "narrower": _l("asks part of it"),
        "broader": _l("asks this and more"),
        "related": _l("is related"),
    },
    "thread_tie": {
        "same": _l("Asks the same and counts once with"),
        "later_form_of": _l("A later form of"),
    },
    "strength": {"high": _l("high"), "medium": _l("medium"), "low": _l("low")},
    "lane": charts.LANES,
    "lane_short": {
        "reported": _l("Reported"),
        "evidenced": _l("Evidenced"),
        "assessed": _l("Assessed"),
    },
    "source_kind": {
        "reported": _l("State report"),
        "evidenced": _l("Other evidence"),
        "assessed": _l("Reviewers’ assessment"),
    },
    "applicability": {
        "applies": _l("Applies"),
        "not_applicable": _l("Not applicable: not a party to the treaty"),
        "membership_unknown": _l("Membership of the treaty unknown"),
        "not_yet_member": _l("Not applicable: not yet a member of the United Nations"),
        "not_yet_due": _l("Not yet due: adopted later"),
        "out_of_scope": _l("Does not enter the gap"),
    },
    "answer": {
        "level": _l("Level"),
        "not_assessed": _l("Not assessed"),
        "not_applicable": _l("Not applicable, says the State"),
    },
    "consultation": {
        "led": _l("survivors led this answer"),
        "consulted": _l("survivors were consulted"),
        "not_consulted": _l("survivors were not consulted"),
        "not_stated": _l("not stated whether survivors were consulted"),
    },
    "action_kind": {
        "law": _l("Law"),
        "policy": _l("Policy"),
        "budget": _l("Budget"),
        "institution": _l("Institution"),
        "training": _l("Training"),
        "enforcement": _l("Enforcement"),
        "court_ruling": _l("Court ruling"),
        "service": _l("Service"),
        "cooperation": _l("Cooperation"),
        "data": _l("Data or study"),
        "reversal": _l("Reversal"),
    },
    "band": charts.BANDS,
    "figure_standing": charts.FIGURE_STANDINGS,
    "confidence": {"high": _l("high"), "medium": _l("medium"), "low": _l("low")},
    "polarity": {
        "supports": _l("supports"),
        "contradicts": _l("contradicts"),
        "context": _l("context"),
    },
    "stage": {
        "output": _l("Output: something was set up"),
        "outcome": _l("Outcome: something came of it"),
    },
    "stance": {
        "confirm": _l("Confirms"),
        "correct": _l("Corrects"),
        "contest": _l("Contests"),
        "take_note": _l("Takes note"),
    },
    "tier": {
        "A": _l("Primary official record"),
        "B": _l("Independent institution"),
        "C": _l("Civil society, or one State about another"),
        "D": _l("Secondary or media"),
    },
    "indicator_type": {
        "structural": _l("Structural"),
        "process": _l("Process"),
        "outcome": _l("Outcome"),
    },
    "indicator_kind": {
        "membership": _l("Membership of a treaty"),
        "ordinal": _l("Ordinal scale"),
        "count": _l("Count"),
        "share": _l("Percentage"),
    },
    "hiding_ground": {
        "danger": _l("It may endanger someone"),
        "personal_data": _l("Someone could be recognised"),
    },
    "state_status": {"member": _l("Member State"), "observer": _l("Observer State")},
    "region": charts.REGIONS,
    "group": charts.GROUPS,
    "act": charts.ACTS,
}


def label(kind: str, code: object) -> str:
    """The label of a code. Raises KeyError for an unknown code, which is a bug.

    Treaty acts were once free text. One that an earlier version took, and no list has, is shown as
    it was written.
    """
    if kind == "act" and str(code) not in LABELS[kind]:
        return str(code).replace("_", " ").capitalize()
    return str(LABELS[kind][str(code)])


def filter_labels() -> dict[str, dict[str, Any]]:
    """Labels for select fields: regions and groups sorted by name.

    Other codes have an order of their own, such as levels and pillars.
    """
    named = {
        name: dict(collation.choices((code, str(word)) for code, word in LABELS[name].items()))
        for name in ("region", "group")
    }
    return {**LABELS, **named}


def last_known_word(standing: Standing) -> str:
    """The last known level of a dated cell, such as “Last known: Partial, 2013”."""
    year = standing.last_known_on.year if standing.last_known_on else ""
    return _("Last known: %(level)s, %(year)s", level=level_label(standing.last_known), year=year)


def level_label(level: int | None) -> str:
    """The label of a level. None is "No information", never a number."""
    return str(_NO_INFORMATION if level is None else LEVELS[level])


_NO_INFORMATION = _l("No information")
