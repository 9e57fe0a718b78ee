"""Pages on which an organisation logs actions: nothing typed is lost, nobody else sees a word."""

import io
import re
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from PIL import Image

from tests import people
from tests.evidence import logged
from tests.people import Browser
from tests.web.pages import links, opened, section, statements, words
from tracker.core.db import writing
from tracker.evidence import action_service
from tracker.evidence.queries.own_actions import own_action, own_actions
from tracker.exchange.parsing.workbooks import read_workbook
from tracker.policy.predicates import Role
from tracker.review import publication
from tracker.review.lifecycle import Status

DESK = "/workspace/actions"
TYPED = {
    "state": "XAA",
    "kind": "law",
    "title": "An invented law was adopted",
    "account": "It sets penalties.",
    "happened_on": "2021-05-03",
    "happened_on-as": "month",
    "language": "en",
    "commitment": ["PLAN-01", "PLAN-02"],
    "polarity-PLAN-01": "supports",
    "level-PLAN-01": "2",
    "polarity-PLAN-02": "context",
    "level-PLAN-02": "3",
    "source_1_url": "https://example.org/gazette/12",
    "source_1_title": "Act 12",
    "source_1_publisher": "An invented gazette",
    "source_1_language": "en",
    "source_1_tier": "A",
}


@pytest.fixture
def world(app: Flask, db: SQLAlchemy, client: object) -> SimpleNamespace:
    made = logged.world()
    publication.registry_changed()
    made.person = people.holder(Role.CONTRIBUTOR, organisation_id=made.own.id)
    made.actor = people.actor(made.person)
    made.stranger = people.holder(Role.CONTRIBUTOR, organisation_id=made.other.id)
    db.session.commit()
    made.browser = Browser(app.test_client()).enter(made.person)
    return made


def begun(world: SimpleNamespace, **changed: str) -> str:
    with writing():
        reference = logged.begun(world, **changed).reference
        action_service.db.session.commit()
    return reference


def page_of(world: SimpleNamespace, address: str) -> BeautifulSoup:
    return opened(world.browser.client, address)


def act(world: SimpleNamespace, reference: str, end: str = "", **fields: Any) -> Any:
    """Send a form to an address of an action, with the token of the desk."""
    return world.browser.send(DESK, f"{DESK}/{reference}{end}", **fields)


def own(world: SimpleNamespace, reference: str) -> Any:
    action_service.db.session.rollback()
    return own_action(world.actor, reference)


def test_the_workspace_leads_a_contributor_to_the_desk(world: SimpleNamespace) -> None:
    answer = world.browser.client.get("/workspace")
    page = page_of(world, DESK)

    assert answer.location == DESK
    assert "You have not logged any actions yet." in words(page.main)
    assert "/workspace" in links(page.find(class_="corner"))


def test_a_draft_is_begun_once_and_gone_on_with(world: SimpleNamespace) -> None:
    first = world.browser.send(DESK, f"{DESK}/new")
    again = world.browser.send(DESK, f"{DESK}/new")

    assert first.location == again.location
    assert page_of(world, first.location).find(id="title")["value"] == ""


def test_what_is_typed_is_kept_and_shown_again(world: SimpleNamespace) -> None:
    reference = begun(world, title="Before")

    answer = act(world, reference, version="1", **TYPED)

    text = own(world, reference).text
    assert answer.status_code == 303
    assert text["happened_on"] == "2021-05"
    assert text["commitments"] == "PLAN-01=supports@2; PLAN-02=context"
    page = page_of(world, f"{DESK}/{reference}")
    assert page.find(id="happened_on")["value"] == "2021-05-01"
    assert page.find(id="happened_on-as").find(selected=True)["value"] == "month"
    assert page.find("input", {"name": "level-PLAN-01", "value": "2"}).has_attr("checked")
    assert not page.find("input", {"name": "level-PLAN-02", "value": "3"}).has_attr("checked")


def test_what_cannot_be_read_is_kept_and_told_at_its_field(world: SimpleNamespace) -> None:
    reference = begun(world)

    act(world, reference, version="1", **{**TYPED, "source_1_url": "gazette"})
    page = page_of(world, f"{DESK}/{reference}")

    assert page.find(id="source_1_url")["value"] == "gazette"
    assert "web address" in words(page.find(id="source_1_url-errors"))


def test_a_script_saves_and_is_told_what_it_needs(world: SimpleNamespace) -> None:
    reference = begun(world, title="Before")
    token = people.form_token(world.browser.client.get(DESK).text)

    answer = world.browser.client.post(
        f"{DESK}/{reference}",
        data={**TYPED, "version": "1", "csrf_token": token},
        headers={"Accept": "application/json"},
    )

    seen = answer.get_json()
    assert (seen["version"], seen["finished"], seen["asked"]) == (2, 8, 8)
    assert "PLAN-03" in seen["suggested"] or "Suggestions appear" in seen["suggested"]


def test_both_texts_are_shown_when_two_write_at_once(world: SimpleNamespace) -> None:
    reference = begun(world)
    with writing():
        theirs = {**logged.TEXT, "title": "Theirs"}
        action_service.save(world.colleague, reference, theirs, version=1)
        action_service.db.session.commit()

    answer = act(world, reference, version="1", **{**TYPED, "title": "Mine"})
    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 409
    assert {"Theirs", "Mine"} <= set(re.findall("Theirs|Mine", words(page.find(id="title"))))

    form = {
        field["name"]: field.get("value") or field.get_text()
        for field in page.main.find("form").find_all(["input", "textarea"])
        if field.get("type") != "radio"
    }
    act(world, reference, **{**form, "take-title": "theirs", "take-account": "mine"})
    kept = own(world, reference).text
    assert (kept["title"], kept["account"]) == ("Theirs", TYPED["account"])


def test_a_typed_text_survives_that_the_action_was_sent_meanwhile(world: SimpleNamespace) -> None:
    reference = begun(world)
    act(world, reference, "/submit", version="1")

    answer = act(world, reference, version="1", **{**TYPED, "title": "Too late"})

    assert answer.status_code == 409
    assert "Too late" in answer.text
    assert own(world, reference).text["title"] == logged.TEXT["title"]


def test_commitments_are_searched_without_a_script(world: SimpleNamespace) -> None:
    reference = begun(world)

    answer = act(world, reference, version="1", **{**TYPED, "search": "1", "find": "PLAN-03"})
    page = page_of(world, answer.location.partition("#")[0])

    offered = [field["value"] for field in page.find_all("input", {"data-offer": True})]
    assert "PLAN-03" in offered
    assert "PLAN-01" not in offered


def test_the_check_marks_places_and_takes_explanations(world: SimpleNamespace) -> None:
    reference = begun(world, account="Ana Invented, 14, told us. Write to bo@example.org.")
    page = page_of(world, f"{DESK}/{reference}/check")
    marked = [each.get_text() for each in page.find_all("mark")]
    forms = page.find_all("form", class_="explain")
    assert "bo@example.org" in " ".join(marked)
    assert not page.find("form", action=f"{DESK}/{reference}/submit")

    for form in forms:
        given = {field["name"]: field.get("value", "") for field in form.find_all("input")}
        act(world, reference, "/explain", **{**given, "explanation": "Invented for this test."})

    again = page_of(world, f"{DESK}/{reference}/check")
    assert again.find("form", action=f"{DESK}/{reference}/submit")
    assert "Invented for this test." in [field.get("value") for field in again.find_all("input")]


def test_what_is_missing_leads_to_its_field(world: SimpleNamespace) -> None:
    reference = begun(world, state="", source_1_tier="")

    page = page_of(world, f"{DESK}/{reference}/check")
    refused = act(world, reference, "/submit", version="1")

    form = f"{DESK}/{reference}"
    assert links(page.find(id="errors")) == [f"{form}#state", f"{form}#source_1_tier"]
    assert refused.status_code == 422
    fields = page_of(world, form)
    assert fields.find(id="state")
    assert fields.find(id="source_1_tier")


def test_a_likely_duplicate_is_shown_before_it_is_sent(world: SimpleNamespace) -> None:
    with writing():
        public = logged.published(world).reference
        action_service.db.session.commit()
    reference = begun(world)

    shown = section(page_of(world, f"{DESK}/{reference}/check"), "same")

    assert public in shown
    assert "names the same source" in shown


def test_the_receipt_tells_reference_and_what_comes_next(world: SimpleNamespace) -> None:
    reference = begun(world, withhold_name="yes")

    answer = act(world, reference, "/submit", version="1")
    page = page_of(world, answer.location)

    assert reference in words(page.find(class_="receipt"))
    assert "a second reviewer must agree" in words(page.main)
    assert "An organisation whose name is withheld" in words(page.find(class_="seen"))
    assert act(world, reference, "/recall").status_code == 303
    assert own(world, reference).status is Status.DRAFT


def test_a_returned_action_shows_remarks_at_their_fields(world: SimpleNamespace) -> None:
    with writing():
        reference = logged.returned(world).reference
        action_service.db.session.commit()

    desk = section(page_of(world, DESK), "returned")
    act(world, reference, "/reopen")
    page = page_of(world, f"{DESK}/{reference}")

    assert "The date is not that of the source." in desk
    assert "The source says June." in words(page.find(id="happened_on-remark"))


def test_withdrawing_and_correcting_from_the_page(world: SimpleNamespace) -> None:
    with writing():
        reference = logged.published(world).reference
        action_service.db.session.commit()

    correction = act(world, reference, "/correct").location
    blank = act(world, reference, "/withdraw", reason=" ")
    act(world, reference, "/withdraw", reason="The source was wrong.")

    assert f"{reference}.2" in correction
    assert blank.status_code == 422
    assert own(world, reference).status is Status.WITHDRAWN
    assert "The source was wrong." in section(page_of(world, f"{DESK}/{reference}"), "steps")


def test_a_draft_is_deleted_for_good(world: SimpleNamespace) -> None:
    reference = begun(world)

    act(world, reference, "/discard")

    action_service.db.session.rollback()
    assert own_actions(world.actor) == ()
    assert world.browser.client.get(f"{DESK}/{reference}").status_code == 404


def test_a_picture_is_attached_described_and_taken_away(world: SimpleNamespace) -> None:
    reference = begun(world)
    photograph = io.BytesIO()
    Image.new("RGB", (8, 8)).save(photograph, "JPEG")
    sent = {"file": (io.BytesIO(photograph.getvalue()), "photo.jpg"), "caption": "A house"}

    answer = act(world, reference, "/files", **sent)
    page = page_of(world, answer.location.partition("#")[0])
    file = page.find(class_="file")

    assert "A house" in str(file)
    assert "no person can be recognised" in page_of(world, f"{DESK}/{reference}/check").text
    describe = file.find("form")["action"]
    world.browser.send(DESK, describe, caption="A house", people_confirmed="yes")
    assert own(world, reference).files == 1
    assert page_of(world, f"{DESK}/{reference}/check").find(
        "form", action=f"{DESK}/{reference}/submit"
    )
    world.browser.send(DESK, f"{describe}/remove")
    assert own(world, reference).files == 0


def test_what_is_no_file_is_told_beside_the_form(world: SimpleNamespace) -> None:
    reference = begun(world)

    answer = act(world, reference, "/files", file=(io.BytesIO(b"MZ"), "virus.exe"))

    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert "is not accepted" in words(page.find(id="file-errors"))


def test_a_workbook_goes_out_and_comes_back(app: Flask, world: SimpleNamespace) -> None:
    begun(world, own_key="1")
    address = f"{DESK}/spreadsheet"
    content = world.browser.client.get(f"{address}/actions.xlsx").data
    rows = read_workbook(content, frozenset({"Actions"}))["Actions"].rows

    sent = {"workbook": (io.BytesIO(content), "actions.xlsx"), "organisation": ""}
    answer = world.browser.send(address, address, **sent)
    page = page_of(world, answer.location)

    assert rows[2][rows[0].index("state")] == "XAA – Examplia"
    assert "There is nothing to save" in words(page.main)
    dropped = world.browser.send(address, f"{address}/drop", organisation="")
    assert dropped.status_code == 303


def test_an_unreadable_workbook_is_told_at_its_field(world: SimpleNamespace) -> None:
    address = f"{DESK}/spreadsheet"

    none = world.browser.send(address, address)
    world.browser.send(address, address, workbook=(io.BytesIO(b"PK"), "a.xlsx"))
    page = page_of(world, f"{address}/preview")

    assert none.status_code == 422
    assert page.find(id="refused")


def test_somebody_elses_organisation_sees_nothing_of_it(app: Flask, world: SimpleNamespace) -> None:
    reference = begun(world, title="Known to us alone")
    stranger = Browser(app.test_client()).enter(world.stranger)

    answers = [
        stranger.client.get(f"{DESK}/{reference}{end}").status_code for end in ("", "/check")
    ]

    assert answers == [404, 404]
    assert "Known to us alone" not in stranger.client.get(DESK).text
    assert world.own.name not in stranger.client.get(DESK).text
    foreign = f"{DESK}/spreadsheet?organisation={world.own.public_id}"
    assert stranger.client.get(foreign).status_code == 404


def test_hundreds_of_actions_cost_a_page_no_more_queries(world: SimpleNamespace) -> None:
    def asked() -> int:
        with statements(world.browser.client.application) as sent:
            world.browser.client.get(DESK)
        return len(sent)

    begun(world)
    one = asked()
    with writing():
        for number in range(30):
            logged.begun(world, title=f"Act {number}")
        action_service.db.session.commit()

    assert asked() == one


def test_every_page_has_the_way_out_that_the_site_chose(
    world: SimpleNamespace, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "QUICK_EXIT_URL", "https://example.org/weather?a=1&b=2")
    reference = begun(world)
    pages = ("", f"/{reference}", f"/{reference}/check", "/spreadsheet")

    found = [page_of(world, f"{DESK}{each}").find("a", {"data-quick-exit": True}) for each in pages]

    assert all(found)
    assert {way["rel"][0] for way in found if way} == {"noreferrer"}
    assert {way["href"] for way in found if way} == {"https://example.org/weather?a=1&b=2"}
