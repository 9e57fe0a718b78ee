"""Citations of a chart: in words, in APA style, and for BibTeX.

Each names the day of the situation, the day by which it was known, the methodology, the public
revision and an address with both days: enough to see the same figure again.
"""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.card.builder import StateCard
from tracker.charts import captions
from tracker.charts.chart import Chart
from tracker.core import clock, formats
from tracker.gap.facts import ScoringParams
from tracker.gap.methodology import VERSION
from tracker.labels import charts
from tracker.review.revisions import is_demonstration

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}


@dataclass(frozen=True, slots=True)
class Citation:
    """The same citation in three styles."""

    plain: str
    apa: str
    bibtex: str


def citation(chart: Chart, reading: ScoringParams, *, url: str, revision: int) -> Citation:
    """The citation of a chart at a reading. ``url`` contains both days."""
    version = formats.listed_apart(_version(reading, revision))
    site, today = _("Commitments Tracker"), charts.day(clock.today())
    year = reading.known_by.year
    return Citation(
        plain=_(
            "%(site)s, “%(title)s”, %(version)s. %(url)s (seen on %(today)s).",
            site=site,
            title=chart.title,
            version=version,
            url=url,
            today=today,
        ),
        apa=_(
            "%(site)s. (%(year)s). %(title)s [Chart; %(version)s]. Retrieved %(today)s, "
            "from %(url)s",
            site=site,
            year=year,
            title=chart.title,
            version=version,
            url=url,
            today=today,
        ),
        bibtex=_bibtex(chart, reading, site=site, version=version, url=url),
    )


def card_citation(card: StateCard, url: str) -> str:
    """The citation of a report card. It does not change over time."""
    return _(
        "%(site)s, “%(state)s: report card”, %(version)s. %(url)s",
        site=_("Commitments Tracker"),
        state=charts.state_name(card.line),
        version=formats.listed_apart(_version(card.reading, card.revision)),
        url=url,
    )


def escaped(text: str) -> str:
    """Text escaped for BibTeX."""
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def _version(reading: ScoringParams, revision: int) -> list[str]:
    parts = [
        captions.dated(reading),
        _("methodology %(version)s", version=VERSION),
        _("public revision %(number)s", number=revision),
        *captions.rules(reading),
    ]
    if is_demonstration():
        parts.append(_("demonstration: invented States and records"))
    return parts


def _bibtex(chart: Chart, reading: ScoringParams, *, site: str, version: str, url: str) -> str:
    subject = "-".join(re.sub(r"[^A-Za-z0-9]+", "", text) for text in chart.parameters.values())
    key = "-".join(part for part in (chart.name, subject, f"{reading.as_of:%Y%m%d}") if part)
    fields = {
        "author": f"{{{escaped(site)}}}",
        "title": f"{{{escaped(chart.title)}}}",
        "year": str(reading.known_by.year),
        "note": escaped(version),
        "url": url,
        "urldate": clock.today().isoformat(),
    }
    lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
    return f"@misc{{commitments-tracker-{key},\n{lines}\n}}"
