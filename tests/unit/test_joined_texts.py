"""Colons, semicolons, commas and full stops between texts follow the language of the page.

French has a no-break space before ":" and ";", Chinese has signs of full width, Arabic has "،" and
"؛". A template or a chart that writes such a sign itself writes it in English in every language.
Inside a text that is translated the translator writes it. Between two texts `tracker.core.formats`
does: `colon`, `semicolon`, `comma`, `full_stop`, `labelled`, `listed`, `sentences`.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TRACKER = Path(__file__).parents[2] / "tracker"
TEMPLATES = TRACKER / "web" / "templates"

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
VERBATIM = re.compile(r"<(code|pre|script|style)\b[^>]*>.*?</\1>", re.DOTALL)
EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
ENTITY = re.compile(r"&#?\w+;")
SIGN = re.compile(r"[:;,.](?!\w)")
STRING = re.compile(r"""(["'])((?:(?!\1)[^\\]|\\.)*)\1""")
# A string of a Jinja expression that begins or ends with such a sign joins two texts.
JOINING = re.compile(r"\s*[:;,.]\s|[:;.]|.*[:;,]\s")
# Parts of codes, and what is translated, which has the sign in its own language.
NOT_TEXT = re.compile(
    r"""\b(?:split|replace|endswith|startswith|r?partition|_|ngettext|pgettext|npgettext)\("""
    r"""(?:[^()"']|"[^"]*"|'[^']*'|\([^()]*\))*\)|join\(","\)|"[^"]*":"""
)


def blank(found: re.Match[str]) -> str:
    """The same number of characters and lines, with nothing to find in them."""
    return re.sub(r"[^\n]", " ", found.group())


def literal_signs(template: str) -> list[int]:
    """The lines of a template that have a sign between texts."""
    text = COMMENT.sub(blank, template)
    text = VERBATIM.sub(blank, text)
    lines = [
        text.count("\n", 0, found.start() + string.start()) + 1
        for found in EXPRESSION.finditer(text)
        for string in STRING.finditer(NOT_TEXT.sub(blank, found.group()))
        if JOINING.fullmatch(string.group(2))
    ]
    for pattern in (EXPRESSION, TAG, ENTITY):
        text = pattern.sub(blank, text)
    lines += [number for number, line in enumerate(text.splitlines(), 1) if SIGN.search(line)]
    return sorted(set(lines))


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<b>{{ name }}</b>: {{ text }}", True),
        ('{{ _("Level") }}; {{ _("Status") }}', True),
        ('{{ _("Level") ~ ": " ~ level }}', True),
        ('{{ names|join(", ") }}', True),
        ("<p>{{ sentence }}.</p>", True),
        ('{{ _("Level: %(level)s", level=level) }}', False),
        ("{{ name }}{{ colon() }}{{ text }}", False),
        ("{# a note: it says why. #}{{ name }}", False),
        ("<code>a.b: c</code>", False),
        ("{{ name }}&nbsp;{{ text }}", False),
        ('{{ value.split(":", 1)[1] }}', False),
    ],
)
def test_a_literal_sign_between_texts_is_found(template: str, found: bool) -> None:
    assert bool(literal_signs(template)) is found


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_no_template_writes_a_sign_between_texts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()

    assert [f"{number}: {lines[number - 1].strip()}" for number in literal_signs(text)] == []


# Parts whose texts people read. `core/sql_days.py` and the modules below write code, not texts.
PARTS = ("card", "charts", "comparison", "labels", "stories", "workspace", "exchange/workbooks")
PARTS += ("web/action_log", "web/charts", "web/replies", "web/review", "web/workspace")
CODE = {
    "charts/figures": "patterns of Plotly",
    "web/charts/pages.py": "a file name and a header",
    "exchange/workbooks/action_upload.py": "a file and its sheet",
    "exchange/workbooks/report_upload.py": "a file and its sheet",
    "exchange/workbooks/sheet_reader.py": "a file and its sheet",
    "card/pdf/rows.py": "the number of a source",
}
JOINED = re.compile(r".*[:;,.] |[:;,.] .*|[.]", re.DOTALL)


def joined_in_code(tree: ast.Module) -> Iterator[ast.expr]:
    """Formatted strings, sums and joins of texts that write a sign between them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = node.values
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            pieces = [node.left, node.right]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            pieces = [node.func.value] if node.func.attr == "join" else []
        else:
            continue
        for piece in pieces:
            text = piece.value if isinstance(piece, ast.Constant) else None
            if isinstance(text, str) and JOINED.fullmatch(text):
                yield node


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('f"{name}: {text}"', True),
        ('f"{name}, {text}"', True),
        ('name + ", " + text', True),
        ('", ".join(names)', True),
        ('_("done") + "."', True),
        ("formats.labelled(name, text)", False),
        ('f"{region} {year}"', False),
        ('"".join(names)', False),
    ],
)
def test_a_sign_between_texts_in_code_is_found(code: str, found: bool) -> None:
    assert any(joined_in_code(ast.parse(code))) is found


@pytest.mark.parametrize("part", PARTS)
def test_no_module_writes_a_sign_between_texts(part: str) -> None:
    wrong = [
        f"{path.relative_to(TRACKER)}:{node.lineno}: {ast.unparse(node)}"
        for path in sorted((TRACKER / part).rglob("*.py"))
        if not str(path.relative_to(TRACKER)).startswith(tuple(CODE))
        for node in joined_in_code(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert wrong == []
