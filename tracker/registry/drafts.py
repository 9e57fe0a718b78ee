"""Drafts of the registry: their columns, parsers and consistency rules.

Pure. Saving checks whether references exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core.clock import PartialDate
from tracker.registry.vocabulary import (
    COUNTED_KINDS,
    Addressee,
    Certainty,
    CommitmentKind,
    InstrumentKind,
    Pillar,
    Region,
    RegionalGroup,
    RelationKind,
    StateStatus,
    Strength,
    UrlCertainty,
)
from tracker.schema import fields
from tracker.schema.drafts import Draft, column

FIRST_MEMBERS = 1945

_ISO3 = fields.letters("[A-Z]{3}", explanation=lambda: _("three capital letters, such as KEN"))
_ISO2 = fields.letters("[A-Z]{2}", explanation=lambda: _("two capital letters, such as KE"))
_M49 = fields.letters("[0-9]{3}", explanation=lambda: _("three digits, such as 404 or 004"))
_SUBREGION = fields.letters(
    "[a-z]+(-[a-z]+)*", explanation=lambda: _("small letters and hyphens, such as eastern-africa")
)
_TARGET = fields.letters(
    "[0-9]{1,2}[.][0-9a-z]{1,2}", explanation=lambda: _("targets such as 5.2 or 16.a")
)
_NAME = fields.text(limit=200)
_TITLE = fields.text(limit=500)


@dataclass(frozen=True)
class InstrumentDraft(Draft):
    """A text with commitments, or a treaty whose parties we follow."""

    KEY = ("code",)

    code: str = column(_l("Public code"), fields.in_capitals(fields.code()), "GPA-2010")
    title: str = column(_l("Title of the document"), _TITLE, "Political declaration")
    issuing_body: str = column(
        _l("Who adopted or issued it"), _TITLE, "United Nations General Assembly"
    )
    kind: InstrumentKind = column(_l("Type of text"), fields.one_of(InstrumentKind), "resolution")
    symbol: str | None = column(_l("Symbol of the document"), _NAME, "A/RES/64/293", optional=True)
    adopted_on: PartialDate = column(
        _l("Date of adoption or issue, as precisely as known"), fields.past_date(), "2010-07-30"
    )
    in_force_on: date | None = column(
        _l("Entry into force of a treaty"), fields.day(), "2003-12-25", optional=True
    )
    url: str | None = column(
        _l("Web address of the text"), fields.web_address(), "https://undocs.org/", optional=True
    )
    url_certainty: UrlCertainty | None = column(
        _l("How we found the web address"), fields.one_of(UrlCertainty), "seen", optional=True
    )
    membership_indicator: str | None = column(
        _l("Indicator that shows the parties to the treaty"),
        fields.code(),
        "TIP-PARTY",
        optional=True,
        refers="indicators",
    )
    text_seen: str = column(_l("How much of the text we have seen"), _TITLE, "Whole text")
    note: str | None = column(
        _l("Anything that a reader must know"),
        fields.text(),
        "The text carries no date.",
        optional=True,
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: an address needs its certainty; only treaties have parties."""
        if (self.url is None) != (self.url_certainty is None):
            yield "url_certainty", _("required with an address, empty without one")
        if self.kind != InstrumentKind.TREATY:
            if self.in_force_on is not None:
                yield "in_force_on", _("empty, because only a treaty enters into force")
            if self.membership_indicator is not None:
                yield "membership_indicator", _("empty, because only a treaty has parties")
        elif self.in_force_on is not None and self.in_force_on < fields.first_day(self.adopted_on):
            yield "in_force_on", _("a date on or after the adoption")


@dataclass(frozen=True)
class ThemeDraft(Draft):
    """A subject that commitments share."""

    KEY = ("code",)

    code: str = column(_l("Public code"), fields.code(limit=60), "survivors")
    name: str = column(_l("Name in English"), _NAME, "Survivors’ voices")
    explanation: str = column(
        _l("What the theme covers"), fields.text(), "Survivors take part in what is decided."
    )


@dataclass(frozen=True)
class StateDraft(Draft):
    """A member of the United Nations or an observer State."""

    KEY = ("iso3",)
    UNIQUE = (("iso2",), ("m49",), ("name_en",))

    iso3: str = column(_l("ISO 3166-1 alpha-3 code"), _ISO3, "KEN")
    iso2: str = column(_l("ISO 3166-1 alpha-2 code"), _ISO2, "KE")
    m49: str = column(_l("UN M49 code, three digits"), _M49, "404")
    name_en: str = column(_l("Short name in English"), _NAME, "Kenya")
    name_fr: str = column(_l("Short name in French"), _NAME, "Kenya")
    name_es: str = column(_l("Short name in Spanish"), _NAME, "Kenya")
    name_ar: str = column(_l("Short name in Arabic"), _NAME, "كينيا")
    name_ru: str = column(_l("Short name in Russian"), _NAME, "Кения")
    name_zh: str = column(_l("Short name in Chinese"), _NAME, "肯尼亚")
    status: StateStatus = column(_l("Member or observer"), fields.one_of(StateStatus), "member")
    member_since: PartialDate | None = column(
        _l("Date of UN membership, or the year if only that is known"),
        fields.day_or_year(least=FIRST_MEMBERS),
        "1963-12-16",
        optional=True,
    )
    region: Region = column(_l("M49 region"), fields.one_of(Region), "africa")
    subregion: str = column(_l("M49 subregion"), _SUBREGION, "sub-saharan-africa")
    regional_group: RegionalGroup | None = column(
        _l("Regional group of members"), fields.one_of(RegionalGroup), "AG", optional=True
    )
    note: str | None = column(
        _l("Anything that a reader must know"),
        fields.text(),
        "In no regional group.",
        optional=True,
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: members need a year; observers have neither year nor group."""
        if (self.status == StateStatus.MEMBER) != (self.member_since is not None):
            yield "member_since", _("required for a member, empty for an observer")
        if self.status == StateStatus.OBSERVER and self.regional_group is not None:
            yield "regional_group", _("empty for an observer")


@dataclass(frozen=True)
class StateAliasDraft(Draft):
    """A spelling in files and the State it means, if any."""

    KEY = ("name",)

    name: str = column(_l("The spelling in sources"), _NAME, "Republic of Kenya")
    iso3: str | None = column(
        _l("The State that it means, or empty if it means no State of the registry"),
        _ISO3,
        "KEN",
        optional=True,
        refers="states",
    )
    note: str | None = column(
        _l("Why it means no State"), fields.text(), "A territory.", optional=True
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: a spelling without a State needs a reason."""
        if self.iso3 is None and self.note is None:
            yield "note", _("the reason why it means no State, because no State is named")


@dataclass(frozen=True)
class CommitmentDraft(Draft):
    """A commitment with its place in its source and our certainty."""

    KEY = ("reference",)
    UNIQUE = (("instrument", "position"),)

    reference: str = column(
        _l("Public reference"), fields.in_capitals(fields.reference(limit=40)), "GPA-2010-16"
    )
    instrument: str = column(
        _l("Code of the instrument"), fields.code(), "GPA-2010", refers="instruments"
    )
    position: int = column(
        _l("Order within the instrument, from 1"),
        fields.whole_number(least=1, most=9_999),
        "16",
    )
    locator: str = column(_l("Place in the source"), _TITLE, "Paragraph 16")
    title: str = column(_l("Short title in our words"), _TITLE, "Train officials")
    statement: str = column(
        _l("What is undertaken, in our words"), fields.text(), "States train their officials."
    )
    kind: CommitmentKind = column(
        _l("Type of passage"), fields.one_of(CommitmentKind), "commitment"
    )
    addressees: tuple[Addressee, ...] = column(
        _l("Addressee"),
        fields.several(fields.one_of(Addressee)),
        "all_states; un_entities",
        optional=True,
    )
    pillar: Pillar = column(_l("One of the five pillars"), fields.one_of(Pillar), "prevention")
    themes: tuple[str, ...] = column(
        _l("Codes of its themes"),
        fields.several(fields.code(limit=60)),
        "survivors; training",
        optional=True,
        refers="themes",
    )
    sdg_targets: tuple[str, ...] = column(
        _l("Targets of the 2030 Agenda that it serves"),
        fields.several(_TARGET),
        "5.2; 16.2",
        optional=True,
    )
    certainty: Certainty = column(
        _l("How certain we are of text and place"), fields.one_of(Certainty), "verified"
    )
    certainty_note: str | None = column(
        _l("Basis of the certainty"), fields.text(), "The text was read.", optional=True
    )
    retired_reason: str | None = column(
        _l("Why the commitment is retired, otherwise empty"),
        fields.text(),
        "The text promises nothing here.",
        optional=True,
        has_default=True,
    )
    replaced_by: str | None = column(
        _l("The commitment that replaces it"),
        fields.reference(limit=40),
        "GPA-2010-17",
        optional=True,
        refers="commitments",
        has_default=True,
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: a demand needs addressees; only a retired one has a successor."""
        if self.kind in COUNTED_KINDS and not self.addressees:
            yield "addressees", _("required for a commitment, a call or a treaty obligation")
        if self.replaced_by is not None and self.retired_reason is None:
            yield "retired_reason", _("required if another commitment replaces this one")
        if self.replaced_by == self.reference:
            yield "replaced_by", _("another commitment, not this one")


@dataclass(frozen=True)
class RelationDraft(Draft):
    """The relation between two commitments, in our judgement.

    A pair of commitments has one relation in one direction.
    """

    KEY = ("from", "to")

    from_: str = column(
        _l("The first commitment"),
        fields.reference(limit=40),
        "PD-2021-03",
        refers="commitments",
    )
    relation: RelationKind = column(
        _l(
            "Relation to the second commitment. narrower: part of it. later_form_of: made "
            "again later"
        ),
        fields.one_of(RelationKind),
        "same",
    )
    to: str = column(
        _l("The second commitment"),
        fields.reference(limit=40),
        "GPA-2010-16",
        refers="commitments",
    )
    confidence: Strength = column(_l("How certain we are"), fields.one_of(Strength), "high")
    rationale: str = column(
        _l("Reason for the relation"), fields.text(), "Both ask for the training of officials."
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: a commitment cannot be related to itself."""
        if self.from_ == self.to:
            yield "to", _("another commitment, not the first one")
