"""Reading supervision: whom one supervises and when each is due, one's own sessions, and one session in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts.upcoming import Upcoming, forecast
from careleavers.allocations.queries import in_force
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.permissions import Permission, role_may
from careleavers.domain.terms import Role, SubjectKind
from careleavers.models import Action, Allocation, Supervision, SupervisionDiscussion, Worker, YoungPerson
from careleavers.models.base import identity

# Far enough to find the next due day of everybody, whatever the council's limit.
_HORIZON_DAYS = 400
SUPERVISED = [role for role in Role if role_may(role, Permission.SEE_OWN_SUPERVISION)]


@dataclass(frozen=True)
class Supervisee:
    """One member of staff, the last session that counts, when the next is due, and what waits for a signature."""

    worker: Worker
    last_held_on: date | None
    due: Upcoming | None
    unsigned: Sequence[Supervision]
    is_mine: bool


def supervisees(session: Session, actor: Actor) -> list[Supervisee]:
    """Whom this manager supervises, and whoever of their team nobody does; the longest due first."""
    day = today(session)
    mine = col(Worker.supervisor_id) == actor.worker_id
    nobodys = and_(
        col(Worker.supervisor_id).is_(None), col(Worker.team_id) == actor.team_id, col(Worker.id) != actor.worker_id
    )
    workers = session.execute(
        select(Worker).where(
            or_(mine, nobodys),
            col(Worker.role).in_(SUPERVISED),
            col(Worker.disabled_on).is_(None),
            or_(col(Worker.ends_on).is_(None), col(Worker.ends_on) > day),
        )
    )
    found = workers.scalars().all()
    ids = [identity(worker) for worker in found]
    due = {each.subject_id: each for each in next_due(session, ids)}
    last, unsigned = _last_held(session, ids), _unsigned(session, ids, actor)
    rows = [
        Supervisee(
            worker, last.get(identity(worker)), due.get(identity(worker)),
            [each for each in unsigned if each.worker_id == worker.id], worker.supervisor_id == actor.worker_id,
        )
        for worker in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.due.due_on if row.due else date.max, row.worker.name))


def next_due(session: Session, worker_ids: Sequence[int]) -> list[Upcoming]:
    """When supervision is next due, from the rule that raises the alert; nobody in it whom the rule does not cover."""
    rows = forecast(session, today(session), _HORIZON_DAYS, subject=SubjectKind.WORKER, only=worker_ids)
    return [row for row in rows if row.rule.id in ("R70", "R74")]


def _last_held(session: Session, ids: Sequence[int]) -> dict[int, date]:
    statement = (
        select(col(Supervision.worker_id), func.max(Supervision.held_on))
        .where(col(Supervision.worker_id).in_(ids), col(Supervision.signed_on).is_not(None))
        .group_by(col(Supervision.worker_id))
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _unsigned(session: Session, ids: Sequence[int], actor: Actor) -> Sequence[Supervision]:
    statement = select(Supervision).where(
        col(Supervision.worker_id).in_(ids),
        col(Supervision.signed_on).is_(None),
        scope.visible_supervisions(actor),
    )
    return session.execute(statement.order_by(col(Supervision.held_on))).scalars().all()


@dataclass(frozen=True)
class Sat:
    """One session in a list: with whom, and what it waits for."""

    supervision: Supervision
    other: Worker

    def waits_for(self, worker_id: int | None) -> str:
        """What it waits for, as seen by one of the two; empty once both have signed."""
        row = self.supervision
        if row.signed_on is not None:
            return ""
        mine = row.worker_signed_on if row.worker_id == worker_id else row.supervisor_signed_on
        return "Waiting for you to sign" if mine is None else f"Waiting for {self.other.name} to sign"


def sessions_of(session: Session, actor: Actor, worker: Worker | None = None) -> list[Sat]:
    """The sessions this actor may read, the latest first: their own as the one supervised, or those with `worker`."""
    other = aliased(Worker)
    if worker is None:
        with_whom, whose = col(Supervision.supervisor_id), col(Supervision.worker_id) == actor.worker_id
    else:
        with_whom, whose = col(Supervision.worker_id), col(Supervision.worker_id) == worker.id
    statement = (
        select(Supervision, other)
        .join(other, col(other.id) == with_whom)
        .where(whose, scope.visible_supervisions(actor))
        .order_by(col(Supervision.held_on).desc(), col(Supervision.id).desc())
        .limit(100)
    )
    return [Sat(row, with_) for row, with_ in session.execute(statement)]


@dataclass(frozen=True)
class Discussed:
    """One young person talked about; `person` is None for somebody whom the reader may no longer see."""

    discussion: SupervisionDiscussion
    person: YoungPerson | None


def discussions_of(session: Session, actor: Actor, supervision: Supervision) -> list[Discussed]:
    """Whom the two talked about, in the order written down."""
    in_reach = scope.visible_to(actor, today(session)).label("in_reach")
    statement = (
        select(SupervisionDiscussion, YoungPerson, in_reach)
        .join(YoungPerson, col(YoungPerson.id) == col(SupervisionDiscussion.young_person_id))
        .where(col(SupervisionDiscussion.supervision_id) == supervision.id)
        .order_by(col(SupervisionDiscussion.id))
    )
    return [Discussed(said, person if reachable else None) for said, person, reachable in session.execute(statement)]


def whom_it_talks_about(session: Session, supervision: Supervision) -> Sequence[int]:
    """The ids of the young people a session talks about, whoever may see them."""
    about = select(col(SupervisionDiscussion.young_person_id)).where(
        col(SupervisionDiscussion.supervision_id) == supervision.id
    )
    return session.execute(about.order_by(col(SupervisionDiscussion.young_person_id))).scalars().all()


@dataclass(frozen=True)
class Agreed:
    """An action of a session, with its owner's name."""

    action: Action
    owner: str


def actions_of(session: Session, supervision: Supervision) -> list[Agreed]:
    """The actions agreed in a session, the earliest due first."""
    statement = (
        select(Action, Worker)
        .join(Worker, col(Worker.id) == col(Action.owner_id))
        .where(col(Action.supervision_id) == supervision.id)
        .order_by(col(Action.due_on), col(Action.id))
    )
    return [Agreed(action, owner.name) for action, owner in session.execute(statement)]


def last_time(session: Session, actor: Actor, worker: Worker) -> list[Agreed]:
    """The actions of the session before, which the next one opens with; none if the actor may not read it."""
    before = sessions_of(session, actor, worker)
    return actions_of(session, before[0].supervision) if before else []


def caseload(session: Session, actor: Actor, worker: Worker) -> list[YoungPerson]:
    """The young people this worker is allocated to today whom the actor may see, by name."""
    day = today(session)
    held = select(col(Allocation.young_person_id)).where(col(Allocation.worker_id) == worker.id, in_force(day))
    statement = select(YoungPerson).where(col(YoungPerson.id).in_(held), scope.visible_to(actor, day))
    return sorted(session.execute(statement).scalars(), key=lambda person: (person.name.casefold(), identity(person)))
