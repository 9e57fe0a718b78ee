"""Checks the scripts and style sheets with Biome, whose rules stand in biome.json."""

import subprocess
import sys

from tools.packages import node
from tools.steps import NODE_MODULES, ROOT

PROGRAM = NODE_MODULES / "@biomejs" / "biome" / "bin" / "biome"


def main() -> None:
    """Show what is wrong; a warning is an error."""
    done = subprocess.run(
        [node()[0], str(PROGRAM), "lint", "--error-on-warnings", *sys.argv[1:]],
        cwd=ROOT,
        check=False,
    )
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
