"""Reads a compiled list of requirements: what it pins, for whom, and by which contents."""

import re
from dataclasses import dataclass

_PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[(?P<extras>[^\]]*)\])?==(?P<version>[^\s;]+)"
    r"(?:\s*;\s*(?P<marker>.*?))?(?=\s*(?:--hash|$))",
)


@dataclass(frozen=True)
class Pin:
    """One package of a lock: exactly one version, some contents, perhaps only on some machines."""

    name: str
    extras: tuple[str, ...]
    version: str
    marker: str  # empty: on every machine
    hashes: tuple[str, ...]


def normalise(name: str) -> str:
    """The one spelling that indexes use for a package (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parse_lock(text: str) -> list[Pin]:
    """The pins of a compiled list, in its order; comments and options are left out."""
    pins = []
    for line in text.replace("\\\n", " ").splitlines():
        if match := _PIN.match(line):
            extras = tuple(filter(None, re.split(r"[\s,]+", match["extras"] or "")))
            hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
            pins.append(
                Pin(
                    normalise(match["name"]),
                    extras,
                    match["version"],
                    (match["marker"] or "").strip(),
                    hashes,
                )
            )
    return pins
