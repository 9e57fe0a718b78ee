"""Writing a report through its pages: entries, two writers at once, moves, and what is refused."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, update

from tests import factories as make
from tests.people import Browser, form_token
from tests.reporting import filing
from tests.web.desks import Desk, approve, desk
from tests.web.pages import links, section, words
from tracker.accounts.models import UserSession
from tracker.core.db import writing
from tracker.reporting.models import Report
from tracker.reporting.queries_private import entries_of
from tracker.review.lifecycle import Status
from tracker.web.core import resubmission


@pytest.fixture
def at(app: Flask, client: FlaskClient, db: SQLAlchemy) -> Desk:
    return desk(app)


@pytest.fixture
def draft(at: Desk, db: SQLAlchemy) -> str:
    """The address of a report just begun."""
    return begun(db)


def begun(db: SQLAlchemy, *entries: Any, status: Status | None = None) -> str:
    db.session.rollback()
    with writing():
        report = filing.AT[status]() if status else filing.begun(*entries)
        reference = report.reference
        db.session.commit()
    return f"/workspace/reports/{reference}"


def soup(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def kept(db: SQLAlchemy, draft: str) -> dict[str, Any]:
    """The entries as they stand in the database."""
    db.session.rollback()
    reference = draft.rsplit("/", 1)[1]
    return entries_of([reference]).get(reference, {})


def status_of(db: SQLAlchemy, draft: str) -> str:
    db.session.rollback()
    reference = draft.rsplit("/", 1)[1]
    return str(db.session.scalar(select(Report.status).where(Report.reference == reference)))


WHOLE = {"choice": "2", "measures_taken": "A law was adopted.", "survivors": "not_stated"}


def save(
    browser: Browser, page: str, *, version: int = 0, script: bool = False, **more: Any
) -> Any:
    """Send the form of an entry as its page or its script does."""
    token = form_token(browser.client.get(page).text)
    given = {**WHOLE, "version": str(version), "csrf_token": token, **more}
    headers = {"Accept": "application/json"} if script else {}
    return browser.client.post(page, data=given, headers=headers)


def test_an_entry_is_saved_and_the_next_follows(at: Desk, db: SQLAlchemy, draft: str) -> None:
    browser = at.enter("focal")

    stays = save(browser, f"{draft}/PLAN-03")
    goes = save(browser, f"{draft}/PLAN-03", version=1, next="1", challenges="Few judges.")

    assert stays.headers["Location"] == f"{draft}/PLAN-03?done=saved"
    assert goes.headers["Location"] == f"{draft}/PLAN-01"
    entry = kept(db, draft)["PLAN-03"].saved
    assert (entry.version, entry.draft.level, entry.draft.challenges) == (2, 2, "Few judges.")


def test_filters_are_carried_from_entry_to_entry(at: Desk, draft: str) -> None:
    browser = at.enter("focal")

    page = soup(browser.client.get(f"{draft}/PLAN-01?unanswered=1&pillar=prosecution"))
    answer = save(browser, f"{draft}/PLAN-01?unanswered=1&pillar=prosecution", next="1")

    assert f"{draft}/PLAN-02?pillar=prosecution&unanswered=1" in links(page)
    assert answer.headers["Location"] == f"{draft}/PLAN-02?pillar=prosecution&unanswered=1"
    left = section(soup(browser.client.get(f"{draft}?unanswered=1&pillar=prosecution")), "entries")
    assert "PLAN-02" in left
    assert "PLAN-01" not in left
    assert "PLAN-03" not in left


def test_definitions_stand_beside_every_choice(at: Desk, draft: str) -> None:
    page = soup(at.enter("focal").client.get(f"{draft}/PLAN-01"))

    choices = page.find(id="choice").find_all("label")

    assert len(choices) == 7
    assert all(len(words(choice.find(class_="meaning"))) > 20 for choice in choices)


def test_a_script_is_told_what_is_missing(at: Desk, db: SQLAlchemy, draft: str) -> None:
    answer = save(at.enter("focal"), f"{draft}/PLAN-01", script=True, choice="4", measures_taken="")

    seen = answer.get_json()
    assert (seen["version"], seen["done"], seen["asked"]) == (1, "unfinished", 3)
    assert list(seen["missing"]) == ["measures_taken"]
    assert kept(db, draft)["PLAN-01"].saved.draft.level == 4


def test_nothing_typed_makes_no_entry(at: Desk, db: SQLAlchemy, draft: str) -> None:
    answer = save(at.enter("focal"), f"{draft}/PLAN-03", choice="", measures_taken=" ", next="1")

    assert answer.status_code == 303
    assert kept(db, draft) == {}


# What cannot be kept comes back with what was typed: field, text, words of the error.
REFUSED = [
    ("measures_taken", "x" * 10_001, "at most 10000 characters; this text has 10001"),
    ("reason", "y" * 2_001, "at most 2000 characters"),
    ("choice", "9", "a whole number from 0 to 4"),
    ("choice", "perhaps", "a whole number from 0 to 4"),
    ("indicator_values", "NO-SUCH=1@2020", "there is no indicator with the code NO-SUCH"),
    ("indicator_values", "IND=1@2999", "not after today"),
    ("challenges", "a bell \x07", "without control characters"),
    ("survivors", "perhaps", "one of"),
]


@pytest.mark.parametrize(("field", "text", "expected"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_refused_comes_back_with_its_text(
    at: Desk, db: SQLAlchemy, draft: str, field: str, text: str, expected: str
) -> None:
    browser = at.enter("focal")
    other = "assistance"

    answer = save(browser, f"{draft}/PLAN-01", **{other: "Kept all the same.", field: text})
    by_script = save(browser, f"{draft}/PLAN-01", script=True, **{field: text})

    page = soup(answer)
    assert answer.status_code == by_script.status_code == 422
    assert expected in words(page.find(id=f"{field}-errors"))
    assert f"#{field}" in links(page.find(id="errors"))
    assert "Kept all the same." in words(page.find(id=other))
    if page.find("textarea", id=field):
        assert page.find("textarea", id=field).text.strip() == text
    assert expected in " ".join(by_script.get_json()["errors"][field])
    assert kept(db, draft) == {}


def test_a_contradictory_entry_is_kept_and_named(at: Desk, db: SQLAlchemy, draft: str) -> None:
    browser = at.enter("focal")
    save(browser, f"{draft}/PLAN-01", choice="4", measures_taken="")

    page = soup(browser.client.get(f"{draft}/PLAN-01"))

    assert "describe the measures taken" in words(page.find(id="measures_taken-missing"))
    assert "describe the measures taken" in section(soup(browser.client.get(draft)), "PLAN-01")


def test_a_reason_stays_when_a_level_is_chosen(at: Desk, db: SQLAlchemy, draft: str) -> None:
    save(at.enter("focal"), f"{draft}/PLAN-01", choice="not_assessed", reason="Under way.")

    entry = kept(db, draft)["PLAN-01"].saved.draft

    assert (entry.answer, entry.level, entry.reason) == ("not_assessed", None, "Under way.")


# A report of another state, none at all, and an address that no report can have.
HIDDEN = ["R-XAA-00000000", "FOREIGN", "../etc", "x" * 300]


@pytest.mark.parametrize("name", HIDDEN)
def test_foreign_and_missing_reports_are_the_same(
    at: Desk, db: SQLAlchemy, draft: str, name: str
) -> None:
    stranger = at.enter("foreign")
    address = draft if name == "FOREIGN" else f"/workspace/reports/{name}"
    without_token = lambda text: text.split("csrf_token")[0]  # noqa: E731 - it differs each time

    missing = stranger.client.get("/workspace/reports/R-XBB-00000000")

    for page in (address, f"{address}/PLAN-01", f"{address}/frame"):
        hidden = stranger.client.get(page)
        assert hidden.status_code == 404
        assert without_token(hidden.text) == without_token(missing.text)
    token = form_token(stranger.client.get("/workspace").text)
    for act in ("/PLAN-01", "/frame", "/reopen", "/PLAN-01/prefill"):
        sent = stranger.client.post(f"{address}{act}", data={**WHOLE, "csrf_token": token})
        assert sent.status_code == 404
    assert kept(db, draft) == {}


def test_a_commitment_that_is_not_asked_has_no_entry(at: Desk, draft: str) -> None:
    assert at.enter("focal").client.get(f"{draft}/PLAN-99").status_code == 404


@pytest.mark.parametrize("status", [s for s in filing.AT if s is not Status.DRAFT])
def test_a_closed_report_takes_nothing_and_shows_it(
    at: Desk, db: SQLAlchemy, status: Status
) -> None:
    address = begun(db, status=status)
    browser = at.enter("focal")
    before = kept(db, address)
    token = form_token(browser.client.get("/workspace").text)
    given = {**WHOLE, "version": "1", "measures_taken": "Typed too late.", "csrf_token": token}

    answer = browser.client.post(f"{address}/PLAN-01", data=given)
    by_script = browser.client.post(
        f"{address}/PLAN-01", data=given, headers={"Accept": "application/json"}
    )

    assert (answer.status_code, by_script.status_code) == (409, 409)
    assert "Typed too late." in answer.text
    assert by_script.get_json()["closed"]
    assert kept(db, address) == before
    page = browser.client.get(f"{address}/PLAN-01")
    assert page.status_code == 200
    assert "data-editor" not in page.text


def test_two_writers_see_both_texts_and_lose_none(at: Desk, db: SQLAlchemy, draft: str) -> None:
    one, other = at.enter("focal"), at.enter("colleague")
    page = f"{draft}/PLAN-01"
    save(one, page, measures_taken="Text of the first.", challenges="Of the first.")

    late = save(other, page, measures_taken="Text of the second.", assistance="Of the second.")
    by_script = save(other, page, script=True, measures_taken="Text of the second.")

    assert (late.status_code, by_script.status_code) == (409, 409)
    for text in ("Text of the first.", "Text of the second.", "Of the first.", "Of the second."):
        assert text in late.text
    assert by_script.get_json()["version"] == 1
    assert by_script.get_json()["stored"]["measures_taken"] == "Text of the first."
    assert kept(db, draft)["PLAN-01"].saved.draft.measures_taken == "Text of the first."
    merged = merge(other, late, measures_taken="Both.", **{"take-challenges": "theirs"})
    assert merged.status_code == 303
    entry = kept(db, draft)["PLAN-01"].saved
    assert entry.version == 2
    assert entry.draft.measures_taken == "Both."
    assert (entry.draft.challenges, entry.draft.assistance) == ("Of the first.", "Of the second.")


def merge(browser: Browser, conflict: Any, **chosen: str) -> Any:
    """Send the form of the page with both texts, as it was drawn but for what is chosen."""
    form = soup(conflict).select_one("form.editor")
    fields = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
    fields |= {each["name"]: each.text.lstrip("\n") for each in form.select("textarea")}
    fields |= {each["name"]: each["value"] for each in form.select("input[checked]")}
    return browser.client.post(str(form["action"]), data={**fields, **chosen})


def test_a_stale_form_of_ones_own_is_told_as_well(at: Desk, db: SQLAlchemy, draft: str) -> None:
    browser = at.enter("focal")
    save(browser, f"{draft}/PLAN-01")
    save(browser, f"{draft}/PLAN-01", version=1, challenges="Newer.")

    stale = save(browser, f"{draft}/PLAN-01", version=1, challenges="Older.")

    assert stale.status_code == 409
    assert kept(db, draft)["PLAN-01"].saved.draft.challenges == "Newer."


def test_sending_twice_saves_once(at: Desk, db: SQLAlchemy, draft: str) -> None:
    make.action(at.one, at.third, level=1, reference="ACT-A")
    db.session.commit()
    browser = at.enter("focal")
    given = {"fact-ACT-A": "contest", "note-ACT-A": "It did not happen."}

    first = save(browser, f"{draft}/PLAN-03", **given)
    again = save(browser, f"{draft}/PLAN-03", **given)

    assert (first.status_code, again.status_code) == (303, 303)
    assert kept(db, draft)["PLAN-03"].saved.version == 1


@pytest.mark.parametrize("page", ["PLAN-01", "frame", "PLAN-01/prefill", "reopen"])
def test_a_form_without_its_token_does_nothing(
    at: Desk, db: SQLAlchemy, draft: str, page: str
) -> None:
    answer = at.enter("focal").client.post(f"{draft}/{page}", data={**WHOLE, "version": "0"})

    assert answer.status_code == 400
    assert kept(db, draft) == {}


def test_known_facts_are_confirmed_corrected_contested(
    at: Desk, db: SQLAlchemy, draft: str
) -> None:
    for name in ("ACT-A", "ACT-B", "ACT-C"):
        make.action(at.one, at.third, level=1, reference=name)
    db.session.commit()
    browser = at.enter("focal")
    given = {"fact-ACT-A": "confirm", "fact-ACT-B": "correct", "note-ACT-B": "In 2021."}

    refused = save(browser, f"{draft}/PLAN-03", **given, **{"fact-ACT-C": "contest"})
    taken = save(browser, f"{draft}/PLAN-03", **given)

    page = soup(refused)
    assert refused.status_code == 422
    assert "say what is correct instead" in words(page.find(id="fact-ACT-C"))
    assert page.find(id="note-ACT-B").text.strip() == "In 2021."
    assert taken.status_code == 303
    said = [(f.record, f.response, f.note) for f in kept(db, draft)["PLAN-03"].facts]
    assert said == [("ACT-A", "confirm", None), ("ACT-B", "correct", "In 2021.")]
    save(browser, f"{draft}/PLAN-03", version=1, **{"fact-ACT-A": ""})
    assert kept(db, draft)["PLAN-03"].facts == ()


def test_one_answer_stands_for_what_asks_the_same(at: Desk, db: SQLAlchemy, draft: str) -> None:
    browser = at.enter("focal")
    save(browser, f"{draft}/PLAN-01", alike=["PLAN-02", "PLAN-03"])
    save(browser, f"{draft}/PLAN-01", version=1, alike=["PLAN-02"], challenges="Few judges.")

    follower = kept(db, draft)["PLAN-02"]
    apart = save(browser, f"{draft}/PLAN-01", version=2, challenges="Few judges.")

    assert (follower.repeats, follower.saved.draft.challenges) == ("PLAN-01", "Few judges.")
    assert "PLAN-03" not in kept(db, draft)
    assert apart.status_code == 303
    assert kept(db, draft)["PLAN-02"].repeats is None


def test_an_answer_of_its_own_is_not_overwritten(at: Desk, db: SQLAlchemy, draft: str) -> None:
    browser = at.enter("focal")
    save(browser, f"{draft}/PLAN-02", measures_taken="Its own.")

    answer = save(browser, f"{draft}/PLAN-01", alike=["PLAN-02"], measures_taken="Another.")

    assert answer.status_code == 422
    assert "already has its own answer" in words(soup(answer).find(id="commitments"))
    assert "Another." in answer.text
    assert list(kept(db, draft)) == ["PLAN-02"]


def test_the_last_report_is_begun_with_at_one_press(at: Desk, db: SQLAlchemy) -> None:
    begun(db, status=Status.PUBLISHED)
    address = begun(db)
    browser = at.enter("focal")
    offered = browser.client.get(f"{address}/PLAN-01")

    browser.send(f"{address}/PLAN-01", f"{address}/PLAN-01/prefill")
    browser.send(f"{address}/PLAN-01", f"{address}/PLAN-01/prefill")

    assert "Copy this answer" in offered.text
    entry = kept(db, address)["PLAN-01"].saved
    assert (entry.version, entry.draft.level) == (1, 2)
    assert "Copy this answer" not in browser.client.get(f"{address}/PLAN-01").text


def test_the_frame_is_changed_and_collisions_shown(at: Desk, db: SQLAlchemy, draft: str) -> None:
    browser = at.enter("focal")
    frame = {"title": "A new title", "period_start": "2021-01-01", "period_end": "2024-12-31"}

    wrong = browser.send(f"{draft}/frame", **{**frame, "period_end": "2020-01-01"}, version="1")
    right = browser.send(f"{draft}/frame", **frame, version="1")
    stale = browser.send(f"{draft}/frame", **{**frame, "title": "Mine"}, version="1")

    assert wrong.status_code == 422
    assert "the last day must not be before the first day" in wrong.text
    assert 'value="2020-01-01"' in wrong.text
    assert right.status_code == 303
    assert stale.status_code == 409
    assert "A new title" in stale.text
    assert 'value="Mine"' in stale.text
    assert 'name="version" type="hidden" value="2"' in stale.text


def test_the_authority_is_led_to_what_is_unfinished(at: Desk, db: SQLAlchemy) -> None:
    address = begun(db, filing.entry("PLAN-01", 4, measures_taken=""), filing.entry("PLAN-03"))

    answer = approve(at.enter("authority"), address)

    errors = soup(answer).find(id="errors")
    assert answer.status_code == 422
    assert links(errors) == [f"{address}/PLAN-01"]
    assert "Measures taken" in words(errors)
    assert status_of(db, address) == "draft"


def test_a_report_is_cleared_sent_and_taken_back(at: Desk, db: SQLAlchemy) -> None:
    address = begun(db, filing.entry("PLAN-01"))
    authority, focal = at.enter("authority"), at.enter("focal")

    for act, then in (
        ("clear", "cleared"),
        ("reopen", "draft"),
        ("clear", "cleared"),
        ("submit", "submitted"),
    ):
        if act == "clear":
            answer = approve(authority, address)
        else:
            answer = authority.send(address, f"{address}/{act}")
        assert answer.headers["Location"] == f"{address}?done={act}"
        assert status_of(db, address) == then
    again = authority.send(address, f"{address}/submit")

    assert again.headers["Location"] == f"{address}?done=moved"
    history = section(soup(focal.client.get(address)), "history")
    assert "The validating authority reopened it." in history
    assert history.count("approved the draft") == 2


def test_a_focal_point_cannot_clear_or_send(at: Desk, db: SQLAlchemy) -> None:
    address = begun(db, filing.entry("PLAN-01"))
    browser = at.enter("focal")

    page = browser.client.get(address)
    token = form_token(page.text)

    assert f"{address}/approval#ask" in page.text
    for act in ("clear", "submit", "withdraw"):
        assert f"{address}/{act}" not in page.text
        sent = browser.client.post(f"{address}/{act}", data={"csrf_token": token})
        assert sent.status_code == 404
    assert status_of(db, address) == "draft"


def test_a_withdrawal_says_why(at: Desk, db: SQLAlchemy) -> None:
    address = begun(db, status=Status.PUBLISHED)
    authority = at.enter("authority")

    silent = authority.send(address, f"{address}/withdraw", reason=" ")
    overlong = authority.send(address, f"{address}/withdraw", reason="z" * 5_001)
    seen = authority.send(address, f"{address}/withdraw", reason="It named the wrong year.")

    assert (silent.status_code, overlong.status_code, seen.status_code) == (422, 422, 303)
    assert "z" * 5_001 in overlong.text
    assert status_of(db, address) == "withdrawn"
    assert "It named the wrong year." in authority.client.get(address).text


def test_a_returned_report_says_why_and_is_reopened(at: Desk, db: SQLAlchemy) -> None:
    address = begun(db, status=Status.RETURNED)
    browser = at.enter("focal")

    assert "The level rests on no measure." in browser.client.get(address).text
    assert browser.send(address, f"{address}/reopen").status_code == 303
    assert status_of(db, address) == "draft"


def test_the_authority_reads_entries_and_writes_none(at: Desk, db: SQLAlchemy) -> None:
    address = begun(db, filing.entry("PLAN-01"))
    authority = at.enter("authority")

    page = authority.client.get(f"{address}/PLAN-01")
    sent = authority.client.post(
        f"{address}/PLAN-01", data={**WHOLE, "csrf_token": form_token(page.text)}
    )

    assert "An invented law was adopted." in page.text
    assert "data-editor" not in page.text
    assert sent.status_code == 404


def test_a_colleague_who_lost_the_role_is_shut_out(at: Desk, db: SQLAlchemy, draft: str) -> None:
    browser = at.enter("colleague")
    assert browser.client.get(draft).status_code == 200
    db.session.rollback()
    with writing():
        from tracker.core import clock

        at.colleague.memberships[0].ended_at = clock.now()
        db.session.commit()

    assert browser.client.get(draft).status_code == 404


def test_an_unknown_filter_is_refused(at: Desk, draft: str) -> None:
    browser = at.enter("focal")

    assert browser.client.get(f"{draft}?pillar=nothing").status_code == 400
    assert browser.client.get(f"{draft}?colour=red").status_code == 400
    assert "No commitments match" in browser.client.get(f"{draft}?q=zzz").text


def test_the_longest_entry_of_any_script_is_taken(at: Desk, db: SQLAlchemy, draft: str) -> None:
    longest = "人" * 10_000
    fields = dict.fromkeys(
        ("measures_taken", "challenges", "assistance", "survivors_how", "sources"), longest
    )
    browser = at.enter("focal")
    token = form_token(browser.client.get(f"{draft}/PLAN-01").text)
    given = {**WHOLE, "version": "0", "csrf_token": token, **fields}

    answer = browser.client.post(f"{draft}/PLAN-01", data=given, content_type="multipart/form-data")

    assert answer.status_code == 303
    assert kept(db, draft)["PLAN-01"].saved.draft.sources == longest


def test_a_draft_is_discarded_after_a_question(at: Desk, db: SQLAlchemy) -> None:
    draft, browser = begun(db, filing.entry("PLAN-01")), at.enter("focal")

    asked = browser.client.get(f"{draft}/discard")
    answer = browser.send(f"{draft}/discard", reason="Begun <by> mistake.")
    page = soup(browser.client.get(answer.location))

    assert "You delete 1 answer with text" in words(soup(asked).find("main"))
    assert status_of(db, draft) == Status.DISCARDED
    assert "Begun <by> mistake." in section(page, "history")
    assert f"{draft}/discard" not in links(page)
    assert "Deleted before it was sent" in page.text
    workspace = soup(browser.client.get("/workspace"))
    assert "An invented report" in section(workspace, "ended")


def test_too_long_a_reason_comes_back_with_its_text(at: Desk, db: SQLAlchemy, draft: str) -> None:
    reason = "x" * 5_001 + "end"

    answer = at.enter("focal").send(f"{draft}/discard", reason=reason)

    assert answer.status_code == 422
    assert reason in answer.text
    assert status_of(db, draft) == Status.DRAFT


# Each row: where a report stands, a page that would write in it, and what is said instead.
NOT_OPEN = [
    (Status.CLEARED, "frame", "reopen it as a draft"),
    (Status.CLEARED, "discard", "reopen it as a draft"),
    (Status.SUBMITTED, "frame", "The report is with a reviewer"),
    (Status.RETURNED, "frame", "Reopen as draft"),
    (Status.PUBLISHED, "frame", "write a new report"),
    (Status.WITHDRAWN, "discard", "This report no longer counts"),
    (Status.DISCARDED, "frame", "This draft was deleted"),
]


@pytest.mark.parametrize(("status", "page", "expected"), NOT_OPEN)
def test_a_report_that_is_not_open_says_what_to_do(
    at: Desk, db: SQLAlchemy, status: Status, page: str, expected: str
) -> None:
    report = begun(db, status=status)

    answer = at.enter("focal").client.get(f"{report}/{page}")

    assert answer.status_code == 409
    assert expected in words(soup(answer).find("main"))
    assert report in links(soup(answer))


def test_what_was_once_sent_cannot_be_discarded(at: Desk, db: SQLAlchemy) -> None:
    report, browser = begun(db, status=Status.RETURNED), at.enter("focal")
    browser.send(report, f"{report}/reopen")

    page = soup(browser.client.get(report))
    asked = browser.client.get(f"{report}/discard")
    forced = browser.send(report, f"{report}/discard")

    assert f"{report}/discard" not in links(page)
    assert (asked.status_code, "stays on record" in asked.text) == (409, True)
    assert "done=moved" in forced.location
    assert status_of(db, report) == Status.DRAFT


def expired(browser: Browser, db: SQLAlchemy) -> None:
    """End the session as an hour without a request does; the browser still has its cookie."""
    db.session.rollback()
    with writing():
        db.session.execute(update(UserSession).values(last_seen_at=make.LONG_AGO))
        db.session.commit()


LATE = {**WHOLE, "challenges": "Written <while> signed out.", "version": "0"}


def sent_late(browser: Browser, db: SQLAlchemy, page: str, **fields: str) -> Any:
    """Send a form whose session ended after its page was loaded."""
    token = form_token(browser.client.get(page).text)
    expired(browser, db)
    return browser.client.post(page, data={**LATE, **fields, "csrf_token": token})


def test_text_sent_after_the_session_waits_for_its_writer(
    at: Desk, db: SQLAlchemy, draft: str
) -> None:
    page, browser = f"{draft}/PLAN-01?pillar=prosecution", at.enter("focal")

    answer = sent_late(browser, db, page)
    notice = browser.client.get(answer.location).text
    plain = browser.sign_in(at.focal.email, next=page)
    browser.enter(at.focal)
    again = browser.client.get(page)
    stays = kept(db, draft)
    saved = save(browser, page, **{name: LATE[name] for name in ("choice", "challenges")})

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=/workspace/reports/")
    assert "stored for you" in notice
    assert "Written" not in notice
    assert plain.status_code == 303
    assert "Written &lt;while&gt; signed out." in again.text
    assert "Not saved yet." in again.text
    assert stays == {}, "shown again, it is not yet saved"
    assert saved.status_code == 303
    assert kept(db, draft)["PLAN-01"].saved.draft.challenges == "Written <while> signed out."
    assert "Not saved yet." not in browser.client.get(page).text


def test_what_was_kept_is_sealed_and_goes_to_nobody_else(
    app: Flask, at: Desk, db: SQLAlchemy, draft: str
) -> None:
    page = f"{draft}/PLAN-01"
    sent_late(at.enter("focal"), db, page)

    others = at.enter("colleague").client.get(page).text
    instead = at.enter("focal").client.get(f"{page}?saved=1").text
    files = list((Path(app.config["DATA_DIR"]) / resubmission.FOLDER).iterdir())

    assert "Written" not in others
    assert "Written" not in instead
    assert len(files) == 1
    assert b"Written" not in files[0].read_bytes()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ({"csrf_token": "x"}, "no form of ours"),
        ({"csrf_token": ""}, "a form without its token"),
    ],
)
def test_a_form_that_is_not_ours_is_not_kept(
    at: Desk, db: SQLAlchemy, draft: str, spoil: dict[str, str], why: str
) -> None:
    page, browser = f"{draft}/PLAN-01", at.enter("focal")
    expired(browser, db)

    answer = browser.client.post(page, data={**LATE, **spoil})
    browser.enter(at.focal)

    assert (answer.status_code, answer.location) == (303, "/sign-in"), why
    assert "Not saved yet." not in browser.client.get(page).text, why


def test_a_form_of_another_site_is_not_kept(at: Desk, db: SQLAlchemy, draft: str) -> None:
    page, browser = f"{draft}/PLAN-01", at.enter("focal")
    token = form_token(browser.client.get(page).text)
    expired(browser, db)

    data, headers = {**LATE, "csrf_token": token}, {"Sec-Fetch-Site": "cross-site"}
    answer = browser.client.post(page, data=data, headers=headers)

    assert answer.location == "/sign-in"


def test_kept_text_meets_a_colleagues_and_neither_is_lost(
    at: Desk, db: SQLAlchemy, draft: str
) -> None:
    page, browser = f"{draft}/PLAN-01", at.enter("focal")
    sent_late(browser, db, page)
    save(at.enter("colleague"), page, challenges="From a colleague.")
    browser.enter(at.focal)

    shown = soup(browser.client.get(page)).find(id="version")["value"]
    answer = save(browser, page, version=int(shown), challenges=LATE["challenges"])

    assert answer.status_code == 409
    assert "From a colleague." in answer.text
    assert "Written &lt;while&gt; signed out." in answer.text


def test_kept_text_is_shown_where_the_report_closed_meanwhile(at: Desk, db: SQLAlchemy) -> None:
    draft, browser = begun(db, filing.entry("PLAN-03")), at.enter("focal")
    sent_late(browser, db, f"{draft}/PLAN-01")
    approve(at.enter("authority"), draft)
    browser.enter(at.focal)

    page = browser.client.get(f"{draft}/PLAN-01")

    assert page.status_code == 409
    assert "Written &lt;while&gt; signed out." in page.text


def test_title_and_period_wait_as_well(at: Desk, db: SQLAlchemy, draft: str) -> None:
    page, browser = f"{draft}/frame", at.enter("focal")
    frame = {"title": "A better title", "period_start": "2021-01-01", "period_end": "2024-12-31"}
    sent_late(browser, db, page, survivors="led", **frame)
    browser.enter(at.focal)

    shown = soup(browser.client.get(page))

    assert shown.find(id="title")["value"] == "A better title"
    assert "Not saved yet." in words(shown.find("main"))


def test_two_answers_to_a_known_record_stand_beside_each_other(
    at: Desk, db: SQLAlchemy, draft: str
) -> None:
    make.action(at.one, at.first, level=1, reference="ACT-A")
    db.session.commit()
    page, browser = f"{draft}/PLAN-01", at.enter("focal")
    theirs = {"fact-ACT-A": "contest", "note-ACT-A": "It lapsed."}
    save(at.enter("colleague"), page, **theirs)

    both = save(browser, page, **{"fact-ACT-A": "confirm"})
    silent = save(browser, page)
    kept_theirs = save(
        browser, page, version=1, **{"fact-ACT-A": "confirm", "take-fact-ACT-A": "theirs"}
    )

    shown = section(soup(both), "fact-ACT-A")
    assert (both.status_code, silent.status_code, kept_theirs.status_code) == (409, 409, 303)
    assert "Contest: It lapsed." in shown
    assert "Confirm" in shown
    # Who said nothing of it takes nothing back without choosing to.
    chosen = soup(silent).find("input", attrs={"name": "take-fact-ACT-A", "checked": True})
    assert chosen["value"] == "theirs"
    facts = kept(db, draft)["PLAN-01"].facts
    assert [(fact.response, fact.note) for fact in facts] == [("contest", "It lapsed.")]


# What is wrong with title, period and survivors, the field at which it is told, and why.
WRONG_FRAME = [
    ({"title": " "}, "title", "empty"),
    ({"title": "x" * 301}, "title", "overlong"),
    ({"title": "a bell \x07"}, "title", "a control character"),
    ({"period_start": "2999-01-01", "period_end": "2999-12-31"}, "period_start", "not begun"),
    ({"period_end": "2020-12-31"}, "period_end", "runs backwards"),
    ({"period_end": "2024-02-30"}, "period_end", "no such day"),
    ({"period_start": "٢٠٢١-٠١-٠١"}, "period_start", "digits of another script"),
    ({"survivors": "perhaps"}, "survivors", "no such word"),
    ({"survivors_how": "y" * 10_001}, "survivors_how", "overlong"),
]


@pytest.mark.parametrize(("given", "field", "why"), WRONG_FRAME, ids=range(len(WRONG_FRAME)))
def test_a_wrong_frame_is_told_at_its_field_and_kept(
    at: Desk, db: SQLAlchemy, draft: str, given: dict[str, str], field: str, why: str
) -> None:
    frame = {"title": "Kept all the same", "period_start": "2021-01-01"}
    frame |= {"period_end": "2024-12-31", "survivors": "not_stated", "survivors_how": ""}

    answer = at.enter("focal").send(f"{draft}/frame", version="1", **{**frame, **given})

    page = soup(answer)
    assert answer.status_code == 422, why
    assert page.find(id=f"{field}-errors") is not None, why
    assert given.get("survivors_how", "Kept all the same") in answer.text or "title" in given, why
    assert "An invented report" in at.enter("focal").client.get(draft).text, "nothing was changed"
