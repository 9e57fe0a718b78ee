"""Endpoints that actions and replies share.

The response is a receipt: reference, version and status. So stored responses contain no text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response

from tracker.api.core import request_bodies
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import NotFinished, answered, version_sent
from tracker.api.core.fields import values_of
from tracker.api.core.operations import ROOT
from tracker.api.private.fields import RECEIPT, tag
from tracker.core.errors import Invalid
from tracker.evidence import privacy_check
from tracker.review.models import Submission
from tracker.review.submissions import Kind


@dataclass(frozen=True, slots=True)
class SubmissionActs:
    """The operations on submissions of one kind. ``service`` is the module that runs them."""

    kind: Kind
    service: Any
    findings_of: Callable[[str], Any]  # the places of a draft that may tell who a person is
    place: str  # below ROOT, where one is read

    def write(self, reference: str) -> Response:
        """Save the text over the version that was read."""
        version, text = version_sent(), request_bodies.texts(request_bodies.read_body())
        saved = self.service.save(actor_of_request(), reference, text, version=version)
        return receipt(saved)

    def explain(self, reference: str) -> Response:
        """Explain why a passage harms nobody."""
        given = request_bodies.only(
            request_bodies.read_body(), "field", "fingerprint", "explanation"
        )
        return receipt(privacy_check.explain(actor_of_request(), self.kind, reference, **given))

    def submit(self, reference: str) -> Response:
        """Send it for review. Raises NotFinished with what is still open."""
        version = version_sent()
        try:
            return receipt(self.service.submit(actor_of_request(), reference, version=version))
        except Invalid as invalid:
            raise NotFinished(invalid.errors, self.findings_of(reference)) from None

    def withdraw(self, reference: str) -> Response:
        """Withdraw a published record with a public reason."""
        given = request_bodies.only(request_bodies.read_body(), "reason")
        return receipt(self.service.withdraw(actor_of_request(), reference, **given))

    def recall(self, reference: str) -> Response:
        """Take it back from review."""
        return receipt(self.service.recall(actor_of_request(), reference))

    def reopen(self, reference: str) -> Response:
        """Continue a returned submission."""
        return receipt(self.service.reopen(actor_of_request(), reference))

    def discard(self, reference: str) -> Response:
        """Delete a draft."""
        self.service.discard(actor_of_request(), reference)
        return Response(status=204)

    def begun(self, submission: Submission) -> Response:
        """The receipt of a new submission with its address."""
        return receipt(submission, 201, where=f"{ROOT}/{self.place}/{submission.reference}")


def receipt(submission: Submission, status: int = 200, *, where: str | None = None) -> Response:
    """The response to an operation."""
    values = values_of(RECEIPT, submission)
    return answered(values, status, ETag=tag(submission.version), Location=where)
