"""The npm that came with the first release of the oldest supported Node, 22.0.0."""

import base64
import hashlib
from pathlib import Path

from tools.old_installers import FOLDER
from tools.packages import node
from tools.steps import SetUpFailed, run

VERSION = "10.5.1"
# As the registry gives it: SHA-512 in base 64.
INTEGRITY = (
    "RozZuGuWbbhDM2sRhOSLIRb3DLyof6TREi0TW5b3xUEBropDhDqEHv0iAjA1zsIwXKgfIkR8GvQMd4oeKKg9eQ=="
)


def oldest_npm() -> Path:
    """Its program, to be started with Node; from the registry the first time."""
    unpacked = FOLDER / f"npm-{VERSION}"
    program = unpacked / "package" / "bin" / "npm-cli.js"
    if program.exists():
        return program
    FOLDER.mkdir(parents=True, exist_ok=True)
    run(
        *node(),
        *("pack", f"npm@{VERSION}", "--pack-destination", str(FOLDER), "--silent"),
        sorry=f"npm {VERSION} is needed to check package-lock.json and could not be fetched.",
    )
    archive = FOLDER / f"npm-{VERSION}.tgz"
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != INTEGRITY:
        archive.unlink()
        raise SetUpFailed(f"npm {VERSION} has another content than expected: {digest}")
    unpacked.mkdir(exist_ok=True)
    run("tar", "-xzf", archive, "-C", unpacked, sorry=f"npm {VERSION} could not be unpacked.")
    return program
