"""Checks that package-lock.json is complete: npm needs nothing that it does not hold."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.old_npm import oldest_npm
from tools.packages import node
from tools.steps import say

FILES = ("package.json", "package-lock.json", ".npmrc")


def npm_troubles(folder: Path) -> list[str]:
    """What is wrong with the lock of this folder, by its contents and by the oldest npm."""
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    troubles = [*entry_troubles(lock["packages"])]
    said = _npm_refuses(folder)
    say(f"package-lock.json: oldest npm, without a network: {'refuses' if said else 'ok'}")
    return troubles + ([f"npm on package-lock.json:\n{said}"] if said else [])


def entry_troubles(packages: dict[str, Any]) -> Iterator[str]:
    """Entries without integrity or with a place, and packages asked for that have no entry.

    npm 10.5.1 leaves out an optional package without a word, for example esbuild's program for
    one system; npm 11.19.1 refuses.
    """
    for path, entry in packages.items():
        if path and "integrity" not in entry:
            yield f"{path} has no integrity"
        if "resolved" in entry:
            yield f"{path} names the registry it came from: {entry['resolved']}"
        for kind in ("dependencies", "optionalDependencies"):
            for name in entry.get(kind, {}):
                if not any(place in packages for place in _places(path, name)):
                    yield f"{path or 'package.json'} asks for {name}, which has no entry"


def _places(path: str, name: str) -> Iterator[str]:
    """Where Node looks for a package: beside those of `path`, then further up."""
    while True:
        yield f"{path}/node_modules/{name}".lstrip("/")
        if not path:
            return
        path = path.rpartition("node_modules/")[0].rstrip("/")


def _npm_refuses(folder: Path) -> str:
    """Why the oldest supported npm would not install the lock as it is; empty if it would."""
    with tempfile.TemporaryDirectory(prefix="tracker-npm-") as scratch:
        for name in FILES:
            if (folder / name).exists():
                shutil.copy(folder / name, scratch)
        done = subprocess.run(
            [
                *(node()[0], str(oldest_npm()), "ci", "--dry-run", "--offline"),
                *("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
                *("--cache", f"{scratch}/cache"),
            ],
            cwd=scratch,
            env={"PATH": os.environ["PATH"], "HOME": scratch},
            capture_output=True,
            text=True,
            check=False,
        )
    return "\n".join(done.stderr.splitlines()[:12]) if done.returncode else ""
