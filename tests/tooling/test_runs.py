"""Runs of tests take memory while they last and give it back, also after they were killed."""

import os
import time
from pathlib import Path

import pytest

from tests import runs


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    living, killed, young = (runs.begin(tmp_path) for _ in range(3))
    for run in (living, killed):
        long_ago = time.time() - runs.GRACE - 1
        os.utime(run / runs.ALIVE, (long_ago, long_ago))
    for run in (killed, young):
        os.close(runs._locks.pop(run))  # as the system does when a process ends

    runs.sweep(tmp_path)

    os.close(runs._locks.pop(living))
    assert {living, young} == set(tmp_path.iterdir())


def test_a_run_without_room_in_memory_goes_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "ROOM", 2**62)

    run = runs.begin(tmp_path)

    os.close(runs._locks.pop(run))
    assert run.exists()
    assert run.parent != tmp_path
