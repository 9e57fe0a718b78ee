"""The kinds of record that files can bring, in the order in which they are written.

A new kind is a module here (columns, what is on record, the service that writes) and a line below.
"""

from typing import Any

from tracker.exchange.kinds import evidence, recommendations, registry, reporting
from tracker.exchange.specification import Kind

SEED_KINDS: tuple[Kind[Any], ...] = (*registry.KINDS, *evidence.KINDS)
# A database starts without cycles, and without what other mechanisms ask of real states: that is
# for its operators to say.
ALL_KINDS: tuple[Kind[Any], ...] = (*SEED_KINDS, *recommendations.KINDS, *reporting.KINDS)
