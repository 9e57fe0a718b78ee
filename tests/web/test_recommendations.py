"""Pages of what single states were asked: told beside a state, apart from every list of all."""

import csv
import json

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.web.pages import links, opened, statements, words
from tracker.accounts.actor import OPERATOR
from tracker.gap import standing
from tracker.registry.models import Commitment, State, Theme
from tracker.registry.recommendation_drafts import PositionDraft, RecommendationDraft
from tracker.registry.recommendation_service import put_positions, put_recommendations
from tracker.review import publication

UPR = {
    "mechanism": "UPR",
    "session": "41",
    "date": "2012-11-07",
    "state": "XAA",
    "made_by": "Fictonia",
    "number": "1.1",
    "wording": "Adopter une loi <contre> la traite.",
    "language": "fr",
    "issues": "Fisheries; Trafficking",
    "position": "Supported",
    "position_on": "2013-03",
}
BODY = {
    "mechanism": "treaty body",
    "symbol": "INVENTED/CO/1",
    "date": "2016",
    "state": "XAA",
    "number": "12",
    "wording": "Train judges.",
}
REFERENCE = "UPR-41-XAA-1-1"


@pytest.fixture
def asked(db: SQLAlchemy) -> None:
    """Examplia was asked twice, Fictonia never; Fictonia alone speaks of what all are asked."""
    make.state("XAA", "Examplia")
    make.state("XBB", "Fictonia", m49="901")
    make.commitment("PLAN-01")
    put_recommendations(OPERATOR, [RecommendationDraft.parse(row) for row in (UPR, BODY)])
    stated = {"state": "XBB", "commitment": "PLAN-01", "position": "noted", "source": "A speech"}
    put_positions(OPERATOR, [PositionDraft.parse(stated)])
    standing.rebuild()
    db.session.commit()


def test_a_states_page_counts_what_else_it_was_asked(client: FlaskClient, asked: None) -> None:
    seen = opened(client, "/states/XAA").find(id="asked")
    silent = opened(client, "/states/XBB").find(id="asked")
    earlier = opened(client, "/states/XAA?as_of=2013-01-31").find(id="asked")

    records = opened(client, "/states/XAA/records?kind=recommendations").find(id="records")

    assert "2 recommendations to Examplia" in words(seen)
    assert "It supported 1 of them" in words(seen)
    assert "/recommendations?state=XAA&position=supported" in links(seen)
    assert "No position on record here" in words(records)
    assert "1 recommendation to Examplia" in words(earlier)
    assert "It supported 0 of them" in words(earlier), "the position came later"
    assert words(silent) == "recommendations of other bodies", "named in the line of empty parts"


def test_the_state_that_made_it_has_its_name_in_the_language_of_the_page(
    db: SQLAlchemy, client: FlaskClient, asked: None
) -> None:
    db.session.query(State).filter_by(iso3="XBB").update({State.name_fr: "La Fictonie"})
    db.session.commit()

    for address in ("/recommendations", f"/commitments/{REFERENCE}"):
        assert "Formulée par La Fictonie" in words(opened(client, f"/fr{address}")), address
    assert "La Fictonie" in words(
        opened(client, "/fr/states/XAA/records?kind=recommendations").find(id="records")
    )


def test_a_list_has_the_wording_of_the_source_without_our_sentence(
    db: SQLAlchemy, client: FlaskClient, asked: None
) -> None:
    row = UPR | {"statement": "A sentence of ours.", "number": "1.2", "wording": "Do two things."}
    put_recommendations(OPERATOR, [RecommendationDraft.parse(row)])
    db.session.commit()

    page = words(opened(client, "/recommendations"))

    assert "Do two things." in page
    assert "A sentence of ours." not in page


def test_a_recommendation_is_told_in_the_words_of_its_source(
    client: FlaskClient, asked: None
) -> None:
    page = opened(client, f"/commitments/{REFERENCE}")

    quote = page.select_one("figure blockquote")
    assert quote is not None
    assert (words(quote), quote["lang"]) == (UPR["wording"], "fr")
    assert "We have no summary of it." in words(page)
    assert "Supported , March 2013, Universal Periodic Review, session 41" in words(page)
    assert "Fisheries (no matching theme) ; Trafficking" in words(page)
    assert "It applies to no other State." in words(page)
    assert "this was not published here" in words(
        opened(client, f"/commitments/{REFERENCE}?as_of=2012-11-06")
    )


def test_its_cell_exists_for_that_state_alone(client: FlaskClient, asked: None) -> None:
    own = opened(client, f"/states/XAA/{REFERENCE}")
    other = opened(client, f"/states/XBB/{REFERENCE}?recommendations=1")
    of_all = opened(client, "/states/XBB/PLAN-01")

    assert "Supported , March 2013" in words(own.find(id="promise"))
    assert "Does not enter the gap" in words(own.find(id="promise"))
    assert "Include recommendations" not in words(own.find(id="promise")), "it would not enter"
    assert "Not applicable: this was asked of Examplia alone" in words(other)
    assert "Noted , date not known, A speech" in words(of_all.find(id="promise"))
    assert client.get("/states/XQQ/" + REFERENCE).status_code == 404


def test_lists_are_narrowed_and_keep_to_their_own(client: FlaskClient, asked: None) -> None:
    def listed(address: str) -> list[str]:
        return [words(one) for one in opened(client, address).select(".commitment .reference")]

    both = ["INVENTED-CO-1-XAA-12", REFERENCE]
    assert listed("/recommendations") == both, "the newest first"
    assert listed("/recommendations?mechanism=treaty_body") == both[:1]
    assert listed("/recommendations?position=none") == both[:1]
    assert listed("/recommendations?q=loi+CONTRE") == both[1:]
    assert listed("/recommendations?q=100%25") == [], "a sign of search patterns is a sign here"
    assert listed("/recommendations?instrument=UPR-41") == both[1:]
    assert listed("/recommendations?as_of=2013-01-01") == both[1:]
    assert listed("/recommendations?state=XBB") == []
    assert listed("/commitments") == ["PLAN-01"]
    assert client.get("/recommendations?page=2").status_code == 400
    assert client.get("/recommendations?state=KEN").status_code == 400


def test_files_and_programs_have_them(client: FlaskClient, asked: None) -> None:
    def file(name: str) -> list[dict[str, str]]:
        return list(
            csv.DictReader(client.get(f"/data/{name}.csv", buffered=True).text.splitlines())
        )

    def rows_at(path: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(client.get(f"/api/v1/{path}").text)["data"]
        return found

    assert [row["reference"] for row in file("recommendations")] == [
        REFERENCE,
        "INVENTED-CO-1-XAA-12",
    ]
    assert [row["commitment"] for row in file("positions")] == ["PLAN-01"]
    assert [row["reference"] for row in file("commitments")] == ["PLAN-01"]
    assert [row["position"] for row in rows_at("recommendations?state=XAA")] == ["supported", None]
    assert [row["commitment"] for row in rows_at("positions")] == [REFERENCE, "PLAN-01"]
    assert [row["state"] for row in rows_at("positions?position=noted")] == ["XBB"]
    assert [row["state"] for row in rows_at(f"positions?commitment={REFERENCE}")] == ["XAA"]
    one = json.loads(client.get(f"/api/v1/recommendations/{REFERENCE}").text)["data"]
    assert (one["wording"], one["date"], one["position_on"]) == (
        UPR["wording"],
        "2012-11-07",
        "2013-03",
    )
    assert client.get("/api/v1/recommendations/UPR-1-XAA-9").status_code == 404


def test_positions_stand_beside_a_commitment_with_their_shares(
    client: FlaskClient, asked: None
) -> None:
    part = opened(client, "/commitments/PLAN-01")

    assert "Noted 1 (100%)" in words(part)
    assert "For 1 Member State we have no position on record" in words(part)


def test_many_recommendations_cost_no_more_queries(
    client: FlaskClient, db: SQLAlchemy, asked: None
) -> None:
    address = "/recommendations?state=XAA"
    opened(client, address)
    with statements(client.application) as few:
        opened(client, address)
    rows = [{**BODY, "number": str(number)} for number in range(20, 60)]
    put_recommendations(OPERATOR, [RecommendationDraft.parse(row) for row in rows])
    db.session.commit()
    opened(client, address)
    with statements(client.application) as many:
        opened(client, address)

    assert len(many) == len(few)


def test_a_recommendation_promises_no_form_that_is_not_there(
    client: FlaskClient, asked: None
) -> None:
    for address in (f"/commitments/{REFERENCE}", "/instruments/UPR-41"):
        page = client.get(address, headers={"Accept": "application/json"})

        assert (page.status_code, page.mimetype) == (200, "text/html"), address
        assert "Link" not in page.headers


def test_what_a_state_supported_stands_beside_commitments_on_the_theme(
    db: SQLAlchemy, client: FlaskClient, asked: None
) -> None:
    theme, other = (
        make.saved(Theme(code=code, name=code, explanation=code)) for code in ("children", "women")
    )
    promise = db.session.query(Commitment).filter_by(reference="PLAN-01").one()
    promise.themes.append(theme)
    for number, themes, position in (
        ("2.1", [theme, other], "supported"),
        ("2.2", [theme], "noted"),
        ("2.3", [other], "supported"),
    ):
        row = UPR | {"number": number, "wording": f"Wording of {number}.", "position": position}
        row["url"] = "https://example.org/session-41"
        put_recommendations(OPERATOR, [RecommendationDraft.parse(row)])
        reference = f"UPR-41-XAA-{number.replace('.', '-')}"
        made = db.session.query(Commitment).filter_by(reference=reference).one()
        made.themes = themes
    publication.registry_changed()
    standing.rebuild()
    db.session.commit()

    before = standing.of_state("XAA", standing.default_params())["PLAN-01"]
    seen = opened(client, "/states/XAA/PLAN-01").find(id="supported")
    of_another = opened(client, "/states/XBB/PLAN-01").find(id="supported")
    early = opened(client, "/states/XAA/PLAN-01?as_of=2011-01-01").find(id="supported")

    assert "It supported 1 recommendation on these themes." in words(seen)
    assert "Wording of 2.1." in words(seen)
    for detail in ("Fictonia", "session 41", "7 Nov 2012", "2.1"):
        assert detail in words(seen.select_one("li .note")), detail
    assert "https://example.org/session-41" in links(seen), "where it can be read"
    assert "Wording of 2.2." not in words(seen), "a noted recommendation is no promise"
    assert "/recommendations?state=XAA&position=supported&theme=children" in links(seen)
    assert (of_another, early) == (None, None)
    assert before.evidenced is None, "a promise is no evidence"
