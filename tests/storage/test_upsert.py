"""Records are loaded by key, and what comes of it is what reading whole tables would have come to.

The plans over whole tables are written out here, as plainly as they can be.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, func, select

from tests.exchange.small import as_files, small
from tracker.accounts.actor import OPERATOR
from tracker.audit import trail
from tracker.audit.models import AuditContent
from tracker.core.clock import PartialDate
from tracker.core.errors import Invalid
from tracker.evidence import identity, service
from tracker.evidence import storage as evidence
from tracker.evidence.drafts import IndicatorValueDraft, SourceDraft
from tracker.evidence.models import IndicatorValue
from tracker.evidence.vocabulary import Tier
from tracker.exchange.existing import load_existing_for
from tracker.exchange.kinds import ALL_KINDS, SEED_KINDS
from tracker.exchange.loading import carry_out, plan_files
from tracker.exchange.plan import Plan, plan_all, read_drafts
from tracker.exchange.sheets import read_sheet
from tracker.registry import recommendation_service as asked
from tracker.registry import recommendation_storage, storage
from tracker.registry import service as registry
from tracker.registry.recommendation_drafts import PositionDraft
from tracker.registry.vocabulary import Stand
from tracker.review import publication
from tracker.schema.drafts import Origin, differences, spell
from tracker.schema.fields import as_text
from tracker.storage.conversion import draft_maker
from tracker.storage.models import PastValue
from tracker.storage.records import Lookup, codes_of, load_by

FILE = Origin("values.csv", "0" * 64)
ACTS = 25


def chances(seed: int) -> Random:
    """The same choices at each run."""
    return Random(seed)  # noqa: S311 – nothing is secret here


@dataclass(frozen=True)
class Row:
    """One row of a table: the text under which it is stored, its draft, and how it ended."""

    name: str
    draft: Any
    ended: str | None


@pytest.fixture
def world(db: SQLAlchemy) -> SQLAlchemy:
    """The small load, with a second source and a scale of three steps."""
    rows = small()
    rows["indicators"].append(
        {
            "code": "X-TIER",
            "title": "A tier",
            "statement": "An invented tier.",
            "type": "process",
            "kind": "ordinal",
            "direction": "up",
        }
    )
    rows["indicator_levels"].extend(
        {"indicator": "X-TIER", "value": each, "level": each, "label": each, "meaning": each}
        for each in ("1", "2", "3")
    )
    rows["sources"].append({**rows["sources"][0], "code": "second", "title": "A second source"})
    carry_out(OPERATOR, plan_files(as_files(rows), SEED_KINDS))
    db.session.commit()
    return db


def table(db: SQLAlchemy, kept: Any) -> list[Row]:
    """Every row of a kind in the order in which they were stored."""
    codes = {name: codes_of(link) for name, link in kept.links.items()}
    rows = db.session.scalars(select(kept.model).order_by(kept.model.id))
    return [
        Row(
            getattr(row, kept.versioned or "", ""),
            draft_maker(kept, codes)(row),
            getattr(row, "ended_as", None),
        )
        for row in rows.all()
    ]


def naive(
    rows: Sequence[Row], drafts: Sequence[Any], *, in_place: bool, origin: Origin | None
) -> tuple[list[Row], dict[str, Any] | None]:
    """The table after an act, and the content of its event; None where nothing changes."""
    after, latest = list(rows), {row.draft.key: place for place, row in enumerate(rows)}
    created = [draft for draft in drafts if draft.key not in latest]
    met = [(latest[draft.key], draft) for draft in drafts if draft.key in latest]
    changed = [(place, draft) for place, draft in met if rows[place].draft != draft]
    if not created and not changed:
        return after, None
    successors, again = [], []
    for place, draft in changed:
        old = rows[place]
        if in_place:
            after[place] = replace(old, draft=draft)
            continue
        base, _point, version = old.name.partition(".")
        new = Row(f"{base}.{int(version or 1) + 1}" if base else "", draft, None)
        (successors if old.ended is None else again).append(new)
        if old.ended is None:
            after[place] = replace(old, ended="superseded")
    first = [Row(getattr(draft, "reference", ""), draft, None) for draft in created]
    after += [*successors, *first, *again]
    content = {
        "created": [spell(draft.key) for draft in created],
        "changed": {
            spell(draft.key): differences(rows[place].draft, draft) for place, draft in changed
        },
        "left": len(met) - len(changed),
    }
    if origin is not None:
        absent = len(latest) - len(met)
        content |= {"absent": absent, "file": origin.name, "sha256": origin.sha256}
    return after, content


def last_content(db: SQLAlchemy) -> tuple[int, Any]:
    """How many events there are, and the content of the last."""
    count = db.session.scalar(select(func.count()).select_from(AuditContent))
    newest = select(AuditContent.body).order_by(AuditContent.sequence.desc()).limit(1)
    return count or 0, db.session.scalar(newest)


def compare(
    db: SQLAlchemy,
    kept: Any,
    drafts: Sequence[Any],
    act: Callable[..., Any],
    *,
    in_place: bool = False,
    origin: Origin | None = None,
) -> None:
    """Act, and compare table and audit event with those of the naive plan."""
    rows, events = table(db, kept), last_content(db)[0]
    after, content = naive(rows, drafts, in_place=in_place, origin=origin)
    act(OPERATOR, drafts, origin=origin)
    db.session.commit()
    db.session.expire_all()

    assert table(db, kept) == after
    count, seen = last_content(db)
    assert count == events + (content is not None)
    assert content is None or seen == content


def withdraw_one(db: SQLAlchemy, kept: Any, chance: Random) -> None:
    public = select(kept.model).where(kept.model.ended_at.is_(None)).order_by(kept.model.id)
    rows = db.session.scalars(public).all()
    if rows:
        publication.withdraw(chance.choice(rows), reason="Invented.")
        db.session.commit()


def some_values(chance: Random) -> list[IndicatorValueDraft]:
    """Values of few states, days and references, so that most of them meet others."""
    made = []
    for _number in range(chance.randint(1, 6)):
        reference = chance.choice([None, None, "R-1", "R-2", "R-3", "X-TIER-XQA-2010"])
        day = chance.choice(["2010", "2010-12", "2010-12-31", "2011-03-01"])
        made.append(
            IndicatorValueDraft(
                reference=reference,
                indicator="X-TIER",
                state=chance.choice(["XQA", "XQB"]),
                value=chance.choice(["1", "2", "3"]),
                effective_on=PartialDate.parse(day),
                source=chance.choice(["depositary", "second"]),
                act=None,
                note=chance.choice([None, "Seen in a copy."]),
            )
        )
    return list({draft.row_key: draft for draft in made}.values())


@pytest.mark.parametrize("seed", range(4))
def test_values_by_key_are_those_of_a_plan_over_the_whole_table(
    world: SQLAlchemy, seed: int
) -> None:
    chance, kept = chances(seed), evidence.INDICATOR_VALUES
    for _act in range(ACTS):
        if chance.random() < 0.3:
            withdraw_one(world, kept, chance)
        drafts = some_values(chance)
        existing = {row.draft.key: row.draft for row in table(world, kept)}
        named, faults = identity.identify(existing, dict(enumerate(drafts)))
        if faults:
            with pytest.raises(Invalid) as refused:
                service.record_indicator_values(OPERATOR, drafts)
            assert refused.value.errors == {column: [reason] for column, reason in faults.values()}
            drafts = list({draft.key: draft for draft in named.values()}.values())
        elif len({draft.key for draft in named.values()}) < len(named):
            with pytest.raises(Invalid):
                service.record_indicator_values(OPERATOR, drafts)
            continue
        else:
            drafts = list(named.values())
        origin = chance.choice([None, FILE])
        compare(world, kept, drafts, service.record_indicator_values, origin=origin)


def test_thirty_versions_are_counted_on(world: SQLAlchemy) -> None:
    """The versions of one reference are asked for a few at a time."""
    kept = evidence.INDICATOR_VALUES
    draft = some_values(chances(0))[0]
    for number in range(30):
        drafts = [replace(draft, reference="R-9", value=str(number % 2 + 1))]
        compare(world, kept, drafts, service.record_indicator_values)
        if number % 7 == 0:
            newest = select(IndicatorValue).order_by(IndicatorValue.id.desc()).limit(1)
            publication.withdraw(world.session.scalars(newest).one(), reason="Invented.")
            world.session.commit()

    assert load_by(kept, Lookup(("reference",), [("R-9",)]))["R-9",].record.reference == "R-9.30"
    assert list(load_by(kept, Lookup(("reference",), [("R",)]))) == []


@pytest.mark.parametrize("seed", range(2))
def test_sources_by_key_remember_what_they_said_before(world: SQLAlchemy, seed: int) -> None:
    chance, kept = chances(seed), evidence.SOURCES
    said: list[tuple[str, str, str]] = []
    for _act in range(ACTS):
        drafts = [
            replace(_source(), code=code, tier=chance.choice(list(Tier)), note=chance.choice("ab"))
            for code in chance.sample(["depositary", "second", "third", "fourth"], 2)
        ]
        before = {row.draft.key: row.draft for row in table(world, kept)}
        said += [
            (draft.code, name, as_text(before[draft.key].get(name)))
            for draft in drafts
            if draft.key in before
            for name in kept.remembered
            if before[draft.key].get(name) != draft.get(name)
        ]
        origin = chance.choice([None, FILE])
        compare(world, kept, drafts, service.put_sources, in_place=True, origin=origin)

    past = select(PastValue.key, PastValue.column, PastValue.text).order_by(PastValue.id)
    assert [tuple(row) for row in world.session.execute(past)] == said


def _source() -> SourceDraft:
    return SourceDraft(
        code="x",
        title="A source",
        publisher="A publisher",
        url=None,
        tier=Tier.A,
        language="en",
        licence=None,
        current_on=None,
        citation="Invented.",
        note=None,
    )


@pytest.mark.parametrize("seed", range(2))
def test_positions_by_key_are_told_apart_by_their_date_known_or_not(
    world: SQLAlchemy, seed: int
) -> None:
    chance, kept = chances(seed), recommendation_storage.POSITIONS
    for _act in range(ACTS):
        if chance.random() < 0.3:
            withdraw_one(world, kept, chance)
        days = [None, PartialDate.parse("2012"), PartialDate.parse("2013-05-01")]
        drafts = [
            PositionDraft(
                state=chance.choice(["XQA", "XQB"]),
                commitment=chance.choice(["PLAN-01", "TREATY-01"]),
                position=chance.choice(list(Stand)),
                stated_on=chance.choice(days),
                source="INVENTED/1",
                locator=None,
                source_url=None,
                note=None,
            )
            for _number in range(3)
        ]
        drafts = list({draft.key: draft for draft in drafts}.values())
        compare(world, kept, drafts, asked.put_positions, origin=chance.choice([None, FILE]))


def test_relations_and_measures_by_key_supersede_those_of_the_same_pair(
    world: SQLAlchemy,
) -> None:
    for kept, act in (
        (storage.RELATIONS, "put_relations"),
        (storage.MEASURES, "put_measures"),
    ):
        (draft,) = [row.draft for row in table(world, kept)]
        column = "rationale" if kept is storage.RELATIONS else "reason"
        for text in ("One.", "One.", "Two."):
            compare(world, kept, [replace(draft, **{column: text})], getattr(registry, act))


# Plans of files --------------------------------------------------------------------------------


def files(chance: Random) -> dict[str, bytes]:
    """The small load with cells that were exchanged among its rows, and some files left out."""
    rows = small()
    for kind in ALL_KINDS:
        each = rows.get(kind.name, [])
        for row in each:
            for name in list(row):
                if chance.random() < 0.15:
                    row[name] = chance.choice(each).get(name, row[name])
                elif chance.random() < 0.03:
                    row[name] = "NOBODY"
    return as_files({name: each for name, each in rows.items() if chance.random() < 0.7})


def outcome(plans: Sequence[Plan[Any]]) -> list[Any]:
    return [(plan.kind.name, plan.drafts, plan.changes, plan.refused) for plan in plans]


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_that_loads_by_key_says_what_one_over_everything_says(
    world: SQLAlchemy, seed: int
) -> None:
    chance = chances(seed)
    for _load in range(4):
        given = files(chance)
        readings = [
            read_drafts(
                kind, read_sheet(f"{kind.name}.csv", given[f"{kind.name}.csv"], kind.specification)
            )
            for kind in ALL_KINDS
            if f"{kind.name}.csv" in given
        ]
        everything = {kind.name: kind.on_record() for kind in ALL_KINDS}
        brought = {each.kind.name: list(each.drafts.values()) for each in readings}
        existing = load_existing_for(brought, ALL_KINDS)

        assert outcome(plan_all(readings, existing.drafts, existing.totals)) == outcome(
            plan_all(readings, everything)
        )


def test_one_value_reads_as_many_rows_however_many_there_are(world: SQLAlchemy) -> None:
    """The statements of an act and the rows that they give do not grow with the table."""
    first = some_values(chances(1))[0]

    def fetched(reference: str) -> int:
        count = 0

        def executed(_connection: Any, cursor: Any, *_more: Any) -> None:
            nonlocal count
            count += 1

        event.listen(world.engine, "after_cursor_execute", executed)
        try:
            draft = replace(first, reference=reference, effective_on=PartialDate.parse("2001"))
            service.record_indicator_values(OPERATOR, [draft])
            world.session.commit()
        finally:
            event.remove(world.engine, "after_cursor_execute", executed)
        return count

    few = fetched("N-1")
    many = [
        replace(first, reference=f"M-{number}", effective_on=PartialDate.parse(f"{1990 + number}"))
        for number in range(10)
    ]
    service.record_indicator_values(OPERATOR, many)
    world.session.commit()
    withdrawn = select(IndicatorValue).where(IndicatorValue.reference == "N-1")
    publication.withdraw(world.session.scalars(withdrawn).one(), reason="Invented.")
    world.session.commit()

    assert fetched("N-2") <= few + 1


def test_content_that_was_hashed_before_is_what_the_trail_verifies(world: SQLAlchemy) -> None:
    trail.record(OPERATOR, "x:y:z", "x:1", trail.prepare({"a": ["é", 1]}))
    world.session.commit()

    assert trail.verify().fault is None
