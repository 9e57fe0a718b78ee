"""Fields: one declaration gives the value, the cell, the schema and the example alike."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tracker.api.core.fields import described, example_of, object_of, plain, values_of
from tracker.api.core.parameters import Parameter
from tracker.api.read.registry import COLLECTIONS
from tracker.core.clock import PartialDate
from tracker.registry.vocabulary import Pillar

PARAMETERS = {
    (each.key or each.name): each
    for collection in COLLECTIONS
    for each in (*collection.list_parameters, *collection.identity)
}


@pytest.mark.parametrize("each", COLLECTIONS, ids=lambda each: each.name)
def test_examples_are_valid_by_their_own_schema(each: Any) -> None:
    fields = (*each.fields, *each.more)

    Draft202012Validator(object_of(fields)).validate(example_of(fields))


@pytest.mark.parametrize("each", PARAMETERS.values(), ids=PARAMETERS)
def test_examples_of_parameters_are_taken(each: Parameter) -> None:
    if each.example is not None:
        text = ",".join(each.example) if isinstance(each.example, list) else str(each.example)
        assert each.fits(text)
        Draft202012Validator(dict(each.schema)).validate(each.example)


@pytest.mark.parametrize("each", COLLECTIONS, ids=lambda each: each.name)
def test_no_two_fields_or_parameters_share_a_name(each: Any) -> None:
    names = [field.name for field in (*each.fields, *each.more)]
    asked = [parameter.name for parameter in each.list_parameters]

    assert len(set(names)) == len(names)
    assert len(set(asked)) == len(asked)


def test_what_may_be_missing_is_null_and_never_left_out() -> None:
    for each in COLLECTIONS:
        for field in each.fields:
            allows = "null" in described(field)["type"]
            assert allows == field.nullable
            if field.nullable and "enum" in field.schema:
                assert None in described(field)["enum"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2020, 1, 2), "2020-01-02"),
        (PartialDate(date(2020, 12, 31), "year"), "2020"),
        (Pillar.PREVENTION, "prevention"),
        (("a", Pillar.PROTECTION), ["a", "protection"]),
        (True, True),
        (None, None),
        (0, 0),
    ],
)
def test_values_are_plain_in_json(value: object, expected: object) -> None:
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


def test_rows_hold_every_field() -> None:
    each = next(one for one in COLLECTIONS if one.name == "standings")
    row = tuple(field.example for field in each.fields)

    assert list(values_of(each.fields, row)) == [field.name for field in each.fields]
