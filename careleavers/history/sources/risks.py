"""Risks: raised, looked at, closed."""

from sqlmodel import col

from careleavers.domain.terms import RiskLevel
from careleavers.domain.timeline import EventKind
from careleavers.history.events import Happened, Page, Source, rows_with, said
from careleavers.models import RiskFlag, RiskReview, Worker


def _page(flag: RiskFlag) -> Page:
    return Page("risks.register_of", {"_anchor": f"risk-{flag.public_id.lower()}"})


def _raised(flag: RiskFlag, worker: Worker) -> Happened:
    title = f"Risk raised: {flag.type.label}"
    words = said(
        ("", flag.evidence), ("What they say", flag.their_view), ("What keeps them safe", flag.keeps_safe),
        ("If it gets worse", flag.safety_plan),
    )  # fmt: skip
    return Happened(flag.raised_on, title, worker.name, words, "late", _page(flag))


def _looked(look: RiskReview, flag: RiskFlag, worker: Worker) -> Happened:
    title = f"Risk looked at: {flag.type.label}, {_levels(look.level_before, look.level_after)}"
    return Happened(look.reviewed_on, title, worker.name, said(("", look.words)), page=_page(flag))


def _levels(before: RiskLevel, after: RiskLevel) -> str:
    if before is after:
        return f"still {after.label.lower()}"
    return f"{before.label.lower()} to {after.label.lower()}"


def _closed(flag: RiskFlag, worker: Worker) -> Happened:
    assert flag.closed_on is not None, "only risks that were closed are asked for"
    title = f"Risk closed: {flag.type.label}"
    return Happened(flag.closed_on, title, worker.name, said(("", flag.close_reason)), "good", _page(flag))


SOURCES = [
    Source(
        "risk", EventKind.RISK, RiskFlag, col(RiskFlag.raised_on), col(RiskFlag.young_person_id),
        rows_with(RiskFlag, RiskFlag.raised_by_id), _raised,
    ),
    Source(
        "risk-look", EventKind.RISK, RiskReview, col(RiskReview.reviewed_on), col(RiskFlag.young_person_id),
        rows_with(
            RiskReview, RiskReview.reviewed_by_id, (RiskFlag, col(RiskFlag.id) == col(RiskReview.risk_flag_id))
        ),
        _looked,
    ),
    Source(
        "risk-closed", EventKind.RISK, RiskFlag, col(RiskFlag.closed_on), col(RiskFlag.young_person_id),
        rows_with(RiskFlag, RiskFlag.closed_by_id), _closed,
    ),
]  # fmt: skip
