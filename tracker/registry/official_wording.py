"""Saves official wordings: draft, storage and service.

A wording is superseded by that of another file, never overwritten, so that any day can be shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import lazy_gettext as _l

from tracker.accounts.actor import Actor
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.models import Commitment
from tracker.registry.official_wording_models import OfficialWording
from tracker.schema import fields
from tracker.schema.drafts import Changes, Draft, Key, Origin, column, compare
from tracker.storage.records import Link, Storage, load_for
from tracker.storage.upsert import upsert_versioned

MOST_LETTERS = 50_000  # the longest paragraph seen has about 9,000


@dataclass(frozen=True)
class OfficialWordingDraft(Draft):
    """A paragraph's wording in one language, and where it was read."""

    KEY = ("commitment", "language")

    commitment: str = column(
        _l("Reference of the commitment"),
        fields.reference(limit=40),
        "PD-2021-20",
        refers="commitments",
    )
    language: str = column(_l("Language of the text"), fields.language(), "fr")
    paragraph: str = column(
        _l("Number printed before the paragraph, with the letter of a point"),
        fields.text(limit=40),
        "16 (a)",
    )
    text: str = column(
        _l("Official text, without footnotes"),
        fields.text(limit=MOST_LETTERS),
        "Words of the source.",
    )
    sha256: str = column(
        _l("SHA-256 of the file"),
        fields.letters("[0-9a-f]{64}", explanation=lambda: str(_l("64 digits from 0 to f"))),
        "0" * 64,
    )
    origin: str = column(
        _l("Web address or name of the file"), fields.text(), "https://example.org/A_RES_76_7-F.xml"
    )
    read_on: date = column(_l("Date when we read the file"), fields.day(), "2026-01-31")


OFFICIAL_WORDINGS = Storage(
    "registry:official-wordings",
    OfficialWording,
    OfficialWordingDraft,
    links={"commitment": Link("commitment_id", Commitment.reference)},
)


def put_official_wordings(
    actor: Actor, drafts: Sequence[OfficialWordingDraft], *, origin: Origin | None = None
) -> Changes[OfficialWordingDraft]:
    """Publish wordings. One from another file supersedes the same language.

    The same file read again changes nothing: it keeps the day and the place of the first reading.
    """
    require(actor, Permission.REGISTRY_MAINTAIN)
    _held, same = _compared(drafts)
    return upsert_versioned(actor, OFFICIAL_WORDINGS, same, origin=origin)


def plan_official_wordings(
    actor: Actor, drafts: Sequence[OfficialWordingDraft]
) -> Changes[OfficialWordingDraft]:
    """What saving them would change. Nothing is written."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    return compare(*_compared(drafts))


def _compared(
    drafts: Sequence[OfficialWordingDraft],
) -> tuple[dict[Key, OfficialWordingDraft], list[OfficialWordingDraft]]:
    stored = load_for(OFFICIAL_WORDINGS, drafts)
    held = {key: each.draft for key, each in stored.items()}
    return held, [_as_first_read(draft, held.get(draft.key)) for draft in drafts]


def _as_first_read(
    draft: OfficialWordingDraft, held: OfficialWordingDraft | None
) -> OfficialWordingDraft:
    if held is None or held.sha256 != draft.sha256:
        return draft
    return replace(draft, origin=held.origin, read_on=held.read_on)
