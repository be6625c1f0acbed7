"""Which role may do what, as one table.

Whose records a permission reaches is not said here but in `careleavers.scope`:
a worker's own young people, a manager's team, the service. A permission that a
role lacks cannot be given by anything else.
"""

from enum import StrEnum

from careleavers.domain.terms import Role


class Permission(StrEnum):
    """One act that a page, a command or a job performs."""

    SEE_HOME = "see_home"
    SEE_OWN_ACCOUNT = "see_own_account"
    KEEP_DRAFTS = "keep_drafts"
    SEE_RECORD = "see_record"
    ADD_YOUNG_PERSON = "add_young_person"
    EDIT_IDENTITY = "edit_identity"
    DECIDE_CATEGORY = "decide_category"
    RECORD_CONTACT = "record_contact"
    STRIKE_CONTACT = "strike_contact"
    RECORD_CHANGE = "record_change"
    CHANGE_HOME = "change_home"
    CHANGE_EET = "change_eet"
    KEEP_DOCUMENTS = "keep_documents"
    STRIKE_DOCUMENT = "strike_document"
    RAISE_RISK = "raise_risk"
    REVIEW_RISK = "review_risk"
    CLOSE_RISK = "close_risk"
    WRITE_PLAN = "write_plan"
    APPROVE_PLAN = "approve_plan"
    HOLD_REVIEW = "hold_review"
    GIVE_COPY = "give_copy"
    INVITE = "invite"
    SEE_OFFERS = "see_offers"
    MANAGE_OFFERS = "manage_offers"
    RECORD_ENTITLEMENT = "record_entitlement"
    STRIKE_ENTITLEMENT = "strike_entitlement"
    UPDATE_ACTION = "update_action"
    SEE_OWN_ALERTS = "see_own_alerts"
    SEE_QUEUE = "see_queue"
    ACKNOWLEDGE_ALERT = "acknowledge_alert"
    SEE_RULES = "see_rules"
    CHOOSE_MESSAGES = "choose_messages"
    RECORD_ABSENCE = "record_absence"
    SEE_VIEWERS = "see_viewers"
    ALLOCATE = "allocate"
    WRITE_OVERSIGHT = "write_oversight"
    ASK_MANAGER = "ask_manager"
    DECIDE_PROPOSAL = "decide_proposal"
    RESTRICT = "restrict"
    KEEP_APART = "keep_apart"
    BREAK_GLASS = "break_glass"
    REVIEW_GLASS = "review_glass"
    READ_FINDINGS = "read_findings"
    RECORD_SUPERVISION = "record_supervision"
    SEE_OWN_SUPERVISION = "see_own_supervision"
    IMPORT_RETURN = "import_return"
    MAKE_EXPORT = "make_export"
    DECIDE_EXPORT = "decide_export"
    SEE_EXPORTS = "see_exports"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_SERVICE_HEALTH = "see_service_health"
    SEE_OWN_PLAN = "see_own_plan"
    WRITE_OWN_PLAN = "write_own_plan"
    ASK_FOR_REVIEW = "ask_for_review"
    TELL_US = "tell_us"
    ANSWER_MESSAGE = "answer_message"


P = Permission

_EVERYBODY = frozenset({P.SEE_OWN_ACCOUNT})
_STAFF = _EVERYBODY | {P.SEE_HOME, P.SEE_RULES, P.KEEP_DRAFTS, P.SEE_OFFERS}
_PRACTITIONER = _STAFF | {
    P.SEE_RECORD, P.RECORD_CONTACT, P.RECORD_CHANGE, P.CHANGE_HOME, P.CHANGE_EET, P.RAISE_RISK, P.REVIEW_RISK,
    P.WRITE_PLAN, P.HOLD_REVIEW, P.GIVE_COPY, P.UPDATE_ACTION, P.EDIT_IDENTITY, P.SEE_OWN_ALERTS,
    P.SEE_OWN_SUPERVISION, P.CHOOSE_MESSAGES, P.RECORD_ABSENCE, P.KEEP_DOCUMENTS, P.RECORD_ENTITLEMENT,
    P.ASK_MANAGER, P.KEEP_APART, P.ANSWER_MESSAGE, P.BREAK_GLASS,
}  # fmt: skip
_MANAGER = _STAFF | {
    P.SEE_RECORD, P.ADD_YOUNG_PERSON, P.EDIT_IDENTITY, P.DECIDE_CATEGORY, P.RECORD_CHANGE, P.RAISE_RISK,
    P.REVIEW_RISK, P.CLOSE_RISK, P.APPROVE_PLAN, P.UPDATE_ACTION, P.SEE_QUEUE, P.ACKNOWLEDGE_ALERT, P.ALLOCATE,
    P.RECORD_SUPERVISION, P.SEE_OWN_SUPERVISION, P.STRIKE_CONTACT, P.CHOOSE_MESSAGES, P.RECORD_ABSENCE,
    P.SEE_VIEWERS, P.KEEP_DOCUMENTS, P.STRIKE_DOCUMENT, P.RECORD_ENTITLEMENT, P.STRIKE_ENTITLEMENT,
    P.WRITE_OVERSIGHT, P.ASK_MANAGER, P.DECIDE_PROPOSAL, P.RESTRICT, P.KEEP_APART,
    P.ANSWER_MESSAGE, P.BREAK_GLASS, P.REVIEW_GLASS,
}  # fmt: skip

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    # A code is given face to face by whoever works with the young person; a manager alone gives none.
    Role.AFTER_CARE_WORKER: _PRACTITIONER | {P.INVITE},
    Role.SOCIAL_WORKER: _PRACTITIONER | {P.INVITE},
    Role.REVIEWING_OFFICER: _STAFF
    | {P.SEE_RECORD, P.RECORD_CONTACT, P.RAISE_RISK, P.HOLD_REVIEW, P.SEE_OWN_SUPERVISION, P.KEEP_APART},
    # A team manager may write what their workers may; approving what they wrote themselves is refused elsewhere.
    Role.TEAM_MANAGER: _MANAGER | _PRACTITIONER,
    Role.SERVICE_MANAGER: _MANAGER
    | {P.IMPORT_RETURN, P.SEE_SERVICE_HEALTH, P.MANAGE_OFFERS, P.MAKE_EXPORT, P.DECIDE_EXPORT, P.SEE_EXPORTS,
       P.READ_FINDINGS},
    # An auditor reaches nobody until a sample has been drawn for them.
    Role.AUDITOR: _STAFF | {P.SEE_RECORD, P.READ_FINDINGS},
    # An administrator reads the register and may be the second person, and never opens what is in an export.
    Role.ADMINISTRATOR: _STAFF | {P.MANAGE_ACCOUNTS, P.SEE_SERVICE_HEALTH, P.DECIDE_EXPORT, P.SEE_EXPORTS},
    Role.YOUNG_PERSON: _EVERYBODY | {P.SEE_OWN_PLAN, P.WRITE_OWN_PLAN, P.ASK_FOR_REVIEW, P.TELL_US},
}  # fmt: skip


def role_may(role: Role, permission: Permission) -> bool:
    """Whether a role holds a permission at all, before asking whose record it is."""
    return permission in ROLE_PERMISSIONS[role]
