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
