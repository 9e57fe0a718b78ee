"""The cache makes a value once, never serves an older version, and stays within its limit."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from tracker.core.cache import Cache, discard_everywhere

EIGHT = 8


def test_eight_requests_at_once_for_one_cold_key_make_it_once() -> None:
    cache: Cache[int] = Cache(10)
    made: list[int] = []
    together, released = Barrier(EIGHT + 1), Event()

    def make() -> int:
        made.append(1)
        released.wait(10)
        return 42

    def ask() -> int:
        together.wait(10)
        return cache.get_or_make("key", 1, make)

    with ThreadPoolExecutor(EIGHT) as pool:
        answers = [pool.submit(ask) for _ in range(EIGHT)]
        together.wait(10)
        released.set()
        assert [answer.result(10) for answer in answers] == [42] * EIGHT
    assert len(made) == 1


def test_nobody_waits_for_a_value_of_another_key() -> None:
    cache: Cache[str] = Cache(10)
    begun, released = Event(), Event()

    def slow() -> str:
        begun.set()
        released.wait(10)
        return "slow"

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(cache.get_or_make, "slow", 1, slow)
        begun.wait(10)
        assert cache.get_or_make("other", 1, lambda: "made") == "made"
        assert cache.get_or_make("slow", 2, lambda: "next version") == "next version"
        assert not waiting.done()
        released.set()
        assert waiting.result(10) == "slow"
    assert cache.get("slow", 2) == "next version", "a late older value replaced a newer one"


def test_a_failure_reaches_its_own_caller_only() -> None:
    cache: Cache[str] = Cache(10)
    begun, released = Event(), Event()

    def fail() -> str:
        begun.set()
        released.wait(10)
        raise ValueError("no value")

    with ThreadPoolExecutor(2) as pool:
        failing = pool.submit(cache.get_or_make, "key", 1, fail)
        begun.wait(10)
        waiting = pool.submit(cache.get_or_make, "key", 1, lambda: "made")
        released.set()
        with pytest.raises(ValueError, match="no value"):
            failing.result(10)
        assert waiting.result(10) == "made"
    assert cache.get_or_make("key", 1, fail) == "made"


def test_a_newer_version_takes_the_place_of_the_older() -> None:
    cache: Cache[str] = Cache(10)

    cache.get_or_make("key", 1, lambda: "older")
    assert cache.get("key", 2) is None
    assert cache.latest("key") == "older"
    cache.get_or_make("key", 2, lambda: "newer")

    assert (len(cache), cache.get("key", 1), cache.get("key", 2)) == (1, None, "newer")


def test_the_least_recently_used_values_are_dropped_at_the_limit() -> None:
    cache: Cache[str] = Cache(2)

    for key in ("one", "two"):
        cache.put(key, 1, key)
    cache.get("one", 1)
    cache.put("three", 1, "three")

    assert [cache.get(key, 1) for key in ("one", "two", "three")] == ["one", None, "three"]


@pytest.mark.parametrize(
    ("sizes", "left"),
    [
        ([40, 40], [40, 40]),
        ([40, 40, 40], [40, 40]),  # 120 would be too much
        ([90, 20], [20]),
        ([40, 101], [40]),  # heavier than the limit: it is not stored, and drops nothing else
    ],
)
def test_the_sum_of_weights_stays_within_the_limit(sizes: list[int], left: list[int]) -> None:
    cache: Cache[bytes] = Cache(100, weigh=len)

    for number, size in enumerate(sizes):
        cache.put(number, 1, bytes(size))

    stored = [cache.get(number, 1) for number in range(len(sizes))]
    assert [len(value) for value in stored if value is not None] == left
    assert cache.weight == sum(left)


def test_a_value_that_needs_itself_is_an_error_and_no_wait() -> None:
    cache: Cache[int] = Cache(10)

    def make() -> int:
        return cache.get_or_make("key", 1, make)

    with pytest.raises(RuntimeError):
        cache.get_or_make("key", 1, make)
    assert cache.get_or_make("key", 1, lambda: 1) == 1


def test_values_of_one_database_are_dropped_from_every_cache() -> None:
    first, second = Cache[int](10), Cache[int](10)
    for cache in (first, second):
        cache.put(("ours", 1), 1, 1)
        cache.put(("other", 1), 1, 1)

    discard_everywhere(lambda key: key[0] == "ours")

    assert [cache.get(("ours", 1), 1) for cache in (first, second)] == [None, None]
    assert [cache.get(("other", 1), 1) for cache in (first, second)] == [1, 1]
