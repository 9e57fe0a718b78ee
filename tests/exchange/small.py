"""A load small enough to read: one or two rows of each kind, about invented states."""

import csv
import io
from pathlib import Path

from tracker.exchange.kinds import SEED_KINDS

Rows = dict[str, list[dict[str, str]]]
HEADERS = {kind.name: kind.specification.header for kind in SEED_KINDS}


def small() -> Rows:
    """The rows of every kind; a test changes what it is about."""
    return {
        "themes": [{"code": "survivors", "name": "Survivors", "explanation": "They take part."}],
        "states": [
            _state("XQA", "XA", "991", "Northland"),
            _state("XQB", "XB", "992", "Southland"),
        ],
        "state_aliases": [
            {"name": "Northlandia", "iso3": "XQA"},
            {"name": "Lake Isle", "note": "A territory of Southland."},
        ],
        "instruments": [
            _instrument("PLAN", kind="resolution"),
            _instrument("TREATY", kind="treaty", membership_indicator="PARTY"),
        ],
        "commitments": [
            _commitment("PLAN-01", "PLAN", kind="commitment", addressees="all_states"),
            _commitment(
                "TREATY-01", "TREATY", kind="treaty_obligation", addressees="states_parties"
            ),
        ],
        "relations": [
            {
                "from": "TREATY-01",
                "relation": "same",
                "to": "PLAN-01",
                "confidence": "high",
                "rationale": "Both ask for training.",
            }
        ],
        "indicators": [
            {
                "code": "PARTY",
                "title": "Party to the treaty",
                "statement": "Whether a state is a party.",
                "type": "structural",
                "kind": "membership",
                "direction": "up",
                "treaty": "TREATY",
            }
        ],
        "indicator_levels": [
            _level("not_party", "0"),
            _level("signed", "1"),
            _level("party", "4"),
        ],
        "measures": [
            {"indicator": "PARTY", "commitment": "PLAN-01", "reason": "The plan asks to join."}
        ],
        "sources": [
            {
                "code": "depositary",
                "title": "List of parties",
                "publisher": "The depositary",
                "tier": "A",
                "language": "en",
                "current_on": "2020-06",
                "citation": "List of parties, June 2020.",
            }
        ],
        "indicator_values": [
            value("PARTY-XQA-2005", "XQA", "party", "2005-01-05"),
            value("PARTY-XQB-2003", "XQB", "signed", "2003"),
        ],
    }


def value(reference: str, state: str, value: str, effective_on: str) -> dict[str, str]:
    """One row of indicator values."""
    return {
        "reference": reference,
        "indicator": "PARTY",
        "state": state,
        "value": value,
        "effective_on": effective_on,
        "source": "depositary",
    }


def _state(iso3: str, iso2: str, m49: str, name: str) -> dict[str, str]:
    names = {f"name_{language}": name for language in ("en", "fr", "es", "ar", "ru", "zh")}
    return {
        "iso3": iso3,
        "iso2": iso2,
        "m49": m49,
        **names,
        "status": "member",
        "member_since": "1960",
        "region": "africa",
        "subregion": "eastern-africa",
        "regional_group": "AG",
    }


def _instrument(code: str, **more: str) -> dict[str, str]:
    return {
        "code": code,
        "title": f"The text {code}",
        "issuing_body": "An assembly",
        "adopted_on": "2000-11-15",
        "text_seen": "Whole text",
        **more,
    }


def _commitment(reference: str, instrument: str, **more: str) -> dict[str, str]:
    return {
        "reference": reference,
        "instrument": instrument,
        "position": "1",
        "locator": "Paragraph 1",
        "title": "Train officials",
        "statement": "States train their officials.",
        "pillar": "prevention",
        "themes": "survivors",
        "sdg_targets": "5.2; 16.2",
        "certainty": "verified",
        **more,
    }


def _level(value: str, level: str) -> dict[str, str]:
    return {
        "indicator": "PARTY",
        "value": value,
        "level": level,
        "label": value,
        "meaning": f"The state is: {value}.",
    }


def sheet(kind: str, rows: list[dict[str, str]]) -> bytes:
    """The rows as a file of the kind; what a row does not name is blank."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADERS[kind], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_files(rows: Rows) -> dict[str, bytes]:
    """A file per kind, by name."""
    return {f"{kind}.csv": sheet(kind, some) for kind, some in rows.items()}


def write(folder: Path, rows: Rows) -> Path:
    """Write a file per kind into the folder."""
    folder.mkdir(exist_ok=True)
    for name, content in as_files(rows).items():
        (folder / name).write_bytes(content)
    return folder
