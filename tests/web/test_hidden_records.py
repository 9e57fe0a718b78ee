"""People on duty hide a record on one page; its authors are told, and a person decides."""

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.evidence import logged
from tests.people import Browser
from tracker.labels.codes import LABELS
from tracker.policy.predicates import Role
from tracker.web.review.hidden import reference_in

SECRET = "Quzzelbrook"


def test_a_record_is_hidden_decided_about_and_its_authors_are_told(
    db: SQLAlchemy, client: FlaskClient
) -> None:
    world = logged.world()
    author = people.holder(Role.CONTRIBUTOR, organisation_id=world.own.id)
    reviewer = people.holder(Role.REVIEWER)
    reference = logged.published(world, title=f"A law about {SECRET}").reference
    db.session.commit()
    page, own = "/review/hidden", f"/workspace/actions/{reference}"
    duty = Browser(client).enter(reviewer)

    assert f'value="{reference}"' in client.get(f"{page}?reference={reference}").text
    refused = duty.send(page, reference="A-NOSUCH", ground="")
    hidden = duty.send(page, reference=f"/fr/actions/{reference}?lang=fr", ground="danger")
    case = hidden.location.partition("?")[0]
    again = duty.send(page, reference=reference.lower(), ground="danger")

    assert (refused.status_code, hidden.status_code) == (422, 303)
    assert 'id="ground-errors"' in refused.text
    assert again.location == hidden.location
    assert reference in client.get(page).text
    assert SECRET in client.get(case).text
    assert SECRET not in client.get(f"/actions/{reference}").text
    (told,) = people.letters("record-hidden")
    assert told.recipient == author.email
    assert reference in (told.body_text or "")
    assert SECRET not in f"{told.subject} {told.body_text} {told.body_html}"

    Browser(client).enter(author)
    assert str(LABELS["hiding_ground"]["danger"]) in client.get(own).text
    duty.enter(reviewer)
    assert duty.send(case, f"{case}/remove", reason="").status_code == 422
    assert duty.send(case, f"{case}/restore").status_code == 303
    assert client.get(case).status_code == 303
    assert duty.send(page, f"{case}/restore").status_code == 409
    assert duty.send(page, f"{case}/remove", reason="Late.").status_code == 404
    assert SECRET in client.get(f"/actions/{reference}").text
    assert len(people.letters("hiding-decided")) == 1

    case = duty.send(page, reference=reference, ground="personal_data").location.partition("?")[0]
    removed = duty.send(case, f"{case}/remove", reason="A person could be recognised.")
    assert removed.status_code == 303
    gone = client.get(f"/actions/{reference}")
    assert gone.status_code == 200
    assert "A person could be recognised." in gone.text
    assert SECRET not in gone.text


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("A-ABCD2345", "A-ABCD2345"),
        (" a-abcd2345.2 ", "A-ABCD2345.2"),
        ("/actions/A-ABCD2345", "A-ABCD2345"),
        ("https://example.org/ru/actions/A-ABCD2345?as_of=2020-01-01#replies", "A-ABCD2345"),
        ("/history/replies/RP-ABCD2345/", "RP-ABCD2345"),
        ("/reports/R-XAA-12AB34CD", "R-XAA-12AB34CD"),
        ("two words", "two words"),
        ("", ""),
    ],
)
def test_a_reference_is_found_in_what_people_paste(typed: str, reference: str) -> None:
    assert reference_in(typed) == reference
