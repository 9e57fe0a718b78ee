"""The index follows what is public, in the transaction that changes it, and keeps nothing else."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete, func, select, text

from tests import factories as make
from tests.evidence import logged
from tests.web.test_search import searched, world
from tracker.accounts import organisations
from tracker.accounts.actor import OPERATOR
from tracker.core.db import truncate_log
from tracker.evidence import redaction
from tracker.evidence.models import Action
from tracker.registry.models import Commitment, State
from tracker.review import publication
from tracker.search import indexing, store
from tracker.search.engines import USUAL_AUTOMERGE, USUAL_BYTES, engine
from tracker.search.lexicon import current_lexicon
from tracker.search.matching import Dates, Matcher
from tracker.search.models import SearchDocument, SearchWord
from tracker.search.query import read_query

__all__ = ["world"]

RARE = "quixotrivance"


def act_of(db: SQLAlchemy, reference: str) -> Action:
    return db.session.scalars(select(Action).where(Action.reference == reference)).one()


def renamed_organisation(db: SQLAlchemy, world: SimpleNamespace) -> None:
    fields = {"name": "Quietly renamed circle", "kind": "civil_society", "survivor_led": "y"}
    organisations.correct(OPERATOR, world.own, fields=fields)


def withdrawn_action(db: SQLAlchemy, world: SimpleNamespace) -> None:
    publication.withdraw(act_of(db, world.open), reason="An invented reason.")


def redacted_action(db: SQLAlchemy, world: SimpleNamespace) -> None:
    redaction.redact(OPERATOR, world.open, reason="An invented reason.")


def superseded_action(db: SQLAlchemy, world: SimpleNamespace) -> None:
    old = act_of(db, world.open)
    state = db.session.get(State, old.state_id)
    new = make.action(state, plan(db), level=1, reference="A-LATER", published_at=None)
    publication.supersede(old, new)


def published_report(db: SQLAlchemy, world: SimpleNamespace) -> None:
    state = db.session.scalars(select(State).where(State.iso3 == "XBB")).one()
    report = make.report(state, plan(db), level=2, published_at=None)
    report.entries[0].measures_taken = f"A {RARE} was built."
    publication.publish([report])


def withdrawn_report(db: SQLAlchemy, world: SimpleNamespace) -> None:
    state = db.session.scalars(select(State).where(State.iso3 == "XBB")).one()
    report = make.report(state, plan(db), level=2, published_at=None)
    report.entries[0].measures_taken = f"A {RARE} was built."
    publication.publish([report])
    publication.withdraw(report, reason="An invented reason.")


def edited_commitment(db: SQLAlchemy, world: SimpleNamespace) -> None:
    plan(db).title = f"Build a {RARE}"
    publication.registry_changed()


def two_changes_at_once(db: SQLAlchemy, world: SimpleNamespace) -> None:
    with publication.one_change():
        published_report(db, world)
        edited_commitment(db, world)


def plan(db: SQLAlchemy) -> Commitment:
    return db.session.scalars(select(Commitment).where(Commitment.reference == "PLAN-01")).one()


@pytest.mark.parametrize(
    "change",
    [
        renamed_organisation,
        withdrawn_action,
        redacted_action,
        superseded_action,
        published_report,
        withdrawn_report,
        edited_commitment,
        two_changes_at_once,
    ],
)
def test_index_is_that_of_a_rebuild_after_each_change(
    db: SQLAlchemy, world: SimpleNamespace, change: object
) -> None:
    assert indexing.differences() == 0
    change(db, world)  # type: ignore[operator]
    db.session.commit()

    assert indexing.differences() == 0
    words = set(db.session.scalars(select(SearchWord.form)))
    number = db.session.scalar(select(func.count()).select_from(SearchDocument))
    assert indexing.rebuild(db.session.commit) == number
    assert set(db.session.scalars(select(SearchWord.form))) == words


def test_difference_is_noticed(db: SQLAlchemy, world: SimpleNamespace) -> None:
    plan(db).title = "Changed without a word to anybody"
    make.action(db.session.scalars(select(State)).first(), plan(db), level=1)
    db.session.commit()

    # The passage, the act, and the organisation that is now named with it.
    assert indexing.differences() == 3


def test_redacted_word_is_neither_found_nor_left_in_the_file(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    """FTS5 keeps removed words in its segments until they are merged, whatever secure_delete says.

    Seen with SQLite 3.40.1; from 3.42 on its own option "secure-delete" removes them,
    before that only "optimize".
    """
    reference = logged.published(world, title=f"A {RARE} was opened").reference
    for number in range(20):
        logged.published(world, title=f"Another act {number}")
    db.session.commit()
    assert searched(client, RARE) == [f"/actions/{reference}"]
    assert not is_sqlite(db) or RARE.encode() in content(db)

    redaction.redact(OPERATOR, reference, reason="An invented reason.")
    db.session.commit()
    truncate_log(db.engine)

    assert not searched(client, RARE)
    assert not searched(client, RARE, known_by=date.today().isoformat())
    assert db.session.get(SearchWord, RARE) is None
    assert not is_sqlite(db) or RARE[3:].encode() not in content(db)
    if not is_sqlite(db):
        vectors = db.session.scalars(text("SELECT tokens::text FROM search_text"))
        assert not any(RARE in vector for vector in vectors)


def is_sqlite(db: SQLAlchemy) -> bool:
    return db.engine.dialect.name == "sqlite"


def content(db: SQLAlchemy) -> bytes:
    """The file of the database with the log beside it."""
    place = Path(str(db.engine.url.database))
    log = place.with_name(f"{place.name}-wal")
    return place.read_bytes() + (log.read_bytes() if log.exists() else b"")


def test_of_very_many_the_newest_are_shown_and_the_number_is_not_claimed(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    state = db.session.scalars(select(State).where(State.iso3 == "XBB")).one()
    acts = [
        make.action(
            state,
            plan(db),
            level=1,
            reference=f"A-{year}",
            title="A bridge" if year == 2001 else "An act",
            account="They built a bridge.",
            effective_on=date(year, 5, 1),
        )
        for year in range(2001, 2010)
    ]
    publication.touch_public(*acts)
    db.session.commit()
    matcher = Matcher(current_lexicon(), Dates(date.today(), date.today()), most=3)
    found = matcher.find(read_query("bridge", matcher).root)
    whole = Matcher(current_lexicon(), Dates(date.today(), date.today()), most=9)
    everything = whole.find(read_query("bridge", whole).root)

    assert found.kinds["action"] == ["A-2001", "A-2009", "A-2008"], "the title stands first"
    assert found.partial == {"action"}
    assert len(everything.kinds["action"]) == 9
    assert not everything.partial


def test_many_records_of_one_change_are_written_in_parts(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    """SQLite takes no condition of more than a thousand parts."""
    state = db.session.scalars(select(State).where(State.iso3 == "XBB")).one()
    by = make.organisation("A busy circle")
    acts = [make.action(state, plan(db), level=1, by=by) for _number in range(1_050)]
    publication.touch_public(*acts)
    db.session.commit()

    assert indexing.differences() == 0


def test_signs_of_arabic_in_a_text_do_not_hide_its_words(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    """The tokenizer of FTS5 cuts words at vowel signs; ours are removed before, and tatweel."""
    act = make.action(
        db.session.scalars(select(State).where(State.iso3 == "XBB")).one(),
        plan(db),
        level=1,
        reference="A-SIGNS",
        title="مُكَافَحَةُ الاتِّجَارِ بالأشـــخاص",
        language="ar",
    )
    publication.touch_public(act)
    db.session.commit()

    for asked in ("مكافحة", "مُكَافَحَة", "اشخاص", "بالأشخاص", '"مكافحة الاتجار"', "أشـخاص"):
        assert searched(client, asked) == ["/actions/A-SIGNS"], asked


def test_a_rebuild_leaves_nothing_to_merge_and_the_usual_settings(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    indexing.rebuild(db.session.commit)

    assert not engine().end_bulk()
    if db.engine.dialect.name == "sqlite":
        query = text("SELECT k, v FROM search_text_config WHERE k IN ('automerge', 'hashsize')")
        stored = dict(db.session.execute(query).all())  # type: ignore[arg-type]
        assert stored == {"automerge": USUAL_AUTOMERGE, "hashsize": USUAL_BYTES}


def test_a_word_that_another_transaction_removed_during_a_rebuild_is_stored_again(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    """It removed the only text that had the word then; a later batch has it again."""
    words = set(db.session.scalars(select(SearchWord.form)))
    db.session.execute(delete(SearchWord))

    store.restore_words({*words, RARE})

    assert set(db.session.scalars(select(SearchWord.form))) == words, "no text has the rare one"
