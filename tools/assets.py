"""Makes `build/static/`: what browsers fetch, named by content, compressed, with a manifest.

The front-end libraries are made once per lock file, our own files whenever one changes.
`build/static/manifest.json` leads from the plain name (`site.css`) to the named one.
"""

import json
import shutil
from pathlib import Path

from tools.packages import node
from tools.steps import BUILD, NODE_MODULES, ROOT, VENV, digest, once, run, say

BUNDLE = ROOT / "tools" / "bundle"
OWN = ROOT / "tracker" / "web" / "static"
STATIC = BUILD / "static"
MANIFEST = "manifest.json"


def assets() -> None:
    """Bring `build/static/` up to date."""
    libraries, own = BUILD / "libraries", BUILD / "own"
    tools = digest(BUNDLE, ROOT / "package-lock.json")
    once(
        BUILD / ".libraries",
        tools,
        lambda: _bundle("Bundling the front-end libraries", "libraries", libraries),
    )
    inputs = tools + digest(OWN)
    once(BUILD / ".own", inputs, lambda: _bundle("Bundling our own files", "own", own, OWN))
    once(BUILD / ".static", inputs, lambda: _merge(libraries, own))


def _bundle(line: str, part: str, target: Path, *source: Path) -> None:
    """One run of the bundler into an empty folder, then .br and .gz beside each file."""
    say(line)
    shutil.rmtree(target, ignore_errors=True)
    run(
        node()[0],
        BUNDLE / "bundle.mjs",
        NODE_MODULES,
        part,
        target,
        *source,
        sorry="The bundler refused the files named above.",
    )
    run(
        *(VENV / "bin" / "python", "-m", "whitenoise.compress", "--quiet", target),
        sorry="The files could not be compressed.",
    )


def _merge(*parts: Path) -> None:
    """All parts in one folder, swapped in whole so that no server meets half of it."""
    fresh, old = BUILD / "static.new", BUILD / "static.old"
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    manifest: dict[str, str] = {}
    for part in parts:
        shutil.copytree(part, fresh, dirs_exist_ok=True)
        manifest |= json.loads((part / MANIFEST).read_text(encoding="utf-8"))
    for leftover in fresh.glob(f"{MANIFEST}*"):
        leftover.unlink()
    (fresh / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    if STATIC.exists():
        STATIC.rename(old)
    fresh.rename(STATIC)
    shutil.rmtree(old, ignore_errors=True)
