"""Imports all models, for migrations and the shell. Nothing else imports it."""

from tracker.accounts import idempotency, view_models
from tracker.accounts import models as accounts
from tracker.assessment import models as assessment
from tracker.audit import models as audit
from tracker.evidence import models as evidence
from tracker.exchange.imports import models as importing
from tracker.feedback import models as feedback
from tracker.gap import models as gap
from tracker.jobs import models as jobs
from tracker.linkcheck import models as evidence_links
from tracker.registry import models as registry
from tracker.registry import official_wording_models, recommendation_models
from tracker.reporting import models as reporting
from tracker.review import hiding_models
from tracker.review import models as review
from tracker.search import models as search
from tracker.storage import models as storage

__all__ = [
    "accounts",
    "official_wording_models",
    "recommendation_models",
    "assessment",
    "audit",
    "evidence",
    "evidence_links",
    "feedback",
    "gap",
    "hiding_models",
    "importing",
    "idempotency",
    "jobs",
    "registry",
    "reporting",
    "review",
    "search",
    "storage",
    "view_models",
]
