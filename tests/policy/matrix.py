"""Who sees what, written by hand from the design and never from the code.

One letter per visitor of WHO, for each endpoint:
  A  the page answers (a form sent without its token is refused as such: that comes after the gate)
  S  sent to sign in
  H  the same answer as for a page that does not exist
  E  sent to set up the second factor that a role asks for
"""

from dataclasses import dataclass

WHO = (
    "anonymous",
    "pending",  # gave the password, not yet the code
    "plain",  # an account without a role
    "focal_point",
    "validating_authority",
    "contributor",
    "reviewer",
    "administrator",
    "unproven",  # an administrator who has no second factor yet
    "bound_reviewer",  # one who must stay away from the other state
)

ANYBODY = "AAAAAAAAAA"
SIGNED_IN = "SSAAAAAAAA"
FOCAL_POINT = "SSHAHHHHEH"
VALIDATING_AUTHORITY = "SSHHAHHHEH"
STATE_SIDE = "SSHAAHHHEH"
CONTRIBUTOR = "SSHHHAHHEH"
IMPORTER = "SSHAHAHAEH"
REVIEWER_OR_ADMINISTRATOR = "SSHHHHAAEA"
STATE_OR_CONTRIBUTOR = "SSHAAAHHEH"
REVIEWER = "SSHHHHAHEA"
ADMINISTRATOR = "SSHHHHHAEH"
NOBODY = "SSHHHHHHEH"
# A report of the other state: of those who review, only the one who has no part in it.
FREE_REVIEWER = "SSHHHHAHEH"


@dataclass(frozen=True)
class Row:
    """What each visitor gets, for their own state or organisation and for another one.

    ``foreign`` None: the page is not about one state, organisation or person.
    """

    own: str
    foreign: str | None = None


# Public pages: the same answer for everybody, whatever it is. Blueprints, or single endpoints.
PUBLIC = (
    "about",
    "actions",
    "activity",
    "api",
    "attachments",
    "calendar",
    "charts",
    "commitments",
    "compare",
    "dashboard",
    "data",
    "data_set",
    "decisions",
    "embed",
    "explore",
    "glossary",
    "guides",
    "history",
    "import_help",
    "indicators",
    "instruments",
    "lists",
    "map_years",
    "methodology",
    "oembed",
    "organisations",
    "previews",
    "recommendations",
    "reports",
    "search",
    "search_suggest",
    "sitemap",
    "state_card",
    "state_tabs",
    "states",
    "stories",
    "threads",
    "tour",
)
MACHINES = ("health",)
# What programs may change: asked for tokens, never for cookies; its own tests will walk it.
BY_TOKEN = ("api_writing",)

MATRIX = {
    "sign_in.page": Row(ANYBODY),
    "sign_in.sign_in": Row(ANYBODY),
    "sign_in.second_factor": Row("SAAAAAAAAA"),
    "sign_in.give_second_factor": Row(ANYBODY),
    "sign_in.sign_out": Row(ANYBODY),
    "sign_in.sign_out_everywhere": Row(SIGNED_IN),
    "joining.join": Row(ANYBODY),
    "joining.request_account": Row(ANYBODY),
    "joining.reset": Row(ANYBODY),
    "joining.ask_for_reset": Row(ANYBODY),
    "joining.new_password": Row(ANYBODY),
    "joining.set_password": Row(ANYBODY),
    "joining.invitation": Row(ANYBODY),
    "joining.accept": Row(ANYBODY),
    # Another's invitation is none; nobody here was invited.
    "joining.accept_as": Row(SIGNED_IN, foreign="SSHHHHHHHH"),
    "feedback.form": Row(ANYBODY),
    "feedback.send": Row(ANYBODY),
    "feedback.corrections": Row(ANYBODY),
    "feedback.feed": Row(ANYBODY),
    "feedback_queue.index": Row(REVIEWER_OR_ADMINISTRATOR),
    "feedback_queue.report": Row(REVIEWER_OR_ADMINISTRATOR),
    "feedback_queue.answer": Row(REVIEWER_OR_ADMINISTRATOR),
    "feedback_queue.remove": Row(REVIEWER_OR_ADMINISTRATOR),
    "open_work.page": Row(REVIEWER_OR_ADMINISTRATOR),
    "open_work.file": Row(REVIEWER_OR_ADMINISTRATOR),
    "letters.stop": Row(ANYBODY),
    "letters.stop_now": Row(ANYBODY),
    "subscriptions.page": Row(ANYBODY),
    "subscriptions.subscribe": Row(ANYBODY),
    "subscriptions.confirm": Row(ANYBODY),
    "subscriptions.confirm_now": Row(ANYBODY),
    "subscriptions.own": Row(ANYBODY),
    "subscriptions.change": Row(ANYBODY),
    "subscriptions.stop": Row(ANYBODY),
    "subscriptions.stop_now": Row(ANYBODY),
    "account.page": Row(SIGNED_IN),
    "account.preferences": Row(SIGNED_IN),
    "account.change_preferences": Row(SIGNED_IN),
    "account.password": Row(SIGNED_IN),
    "account.change_password": Row(SIGNED_IN),
    "account.address": Row(SIGNED_IN),
    "account.ask_for_address": Row(SIGNED_IN),
    "account.confirm_address": Row(SIGNED_IN),
    "account.take_address": Row(SIGNED_IN, foreign="SSHHHHHHHH"),
    # Another's session or token is none.
    "account.end_session": Row(SIGNED_IN, foreign="SSHHHHHHHH"),
    "saved_views.page": Row(SIGNED_IN),
    "saved_views.new": Row(SIGNED_IN),
    "saved_views.save": Row(SIGNED_IN),
    # Another's view is none.
    "saved_views.rename": Row(SIGNED_IN, foreign="SSHHHHHHHH"),
    "saved_views.delete": Row(SIGNED_IN, foreign="SSHHHHHHHH"),
    "account.stay": Row(SIGNED_IN),
    "account.new_token": Row(SIGNED_IN),
    "account.make_token": Row(SIGNED_IN),
    "account.end_token": Row(SIGNED_IN, foreign="SSHHHHHHHH"),
    "unsent.page": Row(SIGNED_IN),
    "second_factor.page": Row(SIGNED_IN),
    "second_factor.enrol": Row(SIGNED_IN),
    "second_factor.recovery_codes": Row(SIGNED_IN),
    "second_factor.remove": Row(SIGNED_IN),
    "admin.accounts.index": Row(ADMINISTRATOR),
    "admin.accounts.account": Row(ADMINISTRATOR),
    "admin.memberships.grant": Row(ADMINISTRATOR),
    "admin.memberships.end": Row(ADMINISTRATOR),
    "admin.memberships.hand_over": Row(ADMINISTRATOR),
    "admin.memberships.carry_over": Row(ADMINISTRATOR),
    "admin.accounts.disable": Row(ADMINISTRATOR),
    "admin.accounts.enable": Row(ADMINISTRATOR),
    "admin.accounts.sign_out": Row(ADMINISTRATOR),
    "admin.accounts.remove_second_factor": Row(ADMINISTRATOR),
    "admin.invitations.index": Row(ADMINISTRATOR),
    "admin.invitations.invite": Row(ADMINISTRATOR),
    "admin.invitations.revoke": Row(ADMINISTRATOR),
    "admin.invitations.send_again": Row(ADMINISTRATOR),
    "admin.invitation_lists.page": Row(ADMINISTRATOR),
    "admin.invitation_lists.check": Row(ADMINISTRATOR),
    "admin.invitation_lists.send": Row(ADMINISTRATOR),
    "admin.requests.index": Row(ADMINISTRATOR),
    "admin.requests.request": Row(ADMINISTRATOR),
    "admin.requests.approve": Row(ADMINISTRATOR),
    "admin.requests.decline": Row(ADMINISTRATOR),
    "admin.organisations.index": Row(ADMINISTRATOR),
    "admin.organisations.add": Row(ADMINISTRATOR),
    "admin.organisations.organisation": Row(ADMINISTRATOR),
    "admin.organisations.correct": Row(ADMINISTRATOR),
    "cycles.index": Row(ADMINISTRATOR),
    "cycles.new": Row(ADMINISTRATOR),
    "cycles.define": Row(ADMINISTRATOR),
    "cycles.cycle": Row(ADMINISTRATOR),
    "cycles.change": Row(ADMINISTRATOR),
    "cycles.regenerate": Row(ADMINISTRATOR),
    "cycles.archive": Row(ADMINISTRATOR),
    "official_texts.index": Row(ADMINISTRATOR),
    "official_texts.upload": Row(ADMINISTRATOR),
    "offline.page": Row(ANYBODY),
    "offline.manifest": Row(ANYBODY),
    "offline.service_worker": Row(ANYBODY),
    "offline.session": Row(CONTRIBUTOR),
    "offline.send": Row(CONTRIBUTOR),
    "logging.workspace": Row(CONTRIBUTOR),
    "logging.begin": Row(CONTRIBUTOR),
    "logging.action": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging.save": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging.check": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging.explain": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging.submit": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging_files.attach": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging_files.describe": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging_files.remove": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging_sheets.page": Row(CONTRIBUTOR),
    "logging_sheets.download": Row(CONTRIBUTOR),
    "logging_sheets.upload": Row(CONTRIBUTOR),
    "logging_sheets.preview": Row(CONTRIBUTOR),
    "logging_sheets.confirm": Row(CONTRIBUTOR),
    "logging_sheets.drop": Row(CONTRIBUTOR),
    "imports.index": Row(IMPORTER),
    "imports.new": Row(IMPORTER),
    "imports.upload": Row(IMPORTER),
    "imports.page": Row(IMPORTER, foreign=NOBODY),
    "imports.cancel": Row(IMPORTER, foreign=NOBODY),
    "imports.again": Row(IMPORTER, foreign=NOBODY),
    "imports.refused": Row(IMPORTER, foreign=NOBODY),
    "import_steps.reading": Row(IMPORTER, foreign=NOBODY),
    "import_steps.read_so": Row(IMPORTER, foreign=NOBODY),
    "import_steps.columns": Row(IMPORTER, foreign=NOBODY),
    "import_steps.match": Row(IMPORTER, foreign=NOBODY),
    "import_steps.values": Row(IMPORTER, foreign=NOBODY),
    "import_steps.mean": Row(IMPORTER, foreign=NOBODY),
    "import_steps.check": Row(IMPORTER, foreign=NOBODY),
    "import_steps.write": Row(IMPORTER, foreign=NOBODY),
    "logging_moves.recall": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging_moves.reopen": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging_moves.correct": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging_moves.withdraw": Row(CONTRIBUTOR, foreign=NOBODY),
    "logging_moves.discard": Row(CONTRIBUTOR, foreign=NOBODY),
    "workspace.index": Row(STATE_OR_CONTRIBUTOR),
    "workspace.start": Row(FOCAL_POINT),
    "workspace.begin": Row(FOCAL_POINT),
    # Of another state's report, whoever asks learns nothing, not even that there is one.
    "editor.overview": Row(STATE_SIDE, foreign=NOBODY),
    "editor.frame": Row(FOCAL_POINT, foreign=NOBODY),
    "editor.save_frame": Row(FOCAL_POINT, foreign=NOBODY),
    "entries.entry": Row(STATE_SIDE, foreign=NOBODY),
    "entries.save": Row(FOCAL_POINT, foreign=NOBODY),
    "entries.prefill": Row(FOCAL_POINT, foreign=NOBODY),
    "approvals.page": Row(STATE_SIDE, foreign=NOBODY),
    "approvals.ask": Row(FOCAL_POINT, foreign=NOBODY),
    "approvals.send_back": Row(VALIDATING_AUTHORITY, foreign=NOBODY),
    "approvals.approve": Row(VALIDATING_AUTHORITY, foreign=NOBODY),
    "successor_notes.page": Row(FOCAL_POINT, foreign=NOBODY),
    "successor_notes.save": Row(FOCAL_POINT, foreign=NOBODY),
    "report_moves.discard": Row(FOCAL_POINT, foreign=NOBODY),
    "report_moves.discard_now": Row(FOCAL_POINT, foreign=NOBODY),
    "report_moves.reopen": Row(STATE_SIDE, foreign=NOBODY),
    "report_moves.submit": Row(VALIDATING_AUTHORITY, foreign=NOBODY),
    "report_moves.withdraw": Row(VALIDATING_AUTHORITY, foreign=NOBODY),
    "workbooks.page": Row(STATE_SIDE, foreign=NOBODY),
    "workbooks.download": Row(STATE_SIDE, foreign=NOBODY),
    "workbooks.upload": Row(FOCAL_POINT, foreign=NOBODY),
    "workbooks.preview": Row(FOCAL_POINT, foreign=NOBODY),
    "workbooks.confirm": Row(FOCAL_POINT, foreign=NOBODY),
    "workbooks.drop": Row(FOCAL_POINT, foreign=NOBODY),
    "review.index": Row(REVIEWER),
    "review.report": Row(REVIEWER, foreign=FREE_REVIEWER),
    "review.claim": Row(REVIEWER, foreign=FREE_REVIEWER),
    "review.release": Row(REVIEWER, foreign=FREE_REVIEWER),
    "review.recuse": Row(REVIEWER, foreign=FREE_REVIEWER),
    "review.publish": Row(REVIEWER, foreign=FREE_REVIEWER),
    "review.send_back": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.page": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.claim": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.release": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.recuse": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.settle": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.classify": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.approve": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.publish": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.send_back": Row(REVIEWER, foreign=FREE_REVIEWER),
    "submission_review.decline": Row(REVIEWER, foreign=FREE_REVIEWER),
    "replies.workspace": Row(STATE_OR_CONTRIBUTOR),
    "replies.begin": Row(STATE_OR_CONTRIBUTOR),
    "replies.reply": Row(STATE_OR_CONTRIBUTOR, foreign=NOBODY),
    "replies.save": Row(STATE_OR_CONTRIBUTOR, foreign=NOBODY),
    "replies.check": Row(STATE_OR_CONTRIBUTOR, foreign=NOBODY),
    "replies.explain": Row(STATE_OR_CONTRIBUTOR, foreign=NOBODY),
    "replies.submit": Row(STATE_OR_CONTRIBUTOR, foreign=NOBODY),
    "replies.recall": Row(STATE_OR_CONTRIBUTOR, foreign=NOBODY),
    "replies.reopen": Row(STATE_OR_CONTRIBUTOR, foreign=NOBODY),
    "replies.withdraw": Row(STATE_OR_CONTRIBUTOR, foreign=NOBODY),
    "replies.discard": Row(STATE_OR_CONTRIBUTOR, foreign=NOBODY),
    "assessments.index": Row(REVIEWER),
    "assessments.cell": Row(REVIEWER, foreign=FREE_REVIEWER),
    "assessments.give": Row(REVIEWER, foreign=FREE_REVIEWER),
}

# Who may do what, by permission: an empty cell is a refusal. "own" means for the state or
# organisation for which the role is held, "other" for any but that, "any" for all there are.
RIGHTS = {
    "public:everything:read": {
        "anonymous": "any",
        "plain": "any",
        "focal_point": "any",
        "validating_authority": "any",
        "contributor": "any",
        "reviewer": "any",
        "administrator": "any",
        "operator": "any",
    },
    "registry:everything:maintain": {"administrator": "any", "operator": "any"},
    "evidence:indicator-values:record": {"administrator": "any", "operator": "any"},
    "evidence:sources:maintain": {"administrator": "any", "operator": "any"},
    "evidence:files:keep": {"operator": "any"},
    "reporting:report:draft": {"focal_point": "own"},
    "reporting:report:clear": {"validating_authority": "own"},
    "reporting:report:reopen": {"focal_point": "own", "validating_authority": "own"},
    # Own desk, own move: each service then looks for the very report among those of the state.
    "reporting:workspace:see": {"focal_point": "any", "validating_authority": "any"},
    "reporting:moves:make": {
        "focal_point": "any",
        "validating_authority": "any",
        "reviewer": "any",
    },
    "reporting:cycles:maintain": {"administrator": "any", "operator": "any"},
    "review:queue:see": {"reviewer": "any"},
    "evidence:action:log": {"contributor": "own"},
    # Own submissions: each act then looks for the very one among those of the own side.
    "evidence:submissions:keep": {
        "contributor": "any",
        "focal_point": "any",
        "validating_authority": "any",
    },
    "evidence:submission:write": {
        "contributor": "own",
        "focal_point": "own",
        "validating_authority": "own",
    },
    "assessment:assessment:write": {"reviewer": "other"},
    "assessment:assessments:publish": {"operator": "any"},
    "review:publication:decide": {"reviewer": "other"},
    "gap:standing:rebuild": {"administrator": "any", "operator": "any"},
    "accounts:everybody:read": {"administrator": "any", "operator": "any"},
    "feedback:report:send": "everybody",
    "review:open-work:see": {"reviewer": "any", "administrator": "any"},
    "feedback:report:answer": {"reviewer": "any", "administrator": "any"},
    "accounts:invitation:send": {"administrator": "any", "operator": "any"},
    "accounts:request:decide": {"administrator": "any"},
    "accounts:membership:grant": {"administrator": "any", "operator": "any"},
    "accounts:membership:end": {"administrator": "any", "operator": "any"},
    "accounts:account:lock": {"administrator": "any", "operator": "any"},
    "accounts:account:add": {"operator": "any"},
    "accounts:organisation:maintain": {"administrator": "any", "operator": "any"},
    # Own files: whoever may bring some kind; its service asks for the permission to write that.
    "exchange:imports:keep": {
        "focal_point": "any",
        "contributor": "any",
        "administrator": "any",
        "operator": "any",
    },
    "accounts:mail:send": {"operator": "any"},
    # What cannot be undone, and what goes out to other hosts, is the operator's alone.
    "accounts:account:erase": {"operator": "any"},
    "accounts:expired:forget": {"operator": "any"},
    "evidence:record:redact": {"operator": "any", "administrator": "any", "reviewer": "any"},
    "evidence:links:check": {"operator": "any"},
    # Asked of everybody who comes: what they need is a password, a link or a code.
    "accounts:session:begin": "everybody",
    "accounts:request:make": "everybody",
    "accounts:invitation:accept": "everybody",
    "accounts:mail:stop": "everybody",
    "accounts:subscription:ask": "everybody",
    "accounts:subscription:keep": "everybody",
    # Granted to a person for that person's account; a test of its own says so.
    "accounts:own:keep": {},
}
