"""A load is written whole or not at all, on both databases, and history stays."""

from collections.abc import Callable
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests.exchange.small import Rows, as_files, small, value
from tracker.accounts.actor import ANONYMOUS, OPERATOR, Actor
from tracker.audit import trail
from tracker.audit.models import AuditEvent
from tracker.core.errors import Forbidden, Invalid
from tracker.evidence import service as evidence
from tracker.evidence.drafts import IndicatorValueDraft, SourceDraft
from tracker.evidence.models import IndicatorValue, Source
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.loading import LoadRefused, carry_out, plan_files
from tracker.exchange.specification import Kind
from tracker.policy.predicates import Role
from tracker.registry import service as registry
from tracker.registry.indicator_drafts import MeasureDraft
from tracker.registry.models import Commitment, Instrument, Measure, Relation, State, StateAlias
from tracker.review import publication
from tracker.review.publication import public_changed
from tracker.review.revisions import revision
from tracker.schema.drafts import Origin

Load = Callable[[Rows], None]


@pytest.fixture
def load(db: SQLAlchemy) -> Load:
    """Loads rows as the operator and commits."""

    def do(rows: Rows) -> None:
        carry_out(OPERATOR, plan_files(as_files(rows), SEED_KINDS))
        db.session.commit()
        db.session.expire_all()

    return do


def events(db: SQLAlchemy) -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).order_by(AuditEvent.sequence)))


def values(db: SQLAlchemy) -> dict[str, IndicatorValue]:
    return {row.reference: row for row in db.session.scalars(select(IndicatorValue))}


def test_loaded_records_are_public_and_say_what_the_files_said(db: SQLAlchemy, load: Load) -> None:
    load(small())

    commitment = db.session.scalars(select(Commitment).filter_by(reference="TREATY-01")).one()
    assert commitment.published_at is not None
    assert commitment.instrument.code == "TREATY"
    assert [theme.code for theme in commitment.themes] == ["survivors"]
    assert commitment.addressees == ["states_parties"]
    assert sorted(commitment.sdg_targets) == ["16.2", "5.2"]
    known_to_the_year = values(db)["PARTY-XQB-2003"]
    assert (known_to_the_year.effective_on.isoformat(), known_to_the_year.effective_precision) == (
        "2003-12-31",
        "year",
    )
    assert known_to_the_year.published_at is not None
    source = db.session.scalars(select(Source)).one()
    assert (source.current_on.isoformat(), source.current_precision) == ("2020-06-30", "month")
    instrument = db.session.scalars(select(Instrument).filter_by(code="PLAN")).one()
    assert (instrument.in_force_on, instrument.symbol) == (None, None)
    relation = db.session.scalars(select(Relation)).one()
    assert (relation.from_commitment.reference, relation.kind) == ("TREATY-01", "same")


def test_spelling_that_means_no_state_keeps_its_reason(db: SQLAlchemy, load: Load) -> None:
    load(small())

    aliases = {row.name: row for row in db.session.scalars(select(StateAlias))}
    assert aliases["Northlandia"].state.iso3 == "XQA"
    assert (aliases["Lake Isle"].state_id, aliases["Lake Isle"].note) == (
        None,
        "A territory of Southland.",
    )


def test_loading_twice_changes_nothing(db: SQLAlchemy, load: Load) -> None:
    load(small())
    before = (revision(), trail.verify(), len(values(db)))

    load(small())

    assert (revision(), trail.verify(), len(values(db))) == before
    assert before[1].fault is None


def test_whole_load_is_one_public_change(db: SQLAlchemy, load: Load) -> None:
    seen = []

    def listen(_sender: object, records: list[object]) -> None:
        seen.append(records)

    with public_changed.connected_to(listen):
        load(small())

    assert (revision(), seen) == (1, [[]])


def test_each_file_is_one_event_with_its_fingerprint(db: SQLAlchemy, load: Load) -> None:
    load(small())

    found = {event.subject: event for event in events(db)}
    assert len(found) == len(SEED_KINDS)
    event = found["file:indicator_values.csv"]
    assert (event.verb, event.actor) == ("evidence:indicator-values:loaded", "operator")
    body = event.content.body
    assert body is not None
    assert body["created"] == ["PARTY-XQA-2005", "PARTY-XQB-2003"]
    assert (body["changed"], body["left"], len(body["sha256"])) == ({}, 0, 64)
    assert trail.verify().fault is None


@pytest.mark.parametrize("kind", [kind.name for kind in SEED_KINDS])
def test_one_bad_row_anywhere_refuses_everything(db: SQLAlchemy, load: Load, kind: str) -> None:
    rows = small()
    first_column = next(iter(rows[kind][-1]))
    rows[kind][-1][first_column] = "\x07"

    with pytest.raises(LoadRefused):
        load(rows)

    assert db.session.scalar(select(func.count()).select_from(State)) == 0
    assert (events(db), revision()) == ([], 0)


def test_changed_statement_changes_in_place_and_is_told(db: SQLAlchemy, load: Load) -> None:
    load(small())
    rows = small()
    rows["commitments"][0] |= {"statement": "States train all officials.", "themes": ""}
    before = revision()

    load(rows)

    commitment = db.session.scalars(select(Commitment).filter_by(reference="PLAN-01")).one()
    assert (commitment.statement, commitment.themes) == ("States train all officials.", [])
    assert commitment.ended_at is None
    body = events(db)[-1].content.body
    assert body is not None
    assert body["changed"] == {
        "PLAN-01": {
            "statement": ["States train their officials.", "States train all officials."],
            "themes": ["survivors", ""],
        }
    }
    assert (body["created"], body["left"], revision()) == ([], 1, before + 1)
    assert trail.verify().fault is None


def test_commitment_changed_beside_a_new_one_touches_every_cell(db: SQLAlchemy, load: Load) -> None:
    load(small())
    rows = {"commitments": small()["commitments"]}
    rows["commitments"][0] |= {"pillar": "protection"}
    rows["commitments"].append(rows["commitments"][0] | {"reference": "PLAN-02", "position": "2"})
    seen: list[list[object]] = []

    def listen(_sender: object, records: list[object]) -> None:
        seen.append(records)

    with public_changed.connected_to(listen):
        load(rows)

    assert seen == [[]]


def test_changed_lists_keep_what_stays_and_drop_the_rest(db: SQLAlchemy, load: Load) -> None:
    load(small())
    rows = small()
    rows["commitments"][0] |= {"addressees": "un_entities; all_states", "sdg_targets": "16.2"}

    load(rows)

    commitment = db.session.scalars(select(Commitment).filter_by(reference="PLAN-01")).one()
    assert (commitment.addressees, commitment.sdg_targets) == (
        ["all_states", "un_entities"],
        ["16.2"],
    )


def test_changed_value_is_superseded_and_the_old_one_stays(db: SQLAlchemy, load: Load) -> None:
    load(small())
    for changed in ("signed", "not_party"):
        rows = small()
        rows["indicator_values"][0] |= {"value": changed}
        load(rows)

    found = values(db)
    first, second, third = (found[f"PARTY-XQA-2005{mark}"] for mark in ("", ".2", ".3"))
    assert [row.value for row in (first, second, third)] == ["party", "signed", "not_party"]
    assert [row.ended_as for row in (first, second, third)] == ["superseded", "superseded", None]
    assert first.ended_at == second.published_at
    assert second.ended_at == third.published_at
    assert found["PARTY-XQB-2003"].ended_at is None
    assert trail.verify().fault is None


def test_superseding_file_loaded_twice_changes_nothing(db: SQLAlchemy, load: Load) -> None:
    load(small())
    rows = small()
    rows["indicator_values"][0] |= {"value": "signed"}
    rows["measures"][0] |= {"reason": "It asks states to join."}
    load(rows)
    before = (revision(), trail.verify().events, len(values(db)))

    load(rows)

    assert (revision(), trail.verify().events, len(values(db))) == before


def test_changed_relation_and_measure_are_superseded(db: SQLAlchemy, load: Load) -> None:
    load(small())
    rows = small()
    rows["relations"][0] |= {"relation": "related"}
    rows["measures"][0] |= {"reason": "It asks states to join."}

    load(rows)

    relations = db.session.scalars(select(Relation).order_by(Relation.id)).all()
    assert [(row.kind, row.ended_as) for row in relations] == [
        ("same", "superseded"),
        ("related", None),
    ]
    measures = db.session.scalars(select(Measure).order_by(Measure.id)).all()
    assert [row.ended_as for row in measures] == ["superseded", None]


def test_withdrawn_value_is_not_brought_back_by_its_file(db: SQLAlchemy, load: Load) -> None:
    load(small())
    publication.withdraw(values(db)["PARTY-XQA-2005"], reason="Entered for the wrong state.")
    db.session.commit()

    load(small())

    assert values(db).keys() == {"PARTY-XQA-2005", "PARTY-XQB-2003"}
    assert values(db)["PARTY-XQA-2005"].ended_as == "withdrawn"


def test_withdrawn_value_is_followed_by_its_correction(db: SQLAlchemy, load: Load) -> None:
    load(small())
    publication.withdraw(values(db)["PARTY-XQA-2005"], reason="Wrong.")
    db.session.commit()
    rows = small()
    rows["indicator_values"][0] |= {"value": "signed"}

    load(rows)

    found = values(db)
    assert (found["PARTY-XQA-2005"].ended_as, found["PARTY-XQA-2005.2"].ended_as) == (
        "withdrawn",
        None,
    )


def test_row_missing_from_a_newer_file_stays_public(db: SQLAlchemy, load: Load) -> None:
    load(small())
    rows = small()
    del rows["indicator_values"][0]
    before = trail.verify().events

    load(rows)

    assert values(db)["PARTY-XQA-2005"].ended_at is None
    assert trail.verify().events == before


def test_file_loaded_alone_adds_to_what_is_there(db: SQLAlchemy, load: Load) -> None:
    load(small())

    load({"indicator_values": [value("PARTY-XQB-2010", "XQB", "party", "2010-03")]})

    added = values(db)["PARTY-XQB-2010"]
    assert (added.state.iso3, added.effective_on.isoformat()) == ("XQB", "2010-03-31")
    assert db.session.scalar(select(func.count()).select_from(State)) == 2


CLERK = Actor(key="clerk", roles=frozenset({Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.REVIEWER}))


@pytest.mark.parametrize("actor", [ANONYMOUS, CLERK], ids=["a stranger", "no administrator"])
@pytest.mark.parametrize("kind", SEED_KINDS, ids=lambda kind: kind.name)
def test_actor_without_the_permission_is_refused(
    db: SQLAlchemy, actor: Actor, kind: Kind[Any]
) -> None:
    drafts = [kind.specification.draft.parse(small()[kind.name][0])]

    with pytest.raises(Forbidden):
        kind.put(actor, drafts)

    db.session.rollback()
    assert events(db) == []


def test_service_without_a_file_names_no_file(db: SQLAlchemy) -> None:
    draft = SourceDraft.parse(small()["sources"][0])

    changes = evidence.put_sources(OPERATOR, [draft])

    assert changes.created == (draft,)
    (event,) = events(db)
    assert (event.subject, "file" in (event.content.body or {})) == ("evidence:sources", False)


def test_service_refuses_what_refers_to_nothing(db: SQLAlchemy) -> None:
    draft = IndicatorValueDraft.parse(value("PARTY-XQA-2005", "XQA", "party", "2005"))

    with pytest.raises(Invalid) as refusal:
        evidence.record_indicator_values(OPERATOR, [draft])

    assert list(refusal.value.errors) == ["indicator"]


def test_service_refuses_the_same_record_twice(db: SQLAlchemy, load: Load) -> None:
    load(small())
    draft = MeasureDraft("PARTY", "TREATY-01", "Being a party is asked.")

    with pytest.raises(Invalid):
        registry.put_measures(OPERATOR, [draft, draft], origin=Origin("measures.csv", "0" * 64))


def test_load_that_fails_midway_announces_nothing(db: SQLAlchemy) -> None:
    seen: list[object] = []

    def listen(_sender: object, records: object) -> None:
        seen.append(records)

    def change_and_fail() -> None:
        with publication.one_change():
            publication.registry_changed()
            raise RuntimeError

    with public_changed.connected_to(listen), pytest.raises(RuntimeError):
        change_and_fail()
    db.session.rollback()

    assert (seen, revision()) == ([], 0)


def test_changes_gathered_into_one_name_their_records(db: SQLAlchemy, load: Load) -> None:
    load(small())
    seen: list[list[object]] = []

    def listen(_sender: object, records: list[object]) -> None:
        seen.append(records)

    first, second = values(db)["PARTY-XQA-2005"], values(db)["PARTY-XQB-2003"]
    before = revision()
    with public_changed.connected_to(listen), publication.one_change():
        publication.withdraw(first, reason="Wrong.")
        with publication.one_change():
            publication.withdraw(second, reason="Wrong.")

    assert seen == [[first, second]]
    assert revision() == before + 1
