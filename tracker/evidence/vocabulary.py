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
