"""Closed lists of evidence: source tiers, treaty acts, polarity and types of actions. Pure."""

from enum import StrEnum


class Tier(StrEnum):
    """How close a source is to the fact (methodology 1). Its weight is 4, 3, 2 or 1."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Polarity(StrEnum):
    """Whether an action supports a commitment, contradicts it, or only gives context."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class ActionKind(StrEnum):
    """The type of a logged action."""

    LAW = "law"
    POLICY = "policy"
    BUDGET = "budget"
    INSTITUTION = "institution"
    TRAINING = "training"
    ENFORCEMENT = "enforcement"
    COURT_RULING = "court_ruling"
    SERVICE = "service"
    COOPERATION = "cooperation"
    DATA = "data"
    REVERSAL = "reversal"


class Stage(StrEnum):
    """How far an action goes: a measure was set up, or it had results."""

    OUTPUT = "output"
    OUTCOME = "outcome"


class Stance(StrEnum):
    """What a reply says about its record."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    CONTEST = "contest"
    TAKE_NOTE = "take_note"


class TreatyAct(StrEnum):
    """A State's treaty act, or a source's record without a named act."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    RATIFICATION_OR_ACCESSION = "ratification_or_accession"
    DEFINITIVE_SIGNATURE = "definitive_signature"
    FORMAL_CONFIRMATION = "formal_confirmation"
    PROVISIONAL_APPLICATION = "provisional_application"
    TERRITORIAL_APPLICATION = "territorial_application"
    ENTRY_INTO_FORCE = "entry_into_force"
    INSTRUMENT_HANDED_OVER = "instrument_handed_over"
    RESERVATION = "reservation"
    DECLARATION = "declaration"
    OBJECTION = "objection"
    WITHDRAWAL_OF_RESERVATION = "withdrawal_of_reservation"
    WITHDRAWAL_OF_SIGNATURE = "withdrawal_of_signature"
    WITHDRAWAL = "withdrawal"
    DENUNCIATION = "denunciation"
    TERMINATION = "termination"
    STATUS_PARTY = "status_party"
    STATUS_NOT_PARTY = "status_not_party"
    STATUS_SIGNED = "status_signed"


PARTY, SIGNED, NOT_PARTY = "party", "signed", "not_party"
"""The values of the scales of treaties."""
_JOINED = (
    TreatyAct.RATIFICATION,
    TreatyAct.ACCEPTANCE,
    TreatyAct.APPROVAL,
    TreatyAct.ACCESSION,
    TreatyAct.SUCCESSION,
    TreatyAct.RATIFICATION_OR_ACCESSION,
    TreatyAct.DEFINITIVE_SIGNATURE,
    TreatyAct.FORMAL_CONFIRMATION,
    TreatyAct.ENTRY_INTO_FORCE,
    TreatyAct.INSTRUMENT_HANDED_OVER,
    TreatyAct.STATUS_PARTY,
)
_LEFT = (
    TreatyAct.WITHDRAWAL,
    TreatyAct.WITHDRAWAL_OF_SIGNATURE,
    TreatyAct.DENUNCIATION,
    TreatyAct.TERMINATION,
    TreatyAct.STATUS_NOT_PARTY,
)
VALUE_AFTER_ACT = {
    TreatyAct.SIGNATURE: SIGNED,
    TreatyAct.STATUS_SIGNED: SIGNED,
    **dict.fromkeys(_JOINED, PARTY),
    **dict.fromkeys(_LEFT, NOT_PARTY),
}
"""What a state is after an act. Reservations, declarations and their like change nothing.

Source: Vienna Convention on the Law of Treaties, 1969, articles 2, 11 to 17, 54 and 56.
"""
ACTS_OF_THOSE_BOUND = frozenset(
    (TreatyAct.RESERVATION, TreatyAct.WITHDRAWAL_OF_RESERVATION, TreatyAct.TERRITORIAL_APPLICATION)
)
"""Acts of a state that has signed or joined, and so is no outsider (articles 19, 22 and 29)."""


class BeforeMembership(StrEnum):
    """Values that are dated before the State was a member of the United Nations."""

    PREDECESSOR = "predecessor"
    SAME_STATE = "same_state"
