"""A part may not fall below the share of it that tests reach, and that share only rises."""

import pytest

from tools.check_coverage import NEW_PART, below, part_of, raised, reached


def measured(lines: int, branches: int, of_lines: int, of_branches: int) -> dict[str, object]:
    return {
        "summary": {
            "covered_lines": lines,
            "covered_branches": branches,
            "num_statements": of_lines,
            "num_branches": of_branches,
        }
    }


def test_share_counts_lines_and_branches_of_all_files_of_a_part() -> None:
    files = {
        "tracker/gap/a.py": measured(8, 2, 10, 2),
        "tracker/gap/b/c.py": measured(0, 0, 6, 2),
        "tracker/models.py": measured(1, 0, 1, 0),
        "tracker/empty/__init__.py": measured(0, 0, 0, 0),
    }

    assert reached({"files": files}) == {"*.py": 100.0, "gap": 50.0}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("share", "floors", "low"),
    [
        pytest.param(90.0, {"gap": 90}, False, id="at the floor"),
        pytest.param(89.9, {"gap": 90}, True, id="below"),
        pytest.param(float(NEW_PART), {}, False, id="a new part that reaches enough"),
        pytest.param(NEW_PART - 0.1, {}, True, id="a new part that does not"),
    ],
)
def test_part_below_its_floor_is_named(share: float, floors: dict[str, int], low: bool) -> None:
    assert bool(below({"gap": share}, floors)) is low


def test_floor_rises_and_never_falls() -> None:
    assert raised({"a": 95.7, "b": 80.2, "c": 88.8}, {"a": 90, "b": 85, "gone": 99}) == {
        "a": 95,
        "b": 85,
        "c": 88,
    }


def test_file_belongs_to_the_folder_it_is_in() -> None:
    assert [part_of("tracker/web/core/gate.py"), part_of("tracker/models.py")] == [
        "web",
        "*.py",
    ]
