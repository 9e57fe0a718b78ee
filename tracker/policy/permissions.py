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
    ACTION_LOG = "evidence:action:log"
    ASSESSMENT_WRITE = "assessment:assessment:write"
    PUBLICATION_DECIDE = "review:publication:decide"
    STANDING_REBUILD = "gap:standing:rebuild"
    SESSION_BEGIN = "accounts:session:begin"
    ACCESS_REQUEST = "accounts:request:make"
    OWN_ACCOUNT_KEEP = "accounts:own:keep"
    ACCOUNTS_READ = "accounts:everybody:read"
    INVITATION_ACCEPT = "accounts:invitation:accept"
    INVITATION_SEND = "accounts:invitation:send"
    REQUEST_DECIDE = "accounts:request:decide"
    MEMBERSHIP_GRANT = "accounts:membership:grant"
    MEMBERSHIP_END = "accounts:membership:end"
    ACCOUNT_LOCK = "accounts:account:lock"
    ACCOUNT_ADD = "accounts:account:add"
    ORGANISATIONS_MAINTAIN = "accounts:organisation:maintain"
    MAIL_SEND = "accounts:mail:send"
