"""Invented actions with their submissions, bearings, sources, replies, moves and events."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from benchmarks.buffer import Buffer
from benchmarks.chain import Chain
from benchmarks.reports import LAST_MOMENT
from benchmarks.words import Texts
from benchmarks.world import World
from tracker.evidence.models import Action, ActionCommitment, Citation, Reply
from tracker.evidence.vocabulary import ActionKind, Polarity, Stance
from tracker.review.models import Submission, SubmissionMove

FIRST_MOMENT = datetime(2012, 1, 9, 8, tzinfo=UTC)
WITHHELD, CORRECTED, REPLIED, DECLINED = 0.05, 0.02, 0.02, 0.03
WAITING = 30  # submissions that reviewers have not decided on
KINDS = tuple(kind.value for kind in ActionKind if kind is not ActionKind.REVERSAL)
GROUNDS = ("not_an_act", "not_checkable", "already_there", "out_of_scope")

_SUBMISSION = (
    *("id", "reference", "kind", "status", "version", "state", "organisation_id", "name_withheld"),
    *("replaces", "about", "unclassified", "text", "created_by", "created_at", "submitted_at"),
)
_MOVE = (
    *("submission_id", "move", "from_status", "to_status", "made_at", "actor", "role", "ground"),
    "waited",
)
_ACTION = (
    *("id", "reference", "submission_id", "state_id", "organisation_id", "name_withheld"),
    *("survivor_led_shown", "kind", "title", "account", "effective_on", "effective_precision"),
    *("stage", "language", "published_at", "ended_at", "ended_as"),
)
_BEARING = ("action_id", "commitment_id", "polarity", "level")
_CITATION = (
    *("action_id", "reply_id", "position", "title", "publisher", "url", "published_on"),
    *("published_precision", "language", "tier"),
)
_REPLY = (
    *("id", "reference", "submission_id", "action_id", "state_id", "name_withheld"),
    *("survivor_led_shown", "stance", "text", "language", "published_at"),
)

Bearing = tuple[int, str, str, int | None]  # id and reference of a commitment, polarity, level


@dataclass(frozen=True, slots=True)
class Logged:
    """One action on its way to readers."""

    reference: str
    state: int
    iso3: str
    organisation: int
    kind: str
    title: str
    account: str
    language: str
    withheld: bool
    effective_on: date
    bearings: tuple[Bearing, ...]
    tiers: tuple[str, ...]
    begun_at: datetime
    decided_at: datetime | None  # None: it waits for reviewers
    published: bool = True
    ended_at: datetime | None = None
    replaces: str | None = None

    @property
    def status(self) -> str:
        """Where its submission is."""
        if self.decided_at is None:
            return "submitted"
        if not self.published:
            return "declined"
        return "superseded" if self.ended_at else "published"

    @property
    def submitted_at(self) -> datetime:
        """When it was sent to the reviewers."""
        return self.begun_at + timedelta(hours=2)


class Actions:
    """Writes actions until there are as many public ones as asked."""

    def __init__(self, buffer: Buffer, chain: Chain, world: World, random: Random) -> None:
        self._buffer, self._chain, self._world, self._random = buffer, chain, world, random
        self._texts = Texts(random)
        self._action = self._reply = self._submission = 0

    def write(self, number: int) -> None:
        """Write so many public ones, and beside them what was corrected, declined or waits."""
        step = (LAST_MOMENT - FIRST_MOMENT) / max(number, 1)
        for place in range(number):
            logged = self._logged(place, FIRST_MOMENT + step * place)
            drawn = self._random.random()
            if drawn < CORRECTED:
                self._write_action(self._earlier(logged))
                logged = replace(
                    logged, reference=f"{logged.reference}.2", replaces=logged.reference
                )
            elif drawn < CORRECTED + DECLINED:
                self._write_action(
                    replace(logged, reference=_reference(2**37 + place), published=False)
                )
            self._write_action(logged)
            if self._random.random() < REPLIED:
                self._write_reply(logged)
        for place in range(WAITING):
            waiting = self._logged(2**38 + place, LAST_MOMENT)
            self._write_action(replace(waiting, decided_at=None, published=False))

    def _logged(self, place: int, decided_at: datetime) -> Logged:
        choice = self._random.choice
        state, iso3 = choice(self._world.states)
        language = self._texts.language()
        days = self._random.randint(30, 900)
        return Logged(
            reference=_reference(place),
            state=state,
            iso3=iso3,
            organisation=choice(self._world.organisations),
            kind=choice(KINDS),
            title=self._texts.sentence(8, language),
            account=self._texts.sentence(40, language),
            language=language,
            withheld=self._random.random() < WITHHELD,
            effective_on=(decided_at - timedelta(days=days)).date(),
            bearings=tuple(self._bearings()),
            tiers=tuple(sorted(self._random.choices("ABCD", k=choice((1, 1, 1, 2))))),
            begun_at=decided_at - timedelta(seconds=self._random.randint(90_000, 2_000_000)),
            decided_at=decided_at,
        )

    def _bearings(self) -> Iterator[Bearing]:
        for commitment, name in self._random.sample(
            self._world.commitments, self._random.choice((1, 1, 2))
        ):
            polarity = self._random.choice(tuple(Polarity)).value
            level = self._random.randint(0, 4) if polarity != Polarity.CONTEXT else None
            yield commitment, name, polarity, level

    def _earlier(self, logged: Logged) -> Logged:
        """The version that a correction superseded."""
        month = timedelta(days=30)
        assert logged.decided_at is not None  # noqa: S101 - what is corrected was published
        return replace(
            logged,
            begun_at=logged.begun_at - month,
            decided_at=logged.decided_at - month,
            ended_at=_public_moment(logged.decided_at, logged.withheld),
        )

    def _write_action(self, logged: Logged) -> None:
        self._action += 1
        number = self._action
        text = _text(logged)
        submission = self._write_submission(
            logged, "action", number, text, about=None, organisation=logged.organisation
        )
        public = logged.decided_at if logged.published else None
        if public is not None:
            public = _public_moment(public, logged.withheld)
        self._buffer.add(
            Action,
            _ACTION,
            (
                *(number, logged.reference, submission, logged.state, logged.organisation),
                *(logged.withheld, False, logged.kind, logged.title, logged.account),
                *(logged.effective_on, "day", "output", logged.language, public),
                *(logged.ended_at, "superseded" if logged.ended_at else None),
            ),
        )
        for commitment, _name, polarity, level in logged.bearings:
            self._buffer.add(ActionCommitment, _BEARING, (number, commitment, polarity, level))
        self._cite(number, None, logged)

    def _cite(self, action: int | None, reply: int | None, logged: Logged) -> None:
        for position, tier in enumerate(logged.tiers, 1):
            title, url = f"Invented source of {logged.title}", "https://example.org/invented"
            self._buffer.add(
                Citation,
                _CITATION,
                (
                    *(action, reply, position, title, "Invented publisher", url),
                    *(logged.effective_on, "day", logged.language, tier),
                ),
            )

    def _write_submission(
        self,
        logged: Logged,
        kind: str,
        number: int,
        text: dict[str, str],
        *,
        about: str | None,
        organisation: int | None,
    ) -> int:
        """The submission, its moves and its events; returns its id."""
        self._submission += 1
        submission = self._submission
        author = f"bench-writer-{organisation or logged.iso3}"
        self._buffer.add(
            Submission,
            _SUBMISSION,
            (
                *(submission, logged.reference, kind, logged.status, 3, logged.iso3, organisation),
                *(logged.withheld, logged.replaces, about, False, text, author),
                *(logged.begun_at, logged.submitted_at),
            ),
        )
        subject, print_ = f"{kind}:{logged.reference}", _fingerprint(text)
        self._chain.add(
            logged.begun_at, author, f"evidence:{kind}:begun", subject, {"text": print_}
        )
        for move, before, after, at, actor, role in _moves(logged, kind, author, number):
            ground = GROUNDS[number % len(GROUNDS)] if move == "decline" else None
            waited = (at - logged.submitted_at).days if role == "reviewer" else None
            row = (submission, move, before, after, at, actor, role, ground, waited)
            self._buffer.add(SubmissionMove, _MOVE, row)
            content = {"from": before, "to": after, "ground": ground, "text": print_}
            self._chain.add(at, actor, f"evidence:{kind}:{move}", subject, content)
        return submission

    def _write_reply(self, logged: Logged) -> None:
        """A State's reply to the action that was written last, some days later."""
        assert logged.decided_at is not None  # noqa: S101 - only what is public is answered
        self._reply += 1
        day = timedelta(days=20)
        at = min(logged.decided_at + day, LAST_MOMENT)
        answer = replace(
            logged,
            reference=f"RP-{_reference(2**39 + self._reply)[2:]}",
            withheld=False,
            begun_at=at - timedelta(days=2),
            decided_at=at,
            replaces=None,
        )
        stance = self._random.choice(tuple(Stance)).value
        text = {"stance": stance, "text": self._texts.sentence(30), "language": "en"}
        about = f"action:{logged.reference}"
        submission = self._write_submission(
            answer, "reply", self._reply, text, about=about, organisation=None
        )
        self._buffer.add(
            Reply,
            _REPLY,
            (
                *(self._reply, answer.reference, submission, self._action, logged.state, False),
                *(False, stance, text["text"], "en", at),
            ),
        )


def _moves(
    logged: Logged, kind: str, author: str, number: int
) -> Iterable[tuple[str, str, str, datetime, str, str]]:
    role = "contributor" if kind == "action" else "focal_point"
    reviewer = f"bench-reviewer-{number % 20:02}"
    yield "submit", "draft", "submitted", logged.submitted_at, author, role
    if logged.decided_at is None:
        return
    move, after = ("publish", "published") if logged.published else ("decline", "declined")
    yield move, "submitted", after, logged.decided_at, reviewer, "reviewer"
    if logged.ended_at is not None:
        yield "supersede", "published", "superseded", logged.ended_at, reviewer, "reviewer"


def _text(logged: Logged) -> dict[str, str]:
    bearings = (
        f"{name}={polarity}" + ("" if level is None else f"@{level}")
        for _id, name, polarity, level in logged.bearings
    )
    return {
        "state": logged.iso3,
        "kind": logged.kind,
        "title": logged.title,
        "account": logged.account,
        "language": logged.language,
        "happened_on": logged.effective_on.isoformat(),
        "commitments": ";".join(bearings),
        "stage": "output",
    }


def _fingerprint(text: dict[str, str]) -> str:
    spelled: Any = json.dumps(text, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelled.encode()).hexdigest()


def _public_moment(moment: datetime, withheld: bool) -> datetime:
    """The first of the month where the name is withheld, as the application keeps it."""
    if not withheld:
        return moment
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _reference(number: int) -> str:
    """Looks random, as the application's references are, and never repeats."""
    mixed = number * 0x9E37_79B9_7B % 2**40
    return f"A-{base64.b32encode(mixed.to_bytes(5)).decode()}"
