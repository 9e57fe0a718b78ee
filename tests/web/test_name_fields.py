"""Names that are typed instead of chosen from a long list: what is understood, what is refused."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people
from tracker.accounts.models import Invitation
from tracker.policy.predicates import Role
from tracker.web.core.name_fields import NameList, UnknownName


@pytest.fixture
def keeper(db: SQLAlchemy, client: FlaskClient) -> people.Browser:
    make.state("XAA", "Exland")
    make.state("XBB", "North Exland")
    make.organisation("First Watch")
    made = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    return people.Browser(client).enter(made)


def invited(keeper: people.Browser, **fields: str) -> BeautifulSoup:
    answer = keeper.send("/admin/invitations", email="someone@example.org", **fields)
    return BeautifulSoup(answer.text, "html.parser")


@pytest.mark.parametrize(
    "typed",
    ["Exland", "  exland ", "EXLAND", "XAA", "xaa"],
    ids=["name", "spaces and small letters", "capitals", "code", "code in small letters"],
)
def test_a_state_is_found_by_its_name_or_code(
    db: SQLAlchemy, keeper: people.Browser, typed: str
) -> None:
    invited(keeper, role="focal_point", state=typed, organisation="")

    row = db.session.query(Invitation).one()
    assert (row.role, row.state) == ("focal_point", "XAA")


def test_an_organisation_is_found_by_its_name(db: SQLAlchemy, keeper: people.Browser) -> None:
    invited(keeper, role="contributor", state="", organisation="first watch")

    assert db.session.query(Invitation).one().organisation.name == "First Watch"


@pytest.mark.parametrize(
    ("field", "typed"), [("state", "Nowhere"), ("state", "–"), ("organisation", "Second Watch")]
)
def test_what_is_not_known_is_refused_at_its_field_and_kept(
    db: SQLAlchemy, keeper: people.Browser, field: str, typed: str
) -> None:
    role = "focal_point" if field == "state" else "contributor"

    page = invited(keeper, **{"role": role, "state": "", "organisation": "", field: typed})

    box = page.find(id=field)
    assert db.session.query(Invitation).count() == 0
    assert box is not None
    assert (box["value"], box["aria-invalid"]) == (typed, "true")
    assert f"{field}-errors" in box["aria-describedby"]
    assert page.find("a", href=f"#{field}") is not None, "the summary leads to the field"


def test_a_name_that_is_nearly_right_is_asked_about(keeper: people.Browser) -> None:
    page = invited(keeper, role="focal_point", state="Northern Exland North", organisation="")

    assert "North Exland" in page.find(id="state-errors").text


def test_suggestions_are_in_the_page_so_that_no_script_is_needed(keeper: people.Browser) -> None:
    page = BeautifulSoup(keeper.client.get("/admin/invitations").text, "html.parser")

    box = page.find(id="state")
    names = [option["value"] for option in page.find(id=box["list"]).find_all("option")]
    assert names == ["Exland", "North Exland"]
    assert page.find("select", id="state") is None


def test_one_of_two_with_the_same_name_is_chosen_with_its_code() -> None:
    names = NameList([("A1", "Watch"), ("B2", "Watch"), ("C3", "Other, Watch")])

    assert dict(names.shown) == {"A1": "Watch (A1)", "B2": "Watch (B2)", "C3": "Other, Watch"}
    assert names.find("watch (b2)") == "B2"
    assert names.find("other watch") == "C3"
    with pytest.raises(UnknownName):
        names.find("Watch")


def test_a_cycle_takes_several_names_in_lines_of_their_own(
    db: SQLAlchemy, keeper: people.Browser
) -> None:
    make.commitment("PLAN-01", of=make.instrument("PLAN", title="A Plan, revised"))
    db.session.commit()

    answer = keeper.send(
        "/admin/cycles/new",
        code="ROUND-1",
        title="An invented round",
        statement="What was done.",
        instruments="a plan, revised",
        scope="listed",
        states=["Exland", "North Exland"],
        first_period_start="2021-01-01",
        first_period_end="2024-12-31",
        first_due_on="2025-03-31",
    )

    assert answer.status_code == 303, answer.text
    page = BeautifulSoup(keeper.client.get("/admin/cycles/ROUND-1").text, "html.parser")
    lines = [box["value"] for box in page.find_all("input", {"name": "states"})]
    assert [text for text in lines if text] == ["Exland", "North Exland"]
    assert "" in lines, "there is a line for another one"
