"""Files of actions: each row is a draft, identified by the organisation's own number.

A file does not change submitted actions. It writes drafts; the privacy check follows at submission,
as for typed ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.actor import Actor
from tracker.evidence import action_service
from tracker.evidence.action_drafts import (
    EMPTY_ACTION,
    OWN_KEY_LIMIT,
    ActionDraft,
    BearingDraft,
)
from tracker.evidence.action_writer import unknown_commitments
from tracker.evidence.queries.own_actions import OwnAction, own_actions
from tracker.evidence.vocabulary import Polarity
from tracker.exchange.specification import Fault, Kind, Known, Specification
from tracker.exchange.workbooks.action_workbook import canonical
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.schema import fields
from tracker.schema.drafts import Changes, Key, Origin, column, compare


@dataclass(frozen=True)
class ImportedActionDraft(ActionDraft):
    """An action from a file. Its own number is required to identify it later."""

    own_key: str = column(
        _l("Your own number for the action, so that a second file finds it"),
        fields.line(limit=OWN_KEY_LIMIT),
        "2021-017",
    )
    polarity: Polarity | None = column(
        _l("Relation to the commitments, where a commitment does not State its own"),
        fields.one_of(Polarity),
        "supports",
        optional=True,
        has_default=True,
    )
    level: int | None = column(
        _l("Level from 0 to 4 for the commitments that do not State one"),
        fields.whole_number(least=0, most=4),
        "2",
        optional=True,
        has_default=True,
    )

    def __post_init__(self) -> None:
        """Copy polarity and level from their own columns to the commitments.

        A level without a polarity is one that the action supports.
        """
        if not self.commitments or (self.polarity is None and self.level is None):
            return
        if self.polarity is Polarity.CONTEXT and self.level is not None:
            return
        object.__setattr__(self, "commitments", tuple(map(self._completed, self.commitments)))
        object.__setattr__(self, "polarity", None)
        object.__setattr__(self, "level", None)

    def _completed(self, bearing: BearingDraft) -> BearingDraft:
        polarity = bearing.polarity or self.polarity or Polarity.SUPPORTS
        level = self.level if bearing.level is None else bearing.level
        return replace(
            bearing, polarity=polarity, level=None if polarity is Polarity.CONTEXT else level
        )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: statements on commitments need some; context has no level."""
        for name in ("polarity", "level"):
            if self.get(name) is not None and not self.commitments:
                yield name, _("empty, unless you also give the commitments")
        if self.polarity is Polarity.CONTEXT and self.level is not None and self.commitments:
            yield "level", _("empty, because context shows no level")
        yield from super().faults()


SPECIFICATION = Specification(
    "actions", _l("A dated action of a State, as described by an organisation"), ImportedActionDraft
)


def kind_for(actor: Actor, organisation_id: int) -> Kind[ImportedActionDraft]:
    """The kind for the drafts of one organisation."""
    require(actor, Permission.ACTION_LOG, Subject(organisation=organisation_id))
    own = _own(actor, organisation_id)
    found = _by_key(own)

    def faults(draft: ImportedActionDraft, _known: Known) -> Iterator[Fault]:
        before = own.get(draft.own_key)
        if before is not None and not before.is_open and found[draft.key] != draft:
            name = before.reference
            yield (
                "own_key",
                _(
                    "a draft; this action was already sent, so change it on its page: %(name)s",
                    name=name,
                ),
            )
        if before is not None and before.is_open and _is_another(found[draft.key], draft):
            yield (
                "own_key",
                _(
                    "a unique number; %(number)s belongs to another action: %(name)s",
                    number=draft.own_key,
                    name=before.reference,
                ),
            )
        if unknown := unknown_commitments(draft):
            yield "commitments", unknown

    def put(
        actor: Actor, drafts: Sequence[ImportedActionDraft], *, origin: Origin | None = None
    ) -> Changes[ImportedActionDraft]:
        return put_drafts(actor, organisation_id, drafts, origin=origin)

    return Kind(SPECIFICATION, lambda: found, put, faults)


def _is_another(before: ImportedActionDraft, draft: ImportedActionDraft) -> bool:
    """Whether a number was used twice: another State, or neither title nor date match."""
    unlike = {name: _differs(before, draft, name) for name in ("state", "title", "happened_on")}
    return unlike["state"] or (unlike["title"] and unlike["happened_on"])


def _differs(before: ImportedActionDraft, draft: ImportedActionDraft, name: str) -> bool:
    theirs, ours = before.get(name), draft.get(name)
    return None not in (theirs, ours) and theirs != ours


def put_drafts(
    actor: Actor,
    organisation_id: int,
    drafts: Sequence[ImportedActionDraft],
    *,
    origin: Origin | None = None,
) -> Changes[ImportedActionDraft]:
    """Create new drafts and update changed ones, like typed ones."""
    require(actor, Permission.ACTION_LOG, Subject(organisation=organisation_id))
    own = _own(actor, organisation_id)
    changes = compare(_by_key(own), drafts)
    for draft in changes.created:
        action_service.begin(actor, organisation_id, canonical(draft.cells()))
    for _old, new in changes.changed:
        before = own[new.own_key]
        action_service.save(actor, before.reference, canonical(new.cells()), version=before.version)
    return changes


def _own(actor: Actor, organisation_id: int) -> dict[str, OwnAction]:
    """Actions by own number. Of several, the editable or last changed one."""
    own: dict[str, OwnAction] = {}
    for each in own_actions(actor):
        if each.organisation_id == organisation_id and each.own_key:
            match = own.get(each.own_key)
            if match is None or (each.is_open and not match.is_open):
                own[each.own_key] = each
    return own


def _by_key(own: Mapping[str, OwnAction]) -> dict[Key, ImportedActionDraft]:
    return {(key,): _draft(each) for key, each in own.items()}


def _draft(own: OwnAction) -> ImportedActionDraft:
    """The parsed parts of an action. Unreadable parts count as empty."""
    values: dict[str, Any] = {**vars(EMPTY_ACTION), **_read(own.text)}
    return ImportedActionDraft(**{**values, "own_key": own.own_key or ""})


def _read(text: Mapping[str, str]) -> dict[str, Any]:
    return ActionDraft.read(text)[0]
