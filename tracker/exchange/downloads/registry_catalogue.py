"""Files of the registry: what was asked of states, and what is measured of them."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.exchange.crosswalks import uhri
from tracker.exchange.downloads import commitments, recommendations, records, sdmx
from tracker.exchange.downloads.download import OF_STATES, OURS, THEIRS, UN_WORDING, Download


def _of_records(
    source: records.RecordFile[Any], title: Any, about: Any, *, licence: Any = OURS
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


_NARROWING = frozenset(records.COMMITMENTS.narrowing)

REGISTRY: tuple[Download, ...] = (
    _of_records(
        records.STATES,
        _l("States"),
        _l("Members of the United Nations and observers: codes, names, regions, groups."),
    ),
    _of_records(
        records.INSTRUMENTS,
        _l("Instruments"),
        _l("Texts that record commitments, and treaties whose parties are followed."),
    ),
    _of_records(
        records.COMMITMENTS,
        _l("Commitments"),
        _l("Every passage in our words, with its place in its source and how sure we are of it."),
    ),
    Download(
        name="commitment_themes",
        title=_l("Commitments and themes"),
        about=_l("Which commitment has which theme, one row a pair."),
        columns=commitments.THEME_COLUMNS,
        rows=commitments.themes,
        count=commitments.count(commitments.themes),
        filters=_NARROWING,
        key=("commitment", "theme"),
    ),
    Download(
        name="commitment_addressees",
        title=_l("Commitments and addressees"),
        about=_l("To whom each commitment speaks, one row a pair."),
        columns=commitments.ADDRESSEE_COLUMNS,
        rows=commitments.addressees,
        count=commitments.count(commitments.addressees),
        filters=_NARROWING,
        key=("commitment", "addressee"),
    ),
    Download(
        name="crosswalk_sdg",
        title=_l("Crosswalk to the 2030 Agenda"),
        about=_l("Which targets of the Sustainable Development Goals a commitment serves."),
        columns=commitments.TARGET_COLUMNS,
        rows=commitments.targets,
        count=commitments.count(commitments.targets),
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
        records.RELATIONS,
        _l("Relations"),
        _l("Which commitments ask the same, part of it, or something near: our judgement."),
    ),
    _of_records(records.THEMES, _l("Themes"), _l("The subjects that commitments share.")),
    _of_records(
        records.INDICATORS,
        _l("Indicators"),
        _l("What is measured of states, in which unit, and what it does not tell."),
    ),
    _of_records(
        records.INDICATOR_LEVELS,
        _l("Scales of indicators"),
        _l("Which level each value of an indicator stands for."),
    ),
    _of_records(
        records.MEASURES,
        _l("Measures"),
        _l("Which indicator bears on which commitment, and why: our judgement."),
    ),
    _of_records(
        records.OFFICIAL_WORDINGS_FILE,
        _l("Official wordings"),
        _l(
            "Words of the source beside our summaries, by language, where this site holds them. "
            "An absent row means that none was brought here."
        ),
        licence=UN_WORDING,
    ),
    _of_records(
        records.SOURCES,
        _l("Sources"),
        _l("Where the values come from, with tier, licence and how to cite each."),
    ),
    _of_records(
        records.INDICATOR_VALUES,
        _l("Indicator values"),
        _l("Every dated value with its source. An absent row is no information."),
        licence=THEIRS,
    ),
    _of_records(
        recommendations.POSITIONS_FILE,
        _l("Positions"),
        _l("Where states say that they stand on commitments. An absent row is no information."),
        licence=THEIRS,
    ),
    Download(
        name="recommendations",
        title=_l("Recommendations to single states"),
        about=_l("What other mechanisms asked of one state each, with the state’s position."),
        columns=recommendations.COLUMNS,
        rows=recommendations.rows,
        count=recommendations.count,
        filters=recommendations.FILTERS,
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
