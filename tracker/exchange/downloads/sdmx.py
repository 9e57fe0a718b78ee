"""Indicator values as SDMX-CSV 2.0, the exchange format of statistical offices.

The identifiers of structure and agency are our own, because no agency has registered any for us. A
State without a value has a row with an empty OBS_VALUE and the status O (missing), because missing
is never zero.
"""

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from tracker.core.db import db
from tracker.evidence.drafts import IndicatorValueDraft
from tracker.evidence.licences import is_offered
from tracker.evidence.models import IndicatorValue
from tracker.exchange.downloads import records
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.figures import states_chosen
from tracker.exchange.downloads.selection import Described, Selection, Type
from tracker.gap.snapshot import load_snapshot
from tracker.registry.models import Indicator, State
from tracker.review.visibility import public_at

STRUCTURE = "dataflow"
STRUCTURE_ID = "COMMITMENTS_TRACKER:DF_INDICATOR_VALUES(1.0.0)"
INFORMATION = "I"
NORMAL, MISSING = "A", "O"  # of the SDMX code list of observation status
NOT_APPLICABLE = "_Z"

COLUMNS = (
    Described("STRUCTURE", _l("What STRUCTURE_ID names"), required=True, allowed=(STRUCTURE,)),
    Described(
        "STRUCTURE_ID",
        _l("Our own identifier, agency:id(version). No agency has registered it"),
        required=True,
        allowed=(STRUCTURE_ID,),
    ),
    Described("ACTION", _l("I: for information"), required=True, allowed=(INFORMATION,)),
    Described("REF_AREA", _l("Dimension: the State, ISO 3166-1 alpha-3"), required=True),
    Described("INDICATOR", _l("Dimension: code of the indicator, ours"), required=True),
    Described(
        "OBS_ID",
        _l(
            "Dimension: reference of the value, because two sources may have values of "
            "one day. _Z if there is none"
        ),
        required=True,
    ),
    Described(
        "TIME_PERIOD",
        _l("Dimension: from when it counts. Without a value, the day of the request"),
        Type.PARTIAL_DAY,
        required=True,
    ),
    Described("OBS_VALUE", _l("Value as recorded, on the scale of the indicator. Empty: none")),
    Described(
        "OBS_STATUS",
        _l("A normal value, O missing: no information, which is not a zero"),
        required=True,
        allowed=(NORMAL, MISSING),
    ),
    Described("UNIT_MEASURE", _l("Unit of the value in words. Empty: a code without unit")),
    Described(
        "LEVEL",
        _l("The level that the value stands for. Empty: none"),
        Type.WHOLE,
        least=0,
        most=4,
        unit=_l("level, 0 not started to 4 complete"),
    ),
    Described("ACT", _l("The act behind it, such as accession. Empty: not recorded")),
    Described("SOURCE", _l("Code of the source. Empty: there is no value"), refers="sources"),
    Described("SOURCE_LICENCE", _l("Licence of the source. Empty: none was stated")),
    Described("COMMENT_OBS", _l("Note about this value")),
)


def rows(selection: Selection) -> Iterator[Sequence[Cell]]:
    """Every value, then every State and indicator without a value."""
    plain = Selection(selection.reading)
    units = {each.code: each.unit for _p, each in records.INDICATORS.records(plain)}
    licences = {each.code: each.licence for _p, each in records.SOURCES.records(plain)}
    scale = records.INDICATOR_LEVELS.records(plain)
    levels = {(each.indicator, each.value): each.level for _p, each in scale}
    present = _withheld(selection)
    for _place, draft in records.INDICATOR_VALUES.records(selection):
        present.add((draft.state, draft.indicator))
        yield _observed(
            draft,
            units[draft.indicator],
            levels.get((draft.indicator, draft.value)),
            licences[draft.source],
        )
    for iso3, indicator in _asked(selection, units):
        if (iso3, indicator) not in present:
            yield _missing(iso3, indicator, str(selection.reading.as_of), units[indicator])


def count(selection: Selection) -> int:
    """The number of rows, without reading the values."""
    values = records.INDICATOR_VALUES
    indicators = [each.code for _p, each in records.INDICATORS.records(selection)]
    query = (
        select(State.iso3, Indicator.code)
        .select_from(IndicatorValue)
        .join(IndicatorValue.state)
        .join(IndicatorValue.indicator)
        .where(*values.clauses(selection))
        .distinct()
    )
    present = {(row.iso3, row.code) for row in db.session.execute(query)} | _withheld(selection)
    missing = sum(pair not in present for pair in _asked(selection, indicators))
    return values.count(selection) + missing


def _withheld(selection: Selection) -> set[tuple[str, str]]:
    """States and indicators with reserved values, which are not marked as missing."""
    query = (
        select(State.iso3, Indicator.code)
        .select_from(IndicatorValue)
        .join(IndicatorValue.state)
        .join(IndicatorValue.indicator)
        .where(~is_offered(), public_at(IndicatorValue, selection.reading.known_by))
        .distinct()
    )
    return {(row.iso3, row.code) for row in db.session.execute(query)}


def _asked(selection: Selection, indicators: Iterable[str]) -> Iterator[tuple[str, str]]:
    """States and indicators that match the filters."""
    for iso3 in states_chosen(load_snapshot(selection.reading), selection, observers=True):
        for indicator in indicators:
            if selection.allows(indicator=indicator):
                yield iso3, indicator


def _observed(
    draft: IndicatorValueDraft, unit: str | None, level: int | None, licence: str | None
) -> tuple[Cell, ...]:
    return (
        STRUCTURE,
        STRUCTURE_ID,
        INFORMATION,
        draft.state,
        draft.indicator,
        str(draft.reference),
        str(draft.effective_on),
        draft.value,
        NORMAL,
        unit,
        level,
        draft.act,
        draft.source,
        licence,
        # sdmx1 2.28.0 drops line breaks within a cell and joins the words: spaces stand for them.
        " ".join(draft.note.split()) if draft.note else draft.note,
    )


def _missing(iso3: str, indicator: str, day: str, unit: str | None) -> tuple[Cell, ...]:
    place = (STRUCTURE, STRUCTURE_ID, INFORMATION, iso3, indicator, NOT_APPLICABLE, day)
    return (*place, None, MISSING, unit, None, None, None, None, None)
