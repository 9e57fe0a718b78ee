"""What is shown as perhaps the same before an action is sent, and what never is."""

from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests.evidence import logged
from tracker.evidence.action_drafts import ActionDraft
from tracker.evidence.duplicates import Similarity, likely_duplicates

ELSEWHERE = {"source_1_url": "https://example.org/elsewhere"}


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def asked(world: SimpleNamespace, reference: str = "A-NEW", **changed: str) -> list[tuple]:  # type: ignore[type-arg]
    draft = ActionDraft.parse({**logged.TEXT, **changed})
    found = likely_duplicates(draft, organisation_id=world.own.id, reference=reference)
    return [(each.reference, each.likeness, each.status) for each in found]


def test_a_published_action_like_it_is_shown(world: SimpleNamespace) -> None:
    public = logged.published(world).reference

    by_words = asked(world, title="A law is adopted (invented)", **ELSEWHERE)
    by_source = asked(
        world, title="Something else", source_1_url="http://www.example.org/gazette/12/"
    )

    assert by_words == [(public, Similarity.WORDS, None)]
    assert by_source == [(public, Similarity.SOURCE, None)]


def test_another_act_is_not_shown(world: SimpleNamespace) -> None:
    logged.published(world)

    for changed in (
        {"state": "XBB"},
        {"happened_on": "2019-05-03", **ELSEWHERE},
        {"title": "Four traffickers were convicted", **ELSEWHERE},
    ):
        assert asked(world, **changed) == [], changed


def test_anothers_unpublished_action_is_never_shown(world: SimpleNamespace) -> None:
    theirs = logged.begun(world, by=world.foreign)
    logged.action_service.submit(world.foreign, theirs.reference, version=1)
    own = logged.begun(world)

    assert [name for name, *_ in asked(world)] == [own.reference]


def test_neither_itself_nor_what_it_corrects_is_shown(world: SimpleNamespace) -> None:
    public = logged.published(world)
    correction = logged.action_service.correct(world.contributor, public.reference)

    assert asked(world, correction.reference) == []


def test_a_withheld_name_is_in_no_duplicate(world: SimpleNamespace) -> None:
    theirs = logged.begun(world, by=world.foreign, withhold_name="yes")
    logged.publish(logged.action_service.submit(world.foreign, theirs.reference, version=1))
    draft = ActionDraft.parse(logged.TEXT)

    found = likely_duplicates(draft, organisation_id=world.own.id, reference="A-NEW")

    assert len(found) == 1
    assert world.other.name not in repr(found)
