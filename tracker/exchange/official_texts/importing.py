"""Matches the paragraphs of resolutions with our summaries, file by file.

Files are matched by symbol and paragraphs by printed number. Nothing is guessed: a number that
occurs twice is not matched, and everything unmatched is reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.exchange.official_texts.document import (
    Reason,
    ResolutionText,
    TextRefused,
    read_resolution,
)
from tracker.exchange.official_texts.paragraphs import Paragraph
from tracker.exchange.official_texts.symbols import symbol_key
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.locators import ParagraphPlace
from tracker.registry.official_wording import (
    OfficialWordingDraft,
    plan_official_wordings,
    put_official_wordings,
)
from tracker.registry.queries.official_wordings import NumberedText, Placed, numbered_texts
from tracker.review import publication
from tracker.schema.drafts import Origin

MOST_FILES = 500


class Unmatched(StrEnum):
    """Why a commitment has no wording from a file of its resolution."""

    NO_NUMBER = "no_number"  # its place names no paragraph by number
    NO_PARAGRAPH = "no_paragraph"
    NO_POINT = "no_point"
    NUMBER_TWICE = "number_twice"
    NUMBERS_RESTART = "numbers_restart"
    NEXT_IS_MISSING = "next_is_missing"


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file with its name, bytes and location.

    ``fault`` says why an archive could not be used.
    """

    name: str
    content: bytes
    origin: str
    fault: Reason | None = None


@dataclass(slots=True)
class FileReport:
    """The result for one file. ``refused`` says why nothing was done."""

    name: str
    sha256: str
    refused: Reason | None = None
    detail: str = ""
    symbol: str = ""
    language: str = ""
    instruments: list[str] = field(default_factory=list)
    paragraphs: int = 0
    added: int = 0
    superseded: int = 0
    unchanged: int = 0
    paragraphs_left: list[str] = field(default_factory=list)
    commitments_left: list[tuple[Placed, Unmatched]] = field(default_factory=list)

    @property
    def matched(self) -> int:
        """How many commitments have their wording from this file."""
        return self.added + self.superseded + self.unchanged


def origin_of(name: str, address: str, *, alone: bool) -> str:
    """The location of a file: below a folder's address, at its address, or its name.

    An address that ends with a slash is a folder's; one file's address serves one file only.
    """
    if address.endswith("/"):
        return address + name
    return address if address and alone else name


def import_official_texts(
    actor: Actor, files: Sequence[GivenFile], *, write: bool = True
) -> list[FileReport]:
    """Save the wordings of all files as one public change. Returns a report for each.

    A file that is refused does not keep the others back. Without ``write`` nothing is changed.
    """
    require(actor, Permission.REGISTRY_MAINTAIN)
    if write:
        publication.lock_publication()  # of two at once, the second finds what the first put there
    texts = numbered_texts()
    seen: dict[tuple[str, str], FileReport] = {}
    reports = []
    with publication.one_change():
        for file in files:
            report, drafts = _read(file, texts, seen)
            if write:
                origin = Origin(file.name, report.sha256)
                changes = put_official_wordings(actor, drafts, origin=origin)
            else:
                changes = plan_official_wordings(actor, drafts)
            report.added, report.superseded = len(changes.created), len(changes.changed)
            report.unchanged = len(drafts) - report.added - report.superseded
            reports.append(report)
    return reports


def _read(
    file: GivenFile,
    texts: Sequence[NumberedText],
    seen: dict[tuple[str, str], FileReport],
) -> tuple[FileReport, list[OfficialWordingDraft]]:
    """The drafts from a file. None if it is refused."""
    report = FileReport(file.name, sha256(file.content).hexdigest())
    try:
        if file.fault is not None:
            raise TextRefused(file.fault, str(MOST_FILES))
        text = read_resolution(file.content)
        report.symbol, report.language = text.symbol, text.language
        report.paragraphs = len(text.paragraphs)
        about = [each for each in texts if symbol_key(each.symbol) == text.symbol]
        if not about:
            raise TextRefused(Reason.NO_INSTRUMENT, text.symbol)
        earlier = seen.setdefault((text.symbol, text.language), report)
        if earlier.sha256 != report.sha256:
            raise TextRefused(Reason.SAME_TEXT_TWICE, earlier.name)
    except TextRefused as refused:
        report.refused, report.detail = refused.reason, refused.detail
        return report, []
    report.instruments = [each.code for each in about]
    commitments = [placed for each in about for placed in each.commitments]
    return report, _match(report, file, text, commitments)


def _match(
    report: FileReport, file: GivenFile, text: ResolutionText, commitments: Sequence[Placed]
) -> list[OfficialWordingDraft]:
    """The drafts for matched paragraphs. Unmatched ones go into the report."""
    drafts, used = [], set[int]()
    for placed in commitments:
        found = wording_at(text, placed.place)
        if isinstance(found, Unmatched):
            report.commitments_left.append((placed, found))
            continue
        paragraph, wording = found
        used.add(id(paragraph))
        drafts.append(
            OfficialWordingDraft.parse(
                {
                    "commitment": placed.reference,
                    "language": text.language,
                    "paragraph": placed.place.label if placed.place else "",
                    "text": wording,
                    "sha256": text.sha256,
                    "origin": file.origin,
                    "read_on": clock.today().isoformat(),
                }
            )
        )
    left = (each.number for each in text.paragraphs if id(each) not in used)
    report.paragraphs_left = list(left)
    return drafts


def wording_at(
    text: ResolutionText, place: ParagraphPlace | None
) -> tuple[Paragraph, str] | Unmatched:
    """The paragraph at a locator with the wording of it or its point, or why there is none.

    A place without "annex" is looked up in the body first: where the body numbers nothing, as in
    resolutions that only adopt a declaration, in the annexes.
    """
    if place is None:
        return Unmatched.NO_NUMBER
    annexed = [each for annex in text.annexes for each in annex]
    searched = annexed if place.in_annex or not text.body else list(text.body)
    if place.of_action:
        return _below_action(searched, place)
    found = [each for each in searched if each.number == place.number]
    if not found:
        return Unmatched.NO_PARAGRAPH
    if len(found) > 1:
        return Unmatched.NUMBER_TWICE
    if found[0].doubt is not None:
        return Unmatched(found[0].doubt.value)
    if place.point is None:
        return found[0], found[0].text
    point = found[0].point(place.point)
    return Unmatched.NO_POINT if point is None else (found[0], point)


def _below_action(
    paragraphs: Sequence[Paragraph], place: ParagraphPlace
) -> tuple[Paragraph, str] | Unmatched:
    """The paragraph below an action's heading, or its named point.

    Headings bound an action, so doubts about the numbers of paragraphs do not matter here.
    """
    below = [each for each in paragraphs if each.action == place.number]
    if not below:
        return Unmatched.NO_PARAGRAPH
    if place.point is None:
        return (below[0], below[0].text) if len(below) == 1 else Unmatched.NUMBER_TWICE
    points = [(each, text) for each in below if (text := each.point(place.point)) is not None]
    if not points:
        return Unmatched.NO_POINT
    return points[0] if len(points) == 1 else Unmatched.NUMBER_TWICE
