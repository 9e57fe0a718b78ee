"""Generates a small and a large database, if they are not there, and measures pages beside them.

    make bench FULL=1
    make bench FULL=1 ARGS="--write docs/benchmarks.md"

The large one has a million entries and half as many actions: 4 GB and some twenty minutes.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "bench"
SIZES = {"10k.sqlite": 10_000, "1m.sqlite": 1_000_000}


def main() -> None:
    """Run the generator and the measurement; what is on the command line is for the latter."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["DATA_DIR"] = str(FOLDER)
    databases = [FOLDER / name for name in SIZES]
    for database, entries in zip(databases, SIZES.values(), strict=True):
        if not database.exists():
            _run("benchmarks.generate", "--entries", str(entries), str(database))
    _run("benchmarks.pages", *map(str, databases), *sys.argv[1:])


def _run(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
