"""How firmly a figure stands, in words: the interval of the draws, and what moves it most."""

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
    """What the draws say; that there is nothing to draw, where there is no gap."""
    if spread is None:
        return [_("There is no figure whose firmness could be told.")]
    if spread.driver is None:
        return [
            _(
                "The choices that the rules make do not move this figure: in all of %(draws)s "
                "draws it is %(low)s.",
                draws=charts.count(spread.draws),
                low=charts.two_digits(spread.median),
            )
        ]
    texts = [
        _(
            "Had the rules been chosen otherwise, the gap in what is known would lie between "
            "%(low)s and %(high)s in nine of ten cases.",
            low=charts.two_digits(spread.low),
            high=charts.two_digits(spread.high),
        ),
        _("What moves it most is %(driver)s.", driver=DRIVERS[spread.driver]),
    ]
    if spread.draws < DRAWS:
        texts.append(
            _(
                "In %(missing)s of %(draws)s draws evidence alone knows nothing; these are "
                "left out.",
                missing=charts.count(DRAWS - spread.draws),
                draws=charts.count(DRAWS),
            )
        )
    return texts


def percentiles() -> str:
    """Which percentiles the interval runs between."""
    return _(
        "%(lowest)sth to %(highest)sth percentile of %(draws)s draws",
        lowest=LOWEST_PERCENTILE,
        highest=HIGHEST_PERCENTILE,
        draws=charts.count(DRAWS),
    )
