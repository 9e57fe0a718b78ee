"""Runs `sandbox_worker` in a separate process for each file."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tracker.attachments.sanitise.results import (
    FileRefused,
    Note,
    Passages,
    Reason,
    SanitisedFile,
    ScanResult,
)

MOST_SECONDS = 60
_WORKER = Path(__file__).with_name("sandbox_worker.py")
# Each may take memory by the gigabyte: who comes third waits.
_places = threading.BoundedSemaphore(2)


def cleaned(code: str, content: bytes) -> tuple[SanitisedFile, ScanResult]:
    """The cleaned file and its possible personal data. Raises FileRefused."""
    head, made = _run(code, content)
    found = [
        Passages(**{**each, "examples": tuple(each["examples"])})
        for each in head["searched"]["passages"]
    ]
    searched = ScanResult(tuple(found), head["searched"]["whole"])
    return SanitisedFile(made, frozenset(Note(each) for each in head["notes"])), searched


def _run(code: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    # Isolated, with an empty environment: no setting and no secret goes along.
    command = [sys.executable, "-I", str(_WORKER), code]
    try:
        with _places:
            done = subprocess.run(  # noqa: S603 - our own program, the file on its input
                command, input=content, capture_output=True, timeout=MOST_SECONDS, env={}
            )
    except subprocess.TimeoutExpired:
        raise FileRefused(Reason.TOO_COMPLEX) from None
    head, line, made = done.stdout.partition(b"\n")
    if done.returncode or not line:
        raise FileRefused(Reason.TOO_COMPLEX)
    answer = json.loads(head)
    if "reason" in answer:
        raise FileRefused(Reason(answer["reason"]), answer["detail"])
    return answer, made
