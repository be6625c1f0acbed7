"""The digest: once a day or a week each member of staff is told who is on their list, by initials and link alone.

It is written into the outbox under a key of its day, so that any number of schedulers write it once, and a day
that was missed is not told a second time: the next digest holds whatever is still open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts import heartbeat
from careleavers.alerts.escalation import is_escalated
from careleavers.alerts.own import allocated_ids
from careleavers.alerts.queries import joined
from careleavers.alerts.severity import is_late, is_put_off, rank_on
from careleavers.config import Settings
from careleavers.db import policy
from careleavers.domain.actors import Actor
from careleavers.domain.dates import LONDON
from careleavers.domain.terms import DigestOften, Role, Severity
from careleavers.models import Alert, DigestChoice, Message, Worker, YoungPerson
from careleavers.models.base import identity, now_utc
from careleavers.models.sql import insert_on
from careleavers.models.workers import not_gone_by

MESSAGE: Any = Message.__table__  # type: ignore[attr-defined]
USUAL_HOUR = 8
MOST_LINES = 150
_SUBJECT = "Your list for today"
_OWN = (Role.AFTER_CARE_WORKER, Role.SOCIAL_WORKER)
_MANAGERS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER)


@dataclass(frozen=True)
class Choice:
    """How often somebody is told, and from which hour in London."""

    often: DigestOften = DigestOften.DAILY
    hour: int = USUAL_HOUR


def choice_of(session: Session, worker_id: int) -> Choice:
    """What somebody chose; daily at eight for whoever never did."""
    row = session.execute(select(DigestChoice).where(col(DigestChoice.worker_id) == worker_id)).scalars().first()
    return Choice() if row is None else Choice(row.often, row.hour)


def write_digests(session: Session, settings: Settings, now: datetime) -> int:
    """Put into the outbox every digest whose hour has come and that is not there yet; how many.

    Without an address of the service for the links, or of a mail server, there are none.
    """
    if not settings.public_url or not settings.smtp_host:
        return 0
    local, written = now.astimezone(LONDON), 0
    problem = heartbeat.health(session, now, settings.sweep_stale_hours, local.date()).problem
    for worker in _recipients(session, local.date()):
        wanted = _due(choice_of(session, identity(worker)), worker, local)
        if wanted is None or _is_written(session, wanted[0]):
            continue
        key, critical_only = wanted
        people = _on_their_list(session, worker, local.date(), critical_only)
        if people or problem:
            written += put(session, key, worker, _SUBJECT, _words(settings, people, problem, critical_only), now)
    return written


def _recipients(session: Session, day: date) -> Iterable[Worker]:
    told = (col(Worker.role).in_((*_OWN, *_MANAGERS)), col(Worker.email) != "")
    return session.execute(select(Worker).where(*told, not_gone_by(day)).order_by(col(Worker.id))).scalars().all()


def _due(choice: Choice, worker: Worker, local: datetime) -> tuple[str, bool] | None:
    """The key of the digest that is due now, and whether it holds what is critical alone; None if none is.

    What is critical is told to managers every day, whatever they chose.
    """
    if local.hour < choice.hour:
        return None
    day, manager = local.date(), worker.role in _MANAGERS
    full = choice.often is DigestOften.DAILY or (choice.often is DigestOften.WEEKLY and day.weekday() == 0)
    if not full and not manager:
        return None
    return f"digest:{identity(worker)}:{day.isoformat()}", not full


def _is_written(session: Session, key: str) -> bool:
    return session.execute(select(MESSAGE.c.id).where(MESSAGE.c.key == key)).first() is not None


def _on_their_list(session: Session, worker: Worker, day: date, critical_only: bool) -> list[tuple[str, str]]:
    """(initials, public id) of each young person, worst first: own, the team's late ones, or what has gone up."""
    limits = policy(session)
    actor = Actor("job:digest", worker.role, worker_id=identity(worker), team_id=worker.team_id)
    critical = rank_on(limits, day) == Severity.CRITICAL.rank
    found: list[ColumnElement[bool]] = [scope.visible_alerts(actor, day), col(Alert.young_person_id).is_not(None)]
    found.append(~is_put_off(day))
    if critical_only:
        found.append(critical)
    elif worker.role is Role.SERVICE_MANAGER:
        found.append(or_(critical, is_escalated(limits, day)))
    elif worker.role is Role.TEAM_MANAGER:
        found.append(is_late(limits, day))
    else:
        found.append(col(Alert.young_person_id).in_(allocated_ids(actor, day)))
    worst = func.max(rank_on(limits, day))
    names = (col(YoungPerson.given_name), col(YoungPerson.family_name), col(YoungPerson.public_id))
    who: Any = select(*names)
    rows = joined(who, day).where(*found).group_by(*names).order_by(worst.desc(), func.min(Alert.due_on))
    return [(f"{given[:1]}.{family[:1]}.", public_id) for given, family, public_id in session.execute(rows)]


def _words(settings: Settings, people: list[tuple[str, str]], problem: str, critical_only: bool) -> str:
    """The body: fixed words, then initials and a link for each."""
    here = settings.public_url.rstrip("/")
    lines = ["On your list today." if not critical_only else "On your list today, critical only.", ""]
    lines += [f"{initials}  {here}/young-people/{public_id}" for initials, public_id in people[:MOST_LINES]]
    if len(people) > MOST_LINES:
        lines.append(f"And {len(people) - MOST_LINES} more.")
    if problem:
        lines += ["", f"Do not rely on alerts alone: {problem}. Tell whoever looks after the system."]
    return "\n".join([*lines, "", f"Choose when you hear from us: {here}/messages", ""])


def put(session: Session, key: str, worker: Worker, subject: str, body: str, now: datetime) -> int:
    """Write a message down, unless one of this key is there; how many were written."""
    values = {
        "key": key, "worker_id": identity(worker), "subject": subject, "body": body, "made_at": now_utc(),
        "not_before": now, "tries": 0, "last_problem": "",
    }  # fmt: skip
    done = session.connection().execute(
        insert_on(session.get_bind().dialect.name)(MESSAGE).values(values).on_conflict_do_nothing()
    )
    return int(done.rowcount == 1)


__all__ = ["MESSAGE", "MOST_LINES", "USUAL_HOUR", "Choice", "choice_of", "put", "write_digests"]
