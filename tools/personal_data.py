"""Counts what the search for personal data finds and misses: `python -m tools.personal_data`.

The passages are invented and mark what is to be found: ⟦kind|text⟧. `--half NAME` counts one set,
and `--show` lists what it misses and what it marks wrongly.

The sets `everyday_*`, `second_*`, `third_open` and `fourth_open` hold ages without names, places
of stay and names in plain sentences, with official sentences that must stay unmarked. The sealed
set was written and committed on 29 November 2026, before the rules for these kinds. The rule:
nobody opens it, runs `--show` on it or changes a word list because of it; its figures are taken
once, when the rules are ready. `held_out` and `sealed` are earlier sets under the same rule.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.steps import ROOT
from tracker.pii.finder import find
from tracker.pii.findings import Finding, FindingKind

FOLDER = ROOT / "tests" / "unit" / "pii" / "passages"
HALVES = (
    "development",
    "hard",
    "held_out",
    "sealed",
    "everyday_open",
    "everyday_sealed",
    "second_open",
    "second_sealed",
    "third_open",
    "fourth_open",
)
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
_MARKED = re.compile(r"⟦(?P<kind>[a-z_]+)\|(?P<said>[^⟧]+)⟧")
# Kinds that mark the same thing, so that either is right.
_ALIKE = (
    {FindingKind.NAME, FindingKind.AGE_AND_NAME},
    {FindingKind.AGE, FindingKind.AGE_AND_NAME},
    {FindingKind.ADDRESS, FindingKind.PLACE_OF_STAY},
)


@dataclass(frozen=True)
class Expected:
    """One place that a reader would mark."""

    kind: FindingKind
    start: int
    end: int

    def found_by(self, finding: Finding) -> bool:
        """Whether the finding is of its kind and covers half of it or more.

        A name with and without its age count as one kind, and so do an address and a place of
        stay: both mark the same thing.
        """
        kinds = {finding.kind, self.kind}
        same = len(kinds) == 1 or any(kinds <= alike for alike in _ALIKE)
        return same and 2 * self.shared(finding) >= self.end - self.start

    def shared(self, finding: Finding) -> int:
        """How many characters both have."""
        return max(0, min(self.end, finding.end) - max(self.start, finding.start))


@dataclass(frozen=True)
class Passage:
    """An invented text and what is to be found in it; empty for one that only tempts."""

    id: str
    language: str
    text: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class Outcome:
    """One passage, searched."""

    passage: Passage
    missed: tuple[Expected, ...]
    false_alarms: tuple[Finding, ...]


def passages(half: str) -> Iterator[Passage]:
    """Every passage of one half, its marks taken out."""
    for line in (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield _read(row["id"], row["language"], row["text"])


def _read(name: str, language: str, marked: str) -> Passage:
    text, expected, done = "", [], 0
    for mark in _MARKED.finditer(marked):
        text += marked[done : mark.start()]
        place = len(text)
        text += mark["said"]
        expected.append(Expected(FindingKind(mark["kind"]), place, len(text)))
        done = mark.end()
    return Passage(name, language, text + marked[done:], tuple(expected))


def outcome(passage: Passage) -> Outcome:
    """What is missed of a passage, and what is marked though nothing is there."""
    findings = find(passage.text)
    missed = [it for it in passage.expected if not any(map(it.found_by, findings))]
    wrong = [it for it in findings if not any(each.shared(it) for each in passage.expected)]
    return Outcome(passage, tuple(missed), tuple(wrong))


@dataclass(frozen=True)
class Tally:
    """Sums over passages: places to find, found; passages that only tempt, those with an alarm.

    `surely_alarmed` counts those with an alarm that is certain, so that its writer has to act.
    """

    expected: int
    found: int
    tempting: int
    alarmed: int
    false_alarms: int
    surely_alarmed: int = 0

    @property
    def recall(self) -> float:
        """The share of places found; 1 if there was none to find."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def alarm_rate(self) -> float:
        """The share of passages without personal data in which something is marked."""
        return self.alarmed / self.tempting if self.tempting else 0.0


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """The sums over some outcomes."""
    them = list(outcomes)
    tempting = [it for it in them if not it.passage.expected]
    expected = sum(len(it.passage.expected) for it in them)
    return Tally(
        expected=expected,
        found=expected - sum(len(it.missed) for it in them),
        tempting=len(tempting),
        alarmed=sum(bool(it.false_alarms) for it in tempting),
        false_alarms=sum(len(it.false_alarms) for it in them),
        surely_alarmed=sum(any(each.is_certain for each in it.false_alarms) for it in tempting),
    )


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """The figures by language and by kind, as Markdown."""
    yield (
        "| language | to find | found | recall | tempting passages | with a false alarm"
        " | with a certain one |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for language in (*LANGUAGES, "all"):
        sums = tally(it for it in outcomes if language in (it.passage.language, "all"))
        yield (
            f"| {language} | {sums.expected} | {sums.found} | {sums.recall:.0%}"
            f" | {sums.tempting} | {sums.alarmed} | {sums.surely_alarmed} |"
        )
    yield ""
    yield "| kind | to find | found | false alarms |"
    yield "|---|---:|---:|---:|"
    expected = Counter(each.kind for it in outcomes for each in it.passage.expected)
    missed = Counter(each.kind for it in outcomes for each in it.missed)
    wrong = Counter(each.kind for it in outcomes for each in it.false_alarms)
    for kind in FindingKind:
        found = expected[kind] - missed[kind]
        yield f"| {kind} | {expected[kind]} | {found} | {wrong[kind]} |"


def details(outcomes: list[Outcome]) -> Iterator[str]:
    """What is missed and what is marked wrongly, one line each."""
    for it in outcomes:
        for miss in it.missed:
            yield f"{it.passage.id} missed {miss.kind}: {it.passage.text[miss.start : miss.end]}"
        for alarm in it.false_alarms:
            said = it.passage.text[alarm.start : alarm.end]
            yield f"{it.passage.id} false alarm {alarm.kind}: {said}"


def main() -> None:
    """Print the tables of one half or of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=(*HALVES, "both"), default="both")
    parser.add_argument("--show", action="store_true", help="list what is missed")
    told = parser.parse_args()
    for half in HALVES if told.half == "both" else (told.half,):
        outcomes = [outcome(passage) for passage in passages(half)]
        print(f"\n{half}: {len(outcomes)} passages\n", *table(outcomes), sep="\n")
        if told.show:
            print("", *details(outcomes), sep="\n")


if __name__ == "__main__":
    main()
