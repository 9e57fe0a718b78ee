"""Set-up does its work once per change of its inputs, and says plainly what stops it."""

import socket
import subprocess
from pathlib import Path

import pytest

from tools import browser, serve, steps

ROOT = Path(__file__).parent.parent.parent


def test_step_runs_again_only_when_inputs_change(tmp_path: Path) -> None:
    done: list[str] = []

    for inputs in ("first", "first", "second", "second", "first"):
        steps.once(tmp_path / "stamp", inputs, lambda inputs=inputs: done.append(inputs))  # type: ignore[misc]

    assert done == ["first", "second", "first"]


def test_failed_step_is_tried_again_next_time(tmp_path: Path) -> None:
    def fail() -> None:
        raise steps.SetUpFailed("the registry is away")

    with pytest.raises(steps.SetUpFailed):
        steps.once(tmp_path / "stamp", "inputs", fail)

    assert not (tmp_path / "stamp").exists()


def test_failed_command_shows_its_end_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(steps.SetUpFailed, match="ask the registry"):
        steps.run("sh", "-c", "echo no such package; exit 3", sorry="ask the registry")

    assert "no such package" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        pytest.param(lambda folder: None, False, id="nothing changed"),
        pytest.param(lambda folder: (folder / "a").write_text("2"), True, id="other content"),
        pytest.param(lambda folder: (folder / "a").rename(folder / "b"), True, id="other name"),
        pytest.param(lambda folder: (folder / "c").write_text(""), True, id="an empty file more"),
    ],
)
def test_digest_tells_any_change_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: object, differs: bool
) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    (tmp_path / "a").write_text("1")
    before = steps.digest(tmp_path)

    assert callable(change)
    change(tmp_path)

    assert (steps.digest(tmp_path) != before) is differs


def test_port_in_use_is_named_with_another_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("HOST", "127.0.0.1")
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(steps.SetUpFailed, match=f"Port {port} on 127.0.0.1.*PORT=\\d+ make"):
            serve.refuse_taken_port()


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "５０００"])
def test_port_that_is_no_port_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(steps.SetUpFailed, match="from 1 to 65535"):
        serve.refuse_taken_port()


def test_demonstration_never_meets_the_real_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql://production/tracker")
    monkeypatch.setenv("DATA_DIR", "/srv/tracker")

    environment = serve.environment(demo=True)

    assert "DATABASE_URL" not in environment
    assert environment["DATA_DIR"] == str(tmp_path / "instance-demo")


def test_named_chromium_is_used_before_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/opt/chromium/chrome")

    assert browser.find_chromium() == "/opt/chromium/chrome"


def test_help_lists_the_commands_of_the_product() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)

    listed = {line.split()[1] for line in said.stdout.splitlines()}
    assert {"run", "test", "demo", "bench", "lint", "help"} <= listed


def test_what_guards_main_is_the_test_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
