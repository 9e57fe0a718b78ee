"""What each page takes in one process: prints JSON for ``benchmarks.pages``.

Run in the folder of a checkout, which need not be this one: python answers.py < addresses.json
"""

import json
import os
import sys
import time
from typing import Any

TRIES = 5
SLOW = 3.0  # seconds; what takes longer is asked once more and no more


def main() -> None:
    """Ask for each address and print milliseconds of processor time, the least of some tries."""
    sys.path.insert(0, os.getcwd())
    os.environ["PAGE_CACHE_MB"] = "0"
    from tracker import create_app

    client: Any = create_app().test_client()
    client.set_cookie("x", "1")
    addresses: dict[str, str] = json.load(sys.stdin)
    print(json.dumps({name: best(client, address) for name, address in addresses.items()}))


def best(client: Any, address: str) -> tuple[float, float, int]:
    """Milliseconds of the first answer, the least of later ones, and the size of the body."""
    first, size = once(client, address)
    tries = 1 if first > SLOW else TRIES
    later = min(once(client, address)[0] for _try in range(tries))
    return first * 1000, later * 1000, size


def once(client: Any, address: str) -> tuple[float, int]:
    """Seconds of processor time of one answer, and its size."""
    begun = time.process_time()
    answer = client.get(address)
    size = len(answer.get_data())
    taken = time.process_time() - begun
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return taken, size


if __name__ == "__main__":
    main()
