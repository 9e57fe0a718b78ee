"""Checks links within the documents, down to the heading, and their spelling."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.steps import ROOT, VENV

# Codes of states that look like misspelt words.
NOT_WORDS = "tha,nam"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"^[a-z]+:")


def documents() -> list[Path]:
    """Every Markdown page of the project, not of what set-up made."""
    return sorted(
        path
        for pattern in ("*.md", "docs/**/*.md", "*/README.md")
        for path in ROOT.glob(pattern)
        if path.relative_to(ROOT).parts[0] not in ("node_modules", "build", ".venv")
    )


def anchors(text: str) -> set[str]:
    """The names under which headings can be linked to, as GitHub makes them."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ +(.+?)\s*$", _without_code(text), re.MULTILINE):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        numbered = (f"{name}-{count}" for count in range(1, 100))
        found.add(
            name if name not in found else next(each for each in numbered if each not in found)
        )
    return found


def _without_code(text: str) -> str:
    """The text without blocks of code, in which `#` begins a comment."""
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def broken_links(page: Path) -> Iterator[str]:
    """Links of a page to a file that is not there, or to a heading that the file lacks."""
    text = page.read_text(encoding="utf-8")
    for link in LINK.findall(_without_code(text)):
        if ADDRESS.match(link):
            continue
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        if not target.exists():
            yield f"{link}: there is no such file"
        elif anchor and target.suffix == ".md":
            known = anchors(target.read_text(encoding="utf-8"))
            if anchor not in known:
                yield f"{link}: there is no such heading"


def main() -> None:
    """Print what is wrong; ends with 1 if anything is."""
    wrong = [
        f"{page.relative_to(ROOT)}: {trouble}"
        for page in documents()
        for trouble in broken_links(page)
    ]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    spelling = subprocess.run(
        [VENV / "bin" / "codespell", "--ignore-words-list", NOT_WORDS, *documents()],
        cwd=ROOT,
        check=False,
    )
    sys.exit(bool(wrong) or spelling.returncode)


if __name__ == "__main__":
    main()
