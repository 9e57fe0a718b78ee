"""Closed lists of the registry, shared by schema, pages and files. Pure."""

from enum import StrEnum


class Pillar(StrEnum):
    """The five pillars in page order."""

    PREVENTION = "prevention"
    PROTECTION = "protection"
    PROSECUTION = "prosecution"
    PARTNERSHIP = "partnership"
    CROSS_CUTTING = "cross_cutting"


class InstrumentKind(StrEnum):
    """The type of an instrument."""

    RESOLUTION = "resolution"
    POLITICAL_DECLARATION = "political_declaration"
    TREATY = "treaty"
    STATEMENT = "statement"
    MESSAGE = "message"
    HEARING_SUMMARY = "hearing_summary"
    CONCEPT_NOTE = "concept_note"
    ISSUE_BRIEF = "issue_brief"
    EVENT = "event"
    CALL_TO_ACTION = "call_to_action"
    TRAINING = "training"
    RECOMMENDATIONS = "recommendations"  # of a mechanism, each to one state


class CommitmentKind(StrEnum):
    """The type of a commitment. Only the first three are measurable demands on States."""

    COMMITMENT = "commitment"
    CALL = "call"
    TREATY_OBLIGATION = "treaty_obligation"
    RECALLED_COMMITMENT = "recalled_commitment"
    RECOMMENDATION = "recommendation"
    PLEDGE = "pledge"
    PURPOSE = "purpose"
    STATEMENT = "statement"
    GUIDING_QUESTION = "guiding_question"
    REPORTED_ACTIVITY = "reported_activity"
    OBSERVATION = "observation"
    REFERENCE = "reference"


# Methodology 1, "Adding up": the kinds that enter the gap when they are addressed to states.
COUNTED_KINDS = frozenset(
    {CommitmentKind.COMMITMENT, CommitmentKind.CALL, CommitmentKind.TREATY_OBLIGATION}
)


class Addressee(StrEnum):
    """The addressees of a commitment. There may be several."""

    ALL_STATES = "all_states"
    STATES_PARTIES = "states_parties"
    UN_ENTITIES = "un_entities"
    ALL_STAKEHOLDERS = "all_stakeholders"
    PRIVATE_SECTOR = "private_sector"
    CIVIL_SOCIETY = "civil_society"
    INTERNATIONAL_ORGANISATIONS = "international_organisations"
    HEALTH_PROFESSIONALS = "health_professionals"
    AVIATION_SECTOR = "aviation_sector"


STATE_ADDRESSEES = frozenset({Addressee.ALL_STATES, Addressee.STATES_PARTIES})


class Mechanism(StrEnum):
    """The mechanisms that recommend to single States, and voluntary pledges."""

    UNIVERSAL_PERIODIC_REVIEW = "universal_periodic_review"
    TREATY_BODY = "treaty_body"
    SPECIAL_PROCEDURE = "special_procedure"
    REGIONAL_BODY = "regional_body"
    OTHER_BODY = "other_body"
    VOLUNTARY_PLEDGE = "voluntary_pledge"


# No mechanism of the United Nations says by itself who these are: the row names the body.
NAMED_BODIES = frozenset({Mechanism.REGIONAL_BODY, Mechanism.OTHER_BODY})


class Stand(StrEnum):
    """A State's position on a commitment, in page order.

    ``not_stated`` is a recorded position: the source says that the State took none. It differs from
    having no record.
    """

    SUPPORTED = "supported"
    IN_PART = "in_part"
    NOTED = "noted"
    NOT_STATED = "not_stated"


class Certainty(StrEnum):
    """How certain we are of a commitment's wording and place."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class UrlCertainty(StrEnum):
    """How the address of an instrument was found."""

    SEEN = "seen"
    PATTERN = "pattern"
    SITE_ONLY = "site_only"


class RelationKind(StrEnum):
    """The relation between two commitments.

    ``narrower``: the first is within the second. ``later_form_of``: the first is the second one
    made again later, with something added or dropped. Only ``same`` makes two count once.
    """

    SAME = "same"
    LATER_FORM_OF = "later_form_of"
    NARROWER = "narrower"
    RELATED = "related"


class Strength(StrEnum):
    """How certain we are of our own judgement, such as a relation."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class StateStatus(StrEnum):
    """Member of the United Nations or observer."""

    MEMBER = "member"
    OBSERVER = "observer"


class Region(StrEnum):
    """Regions of the UN M49 standard."""

    AFRICA = "africa"
    AMERICAS = "americas"
    ASIA = "asia"
    EUROPE = "europe"
    OCEANIA = "oceania"


class RegionalGroup(StrEnum):
    """The regional groups of members of the United Nations."""

    AG = "AG"
    APG = "APG"
    EEG = "EEG"
    GRULAC = "GRULAC"
    WEOG = "WEOG"


class IndicatorType(StrEnum):
    """OHCHR, HRI/MC/2008/3: structure, process or outcome."""

    STRUCTURAL = "structural"
    PROCESS = "process"
    OUTCOME = "outcome"


class IndicatorKind(StrEnum):
    """How an indicator's values behave. Treaty membership has its own rule.

    A count and a share (a percentage) are numbers. They have no scale, state no level, and never
    vote; pages and files show them.
    """

    MEMBERSHIP = "membership"
    ORDINAL = "ordinal"
    COUNT = "count"
    SHARE = "share"


NUMBER_KINDS = frozenset({IndicatorKind.COUNT, IndicatorKind.SHARE})


class Direction(StrEnum):
    """Whether higher values are closer to the commitment."""

    UP = "up"
    DOWN = "down"


class MembershipStatus(StrEnum):
    """Values of a membership indicator (methodology 1: levels 0, 1 and 4)."""

    NOT_PARTY = "not_party"
    SIGNED = "signed"
    PARTY = "party"
