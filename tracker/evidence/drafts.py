"""Drafts of sources and indicator values. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core.clock import PartialDate
from tracker.evidence.vocabulary import (
    ACTS_OF_THOSE_BOUND,
    NOT_PARTY,
    PARTY,
    SIGNED,
    VALUE_AFTER_ACT,
    BeforeMembership,
    Tier,
    TreatyAct,
)
from tracker.schema import fields
from tracker.schema.drafts import Draft, Key, Link, column

_TITLE = fields.text(limit=500)


@dataclass(frozen=True)
class SourceDraft(Draft):
    """A source of records with its tier and the day on which it was current."""

    KEY = ("code",)

    code: str = column(_l("Public code"), fields.code(limit=60), "ctoc-cop-2018-2")
    title: str = column(_l("Title of the source"), _TITLE, "Status of the Protocol")
    publisher: str = column(_l("Publisher"), _TITLE, "United Nations")
    url: str | None = column(
        _l("Web address"), fields.web_address(), "https://undocs.org/", optional=True
    )
    tier: Tier = column(
        _l("Strength: A primary official, B independent institution, C civil society, D secondary"),
        fields.one_of(Tier),
        "A",
    )
    language: str = column(_l("Language of the source"), fields.language(), "en")
    licence: str | None = column(
        _l("Licence of the data"), fields.text(limit=200), "CC BY-SA", optional=True
    )
    current_on: PartialDate | None = column(
        _l("Date of the content, as precisely as known"),
        fields.past_date(),
        "2018-07",
        optional=True,
    )
    citation: str = column(_l("How to cite it"), fields.text(), "CTOC/COP/2018/2, paragraph 2.")
    note: str | None = column(
        _l("Anything that a reader must know"), fields.text(), "Seen in a copy.", optional=True
    )
    family: str = column(
        _l(
            "Who made the observation. Sources of one family count as one. official: "
            "depositaries and States’ own records. Empty: this source alone"
        ),
        fields.code(limit=60),
        "official",
        optional=True,
        has_default=True,
    )

    def __post_init__(self) -> None:
        """A source without a family forms its own."""
        if not self.family:
            object.__setattr__(self, "family", self.code)


@dataclass(frozen=True)
class IndicatorValueDraft(Draft):
    """A dated value of an indicator for a State.

    Indicator, state, date and source tell it from all others. A file that has no references gives
    none; ``tracker.evidence.identity`` finds or makes them.
    """

    KEY = ("reference",)
    LINKS = (Link(("indicator", "value"), "indicator_levels"),)
    IDENTITY = ("indicator", "state", "effective_on", "source")

    reference: str | None = column(
        _l("Public reference. Empty: found by indicator, State, date and source, or created"),
        fields.reference(),
        "TIP-PARTY-KEN-2005",
        optional=True,
    )
    indicator: str = column(
        _l("Code of the indicator"), fields.code(), "TIP-PARTY", refers="indicators"
    )
    state: str = column(
        _l("ISO 3166-1 alpha-3 code of the State"), fields.code(limit=3), "KEN", refers="states"
    )
    value: str = column(_l("A value of the indicator’s scale"), fields.code(), "party")
    effective_on: PartialDate = column(
        _l("The date from which it counts. A month or year counts from its last day"),
        fields.past_date(),
        "2005-01-05",
    )
    source: str = column(
        _l("Code of the source"), fields.code(limit=60), "ctoc-cop-2018-2", refers="sources"
    )
    act: TreatyAct | None = column(
        _l("The treaty action behind it, if the indicator is about a treaty"),
        fields.one_of(TreatyAct),
        "accession",
        optional=True,
    )
    note: str | None = column(
        _l("Anything that a reader must know about this value"),
        fields.text(),
        "A copy.",
        optional=True,
    )
    before_membership: BeforeMembership | None = column(
        _l(
            "Needed for a value dated before the State joined the United Nations: whose value it is"
        ),
        fields.one_of(BeforeMembership),
        "predecessor",
        optional=True,
        has_default=True,
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors by field, such as a treaty value that contradicts its act."""
        after = VALUE_AFTER_ACT.get(self.act) if self.act else None
        if self.act in ACTS_OF_THOSE_BOUND and self.value == NOT_PARTY:
            after = f"{PARTY}/{SIGNED}"
        if after and self.value != after and self.value in (PARTY, SIGNED, NOT_PARTY):
            yield (
                "value",
                _(
                    "%(after)s, because act is %(act)s; correct value or act",
                    after=after,
                    act=self.act,
                ),
            )

    @cached_property
    def identity(self) -> Key:
        """The identity of the value, whatever reference a file gives it."""
        return self.pick(self.IDENTITY)

    @property
    def key(self) -> Key:
        """The reference or, without one, the identity, which is longer than references."""
        return (self.reference,) if self.reference else self.identity

    @property
    def key_columns(self) -> Key:
        """The columns of the key. A repeated row is refused at the last one."""
        return self.KEY if self.reference else self.IDENTITY
