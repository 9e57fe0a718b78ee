"""The page of measurements keeps what other means measured, where it stands."""

from tests.bench import HEAD, renewed

PAGE = """# Benchmarks

old figures

## By hand

Told by a person.

## By another script

old

## By hand again

Told too.
"""


def test_sections_written_by_hand_stay_where_they_are() -> None:
    made = renewed(PAGE, "new figures\n\n## By another script\n\nnew\n")

    assert made.startswith(HEAD + "new figures")
    headings = ["## By hand\n", "## By another script\n\nnew\n", "## By hand again\n\nTold too.\n"]
    assert sorted(headings, key=made.index) == headings
    assert "old figures" not in made
    assert made.count("## By another script") == 1
    assert "Told by a person." in made


def test_an_empty_page_gets_all_that_was_measured() -> None:
    assert renewed("", "figures\n") == HEAD + "figures\n"
