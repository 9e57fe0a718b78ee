"""Everything that can be done here, each named once."""

from enum import StrEnum


class Permission(StrEnum):
    """An act that a service performs, named part:subject:action."""

    PUBLIC_READ = "public:everything:read"
    REGISTRY_MAINTAIN = "registry:everything:maintain"
    INDICATOR_VALUES_RECORD = "evidence:indicator-values:record"
    SOURCES_MAINTAIN = "evidence:sources:maintain"
    REPORT_DRAFT = "reporting:report:draft"
    REPORT_CLEAR = "reporting:report:clear"
    REPORT_REOPEN = "reporting:report:reopen"
    WORKSPACE_SEE = "reporting:workspace:see"
    MOVES_MAKE = "reporting:moves:make"
    REVIEW_QUEUE_SEE = "review:queue:see"
    CYCLES_MAINTAIN = "reporting:cycles:maintain"
    ACTION_LOG = "evidence:action:log"
    ASSESSMENT_WRITE = "assessment:assessment:write"
    PUBLICATION_DECIDE = "review:publication:decide"
    STANDING_REBUILD = "gap:standing:rebuild"
