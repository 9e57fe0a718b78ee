"""Checks the documents: links down to the heading, spelling, and the wording of the texts.

The wording follows the rules for the interface in ``tools/words.py``, less those about words that
only engineers read. ``LEFT`` says how many faults of older texts a page may still have.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.steps import ROOT, VENV
from tools.words import RULES, WORD, sentences

# Codes of states that look like misspelt words.
NOT_WORDS = "recuse,tha,nam"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"^[a-z]+:")
# Sentences of documents may be a little longer than those of pages.
MOST_WORDS = 30
# What documents may have: terms that they explain, semicolons within lists.
TERMS = (
    "a semicolon joins sentences",
    "nobody, somebody or whoever as a subject",
    "settled level, standing, lane, vote: write status, source, counts",
)
REFUSED = {name: rule for name, rule in RULES.items() if name not in TERMS}
# A page may have two such sentences; these older ones have more, and get no new ones.
ALLOWED = 2
LEFT = {
    "docs/benchmarks.md": 20,
    "docs/data-dictionary.md": 8,
    "docs/decisions/0011-small-libraries-for-accounts-own-sessions.md": 3,
    "docs/design-language.md": 18,
    "docs/methodology.md": 30,
    "seed_data/README.md": 20,
}


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


def prose(text: str) -> Iterator[str]:
    """Paragraphs and items of lists, without code, tables, headings, quotations and addresses."""
    plain = re.sub(r"`[^`]*`", "Code", _without_code(text)).replace("*", "")
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", plain)
    plain = re.sub(r"[“\"][^”\"]*[”\"]", "quoted", plain)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", plain):
        if block.strip() and not re.match(r"\s*[#|<!]|    ", block):
            yield " ".join(re.sub(r"^\s*(?:[-*]|\d+\.) ", "", block).split())


def faults(page: Path) -> Iterator[str]:
    """The sentences of a page that break a rule, each with the rule."""
    for paragraph in prose(page.read_text(encoding="utf-8")):
        for sentence in sentences(paragraph):
            for name, rule in REFUSED.items():
                if rule.search(sentence):
                    yield f"{name}: {sentence}"
            if len(WORD.findall(sentence)) > MOST_WORDS:
                yield f"a sentence of more than {MOST_WORDS} words: {sentence}"


def badly_worded(page: Path) -> list[str]:
    """The faults of a page, if it has more than are left to it."""
    found = list(faults(page))
    return found if len(found) > LEFT.get(str(page.relative_to(ROOT)), ALLOWED) else []


def main() -> None:
    """Print what is wrong; ends with 1 if anything is."""
    wrong = [
        f"{page.relative_to(ROOT)}: {trouble}"
        for page in documents()
        for trouble in (*broken_links(page), *badly_worded(page))
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
