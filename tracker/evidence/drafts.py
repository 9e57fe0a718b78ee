"""Drafts of evidence: sources and dated values of indicators. Pure."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker import fields
from tracker.clock import PartialDate
from tracker.drafts import Draft, Link, column
from tracker.evidence.vocabulary import Tier

_ACT = fields.letters(
    "[a-z]+(_[a-z]+){0,4}", explanation=lambda: _("small letters and underscores: ratification")
)
_TITLE = fields.text(limit=500)


@dataclass(frozen=True)
class SourceDraft(Draft):
    """Where a record comes from, its tier, and the day it was current."""

    KEY = ("code",)

    code: str = column(_l("Public code"), fields.code(limit=60), "ctoc-cop-2018-2")
    title: str = column(_l("Title of the source"), _TITLE, "Status of the Protocol")
    publisher: str = column(_l("Who published it"), _TITLE, "United Nations")
    url: str | None = column(
        _l("Its address"), fields.web_address(), "https://undocs.org/", optional=True
    )
    tier: Tier = column(
        _l("A primary official, B independent institution, C civil society, D secondary"),
        fields.one_of(Tier),
        "A",
    )
    language: str = column(_l("Language of the source"), fields.language(), "en")
    licence: str | None = column(
        _l("Licence of the data"), fields.text(limit=200), "CC BY-SA", optional=True
    )
    current_on: PartialDate | None = column(
        _l("When it was current, as far as known"), fields.past_date(), "2018-07", optional=True
    )
    citation: str = column(_l("How to cite it"), fields.text(), "CTOC/COP/2018/2, paragraph 2.")
    note: str | None = column(
        _l("Anything a reader must know"), fields.text(), "Seen in a copy.", optional=True
    )


@dataclass(frozen=True)
class IndicatorValueDraft(Draft):
    """One dated value of an indicator for a state."""

    KEY = ("reference",)
    LINKS = (Link(("indicator", "value"), "indicator_levels"),)

    reference: str = column(_l("Public reference"), fields.reference(), "TIP-PARTY-KEN-2005")
    indicator: str = column(
        _l("Code of the indicator"), fields.code(), "TIP-PARTY", refers="indicators"
    )
    state: str = column(
        _l("ISO 3166-1 alpha-3 code of the state"), fields.code(limit=3), "KEN", refers="states"
    )
    value: str = column(_l("A value of the indicator’s scale"), fields.code(), "party")
    effective_on: PartialDate = column(
        _l("From when it counts; a partial date from its last day"),
        fields.past_date(),
        "2005-01-05",
    )
    source: str = column(
        _l("Code of the source"), fields.code(limit=60), "ctoc-cop-2018-2", refers="sources"
    )
    act: str | None = column(_l("The act behind it"), _ACT, "accession", optional=True)
    note: str | None = column(
        _l("What a reader must know of this value"), fields.text(), "A copy.", optional=True
    )
