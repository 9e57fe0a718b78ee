"""The names of states as the seed brings them, without a database."""

from pathlib import Path
from typing import Any

from tracker.exchange.kinds import ALL_KINDS
from tracker.exchange.normalising.state_names import state_names
from tracker.exchange.sheets import read_sheet

SPECIFICATIONS = {kind.name: kind.specification for kind in ALL_KINDS}
SEED = Path(__file__).resolve().parents[2] / "seed_data"


def seeded(kind: str) -> list[Any]:
    """The drafts of a seed file."""
    path = SEED / f"{kind}.csv"
    sheet = read_sheet(path.name, path.read_bytes(), SPECIFICATIONS[kind])
    return [SPECIFICATIONS[kind].draft.parse(row.cells) for row in sheet.rows]


NAMES = state_names(seeded("states"), seeded("state_aliases"))
