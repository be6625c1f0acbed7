"""The council's limits on referrals, as part of its `Policy`."""

from dataclasses import dataclass

from careleavers.domain.limits import limit

_HOUSE = "Council policy"
_HOMELESSNESS = "Homelessness Reduction Act 2017"


@dataclass(frozen=True)
class ReferralLimits:
    """How soon a referral is decided on, sent, chased, and taken up by a manager."""

    slavery_decision_working_days: int = limit(
        0, "working days", 0, 1, _HOUSE, "Working days to decide on a referral about modern slavery"
    )
    marac_working_days: int = limit(1, "working days", 0, 2, _HOUSE, "Working days to decide on MARAC")
    marac_repeat_months: int = limit(12, "months", 12, 24, _HOUSE, "Months in which more abuse after MARAC is a repeat")
    duty_to_refer_days: int = limit(
        56, "days", 56, 112, _HOMELESSNESS, "Days before a home is lost from which somebody counts as at risk of it"
    )
    duty_to_refer_working_days: int = limit(
        5, "working days", 1, 10, _HOUSE, "Working days to decide on the duty to refer before a home is lost"
    )
    duty_to_refer_homeless_working_days: int = limit(
        1, "working days", 0, 2, _HOUSE, "Working days to decide on the duty to refer for somebody homeless"
    )
    referral_send_working_days: int = limit(
        1, "working days", 0, 5, _HOUSE, "Working days from a decision to refer to sending it"
    )
    referral_chase_working_days: int = limit(
        10, "working days", 2, 15, _HOUSE, "Working days without an answer after which a referral is chased"
    )
    referral_manager_working_days: int = limit(
        20, "working days", 10, 30, _HOUSE, "Working days from sending without an answer after which a manager acts"
    )


__all__ = ["ReferralLimits"]
