"""Risks: raised, looked at, proposed to be lowered or closed, refused, closed."""

from sqlmodel import col

from careleavers.domain.safeguarding import ProposalState
from careleavers.domain.terms import RiskLevel
from careleavers.domain.timeline import EventKind
from careleavers.history.events import Happened, Page, Source, rows_with, said
from careleavers.models import RiskFlag, RiskProposal, RiskReview, Worker


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


def _to_be(made: RiskProposal) -> str:
    return "closed" if made.to_level is None else f"lowered to {made.to_level.label.lower()}"


def _proposed(made: RiskProposal, flag: RiskFlag, worker: Worker) -> Happened:
    title = f"Proposed: {flag.type.label.lower()}, {made.level_before.label.lower()}, to be {_to_be(made)}"
    return Happened(made.proposed_on, title, worker.name, said(("", made.reason)), page=_page(flag))


def _refused(made: RiskProposal, flag: RiskFlag, worker: Worker) -> Happened:
    assert made.decided_on is not None, "a refusal has its day"
    title = f"Refused: {flag.type.label.lower()} is not {_to_be(made)}"
    return Happened(made.decided_on, title, worker.name, said(("", made.decision_words)), page=_page(flag))


_OF_PROPOSAL = (RiskFlag, col(RiskFlag.id) == col(RiskProposal.risk_flag_id))
SOURCES = [
    # What was approved is told by the look or the closing that it led to.
    Source(
        "risk-proposal", EventKind.RISK, RiskProposal, col(RiskProposal.proposed_on), col(RiskProposal.young_person_id),
        rows_with(RiskProposal, RiskProposal.proposed_by_id, _OF_PROPOSAL), _proposed,
    ),
    Source(
        "risk-refused", EventKind.RISK, RiskProposal, col(RiskProposal.decided_on), col(RiskProposal.young_person_id),
        rows_with(RiskProposal, RiskProposal.decided_by_id, _OF_PROPOSAL).where(
            col(RiskProposal.state) == ProposalState.REFUSED
        ),
        _refused,
    ),
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
