"""How long public pages take to be made anew; run by hand, never by the tests.

Run: DATA_DIR=FOLDER python tests/bench_pages.py / /states/KEN. The folder has a seeded database.
The page cache is off, charts and snapshots are stored by two answers before. Times are user and
system milliseconds, the smallest of nine.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
TRIES = 9


def main() -> None:
    """Print what each address of the command line takes."""
    os.environ["PAGE_CACHE_MB"] = "0"
    from tracker import create_app

    client = create_app().test_client()
    client.set_cookie("x", "1")
    print("| page | ms |\n|---|---:|")
    for address in sys.argv[1:]:
        taken = []
        for _try in range(2 + TRIES):
            begun = time.process_time()
            answer = client.get(address)
            taken.append(time.process_time() - begun)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status}")
        print(f"| `{address}` | {min(taken[2:]) * 1000:.1f} |", flush=True)


if __name__ == "__main__":
    main()
