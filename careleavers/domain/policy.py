"""The council's limits as data: each with its default, its unit and how far the law lets it go."""

import difflib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from careleavers.domain.dates import LeapDay
from careleavers.domain.deaths import DeathLimits
from careleavers.domain.emergency import EmergencyLimits
from careleavers.domain.grip_limits import GripLimits
from careleavers.domain.limits import PolicyError, limit
from careleavers.domain.missing import MissingLimits
from careleavers.domain.panels import PanelLimits
from careleavers.domain.referral_limits import ReferralLimits
from careleavers.domain.snooping import SnoopingLimits
from careleavers.domain.voice import VoiceLimits

_HOUSE = "Council policy"
_LEAP_DAY = "policy.leap_day_birthday must be '1 March' or '28 February'."
_REG_7 = "Care Leavers (England) Regulations 2010, reg 7"
_EXTENDING = "Extending Personal Adviser support (DfE, 2018)"
_HOMELESSNESS = "Homelessness Reduction Act 2017"
_REG_42 = "Care Planning, Placement and Case Review (England) Regulations 2010, reg 42"
_REG_8 = "Care Leavers (England) Regulations 2010, reg 8(2)"

# Counted from the same day, so the second must not come before the first. Otherwise an alert would be worse before it
# is due, and R29 (seen by nobody) would hand over to R30 (lost contact) while that one still waits: nobody is told.
_IN_ORDER = (
    ("lost_contact_days", "lost_contact_high_days"),
    ("lost_contact_high_days", "lost_contact_critical_days"),
    ("supervision_every_days", "supervision_critical_days"),
    ("home_end_critical_days", "home_end_high_days"),
    ("home_end_high_days", "home_end_days"),
    ("high_risk_look_days", "medium_risk_look_days"),
    ("medium_risk_look_days", "low_risk_look_days"),
    ("specialist_days", "specialist_high_days"),
    ("referral_chase_working_days", "referral_manager_working_days"),
)


@dataclass(frozen=True)
class Policy(
    ReferralLimits, DeathLimits, VoiceLimits, GripLimits, MissingLimits, PanelLimits, EmergencyLimits, SnoopingLimits
):  # fmt: skip
    """The limits in force. Building one that is looser than the law raises PolicyError."""

    visit_every_days: int = limit(56, "days", 1, 56, _HOUSE, "Longest time between face-to-face visits")
    visit_grace_days: int = limit(
        7, "days", 0, 14, _HOUSE, "Days after a routine visit is due before it counts as late"
    )
    visit_high_days: int = limit(28, "days", 1, 56, _HOUSE, "Days late at which a missed visit becomes high")
    home_visit_months: int = limit(
        2, "months", 1, 2, _REG_8, "Longest time between visits to a home the council provides"
    )
    move_visit_days: int = limit(7, "days", 1, 7, _REG_8, "Days after a move in which the new home is visited")
    review_months: int = limit(6, "months", 1, 6, _REG_7, "Longest time between reviews of a plan")
    review_critical_days: int = limit(30, "days", 1, 90, _HOUSE, "Days late at which a review becomes critical")
    move_review_days: int = limit(
        28, "days", 1, 28, _REG_7, "Days after a move into a council-provided home to a review"
    )
    change_review_working_days: int = limit(
        10, "working days", 1, 20, _HOUSE, "Working days from a big change to a review"
    )
    copy_working_days: int = limit(5, "working days", 1, 20, _HOUSE, "Working days from approval to giving the copy")
    translated_copy_working_days: int = limit(15, "working days", 1, 30, _HOUSE, "The same for a translated copy")
    assessment_months: int = limit(3, "months", 1, 3, _REG_42, "Months in which needs are assessed")
    plan_after_assessment_working_days: int = limit(
        10, "working days", 1, 20, _HOUSE, "Working days from an assessment of needs to an approved plan"
    )
    plan_after_assessment_grace_days: int = limit(
        5, "days", 0, 10, _HOUSE, "Days after a plan is due from an assessment before it counts as late"
    )
    asked_review_working_days: int = limit(
        20, "working days", 5, 30, _HOUSE, "Working days in which a review that was asked for is held"
    )
    asked_review_answer_working_days: int = limit(
        5, "working days", 1, 10, _HOUSE, "Working days in which whoever asked for a review is answered"
    )
    plan_decision_working_days: int = limit(
        5, "working days", 1, 10, _HOUSE, "Working days in which a manager decides on a plan"
    )
    action_late_days: int = limit(30, "days", 7, 60, _HOUSE, "Days late at which an action becomes high")
    risk_in_plan_working_days: int = limit(
        5, "working days", 1, 10, _HOUSE, "Working days until a high risk is in an approved plan"
    )
    copy_talk_working_days: int = limit(
        10,
        "working days",
        1,
        20,
        _HOUSE,
        "Working days from giving the copy to going through it and keeping their view",
    )
    contact_only_days: int = limit(84, "days", 28, 84, _HOUSE, "Days without being seen although there is contact")
    lost_contact_days: int = limit(28, "days", 7, 28, _HOUSE, "Days without two-way contact")
    lost_contact_high_days: int = limit(56, "days", 14, 56, _HOUSE, "Days without contact at which it becomes high")
    lost_contact_critical_days: int = limit(
        84, "days", 28, 84, _HOUSE, "Days without contact at which it becomes critical"
    )
    supervision_every_days: int = limit(28, "days", 7, 42, _HOUSE, "Longest time between supervision sessions")
    supervision_grace_days: int = limit(
        5, "days", 0, 14, _HOUSE, "Days after supervision is due before it counts as late"
    )
    supervision_critical_days: int = limit(
        84, "days", 28, 84, _HOUSE, "Days since supervision at which it becomes critical"
    )
    unallocated_notice_days: int = limit(
        60, "days", 28, 180, _HOUSE, "Days before 16 at which nobody allocated is shown"
    )
    unallocated_critical_days: int = limit(
        28, "days", 1, 56, _HOUSE, "Days late at which nobody allocated becomes critical"
    )
    reallocate_working_days: int = limit(
        5, "working days", 0, 10, _HOUSE, "Working days to allocate again when a worker ends"
    )
    introduction_months: int = limit(3, "months", 1, 6, _HOUSE, "Months from 16 to a first meeting")
    planned_visit_working_days: int = limit(1, "working days", 1, 5, _HOUSE, "Working days to record a planned visit")
    failed_attempts: int = limit(3, "attempts", 2, 5, _HOUSE, "Attempts in a row without an answer")
    failed_attempts_working_days: int = limit(
        1, "working days", 0, 5, _HOUSE, "Working days from the last of them to a decision"
    )
    custody_visit_working_days: int = limit(
        10, "working days", 1, 10, _HOUSE, "Working days from going into custody to a visit"
    )
    release_plan_days: int = limit(84, "days", 56, 182, _HOUSE, "Days before release by which it is planned")
    home_end_days: int = limit(90, "days", 56, 182, _HOUSE, "Days before a home ends by which the next one is known")
    home_end_high_days: int = limit(
        56, "days", 56, 182, _HOMELESSNESS, "Days before a home ends at which this becomes high"
    )
    home_end_critical_days: int = limit(
        28, "days", 28, 56, _HOUSE, "Days before a home ends at which this becomes critical"
    )
    suitability_days: int = limit(7, "days", 1, 28, _HOUSE, "Days after a move to judge whether a home is suitable")
    suitability_months: int = limit(6, "months", 1, 6, _HOUSE, "Months until a home is judged again")
    high_risk_look_days: int = limit(28, "days", 1, 28, _HOUSE, "Longest time between looks at a high risk")
    medium_risk_look_days: int = limit(56, "days", 7, 56, _HOUSE, "Longest time between looks at a medium risk")
    low_risk_look_days: int = limit(182, "days", 28, 182, _HOUSE, "Longest time between looks at a low risk")
    curiosity_days: int = limit(
        28, "days", 7, 28, _HOUSE, "Days within which two new things at contacts are looked into together"
    )
    restriction_look_days: int = limit(90, "days", 30, 90, _HOUSE, "Longest time between looks at a restriction")
    high_risk_oversight_working_days: int = limit(
        2, "working days", 0, 2, _HOUSE, "Working days from a risk becoming high to a manager's oversight note"
    )
    high_risk_oversight_days: int = limit(14, "days", 1, 14, _HOUSE, "Longest time between notes on a high risk")
    unsafe_home_working_days: int = limit(
        1, "working days", 0, 1, _HOUSE, "Working days to an oversight note on homelessness, emergency or B&B"
    )
    unsuitable_home_working_days: int = limit(
        5, "working days", 0, 5, _HOUSE, "Working days to an oversight note on another home that is not suitable"
    )
    unsuitable_home_days: int = limit(
        7, "days", 1, 7, _HOUSE, "Longest time between oversight notes on a home that is not suitable"
    )
    returned_plan_working_days: int = limit(
        10, "working days", 1, 15, _HOUSE, "Working days in which a returned plan is sent again or explained"
    )
    missed_date_working_days: int = limit(
        5, "working days", 0, 10, _HOUSE, "Working days from a missed date of the law to an oversight note"
    )
    ending_oversight_days: int = limit(
        14, "days", 7, 91, _HOUSE, "Days before support ends by which a manager has looked at it"
    )
    exception_longest_days: int = limit(84, "days", 7, 182, _HOUSE, "Longest time for which an exception is agreed")
    proposal_working_days: int = limit(
        5, "working days", 1, 10, _HOUSE, "Working days in which a manager answers what they were asked"
    )
    category_working_days: int = limit(
        5, "working days", 1, 10, _HOUSE, "Working days to decide on a category that is not settled"
    )
    yearly_offer_months: int = limit(12, "months", 1, 12, _EXTENDING, "Longest time between offers from 21 to 24")
    yearly_offer_grace_days: int = limit(
        30, "days", 0, 60, _HOUSE, "Days after a yearly offer before it counts as late"
    )
    ending_talk_days: int = limit(28, "days", 14, 91, _HOUSE, "Days before support ends by which it was talked about")
    birthday_window_before_months: int = limit(
        3, "months", 1, 6, _HOUSE, "Months before a birthday from which the 903 return's answers count"
    )
    birthday_window_after_months: int = limit(
        1, "months", 1, 3, _HOUSE, "Months after a birthday until which the 903 return's answers count"
    )
    entitlement_offer_days: int = limit(60, "days", 14, 90, _HOUSE, "Days in which an entitlement is offered")
    entitlement_end_days: int = limit(
        90, "days", 28, 182, _HOUSE, "Days before an entitlement ends by which it was answered"
    )
    savings_days: int = limit(30, "days", 7, 60, _HOUSE, "Days after 16 and 18 to talk about savings in their name")
    offer_check_months: int = limit(
        6, "months", 1, 6, _HOUSE, "Longest time between checks of a row of the local offer"
    )
    leave_adviser_months: int = limit(6, "months", 6, 12, _HOUSE, "Months before leave ends to see an adviser about it")
    leave_application_months: int = limit(3, "months", 3, 6, _HOUSE, "Months before leave ends to apply to stay")
    leave_critical_days: int = limit(28, "days", 28, 84, _HOUSE, "Days before leave ends at which this is critical")
    specialist_days: int = limit(42, "days", 1, 42, _HOUSE, "Days from a referral to being seen by a specialist")
    specialist_high_days: int = limit(84, "days", 42, 84, _HOUSE, "Days without an appointment from which it is high")
    leap_day_birthday: LeapDay = LeapDay.FIRST_OF_MARCH

    def __post_init__(self) -> None:
        """Refuse a value of the wrong kind, outside what law and good practice allow, or out of order with another."""
        for item in fields(self):
            value, bounds = getattr(self, item.name), item.metadata
            if not bounds:
                continue
            if not isinstance(value, int) or isinstance(value, bool):
                raise PolicyError(f"policy.{item.name} is {value!r}. It must be a whole number of {bounds['unit']}.")
            if not bounds["least"] <= value <= bounds["most"]:
                raise PolicyError(
                    f"policy.{item.name} is {value} {bounds['unit']}. It must be {bounds['least']} to"
                    f" {bounds['most']} ({bounds['source']})."
                )
        for earlier, later in _IN_ORDER:
            value, least = getattr(self, later), getattr(self, earlier)
            if value < least:
                raise PolicyError(
                    f"policy.{later} is {value} days. It must not be less than policy.{earlier}, which is {least}."
                )
        if not isinstance(self.leap_day_birthday, LeapDay):
            raise PolicyError(_LEAP_DAY)

    def as_json(self) -> str:
        """The limits as they are kept for the figures of later years; `from_json` reads them."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, words: str) -> Self:
        """Limits that were kept; one that is no longer known is left out, one that is new has its default.

        Raises PolicyError for a value that is refused now, ValueError for what is no JSON.
        """
        known = {item.name for item in fields(cls)}
        return cls.from_mapping({name: value for name, value in json.loads(words).items() if name in known})

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """The limits with these values in place of the defaults. Raises PolicyError, for unknown names too."""
        known = sorted((item.name for item in fields(cls)), key=lambda name: name not in cls.__annotations__)
        for name in values:
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
                hint = f" Did you mean policy.{close[0]}?" if close else f" Known limits: {', '.join(known)}."
                raise PolicyError(f"policy.{name} is not a limit.{hint}")
        given = dict(values)
        if "leap_day_birthday" in given:
            try:
                given["leap_day_birthday"] = LeapDay(given["leap_day_birthday"])
            except ValueError as problem:
                raise PolicyError(_LEAP_DAY) from problem
        return cls(**given)
