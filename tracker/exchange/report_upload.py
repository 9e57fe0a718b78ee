"""A filled workbook back into its report: first a plan of what would change, then, confirmed, that.

The plan says row by row what would be created and changed, what somebody has changed online
meanwhile, and what cannot be read. Nothing is written while anything is refused; what was changed
online is never overwritten.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.drafts import Origin
from tracker.errors import Conflict, Invalid
from tracker.exchange.refusals import Refusal
from tracker.exchange.report_workbook import (
    CODES_ROW,
    FIRST_ROW,
    FORMAT,
    NAMES,
    READ,
    REPORT,
    SIGNATURE,
    VERSION_JOINT,
    code_of,
    digest,
)
from tracker.exchange.sheets import MOST_CHARACTERS, Unusable
from tracker.exchange.workbooks import Place, WorkbookSheet, letters, read_workbook
from tracker.gap.desk import Editor, Line, editor
from tracker.policy.grants import require
from tracker.policy.permissions import Permission
from tracker.registry.queries_commitments import register
from tracker.reporting.conflicts import ReportClosed, Saved
from tracker.reporting.drafting import save_entry
from tracker.reporting.drafts import EntryDraft
from tracker.reporting.entries import values_of
from tracker.reporting.vocabulary import Answer
from tracker.review.lifecycle import OPEN


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one row would do. ``before`` None: there is no entry yet.

    ``taken_over`` names the last report where the row repeats it word for word.
    """

    row: int
    before: EntryDraft | None
    after: EntryDraft
    version: int
    taken_over: str | None
    repeats: bool  # whether the entry shared its text with another until now


@dataclass(frozen=True, slots=True)
class RowConflict:
    """A row whose entry somebody changed online since the download: both texts, neither lost."""

    row: int
    stored: Saved
    offered: EntryDraft


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """What a workbook would do to a report; ``digest`` names exactly this for confirmation."""

    report: str
    origin: Origin
    created: tuple[RowChange, ...] = ()
    changed: tuple[RowChange, ...] = ()
    left: int = 0
    conflicts: tuple[RowConflict, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def digest(self) -> str:
        """A digest of everything that carrying the plan out would write."""
        told = [(change.after.cells(), change.version) for change in (*self.created, *self.changed)]
        return hashlib.sha256(repr((self.report, told)).encode()).hexdigest()


class PlanChanged(Conflict):
    """What was confirmed is no longer what the workbook would do; ``plan`` is what it would."""

    def __init__(self, plan: UploadPlan) -> None:
        super().__init__("the report has changed since the preview")
        self.plan = plan


def plan_upload(actor: Actor, reference: str, name: str, content: bytes) -> UploadPlan:
    """What uploading the workbook would do; writes nothing. Raises NotFound, ReportClosed."""
    require(actor, Permission.WORKSPACE_SEE)
    desk = editor(actor, reference)
    if desk.report.status not in OPEN:
        raise ReportClosed(desk.report.status)
    origin = Origin(name, hashlib.sha256(content).hexdigest())
    try:
        sheets = read_workbook(content, frozenset({REPORT, SIGNATURE}))
        sheet = _checked(sheets, desk)
        columns = _columns(sheet)
    except Unusable as fault:
        where = f"{name}, {REPORT}" if fault.row else name
        refusal = Refusal(where, fault.row, None, "", fault.reason)
        return UploadPlan(reference, origin, refused=(refusal,))
    return _Planning(desk, sheet, columns, origin).plan()


def carry_out_upload(
    actor: Actor, reference: str, name: str, content: bytes, *, digest: str
) -> UploadPlan:
    """Write what was confirmed, within the present transaction; ``digest`` is that of its plan.

    Raises PlanChanged where the workbook would by now do something else, Invalid where any of it
    is refused.
    """
    require(actor, Permission.WORKSPACE_SEE)
    plan = plan_upload(actor, reference, name, content)
    if plan.refused:
        raise Invalid({"workbook": [str(refusal) for refusal in plan.refused]})
    if plan.digest != digest:
        raise PlanChanged(plan)
    # An entry that shared its text comes first: it becomes its own before the other changes.
    for change in sorted((*plan.created, *plan.changed), key=lambda each: not each.repeats):
        save_entry(actor, reference, change.after, version=change.version)
    return plan


def _checked(sheets: Mapping[str, WorkbookSheet], desk: Editor) -> WorkbookSheet:
    """The sheet Report of a workbook of this very report, in the present format."""
    if SIGNATURE not in sheets:
        raise Unusable(_("a workbook that was downloaded from this report is needed"))
    signed = {row[0]: row[1] for row in sheets[SIGNATURE].rows if len(row) > 1}
    if signed.get("format") != FORMAT:
        raise Unusable(_("this workbook is of an older format; download it again"))
    if signed.get("report") != desk.report.reference:
        raise Unusable(
            _(
                "this workbook belongs to the report %(other)s, not to %(own)s",
                other=signed.get("report", "")[:40],
                own=desk.report.reference,
            )
        )
    if REPORT not in sheets:
        raise Unusable(_("a sheet called %(name)s is needed; was it renamed?", name=REPORT))
    return sheets[REPORT]


def _columns(sheet: WorkbookSheet) -> dict[str, int]:
    """By name, the place of each column counted from 1, wherever it was moved to."""
    header = [cell.strip() for cell in sheet.rows[CODES_ROW - 1]] if sheet.rows else []
    faults = [_("column %(name)s is missing", name=name) for name in READ if name not in header]
    faults += [
        _("no column is called %(name)s", name=name[:40])
        for name in header
        if name and name not in NAMES
    ]
    faults += [
        _("column %(name)s is there twice", name=name) for name in NAMES if header.count(name) > 1
    ]
    if faults:
        raise Unusable("; ".join(faults), CODES_ROW)
    return {name: place for place, name in enumerate(header, 1) if name}


class _Planning:
    """Goes through the rows of one workbook and says of each what it would do."""

    def __init__(
        self, desk: Editor, sheet: WorkbookSheet, columns: Mapping[str, int], origin: Origin
    ) -> None:
        self._desk = desk
        self._sheet = sheet
        self._columns = columns
        self._origin = origin
        self._lines = {line.card.reference: line for line in desk.lines}
        self._refused: list[Refusal] = []
        self._met: dict[str, int] = {}

    def plan(self) -> UploadPlan:
        """The plan of the whole."""
        created, changed, conflicts, left = [], [], [], 0
        self._refused += self._misshapen()
        spoilt = self._spoilt_rows()
        for row, cells in self._rows():
            done = row not in spoilt and self._row(row, cells)
            match done:
                case RowChange(before=None):
                    created.append(done)
                case RowChange():
                    changed.append(done)
                case RowConflict():
                    conflicts.append(done)
                case True:
                    left += 1
        return UploadPlan(
            self._desk.report.reference,
            self._origin,
            tuple(created),
            tuple(changed),
            left,
            tuple(conflicts),
            tuple(sorted(self._refused, key=lambda each: each.row or 0)),
        )

    def _rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows in which anything is written that is read back."""
        for row, texts in enumerate(self._sheet.rows[FIRST_ROW - 1 :], FIRST_ROW):
            cells = {name: self._cell(texts, name) for name in READ}
            if any(cells.values()):
                yield row, cells

    def _cell(self, texts: Sequence[str], name: str) -> str:
        place = self._columns[name] - 1
        return texts[place].strip() if place < len(texts) else ""

    def _misshapen(self) -> Iterator[Refusal]:
        for place in sorted(self._sheet.formulas, key=lambda each: (each.row, each.column)):
            yield self._at(place, _("a text is needed; this is a formula"))
        for first, last in self._sheet.merged:
            ends = f"{letters(last.column)}{last.row}"
            yield self._at(first, _("cells are needed that are not merged (up to %(to)s)", to=ends))

    def _spoilt_rows(self) -> frozenset[int]:
        """Rows that a formula or a merged cell touches: what they show is not what was meant."""
        merged = (range(first.row, last.row + 1) for first, last in self._sheet.merged)
        return frozenset(
            (
                *(place.row for place in self._sheet.formulas),
                *(row for each in merged for row in each),
            )
        )

    def _at(self, place: Place, reason: str) -> Refusal:
        names = {number: name for name, number in self._columns.items()}
        column = f"{letters(place.column)} {names.get(place.column, '')}".strip()
        return Refusal(self._where, place.row, column, "", reason)

    @property
    def _where(self) -> str:
        return f"{self._origin.name}, {REPORT}"

    def _refuse(self, row: int, column: str, value: str, reason: str) -> None:
        place = f"{letters(self._columns[column])} {column}"
        self._refused.append(Refusal(self._where, row, place, value, reason))

    def _row(self, row: int, cells: Mapping[str, str]) -> RowChange | RowConflict | bool:
        """What the row would do; True: nothing, False: it is refused."""
        line, draft = self._line(row, cells["commitment"]), self._draft(row, cells)
        seen = self._seen(row, cells["version"])
        if line is None or draft is None or seen is None:
            return False
        version, written_over = seen
        stored = line.entry.saved if line.entry else None
        now = digest(stored.draft if stored else None)
        if digest(draft) in (now, written_over):
            # As it stands, or not touched since it was downloaded.
            return True
        if stored is not None and (stored.version, now) != (version, written_over):
            return RowConflict(row, stored, draft)
        if not self._has_known_values(row, draft, cells):
            return False
        return RowChange(
            row,
            stored.draft if stored else None,
            draft,
            stored.version if stored else 0,
            line.prefill.report if line.prefill and line.prefill.draft == draft else None,
            bool(line.entry and line.entry.repeats),
        )

    def _line(self, row: int, reference: str) -> Line | None:
        if reference in self._met:
            first = self._met[reference]
            self._refuse(
                row, "commitment", reference, _("once only; row %(first)s is the same", first=first)
            )
            return None
        self._met[reference] = row
        if reference in self._lines:
            return self._lines[reference]
        if reference in register().cards:
            reason = _("a commitment that this report is asked about")
        else:
            reason = _("the reference of a commitment")
        self._refuse(row, "commitment", reference, reason)
        return None

    def _draft(self, row: int, cells: Mapping[str, str]) -> EntryDraft | None:
        given = {name: text for name, text in cells.items() if name != "version"}
        overlong = [name for name, text in given.items() if len(text) > MOST_CHARACTERS]
        for name in overlong:
            reason = _("at most %(most)s characters in a cell", most=MOST_CHARACTERS)
            self._refuse(row, name, given[name], reason)
        if overlong:
            return None
        code = code_of(given.pop("answer"))
        is_level = code.isdigit() and code.isascii()
        given |= {"answer": Answer.LEVEL if is_level else code, "level": code if is_level else ""}
        given["survivors"] = code_of(given["survivors"])
        try:
            return EntryDraft.parse(given)
        except Invalid as fault:
            self._refuse_fields(row, cells, fault)
            return None

    def _has_known_values(self, row: int, draft: EntryDraft, cells: Mapping[str, str]) -> bool:
        try:
            values_of(draft)
        except Invalid as fault:
            self._refuse_fields(row, cells, fault)
            return False
        return True

    def _refuse_fields(self, row: int, cells: Mapping[str, str], fault: Invalid) -> None:
        for name, reasons in fault.errors.items():
            column = "answer" if name == "level" else name
            self._refuse(row, column, cells[column], "; ".join(reasons))

    def _seen(self, row: int, cell: str) -> tuple[int, str] | None:
        """The version and digest that the row was written over."""
        version, joint, told = cell.partition(VERSION_JOINT)
        if not (joint and version.isascii() and version.isdigit() and len(version) < 9 and told):
            self._refuse(
                row,
                "version",
                cell,
                _("this hidden cell was changed or the row added; fill the rows that were there"),
            )
            return None
        return int(version), told
