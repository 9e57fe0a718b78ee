"""An index of empty wheels: each pinned package, and one later release of each."""

import hashlib
import re
import zipfile
from email import message_from_string
from pathlib import Path

from tools.lock_format import Pin

# One fixed time in every archive, so that the same description has the same hash.
WHEN = (2020, 1, 1, 0, 0, 0)


def bare(name: str, version: str) -> str:
    """The description of a package that requires nothing."""
    return f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"


def later(version: str) -> str:
    """A version after this one that meets the same upper limits: 7.17.3 leads to 7.17.3.9999."""
    release = re.match(r"(\d+!)?\d+(\.\d+)*", version)
    if release is None:
        raise ValueError(f"{version!r} is no version")
    return f"{release[0]}.9999"


def write(pins: list[Pin], descriptions: dict[str, str], index: Path) -> Path:
    """Make the index; returns the same list of requirements with the hashes of the empty wheels."""
    lines = []
    for pin in pins:
        folder = index / pin.name
        folder.mkdir(parents=True, exist_ok=True)
        wheels = [
            _wheel(folder, pin.name, version, descriptions[pin.name])
            for version in (pin.version, later(pin.version))
        ]
        links = (f'<a href="{wheel.name}">{wheel.name}</a>' for wheel in wheels)
        (folder / "index.html").write_text("\n".join(links), encoding="utf-8")
        digest = hashlib.sha256(wheels[0].read_bytes()).hexdigest()
        extras = f"[{','.join(pin.extras)}]" if pin.extras else ""
        marker = f" ; {pin.marker}" if pin.marker else ""
        lines.append(f"{pin.name}{extras}=={pin.version}{marker} --hash=sha256:{digest}")
    listed = index.parent / "requirements.txt"
    listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return listed


def _wheel(folder: Path, name: str, version: str, description: str) -> Path:
    """An empty wheel with this description, whose version is replaced."""
    message = message_from_string(description)
    message.replace_header("Version", version)
    message.set_payload("")
    stem = f"{name.replace('-', '_')}-{version}"
    target = folder / f"{stem}-py3-none-any.whl"
    inside = {
        "METADATA": message.as_string(),
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(target, "w") as archive:
        for file, text in inside.items():
            archive.writestr(zipfile.ZipInfo(f"{stem}.dist-info/{file}", WHEN), text)
    return target
