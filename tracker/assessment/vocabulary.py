"""Closed lists of assessment. Pure."""

from enum import StrEnum


class Confidence(StrEnum):
    """The reviewer's confidence in a level."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
