"""Tables of users, organisations, memberships, sessions and credentials.

Of a session no address and no browser is kept. Every secret is stored as a hash, but for the seed
of one-time codes, which is encrypted.
"""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import UTCDateTime, at_most_one, db

# A role that is held for a state, for an organisation, for neither or for whatever it stays
# away from; the same in invitations, which become memberships.
ROLE_FITS = (
    "(role IN ('focal_point', 'validating_authority') AND state IS NOT NULL"
    " AND organisation_id IS NULL)"
    " OR (role = 'contributor' AND organisation_id IS NOT NULL AND state IS NULL)"
    " OR role = 'reviewer'"
    " OR (role = 'administrator' AND state IS NULL AND organisation_id IS NULL)"
)


# A role is held for a state, for an organisation, for both or for neither. NULL equals nothing, so
# that each of these needs an index of its own.
_SCOPES = {
    "plain": ((), "state IS NULL AND organisation_id IS NULL"),
    "state": (("state",), "state IS NOT NULL AND organisation_id IS NULL"),
    "organisation": (("organisation_id",), "state IS NULL AND organisation_id IS NOT NULL"),
    "both": (("state", "organisation_id"), "state IS NOT NULL AND organisation_id IS NOT NULL"),
}


def _one_of_each_scope(name: str, *columns: str, where: str) -> tuple[Index, ...]:
    """A unique index: at most one such row for each role and scope."""
    return tuple(
        at_most_one(f"{name}_{scope}", *columns, *more, where=f"{where} AND {also}")
        for scope, (more, also) in _SCOPES.items()
    )


class Organisation(db.Model):
    """A civil-society organisation or an institution of a State."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Random public id")
    name: Mapped[str] = mapped_column(Text, comment="Its name")
    kind: Mapped[str] = mapped_column(String(20), comment="civil_society or state_institution")
    survivor_led: Mapped[bool] = mapped_column(comment="Led by survivors of trafficking")


class UserAccount(db.Model):
    """A person who can sign in. Only administrators see the name and the address."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(26), unique=True, comment="Random; the opaque key in the audit trail"
    )
    email: Mapped[str] = mapped_column(
        String(254), unique=True, comment="Address in its normal form; never shown to others"
    )
    name: Mapped[str] = mapped_column(String(200), comment="What the person wishes to be called")
    language: Mapped[str] = mapped_column(String(5), comment="Language of letters")
    password_hash: Mapped[str | None] = mapped_column(
        String(200), comment="argon2id; none: cannot sign in until a password is set"
    )
    totp_secret: Mapped[str | None] = mapped_column(
        String(300), comment="Seed of one-time codes, encrypted; none: no second factor"
    )
    totp_last_step: Mapped[int | None] = mapped_column(
        BigInteger, comment="Time step of the last code accepted; no code works twice"
    )
    notify_decisions: Mapped[bool] = mapped_column(comment="Wants letters about decisions")
    notify_reminders: Mapped[bool] = mapped_column(comment="Wants reminders of due dates")
    notify_digest: Mapped[bool] = mapped_column(
        default=True, comment="Wants the monthly list of what is long overdue"
    )
    notify_clearance: Mapped[bool] = mapped_column(
        default=True, comment="Wants to know that a cleared report waits to be submitted"
    )
    notify_queue: Mapped[bool] = mapped_column(
        default=True, comment="As a reviewer, wants to know that a report waits for a decision"
    )
    notify_requests: Mapped[bool] = mapped_column(
        default=True, comment="As an administrator, wants to know that a request for access waits"
    )
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: may sign in")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was made")
    version: Mapped[int] = mapped_column(comment="Rises with each change; finds a lost update")

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", order_by="Membership.id"
    )

    # Two changes that started from the same row cannot both be kept: the second is refused.
    __mapper_args__ = {"version_id_col": version}


class Membership(db.Model):
    """A role that a user held for a State or an organisation during a period."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(ROLE_FITS, name="role_fits"),
        CheckConstraint("ended_at IS NULL OR ended_at >= began_at", name="ends_after_it_began"),
        *_one_of_each_scope("uq_membership_held", "user_id", "role", where="ended_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Random id")
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id"), index=True, comment="Whose it is"
    )
    role: Mapped[str] = mapped_column(String(24), index=True, comment="The role held")
    state: Mapped[str | None] = mapped_column(
        ForeignKey("state.iso3"), index=True, comment="ISO3 code; a reviewer's is off limits"
    )
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="From when")
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: still held")
    granted_by: Mapped[str] = mapped_column(String(60), comment="Opaque key of who granted it")

    user: Mapped[UserAccount] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation | None] = relationship()


class UserSession(db.Model):
    """A sign-in. The browser keeps the id, this table only its hash."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Names it on the page")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the id")
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id"), index=True, comment="Whose it is"
    )
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When the password was given")
    last_seen_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="Kept to the minute")
    second_factor_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When a code was given; none: without second factor"
    )
    renew: Mapped[bool] = mapped_column(comment="Gets a new id at the next request: roles changed")
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: not ended")

    user: Mapped[UserAccount] = relationship()


class RecoveryCode(db.Model):
    """A code that replaces two-step verification once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id"), index=True, comment="Whose it is"
    )
    code_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of 120 bits")
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: still good")


class Invitation(db.Model):
    """An offer of one membership to the owner of an address. The link works once, for 14 days."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(ROLE_FITS, name="role_fits"),
        *_one_of_each_scope(
            "uq_invitation_open",
            "email",
            "role",
            where="accepted_at IS NULL AND revoked_at IS NULL",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Random id")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the link")
    email: Mapped[str] = mapped_column(String(254), index=True, comment="To whom it was sent")
    name: Mapped[str] = mapped_column(
        String(200), default="", server_default="", comment="As the inviter wrote it; may be empty"
    )
    language: Mapped[str] = mapped_column(
        String(5), default="en", server_default="en", comment="Language of its letter"
    )
    role: Mapped[str] = mapped_column(String(24), comment="The role offered")
    state: Mapped[str | None] = mapped_column(ForeignKey("state.iso3"), comment="ISO3 code")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    invited_by: Mapped[str] = mapped_column(String(60), comment="Opaque key of who invited")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was sent")
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="From when it is void")
    accepted_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: not yet")
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: not taken back")

    organisation: Mapped[Organisation | None] = relationship()


class AccountRequest(db.Model):
    """A request for an account, for an administrator to decide."""

    __tablename__ = "account_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, comment="Random id")
    name: Mapped[str] = mapped_column(String(200), comment="Who asks; emptied when declined")
    email: Mapped[str] = mapped_column(String(254), comment="Where to answer; emptied likewise")
    organisation: Mapped[str] = mapped_column(String(200), comment="State or organisation, as told")
    role: Mapped[str] = mapped_column(String(24), comment="The role wished for")
    reason: Mapped[str] = mapped_column(Text, comment="Why, and how it can be verified")
    language: Mapped[str] = mapped_column(String(5), comment="Language of the answer")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was made")
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: waits")
    decision: Mapped[str | None] = mapped_column(String(10), comment="approved or declined")
    decided_by: Mapped[str | None] = mapped_column(String(60), comment="Opaque key")


class PasswordReset(db.Model):
    """A link that sets a new password once, within an hour.

    One is kept for an unknown address too, so that asking costs the same for everybody.
    """

    __tablename__ = "password_reset"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the link")
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id"), index=True, comment="None: nobody has that address"
    )
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="From when it is void")
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: still good")


class APIToken(db.Model):
    """A key for programs. It is shown once, stored as a hash, limited in scope, and expires."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id"), index=True, comment="Whose it is"
    )
    prefix: Mapped[str] = mapped_column(String(12), unique=True, comment="Its visible beginning")
    secret_hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of all of it")
    name: Mapped[str] = mapped_column(String(100), comment="What its owner calls it")
    scopes: Mapped[str] = mapped_column(String(200), comment="What it may do, spaces between")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was made")
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="From when it is void")
    last_used_on: Mapped[date | None] = mapped_column(comment="Kept to the day")
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="None: not ended")

    user: Mapped[UserAccount] = relationship()


class UsedAllowance(db.Model):
    """How much of an allowance is used. No row means nothing."""

    __tablename__ = "used_allowance"

    key: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment="Keyed hash of the purpose and of what is counted"
    )
    full_at: Mapped[datetime] = mapped_column(
        UTCDateTime, index=True, comment="When all of it is given back"
    )


class Subscription(db.Model):
    """A subscription to news by e-mail, without an account.

    Without ``confirmed_at`` the owner of the mailbox has not confirmed it, and it is soon deleted.
    """

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("email", "subject", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(26), unique=True, comment="Random; what the links of its letters carry, signed"
    )
    email: Mapped[str] = mapped_column(String(254), comment="Address in its normal form")
    subject: Mapped[str] = mapped_column(
        String(12), comment="everything, state, commitment, theme or organisation"
    )
    code: Mapped[str] = mapped_column(String(60), comment="Of that; empty: everything")
    rhythm: Mapped[str] = mapped_column(String(10), comment="immediate or weekly")
    language: Mapped[str] = mapped_column(String(5), comment="Language of its letters")
    token_hash: Mapped[str | None] = mapped_column(
        String(64), unique=True, comment="SHA-256 of the link that confirms it"
    )
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was asked for")
    confirmed_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, index=True, comment="None: not confirmed"
    )
    told_until: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="What became known up to here was told, or nothing did"
    )


class OutboxMail(db.Model):
    """An e-mail to send. Its text is deleted after it was sent."""

    __tablename__ = "outbox_mail"
    __table_args__ = (UniqueConstraint("due_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reader_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id"), index=True, comment="Who may turn it off; none: always sent"
    )
    subscription: Mapped[str | None] = mapped_column(
        String(26), index=True, comment="Public id; not sent once that subscription was ended"
    )
    recipient: Mapped[str] = mapped_column(String(254), comment="Address")
    kind: Mapped[str] = mapped_column(String(40), index=True, comment="What sort of letter")
    subject: Mapped[str] = mapped_column(String(300), comment="Subject line")
    body_text: Mapped[str | None] = mapped_column(Text, comment="None once sent")
    body_html: Mapped[str | None] = mapped_column(Text, comment="None: text alone")
    due_key: Mapped[str] = mapped_column(
        String(64), comment="Hash of recipient, kind, matter and day: no letter is sent twice"
    )
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="When it was written")
    claimed_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When a sender last took it up"
    )
    attempts: Mapped[int] = mapped_column(comment="How often sending was tried")
    handed_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="When its text began to leave; set and not sent: perhaps it arrived"
    )
    sent_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, index=True, comment="None: not sent yet"
    )

    reader: Mapped[UserAccount | None] = relationship()
