"""The vocabulary and the limits of panels: several services look together at somebody without work or without a home.

Sources: the homelessness code of guidance and the government's joint housing protocol (good practice); inspection
findings on young people who are not in education, employment or training and whom no panel looks at.
"""

from dataclasses import dataclass

from careleavers.domain.limits import limit
from careleavers.domain.referrals import ReferralRoute
from careleavers.domain.terms import EetCode, Term

_HOUSE = "Council policy"


class PanelKind(Term):
    """Which panel looked. Ours."""

    EET = "eet", "Education, employment and training panel"
    HOUSING = "housing", "Housing panel"


# How somebody is referred to each.
ROUTES = {PanelKind.EET: ReferralRoute.EET_PANEL, PanelKind.HOUSING: ReferralRoute.HOUSING_PANEL}
# Not known is none of these: nobody is counted as out of work because nobody asked.
NEET = (EetCode.G4, EetCode.G5, EetCode.G6)


@dataclass(frozen=True)
class PanelLimits:
    """How soon somebody out of work and study is referred to the panel, and how often it looks at them."""

    neet_refer_working_days: int = limit(
        10, "working days", 1, 20, _HOUSE, "Working days out of work and study until a referral to the panel is decided"
    )
    neet_look_days: int = limit(31, "days", 7, 35, _HOUSE, "Days after which the panel looks at them again")
    neet_high_days: int = limit(84, "days", 42, 84, _HOUSE, "Days out of work and study from which a manager acts")


__all__ = ["NEET", "ROUTES", "PanelKind", "PanelLimits"]
