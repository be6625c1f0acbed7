"""Reading risks: one young person's register with everything that was ever said of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.actions.queries import workers_to_own
from careleavers.alerts.rules.oversight import note_naming
from careleavers.domain.plan_checks import part_for
from careleavers.domain.safeguarding import ProposalState
from careleavers.domain.terms import PlanDomain, PlanState, RiskLevel
from careleavers.models import PathwayPlan, RiskFlag, RiskProposal, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.risks.checks import HIGH
from careleavers.risks.history import Said, everything_said, proposals, proposed_words


@dataclass(frozen=True)
class Entry:
    """One risk of the register: who answers for it, a manager's last note, the proposal that waits, what was said."""

    flag: RiskFlag
    owner: str
    raised_by: str
    closed_by: str
    overseen_on: date | None
    said: list[Said] = field(default_factory=list)
    waiting: RiskProposal | None = None
    proposer: str = ""

    @property
    def part(self) -> PlanDomain:
        """The part of the plan that answers it."""
        return part_for(self.flag.type, self.flag.plan_domain)

    @property
    def proposed(self) -> str:
        """What the proposal that waits is for; empty when none does."""
        return proposed_words(self.waiting) if self.waiting else ""


def flags_to_ask(session: Session, young_person_id: int, named: Iterable[str] = ()) -> Sequence[RiskFlag]:
    """The risks somebody must be asked about by name: open and high or very high, the most serious first.

    `named` holds public ids that a page already asked about: those are kept even if they were closed or lowered
    in the meantime, so that what was written about them is not lost.
    """
    serious = col(RiskFlag.closed_on).is_(None) & col(RiskFlag.level).in_(HIGH)
    statement = select(RiskFlag).where(
        col(RiskFlag.young_person_id) == young_person_id, or_(serious, col(RiskFlag.public_id).in_(list(named)))
    )
    flags = session.execute(statement).scalars().all()
    return sorted(flags, key=lambda flag: (flag.level is not RiskLevel.CRITICAL, flag.raised_on, identity(flag)))


def waiting_for(session: Session, flag: RiskFlag) -> RiskProposal | None:
    """The proposal about a risk that waits for a decision, if there is one."""
    statement = select(RiskProposal).where(
        col(RiskProposal.risk_flag_id) == flag.id, col(RiskProposal.state) == ProposalState.WAITING
    )
    return session.execute(statement).scalars().first()


def flag_ids(session: Session, young_person_id: int) -> set[int]:
    """The ids of every risk that was ever raised about somebody."""
    statement = select(col(RiskFlag.id)).where(col(RiskFlag.young_person_id) == young_person_id)
    return {found for found in session.execute(statement).scalars() if found is not None}


@dataclass(frozen=True)
class Proposal:
    """One proposal with its risk, who proposed it, who answers for the risk, and what was said of it."""

    proposal: RiskProposal
    flag: RiskFlag
    by: str
    words: str
    entry: "Entry"


def read_proposal(session: Session, proposal: RiskProposal) -> Proposal:
    """What a second person reads before deciding."""
    entries = register_of(session, proposal.young_person_id)
    entry = next(each for each in entries if identity(each.flag) == proposal.risk_flag_id)
    by = session.get_one(Worker, proposal.proposed_by_id).name
    return Proposal(proposal, entry.flag, by, proposed_words(proposal), entry)


def who_may_own(session: Session, young_person: YoungPerson, flag: RiskFlag, day: date) -> Sequence[Worker]:
    """Who may answer for a risk from now on: whoever may be given an action, and whoever does already and is here."""
    offered = list(workers_to_own(session, young_person, day))
    owner = session.get_one(Worker, flag.owner_id)
    return offered if owner in offered or owner.gone_by(day) else [*offered, owner]


def answered_in(session: Session, young_person_id: int) -> PathwayPlan | None:
    """The version of the plan that holds now, in which an open risk should have its answer."""
    statement = select(PathwayPlan).where(
        col(PathwayPlan.young_person_id) == young_person_id, col(PathwayPlan.state) == PlanState.APPROVED
    )
    return session.execute(statement).scalars().first()


def by_part(session: Session, young_person_id: int) -> dict[PlanDomain, list[RiskFlag]]:
    """The open risks by the part of the plan that answers each, the most serious first."""
    statement = select(RiskFlag).where(
        col(RiskFlag.young_person_id) == young_person_id, col(RiskFlag.closed_on).is_(None)
    )
    found: dict[PlanDomain, list[RiskFlag]] = {}
    worst_first = sorted(session.execute(statement).scalars(), key=lambda each: -list(RiskLevel).index(each.level))
    for flag in worst_first:
        found.setdefault(part_for(flag.type, flag.plan_domain), []).append(flag)
    return found


def register_of(session: Session, young_person_id: int) -> list[Entry]:
    """Every risk of one young person: open ones first, the worst and longest unseen first; then the closed ones."""
    owner, raiser, closer = aliased(Worker), aliased(Worker), aliased(Worker)
    statement = (
        select(RiskFlag, owner, raiser, closer, note_naming())
        .join(owner, owner.id == RiskFlag.owner_id)  # type: ignore[arg-type]
        .join(raiser, raiser.id == RiskFlag.raised_by_id)  # type: ignore[arg-type]
        .outerjoin(closer, closer.id == RiskFlag.closed_by_id)  # type: ignore[arg-type]
        .where(col(RiskFlag.young_person_id) == young_person_id)
    )
    rows = session.execute(statement).all()
    made = proposals(session, young_person_id)
    said = everything_said(session, young_person_id, {identity(row[0]): row[0] for row in rows}, made)
    waits = {each.proposal.risk_flag_id: each for each in made if each.proposal.state is ProposalState.WAITING}
    entries = []
    for flag, own, by, closed, overseen in rows:
        waiting = waits.get(identity(flag))
        entries.append(
            Entry(
                flag, own.name, by.name, closed.name if closed else "", overseen, said[identity(flag)],
                waiting.proposal if waiting else None, waiting.by if waiting else "",
            )
        )  # fmt: skip
    return sorted(entries, key=_worst_first)


def _worst_first(entry: Entry) -> tuple[int, int, date]:
    flag = entry.flag
    if flag.closed_on is not None:
        return 1, 0, date.fromordinal(date.max.toordinal() - flag.closed_on.toordinal() + 1)
    return 0, -list(RiskLevel).index(flag.level), flag.next_look_on
