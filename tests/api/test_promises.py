"""What docs/api.md promises of every address that reads: one walk over all there are."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tracker.api.core.operations import ROOT
from tracker.api.core.releases import RELEASES
from tracker.api.read.registry import COLLECTIONS
from tracker.api.write.registry import ACTS

LISTS = [f"{ROOT}/{one.name}{'?by=state' if one.name == 'gaps' else ''}" for one in COLLECTIONS]
ADDRESSES = [*LISTS, f"{ROOT}/states/XAA", f"{ROOT}/search?q=plan", f"{ROOT}/openapi.json", ROOT]
PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def asking(address: str, more: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{more}"


def test_every_address_that_reads_answers_alike(reader: FlaskClient) -> None:
    for address in ADDRESSES:
        first = reader.get(address)
        assert first.status_code == 200, address
        assert first.headers["Access-Control-Allow-Origin"] == "*"
        assert first.headers["Cache-Control"] == "public, no-cache"
        assert {"Accept", "Accept-Encoding"} <= set(re.split(r",\s*", first.headers["Vary"]))
        assert 'rel="service-doc"' in first.headers["Link"] or first.headers.getlist("Link")
        head = reader.head(address)
        assert (head.status_code, head.data) == (200, b""), address
        assert head.headers["ETag"] == first.headers["ETag"]
        kept = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (kept.status_code, kept.data) == (304, b""), address
        assert "Content-Length" not in kept.headers or kept.headers["Content-Length"] == "0"
        before = reader.options(
            address,
            headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"},
        )
        assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        unknown = reader.get(asking(address, "colour=red"))
        assert (unknown.status_code, set(unknown.json["errors"])) == (400, {"colour"}), address
        assert reader.get(address, headers={"Accept": "image/png"}).status_code == 406, address
        assert reader.patch(address).status_code in (401, 405)


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_what_was_compressed_is_known_again(reader: FlaskClient, coding: str) -> None:
    headers = {"Accept-Encoding": coding}
    first = reader.get(f"{ROOT}/openapi.json", headers=headers)
    again = reader.get(
        f"{ROOT}/openapi.json", headers={**headers, "If-None-Match": first.headers["ETag"]}
    )

    assert first.headers["Content-Encoding"] == coding
    assert (again.status_code, again.data) == (304, b"")


def test_every_list_has_its_files_and_its_bounds(reader: FlaskClient) -> None:
    for address in LISTS:
        path, mark, query = address.partition("?")
        for suffix, kind in (("csv", "text/csv"), ("xlsx", "spreadsheetml"), ("json", "json")):
            file = reader.get(f"{path}.{suffix}{mark}{query}", buffered=True)
            assert (file.status_code, kind in file.content_type) == (200, True), (path, suffix)
        assert reader.get(f"{path}.pdf").status_code == 404
        for wrong in ("0", "501", "-1", "1.5", "1e2", "٥", "1_0", " 5", ""):
            refused = reader.get(asking(address, f"limit={wrong}"))
            assert (refused.status_code, set(refused.json["errors"])) == (400, {"limit"}), wrong
        assert len(reader.get(asking(address, "limit=500")).json["data"]) <= 500


def test_no_site_s_script_may_write(reader: FlaskClient) -> None:
    for act in ACTS:
        path = ROOT + re.sub("<[a-z]+>", "x", act.path)
        before = reader.options(
            path,
            headers={
                "Origin": "https://example.org",
                "Access-Control-Request-Method": act.method,
                "Access-Control-Request-Headers": "Authorization",
            },
        )
        assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "Authorization" not in before.headers["Access-Control-Allow-Headers"]


def test_names_of_the_newest_release_are_in_the_description(reader: FlaskClient) -> None:
    """A change of the API that is listed under another name than it has would mislead programs."""
    described = reader.get(f"{ROOT}/openapi.json").text
    listed = " ".join(map(str, RELEASES[0].details))

    named = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", listed))
    assert len(named) > 20
    assert {name for name in named if not re.search(rf'["/]{name}"', described)} == set()


def test_releases_are_told_alike_everywhere(reader: FlaskClient) -> None:
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    page = reader.get(f"{ROOT}/docs").text

    assert rows == [(one.number, str(one.changed)) for one in RELEASES]
    for one in RELEASES:
        assert str(one.changed) in page
        for detail in one.details:
            assert str(detail) in page
            assert f"- {detail}\n" in PAGE.read_text("utf-8")
    assert reader.get(ROOT).json["release"] == RELEASES[0].number
