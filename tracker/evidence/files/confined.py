"""Runs `child` for one file: a process that ends with the file, whatever the file does to it."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tracker.evidence.files.outcomes import Made, Note, Passages, Reason, Searched, Unacceptable

MOST_SECONDS = 60
_CHILD = Path(__file__).with_name("child.py")
# Each may take memory by the gigabyte: who comes third waits.
_places = threading.BoundedSemaphore(2)


def cleaned(code: str, content: bytes) -> tuple[Made, Searched]:
    """The file made anew, and what its text tells of people; raises Unacceptable."""
    told, made = _run(code, content)
    found = [
        Passages(**{**each, "examples": tuple(each["examples"])})
        for each in told["searched"]["passages"]
    ]
    searched = Searched(tuple(found), told["searched"]["whole"])
    return Made(made, frozenset(Note(each) for each in told["notes"])), searched


def _run(code: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    # Isolated, with an empty environment: no setting and no secret goes along.
    command = [sys.executable, "-I", str(_CHILD), code]
    try:
        with _places:
            done = subprocess.run(  # noqa: S603 - our own program, the file on its input
                command, input=content, capture_output=True, timeout=MOST_SECONDS, env={}
            )
    except subprocess.TimeoutExpired:
        raise Unacceptable(Reason.TOO_COMPLEX) from None
    head, line, made = done.stdout.partition(b"\n")
    if done.returncode or not line:
        raise Unacceptable(Reason.TOO_COMPLEX)
    told = json.loads(head)
    if "reason" in told:
        raise Unacceptable(Reason(told["reason"]), told["detail"])
    return told, made
