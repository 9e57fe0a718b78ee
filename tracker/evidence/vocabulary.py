"""The words of evidence: tiers of sources, polarity and kinds of actions. Pure."""

from enum import StrEnum


class Tier(StrEnum):
    """How near a source stands to the fact (methodology 1): its vote weighs 4, 3, 2 or 1."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Polarity(StrEnum):
    """Whether an action bears a commitment out, speaks against it, or only gives context."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class ActionKind(StrEnum):
    """What a state did, as civil society logs it."""

    LAW = "law"
    POLICY = "policy"
    BUDGET = "budget"
    INSTITUTION = "institution"
    TRAINING = "training"
    ENFORCEMENT = "enforcement"
    SERVICE = "service"
    COOPERATION = "cooperation"
    DATA = "data"
    REVERSAL = "reversal"


class Stage(StrEnum):
    """How far an act goes: something was set up, or something came of it."""

    OUTPUT = "output"
    OUTCOME = "outcome"


class Stance(StrEnum):
    """What a reply says of the record that it answers."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    CONTEST = "contest"
    TAKE_NOTE = "take_note"
