"""How robust a figure is, in words: the interval of the draws, and what changes it most."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.gap.methodology import DRAWS, HIGHEST_PERCENTILE, LOWEST_PERCENTILE
from tracker.gap.uncertainty import Driver, Sensitivity
from tracker.labels import charts

DRIVERS = {
    Driver.WEIGHTS: _l("how much each pillar weighs"),
    Driver.VALUES: _l("what a level is worth between nothing and complete"),
    Driver.SETTLING: _l("whether reports and assessments count, or evidence alone"),
}
# The same where there is room for a few words.
DRIVERS_SHORT = {
    Driver.WEIGHTS: _l("weight of pillars"),
    Driver.VALUES: _l("worth of levels"),
    Driver.SETTLING: _l("evidence alone or not"),
}


def firmness_sentences(spread: Sensitivity | None) -> list[str]:
    """Sentences about the draws, or about why there are none."""
    if spread is None:
        return [_("There is no figure of progress to test.")]
    if spread.driver is None:
        return [
            _(
                "Other reasonable scoring rules do not change it: progress is %(done)s in all of "
                "%(draws)s trials.",
                draws=charts.count(spread.draws),
                done=charts.per_cent(1 - spread.median),
            )
        ]
    texts = [
        _(
            "With other reasonable scoring rules, progress on what is known would be between "
            "%(low)s and %(high)s (%(share)s of %(draws)s trials).",
            low=charts.per_cent(1 - spread.high),
            high=charts.per_cent(1 - spread.low),
            draws=charts.count(spread.draws),
            share=charts.per_cent((HIGHEST_PERCENTILE - LOWEST_PERCENTILE) / 100),
        ),
        _("What changes it most is %(driver)s.", driver=DRIVERS[spread.driver]),
    ]
    if spread.draws < DRAWS:
        texts.append(
            _(
                "%(missing)s of %(draws)s trials are left out, because other evidence alone gives "
                "no figure.",
                missing=charts.count(DRAWS - spread.draws),
                draws=charts.count(DRAWS),
            )
        )
    return texts


def percentiles() -> str:
    """The percentiles at the ends of the interval."""
    return _(
        "percentiles %(lowest)s to %(highest)s of %(draws)s draws",
        lowest=LOWEST_PERCENTILE,
        highest=HIGHEST_PERCENTILE,
        draws=charts.count(DRAWS),
    )
