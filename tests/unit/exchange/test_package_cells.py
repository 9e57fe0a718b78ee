"""Cells as typed values and back, and descriptions that follow from drafts."""

from datetime import date

import pytest

from tracker.evidence.drafts import IndicatorValueDraft
from tracker.evidence.vocabulary import Tier
from tracker.exchange.downloads.catalogue import DOWNLOADS
from tracker.exchange.downloads.columns import from_draft
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.selection import Described, Type
from tracker.exchange.package.cells import stored, written
from tracker.exchange.package.statements import Node, Ref, Typed, as_jsonld, as_turtle
from tracker.registry.drafts import CommitmentDraft
from tracker.registry.indicator_drafts import IndicatorLevelDraft
from tracker.schema.drafts import Draft


@pytest.mark.parametrize(
    ("kind", "cell", "kept", "again"),
    [
        (Type.TEXT, None, None, None),
        (Type.TEXT, "", None, None),
        (Type.TEXT, "0", "0", "0"),
        (Type.TEXT, "007", "007", "007"),
        (Type.TEXT, Tier.A, "A", "A"),
        (Type.WHOLE, "0", 0, 0),
        (Type.WHOLE, 0, 0, 0),
        (Type.NUMBER, "3", 3.0, 3),
        (Type.NUMBER, 0.25, 0.25, 0.25),
        (Type.NUMBER, "-0.5", -0.5, -0.5),
        (Type.FLAG, "no", 0, False),
        (Type.FLAG, "yes", 1, True),
        (Type.FLAG, True, 1, True),
        (Type.FLAG, None, None, None),
        (Type.DAY, date(2013, 12, 31), "2013-12-31", "2013-12-31"),
        (Type.PARTIAL_DAY, "2013", "2013", "2013"),
        (Type.SEVERAL, "5.2; 16.2", "5.2; 16.2", "5.2; 16.2"),
    ],
)
def test_nothing_stays_nothing_and_zero_a_zero(
    kind: Type, cell: Cell, kept: object, again: object
) -> None:
    column = Described("column", "content", kind)

    value = stored(column, cell)

    assert (value, type(value)) == (kept, type(kept))
    (back,) = written([column], [value])
    assert (back, type(back)) == (again, type(again))


@pytest.mark.parametrize(
    ("draft", "name", "kind", "required", "refers"),
    [
        (CommitmentDraft, "reference", Type.TEXT, True, None),
        (CommitmentDraft, "themes", Type.SEVERAL, False, "themes"),
        (CommitmentDraft, "instrument", Type.TEXT, True, "instruments"),
        (IndicatorValueDraft, "effective_on", Type.PARTIAL_DAY, True, None),
        (IndicatorLevelDraft, "number", Type.NUMBER, False, None),
    ],
)
def test_columns_follow_from_the_draft(
    draft: type[Draft], name: str, kind: Type, required: bool, refers: str | None
) -> None:
    column = next(one for one in from_draft(draft) if one.name == name)

    assert (column.type, column.required, column.refers) == (kind, required, refers)


def test_bounds_and_codes_come_from_the_reader() -> None:
    level = next(one for one in from_draft(IndicatorLevelDraft) if one.name == "level")
    pillar = next(one for one in from_draft(CommitmentDraft) if one.name == "pillar")

    assert (level.least, level.most) == (0, 4)
    assert "prevention" in pillar.allowed


def test_every_reference_between_files_leads_to_a_key() -> None:
    for file in DOWNLOADS.values():
        assert set(file.key) <= set(file.header), file.name
        for link in file.links:
            assert link.kind in DOWNLOADS, file.name
            assert len(DOWNLOADS[link.kind].key) == len(link.columns), (file.name, link)


def test_two_spellings_say_the_same_and_escape_what_they_must() -> None:
    said = 'Quotes " and \\ and\nlines'
    inner = Node(None, "spdx:Checksum", {"spdx:checksumValue": Typed("ab", "xsd:hexBinary")})
    part = Node("https://x/part", "dcat:Distribution", {"spdx:checksum": inner})
    whole = Node(
        "https://x/a b>",
        "dcat:Dataset",
        {"dct:title": said, "dct:issued": None, "dcat:distribution": (part,), "a:b": Ref("u:v")},
    )

    turtle, jsonld = as_turtle([whole]), as_jsonld([whole])

    assert "<https://x/a%20b%3E> a dcat:Dataset ;" in turtle
    assert '"Quotes \\" and \\\\ and\\nlines"' in turtle
    assert "<https://x/part> a dcat:Distribution ;\n  spdx:checksum [ a spdx:Checksum" in turtle
    assert "dct:issued" not in turtle + jsonld
    assert '"@value": "ab"' in jsonld
