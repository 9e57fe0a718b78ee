"""The guided tour leads each role, in ten steps, to pages with the records that it names."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask, url_for
from flask.testing import FlaskClient

from tests.people import Browser
from tracker.accounts.models import UserAccount
from tracker.cli.demo import accounts
from tracker.web.tour.pages import TOURS
from tracker.web.tour.step import Tour

WITH_ACCOUNT = [tour for tour in TOURS.values() if tour.account]


def steps(client: FlaskClient, code: str) -> list[str]:
    page = BeautifulSoup(client.get(f"/tour/{code}").text, "html.parser")
    return [str(link["href"]) for link in page.select("ol.tour > li > h2 > a")]


def signed_in(app: Flask, tour: Tour) -> FlaskClient:
    browser = Browser(app.test_client())
    browser.enter(UserAccount.query.filter_by(email=tour.account).one())
    return browser.client


def test_there_is_a_tour_of_ten_steps_for_each_of_six_roles(demonstration: Flask) -> None:
    client = demonstration.test_client()
    page = BeautifulSoup(client.get("/tour").text, "html.parser")

    assert len(TOURS) == 6
    for code in TOURS:
        assert page.find("a", href=f"/tour/{code}"), code
        assert len(steps(client, code)) == 10, code


def test_every_step_for_readers_opens_without_an_account(demonstration: Flask) -> None:
    client = demonstration.test_client()

    for address in steps(client, "reader"):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("tour", WITH_ACCOUNT, ids=lambda tour: tour.code)
def test_every_step_opens_the_record_it_names_for_the_account_of_the_role(
    demonstration: Flask, tour: Tour
) -> None:
    client = signed_in(demonstration, tour)

    addresses = steps(client, tour.code)

    with demonstration.test_request_context():
        fallbacks = {url_for(step.otherwise) for step in tour.steps if step.find}
    for step, address in zip(tour.steps, addresses, strict=True):
        assert client.get(address).status_code == 200, address
        if step.find:
            assert urlsplit(address).path not in fallbacks, step.find


@pytest.mark.parametrize("tour", WITH_ACCOUNT, ids=lambda tour: tour.code)
def test_a_visitor_without_an_account_is_led_to_sign_in_and_learns_no_reference(
    demonstration: Flask, tour: Tour
) -> None:
    client = demonstration.test_client()

    for step, address in zip(tour.steps, steps(client, tour.code), strict=True):
        if step.find and step.find[0] != "public":
            assert urlsplit(address).path == "/sign-in", address


@pytest.mark.parametrize("tour", WITH_ACCOUNT, ids=lambda tour: tour.code)
def test_a_tour_names_the_account_that_the_command_makes(tour: Tour) -> None:
    emails = {part.role: part.email for part in accounts.PARTS}

    assert tour.role is not None
    assert emails[tour.role] == tour.account


def test_every_page_of_a_demonstration_leads_to_the_tour(demonstration: Flask) -> None:
    client = demonstration.test_client()

    for address in ("/", "/states/XEX", "/nothing"):
        page = BeautifulSoup(client.get(address).text, "html.parser")
        assert page.select_one('.demo a[href="/tour"]'), address


def test_an_unknown_role_has_no_tour(demonstration: Flask) -> None:
    assert demonstration.test_client().get("/tour/king").status_code == 404


@pytest.mark.parametrize("address", ["/tour", "/tour/reader"])
def test_a_site_with_real_records_has_no_tour(seeded_copy: Flask, address: str) -> None:
    assert seeded_copy.test_client().get(address).status_code == 404
    assert 'href="/tour"' not in seeded_copy.test_client().get("/").text
