"""An indicator with its scale and its measures as one piece of work: checked, previewed, saved.

The rows are those of ``indicators.csv``, ``indicator_levels.csv`` and ``measures.csv``. They go
through the same plan as files do, so a page refuses what a file refuses, for the same reason.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict
from tracker.exchange.existing import load_existing_for
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.loading import LoadRefused
from tracker.exchange.plan import Plan, plan_all, read_drafts
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import Row, Sheet
from tracker.gap import standing
from tracker.gap.facts import Standing
from tracker.gap.selection import CellKey
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.queries.indicators import indicator
from tracker.registry.service import withdraw_measures
from tracker.review import publication
from tracker.schema.drafts import Draft, Origin, differences
from tracker.storage.records import Lookup

PARTS = ("indicators", "indicator_levels", "measures")
_KINDS = {kind.name: kind for kind in SEED_KINDS if kind.name in PARTS}

Cells = Mapping[str, str]


@dataclass(frozen=True)
class IndicatorRows:
    """What somebody typed, by column: the indicator, the steps of its scale and its measures.

    Steps and measures are numbered as on the form. ``ended`` are references of commitments that the
    indicator measures no longer.
    """

    indicator: Cells
    steps: Mapping[int, Cells] = field(default_factory=dict)
    measures: Mapping[int, Cells] = field(default_factory=dict)
    ended: Sequence[str] = ()
    is_new: bool = False

    @property
    def code(self) -> str:
        """The code of the indicator as it was typed, in capitals."""
        return self.indicator.get("code", "").strip().upper()


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of one record before and after; ``part`` is one of PARTS, ``key`` its name."""

    part: str
    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class IndicatorPlan:
    """What saving would do; nothing where ``refused`` is not empty. ``digest`` names exactly this.

    ``ended`` are the commitments that it measures no longer, and that it measured before.
    """

    code: str
    plans: Sequence[Plan[Any]]
    refused: Sequence[Refusal]
    ended: Sequence[str]

    @property
    def created(self) -> Iterator[tuple[str, Draft]]:
        """The records that are new, each with its part."""
        return ((plan.kind.name, new) for plan in self.plans for new in plan.changes.created)

    @property
    def differences(self) -> Iterator[Difference]:
        """Each column that changes."""
        for plan in self.plans:
            for old, new in plan.changes.changed:
                key = str(new.key[-1])
                for column, (before, after) in differences(old, new).items():
                    yield Difference(plan.kind.name, key, column, before, after)

    @property
    def is_empty(self) -> bool:
        """Whether saving would change nothing."""
        return not self.ended and not any(plan.changes for plan in self.plans)

    @property
    def digest(self) -> str:
        """Changes with everything that is written and with what it replaces."""
        content = repr([(each.kind.name, each.changes) for each in self.plans] + [self.ended])
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Impact:
    """How many commitments of States would be judged otherwise, of how many States and texts.

    ``nearer``: with less left to do than now; ``farther``: with more; ``known``: newly with
    current information; ``unknown``: no longer with any.
    """

    cells: int = 0
    states: int = 0
    commitments: int = 0
    nearer: int = 0
    farther: int = 0
    known: int = 0
    unknown: int = 0


class IndicatorChanged(Conflict):
    """What saving would do is not what was shown before."""

    def __init__(self, plan: IndicatorPlan) -> None:
        super().__init__("the preview of the indicator has another result")
        self.plan = plan


def stored_rows(code: str) -> IndicatorRows:
    """An indicator as it stands, as somebody would type it; raises NotFound."""
    view = indicator(code, clock.today())
    own = _stored("indicators", ("code",), code)
    steps = _stored("indicator_levels", ("indicator",), code)
    measures = _stored("measures", ("indicator",), code)
    return IndicatorRows(
        own[code],
        dict(enumerate((steps[step.value] for step in view.steps), 1)),
        dict(enumerate((measures[each.reference] for each in view.measures), 1)),
    )


def _stored(kind: str, columns: tuple[str, ...], code: str) -> dict[str, Cells]:
    """The stored records of an indicator as text, by the last part of their key."""
    found = _KINDS[kind].load_by(Lookup(columns, [(code,)]))
    return {str(key[-1]): draft.cells() for key, draft in found.items()}


def plan_indicator(actor: Actor, rows: IndicatorRows) -> IndicatorPlan:
    """Check everything and say what saving would do; writes nothing."""
    require(actor, Permission.REGISTRY_MAINTAIN)
    code = rows.code
    sheets = {
        "indicators": {1: {**rows.indicator, "code": code}},
        "indicator_levels": _of(code, rows.steps),
        "measures": _of(code, rows.measures),
    }
    readings = [read_drafts(_KINDS[name], _sheet(name, cells)) for name, cells in sheets.items()]
    drafts = {each.kind.name: list(each.drafts.values()) for each in readings}
    existing = load_existing_for(drafts, SEED_KINDS)
    plans = plan_all(readings, existing.drafts, existing.totals)
    refused = [refusal for plan in plans for refusal in plan.refused]
    if rows.is_new and existing.drafts["indicators"].get((code,)) is not None:
        taken = str(_("Another indicator already has this code."))
        refused = [Refusal("indicators", 1, "code", code, taken), *refused]
    return IndicatorPlan(code, plans, refused, tuple(rows.ended))


def _of(code: str, rows: Mapping[int, Cells]) -> Mapping[int, Cells]:
    return {number: {**cells, "indicator": code} for number, cells in rows.items()}


def _sheet(name: str, rows: Mapping[int, Cells]) -> Sheet:
    header = _KINDS[name].specification.header
    return Sheet(
        Origin(name, ""),
        tuple(
            Row(number, {column: cells.get(column, "") for column in header})
            for number, cells in rows.items()
        ),
        (),
    )


def preview(actor: Actor, plan: IndicatorPlan) -> Impact:
    """What saving would do to the figures of today, by the very rules; ends the transaction.

    The change is made, the standings are compared, and everything is rolled back.
    """
    require(actor, Permission.REGISTRY_MAINTAIN)
    if plan.refused:
        raise LoadRefused(plan.refused)
    if plan.is_empty:
        return Impact()
    before = _cells()
    _write(actor, plan)
    after = _cells()
    db.session.rollback()
    return _impact(before, after)


def _cells() -> dict[CellKey, Standing]:
    """Every cell of today, from a table that is made anew where it is of an earlier day."""
    if not standing.serves(standing.default_params()):
        standing.rebuild()
    return dict(standing.stored())


def _impact(before: Mapping[CellKey, Standing], after: Mapping[CellKey, Standing]) -> Impact:
    moved = [key for key in before if before[key] != after[key]]
    pairs = [(before[key].gap, after[key].gap) for key in moved]
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    return Impact(
        cells=len(moved),
        states=len({state for state, _commitment in moved}),
        commitments=len({commitment for _state, commitment in moved}),
        nearer=sum(new < old for old, new in both),
        farther=sum(new > old for old, new in both),
        known=sum(old is None and new is not None for old, new in pairs),
        unknown=sum(old is not None and new is None for old, new in pairs),
    )


def save(actor: Actor, rows: IndicatorRows, *, digest: str) -> IndicatorPlan:
    """Write what was shown under ``digest``.

    Raises LoadRefused where something is wrong, IndicatorChanged where the plan is another by now.
    """
    require(actor, Permission.REGISTRY_MAINTAIN)
    publication.lock_publication()
    plan = plan_indicator(actor, rows)
    if plan.refused:
        raise LoadRefused(plan.refused)
    if plan.digest != digest:
        raise IndicatorChanged(plan)
    _write(actor, plan)
    return plan


def _write(actor: Actor, plan: IndicatorPlan) -> None:
    with publication.one_change():
        for each in plan.plans:
            if each.changes:
                each.kind.put(actor, each.drafts, origin=None)
        if plan.ended:
            withdraw_measures(actor, plan.code, plan.ended)
