"""Files of the registry: commitments and indicators."""

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
        _l("Texts with commitments, and treaties whose parties we follow."),
    ),
    _of_records(
        records.COMMITMENTS,
        _l("Commitments"),
        _l("Every passage in our own words, with its place in the source and our certainty."),
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
        about=_l("Addressees of each commitment, one row a pair."),
        columns=commitments.ADDRESSEE_COLUMNS,
        rows=commitments.addressees,
        count=commitments.count(commitments.addressees),
        filters=_NARROWING,
        key=("commitment", "addressee"),
    ),
    Download(
        name="crosswalk_sdg",
        title=_l("Crosswalk to the 2030 Agenda"),
        about=_l("Targets of the Sustainable Development Goals that match a commitment."),
        columns=commitments.TARGET_COLUMNS,
        rows=commitments.targets,
        count=commitments.count(commitments.targets),
        filters=_NARROWING,
        key=("commitment", "target"),
    ),
    Download(
        name="crosswalk_uhri",
        title=_l("Crosswalk to the Universal Human Rights Index"),
        about=_l("Our themes with a plain match there: our judgement, theme by theme."),
        columns=uhri.COLUMNS,
        rows=uhri.rows,
        count=uhri.count,
        key=("theme", "uhri_theme"),
    ),
    _of_records(
        records.RELATIONS,
        _l("Relations"),
        _l("Which commitments ask the same, a part of it or something related: our judgement."),
    ),
    _of_records(records.THEMES, _l("Themes"), _l("Subjects that commitments share.")),
    _of_records(
        records.INDICATORS,
        _l("Indicators"),
        _l("Indicators, with unit and limits."),
    ),
    _of_records(
        records.INDICATOR_LEVELS,
        _l("Scales of indicators"),
        _l("The level of each value of an indicator."),
    ),
    _of_records(
        records.MEASURES,
        _l("Measures"),
        _l("Which indicator measures which commitment, and why: our judgement."),
    ),
    _of_records(
        records.OFFICIAL_WORDINGS_FILE,
        _l("Official wordings"),
        _l(
            "Official wording beside our summaries, by language, if this site has it. "
            "An absent row means that none was imported."
        ),
        licence=UN_WORDING,
    ),
    _of_records(
        records.SOURCES,
        _l("Sources"),
        _l("Sources of the values, with strength, licence and citation."),
    ),
    _of_records(
        records.INDICATOR_VALUES,
        _l("Indicator values"),
        _l("Every dated value with its source. An absent row means no information."),
        licence=THEIRS,
    ),
    _of_records(
        recommendations.POSITIONS_FILE,
        _l("Positions"),
        _l("Positions of States on commitments. An absent row means no information."),
        licence=THEIRS,
    ),
    Download(
        name="recommendations",
        title=_l("Recommendations to single States"),
        about=_l(
            "Recommendations of other mechanisms to single States, with the State’s position."
        ),
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
        about=_l("The same values as SDMX-CSV 2.0, with our own identifiers."),
        columns=sdmx.COLUMNS,
        rows=sdmx.rows,
        count=sdmx.count,
        filters=OF_STATES | {"indicator"},
        licence=THEIRS,
        key=("REF_AREA", "INDICATOR", "OBS_ID", "TIME_PERIOD"),
        packed=False,
    ),
)
