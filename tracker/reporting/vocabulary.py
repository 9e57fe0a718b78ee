"""Closed lists of reporting. Pure."""

from enum import StrEnum


class Answer(StrEnum):
    """The kind of answer of an entry. Only ``level`` has a level."""

    LEVEL = "level"
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"


class Consultation(StrEnum):
    """Whether and how survivors were consulted."""

    LED = "led"
    CONSULTED = "consulted"
    NOT_CONSULTED = "not_consulted"
    NOT_STATED = "not_stated"


class FactResponse(StrEnum):
    """A State's response to a known record."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    CONTEST = "contest"


class Scope(StrEnum):
    """Which States a reporting cycle asks."""

    ALL_MEMBERS = "all_members"
    REGIONAL_GROUP = "regional_group"
    LISTED = "listed"


class Punctuality(StrEnum):
    """The status of a due report on a day (methodology 1: silence and late)."""

    NOT_YET_DUE = "not_yet_due"
    REPORTED = "reported"
    REPORTED_LATE = "reported_late"
    SILENT = "silent"
