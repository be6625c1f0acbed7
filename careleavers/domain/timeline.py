"""The words of a history: what kinds of events there are, and how exactly a day of the past is known."""

from careleavers.domain.terms import Term


class EventKind(Term):
    """What a timeline can be narrowed to. Ours."""

    CONTACT = "contact", "Contacts"
    CHANGE = "change", "Big changes"
    HOME = "home", "Homes"
    EET = "eet", "Work and study"
    RISK = "risk", "Risks"
    PLAN = "plan", "Plans and copies"
    REVIEW = "review", "Reviews"
    NEEDS = "needs", "Needs and readiness"
    ACTION = "action", "Actions"
    MONEY = "money", "Money and entitlements"
    PAPER = "paper", "Papers and documents"
    WORKER = "worker", "Workers"
    VOICE = "voice", "What they say"
    STANDING = "standing", "Care, category and safe contact"
    OVERSIGHT = "oversight", "Oversight, supervision and decisions on alerts"
