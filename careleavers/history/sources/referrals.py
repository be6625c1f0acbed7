"""Referrals: what was decided, what happened since; and checklists of domestic abuse."""

from sqlmodel import col

from careleavers.domain.dates import long_date
from careleavers.domain.referrals import ReferralDecision, ReferralStepKind
from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import DashCheck, Referral, ReferralStep, RiskFlag, Worker


def _page(referral: Referral) -> Page:
    return Page("referrals.show", {"_anchor": f"referral-{referral.public_id.lower()}"})


def _decided(referral: Referral, worker: Worker) -> Happened:
    struck = referral.struck_at is not None
    refers = referral.decision is ReferralDecision.REFER
    decided = "Decided to refer" if refers else "Decided not to refer"
    title = f"{decided}: {referral.where_to}{IN_ERROR if struck else ''}"
    consent = referral.consent.label if referral.consent else ""
    words = said(("", referral.reason), ("Did they agree?", consent), ("Why it was an error", referral.struck_reason))
    return Happened(referral.decided_on, title, worker.name, words, page=_page(referral), struck=struck)


def _step(step: ReferralStep, referral: Referral, worker: Worker) -> Happened:
    struck = step.struck_at is not None or referral.struck_at is not None
    title = f"{step.kind.label.split(':')[0]}: {referral.where_to}{IN_ERROR if struck else ''}"
    words = said(
        ("To whom", step.to_whom), ("Answer", step.outcome.label if step.outcome else ""), ("", step.words),
        ("Why it was an error", step.struck_reason),
    )  # fmt: skip
    tone = "good" if step.kind is ReferralStepKind.HEARD else "plain"
    return Happened(step.happened_on, title, worker.name, words, tone, _page(referral), struck)


def _checked(check: DashCheck, flag: RiskFlag, worker: Worker) -> Happened:
    struck = check.struck_at is not None
    counted = "not counted" if check.score is None else f"{check.score} ticked"
    title = f"Domestic abuse checklist: {counted}{IN_ERROR if struck else ''}"
    more = [words for words, so in (("judged high", check.judged_high), ("a repeat", check.repeated)) if so]
    words = said(
        ("", check.words), ("Also", ", ".join(more)), ("Risk raised", long_date(flag.raised_on)),
        ("Why it was an error", check.struck_reason),
    )  # fmt: skip
    page = Page("risks.register_of", {"_anchor": f"risk-{flag.public_id.lower()}"})
    return Happened(check.done_on, title, worker.name, words, page=page, struck=struck)


_OF_STEP = (Referral, col(Referral.id) == col(ReferralStep.referral_id))
SOURCES = [
    Source(
        "referral", EventKind.RISK, Referral, col(Referral.decided_on), col(Referral.young_person_id),
        rows_with(Referral, Referral.recorded_by_id), _decided,
    ),
    Source(
        "referral-step", EventKind.RISK, ReferralStep, col(ReferralStep.happened_on), col(ReferralStep.young_person_id),
        rows_with(ReferralStep, ReferralStep.recorded_by_id, _OF_STEP),
        _step,
    ),
    Source(
        "dash", EventKind.RISK, DashCheck, col(DashCheck.done_on), col(DashCheck.young_person_id),
        rows_with(DashCheck, DashCheck.recorded_by_id, (RiskFlag, col(RiskFlag.id) == col(DashCheck.risk_flag_id))),
        _checked,
    ),
]  # fmt: skip
