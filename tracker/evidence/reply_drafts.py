"""Drafts of replies: what can be saved, and what is missing. Pure.

Two readings of the same, as for actions: a draft is whatever can be read; ``unfinished`` says what
is needed before it can be submitted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core.errors import Invalid
from tracker.evidence.citation_drafts import CitingDraft, unfinished_sources
from tracker.evidence.vocabulary import Stance
from tracker.schema import fields
from tracker.schema.drafts import column

TEXT_LIMIT = 5_000
# Who denies or corrects says what is so instead; to confirm or to take note needs no words.
MUST_SAY = frozenset({Stance.CORRECT, Stance.CONTEST})


@dataclass(frozen=True)
class ReplyDraft(CitingDraft):
    """The other side's reply to a record, finished or not."""

    stance: Stance | None = column(
        _l("confirm, correct, contest or take_note"),
        fields.one_of(Stance),
        "contest",
        optional=True,
    )
    text: str | None = column(
        _l("The reply. Do not include anything that could identify a victim or a witness"),
        fields.text(limit=TEXT_LIMIT),
        "The law was amended in May and now covers this.",
        optional=True,
    )
    language: str | None = column(
        _l("Language of the reply"), fields.language(), "en", optional=True
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

    @property
    def survivor_led_shown(self) -> bool:
        """Whether readers may know that survivors lead an unnamed organisation."""
        return self.withhold_name and self.show_survivor_led


REPLY_FIELDS = tuple(each.name for each in ReplyDraft.columns())
EMPTY_REPLY = ReplyDraft.parse({})


def unfinished(draft: ReplyDraft) -> dict[str, str]:
    """Missing items by column before submission. Empty if it is finished."""
    return dict(_missing(draft)) | unfinished_sources(draft, of_evidence=False)


def _missing(draft: ReplyDraft) -> Iterator[tuple[str, str]]:
    if draft.stance is None:
        yield "stance", _("choose your position on the record")
    if draft.stance in MUST_SAY and not draft.text:
        yield "text", _("say what is correct instead, or why you contest it")
    if draft.language is None:
        yield "language", _("choose the language of your text")


def readable(text: Mapping[str, str | None]) -> tuple[ReplyDraft, dict[str, list[str]]]:
    """The parsed parts of an unfinished draft, and the errors of the others. For pages."""
    values, errors = ReplyDraft.read(text)
    draft = replace(EMPTY_REPLY, **values)
    if not errors:
        errors = {name: [reason] for name, reason in draft.faults()}
    return draft, errors


def finished(text: Mapping[str, str | None]) -> ReplyDraft:
    """The complete draft. Raises Invalid with all errors and missing items by column."""
    draft, errors = readable(text)
    for name, reason in unfinished(draft).items():
        if name not in errors and not (text.get(name) or "").strip():
            errors[name] = [reason]
    if errors:
        raise Invalid(errors)
    return draft
