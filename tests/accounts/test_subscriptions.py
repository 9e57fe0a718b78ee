"""Letters about what is new reach those who confirmed, once, until one click ends them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories, people
from tests.accounts.test_mail import Postbox, postbox
from tests.people import Browser
from tests.traces import places
from tracker.accounts import retention
from tracker.accounts.actor import ANONYMOUS, OPERATOR
from tracker.accounts.mail import sender, subscriptions
from tracker.accounts.mail.subscription_links import signed
from tracker.accounts.mail.subscription_templates import CONFIRM, HAD, NEWS
from tracker.accounts.mail.subscriptions import Frequency, Subject, SubscriptionTopic
from tracker.accounts.models import OutboxMail, Subscription
from tracker.accounts.throttle import TooMany
from tracker.core.db import db as tracker_db
from tracker.timeline import news_mail

__all__ = ["postbox"]
START = datetime(2030, 5, 1, 12, tzinfo=UTC)
ADDRESS = "reader@example.org"
HOUR = timedelta(hours=1)
EVERYTHING = SubscriptionTopic()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def confirmed(
    about: SubscriptionTopic = EVERYTHING,
    rhythm: Frequency = Frequency.IMMEDIATE,
    email: str = ADDRESS,
) -> Subscription:
    """Somebody asked and followed the link."""
    subscriptions.subscribe(ANONYMOUS, email=email, about=about, rhythm=rhythm, language="en")
    tracker_db.session.commit()
    token = people.link(CONFIRM).rpartition("/")[2]
    row = subscriptions.confirm(ANONYMOUS, token=token)
    tracker_db.session.commit()
    return row


def happens(at: datetime, **more: object) -> None:
    """An invented act becomes public."""
    about = tracker_db.session.query(factories.State).one()
    on = tracker_db.session.query(factories.Commitment).one()
    factories.action(about, on, level=1, published_at=at, **more)  # type: ignore[arg-type]
    tracker_db.session.commit()


@pytest.fixture
def world(db: SQLAlchemy, clock: object) -> None:
    factories.state()
    factories.commitment()
    db.session.commit()


def test_asking_confirming_changing_and_stopping_in_a_browser(
    world: None, db: SQLAlchemy, browser: Browser
) -> None:
    page = "/subscriptions?state=XAA"
    sent = browser.send(page, "/subscriptions", email=ADDRESS, rhythm="weekly", about="state:XAA")
    assert sent.headers["Location"] == "/subscriptions?done=1"
    link = people.link(CONFIRM)
    assert "Examplia" in browser.client.get(link).text

    own = browser.client.post(link).headers["Location"]
    assert "now on" in browser.client.get(own).text
    token = own.partition("?")[0]
    browser.send(token, token, rhythm="immediate")
    db.session.rollback()
    assert db.session.query(Subscription).one().rhythm == "immediate"

    assert "Examplia" in browser.client.get(f"{token}/stop").text
    # As a mail program does: no cookie, no token of a form; and perhaps twice.
    for _each in range(2):
        assert browser.client.post(f"{token}/stop").status_code == 200
    db.session.rollback()
    db.session.query(OutboxMail).delete()
    assert places(db, ADDRESS) == []


def test_answer_is_the_same_for_every_address(
    world: None, db: SQLAlchemy, browser: Browser
) -> None:
    confirmed()
    fields = {"rhythm": "weekly", "about": "everything"}

    known = browser.send("/subscriptions", email=ADDRESS, **fields)
    unknown = browser.send("/subscriptions", email="other@example.org", **fields)

    assert known.headers["Location"] == unknown.headers["Location"]
    assert known.data == unknown.data
    # Who has the letters already is told so, and nothing changes.
    assert [letter.recipient for letter in people.letters(HAD)] == [ADDRESS]
    assert db.session.query(Subscription).filter_by(email=ADDRESS).one().rhythm == "immediate"


def test_asking_often_is_slowed_whoever_has_the_address(world: None, db: SQLAlchemy) -> None:
    for email in (ADDRESS, "other@example.org"):
        given = {"email": email, "about": SubscriptionTopic(), "rhythm": "weekly", "language": "en"}
        for _each in range(3):
            subscriptions.subscribe(ANONYMOUS, **given)  # type: ignore[arg-type]
        with pytest.raises(TooMany):
            subscriptions.subscribe(ANONYMOUS, **given)  # type: ignore[arg-type]


def test_link_that_confirms_is_good_for_48_hours(
    world: None, db: SQLAlchemy, browser: Browser, clock: time_machine.Traveller
) -> None:
    browser.send("/subscriptions", email=ADDRESS, rhythm="weekly", about="everything")
    link = people.link(CONFIRM)

    clock.move_to(START + 48 * HOUR)
    assert browser.client.get(link).status_code == 200
    clock.move_to(START + 48 * HOUR + timedelta(seconds=1))
    assert browser.client.post(link).status_code == 404
    assert retention.forget(OPERATOR)["subscriptions that were not confirmed"] == 1


def test_each_thing_is_told_once_however_often_the_command_runs(
    world: None, cli: FlaskCliRunner, clock: time_machine.Traveller
) -> None:
    confirmed()
    happens(START + HOUR, title="First")
    clock.move_to(START + 2 * HOUR)
    assert cli.invoke(args=["subscriptions", "send"]).output == "1 due, 1 e-mails\n"
    assert cli.invoke(args=["subscriptions", "send"]).output == "0 due, 0 e-mails\n"

    happens(START + 3 * HOUR, title="Second")
    clock.move_to(START + 4 * HOUR)
    cli.invoke(args=["subscriptions", "send"])

    first, second = people.letters(NEWS)
    assert "First" in (first.body_text or "")
    assert "Second" in (second.body_text or "")
    assert "First" not in (second.body_text or "")


def test_broken_run_leaves_neither_letter_nor_mark(
    world: None, db: SQLAlchemy, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed()
    happens(START + HOUR)
    clock.move_to(START + 2 * HOUR)

    def breaks() -> None:
        raise OSError("the machine stopped")

    with monkeypatch.context() as patch:
        patch.setattr(db.session, "commit", breaks)
        with pytest.raises(OSError, match="stopped"):
            news_mail.send(OPERATOR)
    db.session.rollback()
    assert people.letters(NEWS) == []

    assert news_mail.send(OPERATOR).letters == 1
    assert len(people.letters(NEWS)) == 1


def test_what_was_just_published_waits_for_its_transaction(
    world: None, clock: time_machine.Traveller
) -> None:
    confirmed()
    happens(START + HOUR)

    clock.move_to(START + HOUR + timedelta(minutes=5))
    assert news_mail.send(OPERATOR).letters == 0
    clock.move_to(START + HOUR + timedelta(minutes=15))
    assert news_mail.send(OPERATOR).letters == 1


def test_weekly_letter_gathers_a_week(world: None, clock: time_machine.Traveller) -> None:
    confirmed(rhythm=Frequency.WEEKLY)
    happens(START + HOUR, title="At the beginning")
    happens(START + timedelta(days=5), title="Near the end")

    clock.move_to(START + timedelta(days=6))
    assert news_mail.send(OPERATOR).letters == 0
    clock.move_to(START + timedelta(days=7, hours=1))
    assert news_mail.send(OPERATOR).letters == 1

    (letter,) = people.letters(NEWS)
    assert "At the beginning" in (letter.body_text or "")
    assert "Near the end" in (letter.body_text or "")


def test_letter_tells_of_what_was_asked_for_alone(
    world: None, clock: time_machine.Traveller
) -> None:
    confirmed(SubscriptionTopic(Subject.THEME, "no-commitment-has-it"))
    confirmed(SubscriptionTopic(Subject.STATE, "XAA"), email="other@example.org")
    happens(START + HOUR)
    clock.move_to(START + 2 * HOUR)

    assert news_mail.send(OPERATOR).letters == 1
    (letter,) = people.letters(NEWS)
    assert letter.recipient == "other@example.org"
    assert "/activity?state=XAA" in (letter.body_text or "")


def test_letters_tell_no_day_of_a_withheld_record(
    world: None, clock: time_machine.Traveller
) -> None:
    confirmed()
    happens(START + HOUR, name_withheld=True)

    clock.move_to(START + timedelta(days=20))
    assert news_mail.send(OPERATOR).letters == 0
    clock.move_to(datetime(2030, 6, 1, 1, tzinfo=UTC))
    assert news_mail.send(OPERATOR).letters == 1


def test_each_letter_ends_the_letters_by_one_click(
    world: None,
    db: SQLAlchemy,
    postbox: tuple[Postbox, str],
    clock: time_machine.Traveller,
    browser: Browser,
) -> None:
    box, url = postbox
    confirmed()
    happens(START + HOUR)
    clock.move_to(START + 2 * HOUR)
    news_mail.send(OPERATOR)
    sender.send_all(OPERATOR, mail_url=url)
    sent = box.letters[-1]

    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = sent["List-Unsubscribe"].strip("<>")
    happens(START + 3 * HOUR)
    clock.move_to(START + 4 * HOUR)
    news_mail.send(OPERATOR)
    path = "/subscriptions/" + stop.partition("/subscriptions/")[2]
    browser.client.post(path, data={"List-Unsubscribe": "One-Click"})

    # What waited in the outbox goes no more either.
    before = len(box.letters)
    sender.send_all(OPERATOR, mail_url=url)
    assert len(box.letters) == before


def test_erasing_an_account_ends_the_letters_to_its_address(
    world: None, db: SQLAlchemy, cli: FlaskCliRunner
) -> None:
    person = people.user(email=ADDRESS)
    db.session.commit()
    confirmed()
    assert "subscription.email" in places(db, ADDRESS)

    cli.invoke(args=["users", "erase", person.email])
    db.session.rollback()

    assert places(db, ADDRESS) == []


@pytest.mark.parametrize("text", ["x", "x" * 300, "%F0%9F%99%82", "a%2Fb", "IiI.xx"])
def test_strange_links_lead_nowhere(db: SQLAlchemy, browser: Browser, text: str) -> None:
    for address in (f"/subscriptions/{text}", f"/subscriptions/confirm/{text}"):
        assert browser.client.get(address).status_code == 404


def main_of(page: str) -> str:
    """What a page says; its links to other languages repeat its address."""
    return page.partition("<main")[2].partition("</main>")[0]


def test_link_that_was_used_before_says_that_the_letters_ended(
    world: None, db: SQLAlchemy, browser: Browser
) -> None:
    browser.send("/subscriptions", email=ADDRESS, rhythm="weekly", about="everything")
    browser.client.post(people.link(CONFIRM))
    link = f"/subscriptions/{signed(db.session.scalars(select(Subscription)).one().public_id)}"
    db.session.rollback()
    first = browser.client.post(f"{link}/stop")

    for again in (
        browser.client.get(f"{link}/stop"),
        browser.client.post(f"{link}/stop"),
        browser.client.get(link),
    ):
        assert (again.status_code, main_of(again.text)) == (200, main_of(first.text))
    assert browser.client.get(f"{link}x/stop").status_code == 404  # never ours
