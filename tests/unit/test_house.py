"""The house holds: imports run one way, pure modules stay pure, services ask permission first."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRACKER = ROOT / "tracker"

# From left to right; a part imports only what stands to its right. The ground floor is shared.
ORDER = (
    ("web", "api", "cli"),
    ("jobs",),
    ("exchange",),
    ("stories", "search"),
    ("card", "comparison", "timeline"),
    ("charts",),
    ("labels",),
    ("workspace",),
    ("gap",),
    ("assessment",),
    ("evidence",),
    ("reporting",),
    ("registry",),
    ("storage",),
    ("review",),
    ("attachments",),
    ("linkcheck",),
    ("feedback",),
    ("accounts",),
    ("audit",),
    ("policy",),
    ("pii",),
    ("text",),
    ("schema",),
    ("core",),
)
RANK = {part: rank for rank, group in enumerate(ORDER) for part in group}
GROUND = len(ORDER) - 1
# The factory binds everything and the model index names every table.
EXCEPTED = {TRACKER / "__init__.py", TRACKER / "models.py"}

LONGEST = 350  # lines of a module; a longer one is split by subject

FRAMEWORKS = {"flask", "flask_babel", "flask_sqlalchemy", "sqlalchemy", "werkzeug", "plotly"}
PURE = (
    *(f"gap/{name}.py" for name in ("facts", "methodology", "lanes", "scoring", "aggregate")),
    *(f"gap/{name}.py" for name in ("uncertainty", "explain", "narration", "records", "disputes")),
    *(f"policy/{name}.py" for name in ("permissions", "predicates", "permission_map")),
    *(f"{part}/vocabulary.py" for part in ("registry", "evidence", "reporting", "assessment")),
    "core/clock.py",
    "core/errors.py",
    "accounts/actor.py",
)


def modules() -> list[Path]:
    return sorted(path for path in TRACKER.rglob("*.py") if path not in EXCEPTED)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> tuple[str, ...]:
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def part_of(path: Path) -> str:
    return path.relative_to(TRACKER).parts[0].removesuffix(".py")


def test_every_part_of_the_house_has_a_place() -> None:
    assert {part_of(path) for path in modules()} <= set(RANK)


def test_imports_run_from_left_to_right_only() -> None:
    wrong = {str(path.relative_to(ROOT)): upward(path) for path in modules()}

    assert {path: parts for path, parts in wrong.items() if parts} == {}


def upward(path: Path) -> list[str]:
    """The parts that a module imports although they stand beside its own or above it."""
    own = part_of(path)
    named = {name.split(".")[1] for name in imported(path) if name.startswith("tracker.")}
    return sorted(part for part in named & set(RANK) - {own} if RANK[part] <= RANK[own] < GROUND)


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_import_no_framework(name: str) -> None:
    seen: set[Path] = set()
    todo = [TRACKER / name]
    while todo:
        path = todo.pop()
        seen.add(path)
        names = set(imported(path))
        assert not {module.split(".")[0] for module in names} & FRAMEWORKS, path
        todo += [found for found in map(module_path, names) if found and found not in seen]


def module_path(name: str) -> Path | None:
    path = ROOT / (name.replace(".", "/") + ".py")
    return path if name.startswith("tracker.") and path.exists() else None


# Told who acts, yet no acts themselves: what calls them has asked for permission.
MECHANISMS = {
    "storage/upsert.py": "how every act of the registry and of evidence writes and tells",
    "review/assignment.py": "how what waits is taken up and given back",
    "review/recusals.py": "how a conflict of interest is declared",
    "review/submissions.py": "how actions and replies are written, claimed and moved",
    "exchange/loading.py": "hands each sheet to the act of its kind, which asks",
}


def services() -> list[tuple[Path, ast.FunctionDef]]:
    """Public functions that are told who acts: those are the acts."""
    found = []
    for path in modules():
        if str(path.relative_to(TRACKER)) in MECHANISMS:
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                first = node.args.args[:1]
                if first and first[0].arg == "actor" and part_of(path) not in ("policy", "audit"):
                    found.append((path, node))
    return found


def test_every_service_checks_permission_first() -> None:
    acts = services()

    unguarded = [
        f"{path.relative_to(ROOT)}:{act.name}" for path, act in acts if not asks_first(act)
    ]

    assert len(acts) >= 5, "the acts of the registry and of evidence are no longer found"
    assert not unguarded


def asks_first(act: ast.FunctionDef) -> bool:
    body = act.body[1:] if ast.get_docstring(act) else act.body
    match body[0]:
        case ast.Expr(ast.Call(ast.Name("require"), args=[ast.Name("actor"), *_])):
            return True
        case _:
            return False


# Fields that are named by records, columns or values have no class of a form.
READS_NAMED_FIELDS = {
    "web/workspace/entry_form.py": "what is said of each known record",
    "web/workspace/entries.py": "the same, and what an unsaved form held",
    "web/imports/steps.py": "one field for each column and each value of a file",
    "web/review/submissions.py": "one remark for each field of a submission",
}


def test_views_read_forms_through_classes_of_forms() -> None:
    read = {
        str(path.relative_to(TRACKER))
        for path in (TRACKER / "web").rglob("*.py")
        if path.parent.name != "core"
        and re.search(r"(?<!Form\()(?<!process\()request\.form\b", path.read_text(encoding="utf-8"))
    }

    assert read == set(READS_NAMED_FIELDS)


def test_no_module_is_longer_than_350_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
    }

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_signals_announce_and_ask_nothing() -> None:
    """An answer that is read from a signal is an import upwards that nobody sees."""
    signals = {
        target.id
        for path in modules()
        for node in tree(path).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if isinstance(node.value.func, ast.Name) and node.value.func.id == "signal"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    asked = [
        f"{path.relative_to(ROOT)}: {name}" for path in modules() for name in _asks(path, signals)
    ]

    assert len(signals) >= 4, "signals are no longer found"
    assert not asked


def _asks(path: Path, signals: set[str]) -> Iterator[str]:
    """The signals whose answers a module uses."""
    plain = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(name), attr="send")):
                if name in signals and id(node) not in plain:
                    yield name


def test_time_enters_through_the_clock_only() -> None:
    seen = [
        path.relative_to(ROOT)
        for path in modules()
        if path != TRACKER / "core" / "clock.py"
        and any(call in path.read_text() for call in ("datetime.now(", "date.today(", "utcnow("))
    ]

    assert not seen
