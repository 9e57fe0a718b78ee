"""The process that opens foreign files, with limits on memory and time and no file access.

`sandbox` runs it as a program: the file arrives on standard input; the result (one line of JSON)
and then the cleaned file leave on standard output. It uses no settings and no database.
"""

import dataclasses
import importlib
import json
import resource
import sys
import types
from pathlib import Path
from typing import Any

MOST_MEMORY = 2 * 1024**3
MOST_SECONDS = 30


def main(code: str) -> None:
    """Clean the file of this kind and search its text, within limits."""
    _confine()
    _stand_alone()
    results = importlib.import_module("tracker.attachments.sanitise.results")
    cleaning = importlib.import_module("tracker.attachments.sanitise.cleaning")
    try:
        made = cleaning.cleaned(code, sys.stdin.buffer.read())
    except results.FileRefused as fault:
        head, content = {"reason": fault.reason, "detail": fault.detail}, b""
    else:
        searched = dataclasses.asdict(_searched(code, made.content))
        head, content = {"notes": sorted(made.notes), "searched": searched}, made.content
    sys.stdout.buffer.write(json.dumps(head).encode("ascii") + b"\n" + content)


def _searched(code: str, content: bytes) -> Any:
    """Search the text for personal data. An unreadable text is reported and not refused."""
    results = importlib.import_module("tracker.attachments.sanitise.results")
    extract_text = importlib.import_module("tracker.attachments.sanitise.extract_text")
    privacy_scan = importlib.import_module("tracker.attachments.sanitise.privacy_scan")
    try:
        text = extract_text.text_of(code, content)
    except Exception:
        return results.ScanResult(whole=False)
    return results.ScanResult(privacy_scan.passages(text.text), text.whole)


def _confine() -> None:
    """Set limits in the operating system. The process cannot raise them again."""
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),  # what is in memory goes to no disk
    ):
        resource.setrlimit(limit, (most, most))


def _stand_alone() -> None:
    """Import the modules beside this one without binding the whole application, which takes a
    second and would bring settings and secrets along.
    """
    package = types.ModuleType("tracker")
    package.__path__ = [str(Path(__file__).resolve().parents[2])]
    sys.modules["tracker"] = package


if __name__ == "__main__":
    main(sys.argv[1])
