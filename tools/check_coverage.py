"""Compares the coverage of each part with its floor, which only rises.

Run after `make test COVERAGE=1`. With `--raise` the floors rise to what was reached, rounded down
to whole per cents; none ever falls. A part without a floor must reach the floor of new parts.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

from tools.steps import BUILD, ROOT, VENV, SetUpFailed, main_of, run, say

FLOORS = ROOT / "tests" / "coverage_floors.json"
REPORT = BUILD / "coverage" / "report.json"
NEW_PART = 85  # per cent
GROUND = "*.py"


def part_of(file: str) -> str:
    """The part of the house a file belongs to; those directly in tracker/ are one part."""
    parts = Path(file).parts
    return parts[1] if len(parts) > 2 else GROUND


def reached(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> dict[str, float]:
    """Per cent of lines and branches that tests reached, by part."""
    covered: dict[str, int] = defaultdict(int)
    whole: dict[str, int] = defaultdict(int)
    for file, measured in report["files"].items():
        summary = measured["summary"]
        part = part_of(file)
        covered[part] += summary["covered_lines"] + summary["covered_branches"]
        whole[part] += summary["num_statements"] + summary["num_branches"]
    return {part: 100 * covered[part] / whole[part] for part in sorted(whole) if whole[part]}


def below(measured: dict[str, float], floors: dict[str, int]) -> list[str]:
    """The parts below their floor, in words."""
    return [
        f"tracker/{part} is at {share:.1f} %, its floor is {floors.get(part, NEW_PART)} %"
        for part, share in measured.items()
        if share < floors.get(part, NEW_PART)
    ]


def raised(measured: dict[str, float], floors: dict[str, int]) -> dict[str, int]:
    """The floors of the parts that are there, each as high as what was reached and never lower."""
    return {part: max(int(share), floors.get(part, 0)) for part, share in measured.items()}


def main() -> None:
    """Print what was reached; ends with a sentence if a part is below its floor."""
    run(
        *(VENV / "bin" / "coverage", "json", "--quiet", "-o", REPORT),
        sorry="There is no coverage to read: run make test COVERAGE=1 first.",
    )
    measured = reached(json.loads(REPORT.read_text(encoding="utf-8")))
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if "--raise" in sys.argv:
        floors = raised(measured, floors)
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    for part, share in measured.items():
        say(f"tracker/{part}: {share:.1f} % covered, floor {floors.get(part, NEW_PART)} %")
    if low := below(measured, floors):
        raise SetUpFailed("the tests reach less than before.\n" + "\n".join(low))


if __name__ == "__main__":
    main_of(main)
