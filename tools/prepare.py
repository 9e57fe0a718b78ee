"""From a bare Python (3.11 to 3.14) to what `make run` and, with `--tests`, `make test` need.

Each step says one line when it has something to do and nothing when it has not.
"""

import fcntl
import sys

from tools.assets import assets
from tools.browser import chromium
from tools.fonts import fonts
from tools.packages import environment, front_end_packages, python_packages
from tools.steps import BUILD, ROOT, VENV, digest, main_of, once, run, say

TRANSLATIONS = ROOT / "tracker" / "translations"


def translations() -> None:
    """Compile the message catalogues, if there are any."""
    catalogues = sorted(TRANSLATIONS.rglob("*.po"))
    if not catalogues:
        return

    def compile_all() -> None:
        say(f"Compiling {len(catalogues)} message catalogues")
        run(
            *(VENV / "bin" / "python", "-m", "tools.translations", "compile"),
            sorry="A message catalogue is broken; the lines above name it.",
        )

    stamp = BUILD / ".translations"
    if not all(catalogue.with_suffix(".mo").exists() for catalogue in catalogues):
        stamp.unlink(missing_ok=True)
    once(stamp, digest(*catalogues), compile_all)


def prepare() -> None:
    """All steps, one set-up at a time."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        environment()
        python_packages("requirements")
        tests = "--tests" in sys.argv
        front_end_packages(tests=tests)
        assets()
        fonts()
        translations()
        if tests:
            python_packages("requirements-dev")
            chromium()


if __name__ == "__main__":
    main_of(prepare)
