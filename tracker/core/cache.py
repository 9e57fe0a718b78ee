"""A cache for slow values, in the memory of a process and shared by its threads.

A value has a key, which says what it is, and a version, which says from which records it was made.
A key has one value: a newer one takes the place of the older one, which is dropped at once. One
thread makes a missing value while the others that need the same one wait for it. Nobody waits for a
value of another key.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Event, Lock, get_ident
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakSet

V = TypeVar("V")

_caches: "WeakSet[Cache[Any]]" = WeakSet()


class _Entry(NamedTuple, Generic[V]):
    version: Hashable
    value: V
    weight: int


class _Build(Generic[V]):
    """A value that one thread is computing."""

    def __init__(self) -> None:
        self.owner = get_ident()
        self.done = Event()
        self.result: tuple[V] | None = None  # None also after a failure


class Cache(Generic[V]):
    """Values by key, up to a limit. The least recently used ones are dropped first.

    ``limit`` is a number of values, or a sum of weights where ``weigh`` gives the weight of one. A
    value that is heavier than the limit is not stored.
    """

    def __init__(self, limit: int, weigh: Callable[[V], int] | None = None) -> None:
        self.limit = limit
        self.weight = 0
        self._weigh = weigh or (lambda _value: 1)
        self._entries: OrderedDict[Hashable, _Entry[V]] = OrderedDict()
        self._builds: dict[tuple[Hashable, Hashable], _Build[V]] = {}
        self._lock = Lock()  # held for a look or a change, never while a value is made
        _caches.add(self)

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable, version: Hashable) -> V | None:
        """The value of a key if it has this version, else None."""
        with self._lock:
            entry = self._find(key, version)
        return None if entry is None else entry.value

    def latest(self, key: Hashable) -> V | None:
        """The value of a key in any version, for callers that update the previous one."""
        with self._lock:
            entry = self._entries.get(key)
        return None if entry is None else entry.value

    def get_or_make(self, key: Hashable, version: Hashable, make: Callable[[], V]) -> V:
        """The value of a key in a version. If it is missing, one thread computes it.

        An error of ``make`` is raised in the thread that called it. Waiting threads then try for
        themselves.
        """
        while True:
            with self._lock:
                entry = self._find(key, version)
                if entry is not None:
                    return entry.value
                before = self._entries.get(key)
                build = self._builds.get((key, version))
                is_maker = build is None
                if build is None:
                    build = self._builds[key, version] = _Build()
            if is_maker:
                return self._make(key, version, make, build, before)
            if build.owner == get_ident():
                raise RuntimeError("a cached value is needed to make itself")
            build.done.wait()
            if build.result is not None:
                return build.result[0]

    def put(self, key: Hashable, version: Hashable, value: V) -> None:
        """Store a value and replace any other of the key."""
        with self._lock:
            self._store(key, version, value)

    def discard(self, matches: Callable[[Any], bool]) -> None:
        """Drop the values whose key matches."""
        with self._lock:
            for key in [key for key in self._entries if matches(key)]:
                self._drop(key)

    def _make(
        self,
        key: Hashable,
        version: Hashable,
        make: Callable[[], V],
        build: _Build[V],
        before: _Entry[V] | None,
    ) -> V:
        try:
            value = make()
            build.result = (value,)
            with self._lock:
                # A value that was stored meanwhile is of a later version and stays.
                if self._entries.get(key) is before:
                    self._store(key, version, value)
        finally:
            with self._lock:
                del self._builds[key, version]
            build.done.set()
        return value

    def _find(self, key: Hashable, version: Hashable) -> _Entry[V] | None:
        entry = self._entries.get(key)
        if entry is None or entry.version != version:
            return None
        self._entries.move_to_end(key)
        return entry

    def _store(self, key: Hashable, version: Hashable, value: V) -> None:
        self._drop(key)
        entry = _Entry(version, value, self._weigh(value))
        if entry.weight > self.limit:
            return
        self._entries[key] = entry
        self.weight += entry.weight
        while self.weight > self.limit:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: Hashable) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.weight -= entry.weight


def discard_everywhere(matches: Callable[[Any], bool]) -> None:
    """Drop the values whose key matches from every cache of this process."""
    for cache in list(_caches):
        cache.discard(matches)
