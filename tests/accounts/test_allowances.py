"""Nobody shuts others out by trying: allowances by purpose, apart for known browsers, shared."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, text

from tests import people
from tests.applications import OutsideClient, serving
from tests.people import PASSWORD, Browser
from tracker.accounts import known_browsers, passwords, retention, throttle
from tracker.accounts.actor import OPERATOR
from tracker.accounts.models import UsedAllowance, UserAccount
from tracker.accounts.throttle import Allowance, TooMany, count
from tracker.core.db import release_write_lock
from tracker.policy.predicates import Role

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)
NEW = "another phrase that nobody guesses"
THREE = Allowance("three", at_once=3, seconds=60)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def new(app: Flask) -> Browser:
    app.test_client_class = OutsideClient
    return Browser(app.test_client())


def shut(app: Flask, email: str) -> None:
    """A stranger tries until no more tries are taken."""
    stranger = new(app)
    statuses = [stranger.sign_in(email, "a wrong phrase").status_code for _ in range(11)]
    assert statuses[-1] == 429


@pytest.mark.parametrize("after", ["", "/sign-out"])
def test_a_known_browser_signs_in_while_strangers_try(
    app: Flask, db: SQLAlchemy, clock: time_machine.Traveller, after: str
) -> None:
    ada = people.user()
    db.session.commit()
    email, mine = ada.email, new(app)
    mine.sign_in(email)
    if after:
        mine.send("/account", after)
    else:
        mine.client.delete_cookie("session")
    shut(app, email)

    assert new(app).sign_in(email).status_code == 429
    assert mine.sign_in(email).status_code == 303


def test_a_known_browser_has_an_allowance_and_no_more(
    app: Flask, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    ada = people.user()
    db.session.commit()
    email, mine, other = ada.email, new(app), new(app)
    for browser in (mine, other):
        browser.sign_in(email)
        browser.client.delete_cookie("session")

    statuses = [mine.sign_in(email, "a wrong phrase").status_code for _ in range(11)]

    assert statuses == [422] * 10 + [429]
    assert other.sign_in(email).status_code == 303, "another browser of the same person"


def spoiled(mark: str) -> list[str]:
    letters = list(mark)
    letters[5] = "A" if letters[5] != "A" else "B"
    return ["".join(letters), "", "." * 30, "x" * 40, mark[:-1], mark.upper(), mark + "é"]


def test_a_mark_that_is_not_ours_is_that_of_a_stranger(db: SQLAlchemy) -> None:
    ada, bob = people.user(), people.user()
    db.session.commit()
    mark = known_browsers.remembered(None, ada)

    assert known_browsers.name_of(mark, ada)
    assert known_browsers.name_of(mark, bob) is None
    assert known_browsers.name_of(mark, None) is None
    assert [known_browsers.name_of(one, ada) for one in spoiled(mark)] == [None] * 7


@pytest.mark.parametrize(
    ("days", "known", "why"),
    [(180, True, "half a year"), (181, False, "a day longer"), (-1, True, "a clock set back")],
)
def test_a_mark_lasts_half_a_year(db: SQLAlchemy, days: int, known: bool, why: str) -> None:
    ada = people.user()
    db.session.commit()
    with time_machine.travel(NOON, tick=False):
        mark = known_browsers.remembered(None, ada)

    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        assert bool(known_browsers.name_of(mark, ada)) is known, why


def test_a_mark_says_nothing_once_the_password_is_another(db: SQLAlchemy) -> None:
    ada = people.user()
    db.session.commit()
    mark = known_browsers.remembered(None, ada)
    ada.password_hash = "another"

    assert known_browsers.name_of(mark, ada) is None


def test_a_browser_is_known_to_four_accounts_at_most(db: SQLAlchemy) -> None:
    everybody = [people.user() for _number in range(6)]
    db.session.commit()
    kept = None
    for user in (*everybody, everybody[-1]):
        kept = known_browsers.remembered(kept, user)

    known = [bool(known_browsers.name_of(kept, user)) for user in everybody]

    assert known == [False, False, True, True, True, True]
    assert len(kept or "") <= known_browsers.LONGEST


def test_the_cookie_names_nobody_and_is_hidden_from_scripts(app: Flask, db: SQLAlchemy) -> None:
    ada = people.user()
    db.session.commit()
    browser = new(app)

    answer = browser.sign_in(ada.email)

    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("known="))
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=15552000"} <= set(cookie.split("; "))
    assert ada.public_id not in cookie
    assert re.match(r"known=[\w-]{40};", cookie)


def test_who_has_only_the_password_is_not_known(app: Flask, db: SQLAlchemy) -> None:
    ada = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    browser = new(app)

    browser.sign_in(ada.email)
    before = browser.client.get_cookie("known")
    browser.send("/sign-in/second-factor", code=people.code())

    assert before is None
    assert browser.client.get_cookie("known") is not None


def test_a_link_for_a_new_password_helps_who_is_shut_out(
    app: Flask, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    ada = people.user()
    db.session.commit()
    email, mine = ada.email, new(app)
    shut(app, email)

    mine.send("/reset", email=email)
    mine.send(people.link("password-reset"), password=NEW)

    assert mine.sign_in(email, NEW).status_code == 303


def test_requests_for_links_take_nothing_from_signing_in(
    app: Flask, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    ada, bob = people.user(), people.user()
    db.session.commit()
    emails, stranger = [ada.email, bob.email], new(app)
    token = people.form_token(stranger.client.get("/reset").text)
    for number in range(150):
        fields = {"email": f"somebody{number}@example.org", "csrf_token": token}
        assert stranger.client.post("/reset", data=fields).status_code == 303

    assert new(app).sign_in(emails[0]).status_code == 303
    assert stranger.send("/reset", email=emails[1]).status_code == 303


def test_links_that_lead_nowhere_take_nothing_from_those_that_do(
    app: Flask, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    ada = people.user()
    db.session.commit()
    mine, stranger = new(app), new(app)
    mine.send("/reset", email=ada.email)
    link = people.link("password-reset")
    for kind in ("reset", "invitation", "subscriptions/confirm"):
        for number in range(40):
            assert stranger.client.get(f"/{kind}/nothing{number}").status_code == 404

    assert mine.client.get(link).status_code == 200


def test_who_is_signed_in_proves_it_while_strangers_try(
    app: Flask, db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    ada = people.user()
    db.session.commit()
    mine = new(app).enter(ada)
    shut(app, ada.email)

    assert mine.send("/account/password", old=PASSWORD, new=NEW).status_code == 303


def test_processes_share_what_is_counted(app: Flask, db: SQLAlchemy) -> None:
    """Another application on the same database, as another process has it."""
    with serving({**app.config, "TESTING": True}) as other:
        for one in (app, other, app):
            with one.app_context():
                count(THREE, "somebody")
        with other.app_context(), pytest.raises(TooMany):
            count(THREE, "somebody")


def test_tries_at_the_same_moment_are_each_counted(app: Flask, db: SQLAlchemy) -> None:
    start = threading.Barrier(8)

    def attempt(_number: int) -> bool:
        with app.app_context():
            start.wait()
            try:
                count(THREE, "somebody")
            except TooMany:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(attempt, range(8)))

    assert taken.count(True) == 3


def test_who_waits_for_others_counts_from_the_time_the_wait_ended(
    db: SQLAlchemy, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = throttle._locked

    def after_two_others(key: str) -> UsedAllowance:
        monkeypatch.setattr(throttle, "_locked", locked)
        clock.shift(timedelta(seconds=1))
        for _other in range(2):
            count(THREE, "somebody")
        return locked(key)

    monkeypatch.setattr(throttle, "_locked", after_two_others)
    count(THREE, "somebody")

    with pytest.raises(TooMany):
        count(THREE, "somebody")


def test_an_allowance_is_given_back_step_by_step(
    db: SQLAlchemy, clock: time_machine.Traveller
) -> None:
    for _number in range(3):
        count(THREE, "somebody")
    with pytest.raises(TooMany) as caught:
        count(THREE, "somebody")
    clock.shift(timedelta(seconds=59))
    with pytest.raises(TooMany) as later:
        count(THREE, "somebody")
    clock.shift(timedelta(seconds=1))
    count(THREE, "somebody")

    assert (caught.value.seconds, later.value.seconds) == (60, 1)
    with pytest.raises(TooMany):
        count(THREE, "somebody")


def test_what_is_counted_is_stored_without_address(app: Flask, db: SQLAlchemy) -> None:
    ada = people.user()
    db.session.commit()
    new(app).sign_in(ada.email, "a wrong phrase")
    db.session.rollback()

    rows = db.session.scalars(select(UsedAllowance)).all()

    assert {column.key for column in UsedAllowance.__table__.columns} == {"key", "full_at"}
    assert all(re.fullmatch("[0-9a-f]{64}", row.key) for row in rows)
    assert len(rows) == 1


def test_rows_that_say_nothing_are_removed(db: SQLAlchemy, clock: time_machine.Traveller) -> None:
    count(THREE, "one")
    clock.shift(timedelta(seconds=61))
    count(THREE, "two")
    left = db.session.scalar(select(db.func.count()).select_from(UsedAllowance))
    clock.shift(timedelta(seconds=61))

    assert left == 1
    assert retention.forget(OPERATOR)["counts of tries"] == 1


# The lock on writing --------------------------------------------------------------------------


@pytest.fixture
def others_write(app: Flask, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time that a password is hashed, somebody else writes; what came of that."""
    seen: list[str] = []
    real_hash, real_verify = passwords.PasswordHasher.hash, passwords.PasswordHasher.verify

    def write() -> None:
        with app.app_context(), db.engine.connect() as other:
            if other.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout = 100")
            else:
                other.exec_driver_sql("SET lock_timeout = 100")
            other.execute(text("UPDATE audit_head SET sequence = sequence"))
            other.execute(text("UPDATE user_account SET version = version"))
            other.rollback()

    def while_hashing(real: object) -> object:
        def hashing(self: object, *given: object) -> object:
            try:
                with ThreadPoolExecutor(1) as pool:
                    pool.submit(write).result()
                seen.append("written")
            except Exception as error:
                seen.append(repr(error))
            return real(self, *given)  # type: ignore[operator]

        return hashing

    monkeypatch.setattr(passwords.PasswordHasher, "hash", while_hashing(real_hash))
    monkeypatch.setattr(passwords.PasswordHasher, "verify", while_hashing(real_verify))
    return seen


def invited(app: Flask, _ada: UserAccount) -> None:
    from tracker.accounts import invitations
    from tracker.policy.predicates import Held

    invitations.invite(OPERATOR, email="new@example.org", held=Held(Role.REVIEWER))
    people.db.session.commit()
    answer = new(app).send(people.link("invitation"), name="Zoë", password=NEW)
    assert answer.status_code == 303


def reset(app: Flask, ada: UserAccount) -> None:
    new(app).send("/reset", email=ada.email)
    assert new(app).send(people.link("password-reset"), password=NEW).status_code == 303


def within(page: str, action: str | None = None, **fields: object) -> object:
    def act(app: Flask, ada: UserAccount) -> None:
        answer = new(app).enter(ada).send(page, action, **fields)
        assert answer.status_code in (200, 303)

    return act


def from_console(app: Flask, _ada: UserAccount) -> None:
    answer = app.test_cli_runner().invoke(
        args=["users", "add", "office@example.org", "--role", "administrator"], input=f"{NEW}\n"
    )
    assert answer.exit_code == 0, answer.output


FACTOR = "/account/second-factor"


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda app, ada: new(app).sign_in(ada.email), id="sign in"),
        pytest.param(lambda app, ada: new(app).sign_in(ada.email, "wrong"), id="wrong"),
        pytest.param(lambda app, _ada: new(app).sign_in("no@example.org"), id="unknown address"),
        pytest.param(within("/account/password", old=PASSWORD, new=NEW), id="change"),
        pytest.param(
            within("/account/email", email="x@y.example", password=PASSWORD), id="address"
        ),
        pytest.param(
            within(
                "/account/tokens/new",
                name="Sheet",
                scopes=["reports:write"],
                days="30",
                password=PASSWORD,
            ),
            id="token",
        ),
        pytest.param(within(FACTOR, f"{FACTOR}/remove", password=PASSWORD), id="remove factor"),
        pytest.param(within(FACTOR, f"{FACTOR}/recovery-codes", password=PASSWORD), id="codes"),
        pytest.param(reset, id="reset"),
        pytest.param(invited, id="invitation"),
        pytest.param(from_console, id="console"),
    ],
)
def test_others_write_while_a_password_is_hashed(
    app: Flask, db: SQLAlchemy, client: FlaskClient, others_write: list[str], act: object
) -> None:
    ada = people.with_second_factor()
    db.session.commit()
    db.session.refresh(ada)

    act(app, ada)  # type: ignore[operator]

    assert others_write
    assert set(others_write) == {"written"}


def test_a_password_that_is_changed_meanwhile_lets_nobody_in(
    app: Flask, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = people.user()
    db.session.commit()
    email, number = ada.email, ada.id
    real = passwords.check

    def check(*given: object, **more: object) -> object:
        answer = real(*given, **more)  # type: ignore[arg-type]

        def change() -> None:
            with app.app_context():
                people.change(db.session.get(UserAccount, number), password_hash="another")

        thread = threading.Thread(target=change)
        thread.start()
        thread.join()
        return answer

    monkeypatch.setattr(passwords, "check", check)

    assert new(app).sign_in(email).status_code == 422


def test_slow_work_after_a_change_is_an_error_of_ours(db: SQLAlchemy) -> None:
    ada = people.user()
    ada.name = "changed"

    with pytest.raises(RuntimeError):
        release_write_lock()


def test_slow_work_after_a_change_that_was_sent_is_one_too(db: SQLAlchemy) -> None:
    db.session.execute(text("UPDATE user_account SET name = name"))

    with pytest.raises(RuntimeError):
        release_write_lock()

    db.session.rollback()
    release_write_lock()
