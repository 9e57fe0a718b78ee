"""Every collection of the API, in the order in which it is described."""

from tracker.api.read import (
    actions,
    assessments,
    commitments,
    entries,
    gaps,
    indicator_values,
    indicators,
    instruments,
    positions,
    recommendations,
    relations,
    reports,
    standings,
    states,
    themes,
    threads,
)

MODULES = (
    instruments,
    commitments,
    positions,
    recommendations,
    relations,
    threads,
    themes,
    states,
    indicators,
    indicator_values,
    reports,
    entries,
    actions,
    assessments,
    standings,
    gaps,
)
COLLECTIONS = tuple(module.COLLECTION for module in MODULES)
