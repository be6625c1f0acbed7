"""What presses besides alerts: open high risks, and proposals about a risk that wait for a second person."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col, text

from careleavers.domain.dates import late_date
from careleavers.domain.safeguarding import ProposalState
from careleavers.domain.terms import RiskLevel, Severity
from careleavers.models import RiskFlag, RiskProposal, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.models.risks import OPEN_HIGH
from careleavers.people import links
from careleavers.web.navigation import opens

_REGISTER = "risks.register_of"


@dataclass(frozen=True)
class Matter:
    """One thing that needs somebody now, as the page draws it."""

    level: Severity
    title: str
    why: str
    when: str
    action: tuple[str, str] | None


def pressing(session: Session, young_person: YoungPerson, day: date) -> list[Matter]:
    """The open high risks of somebody, the most serious first, and what is proposed for their risks."""
    known = identity(young_person)
    found = [_risk(flag, owner, day, young_person) for flag, owner in _high_risks(session, known)]
    return found + [_proposal(*row, day, young_person) for row in _proposals(session, known)]


def _high_risks(session: Session, young_person_id: int) -> list[tuple[RiskFlag, Worker]]:
    statement = (
        select(RiskFlag, Worker)
        .join(Worker, col(Worker.id) == col(RiskFlag.owner_id))
        .where(col(RiskFlag.young_person_id) == young_person_id, text(OPEN_HIGH))
        .order_by(col(RiskFlag.level), col(RiskFlag.raised_on))
    )
    return [(flag, owner) for flag, owner in session.execute(statement)]


def _risk(flag: RiskFlag, owner: Worker, day: date, young_person: YoungPerson) -> Matter:
    level = Severity.CRITICAL if flag.level is RiskLevel.CRITICAL else Severity.HIGH
    title = f"{flag.level.label} risk: {flag.type.label.lower()}"
    why = f"{flag.safety_plan or flag.evidence} Whose it is: {owner.name}."
    when = f"look again {late_date(flag.next_look_on, day)}"
    return Matter(level, title, why, when, _act("Open the risk", _REGISTER, young_person))


def _proposals(session: Session, young_person_id: int) -> list[tuple[RiskProposal, RiskFlag, Worker]]:
    statement = (
        select(RiskProposal, RiskFlag, Worker)
        .join(RiskFlag, col(RiskFlag.id) == col(RiskProposal.risk_flag_id))
        .join(Worker, col(Worker.id) == col(RiskProposal.proposed_by_id))
        .where(
            col(RiskProposal.young_person_id) == young_person_id,
            col(RiskProposal.state) == ProposalState.WAITING,
        )
        .order_by(col(RiskProposal.proposed_on), col(RiskProposal.id))
    )
    return [(made, flag, by) for made, flag, by in session.execute(statement)]


def _proposal(made: RiskProposal, flag: RiskFlag, by: Worker, day: date, young_person: YoungPerson) -> Matter:
    days = (day - made.proposed_on).days
    waited = "waiting since today" if days < 1 else f"waiting for {days} day{'s' if days > 1 else ''}"
    what = "closed" if made.to_level is None else f"lowered to {made.to_level.label.lower()}"
    title = f"A decision waits: {flag.type.label.lower()}, {flag.level.label.lower()}, to be {what}"
    why = f"{by.name} proposed it. A manager who is somebody else decides."
    return Matter(Severity.MEDIUM, title, why, waited, _act("Open the proposal", _REGISTER, young_person))


def _act(words: str, endpoint: str, young_person: YoungPerson) -> tuple[str, str] | None:
    return (words, links.address(endpoint, young_person)) if opens(endpoint) else None


__all__ = ["Matter", "pressing"]
