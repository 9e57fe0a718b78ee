"""The oldest pip of each supported Python, fetched once and checked by content."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.steps import BUILD, run

FOLDER = BUILD / "old-installers"


@dataclass(frozen=True)
class OldPip:
    """One release of pip and the Python that somebody may use it with."""

    version: str
    python: str
    sha256: str
    # Up to which Python it starts; up to 23.1 pip uses a module that Python 3.12 dropped.
    starts_up_to: tuple[int, int] = (3, 14)


_23_2_1 = "7ccf472345f20d35bdc9d1841ff5f313260c2c33fe417f48c30ac46cccabf5be"
# What ensurepip brought with the first release of each Python, and what Debian 12 and 3.11.7 have.
PIPS = (
    OldPip(
        "22.3",
        "3.11.0",
        "1daab4b8d3b97d1d763caeb01a4640a2250a0ea899e257b1e44b9eded91e15ab",
        (3, 11),
    ),
    OldPip(
        "23.0.1",
        "3.11.2",
        "236bcb61156d76c4b8a05821b988c7b8c35bf0da28a4b614e8d6ab5212c25c6f",
        (3, 11),
    ),
    OldPip("23.2.1", "3.11.7", _23_2_1),
    OldPip("23.2.1", "3.12.0", _23_2_1),
    OldPip("24.2", "3.13.0", "2cd581cf58ab7fcfca4ce8efa6dcacd0de5bf8d0a3eb9ec927e07405f4d9e2a2"),
    OldPip("25.2", "3.14.0", "6d67a2b4e7f14d8b31b8b52648866fa717f45a1eb70e83002f4331d07e953717"),
)

# pip asks these two functions which Python its markers are about; --python-version leaves them out.
_START = """
import platform, runpy, sys
version, wheel = sys.argv[1:3]
platform.python_version = lambda: version
platform.python_version_tuple = lambda: tuple(version.split("."))
sys.path.insert(0, wheel)
sys.argv = ["pip", *sys.argv[3:]]
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""


def fetched(pip: OldPip) -> Path:
    """The wheel of this pip; from the registry the first time."""
    wheel = FOLDER / f"pip-{pip.version}-py3-none-any.whl"
    if not wheel.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        listed = FOLDER / f"pip-{pip.version}.txt"
        listed.write_text(f"pip=={pip.version} --hash=sha256:{pip.sha256}\n", encoding="ascii")
        run(
            *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"),
            *("--disable-pip-version-check", "--require-hashes", "-d", FOLDER, "-r", listed),
            sorry=f"pip {pip.version} is needed to check the locks and could not be fetched.",
        )
    return wheel


def refused(pip: OldPip, listed: Path, index: Path) -> str:
    """Why this pip would not install the list from this index; empty if it would."""
    if sys.version_info[:2] > pip.starts_up_to:
        return ""
    done = subprocess.run(
        [
            *(sys.executable, "-c", _START, pip.python, str(fetched(pip))),
            *("install", "--dry-run", "--quiet", "--no-input", "--no-cache-dir"),
            *("--disable-pip-version-check", "--ignore-installed", "--require-hashes"),
            *("--only-binary", ":all:", "--python-version", pip.python),
            *("--target", str(index.parent / "target"), "--index-url", index.as_uri()),
            *("-r", str(listed)),
        ],
        # Settings of this machine would lead pip to other indexes.
        env={"PATH": os.environ["PATH"], "PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.returncode:
        return ""
    lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return "\n".join(lines or done.stderr.splitlines()[-5:])
