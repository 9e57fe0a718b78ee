"""How files spell states: to the ISO3 code, or to the reason why it means none. Never guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.registry.drafts import StateAliasDraft, StateDraft


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a spelling means: a state, or none and why."""

    iso3: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StateNames:
    """Every known spelling of a state; see ``state_names`` for how it is made."""

    spellings: Mapping[str, Meaning] = field(default_factory=dict)


NO_NAMES = StateNames()


def state_names(
    states: Iterable[StateDraft], aliases: Iterable[StateAliasDraft] = ()
) -> StateNames:
    """The spellings that the registry knows: names, codes and aliases."""
    spellings: dict[str, Meaning] = {}
    for state in states:
        told = (state.name_en, state.name_fr, state.name_es, state.name_ar)
        codes = (state.name_ru, state.name_zh, state.iso3, state.iso2, state.m49)
        spellings |= {name: Meaning(state.iso3) for name in (*told, *codes)}
    spellings |= {each.name: Meaning(each.iso3, each.note or "") for each in aliases}
    return StateNames(spellings)
