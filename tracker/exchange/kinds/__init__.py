"""The kinds of records that files can import, in the order of writing.

A new kind is a module here (columns, stored records, service) and a line below.
"""

from typing import Any

from tracker.exchange.kinds import evidence, recommendations, registry, reporting
from tracker.exchange.specification import Kind

SEED_KINDS: tuple[Kind[Any], ...] = (*registry.KINDS, *evidence.KINDS)
# What a folder of the seed may hold: also what other mechanisms recommend to states, and positions.
FOLDER_KINDS: tuple[Kind[Any], ...] = (*SEED_KINDS, *recommendations.KINDS)
# A database starts without cycles: those are for its operators to set.
ALL_KINDS: tuple[Kind[Any], ...] = (*FOLDER_KINDS, *reporting.KINDS)
