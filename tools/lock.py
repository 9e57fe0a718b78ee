"""Pins every Python package with its hashes, and every front-end package with its integrity.

Run by `make lock` after a change to a `.in` file or to package.json. The result names no index
and no folder of the machine it was made on, so that anyone's own mirror serves it.
"""

import os
import subprocess
import sys

from tools.packages import node
from tools.steps import BUILD, ROOT

PIP_TOOLS = "pip-tools==7.6.2"
SCRATCH = BUILD / "lock"


def pip_compile(source: str, target: str) -> None:
    """Resolve one list, keeping the pins that still fit it."""
    command = [
        str(SCRATCH / "bin" / "pip-compile"),
        *("--quiet", "--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-header"),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"),
        *("--no-emit-options", "--output-file", target, source, *sys.argv[1:]),
    ]
    # A machine's own mirrors and find-links would add hashes of files that nobody else can get.
    ours = {key: value for key, value in os.environ.items() if key != "PIP_FIND_LINKS"}
    subprocess.run(command, cwd=ROOT, env=ours | {"PIP_EXTRA_INDEX_URL": ""}, check=True)


def main() -> None:
    """Refresh all three lock files."""
    subprocess.run([sys.executable, "-m", "venv", str(SCRATCH)], check=True)
    subprocess.run([str(SCRATCH / "bin" / "pip"), "install", "-q", PIP_TOOLS], check=True)
    pip_compile("requirements.in", "requirements.txt")
    pip_compile("requirements-dev.in", "requirements-dev.txt")
    subprocess.run([*node(), "install", "--package-lock-only"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
