"""The lock files install alike for everyone, from any registry, with any supported installer."""

import json
import re
import sys
from pathlib import Path

import pytest

from tools import lock_index, old_installers
from tools.check_npm_lock import entry_troubles
from tools.lock_format import Pin, normalise, parse_lock

ROOT = Path(__file__).parent.parent.parent
LISTS = ("requirements", "requirements-dev")
NO_HASH = "--hash=sha256:" + 64 * "0"


def asked_for(name: str) -> set[str]:
    """The packages that a `.in` file names, as indexes spell them."""
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return {
        normalise(re.split(r"[\[=<>;\s]", line)[0])
        for line in lines
        if line and line[0] not in "#-"
    }


def pinned(name: str) -> dict[str, Pin]:
    return {pin.name: pin for pin in parse_lock((ROOT / f"{name}.txt").read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", LISTS)
def test_every_package_asked_for_is_pinned(name: str) -> None:
    assert asked_for(name) <= pinned(name).keys()


@pytest.mark.parametrize("name", LISTS)
def test_every_pinned_package_carries_its_hashes(name: str) -> None:
    assert [package for package, pin in pinned(name).items() if not pin.hashes] == []


def test_both_lists_pin_the_same_versions() -> None:
    run, development = map(pinned, LISTS)
    shared = run.keys() & development.keys()

    assert shared
    assert {name: run[name].version for name in shared} == {
        name: development[name].version for name in shared
    }


@pytest.mark.parametrize("name", LISTS)
def test_requirements_name_no_index_and_no_folder(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")

    assert re.findall(r"\S*://\S*|^--?(?:index|find|extra|trusted)\S*|@ \S+", text, re.M) == []


@pytest.mark.parametrize(
    ("line", "pin"),
    [
        pytest.param("a==1", Pin("a", (), "1", "", ()), id="a bare pin"),
        pytest.param(f"A_b==1 {NO_HASH}", Pin("a-b", (), "1", "", ("0" * 64,)), id="a hash"),
        pytest.param("a[x, y]==1.0", Pin("a", ("x", "y"), "1.0", "", ()), id="two extras"),
        pytest.param(
            f"a[x]==1 ; python_version < '3.14' \\\n    {NO_HASH}",
            Pin("a", ("x",), "1", "python_version < '3.14'", ("0" * 64,)),
            id="a marker and a line that goes on",
        ),
    ],
)
def test_lock_line_is_parsed(line: str, pin: Pin) -> None:
    assert parse_lock(f"# via nothing\n{line}\n    # via b\n") == [pin]


@pytest.mark.parametrize(
    ("version", "later"),
    [
        pytest.param("7.17.3", "7.17.3.9999", id="a release"),
        pytest.param("2026.6", "2026.6.9999", id="a year"),
        pytest.param("0.64b0", "0.64.9999", id="a beta is before its release"),
        pytest.param("1.0.post2", "1.0.9999", id="a post-release is before the next release"),
        pytest.param("1!2.0", "1!2.0.9999", id="an epoch stays"),
    ],
)
def test_later_release_keeps_within_upper_limits(version: str, later: str) -> None:
    assert lock_index.later(version) == later


ASKS_FOR_EXTRA = lock_index.bare("a", "1") + "Requires-Dist: b[x]\n"
HAS_EXTRA = lock_index.bare("b", "1") + "Provides-Extra: x\nRequires-Dist: c ; extra == 'x'\n"
PLAIN = lock_index.bare("c", "1")
# pip reads `b` without its extra as another thing than the `b[x]` that `a` asks for.
BY_PIP = [
    pytest.param((Pin("b", ("x",), "1", "", ()),), "23.2.1", False, id="extra kept, pip 23.2.1"),
    pytest.param((Pin("b", (), "1", "", ()),), "23.2.1", True, id="extra lost, pip 23.2.1"),
    pytest.param((), "24.2", True, id="package not pinned at all, pip 24.2"),
]


@pytest.mark.parametrize(("pins", "version", "refused"), BY_PIP)
def test_old_pip_refuses_a_lock_that_a_later_release_breaks(
    tmp_path: Path, pins: tuple[Pin, ...], version: str, refused: bool
) -> None:
    pip = next(pip for pip in old_installers.PIPS if pip.version == version)
    everything = [*(Pin(name, (), "1", "", ()) for name in "abc")]
    descriptions = {"a": ASKS_FOR_EXTRA, "b": HAS_EXTRA, "c": PLAIN}
    lock_index.write(everything, descriptions, tmp_path / "index")
    listed = lock_index.write(
        [everything[0], *pins, everything[2]], descriptions, tmp_path / "index"
    )

    assert bool(old_installers.refused(pip, listed, tmp_path / "index")) is refused


def test_package_that_does_not_support_a_python_is_refused(tmp_path: Path) -> None:
    pip = next(pip for pip in old_installers.PIPS if pip.python.startswith("3.14"))
    description = lock_index.bare("a", "1") + "Requires-Python: <3.14\n"

    for marker, refused in (("", True), ("python_version < '3.14'", False)):
        index = tmp_path / str(refused) / "index"
        listed = lock_index.write([Pin("a", (), "1", marker, ())], {"a": description}, index)
        assert bool(old_installers.refused(pip, listed, index)) is refused


def test_pips_of_every_supported_python_are_tried() -> None:
    assert {pip.python.rpartition(".")[0] for pip in old_installers.PIPS} == {
        "3.11",
        "3.12",
        "3.13",
        "3.14",
    }
    assert any(sys.version_info[:2] <= pip.starts_up_to for pip in old_installers.PIPS)


def test_front_end_lock_holds_contents_not_places() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))

    assert list(entry_troubles(lock["packages"])) == []


GOOD = {"integrity": "sha512-x"}


@pytest.mark.parametrize(
    ("packages", "troubles"),
    [
        pytest.param({"": {"dependencies": {"a": "1"}}, "node_modules/a": GOOD}, 0, id="complete"),
        pytest.param({"node_modules/a": {}}, 1, id="no integrity"),
        pytest.param({"node_modules/a": GOOD | {"resolved": "https://x"}}, 1, id="a place"),
        pytest.param({"": {"dependencies": {"a": "1"}}}, 1, id="asked for, no entry"),
        pytest.param(
            {"node_modules/a": GOOD | {"optionalDependencies": {"b": "1"}}},
            1,
            id="optional for one system, no entry: npm 10.5.1 leaves it out without a word",
        ),
        pytest.param(
            {
                "node_modules/@s/a": GOOD | {"dependencies": {"b": "1"}},
                "node_modules/@s/a/node_modules/b": GOOD,
            },
            0,
            id="an entry below the one that asks",
        ),
        pytest.param(
            {
                "node_modules/a/node_modules/c": GOOD | {"dependencies": {"b": "1"}},
                "node_modules/a/node_modules/b": GOOD,
            },
            0,
            id="an entry beside the one that asks",
        ),
    ],
)
def test_front_end_lock_is_complete(packages: dict[str, dict[str, object]], troubles: int) -> None:
    assert len(list(entry_troubles(packages))) == troubles
