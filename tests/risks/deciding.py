"""Lowering and closing a high risk as it is done: Amy proposes, Tess decides."""

from datetime import timedelta

from sqlmodel import Session

from careleavers.domain.actors import Actor
from careleavers.domain.safeguarding import ProposedAct
from careleavers.domain.terms import RiskLevel
from careleavers.models import RiskFlag
from careleavers.risks import proposing
from careleavers.risks.details import Decided, Proposed
from tests.conftest import TODAY
from tests.people import People

WHY = "The man is in prison until 2031, she has a new number and her worker checked it with the police."


def _acting(people: People, name: str) -> Actor:
    worker = people.worker(name)
    return Actor(f"account:{name}", worker.role, 1, worker.id, worker.team_id)


def settled_by_two(session: Session, people: People, flag: RiskFlag, to_level: RiskLevel | None = None) -> None:
    """A risk lowered to a level, or closed when none is named."""
    act = ProposedAct.CLOSE if to_level is None else ProposedAct.LOWER
    asked = Proposed(act=act, to_level=to_level, reason=WHY)
    made = proposing.propose(session, _acting(people, "amy"), flag, asked, flag.version)
    said = Decided(approves=True, words=WHY, keeps_safe="Her aunt", next_look_on=TODAY + timedelta(days=20))
    proposing.decide(session, _acting(people, "tess"), made, said, made.version)
