"""Checks that both lock files install with the oldest installers, whatever is released later.

A lock rots when its installer looks past it. pip 23.2, for example, looks on its own for an extra
that a list does not name, takes the newest release and stops, because the list pins another one.
That shows only once there is a newer release. So pip meets an index in which each pinned package
has one: every package is an empty wheel with the real description (what it requires, its extras),
once in the pinned version and once in a later one. The resolver takes the same way as in a real
installation, and nothing is fetched.

For npm the proof is shorter: with an empty cache and without a network, `npm ci` accepts the lock
only if it needs nothing that the lock does not hold.

Run as `.venv/bin/python -m tools.check_locks [FOLDER]`; FOLDER holds other locks to check.
"""

import shutil
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from tools import lock_index, old_installers
from tools.check_npm_lock import npm_troubles
from tools.lock_format import Pin, parse_lock
from tools.steps import ROOT, SetUpFailed, main_of, say

LISTS = ("requirements.txt", "requirements-dev.txt")


def described(pins: list[Pin]) -> dict[str, str]:
    """The description of each pinned package as installed here.

    What another system or Python needs is not installed here and requires nothing of its own.
    """
    descriptions = {}
    for pin in pins:
        try:
            found = distribution(pin.name)
        except PackageNotFoundError:
            if not pin.marker:
                raise SetUpFailed(f"{pin.name} is not installed: run `make test` first.") from None
            descriptions[pin.name] = lock_index.bare(pin.name, pin.version)
            continue
        if found.version != pin.version:
            raise SetUpFailed(
                f"{pin.name} is installed as {found.version}, but the lock pins {pin.version}:"
                " run `make lint` or `make test`, which install what the lock pins."
            )
        descriptions[pin.name] = found.read_text("METADATA") or ""
    return descriptions


def pip_troubles(folder: Path, scratch: Path) -> list[str]:
    """What each of the oldest pips says against each list; empty if they accept all of them."""
    troubles = []
    for name in LISTS:
        pins = parse_lock((folder / name).read_text(encoding="utf-8"))
        index = scratch / name / "index"
        listed = lock_index.write(pins, described(pins), index)
        for pip in old_installers.PIPS:
            said = old_installers.refused(pip, listed, index)
            say(f"{name}: pip {pip.version} for Python {pip.python}: {'refuses' if said else 'ok'}")
            if said:
                troubles.append(f"pip {pip.version} for Python {pip.python} on {name}:\n{said}")
    return troubles


def main() -> None:
    """Check the locks of the project, or those of the folder that is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    scratch = Path(tempfile.mkdtemp(prefix="tracker-locks-"))
    try:
        troubles = pip_troubles(folder, scratch) + npm_troubles(folder)
    finally:
        shutil.rmtree(scratch)
    if troubles:
        raise SetUpFailed("the lock files will not install everywhere.\n\n" + "\n\n".join(troubles))
    say("Both lock files install with the oldest installers, whatever is released later.")


if __name__ == "__main__":
    main_of(main)
