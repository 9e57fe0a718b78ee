"""A query that a visitor typed leads nowhere else and ends in no error."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("_scheme=javascript", id="the name of an option that needs another"),
        pytest.param("_external=1", id="the name of an option that adds the host"),
        pytest.param("_anchor=x&_method=POST", id="two more options"),
        pytest.param("iso3=XXX&reference=XXX", id="the names of parts of the path"),
        pytest.param("endpoint=x&query=y", id="the names of parameters of the helper"),
    ],
)
@pytest.mark.parametrize(
    ("address", "capitals"),
    [
        ("/states/ken/card.pdf", "/states/KEN/card.pdf"),
        ("/actions/act-x-1", "/actions/ACT-X-1"),
        ("/reports/rep-x-1", "/reports/REP-X-1"),
    ],
)
def test_lower_case_leads_to_capitals_whatever_the_query_holds(
    client: FlaskClient, address: str, capitals: str, query: str
) -> None:
    answer = client.get(f"{address}?{query}")

    assert answer.status_code in (301, 308)
    assert answer.headers["Location"].partition("?")[0] == capitals
