"""Pauses Python's collector of cycles while very many objects are made that hold no cycle.

It looks at all objects of the process again and again as their number grows: a third of the time of
an import of 50,000 rows. Whatever forms a cycle meanwhile is collected afterwards.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_paused = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """Collect no cycles inside, in the whole process; where it is off already, leave it off."""
    global _paused  # noqa: PLW0603 – the collector is one for the process, and so is the count
    with _lock:
        was_on = gc.isenabled() or _paused > 0
        _paused += was_on
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _paused -= was_on
            if was_on and not _paused:
                gc.enable()
