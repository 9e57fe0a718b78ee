"""What the documents say is there, is there; and what is there, the documents say."""

import re
from pathlib import Path

import click
import pytest
from flask import Flask
from werkzeug.routing import Map

import config
from tools import dictionary
from tracker.cli import init_app as register_commands
from tracker.core.db import db

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md"))
    if path.parent.name not in ("node_modules", "build") and not path.parent.name.startswith(".")
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))


def make_targets() -> list[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE)


def commands() -> dict[str, click.Command]:
    """Our own commands by what is typed: `gap explain`, `demo`."""
    app = Flask("commands")
    register_commands(app)
    found = {}
    for name, command in app.cli.commands.items():
        below = command.commands if isinstance(command, click.Group) else {}
        found |= {f"{name} {each}": one for each, one in below.items()} or {name: command}
    return found


def test_readme_says_first_what_this_is_and_shows_it() -> None:
    paragraphs = README.split("\n\n")

    assert paragraphs[1].startswith("The Commitments Tracker is ")
    assert "docs/pictures/dashboard.png" in paragraphs[2]
    assert (ROOT / "docs" / "pictures" / "dashboard.png").stat().st_size < 200_000


def test_readme_opens_with_the_two_commands() -> None:
    top = README.splitlines()[:14]

    assert any("make run" in line for line in top)
    assert any("make test" in line for line in top)


@pytest.mark.parametrize("target", make_targets())
def test_every_make_target_has_its_line(target: str) -> None:
    assert f"| `make {target}` |" in COMMANDS


@pytest.mark.parametrize("command", commands())
def test_every_command_has_its_line_with_its_arguments(command: str) -> None:
    line = re.search(rf"^\| `{command}[` ].*$", COMMANDS, flags=re.MULTILINE)

    assert line
    for part in commands()[command].params:
        if isinstance(part, click.Argument):
            assert part.human_readable_name in line[0]


@pytest.mark.parametrize("command", commands())
def test_every_option_of_a_command_is_described(command: str) -> None:
    """In the command's own line, except those of `import`, which have a table of their own."""
    own = re.search(rf"^\| `{command}[` ].*$", COMMANDS, flags=re.MULTILINE)
    table = COMMANDS.split("### Options of import")[1]
    text = table if command == "import" else own[0] if own else ""
    options = [
        option
        for part in commands()[command].params
        if isinstance(part, click.Option)
        for option in (*part.opts, *part.secondary_opts)
    ]

    described = set(re.findall(r"--[a-z][a-z-]*", text))
    assert set(options) - described == set()
    assert described - set(options) - {"--write"} == set()


def test_commands_of_the_page_exist() -> None:
    section = COMMANDS.split("## On the server")[1].split("###")[0]
    listed = re.findall(r"^\| `([a-z -]+[a-z])", section, flags=re.MULTILINE)

    assert len(listed) > 5
    assert set(listed) - {"db upgrade"} == set(commands())


@pytest.mark.parametrize("setting", config.SETTINGS)
def test_every_setting_has_its_line(setting: str) -> None:
    assert f"| `{setting}` |" in README
    assert f"# {setting}=" in (ROOT / ".env.example").read_text(encoding="utf-8")


def test_every_address_has_its_line(app: Flask) -> None:
    page = (ROOT / "docs" / "addresses.md").read_text(encoding="utf-8")
    seen = set(re.findall(r"^\| `(/[^`]*)` \|", page, flags=re.MULTILINE))

    assert seen == addresses(app.url_map)


def addresses(routes: Map) -> set[str]:
    return {re.sub(r"<[a-z]+(\([^)]*\))?:", "<", rule.rule) for rule in routes.iter_rules()}


def test_data_dictionary_is_up_to_date() -> None:
    written = dictionary.PAGE.read_text(encoding="utf-8")

    assert written == dictionary.page(), "run: python -m tools.dictionary"


def test_every_column_says_what_it_holds() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if dictionary.meaning(column) is None
    ]

    assert not silent, "give these columns a comment"


def test_decisions_are_numbered_listed_and_whole() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")

    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == sorted(set(numbers))
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        assert f"({path.name})" in index
        for part in ("Context", "Decision", "Consequences", "Rejected"):
            assert f"**{part}.**" in text, f"{path.name} lacks {part}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_documents_name_no_machine_and_no_missing_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    files = re.findall(r"`((?:tracker|tests|tools|docs|seed_data|migrations)/[\w./-]*)`", text)

    assert not re.search(r"(?<![\w.])/(work|tmp|home|root|Users|srv)\b", text)
    missing = [link for link in links if not (page.parent / link).exists()]
    missing += [name for name in files if not (ROOT / name).exists()]
    assert not missing


def test_counts_of_the_readme_are_those_of_the_seed() -> None:
    rows = {
        name: len((ROOT / "seed_data" / f"{name}.csv").read_text(encoding="utf-8").splitlines()) - 1
        for name in ("commitments", "states", "indicators", "indicator_values")
    }

    assert f"{rows['commitments']} passages" in README
    assert f"{rows['states']} states, {rows['indicators']} indicators" in README
    assert f"{rows['indicator_values']:,} dated values" in README
