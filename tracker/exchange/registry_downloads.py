"""Files of the registry: what was asked of states, and what is measured of them."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.exchange import asked_files, commitment_files, record_files, sdmx
from tracker.exchange.crosswalks import uhri
from tracker.exchange.download_kind import OF_STATES, OURS, THEIRS, Download


def _of_records(
    source: record_files.RecordFile[Any], title: Any, about: Any, *, licence: Any = OURS
) -> Download:
    return Download(
        name=source.name,
        title=title,
        about=about,
        columns=source.columns,
        rows=source.rows,
        count=source.count,
        filters=frozenset(source.narrowing),
        licence=licence,
        key=source.key,
        spanning=source.storage.draft.LINKS,
    )


_NARROWING = frozenset(record_files.COMMITMENTS.narrowing)

REGISTRY: tuple[Download, ...] = (
    _of_records(
        record_files.STATES,
        _l("States"),
        _l("Members of the United Nations and observers: codes, names, regions, groups."),
    ),
    _of_records(
        record_files.INSTRUMENTS,
        _l("Instruments"),
        _l("Texts that record commitments, and treaties whose parties are followed."),
    ),
    _of_records(
        record_files.COMMITMENTS,
        _l("Commitments"),
        _l("Every passage in our words, with its place in its source and how sure we are of it."),
    ),
    Download(
        name="commitment_themes",
        title=_l("Commitments and themes"),
        about=_l("Which commitment has which theme, one row a pair."),
        columns=commitment_files.THEME_COLUMNS,
        rows=commitment_files.themes,
        count=commitment_files.count(commitment_files.themes),
        filters=_NARROWING,
        key=("commitment", "theme"),
    ),
    Download(
        name="commitment_addressees",
        title=_l("Commitments and addressees"),
        about=_l("To whom each commitment speaks, one row a pair."),
        columns=commitment_files.ADDRESSEE_COLUMNS,
        rows=commitment_files.addressees,
        count=commitment_files.count(commitment_files.addressees),
        filters=_NARROWING,
        key=("commitment", "addressee"),
    ),
    Download(
        name="crosswalk_sdg",
        title=_l("Crosswalk to the 2030 Agenda"),
        about=_l("Which targets of the Sustainable Development Goals a commitment serves."),
        columns=commitment_files.TARGET_COLUMNS,
        rows=commitment_files.targets,
        count=commitment_files.count(commitment_files.targets),
        filters=_NARROWING,
        key=("commitment", "target"),
    ),
    Download(
        name="crosswalk_uhri",
        title=_l("Crosswalk to the Universal Human Rights Index"),
        about=_l("Which of our themes has a plain match there: our judgement, theme by theme."),
        columns=uhri.COLUMNS,
        rows=uhri.rows,
        count=uhri.count,
        key=("theme", "uhri_theme"),
    ),
    _of_records(
        record_files.RELATIONS,
        _l("Relations"),
        _l("Which commitments ask the same, part of it, or something near: our judgement."),
    ),
    _of_records(record_files.THEMES, _l("Themes"), _l("The subjects that commitments share.")),
    _of_records(
        record_files.INDICATORS,
        _l("Indicators"),
        _l("What is measured of states, in which unit, and what it does not tell."),
    ),
    _of_records(
        record_files.INDICATOR_LEVELS,
        _l("Scales of indicators"),
        _l("Which level each value of an indicator stands for."),
    ),
    _of_records(
        record_files.MEASURES,
        _l("Measures"),
        _l("Which indicator bears on which commitment, and why: our judgement."),
    ),
    _of_records(
        record_files.SOURCES,
        _l("Sources"),
        _l("Where the values come from, with tier, licence and how to cite each."),
    ),
    _of_records(
        record_files.INDICATOR_VALUES,
        _l("Indicator values"),
        _l("Every dated value with its source. An absent row is no information."),
        licence=THEIRS,
    ),
    _of_records(
        asked_files.POSITIONS_FILE,
        _l("Positions"),
        _l("Where states say that they stand on commitments. An absent row is no information."),
        licence=THEIRS,
    ),
    Download(
        name="recommendations",
        title=_l("Recommendations to single states"),
        about=_l("What other mechanisms asked of one state each, with the state’s position."),
        columns=asked_files.COLUMNS,
        rows=asked_files.rows,
        count=asked_files.count,
        filters=asked_files.FILTERS,
        licence=THEIRS,
        key=("reference",),
    ),
    Download(
        name="indicator_values_sdmx",
        title=_l("Indicator values as SDMX-CSV"),
        about=_l("The same values as SDMX-CSV 2.0; the identifiers of structure are our own."),
        columns=sdmx.COLUMNS,
        rows=sdmx.rows,
        count=sdmx.count,
        filters=OF_STATES | {"indicator"},
        licence=THEIRS,
        key=("REF_AREA", "INDICATOR", "OBS_ID", "TIME_PERIOD"),
        packed=False,
    ),
)
