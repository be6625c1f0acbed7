"""The vocabulary of referrals: where somebody is referred, what was decided, and what came back.

Sources: Modern Slavery Act 2015 s52 (a duty to notify, and a referral with an adult's consent); Homelessness Reduction
Act 2017 (a duty to refer, with consent); practice of the domestic abuse and exploitation panels.
"""

from careleavers.domain.terms import AccommodationCode, RiskType, Term


class ReferralRoute(Term):
    """Where to. Ours, after the routes that the law and the partnerships have."""

    NRM = "nrm", "Modern slavery: National Referral Mechanism"
    DUTY_TO_NOTIFY = "duty_to_notify", "Modern slavery: duty to notify, without a name"
    MARAC = "marac", "Domestic abuse: MARAC"
    MACE = "mace", "Exploitation panel (MACE)"
    PREVENT = "prevent", "Radicalisation: Prevent or Channel"
    DUTY_TO_REFER = "duty_to_refer", "Homelessness: duty to refer to the housing authority"
    HOUSING_PANEL = "housing_panel", "Housing panel"
    EET_PANEL = "eet_panel", "Education, employment and training panel"
    MENTAL_HEALTH = "mental_health", "Mental health service"
    DRUGS_AND_ALCOHOL = "drugs_and_alcohol", "Drug and alcohol service"
    ADVOCACY = "advocacy", "Advocacy"
    OTHER = "other", "Somewhere else"


class ReferralDecision(Term):
    """Whether somebody is referred. Both are decisions with a reason."""

    REFER = "refer", "Refer"
    NOT_REFER = "not_refer", "Do not refer"


class ReferralConsent(Term):
    """What they said to being referred. Not asked is never counted as either."""

    YES = "yes", "Yes, they agreed"
    NO = "no", "No, they did not agree"
    NOT_ASKED = "not_asked", "They have not been asked"


class ReferralStepKind(Term):
    """What happened after it was decided to refer."""

    SENT = "sent", "Sent"
    CHASED = "chased", "Chased"
    HEARD = "heard", "Heard back"
    WITHDRAWN = "withdrawn", "Taken back: no longer needed"


class ReferralOutcome(Term):
    """What they answered."""

    ACCEPTED = "accepted", "They take it on"
    WAITING_LIST = "waiting_list", "It is on their waiting list"
    DECLINED = "declined", "They do not take it on"
    OTHER = "other", "Something else"


# The two by which the council tells the Home Office of modern slavery, and the risks that ask for one of them.
OF_SLAVERY = (ReferralRoute.NRM, ReferralRoute.DUTY_TO_NOTIFY)
SLAVERY_RISKS = (RiskType.EXPLOITATION, RiskType.MODERN_SLAVERY)
# Nobody in these has a home of their own, whatever roof they are under tonight.
WITHOUT_A_HOME = (AccommodationCode.HOMELESS, AccommodationCode.EMERGENCY)
# Not sent for a day, these leave somebody in danger or the council outside the law.
URGENT = (*OF_SLAVERY, ReferralRoute.MARAC, ReferralRoute.DUTY_TO_REFER)
# What ends the waiting for an answer.
ANSWERED = (ReferralStepKind.HEARD, ReferralStepKind.WITHDRAWN)
# Ticks on the checklist from which a case is for MARAC whatever else is known, and how many there can be.
DASH_FOR_MARAC, DASH_MOST = 14, 27


def asks_consent(route: ReferralRoute | None, age: int) -> bool:
    """Whether somebody of an age is asked before they are referred on a route; under 18 the NRM needs no consent."""
    return route is ReferralRoute.DUTY_TO_REFER or (route is ReferralRoute.NRM and age >= 18)


__all__ = [
    "ANSWERED", "DASH_FOR_MARAC", "DASH_MOST", "OF_SLAVERY", "SLAVERY_RISKS", "URGENT", "WITHOUT_A_HOME",
    "ReferralConsent", "ReferralDecision", "ReferralOutcome", "ReferralRoute", "ReferralStepKind", "asks_consent",
]  # fmt: skip
