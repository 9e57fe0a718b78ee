"""Files as other programs read them: Excel, Python, catalogues, and programs that know SDMX."""

import csv
import io
import json
from datetime import date
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tracker.exchange.downloads.sdmx import COLUMNS
from tracker.gap import standing
from tracker.review import publication

MARK = "\ufeff"
STRUCTURE = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure}"
CSV_FILES = (
    "/data/states.csv",
    "/data/standings.csv",
    "/data/indicator_values_sdmx.csv",
    "/commitments/list.csv",
    "/activity.csv",
    "/reporting.csv",
    "/search.csv?q=plan",
    "/charts/known.csv",
)


@pytest.fixture
def site(client: FlaskClient, db: SQLAlchemy) -> FlaskClient:
    state = make.state(name="Côte d’Exemple")
    indicator = make.indicator("IND", measures=(make.commitment("PLAN-01"),))
    make.value(indicator, state, "3", date(2018, 1, 1), reference="OLD", note="One line\nand two")
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()
    return client


def read(site: FlaskClient, address: str) -> str:
    answer = site.get(address, buffered=True)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("address", CSV_FILES)
def test_only_a_file_for_excel_begins_with_a_mark(site: FlaskClient, address: str) -> None:
    plain = read(site, address)
    joint = "&" if "?" in address else "?"
    marked = read(site, f"{address}{joint}excel=1")

    assert marked == MARK + plain
    assert not plain.startswith(MARK)
    assert site.get(f"{address}{joint}excel=yes").status_code == 400


def test_page_takes_no_parameter_of_files(site: FlaskClient) -> None:
    assert site.get("/data?excel=1").status_code == 400


def test_every_distribution_of_the_catalogue_names_a_licence(site: FlaskClient) -> None:
    seen = json.loads(site.get("/data/dcat.jsonld").data)
    page = site.get("/data").text

    found = _of_type(seen, "dcat:Distribution")
    assert len(found) > 5
    licences = [each.get("dct:license", {}).get("@id", "") for each in found]
    assert all(licences)
    assert any(licence.endswith("/data#licence") for licence in licences)
    assert 'id="licence"' in page


def _of_type(node: object, kind: str) -> list[dict[str, dict[str, str]]]:
    """Every node of a type, however deep."""
    if isinstance(node, list):
        return [found for each in node for found in _of_type(each, kind)]
    if not isinstance(node, dict):
        return []
    own = [node] if kind in (node.get("@type"), *(node.get("@type") or ())) else []
    return own + [found for each in node.values() for found in _of_type(each, kind)]


def test_structure_says_the_same_as_the_file(site: FlaskClient) -> None:
    """sdmx1 2.28.0 (Python) reads both so: read_sdmx(file, structure=dsd); tried by hand."""
    answer = site.get("/data/sdmx-structure.xml")
    whole = ElementTree.fromstring(answer.data)  # noqa: S314 - our own answer
    rows = list(csv.DictReader(io.StringIO(read(site, CSV_FILES[2]))))

    parts = {
        kind: [each.get("id") for each in whole.iter(f"{STRUCTURE}{kind}")]
        for kind in ("Dimension", "TimeDimension", "Attribute", "PrimaryMeasure")
    }
    parts["PrimaryMeasure"] = [name for name in parts["PrimaryMeasure"] if name]
    named = [name for names in parts.values() for name in names]
    assert sorted(named) == sorted(column.name for column in COLUMNS[3:])
    flow = next(whole.iter(f"{STRUCTURE}Dataflow"))
    name = f"{flow.get('agencyID')}:{flow.get('id')}({flow.get('version')})"
    assert {row["STRUCTURE_ID"] for row in rows} == {name}
    for column, listed in (("REF_AREA", "CL_AREA"), ("INDICATOR", "CL_INDICATOR")):
        codes = next(one for one in whole.iter(f"{STRUCTURE}Codelist") if one.get("id") == listed)
        known = {code.get("id") for code in codes.iter(f"{STRUCTURE}Code")}
        assert {row[column] for row in rows} <= known
    identities = {each.get("id") for each in whole.iter(f"{STRUCTURE}Concept")}
    assert set(named) == identities


def test_each_observation_is_one_line_of_text(site: FlaskClient) -> None:
    """sdmx1 2.28.0 reads "two", a line break, "lines" in a quoted cell as "twolines"."""
    lines = read(site, CSV_FILES[2]).splitlines()

    assert len({len(next(csv.reader([line]))) for line in lines}) == 1
    assert any("One line and two" in line for line in lines)
