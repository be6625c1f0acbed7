"""Referrals in random histories, and the second reading of their rules (R46, R47, R48, R48b, R48c, R49)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from careleavers.domain.referrals import (
    ReferralConsent,
    ReferralDecision,
    ReferralOutcome,
    ReferralRoute,
    ReferralStepKind,
)
from careleavers.domain.terms import AccommodationCode as A
from careleavers.domain.terms import RiskLevel, RiskType
from careleavers.models import DashCheck, Referral, ReferralStep, RiskFlag
from tests.alerts.day_counting import DAY, months_on, working_days_on
from tests.alerts.facts import Council, History
from tests.alerts.owed import NEVER, Due, Duty

STRUCK = datetime(2026, 3, 1, 12, tzinfo=UTC)
K, Route = ReferralStepKind, ReferralRoute
_ROUTES = (Route.NRM, Route.DUTY_TO_NOTIFY, Route.MARAC, Route.MARAC, Route.DUTY_TO_REFER, Route.DUTY_TO_REFER,
           Route.MACE)  # fmt: skip
_RISKS = (RiskType.DOMESTIC_ABUSE, RiskType.DOMESTIC_ABUSE, RiskType.MODERN_SLAVERY)


def refer(story: Any, history: History) -> None:
    """Risks that ask for a referral, checklists, notice given, and decisions with what happened to them."""
    about = {"young_person_id": history.person.id, "recorded_by_id": story.manager_id}
    for home in history.homes:
        home.notice_on = max(home.started_on, story.day()) if story.perhaps(3) else None
    for raised in story.days_in_order(2) if story.perhaps(2) else []:
        flag = RiskFlag.made(
            id=next(story.ids), type=story.one(*_RISKS),
            level=RiskLevel.MEDIUM, evidence="Letters", raised_on=raised, owner_id=story.manager_id,
            next_look_on=raised, raised_by_id=story.manager_id, young_person_id=history.person.id,
        )  # fmt: skip
        history.risks.append(flag)
        for on in story.days_in_order(2) if flag.type is RiskType.DOMESTIC_ABUSE else []:
            check = DashCheck.made(
                id=next(story.ids), risk_flag_id=flag.id, done_on=on, score=story.one(0, 13, 14, 14, 20),
                judged_high=story.perhaps(4), repeated=story.perhaps(6), words="Went through it", **about,
                **_in_error(story),
            )  # fmt: skip
            history.checklists.append(check)
    for on in story.days_in_order(3) if story.perhaps(2) else []:
        route, refers = story.one(*_ROUTES), not story.perhaps(4)
        consent = story.one(*ReferralConsent) if not refers else ReferralConsent.YES
        referral = Referral.made(
            id=next(story.ids), route=route, decided_on=on, reason="Two new phones",
            decision=ReferralDecision.REFER if refers else ReferralDecision.NOT_REFER,
            consent=consent if route is Route.DUTY_TO_REFER else None,
            risk_flag_id=story.one(None, *[risk.id for risk in history.risks]), **about, **_in_error(story),
        )  # fmt: skip
        history.referrals.append(referral)
        for kind in K if refers else ():
            if story.perhaps(2):
                step = ReferralStep.made(
                    id=next(story.ids), referral_id=referral.id, kind=kind, happened_on=on + story.one(0, 1, 14) * DAY,
                    to_whom="The panel", outcome=ReferralOutcome.DECLINED if kind is K.HEARD else None, **about,
                    **_in_error(story),
                )  # fmt: skip
                history.referral_steps.append(step)


def _in_error(story: Any) -> dict[str, Any]:
    over = {"struck_by_id": story.manager_id, "struck_reason": "Somebody else's", "struck_at": STRUCK}
    return over if story.perhaps(6) else {}


def referred(council: Council, history: History, _duty: Duty) -> Iterator[Due]:
    """What asks for a decision on a referral, and what a decision asks for."""
    yield from _of_slavery(council, history)
    yield from _of_abuse(council, history)
    yield from _of_homelessness(council, history)
    yield from _unanswered(council, history)


def _made(history: History, *routes: ReferralRoute) -> list[Referral]:
    return [each for each in history.referrals if each.struck_at is None and each.route in routes]


def _of_slavery(council: Council, history: History) -> Iterator[Due]:
    for risk in history.risks:
        if risk.closed_on or risk.type not in (RiskType.EXPLOITATION, RiskType.MODERN_SLAVERY):
            continue
        told = _made(history, Route.NRM, Route.DUTY_TO_NOTIFY)
        of_it = [each for each in told if each.risk_flag_id == risk.id]
        of_none = [each for each in told if each.risk_flag_id is None and each.decided_on >= risk.raised_on]
        if not of_it and not of_none:
            yield Due("R46", risk.id, working_days_on(risk.raised_on, council.policy.slavery_decision_working_days))


def _of_abuse(council: Council, history: History) -> Iterator[Due]:
    policy, told = council.policy, _made(history, Route.MARAC)
    for risk in history.risks:
        if risk.closed_on or risk.type is not RiskType.DOMESTIC_ABUSE:
            continue
        about = [each.decided_on for each in told if each.risk_flag_id in (None, risk.id)]
        checks = [each for each in history.checklists if each.risk_flag_id == risk.id and each.struck_at is None]
        serious = [each.done_on for each in checks if each.judged_high or each.repeated or (each.score or 0) >= 14]
        first = months_on(risk.raised_on, -policy.marac_repeat_months)
        repeat = any(
            first <= each.decided_on < risk.raised_on
            for each in told
            if each.decision is ReferralDecision.REFER and each.risk_flag_id != risk.id
        )
        for on in serious or ([risk.raised_on] if repeat else []):
            if not any(decided >= on for decided in about):
                yield Due("R47", risk.id, working_days_on(on, policy.marac_working_days))


def _of_homelessness(council: Council, history: History) -> Iterator[Due]:
    policy = council.policy
    asked = [
        each.decided_on
        for each in _made(history, Route.DUTY_TO_REFER)
        if each.consent in (ReferralConsent.YES, ReferralConsent.NO)
    ]
    for home in history.homes:
        if home.code in (A.GONE_ABROAD, A.DEPORTED, A.NOT_KNOWN):
            continue
        window, until = policy.duty_to_refer_days * DAY, home.ended_on or NEVER
        if home.code in (A.HOMELESS, A.EMERGENCY):
            since, counts_from, count = home.started_on, home.started_on, policy.duty_to_refer_homeless_working_days
        elif home.expected_end_on or home.notice_on:
            since = max(home.started_on, home.expected_end_on - window) if home.expected_end_on else home.notice_on
            counts_from, count = max(home.started_on, since - window), policy.duty_to_refer_working_days
        else:
            continue
        if not any(on >= counts_from for on in asked):
            yield Due("R49", home.id, working_days_on(since, count), until)


def _unanswered(council: Council, history: History) -> Iterator[Due]:
    policy = council.policy
    for each in history.referrals:
        if each.struck_at is not None:
            continue
        steps = [s for s in history.referral_steps if s.referral_id == each.id and s.struck_at is None]
        kinds = {step.kind for step in steps}
        sent = [step.happened_on for step in steps if step.kind is K.SENT]
        if each.decision is ReferralDecision.REFER and not kinds & {K.SENT, K.WITHDRAWN}:
            yield Due("R48c", each.id, working_days_on(each.decided_on, policy.referral_send_working_days))
        if sent and not kinds & {K.HEARD, K.WITHDRAWN}:
            for_manager = working_days_on(sent[0], policy.referral_manager_working_days)
            asked = max(step.happened_on for step in steps if step.kind in (K.SENT, K.CHASED))
            yield Due("R48", each.id, working_days_on(asked, policy.referral_chase_working_days), for_manager)
            yield Due("R48b", each.id, for_manager)
