"""Signing in as a person does it, and as somebody does who should not be let in."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import people
from tests.people import PASSWORD, Browser
from tracker.accounts import identifiers, passwords, sessions
from tracker.accounts.models import UserSession
from tracker.policy.predicates import Role

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)


def without_tokens(html: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", html)


def test_a_person_signs_in_and_sees_the_account(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user(name="Ada Lovelace")
    db.session.commit()

    answer = browser.sign_in(f"  {ada.email.upper()} ")

    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Ada Lovelace" in browser.client.get("/account").text


def test_wrong_word_unknown_address_and_closed_account_look_alike(
    db: SQLAlchemy, browser: Browser
) -> None:
    known, closed = people.user(), people.user(disabled_at=NOON)
    without = people.user(password_hash=None)
    db.session.commit()

    answers = [
        browser.sign_in(known.email, "a wrong phrase"),
        browser.sign_in("nobody@example.org", PASSWORD),
        browser.sign_in(closed.email, PASSWORD),
        browser.sign_in(without.email, PASSWORD),
        browser.sign_in("not an address at all", PASSWORD),
    ]

    bodies = {re.sub(r'value="[^"]*"', "", without_tokens(answer.text)) for answer in answers}
    assert {answer.status_code for answer in answers} == {422}
    assert len(bodies) == 1
    assert browser.cookie() is None


def test_an_unknown_person_costs_a_hash_too(
    db: SQLAlchemy, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = []
    real = passwords.PasswordHasher.verify
    monkeypatch.setattr(
        passwords.PasswordHasher,
        "verify",
        lambda self, kept, word: verified.append(kept) or real(self, kept, word),
    )

    browser.sign_in("nobody@example.org", "whatever it is")

    assert len(verified) == 1
    assert verified[0].startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_tries_are_counted_alike_for_known_and_unknown(db: SQLAlchemy, browser: Browser) -> None:
    known = people.user()
    db.session.commit()

    for address in (known.email, "nobody@example.org"):
        statuses = [browser.sign_in(address, "a wrong phrase").status_code for _ in range(11)]
        last = browser.sign_in(address, PASSWORD)

        assert statuses == [422] * 10 + [429]
        assert last.status_code == 429
        assert int(last.headers["Retry-After"]) > 0


def test_tries_are_given_back_with_time(db: SQLAlchemy, browser: Browser) -> None:
    known = people.user()
    db.session.commit()

    with time_machine.travel(NOON, tick=False) as now:
        for _try in range(11):
            browser.sign_in(known.email, "a wrong phrase")
        assert browser.sign_in(known.email).status_code == 429
        now.shift(timedelta(seconds=31))

        assert browser.sign_in(known.email).status_code == 303


def test_a_second_factor_is_asked_for_before_anything_opens(
    db: SQLAlchemy, browser: Browser
) -> None:
    ada = people.holder(Role.ADMINISTRATOR)
    db.session.commit()

    first = browser.sign_in(ada.email, next="/admin/accounts")
    before = browser.cookie()
    closed = [browser.client.get(page).location for page in ("/account", "/admin/accounts")]
    second = browser.send(first.location, code=people.code(), next="/admin/accounts")

    assert first.location == "/sign-in/second-factor?next=/admin/accounts"
    assert closed == ["/sign-in?next=/account", "/sign-in?next=/admin/accounts"]
    assert (second.status_code, second.location) == (303, "/admin/accounts")
    assert browser.cookie() != before
    assert browser.client.get("/admin/accounts").status_code == 200


def test_a_code_works_once_even_in_another_session(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada = people.with_second_factor()
    db.session.commit()
    one, other = Browser(app.test_client()), Browser(app.test_client())
    with time_machine.travel(NOON, tick=False):
        for browser in (one, other):
            browser.sign_in(ada.email)
        code = people.code()

        assert one.send("/sign-in/second-factor", code=code).status_code == 303
        assert other.send("/sign-in/second-factor", code=code).status_code == 422
        assert other.client.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("off", "status", "reason"),
    [
        (-30, 303, "the telephone is half a minute slow"),
        (30, 303, "it is half a minute fast"),
        (-90, 422, "too old"),
        (90, 422, "not yet"),
    ],
)
def test_codes_hold_for_their_time(
    db: SQLAlchemy, browser: Browser, off: int, status: int, reason: str
) -> None:
    ada = people.with_second_factor()
    db.session.commit()
    with time_machine.travel(NOON + timedelta(seconds=off), tick=False):
        code = people.code()

    with time_machine.travel(NOON, tick=False):
        browser.sign_in(ada.email)

        assert browser.send("/sign-in/second-factor", code=code).status_code == status, reason


def test_codes_cannot_be_tried_one_after_another(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.with_second_factor()
    db.session.commit()
    with time_machine.travel(NOON, tick=False):
        browser.sign_in(ada.email)

        statuses = [
            browser.send("/sign-in/second-factor", code=wrong).status_code
            for wrong in ("000000", "", "٠٠٠٠٠٠", "x" * 40, "------")
        ]

        assert statuses == [422] * 5
        assert browser.send("/sign-in/second-factor", code=people.code()).status_code == 429


def test_a_pending_session_ends_after_ten_minutes(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.with_second_factor()
    db.session.commit()
    with time_machine.travel(NOON, tick=False) as now:
        browser.sign_in(ada.email)
        now.shift(timedelta(minutes=11))

        assert browser.client.get("/sign-in/second-factor").location == "/sign-in"


def test_an_id_from_before_sign_in_is_never_kept(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()
    planted = identifiers.secret()
    browser.client.set_cookie("session", planted)

    browser.sign_in(ada.email)

    assert browser.cookie() not in (None, planted)


def test_signing_in_again_ends_the_session_before(app: Flask, db: SQLAlchemy, client) -> None:
    ada, bob = people.user(), people.user()
    db.session.commit()
    browser = Browser(app.test_client())
    browser.sign_in(ada.email)
    before = browser.cookie()
    token = people.form_token(browser.client.get("/account/password").text)

    browser.client.post(
        "/sign-in", data={"email": bob.email, "password": PASSWORD, "csrf_token": token}
    )

    other = app.test_client()
    other.set_cookie("session", before)
    assert other.get("/account").status_code == 303
    assert bob.name in browser.client.get("/account").text


def test_sessions_are_stored_as_hashes_and_tell_nothing_else(
    db: SQLAlchemy, browser: Browser
) -> None:
    ada = people.user()
    db.session.commit()
    browser.sign_in(ada.email)
    db.session.rollback()

    row = db.session.scalars(select(UserSession)).one()

    assert row.token_hash == identifiers.hash_secret(browser.cookie())
    assert {column.key for column in UserSession.__table__.columns} == {
        *("id", "public_id", "token_hash", "user_id", "created_at", "last_seen_at"),
        *("second_factor_at", "renew", "revoked_at"),
    }


@pytest.mark.parametrize(
    ("steps", "holds", "reason"),
    [
        ([59], True, "used within the hour"),
        ([61], False, "an hour without use"),
        ([50] * 14, True, "used all the time, under twelve hours"),
        ([50] * 15, False, "over twelve hours, however much it is used"),
    ],
)
def test_sessions_end_when_idle_and_at_the_latest_by_evening(
    db: SQLAlchemy, browser: Browser, steps: list[int], holds: bool, reason: str
) -> None:
    ada = people.user()
    db.session.commit()
    with time_machine.travel(NOON, tick=False) as now:
        browser.sign_in(ada.email)
        for minutes in steps:
            now.shift(timedelta(minutes=minutes))
            status = browser.client.get("/account").status_code

        assert (status == 200) is holds, reason


def test_sign_out_ends_the_session_and_clears_the_browser(
    app: Flask, db: SQLAlchemy, browser: Browser
) -> None:
    ada = people.user()
    db.session.commit()
    browser.sign_in(ada.email)
    kept = browser.cookie()

    answer = browser.send("/account", "/sign-out")

    other = app.test_client()
    other.set_cookie("session", kept)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert (browser.cookie(), browser.client.get_cookie("form")) == (None, None)
    assert other.get("/account").status_code == 303


def test_sign_out_everywhere_ends_the_other_browser_too(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    ada = people.user()
    db.session.commit()
    one, other = Browser(app.test_client()), Browser(app.test_client())
    for browser in (one, other):
        browser.sign_in(ada.email)

    one.send("/account", "/sign-out/everywhere")

    assert other.client.get("/account").status_code == 303


def test_a_form_without_its_token_is_refused(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()

    fields = {"email": ada.email, "password": PASSWORD}
    bare = browser.client.post("/sign-in", data=fields)
    browser.client.get("/sign-in")
    wrong = browser.client.post("/sign-in", data={**fields, "csrf_token": "of another"})

    assert (bare.status_code, wrong.status_code) == (400, 400)
    assert browser.cookie() is None


def test_a_token_of_another_browser_is_refused(app: Flask, db: SQLAlchemy, client) -> None:
    ada = people.user()
    db.session.commit()
    attacker, victim = app.test_client(), app.test_client()
    token = people.form_token(attacker.get("/sign-in").text)
    victim.get("/sign-in")

    fields = {"email": ada.email, "password": PASSWORD, "csrf_token": token}

    assert victim.post("/sign-in", data=fields).status_code == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_sent_from_another_site_is_refused(
    db: SQLAlchemy, browser: Browser, site: str
) -> None:
    token = people.form_token(browser.client.get("/reset").text)

    answer = browser.client.post(
        "/reset",
        data={"email": "ada@example.org", "csrf_token": token},
        headers={"Sec-Fetch-Site": site},
    )

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\/evil.example",
        "/a\r\nSet-Cookie:x=1",
        "javascript:alert(1)",
        "/\t/evil.example",
        "account",
        "",
        "/" + "x" * 3000,
        "http:evil.example",
        "/ok\x01",
        "/..//evil.example/",  # shortened on the way, it names another site
        "/.//evil.example/",
        "/account/../..//evil.example/",
        "/%2fevil.example/",
        "/%5Cevil.example/",
        "/%2e%2e//evil.example/",
        "/account%0d%0aSet-Cookie:x=1",
    ],
)
def test_nobody_is_sent_to_another_site(db: SQLAlchemy, browser: Browser, target: str) -> None:
    ada = people.user()
    db.session.commit()

    asked = browser.client.get("/sign-in", query_string={"next": target})
    answer = browser.sign_in(ada.email, next=target)

    assert asked.status_code == (200 if not target else 400)
    assert (answer.status_code, answer.location) == (303, "/account")


def test_a_page_asked_for_before_is_opened_after(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()

    sent = browser.client.get("/account/tokens/new?x=1&y=%C3%A9")
    answer = browser.sign_in(ada.email, next="/account/tokens/new?x=1&y=%C3%A9")

    asked_for = parse_qs(urlsplit(sent.location).query)["next"]
    assert asked_for == ["/account/tokens/new?x=1&y=%C3%A9"]
    assert answer.location == "/account/tokens/new?x=1&y=%C3%A9"


@pytest.mark.parametrize("word", ["", "\x00", "x" * 100_000, "\ud800"[:0] + "\ufffd", "🙂" * 500])
def test_strange_passwords_are_refused_without_a_fault(
    db: SQLAlchemy, browser: Browser, word: str
) -> None:
    ada = people.user()
    db.session.commit()

    for address in (ada.email, "🙂@example.org", "x" * 5000):
        answer = browser.sign_in(address, word)

        assert answer.status_code == (400 if "\x00" in word else 422)


def test_closing_an_account_ends_it_in_the_middle(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()
    browser.sign_in(ada.email)
    token = people.form_token(browser.client.get("/account/preferences").text)

    people.change(ada, disabled_at=NOON)

    assert browser.client.get("/account").status_code == 303
    answer = browser.client.post(
        "/account/preferences", data={"name": "New", "language": "en", "csrf_token": token}
    )
    db.session.expire_all()
    assert answer.location == "/sign-in"
    assert ada.name != "New"


def test_readers_get_no_cookie_and_the_same_corner(db: SQLAlchemy, client: FlaskClient) -> None:
    answer = client.get("/about")

    assert "Set-Cookie" not in answer.headers
    assert "public" in answer.headers["Cache-Control"]
    assert 'href="/sign-in"' in answer.text


def test_the_signed_in_never_get_a_kept_public_page(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()
    tag = browser.client.get("/about").headers["ETag"]
    browser.sign_in(ada.email)

    answer = browser.client.get("/about", headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert "Sign out" in answer.text


def test_cookies_are_bound_to_this_host_over_tls(db: SQLAlchemy, client: FlaskClient) -> None:
    ada = people.user()
    db.session.commit()
    page = client.get("/sign-in", base_url="https://localhost")

    answer = client.post(
        "/sign-in",
        data={
            "email": ada.email,
            "password": PASSWORD,
            "csrf_token": people.form_token(page.text),
        },
        base_url="https://localhost",
    )

    for cookie in (page.headers["Set-Cookie"], answer.headers["Set-Cookie"]):
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; ")[1:])
        assert "Domain" not in cookie


def test_many_sign_ins_at_once_are_all_answered(app: Flask, db: SQLAlchemy, client) -> None:
    somebody = [people.user() for _number in range(6)]
    addresses = [user.email for user in somebody]
    db.session.commit()

    def try_in(email: str) -> int:
        return Browser(app.test_client()).sign_in(email).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(try_in, addresses))

    assert statuses == [303] * 6
    assert db.session.query(UserSession).count() == 6


def test_one_code_at_the_same_moment_lets_one_in(app: Flask, db: SQLAlchemy, client) -> None:
    ada = people.with_second_factor()
    db.session.commit()
    email = ada.email
    browsers = [Browser(app.test_client()) for _number in range(3)]
    for browser in browsers:
        browser.sign_in(email)
    code = people.code()

    with ThreadPoolExecutor(3) as pool:
        statuses = list(
            pool.map(
                lambda one: one.send("/sign-in/second-factor", code=code).status_code, browsers
            )
        )

    assert sorted(statuses) == [303, 422, 422]


def test_ended_sessions_are_forgotten(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    with time_machine.travel(NOON, tick=False):
        sessions.begin(ada)
        db.session.commit()

    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        browser.sign_in(ada.email)

    assert db.session.query(UserSession).count() == 1
