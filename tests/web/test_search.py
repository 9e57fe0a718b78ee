"""The page of the search: all kinds, both databases alike, and nothing that is not public."""

from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.evidence import logged
from tests.web.pages import links, opened, words
from tracker.evidence.models import Action
from tracker.registry.models import Commitment, State
from tracker.review import publication

NAMES = {
    "name_fr": "Exemplie",
    "name_es": "Ejemplia",
    "name_ar": "المثالية",
    "name_ru": "Примерия",
    "name_zh": "示例国",
}


def searched(client: FlaskClient, text: str, **more: str) -> list[str]:
    """Where the records lead that a search finds, in order."""
    page = opened(client, f"/search?{urlencode({'q': text, **more})}")
    return [address for found in page.select("ol.found h3") for address in links(found)]


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    """An invented registry, one open act, one whose organisation's name is withheld."""
    made = logged.world()
    state = db.session.scalars(select(State).where(State.iso3 == "XAA")).one()
    for column, name in NAMES.items():
        setattr(state, column, name)
    made.open = logged.published(made, title="Kiosks for témoins").reference
    made.withheld = logged.published(
        made, title="A hotline was opened", withhold_name="yes"
    ).reference
    made.draft = logged.submitted(made, title="An unpublished curfew").reference
    publication.registry_changed()
    db.session.commit()
    return made


@pytest.mark.parametrize(
    ("text", "kinds", "reason"),
    [
        ("Examplia", ["state", "open", "withheld"], "an English name, and what is about the State"),
        ("exemplie hotlines", ["withheld"], "a French name, and a plural"),
        ("Ejemplia", ["state", "open", "withheld"], "a Spanish name"),
        ("مثالية", ["state", "open", "withheld"], "an Arabic name without its article"),
        ("Примерии", ["state", "open", "withheld"], "a Russian name in another case"),
        ("示例", ["state", "open", "withheld"], "the beginning of a Chinese name"),
        ("temoin kiosk", ["open"], "without accents and plurals"),
        ("plan-3", ["third"], "a reference without its nought"),
        ('"were opened"', [], "a phrase that nobody wrote"),
        ("'; DROP TABLE action; --", [], "an injection"),
        ("%", [], "a wildcard of SQL"),
        ("NEAR(hotline *)", [], "an operator of a text index"),
    ],
)
def test_same_is_found_on_both_databases(
    world: SimpleNamespace, client: FlaskClient, text: str, kinds: list[str], reason: str
) -> None:
    places = {
        "state": "/states/XAA",
        "open": f"/actions/{world.open}",
        "withheld": f"/actions/{world.withheld}",
        "third": "/commitments/PLAN-03",
    }

    assert sorted(searched(client, text)) == sorted(places[kind] for kind in kinds), reason


def test_what_is_not_public_is_never_found(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    assert searched(client, "curfew") == searched(client, world.draft) == []
    own = [f"/actions/{world.open}", f"/organisations/{world.own.public_id}"]
    assert searched(client, "circle survivors") == own
    assert searched(client, "watchers") == [], "it has no public record"

    act = db.session.scalars(select(Action).where(Action.reference == world.open)).one()
    publication.withdraw(act, reason="An invented reason.")
    db.session.commit()

    # Its only named act is gone, so the name is gone, and not even suggested.
    for text in ("circle survivors", "kiosks", "kiosx", world.open):
        assert searched(client, text) == []
        page = opened(client, f"/search?{urlencode({'q': text})}")
        assert "We searched for" not in words(page.main)


def test_answers_of_reports_stand_under_their_report(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    plans = {plan.reference: plan for plan in db.session.scalars(select(Commitment))}
    state = db.session.scalars(select(State).where(State.iso3 == "XBB")).one()
    report = make.report(state, plans["PLAN-01"], level=2, reference="REP-XBB-1")
    report.entries[0].measures_taken = "Des refuges pour les victimes furent ouverts."
    lead = make.entry(report, plans["PLAN-02"], level=1, challenges="Kerosene is dear.")
    more = {"lead_id": lead.id, "challenges": "Kerosene is dear."}
    make.entry(report, plans["PLAN-03"], level=1, **more)
    draft = make.report(state, plans["PLAN-01"], level=1, published_at=None, status="draft")
    draft.entries[0].measures_taken = "A ferrous plan."
    publication.touch_public(report, texts=[draft])
    db.session.commit()

    page = opened(client, "/search?q=kerosene")
    assert searched(client, "kerosene") == ["/reports/REP-XBB-1"]
    assert links(page.select_one(".within")) == ["/reports/REP-XBB-1#PLAN-02"]
    assert [each.text for each in page.select(".within mark")] == ["Kerosene"]
    assert "1" in words(page.select_one(".search-kinds")), "the report counts once"
    # In another form of a language nobody stated, and with the name of the state.
    assert searched(client, "refuge ouvert otherland") == ["/reports/REP-XBB-1"]
    # The state alone leads to the report, not to each of its answers.
    assert not opened(client, "/search?q=otherland").select(".within")
    assert searched(client, "ferrous") == []
    assert searched(client, "kerosene", known_by="2019-12-31") == []

    publication.withdraw(report, reason="An invented reason.")
    db.session.commit()
    assert searched(client, "kerosene") == []


def test_later_act_is_found_and_earlier_day_has_none(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    before = searched(client, "hotline")
    plan = db.session.scalars(select(Commitment).where(Commitment.reference == "PLAN-01")).one()
    state = db.session.scalars(select(State).where(State.iso3 == "XBB")).one()
    act = make.action(state, plan, level=1, reference="ACT-LATER", title="Another hotline")
    publication.touch_public(act)
    db.session.commit()

    assert before == [f"/actions/{world.withheld}"]
    assert sorted(searched(client, "hotline")) == sorted([*before, "/actions/ACT-LATER"])
    # Made public in 2020 by the factory; the other one today.
    (only,) = searched(client, "hotline", known_by="2020-12-31")
    assert only.startswith("/actions/ACT-LATER?")
    assert "known_by=2020-12-31" in only


def test_long_lists_are_paged_by_kind(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    plan = db.session.scalars(select(Commitment).where(Commitment.reference == "PLAN-01")).one()
    state = db.session.scalars(select(State).where(State.iso3 == "XBB")).one()
    by = make.organisation()
    titles = [f"Zebra crossing {number}" for number in range(30)]
    acts = [make.action(state, plan, level=1, by=by, title=title) for title in titles]
    publication.touch_public(*acts)
    db.session.commit()

    page = opened(client, "/search?q=zebras")
    assert len(searched(client, "zebras")) == 5
    assert "/search?q=zebras&kind=action" in links(page)
    assert len(searched(client, "zebras", kind="action", page="2")) == 5
    assert client.get("/search?q=zebras&kind=action&page=3").status_code == 400
    assert client.get("/search?q=zebras&page=2").status_code == 400


def test_what_is_typed_stays_text(world: SimpleNamespace, client: FlaskClient) -> None:
    answer = client.get("/search", query_string={"q": '<b onclick="x">hotline</b>'})
    nothing = opened(client, "/search?q=!!!+%22%22")

    assert answer.status_code == 200
    assert "<b onclick" not in answer.text
    assert "contains no word to search for" in words(nothing.main)
    assert client.get("/search", query_string={"q": "a" * 10_000}).status_code == 400
    assert client.get("/search", query_string={"q": "nul\0"}).status_code == 400


def test_empty_answer_says_what_to_try(world: SimpleNamespace, client: FlaskClient) -> None:
    page = opened(client, "/search?q=hotline+xylophone")
    meant = opened(client, "/search?q=Ekzamplija")

    assert "/search?q=hotline" in links(page.main)
    assert "/states/XAA" in links(meant.main)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" OR ".join(["a"] * 40), "many alternatives"),
        ("(" * 190 + "law", "many brackets"),
        ("-law", "only what to leave out"),
        ("NOT", "an operator alone"),
        ('"law OR', "a quote that is not closed"),
        ("* ? % _ ~ ^ : {} [] \\", "wildcards of other tools"),
        ("title:law AND NOT NEAR(law, 2)", "fields and operators of other tools"),
        ("' UNION SELECT password FROM users; --", "an injection"),
        ("مُكَافَحَة الاتِّجَار", "Arabic with vowel signs"),
        ("打击贩运人口的法律和政策以及受害者保护", "Chinese without spaces"),
        ("\u202etxt \u200b\ufeff", "signs that nobody sees"),
        ("a", "one letter"),
        ("7", "one digit"),
        ("\U0001f600", "a sign that is no word"),
    ],
)
def test_no_search_text_is_an_error(
    world: SimpleNamespace, client: FlaskClient, text: str, reason: str
) -> None:
    for address in ("/search", "/search/suggest"):
        answer = client.get(address, query_string={"q": text})
        assert answer.status_code == 200, f"{address}: {reason}"


def test_operators_are_understood_and_the_page_says_how(
    world: SimpleNamespace, client: FlaskClient
) -> None:
    both = searched(client, "kiosks OR hotline")
    page = opened(client, "/search?q=kiosks+OR+hotline+NOT")

    assert sorted(both) == sorted([f"/actions/{world.open}", f"/actions/{world.withheld}"])
    assert searched(client, "examplia -hotline") == ["/states/XAA", f"/actions/{world.open}"]
    assert searched(client, "examplia NOT (hotline OR kiosks)") == ["/states/XAA"]
    assert [each.text for each in page.select("bdi b")] == ["kiosks", "hotline"]
    assert [each.text for each in page.select("bdi.ignored")] == ["NOT"]
    assert searched(client, "-hotline") == []


def test_result_says_in_which_field_it_was_found(
    world: SimpleNamespace, client: FlaskClient
) -> None:
    by_state = opened(client, "/search?q=examplia&kind=action")
    by_organisation = opened(client, "/search?q=circle&kind=action")

    assert {mark.text for mark in by_state.select("ol.found .note mark")} == {"Examplia"}
    assert by_organisation.select_one("ol.found p .note").text.strip() == "Organisation:"
