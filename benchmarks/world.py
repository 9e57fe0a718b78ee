"""Who the invented records are about: the registry of the seed with invented States in place of
the real ones, and invented organisations.

The States keep what gives a database its shape: number, regions, groups, years of membership, their
indicator values, treaties and recommendations. Names and codes are replaced, so nothing invented is
about a real State and nothing real is about an invented one's namesake.
"""

from dataclasses import dataclass
from itertools import product
from random import Random
from string import ascii_uppercase
from typing import Any

from benchmarks.buffer import Buffer
from benchmarks.bulk import Writer
from tracker.accounts.models import Organisation
from tracker.registry.vocabulary import COUNTED_KINDS, STATE_ADDRESSEES

ORGANISATIONS = 400
CODES = tuple("".join(("X", *pair)) for pair in product(ascii_uppercase, repeat=2))


@dataclass(frozen=True, slots=True)
class World:
    """Ids and codes that records refer to."""

    states: tuple[tuple[int, str], ...]  # id and code, members of the United Nations only
    organisations: tuple[int, ...]
    commitments: tuple[
        tuple[int, str], ...
    ]  # id and reference, those that ask States for something


def rename_states(writer: Writer) -> None:
    """Give every State an invented name and a code that begins with X."""
    rows = writer.execute("SELECT id, iso3 FROM state ORDER BY iso3").fetchall()
    for number, ((state_id, old), code) in enumerate(zip(rows, CODES, strict=False), 1):
        names = ("name_en", "name_fr", "name_es", "name_ar", "name_ru", "name_zh")
        sets = ", ".join(f"{name} = :name" for name in names)
        writer.execute(
            f"UPDATE state SET iso3 = :code, iso2 = :short, m49 = :m49, note = NULL, {sets}"  # noqa: S608
            " WHERE id = :id",
            code=code,
            short=code[1:],
            m49=f"{number:03}",
            name=f"Invented State {number:03}",
            id=state_id,
        )
        _rename_references(writer, state_id, old, code)
    writer.execute("DELETE FROM state_alias")
    writer.execute("UPDATE recommendation SET made_by = 'an invented State'")


def _rename_references(writer: Writer, state_id: int, old: str, code: str) -> None:
    values: dict[str, Any] = {"old": f"-{old}-", "new": f"-{code}-", "id": state_id}
    writer.execute(
        "UPDATE indicator_value SET reference = replace(reference, :old, :new)"
        " WHERE state_id = :id",
        **values,
    )
    writer.execute(
        "UPDATE commitment SET reference = replace(reference, :old, :new)"
        " WHERE id IN (SELECT commitment_id FROM recommendation WHERE state_id = :id)",
        **values,
    )


def build(writer: Writer, buffer: Buffer, random: Random) -> World:
    """Add the organisations and collect what records refer to."""
    columns = ("id", "public_id", "name", "kind", "survivor_led")
    for number in range(1, ORGANISATIONS + 1):
        name = f"Watch {number:03} (invented organisation)"
        row = (number, f"bench-{number:03}", name, "civil_society", random.random() < 0.1)
        buffer.add(Organisation, columns, row)
    states = writer.execute("SELECT id, iso3 FROM state WHERE status = 'member' ORDER BY iso3")
    return World(
        states=tuple(map(tuple, states.fetchall())),
        organisations=tuple(range(1, ORGANISATIONS + 1)),
        commitments=_commitments(writer),
    )


def _commitments(writer: Writer) -> tuple[tuple[int, str], ...]:
    kinds = ", ".join(f"'{kind}'" for kind in sorted(COUNTED_KINDS))
    addressees = ", ".join(f"'{code}'" for code in sorted(STATE_ADDRESSEES))
    found = writer.execute(
        f"SELECT id, reference FROM commitment WHERE kind IN ({kinds}) AND ended_at IS NULL"  # noqa: S608
        " AND published_at IS NOT NULL AND id IN (SELECT commitment_id FROM commitment_addressee"
        f" WHERE addressee IN ({addressees}))"
        " AND id NOT IN (SELECT commitment_id FROM recommendation) ORDER BY id"
    )
    return tuple(map(tuple, found.fetchall()))
