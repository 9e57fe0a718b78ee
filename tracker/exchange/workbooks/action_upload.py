"""Reads an uploaded workbook of actions: first a plan, then the confirmed changes.

A row is known by its reference, a new one by the organisation's own number for it, so that a second
upload makes nothing twice. What a colleague changed here meanwhile is never overwritten.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.core import formats
from tracker.core.errors import Conflict, Invalid
from tracker.evidence import action_service
from tracker.evidence.action_drafts import ActionDraft
from tracker.evidence.action_writer import refuse_unknown
from tracker.evidence.queries.own_actions import OwnAction, own_actions
from tracker.exchange.parsing.workbooks import WorkbookSheet, read_workbook
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import UnreadableFile
from tracker.exchange.workbooks.action_workbook import (
    ACTIONS,
    FORMAT,
    SIGNATURE,
    canonical,
    digest,
    layout,
    text_of,
)
from tracker.exchange.workbooks.sheet_reader import SheetReading
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.schema.drafts import Origin

MOST_CHANGES = 500  # drafts that one workbook may begin or change


@dataclass(frozen=True, slots=True)
class ActionRow:
    """The change of one row. ``reference`` and ``before`` None: a new draft."""

    row: int
    reference: str | None
    version: int
    before: Mapping[str, str] | None
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """The planned changes of an organisation's drafts. ``digest`` identifies them."""

    organisation_id: int
    origin: Origin
    created: tuple[ActionRow, ...] = ()
    changed: tuple[ActionRow, ...] = ()
    left: int = 0
    conflicts: tuple[ActionRow, ...] = ()  # changed here since the download: both texts
    refused: tuple[Refusal, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of everything that would be written."""
        texts = [
            (each.reference, each.version, sorted(each.after.items()))
            for each in (*self.created, *self.changed)
        ]
        return hashlib.sha256(repr((self.organisation_id, texts)).encode()).hexdigest()


class PlanChanged(Conflict):
    """The workbook would no longer do what was confirmed. ``plan`` is the new plan."""

    def __init__(self, plan: ActionPlan) -> None:
        super().__init__("the drafts have changed since the preview")
        self.plan = plan


def _nothing() -> None:
    """Hold no lock."""


def plan_actions(
    actor: Actor,
    organisation_id: int,
    public_id: str,
    name: str,
    content: bytes,
    *,
    let_go: Callable[[], None] = _nothing,
) -> ActionPlan:
    """Plan the upload of the workbook. Writes nothing.

    ``let_go`` is called before the workbook is read, which may take seconds: callers release the
    write lock there.
    """
    require(actor, Permission.ACTION_LOG, Subject(organisation=organisation_id))
    origin = Origin(name, hashlib.sha256(content).hexdigest())
    let_go()
    try:
        sheets = read_workbook(content, frozenset({SIGNATURE, ACTIONS}))
        _check(sheets, public_id)
        reading = SheetReading(name, sheets[ACTIONS], layout())
    except UnreadableFile as fault:
        where = f"{name}, {ACTIONS}" if fault.row else name
        refusal = Refusal(where, fault.row, None, "", fault.reason)
        return ActionPlan(organisation_id, origin, refused=(refusal,))
    own = [each for each in own_actions(actor) if each.organisation_id == organisation_id]
    return _Planning(reading, own).plan(organisation_id, origin)


def carry_out_actions(
    actor: Actor,
    organisation_id: int,
    public_id: str,
    name: str,
    content: bytes,
    *,
    digest: str,
    let_go: Callable[[], None] = _nothing,
) -> ActionPlan:
    """Write the confirmed changes in the current transaction.

    Raises PlanChanged where the workbook would by now do something else, Invalid where any of it
    is refused.
    """
    require(actor, Permission.ACTION_LOG, Subject(organisation=organisation_id))
    plan = plan_actions(actor, organisation_id, public_id, name, content, let_go=let_go)
    if plan.refused:
        raise Invalid({"workbook": [str(refusal) for refusal in plan.refused]})
    if plan.digest != digest:
        raise PlanChanged(plan)
    for each in plan.created:
        action_service.begin(actor, organisation_id, each.after)
    for each in plan.changed:
        action_service.save(actor, each.reference or "", each.after, version=each.version)
    return plan


def _check(sheets: Mapping[str, WorkbookSheet], public_id: str) -> None:
    """Raise UnreadableFile unless it is this organisation's workbook in the current format."""
    if SIGNATURE not in sheets:
        raise UnreadableFile(_("the file must be a workbook that you downloaded here"))
    signed = {row[0]: row[1] for row in sheets[SIGNATURE].rows if len(row) > 1}
    if signed.get("format") != FORMAT:
        raise UnreadableFile(
            _("this workbook has an older format; download it again and copy your texts into it")
        )
    if signed.get("organisation") != public_id:
        raise UnreadableFile(_("this workbook belongs to another organisation"))
    if ACTIONS not in sheets:
        raise UnreadableFile(
            _("the workbook must have a sheet with the name %(name)s", name=ACTIONS)
        )


@dataclass
class _Planning:
    """Plans the rows one by one."""

    reading: SheetReading
    own: list[OwnAction]
    created: list[ActionRow] = field(default_factory=list)
    changed: list[ActionRow] = field(default_factory=list)
    conflicts: list[ActionRow] = field(default_factory=list)
    left: int = 0

    def plan(self, organisation_id: int, origin: Origin) -> ActionPlan:
        """The plan of the sheet."""
        for row, cells in self.reading.rows():
            self._row(row, cells)
            if len(self.created) + len(self.changed) > MOST_CHANGES:
                reason = _(
                    "you can import at most %(most)s actions at a time; split the workbook",
                    most=MOST_CHANGES,
                )
                self.reading.refuse(row, "own_key", cells["own_key"], reason)
                break
        return ActionPlan(
            organisation_id,
            origin,
            tuple(self.created),
            tuple(self.changed),
            self.left,
            tuple(self.conflicts),
            tuple(sorted(self.reading.refused, key=lambda each: each.row or 0)),
        )

    def _row(self, row: int, cells: Mapping[str, str]) -> None:
        text = text_of(cells)
        if cells["reference"]:
            self._known(row, cells, text)
        elif text:
            self._new(row, cells, text)

    def _known(self, row: int, cells: Mapping[str, str], text: Mapping[str, str]) -> None:
        """Plan a row that was in the downloaded workbook."""
        if self.reading.is_repeated(row, cells, "reference"):
            return
        found = next((each for each in self.own if each.reference == cells["reference"]), None)
        if found is None:
            reason = _("the reference of one of your drafts; leave it empty for a new action")
            self.reading.refuse(row, "reference", cells["reference"], reason)
            return
        over = self.reading.written_over(row, cells)
        if over is None:
            return
        if digest(text) in (over, digest(found.text)):
            self.left += 1  # not touched since it was downloaded, or as it stands
        elif self._is_readable(row, cells, text):
            seen = over == digest(found.text)
            self._place(row, cells, text, found, into=self.changed if seen else self.conflicts)

    def _new(self, row: int, cells: Mapping[str, str], text: Mapping[str, str]) -> None:
        """Plan an added row: known from an earlier upload by its own number, or new."""
        if not cells["own_key"]:
            reason = _("your own number for the action, so that a second upload finds it")
            self.reading.refuse(row, "own_key", "", reason)
            return
        repeated = self.reading.is_repeated(row, cells, "own_key")
        if repeated or not self._is_readable(row, cells, text):
            return
        found = next((each for each in self.own if each.own_key == text["own_key"]), None)
        if found is None:
            self.created.append(ActionRow(row, None, 0, None, canonical(text)))
        elif digest(found.text) == digest(text):
            self.left += 1
        else:
            self._place(row, cells, text, found, into=self.changed)

    def _place(
        self,
        row: int,
        cells: Mapping[str, str],
        text: Mapping[str, str],
        found: OwnAction,
        *,
        into: list[ActionRow],
    ) -> None:
        if not found.is_open:
            name = "reference" if cells["reference"] else "own_key"
            reason = _(
                "a draft; this action was already sent, so change it on its page: %(name)s",
                name=found.reference,
            )
            self.reading.refuse(row, name, cells[name], reason)
            return
        before, after = canonical(found.text), canonical(text)
        into.append(ActionRow(row, found.reference, found.version, before, after))

    def _is_readable(self, row: int, cells: Mapping[str, str], text: Mapping[str, str]) -> bool:
        """Whether every cell is valid. Missing ones are allowed."""
        if self.reading.is_overlong(row, cells):
            return False
        try:
            draft = ActionDraft.parse(text)
            _refuse_unknown(draft)
        except Invalid as fault:
            for name, reasons in fault.errors.items():
                self.reading.refuse(row, name, cells[name], formats.listed_apart(reasons))
            return False
        return True


def _refuse_unknown(draft: ActionDraft) -> None:
    """Refuse an unknown State. It may be missing."""
    try:
        refuse_unknown(draft)
    except Invalid as fault:
        errors = {
            name: reasons
            for name, reasons in fault.errors.items()
            if name != "state" or draft.state is not None
        }
        if errors:
            raise Invalid(errors) from None
