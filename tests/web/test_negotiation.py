"""One address for readers and programs: who gets which form, and that each names the others."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.pages import opened
from tracker.web.core.negotiation import WAYS

CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form", "reason"),
    [
        (None, "page", "nothing is said"),
        ("*/*", "page", "curl takes all"),
        (CHROME, "page", "a browser"),
        (FIREFOX, "page", "another"),
        ("text/html;q=0.9,application/json;q=0.9", "page", "alike: the page"),
        ("text/html,application/json;q=0.9", "page", "the page is wanted more"),
        ("image/png", "page", "none of ours: a reader is shown something"),
        ("application/json", "json", "a program"),
        ("application/json, text/plain, */*", "json", "what libraries of scripts send"),
        ("application/json;q=0.5,text/html;q=0.4", "json", "by its weight"),
        ("application/json;q=0.8,text/csv", "csv", "by its weight"),
        ("text/csv", "csv", "a program that reads tables"),
        ("application/json;q=0,*/*", "page", "refused by its weight"),
    ],
)
def test_form_follows_what_is_accepted(
    seeded_client: FlaskClient, accept: str | None, form: str, reason: str
) -> None:
    answer = seeded_client.get("/states/KEN", headers={"Accept": accept} if accept else {})

    assert "Accept" in answer.headers["Vary"], reason
    if form == "page":
        assert (answer.status_code, answer.mimetype) == (200, "text/html"), reason
    else:
        assert answer.status_code == 303, reason
        assert form == ("csv" if ".csv" in answer.location else "json"), reason


@pytest.mark.parametrize(
    ("address", "json", "csv"),
    [
        ("/states/KEN", "/states/KEN", "/standings.csv?state=KEN"),
        (
            "/states/KEN/GPA-2010-16",
            "/standings/KEN/GPA-2010-16",
            "/standings.csv?state=KEN&commitment=GPA-2010-16",
        ),
        (
            "/commitments/GPA-2010-16",
            "/commitments/GPA-2010-16",
            "/standings.csv?commitment=GPA-2010-16",
        ),
        ("/instruments/GPA-2010", "/instruments/GPA-2010", "/commitments.csv?instrument=GPA-2010"),
        (
            "/indicators/TIP-PARTY",
            "/indicators/TIP-PARTY",
            "/indicator-values.csv?indicator=TIP-PARTY",
        ),
    ],
)
def test_other_forms_are_there_and_named(
    seeded_client: FlaskClient, address: str, json: str, csv: str
) -> None:
    dated = f"{address}?as_of=2013-12-31&known_by=2026-11-01" if "KEN" in address else address
    page = opened(seeded_client, dated)
    named = {
        link["type"]: str(link["href"])
        for link in page.head.select('link[rel="alternate"][type]')
        if "atom" not in link["type"]
    }

    assert named["application/json"].startswith(f"/api/v1{json}")
    path, _mark, wanted = csv.partition("?")
    found = urlsplit(named["text/csv"])
    assert found.path == f"/api/v1{path}"
    assert set(parse_qsl(wanted)) <= set(parse_qsl(found.query))
    headers = " ".join(seeded_client.get(dated).headers.getlist("Link"))
    for kind, url in named.items():
        assert f'<{url}>; rel="alternate"; type="{kind}"' in headers
        assert ("as_of=2013-12-31" in url) == ("KEN" in address)
        answer = seeded_client.get(dated, headers={"Accept": kind})
        assert (answer.status_code, answer.location) == (303, url)
        followed = seeded_client.get(url, buffered=True)
        assert followed.status_code in (200, 404) if "known_by" in url else 200
        assert seeded_client.get(url.partition("?known_by")[0], buffered=True).mimetype in (
            kind,
            "application/problem+json",
        )


def test_every_way_leads_to_addresses_that_are_there(seeded_client: FlaskClient) -> None:
    rules = {
        rule.endpoint: rule.arguments for rule in seeded_client.application.url_map.iter_rules()
    }

    for endpoint, ways in WAYS.items():
        names = dict.fromkeys(sorted(rules[endpoint]), "X")
        for way in (ways.json, ways.csv):
            target, arguments = way(names)
            assert rules[target] <= arguments.keys(), endpoint


def test_program_is_told_in_json_what_is_not_there(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get(
        "/states/xyz?lane=nonsense", headers={"Accept": "application/json"}, follow_redirects=True
    )

    assert answer.request.path == "/api/v1/states/XYZ"
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("query", "status", "reason"),
    [
        ("bogus=1", 400, "unknown to the page as well"),
        ("as_of=2013-12-31&as_of=2014-12-31", 400, "one day or the other"),
        ("sort=gap", 400, "the page's own order; the other forms have none"),
        ("limit=5", 400, "of the API, not of this address"),
        ("state=UGA", 400, "another state than the address names"),
        ("lane=evidenced&lane=assessed", 303, "check boxes send it so"),
        ("as_of=", 303, "an empty field of a form"),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/csv"])
def test_program_is_refused_what_would_be_dropped(
    seeded_client: FlaskClient, query: str, status: int, reason: str, accept: str
) -> None:
    answer = seeded_client.get(f"/states/KEN?{query}", headers={"Accept": accept})

    assert answer.status_code == status, reason
    assert "Accept" in answer.headers["Vary"]
    if status == 303:
        assert ("lane=evidenced,assessed" in answer.location) == ("lane" in query)
        assert "as_of" not in answer.location
        assert seeded_client.get(answer.location, buffered=True).status_code == 200
    else:
        assert answer.mimetype == "application/problem+json"
        assert set(answer.json["errors"]) == {query.partition("=")[0]}


def test_unchanged_page_is_no_answer_to_a_program(seeded_client: FlaskClient) -> None:
    tag = seeded_client.get("/states/KEN").headers["ETag"]

    page = seeded_client.get("/states/KEN", headers={"If-None-Match": tag})
    program = seeded_client.get(
        "/states/KEN", headers={"If-None-Match": tag, "Accept": "application/json"}
    )

    assert (page.status_code, program.status_code) == (304, 303)
    assert "Accept" in page.headers["Vary"]
