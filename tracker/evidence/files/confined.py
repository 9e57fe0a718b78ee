"""Runs `child` for one file: a process that ends with the file, whatever the file does to it."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tracker.evidence.files.outcomes import Made, Note, Reason, Text, Unacceptable

MOST_SECONDS = 60
_CHILD = Path(__file__).with_name("child.py")
# Each may take memory by the gigabyte: who comes third waits.
_places = threading.BoundedSemaphore(2)


def cleaned(code: str, content: bytes) -> tuple[Made, Text]:
    """The file made anew with its text; raises Unacceptable."""
    told, made = _run("clean", code, content)
    notes = frozenset(Note(each) for each in told["notes"])
    return Made(made, notes), Text(told["text"], told["whole"])


def text_of(code: str, content: bytes) -> Text:
    """The text of a file that was cleaned before."""
    try:
        told, _none = _run("read", code, content)
    except Unacceptable:
        return Text("", whole=False)
    return Text(told["text"], told["whole"])


def _run(task: str, code: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    # Isolated, with an empty environment: no setting and no secret goes along.
    command = [sys.executable, "-I", str(_CHILD), task, code]
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
