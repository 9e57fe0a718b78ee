"""A part asks a higher one only through a function that was supplied to it."""

import pytest

from tracker.core.supplied import NotSupplied, Supplied


def test_a_supplied_function_is_called() -> None:
    double: Supplied[[int], int] = Supplied("double")

    double.supply(lambda number: 2 * number)

    assert double(21) == 42


def test_a_call_without_the_part_that_supplies_fails_with_its_name() -> None:
    double: Supplied[[int], int] = Supplied("double")

    with pytest.raises(NotSupplied, match="double"):
        double(21)
