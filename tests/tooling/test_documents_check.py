"""The check of the documents sees a link that leads nowhere."""

from pathlib import Path

import pytest

from tools.check_documents import anchors, broken_links


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        pytest.param("## The suite", "the-suite", id="a space"),
        pytest.param(
            "# `make run`, and what follows", "make-run-and-what-follows", id="code, comma"
        ),
        pytest.param("### [A link](x.md) inside", "a-link-inside", id="a link"),
        pytest.param("## Räume", "räume", id="a letter with a mark"),
    ],
)
def test_heading_has_the_anchor_that_github_gives_it(heading: str, anchor: str) -> None:
    assert anchors(f"{heading}\n") == {anchor}


def test_second_heading_of_one_name_is_numbered() -> None:
    assert anchors("# A\n## B\n## B\n") == {"a", "b", "b-1"}


def test_comment_in_a_block_of_code_is_no_heading() -> None:
    assert anchors("```\n# not this\n```\n") == set()


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        pytest.param("other.md", False, id="a file"),
        pytest.param("other.md#part", False, id="a heading of a file"),
        pytest.param("#here", False, id="a heading of this page"),
        pytest.param("https://example.org/#x", False, id="another site is not asked"),
        pytest.param("missing.md", True, id="no such file"),
        pytest.param("other.md#missing", True, id="no such heading"),
        pytest.param("#missing", True, id="no such heading on this page"),
    ],
)
def test_broken_link_is_found(tmp_path: Path, link: str, broken: bool) -> None:
    (tmp_path / "other.md").write_text("# Part\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(f"# Here\n\n[text]({link})\n", encoding="utf-8")

    assert bool(list(broken_links(page))) is broken
