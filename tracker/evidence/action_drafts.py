"""Drafts of actions: what can be saved while typing, and what is missing.

As with reports, a draft is everything that can be parsed, and ``unfinished`` lists what is missing
before submission. Pure: saving checks whether the State and the commitments exist.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core import formats
from tracker.core.clock import PartialDate
from tracker.core.errors import Invalid
from tracker.evidence.citation_drafts import CitingDraft, unfinished_sources
from tracker.evidence.vocabulary import ActionKind, Polarity, Stage
from tracker.schema import fields
from tracker.schema.drafts import Key, column
from tracker.schema.fields import SEPARATOR, InvalidValue, Reader

TITLE_LIMIT = 200
ACCOUNT_LIMIT = 5_000
OWN_KEY_LIMIT = 60
MOST_COMMITMENTS = 20
LEVELS = ("0", "1", "2", "3", "4")

_ISO3 = fields.letters("[A-Z]{3}", explanation=lambda: _("three capital letters, such as KEN"))


@dataclass(frozen=True, slots=True)
class BearingDraft:
    """An action's effect on a commitment: ``REF=supports@3``, ``REF=context`` or ``REF``.

    ``polarity`` None: not yet said. ``level`` None: it shows none.
    """

    commitment: str
    polarity: Polarity | None = None
    level: int | None = None

    def __str__(self) -> str:
        level = "" if self.level is None else f"@{self.level}"
        return f"{self.commitment}={self.polarity}{level}" if self.polarity else self.commitment


def _bearing(raw: str) -> BearingDraft:
    commitment, _equals, rest = (part.strip() for part in raw.partition("="))
    polarity, at, level = (part.strip() for part in rest.partition("@"))
    reference = fields.code()(commitment)
    if (at or polarity) and polarity not in set(Polarity):
        raise InvalidValue(
            _(
                "%(reference)s: one of %(allowed)s",
                reference=reference,
                allowed=formats.listed(Polarity),
            )
        )
    if at and level not in LEVELS:
        raise InvalidValue(_("%(reference)s: a level from 0 to 4", reference=reference))
    if at and polarity == Polarity.CONTEXT:
        raise InvalidValue(
            _(
                "%(reference)s: leave the level out if the action is only context",
                reference=reference,
            )
        )
    return BearingDraft(
        reference, Polarity(polarity) if polarity else None, int(level) if at else None
    )


def bearings() -> Reader:
    """Parse commitments with effects, separated by ``;`` or line ends, without duplicates."""

    def read(raw: str) -> tuple[BearingDraft, ...]:
        parts = [part.strip() for part in raw.replace("\n", SEPARATOR).split(SEPARATOR)]
        found = [_bearing(part) for part in parts if part]
        if len(found) > MOST_COMMITMENTS:
            raise InvalidValue(_("choose at most %(most)s commitments", most=MOST_COMMITMENTS))
        met: set[str] = set()
        for each in found:
            if each.commitment in met:
                raise InvalidValue(_("%(reference)s appears twice", reference=each.commitment))
            met.add(each.commitment)
        return tuple(sorted(found, key=lambda each: each.commitment))

    return Reader(read, blank=())


@dataclass(frozen=True)
class ActionDraft(CitingDraft):
    """A dated action of a State as an organisation describes it, finished or not."""

    KEY: ClassVar[Key] = ("own_key",)

    state: str | None = column(
        _l("Code of the State (ISO 3166-1 alpha-3)"), _ISO3, "XEX", optional=True, refers="states"
    )
    kind: ActionKind | None = column(
        _l("Type of action"), fields.one_of(ActionKind), "law", optional=True
    )
    title: str | None = column(
        _l("What the State did, in one line"),
        fields.line(limit=TITLE_LIMIT),
        "Parliament adopted an act against trafficking",
        optional=True,
    )
    account: str | None = column(
        _l("Short description. Do not include anything that could identify a victim or a witness"),
        fields.text(limit=ACCOUNT_LIMIT),
        "The act sets penalties and pays for shelters.",
        optional=True,
    )
    happened_on: PartialDate | None = column(
        _l("When it happened or began: a day, a month or a year"),
        fields.past_date(),
        "2021-05-03",
        optional=True,
    )
    until: PartialDate | None = column(
        _l("If it lasted: when it ended. It counts from that date"),
        fields.past_date(),
        "2021-12",
        optional=True,
    )
    stage: Stage | None = column(
        _l("output: something was set up; outcome: it had an effect"),
        fields.one_of(Stage),
        "output",
        optional=True,
    )
    language: str | None = column(
        _l("Language of title and description"), fields.language(), "en", optional=True
    )
    commitments: tuple[BearingDraft, ...] = column(
        _l(
            "Commitments it concerns: REF=supports@3, REF=contradicts@1 or REF=context, "
            "separated by ;"
        ),
        bearings(),
        "GPA-2010-16=supports@2; GPA-2010-23=context",
        optional=True,
    )
    classify: bool = column(
        _l("Whether reviewers choose the type, the commitments and the strength of the sources"),
        fields.yes_or_no(),
        "no",
        optional=True,
    )
    withhold_name: bool = column(
        _l("Whether only reviewers may know the organisation’s name"),
        fields.yes_or_no(),
        "no",
        optional=True,
    )
    show_survivor_led: bool = column(
        _l(
            "If the name is withheld: whether readers may know that survivors lead the organisation"
        ),
        fields.yes_or_no(),
        "no",
        optional=True,
    )
    own_key: str | None = column(
        _l("Your own number for the action, so that a second upload finds it"),
        fields.line(limit=OWN_KEY_LIMIT),
        "2021-017",
        optional=True,
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors by field: a period must run forwards, and no source may be repeated."""
        if self.until and self.happened_on is None:
            yield "happened_on", _("give the start as well")
        elif (
            self.until
            and self.happened_on
            and self.until.last_day < fields.first_day(self.happened_on)
        ):
            yield "until", _("the end must not be before the start")
        yield from super().faults()

    @property
    def effective(self) -> PartialDate | None:
        """The day from which it counts. A period counts from its end."""
        return self.until or self.happened_on

    @property
    def began(self) -> PartialDate | None:
        """The start of a period. None for an action with one date."""
        return self.happened_on if self.until else None

    @property
    def survivor_led_shown(self) -> bool:
        """Whether readers may know that survivors lead an unnamed organisation."""
        return self.withhold_name and self.show_survivor_led


TEXT_FIELDS = tuple(each.name for each in ActionDraft.columns())
EMPTY_ACTION = ActionDraft.parse({})


def unfinished(draft: ActionDraft) -> dict[str, str]:
    """Missing items by column before submission. Empty if it is finished."""
    missing = {name: text for name, text in _needed(draft) if not draft.get(name)}
    if draft.commitments and not draft.classify:
        open_ = [each.commitment for each in draft.commitments if each.polarity is None]
        if open_:
            missing["commitments"] = _(
                "choose supports, contradicts or context for %(references)s",
                references=formats.listed(open_),
            )
    return missing | unfinished_sources(draft, of_evidence=True, left_to_reviewers=draft.classify)


def unclassified(draft: ActionDraft) -> dict[str, str]:
    """Items by column that reviewers must choose before publication.

    Empty where the writer did not leave it to them, or where all of it is chosen.
    """
    return unfinished(replace(draft, classify=False)) if draft.classify else {}


def _needed(draft: ActionDraft) -> Iterator[tuple[str, str]]:
    yield "state", _("choose the State that acted")
    if not draft.classify:
        yield "kind", _("choose the type of action")
    yield "title", _("say in one line what the State did")
    yield "account", _("describe in a few sentences what happened")
    yield "happened_on", _("say when it happened, as precisely as you know")
    yield "language", _("choose the language of your text")
    if not draft.classify:
        yield "commitments", _("choose at least one commitment")


def finished(text: Mapping[str, str | None]) -> ActionDraft:
    """The complete draft. Raises Invalid with all errors and missing items by column."""
    errors: dict[str, list[str]] = {}
    try:
        draft = ActionDraft.parse(text)
        errors = {name: [reason] for name, reason in unfinished(draft).items()}
    except Invalid as invalid:
        errors = {name: list(reasons) for name, reasons in invalid.errors.items()}
        errors |= _missing_besides(text, errors)
    if errors:
        raise Invalid(errors)
    return draft


def readable(text: Mapping[str, str | None]) -> tuple[ActionDraft, dict[str, list[str]]]:
    """The parsed parts of an unfinished draft, and the errors of the others. For pages."""
    values, errors = ActionDraft.read(text)
    draft = replace(EMPTY_ACTION, **values)
    if not errors:
        errors = {name: [reason] for name, reason in draft.faults()}
    return draft, errors


def _missing_besides(
    text: Mapping[str, str | None], errors: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Missing items in addition to invalid ones, so that both are reported at once."""
    draft, _errors = readable(text)
    return {
        name: [reason]
        for name, reason in unfinished(draft).items()
        if not (text.get(name) or "").strip()
    }
