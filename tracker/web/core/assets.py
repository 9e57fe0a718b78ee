"""Static files with content hashes in their names, served by WhiteNoise with long caching.

Without a build (a developer's checkout) the sources are served under their plain names.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, current_app
from whitenoise import WhiteNoise

ROOT = Path(__file__).resolve().parents[3]
BUILT = ROOT / "build" / "static"
SOURCES = Path(__file__).resolve().parents[1] / "static"


def init_app(app: Flask) -> None:
    """Serve static files and give templates ``asset_url``."""
    manifest = _manifest()
    folder = BUILT if manifest else SOURCES
    wrapped = WhiteNoise(
        app.wsgi_app,
        immutable_file_test=lambda _path, url: _hashed(url),
        allow_all_origins=False,
    )
    wrapped.add_files(str(folder), prefix="static/")
    app.wsgi_app = wrapped  # type: ignore[method-assign]  # the documented way to wrap
    app.extensions["tracker.assets"] = manifest
    app.extensions["tracker.files"] = wrapped
    app.jinja_env.globals["asset_url"] = lambda name: _url(manifest, name)


def build_id(app: Flask) -> str:
    """An id that changes with any asset. Part of every page's ETag."""
    return str(app.extensions["tracker.assets"].get("", "source"))


def url(name: str) -> str:
    """The address of an asset by name."""
    return _url(current_app.extensions["tracker.assets"], name)


def text(name: str) -> str:
    """The text of an asset by name."""
    manifest = current_app.extensions["tracker.assets"]
    folder = BUILT if manifest else SOURCES
    return (folder / manifest.get(name, name)).read_text(encoding="utf-8")


def _url(manifest: Mapping[str, str], name: str) -> str:
    return f"/static/{manifest.get(name, name)}"


def _manifest() -> dict[str, str]:
    path = BUILT / "manifest.json"
    if not path.exists():
        return {}
    manifest: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    manifest[""] = f"{path.stat().st_mtime_ns:x}"
    return manifest


def _hashed(url: str) -> bool:
    return BUILT.exists() and url.startswith("/static/")
