"""What every set-up step shares: one line on the screen, work only when its inputs changed, and an
error that says what to do.

Runs before the virtual environment exists, so it may use the standard library alone.
"""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
NODE_MODULES = ROOT / "node_modules"


class SetUpFailed(Exception):
    """A step could not be done; the message tells a person what to do about it."""


def say(line: str) -> None:
    """Tell the person at the screen what is going on."""
    print(line, flush=True)


def main_of(work: Callable[[], None]) -> None:
    """Run a script's work; a failure that was foreseen ends it with a sentence, not a traceback."""
    try:
        work()
    except SetUpFailed as failure:
        sys.exit(f"\nStopped: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(*command: str | Path, sorry: str, settings: Mapping[str, str] | None = None) -> str:
    """Run a command quietly and return what it printed; if it fails, show its end and say sorry.

    `settings` is its whole environment; without it, that of this process.
    """
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        say("\n".join(done.stdout.rstrip().splitlines()[-25:]))
        raise SetUpFailed(sorry)
    return done.stdout


def digest(*paths: Path) -> str:
    """One hash over the names and contents of files and of everything in folders."""
    total = hashlib.sha256()
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file.is_file():
                total.update(f"{file.relative_to(ROOT)}\0{file.stat().st_size}\0".encode())
                total.update(file.read_bytes())
    return total.hexdigest()


def once(stamp: Path, inputs: str, work: Callable[[], None]) -> None:
    """Do the work unless the stamp says it was done with the same inputs."""
    if stamp.exists() and stamp.read_text(encoding="ascii") == inputs:
        return
    stamp.unlink(missing_ok=True)
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(inputs, encoding="ascii")
