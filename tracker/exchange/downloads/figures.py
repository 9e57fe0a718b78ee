"""Files of figures: every cell, and the gaps of states and of commitments, at a reading.

Rows come from the picture of the reading. A level or figure that does not exist is an empty cell,
and the row's ``status`` says which of the ways of not existing it is: none of them is a zero.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.assessment.vocabulary import Confidence
from tracker.exchange.downloads.columns import codes
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.selection import Described, Selection, Type
from tracker.gap.facts import (
    ALL_LANES,
    ALL_TIERS,
    Applicability,
    LaneName,
    MovementCode,
    ScoringParams,
    Standing,
)
from tracker.gap.figures import Figures
from tracker.gap.methodology import CURRENT_RULES, LEVELS, PILLARS, RULES, rounded
from tracker.gap.outcomes import UNKNOWN, CellOutcome, OutcomeCounts, count_outcomes, outcome_of
from tracker.gap.query_params import ANY_AGE, CURRENT_AGE
from tracker.gap.scoring import Band, FigureStanding
from tracker.gap.snapshot import CommitmentLine, Snapshot, load_snapshot
from tracker.registry.vocabulary import Certainty, CommitmentKind
from tracker.reporting.vocabulary import Answer

ALL_PILLARS = "all"

DATED_COLUMNS = (
    Described("as_of", _l("The situation on this day"), Type.DAY, required=True),
    Described("known_by", _l("By what had been published on this day"), Type.DAY, required=True),
    Described("methodology", _l("Version of the rules"), required=True),
    Described("revision", _l("Public revision of the records"), Type.WHOLE, required=True),
    Described("rules", _l("What the reader chose otherwise than the methodology; empty: nothing")),
)


def _share(name: str, holds: Any) -> Described:
    return Described(name, holds, Type.NUMBER, least=0, most=1, unit=_l("share, 0 to 1"))


def _count(name: str, holds: Any, unit: Any = None) -> Described:
    cells = _l("cells: one state and one commitment")
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
    _share("gap", _l("Implementation gap, 0 complete to 1 nothing done; empty: none known")),
    _share("coverage", _l("Share known of what applies; empty: nothing applies")),
    _share("low", _l("The gap if every unknown were complete; empty: nothing applies")),
    _share("high", _l("The gap if every unknown were not started; empty: nothing applies")),
    Described(
        "figure",
        _l("comparable, indicative or insufficient, by coverage"),
        allowed=codes(FigureStanding),
    ),
    Described("band", _l("The gap in a word; empty: insufficient or none"), allowed=codes(Band)),
    _count("known", _l("Number of cells with a settled level")),
    _count("applicable", _l("Number of cells that apply, known or not")),
    _count("not_applicable", _l("Number not applicable: not a party to the treaty")),
    _count("membership_unknown", _l("Number whose membership of the treaty is unknown")),
    _count("not_yet_due", _l("Number adopted after the date")),
    _count("reported_known", _l("Number of applicable cells on which the state reports a level")),
    _count("evidenced_known", _l("Number on which evidence shows a level")),
    _count("assessed_known", _l("Number on which reviewers conclude a level")),
    _count("voices", _l("How many voices vote: families of sources, organisations"), _VOICES),
    _share(
        "concentration",
        _l("Largest share of what is known that one voice settles alone; empty: nothing known"),
    ),
    _share("once_known", _l("Share known now or last known earlier; empty: nothing applies")),
    _share("gap_once", _l("The gap with last known levels where nothing counts now; empty: none")),
    Described(
        "year",
        _l("Weighted lower median of the years of the newest records behind gap_once"),
        Type.WHOLE,
    ),
    _share(
        "baseline",
        _l("Mean value of levels at adoption, over cells known then and now; empty: none"),
    ),
    Described(
        "movement",
        _l("The mean now less the baseline, over the same cells; empty: none known at both ends"),
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
        _l("Whether the commitment counts for the state at the date"),
        required=True,
        allowed=codes(Applicability),
    ),
    Described(
        "status",
        _l(
            "level; or why there is no settled level: dated, no_information, not_assessed, "
            "said_not_applicable, not_applicable, membership_unknown, not_yet_due, out_of_scope"
        ),
        required=True,
        allowed=codes(CellOutcome),
    ),
    _level("settled", _l("Settled level, 0 to 4; empty: see status")),
    Described(
        "basis",
        _l("The lane that settled it: assessed, evidenced or reported"),
        allowed=codes(LaneName),
    ),
    _level("reported", _l("Level that the state reports; empty: none")),
    Described(
        "reported_answer",
        _l("How the latest entry answers; empty: no entry"),
        allowed=codes(Answer),
    ),
    Described("reported_reason", _l("Why the entry has no level, in the state’s words")),
    _level("evidenced", _l("Level that the evidence shows; empty: none")),
    _level("assessed", _l("Level that reviewers conclude; empty: none")),
    _flag("contested", _l("true where two votes differ by two levels or more")),
    _flag("disputed", _l("true where a record that counts is contested in a public answer")),
    Described(
        "confidence", _l("high, medium or low; empty: no settled level"), allowed=codes(Confidence)
    ),
    _flag("regressed", _l("true where it is lower than 24 months earlier")),
    _share("gap", _l("1 − value of the settled level; empty: no gap exists")),
    Described(
        "divergence",
        _l("Reported − what others see; empty unless both exist"),
        Type.NUMBER,
        least=-1,
        most=1,
        unit=_l("difference of values of levels"),
    ),
    Described("newest_on", _l("Date of the newest record that counts; empty: none"), Type.DAY),
    _level("last_known", _l("Level last known where status is dated; empty otherwise")),
    Described(
        "last_known_on",
        _l("Date of the newest record behind the last known level; empty: none"),
        Type.DAY,
    ),
    _count("voices", _l("How many voices vote: families of sources, organisations"), _VOICES),
    _level("baseline", _l("Settled level on the day of adoption; empty: none, or a treaty")),
    Described(
        "movement",
        _l("Value of the settled level less that of the baseline; empty unless both exist"),
        Type.NUMBER,
        least=-1,
        most=1,
        unit=_l("difference of values of levels"),
    ),
    Described(
        "movement_code",
        _l(
            "improved, unchanged or worsened; or no_baseline, not_known_now, neither;"
            " empty: does not apply, or a treaty"
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
    Described("kind", _l("What the passage is"), required=True, allowed=codes(CommitmentKind)),
    Described("instrument", _l("Code of the instrument"), required=True, refers="instruments"),
    Described("locator", _l("Place within the source"), required=True),
    Described(
        "certainty", _l("How sure we are of that place"), required=True, allowed=codes(Certainty)
    ),
    *NUMBER_COLUMNS,
    *(
        _count(f"level_{level}", _l("Number of states at this level"), _l("states"))
        for level in LEVELS
    ),
    *(
        _count(
            word.value,
            _l("Number of states of which this is all that can be said"),
            _l("states"),
        )
        for word in UNKNOWN
    ),
)


# Rows ---------------------------------------------------------------------------------------


def standings(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each state, observers included, and each commitment."""
    seen = load_snapshot(selection.reading)
    dated, chosen = dated_values(seen), list(commitments_chosen(seen, selection))
    for iso3 in states_chosen(seen, selection, observers=True):
        for line in chosen:
            yield (*dated, *cell_values(seen, iso3, line.reference))


def count_standings(selection: Selection) -> int:
    """How many rows ``standings`` has."""
    seen = load_snapshot(selection.reading)
    states = len(states_chosen(seen, selection, observers=True))
    return states * sum(1 for _ in commitments_chosen(seen, selection))


def state_gaps(selection: Selection) -> Iterator[Sequence[Cell]]:
    """For each state, observers included, one row a pillar and one for all of them."""
    seen = load_snapshot(selection.reading)
    dated = dated_values(seen)
    chosen = frozenset(line.reference for line in commitments_chosen(seen, selection))
    for iso3 in states_chosen(seen, selection, observers=True):
        score = seen.state(iso3, chosen)
        yield (*dated, iso3, ALL_PILLARS, *number_values(score))
        for part in score.pillars:
            yield (*dated, iso3, part.pillar, *number_values(part))


def count_state_gaps(selection: Selection) -> int:
    """How many rows ``state_gaps`` has."""
    seen = load_snapshot(selection.reading)
    return len(states_chosen(seen, selection, observers=True)) * (1 + len(PILLARS))


def commitment_gaps(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each commitment, over the member states chosen."""
    seen = load_snapshot(selection.reading)
    dated, states = dated_values(seen), states_chosen(seen, selection, observers=False)
    for line in commitments_chosen(seen, selection):
        counted = count_outcomes(seen.standings[iso3][line.reference] for iso3 in states)
        score = seen.commitment(line.reference, states)
        yield (*dated, *_cells(line), *number_values(score), *_tallied(counted))


def count_commitment_gaps(selection: Selection) -> int:
    """How many rows ``commitment_gaps`` has."""
    return sum(1 for _ in commitments_chosen(load_snapshot(selection.reading), selection))


# Parts of rows ------------------------------------------------------------------------------


def dated_values(seen: Snapshot) -> tuple[Cell, ...]:
    """What ``DATED_COLUMNS`` hold."""
    reading = seen.reading
    return reading.as_of, reading.known_by, reading.rules.version, seen.revision, rules_of(reading)


def rules_of(reading: ScoringParams) -> str | None:
    """What the reader chose beside the two dates, as the address spells it; None: nothing."""
    parts = []
    if reading.lanes != ALL_LANES:
        parts.append("lane=" + ",".join(reading.lanes))
    if reading.tiers != ALL_TIERS:
        parts.append("tier=" + ",".join(sorted(reading.tiers)))
    if reading.survivor_led:
        parts.append("survivor_led=1")
    if reading.include_recommendations:
        parts.append("recommendations=1")
    if reading.any_age:
        parts.append(f"age={ANY_AGE}")
    if reading.current_only:
        parts.append(f"age={CURRENT_AGE}")
    if reading.rules != CURRENT_RULES:
        parts.append("rules=" + next(name for name in RULES if RULES[name] == reading.rules))
    if reading.weights:
        parts.append(
            "weights=" + ",".join(f"{name}:{weight:g}" for name, weight in reading.weights)
        )
    return "&".join(parts) or None


def cell_values(seen: Snapshot, iso3: str, reference: str) -> tuple[Cell, ...]:
    """What ``CELL_COLUMNS`` hold of one state and one commitment."""
    return (iso3, reference, *standing_values(seen.standings[iso3][reference]))


def standing_values(standing: Standing) -> tuple[Cell, ...]:
    """What ``CELL_COLUMNS`` hold after the state and the commitment."""
    settled = standing.settled if outcome_of(standing) is CellOutcome.LEVEL else None
    return (
        standing.applicability,
        outcome_of(standing),
        settled,
        None if settled is None else standing.basis,
        standing.reported,
        standing.reported_answer,
        standing.reported_reason,
        standing.evidenced,
        standing.assessed,
        standing.contested,
        standing.disputed,
        None if settled is None else standing.confidence,
        settled is not None and standing.regressed,
        rounded(standing.gap),
        rounded(standing.divergence),
        standing.newest_on,
        standing.last_known if standing.is_dated else None,
        standing.last_known_on if standing.is_dated else None,
        len(standing.voices),
        standing.baseline,
        rounded(standing.movement),
        standing.movement_code,
    )


def _cells(line: CommitmentLine) -> tuple[Cell, ...]:
    fact = line.fact
    place = (line.instrument, line.locator, line.certainty)
    return (line.reference, line.title, fact.pillar, fact.kind, *place)


def number_values(figures: Figures) -> tuple[Cell, ...]:
    """What ``NUMBER_COLUMNS`` hold."""
    return (
        rounded(figures.gap),
        rounded(figures.coverage),
        rounded(figures.low),
        rounded(figures.high),
        figures.figure,
        figures.band,
        figures.known,
        figures.applicable,
        figures.not_applicable,
        figures.membership_unknown,
        figures.not_yet_due,
        *(mean.known for mean in figures.lanes),
        figures.breadth.voices,
        rounded(figures.breadth.concentration),
        rounded(figures.once.known),
        rounded(figures.once.gap),
        figures.once.year,
        rounded(figures.moved.baseline),
        rounded(figures.moved.movement),
        figures.moved.cells,
    )


def _tallied(counted: OutcomeCounts) -> tuple[Cell, ...]:
    return (*counted.levels, *(counted.others[word] for word in UNKNOWN))


def states_chosen(seen: Snapshot, selection: Selection, *, observers: bool) -> tuple[str, ...]:
    """ISO3 codes of the states that the filters leave, in order."""
    among = seen.states if observers else seen.members
    return tuple(
        iso3
        for iso3 in among
        if selection.allows(
            state=iso3, region=seen.states[iso3].region, group=seen.states[iso3].group
        )
    )


def commitments_chosen(seen: Snapshot, selection: Selection) -> Iterator[CommitmentLine]:
    """The commitments that the filters leave, or those of the reader's list in its order."""
    theme = selection.filters.get("theme")
    references = selection.references
    chosen = seen.commitments if references is None else references
    for line in (seen.commitments[reference] for reference in chosen):
        if selection.allows(
            pillar=line.fact.pillar, instrument=line.instrument, commitment=line.reference
        ) and (theme is None or theme in line.themes):
            yield line
