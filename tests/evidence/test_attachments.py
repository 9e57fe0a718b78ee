"""Files of a draft: attached, told of, taken away; seen by their own side until they are public."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests.attachable import WORDS, traces
from tests.evidence import logged
from tests.evidence.attaching import attach, cleaned, store
from tests.evidence.logged import FOCAL_POINT, REVIEWER
from tests.people import events
from tracker.accounts.actor import ANONYMOUS, OPERATOR, Actor
from tracker.attachments.sanitise.intake import CleanFile
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.evidence import action_service, attachment_maintenance, attachments, privacy_check
from tracker.evidence.models import Attachment
from tracker.evidence.queries.attached_files import shown_file
from tracker.policy.predicates import Role
from tracker.review.conflicts import IllegalMove
from tracker.review.submissions import Kind

LETTER = f"{WORDS}. Write to anna@example.org.".encode()


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


@pytest.fixture(scope="module")
def photo() -> CleanFile:
    return cleaned()


def row(public_id: str) -> Attachment:
    query = select(Attachment).where(Attachment.public_id == public_id)
    return attachments.db.session.scalars(query).one()


def test_an_attached_file_is_on_disk_and_on_record(
    world: SimpleNamespace, photo: CleanFile
) -> None:
    draft = logged.begun(world)

    made = row(attach(world.contributor, draft, photo).public_id)

    assert store().read(made.sha256) == photo.content
    assert not traces(store().read(made.sha256))
    assert (made.position, made.extension, made.size) == (1, "jpg", photo.size)
    attachments.db.session.commit()
    (event,) = events("evidence:action:attached")
    assert event.content.body == {"file": photo.sha256, "people_confirmed": True}


def test_the_same_file_is_told_here_and_elsewhere(world: SimpleNamespace, photo: CleanFile) -> None:
    first, second = logged.begun(world), logged.begun(world)
    foreign = logged.begun(world, by=world.foreign)
    attach(world.contributor, first, photo)

    assert attach(world.colleague, second, photo).elsewhere == (first.reference,)
    assert attach(world.foreign, foreign, photo).elsewhere == ()
    with pytest.raises(Invalid) as caught:
        attach(world.contributor, first, photo)
    assert caught.value.errors == {"file": ["this file is already attached, as file 1"]}


def test_number_and_size_of_files_are_limited(
    world: SimpleNamespace,
    photo: CleanFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = logged.begun(world)

    monkeypatch.setattr(attachments, "MOST_TOGETHER", photo.size - 1)
    with pytest.raises(Invalid):
        attach(world.contributor, draft, photo)

    monkeypatch.setattr(attachments, "MOST_TOGETHER", photo.size)
    attach(world.contributor, draft, photo)
    monkeypatch.setattr(attachments, "MOST_FILES", 1)
    with pytest.raises(Invalid):
        attachments.expect(world.contributor, Kind.ACTION, draft.reference)


def test_only_ones_own_draft_takes_files(world: SimpleNamespace, photo: CleanFile) -> None:
    draft, sent = logged.begun(world), logged.submitted(world)

    with pytest.raises(NotFound):
        attach(world.foreign, draft, photo)
    with pytest.raises(Forbidden):
        attach(REVIEWER, draft, photo)
    with pytest.raises(IllegalMove):
        attach(world.contributor, sent, photo)
    assert not (store().data_dir / "files").exists(), "nothing is written before one may"


def test_a_picture_nobody_looked_at_stays_a_draft(world: SimpleNamespace, photo: CleanFile) -> None:
    draft = logged.begun(world)
    made = attach(world.contributor, draft, photo, people_confirmed=False)

    with pytest.raises(Invalid) as caught:
        action_service.submit(world.contributor, draft.reference, version=draft.version)
    assert "files" in caught.value.errors

    attachments.describe(
        world.contributor,
        Kind.ACTION,
        draft.reference,
        made.public_id,
        caption="The shelter from outside",
        people_confirmed=True,
    )
    assert action_service.submit(world.contributor, draft.reference, version=draft.version)


def test_what_a_files_text_tells_is_explained_and_settled(world: SimpleNamespace) -> None:
    draft = logged.begun(world)
    made = attach(world.contributor, draft, cleaned(LETTER, "letter.txt"))

    (place,) = privacy_check.findings_of(draft)
    assert place.field == f"file-{made.public_id}"
    assert "anna@example.org" in place.excerpt
    with pytest.raises(Invalid) as caught:
        action_service.submit(world.contributor, draft.reference, version=draft.version)
    assert set(caught.value.errors) == {place.field}

    privacy_check.explain(
        world.contributor,
        Kind.ACTION,
        draft.reference,
        field=place.field,
        fingerprint=place.fingerprint,
        explanation="The office's own address.",
    )
    sent = action_service.submit(world.contributor, draft.reference, version=draft.version)
    assert logged.publish(sent).status == "published"


def test_a_correction_brings_files_and_what_they_tell(world: SimpleNamespace) -> None:
    draft = logged.begun(world)
    made = attach(world.contributor, draft, cleaned(LETTER, "letter.txt"))
    (place,) = privacy_check.findings_of(draft)
    explained = {"field": place.field, "fingerprint": place.fingerprint, "explanation": "Ours."}
    privacy_check.explain(world.contributor, Kind.ACTION, draft.reference, **explained)
    logged.publish(action_service.submit(world.contributor, draft.reference, version=draft.version))

    correction = action_service.correct(world.contributor, draft.reference)

    (again,) = privacy_check.findings_of(correction)
    assert again.fingerprint == place.fingerprint
    assert again.field != f"file-{made.public_id}"


def test_a_caption_is_one_line_of_some_length(world: SimpleNamespace, photo: CleanFile) -> None:
    with pytest.raises(Invalid) as caught:
        attach(world.contributor, logged.begun(world), photo, caption="x" * 301)

    assert set(caught.value.errors) == {"caption"}


def test_a_removed_file_is_swept_after_a_day(
    world: SimpleNamespace,
    photo: CleanFile,
    cli: FlaskCliRunner,
) -> None:
    draft = logged.begun(world)
    made = attach(world.contributor, draft, photo)
    attach(world.contributor, draft, cleaned(LETTER, "letter.txt"))

    attachments.remove(world.contributor, Kind.ACTION, draft.reference, made.public_id)
    attachments.db.session.commit()

    assert attachment_maintenance.sweep(OPERATOR, store()) == 0, (
        "somebody may be attaching it just now"
    )
    assert attachment_maintenance.sweep(OPERATOR, store(), older_than=timedelta(seconds=-1)) == 1
    assert cli.invoke(args=["files", "verify"]).output == "1 file read\n"


def test_a_lost_file_is_told_by_its_hash(
    world: SimpleNamespace,
    photo: CleanFile,
    cli: FlaskCliRunner,
) -> None:
    attach(world.contributor, logged.begun(world), photo)
    attachments.db.session.commit()
    store()._place(photo.sha256).unlink()

    seen = cli.invoke(args=["files", "verify"])

    assert seen.output.splitlines() == [f"missing {photo.sha256}", "1 file read"]
    assert seen.exit_code == 1


def test_only_the_operator_sweeps(world: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        attachment_maintenance.sweep(world.contributor, store())


BOUND = Actor("bound", frozenset({Role.REVIEWER}), states=frozenset({"XAA"}))


def test_who_sees_a_file_follows_its_record(world: SimpleNamespace, photo: CleanFile) -> None:
    draft = logged.begun(world)
    made = attach(world.contributor, draft, photo)
    everybody = {
        "anonymous": ANONYMOUS,
        "own": world.colleague,
        "foreign": world.foreign,
        "state": FOCAL_POINT,
        "reviewer": REVIEWER,
        "bound": BOUND,
    }

    def seers() -> set[str]:
        return {name for name, actor in everybody.items() if sees(actor)}

    def sees(actor: Actor) -> bool:
        try:
            return bool(shown_file(actor, made.public_id))
        except NotFound:
            return False

    assert seers() == {"own"}
    sent = action_service.submit(world.contributor, draft.reference, version=draft.version)
    assert seers() == {"own", "reviewer"}
    logged.publish(sent)
    assert seers() == set(everybody)
    action_service.withdraw(world.contributor, draft.reference, reason="It was not so.")
    assert seers() == {"own", "reviewer"}
