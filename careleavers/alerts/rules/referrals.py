"""Danger leads to a decision on a referral (R46, R47, R49).

A decision not to refer, with its reason, answers a rule as well as a referral does. What was recorded in error
answers none.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import due, one_of
from careleavers.alerts.rules.facts import of_person, there_is
from careleavers.domain.policy import Policy
from careleavers.domain.referrals import (
    DASH_FOR_MARAC,
    OF_SLAVERY,
    SLAVERY_RISKS,
    WITHOUT_A_HOME,
    ReferralConsent,
    ReferralDecision,
    ReferralRoute,
)
from careleavers.domain.terms import AccommodationCode, Basis, RiskType, Severity
from careleavers.models import AccommodationSpell, DashCheck, Referral, RiskFlag
from careleavers.models.sql import days_after, latest_of, months_after, word, working_days_after

_OUT_OF_REACH = (AccommodationCode.GONE_ABROAD, AccommodationCode.DEPORTED, AccommodationCode.NOT_KNOWN)
# They have been asked, so that what they said can be acted on.
_ASKED = (ReferralConsent.YES, ReferralConsent.NO)
_DECIDED = "A decision is recorded, to refer or not to with the reason"


def _about(flag: Any) -> ColumnElement[bool]:
    """The referral is about this risk, or names none."""
    return or_(col(Referral.risk_flag_id) == col(flag.id), col(Referral.risk_flag_id).is_(None))


@rule(
    "R46",
    "Exploitation or trafficking, no decision on the NRM or the duty to notify",
    severity=Severity.CRITICAL,
    basis=Basis.STATUTORY,
    source="Modern Slavery Act 2015 s52 and the Home Office's guidance on it; the time is council policy",
    clears_when=f"{_DECIDED}, about the National Referral Mechanism or the duty to notify; or the risk is closed",
    limit="slavery_decision_working_days",
    reads=("referral", "risk_flag"),
)
def slavery_not_decided(policy: Policy) -> Select[Any]:
    """While a risk of exploitation or of modern slavery is open, it is decided whether to tell the Home Office.

    On the day the risk is raised. Each risk has a decision of its own: one about another risk does not count, one
    about none counts if it was made on the day the risk was raised or later.
    """
    flag = RiskFlag
    raised_on: Any = col(flag.raised_on)
    theirs = or_(
        col(Referral.risk_flag_id) == col(flag.id),
        and_(col(Referral.risk_flag_id).is_(None), col(Referral.decided_on) >= raised_on),
    )
    return (
        due(
            working_days_after(raised_on, policy.slavery_decision_working_days),
            since_on=raised_on,
            basis=word(Basis.STATUTORY),
            about_id=flag.id,
        )
        .join(flag, of_person(flag))
        .where(
            col(flag.closed_on).is_(None),
            one_of(col(flag.type), SLAVERY_RISKS),
            ~there_is(Referral, one_of(col(Referral.route), OF_SLAVERY), theirs),
        )
    )


@rule(
    "R47",
    "Domestic abuse at the level of MARAC, not decided",
    severity=Severity.CRITICAL,
    basis=Basis.GUIDANCE,
    source="SafeLives on who is referred to a MARAC; the time is council policy",
    clears_when=f"{_DECIDED}, about MARAC, on the day of the checklist or later; or the risk is closed",
    limit="marac_working_days",
    reads=("calendar_day", "dash_check", "referral", "risk_flag"),
    several=True,
)
def marac_not_decided(policy: Policy) -> Select[Any]:
    """Where a checklist of domestic abuse asks for MARAC, it is decided within the working days set.

    It asks from 14 ticks, where it is judged high whatever was ticked, and where this was at MARAC in the year before.
    A new risk of domestic abuse within the months set after a referral to MARAC is a repeat without any checklist.
    """
    flag, check, before = RiskFlag, aliased(DashCheck), aliased(Referral)
    asks = or_(col(check.score) >= DASH_FOR_MARAC, col(check.judged_high).is_(True), col(check.repeated).is_(True))
    repeat = there_is(
        before,
        col(before.route) == word(ReferralRoute.MARAC),
        col(before.decision) == word(ReferralDecision.REFER),
        col(before.decided_on) < col(flag.raised_on),
        col(before.decided_on) >= months_after(flag.raised_on, -policy.marac_repeat_months),
        or_(col(before.risk_flag_id).is_(None), col(before.risk_flag_id) != col(flag.id)),
    )
    since: Any = func.coalesce(check.done_on, flag.raised_on)
    return (
        due(
            working_days_after(since, policy.marac_working_days),
            since_on=since,
            basis=word(Basis.GUIDANCE),
            about_id=flag.id,
        )
        .join(flag, of_person(flag))
        .outerjoin(check, and_(col(check.risk_flag_id) == col(flag.id), col(check.struck_at).is_(None), asks))
        .where(
            col(flag.closed_on).is_(None),
            col(flag.type) == word(RiskType.DOMESTIC_ABUSE),
            or_(col(check.id).is_not(None), repeat),
            ~there_is(
                Referral,
                col(Referral.route) == word(ReferralRoute.MARAC),
                _about(flag),
                col(Referral.decided_on) >= since,
            ),
        )
    )


@rule(
    "R49",
    "Homeless or soon to be, no decision on the duty to refer",
    severity=Severity.HIGH,
    raised_severity=Severity.CRITICAL,
    basis=Basis.STATUTORY,
    source="Homelessness Reduction Act 2017 (Housing Act 1996 s213B); the time is council policy",
    clears_when="They were asked, and it is recorded that they are referred to the housing authority, or why not",
    limit="duty_to_refer_working_days",
    reads=("accommodation_spell", "calendar_day", "referral"),
)
def duty_to_refer_not_decided(policy: Policy) -> Select[Any]:
    """Whoever is homeless, or loses their home within 56 days, is asked whether the housing authority may know.

    That is the end recorded for a home or for custody, or notice where no end is recorded. Critical for the homeless.
    Not having asked is no answer; nor is what they said about an earlier time.
    """
    home = AccommodationSpell
    homeless, ends = one_of(col(home.code), WITHOUT_A_HOME), col(home.expected_end_on)
    began: Any = col(home.started_on)
    at_risk = case(
        (homeless, began),
        (ends.is_not(None), latest_of(days_after(ends, -policy.duty_to_refer_days), began)),
        else_=col(home.notice_on),
    )
    counts_from = case(
        (homeless, began),
        else_=latest_of(days_after(at_risk, -policy.duty_to_refer_days), began),
    )
    asked = there_is(
        Referral,
        col(Referral.route) == word(ReferralRoute.DUTY_TO_REFER),
        one_of(col(Referral.consent), _ASKED),
        col(Referral.decided_on) >= counts_from,
    )
    due_on = case(
        (homeless, working_days_after(began, policy.duty_to_refer_homeless_working_days)),
        else_=working_days_after(at_risk, policy.duty_to_refer_working_days),
    )
    return (
        due(
            due_on,
            since_on=at_risk,
            basis=word(Basis.STATUTORY),
            about_id=home.id,
            ends_on=col(home.ended_on),
            worse=homeless,
        )
        .join(home, of_person(home))
        .where(~one_of(col(home.code), _OUT_OF_REACH), at_risk.is_not(None), ~asked)
    )


__all__ = ["duty_to_refer_not_decided", "marac_not_decided", "slavery_not_decided"]
