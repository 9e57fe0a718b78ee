"""States and groups beside each other: what is asked for, what is refused, what is not compared."""

import re

import pytest
from bs4 import Tag
from flask.testing import FlaskClient

from tests.web.pages import NOTHING, links, opened, words

KNOWN = "With current information"


def test_empty_page_offers_a_form_and_beginnings(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare")
    beginnings = page.select_one(".empty")
    assert beginnings is not None

    assert not page.select("#compare")
    assert len(page.select("form.choose input[name=add]")) == 1, "one field, not eight"
    assert len(page.select("#all-sides option")) == 195 + 5 + 5
    for address in links(beginnings):
        assert len(head(opened(seeded_client, address))) == 5


def head(page: Tag) -> list[str]:
    return [words(column.find("a")) for column in columns(page)]


def columns(page: Tag) -> list[Tag]:
    return list(page.select("#compare > .scroll thead th"))


def row(page: Tag, title: str) -> list[str]:
    rows = [each for each in page.select("#compare tbody tr") if words(each.th).startswith(title)]
    assert len(rows) == 1, title
    return [words(cell) for cell in rows[0].select("td")]


def test_sides_stand_in_the_order_asked(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=PHL,KEN&regions=africa&groups=AG")

    assert head(page) == ["Philippines", "Kenya", "Africa", "African Group"]
    assert "54 Member States" in words(columns(page)[2])
    labels = [cell["data-label"] for cell in page.select("#compare tbody tr")[0].select("td")]
    assert labels == head(page), "a phone shows each cell under its own name"


def test_title_names_those_compared(seeded_client: FlaskClient) -> None:
    title = opened(seeded_client, "/compare?states=KEN,AG").title

    assert words(title).startswith("Kenya, African Group · Compare")


@pytest.mark.parametrize(
    "query", ["states=ken,phl", "states=KEN&states=PHL&states=&states=", "states=KEN,%20PHL"]
)
def test_codes_are_taken_however_they_come(seeded_client: FlaskClient, query: str) -> None:
    page = opened(seeded_client, f"/compare?{query}")

    assert head(page) == ["Kenya", "Philippines"]


@pytest.mark.parametrize(
    ("states", "reason"),
    [
        ("KEN,KEN", "the same twice"),
        ("KEN,XXX", "an unknown state"),
        ("KEN,PHL,FRA,BRA,THA,NGA,PER,USA,CHN", "nine"),
        ("KEN,", "a name left out"),
        ("KEN,<b>", "no code at all"),
    ],
)
def test_other_numbers_and_names_are_refused(
    seeded_client: FlaskClient, states: str, reason: str
) -> None:
    answer = seeded_client.get("/compare", query_string={"states": states})

    assert answer.status_code == 400, reason
    assert "KEN" in answer.text


@pytest.mark.parametrize(
    ("query", "leads_to", "reason"),
    [
        ("add=Kenya", "KEN", "the first"),
        ("states=KEN&add=france", "KEN,FRA", "a name in small letters"),
        ("states=KEN&add=Filipinas", "KEN,PHL", "a name in another language"),
        ("states=KEN&add=Kenya", "KEN", "one that is there already"),
        ("add=Kenya,+France;+Brazil", "KEN,FRA,BRA", "several at once"),
        ("states=KEN&add=Africa", "KEN,africa", "a region"),
        ("states=KEN&add=PHL", "KEN,PHL", "a code"),
    ],
)
def test_those_compared_are_added_by_name(
    seeded_client: FlaskClient, query: str, leads_to: str, reason: str
) -> None:
    answer = seeded_client.get(f"/compare?{query}")

    assert answer.status_code == 302, reason
    assert answer.location.replace("%2C", ",") == f"/compare?states={leads_to}", reason
    assert seeded_client.get(answer.location).status_code == 200


def test_unknown_name_is_said_and_can_be_corrected(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN&add=Atlantis")
    field = page.select_one("input[name=add]")
    assert field is not None

    assert "Atlantis" in words(page.select_one("[role=alert]"))
    assert field["value"] == "Atlantis"
    assert page.select_one('form.choose input[name=states][value="KEN"]') is not None


def test_one_state_alone_gets_peers_of_its_region(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN")

    offered = [one for one in links(page) if one.startswith("/compare?states=KEN,")]
    reasons = words(page.select_one(".peers"))

    assert len(offered) == 8
    assert "Same region (Africa): Angola (" in reasons, "with how much can be compared"
    assert "Bound by the same treaties" in reasons
    assert page.select_one("#compare") is None
    assert opened(seeded_client, offered[0]).select_one("#compare") is not None


def rows_of(page: Tag) -> list[Tag]:
    return list(page.select(".by-commitment tbody tr"))


def test_commitments_stand_side_by_side_widest_difference_first(
    seeded_client: FlaskClient,
) -> None:
    page = opened(seeded_client, "/compare?states=KEN,PHL")

    widths = [width(each) for each in rows_of(page)]

    assert widths == sorted(widths, reverse=True)
    assert all(widths), "rows that are alike are on the page of all commitments"
    for each in rows_of(page):
        assert len([link for link in links(each) if link.startswith("/states/KEN/")]) == 1
        assert len([link for link in links(each) if link.startswith("/states/PHL/")]) == 1
        assert re.search(r"\b(19|20)\d\d\b", words(each)), "the year of its evidence"


def width(row: Tag) -> int:
    levels = [int(words(swatch)) for swatch in row.select("td .swatch") if words(swatch)]
    return max(levels) - min(levels)


def test_every_commitment_stands_side_by_side_in_pages(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN,PHL&pillar=protection")
    (all_of_them,) = [link for link in links(page) if link.startswith("/compare/commitments")]
    first = opened(seeded_client, all_of_them)
    following = first.select_one('a[rel="next"]')
    assert following is not None

    second = opened(seeded_client, str(following["href"]))

    number = int(
        re.findall(r"\d+", words(page.select_one("section[aria-labelledby=apart] p:last-child")))[0]
    )
    assert len(rows_of(first)) + len(rows_of(second)) == number > 50
    assert "Not comparable" in words(rows_of(second)[-1])
    assert "pillar=protection" in all_of_them


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("states=KEN,africa", "a region has no status of its own"),
        ("states=KEN", "one alone"),
        ("", "nobody"),
        ("states=KEN,PHL&page=99", "a page that is not there"),
        ("states=KEN,PHL&page=0", "there is no page 0"),
        ("states=KEN,PHL&add=France", "the page does not add"),
    ],
)
def test_commitments_of_others_are_refused(
    seeded_client: FlaskClient, query: str, reason: str
) -> None:
    assert seeded_client.get(f"/compare/commitments?{query}").status_code == 400, reason


def test_sentence_names_the_source_that_judges_both(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN,PHL&age=any")

    seen = words(page.select_one("section[aria-labelledby=apart] p"))

    assert "3P Anti-trafficking Policy Index, 2000–2013 (2013)" in seen, "by its title"
    assert "general source" in seen, "it has one value for many commitments"


def test_insufficient_side_is_in_no_comparison(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN,USA")

    assert row(page, "Progress")[1].endswith("Not comparable: less than a third is known")
    assert row(page, "With other reasonable")[1] == NOTHING
    assert "There is too little information to compare overall progress." in words(
        page.select_one(".lead")
    )


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("states=KEN,PHL&as_of=1990-01-01", "before most commitments"),
        ("states=KEN,PHL&rules=1", "the first version of the rules"),
        ("states=KEN,VAT", "an observer, about which little is known"),
        ("states=BRA,FRA,KEN,NGA,PER,PHL,THA,USA", "eight"),
        ("states=KEN&dates=1990-01-01,2020-01-01", "a day before the commitments"),
        ("states=KEN,PHL&instrument=TIP-PROTOCOL&lane=assessed", "nothing was assessed"),
    ],
)
def test_every_comparison_has_both_pages(
    seeded_client: FlaskClient, query: str, reason: str
) -> None:
    page = opened(seeded_client, f"/compare?{query}")

    assert page.select("#compare tbody tr"), reason
    assert len(rows_of(page)) <= 20, reason
    for address in [link for link in links(page) if link.startswith("/compare/commitments")]:
        assert rows_of(opened(seeded_client, address)), reason


def test_commitment_not_yet_adopted_is_in_no_comparison(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN&dates=2010-12-31,2018-12-31")

    assert rows_of(page)
    assert not [one for one in rows_of(page) if "Not yet due" in words(one)]


def test_reading_is_carried_and_changes_figures(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN,PHL&as_of=2008-12-31")

    seen = words(page.select_one(".lead"))

    today = opened(seeded_client, "/compare?states=KEN,PHL")
    assert row(page, KNOWN) != row(today, KNOWN), seen
    hidden = page.select_one("main form input[name=as_of][type=hidden]")
    assert hidden is not None
    assert hidden["value"] == "2008-12-31"


def test_sides_lead_to_their_pages_and_files(seeded_client: FlaskClient) -> None:
    figure = opened(seeded_client, "/compare?states=KEN&regions=africa").find(id="compare")
    assert figure is not None
    targets = links(figure)

    assert "/states/KEN/commitments" in targets
    assert "/states?region=africa" in targets
    files = [target for target in targets if target.startswith(("/charts/compare", "/data/"))]
    assert len(files) == 4
    for address in files:
        assert seeded_client.get(address, buffered=True).status_code == 200


def test_counts_stand_beside_shares(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN,PHL")

    known, settled = row(page, KNOWN)[0], row(page, "Other evidence")[0]

    found = re.fullmatch(r"(\d+) (\d+)% of (\d+)", known)
    assert found is not None
    number, share, total = map(int, found.groups())
    assert share == round(100 * number / total)
    assert settled == f"{number} {share}%"
    assert (
        row(page, "Without current information")[0]
        == f"{total - number} {round(100 - 100 * number / total)}%"
    )


# One state on several days ------------------------------------------------------------------


def test_one_state_is_compared_with_itself(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN&dates=2005-12-31&dates=2012-12-31")

    assert head(page) == ["31 Dec 2005", "31 Dec 2012"]
    assert "Part of any difference may be that more became known" in words(page.select_one(".lead"))
    for day, column in (("2005-12-31", 0), ("2012-12-31", 1)):
        alone = opened(seeded_client, f"/states/KEN?as_of={day}")
        known = words(alone.select_one("dl.tally a[href*='known=known']"))
        assert row(page, KNOWN)[column].split()[0] == known, "the same as on the state's page"
        assert f"as_of={day}" in links(columns(page)[column])[0]


@pytest.mark.parametrize(
    "query",
    [
        "states=KEN&dates=2012-12-31",
        "states=KEN,PHL&dates=2005-12-31,2012-12-31",
        "regions=africa&dates=2005-12-31,2012-12-31",
        "states=KEN&dates=2012-12-31,2012-12-31",
        "states=KEN&dates=2012-12-31,2999-01-01",
        "dates=2005-12-31,2012-12-31",
    ],
)
def test_other_days_and_sides_are_refused(seeded_client: FlaskClient, query: str) -> None:
    assert seeded_client.get(f"/compare?{query}").status_code == 400
