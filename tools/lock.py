"""Pins every Python package with its hashes, and every front-end package with its integrity.

Run by `make lock` after a change to a `.in` file or to package.json. The result names no index
and no folder of the machine it was made on, so that anyone's own mirror serves it.
"""

import os
import subprocess
import sys

from tools.packages import node
from tools.steps import BUILD, ROOT

UV = "uv==0.13.9"
OLDEST_PYTHON = "3.11"
SCRATCH = BUILD / "lock"


def compile_list(source: str, target: str) -> None:
    """Resolve one list for every supported Python, keeping the pins that still fit it.

    Extras stay in the list. Without them an older pip (23.2, the one of Python 3.11.7) resolves
    the extra on its own, takes the newest release and stops, because that one is not pinned.
    """
    command = [
        str(SCRATCH / "bin" / "uv"),
        *("pip", "compile", "--quiet", "--universal", "--python-version", OLDEST_PYTHON),
        *("--generate-hashes", "--no-strip-extras", "--no-header"),
        *("--no-emit-index-url", "--no-emit-find-links"),
        *("--output-file", target, source, *sys.argv[1:]),
    ]
    # A machine's own mirrors and find-links would add hashes of files that nobody else can get.
    ours = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    subprocess.run(command, cwd=ROOT, env=ours, check=True)


def main() -> None:
    """Refresh all three lock files."""
    subprocess.run([sys.executable, "-m", "venv", str(SCRATCH)], check=True)
    subprocess.run([str(SCRATCH / "bin" / "pip"), "install", "-q", UV], check=True)
    compile_list("requirements.in", "requirements.txt")
    compile_list("requirements-dev.in", "requirements-dev.txt")
    subprocess.run([*node(), "install", "--package-lock-only"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
