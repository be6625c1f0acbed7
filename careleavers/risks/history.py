"""Everything that was ever said of a risk: looks, proposals and decisions, contacts, reviews."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.domain.safeguarding import ProposalState, ProposedAct
from careleavers.domain.terms import FlagAnswer, RiskLevel
from careleavers.models import (
    Contact,
    ContactFlagAnswer,
    Review,
    ReviewFlagAnswer,
    RiskFlag,
    RiskProposal,
    RiskReview,
    Worker,
)


@dataclass(frozen=True)
class Said:
    """One thing said of a risk: when, by whom, where, what, in which words; and what stood there until then."""

    on: date
    by: str
    what: str
    words: str
    before: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Made:
    """One proposal with the names of who made it and who decided on it."""

    proposal: RiskProposal
    by: str
    decided_by: str


def proposals(session: Session, young_person_id: int) -> list[Made]:
    """Every proposal about somebody's risks, the newest first."""
    proposer, decider = aliased(Worker), aliased(Worker)
    statement = (
        select(RiskProposal, proposer, decider)
        .join(proposer, proposer.id == RiskProposal.proposed_by_id)  # type: ignore[arg-type]
        .outerjoin(decider, decider.id == RiskProposal.decided_by_id)  # type: ignore[arg-type]
        .where(col(RiskProposal.young_person_id) == young_person_id)
        .order_by(col(RiskProposal.id).desc())
    )
    return [Made(each, by.name, second.name if second else "") for each, by, second in session.execute(statement)]


def everything_said(
    session: Session, young_person_id: int, flags: dict[int, RiskFlag], made: list[Made]
) -> dict[int, list[Said]]:
    """What was said of each of these risks, latest first: at looks, proposals, contacts and reviews."""
    found: dict[int, list[Said]] = defaultdict(list)
    for each in made:
        found[each.proposal.risk_flag_id] += _said_of(each)
    for said, flag_id in (*_looks(session, young_person_id, flags), *_at_contacts(session, young_person_id),
                          *_at_reviews(session, young_person_id)):  # fmt: skip
        found[flag_id].append(said)
    for told in found.values():
        told.sort(key=lambda said: said.on, reverse=True)
    return found


def _said_of(each: Made) -> list[Said]:
    """What became of a proposal, then the proposal; a lowering that was approved is told by the look it made."""
    made = each.proposal
    told = Said(made.proposed_on, each.by, f"Proposed to {proposed_words(made)}", made.reason)
    ended = made.decided_on
    if ended is None or (made.state is ProposalState.APPROVED and made.act is ProposedAct.LOWER):
        return [told]
    return [Said(ended, each.decided_by, f"Proposal to {proposed_words(made)}: {made.state.label.lower()}",
                 made.decision_words), told]  # fmt: skip


def proposed_words(made: RiskProposal) -> str:
    """What is proposed: "close it", or "lower it from high to medium"."""
    if made.to_level is None:
        return "close it"
    return f"lower it from {made.level_before.label.lower()} to {made.to_level.label.lower()}"


_BEFORE = (
    ("their_view", "What they said of it until then"),
    ("keeps_safe", "What kept them safe until then"),
    ("safety_plan", "What was agreed until then"),
)


def _looks(session: Session, young_person_id: int, flags: dict[int, RiskFlag]) -> list[tuple[Said, int]]:
    """Every look, latest first, with what the risk said until then where the look changed it."""
    rows = session.execute(
        select(RiskReview, Worker)
        .join(RiskFlag, col(RiskFlag.id) == col(RiskReview.risk_flag_id))
        .join(Worker, col(Worker.id) == col(RiskReview.reviewed_by_id))
        .where(col(RiskFlag.young_person_id) == young_person_id)
        .order_by(col(RiskReview.id).desc())
    ).all()
    later = {known: {name: getattr(flag, name) for name, _ in _BEFORE} for known, flag in flags.items()}
    found = []
    for look, by in rows:
        stood = {name: getattr(look, f"{name}_before") for name, _ in _BEFORE}
        changed = [(words, stood[name]) for name, words in _BEFORE if stood[name] != later[look.risk_flag_id][name]]
        later[look.risk_flag_id] = stood
        words = _levels(look.level_before, look.level_after)
        said = Said(look.reviewed_on, by.name, words, look.words, [(h, text) for h, text in changed if text])
        found.append((said, look.risk_flag_id))
    return found


def _levels(before: RiskLevel, after: RiskLevel) -> str:
    if before is after:
        return f"Looked at: still {after.label.lower()}"
    return f"Looked at: from {before.label.lower()} to {after.label.lower()}"


def _at_contacts(session: Session, young_person_id: int) -> list[tuple[Said, int]]:
    rows = session.execute(
        select(ContactFlagAnswer, Contact, Worker)
        .join(Contact, col(Contact.id) == col(ContactFlagAnswer.contact_id))
        .join(Worker, col(Worker.id) == col(Contact.worker_id))
        .where(col(Contact.young_person_id) == young_person_id, col(Contact.struck_at).is_(None))
        .order_by(col(ContactFlagAnswer.id).desc())
    ).all()
    return [
        (Said(contact.happened_on, worker.name, _in_words(contact.kind.label, answer.answer), answer.words),
         answer.risk_flag_id)
        for answer, contact, worker in rows
    ]  # fmt: skip


def _at_reviews(session: Session, young_person_id: int) -> list[tuple[Said, int]]:
    rows = session.execute(
        select(ReviewFlagAnswer, Review, Worker)
        .join(Review, col(Review.id) == col(ReviewFlagAnswer.review_id))
        .join(Worker, col(Worker.id) == col(Review.recorded_by_id))
        .where(col(Review.young_person_id) == young_person_id)
        .order_by(col(ReviewFlagAnswer.id).desc())
    ).all()
    return [
        (Said(review.held_on, worker.name, _in_words("Review", answer.answer), answer.words), answer.risk_flag_id)
        for answer, review, worker in rows
    ]


def _in_words(where: str, answer: FlagAnswer) -> str:
    return f"{where}: {answer.label.lower()}"


__all__ = ["Made", "Said", "everything_said", "proposals", "proposed_words"]
