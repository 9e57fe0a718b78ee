"""The words of reporting: how an entry answers a commitment. Pure."""

from enum import StrEnum


class Answer(StrEnum):
    """What a report entry says of a commitment; only ``level`` carries a level."""

    LEVEL = "level"
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"


class Consultation(StrEnum):
    """Whether and how survivors were consulted on a report entry."""

    LED = "led"
    CONSULTED = "consulted"
    NOT_CONSULTED = "not_consulted"
    NOT_STATED = "not_stated"


class FactResponse(StrEnum):
    """What a state says of something already known about it."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    CONTEST = "contest"


class Scope(StrEnum):
    """Which states a reporting cycle asks."""

    ALL_MEMBERS = "all_members"
    REGIONAL_GROUP = "regional_group"
    LISTED = "listed"


class Punctuality(StrEnum):
    """Where an obligation to report stands at a day (methodology 1: silence and late)."""

    NOT_YET_DUE = "not_yet_due"
    REPORTED = "reported"
    REPORTED_LATE = "reported_late"
    SILENT = "silent"
