"""The process in which foreign files are taken apart: little memory, little time, no files.

Run as a program by `confined`: the file comes on standard input; what is told (one line of JSON)
and then the new file leave on standard output. It knows no setting and no database.
"""

import importlib
import json
import resource
import sys
import types
from pathlib import Path

MOST_MEMORY = 2 * 1024**3
MOST_SECONDS = 30


def main(task: str, code: str) -> None:
    """Clean (and read) or only read a file of the kind, within limits."""
    _confine()
    _stand_alone()
    outcomes = importlib.import_module("tracker.evidence.files.outcomes")
    content, notes, text = sys.stdin.buffer.read(), [], None
    try:
        if task == "clean":
            made = importlib.import_module("tracker.evidence.files.cleaning").cleaned(code, content)
            content, notes = made.content, sorted(made.notes)
        text = _text(code, content)
    except outcomes.Unacceptable as fault:
        told = {"reason": fault.reason, "detail": fault.detail}
        content = b""
    else:
        told = {"notes": notes, "text": text.text, "whole": text.whole}
    head = json.dumps(told).encode("ascii")
    sys.stdout.buffer.write(head + b"\n" + (content if task == "clean" else b""))


def _text(code: str, content: bytes) -> object:
    """The text; where reading fails, that is said, for the file itself is sound."""
    outcomes = importlib.import_module("tracker.evidence.files.outcomes")
    try:
        return importlib.import_module("tracker.evidence.files.reading").text_of(code, content)
    except Exception:
        return outcomes.Text("", whole=False)


def _confine() -> None:
    """Limits that the system holds; none of them can be raised again from inside."""
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
    main(sys.argv[1], sys.argv[2])
