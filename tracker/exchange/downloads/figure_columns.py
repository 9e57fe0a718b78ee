"""Columns of files of figures: cells, and gaps by State and by commitment.

A level or figure that does not exist is an empty cell, never zero; ``status`` says why.
"""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.assessment.vocabulary import Confidence
from tracker.exchange.downloads.columns import codes
from tracker.exchange.downloads.selection import Described, Type
from tracker.gap.facts import (
    Applicability,
    LaneName,
    MovementCode,
)
from tracker.gap.methodology import LEVELS, PILLARS
from tracker.gap.outcomes import UNKNOWN, CellOutcome
from tracker.gap.scoring import Band, FigureStanding
from tracker.registry.vocabulary import Certainty, CommitmentKind
from tracker.reporting.vocabulary import Answer

ALL_PILLARS = "all"

DATED_COLUMNS = (
    Described("as_of", _l("The situation on this day"), Type.DAY, required=True),
    Described("known_by", _l("Uses what was published by this day"), Type.DAY, required=True),
    Described("methodology", _l("Version of the rules"), required=True),
    Described("revision", _l("Public revision of the records"), Type.WHOLE, required=True),
    Described("rules", _l("Settings that differ from the methodology. Empty: none")),
)


def _share(name: str, holds: Any) -> Described:
    return Described(name, holds, Type.NUMBER, least=0, most=1, unit=_l("share, 0 to 1"))


def _count(name: str, holds: Any, unit: Any = None) -> Described:
    cells = _l("cells: one State and one commitment")
    return Described(name, holds, Type.WHOLE, required=True, least=0, unit=unit or cells)


def _level(name: str, holds: Any) -> Described:
    scale = _l("level, 0 not started to 4 complete")
    return Described(name, holds, Type.WHOLE, least=0, most=4, unit=scale)


def _flag(name: str, holds: Any) -> Described:
    return Described(name, holds, Type.FLAG, required=True)


_VOICES = _l("voices")
STATE = Described("state", _l("ISO 3166-1 alpha-3 code"), required=True, refers="states")
COMMITMENT = Described(
    "commitment", _l("Reference of the commitment"), required=True, refers="commitments"
)
NUMBER_COLUMNS = (
    _share("gap", _l("Implementation gap, 0 complete to 1 nothing done. Empty: none known")),
    _share("coverage", _l("Share with current information. Empty: nothing applies")),
    _share("low", _l("The gap if everything unknown were complete. Empty: nothing applies")),
    _share("high", _l("The gap if everything unknown were not started. Empty: nothing applies")),
    Described(
        "figure",
        _l("comparable, indicative or insufficient, by coverage"),
        allowed=codes(FigureStanding),
    ),
    Described("band", _l("Band of the gap. Empty: insufficient or none"), allowed=codes(Band)),
    _count("known", _l("Number of cells with a settled level")),
    _count("applicable", _l("Number of cells that apply, known or not")),
    _count("not_applicable", _l("Number not applicable: not a party to the treaty")),
    _count("membership_unknown", _l("Number whose membership of the treaty is unknown")),
    _count("not_yet_due", _l("Number adopted after the date")),
    _count("reported_known", _l("Number of applicable cells with a level from a State report")),
    _count("evidenced_known", _l("Number with a level from other evidence")),
    _count("assessed_known", _l("Number with a level from reviewers")),
    _count("voices", _l("Number of voters: families of sources, organisations"), _VOICES),
    _share(
        "concentration",
        _l("Largest share of the known part that one voter alone decides. Empty: nothing known"),
    ),
    _share("once_known", _l("Share known now or last known earlier. Empty: nothing applies")),
    _share("gap_once", _l("The gap including last known levels. Empty: none")),
    Described(
        "year",
        _l("Weighted lower median of the years of the newest records behind gap_once"),
        Type.WHOLE,
    ),
    _share(
        "baseline",
        _l("Mean value of levels at adoption, over cells known then and now. Empty: none"),
    ),
    Described(
        "movement",
        _l("The mean now less the baseline, over the same cells. Empty: none known at both ends"),
        Type.NUMBER,
        least=-1,
        most=1,
        unit=_l("difference of values of levels"),
    ),
    _count("movement_cells", _l("Number of cells known then and now")),
)

CELL_COLUMNS = (
    STATE,
    COMMITMENT,
    Described(
        "applicability",
        _l("Whether the commitment counts for the State at the date"),
        required=True,
        allowed=codes(Applicability),
    ),
    Described(
        "status",
        _l(
            "level, or the reason why there is none. The reasons: dated, "
            "no_information, not_assessed, said_not_applicable, not_applicable, "
            "membership_unknown, not_yet_due, out_of_scope"
        ),
        required=True,
        allowed=codes(CellOutcome),
    ),
    _level("settled", _l("Settled level, 0 to 4. Empty: see status")),
    Described(
        "basis",
        _l("The lane that decided it: assessed, evidenced or reported"),
        allowed=codes(LaneName),
    ),
    _level("reported", _l("Level that the State reports. Empty: none")),
    Described(
        "reported_answer",
        _l("Answer of the latest entry. Empty: no entry"),
        allowed=codes(Answer),
    ),
    Described("reported_reason", _l("Why the entry has no level, in the State’s words")),
    _level("evidenced", _l("Level that the evidence shows. Empty: none")),
    _level("assessed", _l("Level of the reviewers’ assessment. Empty: none")),
    _flag("contested", _l("true if two votes differ by two levels or more")),
    _flag("disputed", _l("true if a record that counts is contested in a public reply")),
    Described(
        "confidence", _l("high, medium or low. Empty: no settled level"), allowed=codes(Confidence)
    ),
    _flag("regressed", _l("true if it is lower than 24 months earlier")),
    _share("gap", _l("1 − value of the settled level. Empty: no gap exists")),
    Described(
        "divergence",
        _l("Reported − what others see. Empty unless both exist"),
        Type.NUMBER,
        least=-1,
        most=1,
        unit=_l("difference of values of levels"),
    ),
    Described("newest_on", _l("Date of the newest record that counts. Empty: none"), Type.DAY),
    _level("last_known", _l("Last known level if the status is dated. Otherwise empty")),
    Described(
        "last_known_on",
        _l("Date of the newest record behind the last known level. Empty: none"),
        Type.DAY,
    ),
    _count("voices", _l("Number of voters: families of sources, organisations"), _VOICES),
    _level("baseline", _l("Settled level on the day of adoption. Empty: none, or a treaty")),
    Described(
        "movement",
        _l("Value of the settled level less that of the baseline. Empty unless both exist"),
        Type.NUMBER,
        least=-1,
        most=1,
        unit=_l("difference of values of levels"),
    ),
    Described(
        "movement_code",
        _l(
            "improved, unchanged or worsened; or no_baseline, not_known_now, neither. "
            "Empty: does not apply, or a treaty"
        ),
        allowed=codes(MovementCode),
    ),
)
STANDING_COLUMNS = (*DATED_COLUMNS, *CELL_COLUMNS)
STATE_COLUMNS = (
    *DATED_COLUMNS,
    STATE,
    Described(
        "pillar",
        _l("One of the five pillars, or all"),
        required=True,
        allowed=(ALL_PILLARS, *codes(PILLARS)),
    ),
    *NUMBER_COLUMNS,
)
COMMITMENT_COLUMNS = (
    *DATED_COLUMNS,
    COMMITMENT,
    Described("title", _l("Short title in our words"), required=True),
    Described("pillar", _l("One of the five pillars"), required=True, allowed=codes(PILLARS)),
    Described("kind", _l("Type of passage"), required=True, allowed=codes(CommitmentKind)),
    Described("instrument", _l("Code of the instrument"), required=True, refers="instruments"),
    Described("locator", _l("Place in the source"), required=True),
    Described(
        "certainty", _l("Our certainty about that place"), required=True, allowed=codes(Certainty)
    ),
    *NUMBER_COLUMNS,
    *(
        _count(f"level_{level}", _l("Number of States at this level"), _l("States"))
        for level in LEVELS
    ),
    *(
        _count(
            word.value,
            _l("Number of States with this status"),
            _l("States"),
        )
        for word in UNKNOWN
    ),
)
