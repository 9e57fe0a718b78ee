"""The words of assessment. Pure."""

from enum import StrEnum


class Confidence(StrEnum):
    """How firmly a level stands."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
