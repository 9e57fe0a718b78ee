"""The index of models, for migrations and the shell. Nothing else imports it."""

from tracker.accounts import kept_answers
from tracker.accounts import models as accounts
from tracker.assessment import models as assessment
from tracker.audit import models as audit
from tracker.evidence import models as evidence
from tracker.evidence.links import models as evidence_links
from tracker.exchange.importing import models as importing
from tracker.gap import models as gap
from tracker.registry import asked
from tracker.registry import models as registry
from tracker.reporting import models as reporting
from tracker.review import models as review

__all__ = [
    "accounts",
    "asked",
    "assessment",
    "audit",
    "evidence",
    "evidence_links",
    "gap",
    "importing",
    "kept_answers",
    "registry",
    "reporting",
    "review",
]
