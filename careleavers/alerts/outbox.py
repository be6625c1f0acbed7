"""What was sent, what waits and what was given up, for whoever looks after the system: to whom and when, not what."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from careleavers.models import Message, Worker

_SHOWN = 200
# A message tried for longer than this, or given up within the week, is worth an alarm.
_PATIENCE, _REMEMBERED = timedelta(hours=26), timedelta(days=7)


@dataclass(frozen=True)
class Sent:
    """One message: to whom, its subject, when it was written, and what became of it."""

    to: str
    subject: str
    made_at: datetime
    sent_at: datetime | None
    given_up_at: datetime | None
    tries: int
    problem: str

    @property
    def words(self) -> str:
        """What became of it."""
        if self.sent_at is not None:
            return "Sent"
        if self.given_up_at is not None:
            return "Given up"
        return "Waiting" if not self.tries else "Will be tried again"


def latest_messages(session: Session) -> list[Sent]:
    """The last two hundred messages, newest first."""
    rows = select(Message, Worker).join(Worker, col(Worker.id) == col(Message.worker_id))
    return [
        Sent(
            worker.name, each.subject, each.made_at, each.sent_at, each.given_up_at, each.tries, each.last_problem
        )
        for each, worker in session.execute(rows.order_by(col(Message.id).desc()).limit(_SHOWN))
    ]  # fmt: skip


def problem(session: Session, now: datetime) -> str:
    """What is wrong with sending, in words; empty when all is well."""
    waiting = (col(Message.sent_at).is_(None), col(Message.given_up_at).is_(None))
    count = select(func.count()).select_from(Message)
    given_up = session.execute(count.where(col(Message.given_up_at) > now - _REMEMBERED)).scalar_one()
    if given_up:
        return f"{given_up} could not be delivered within the last week"
    late = session.execute(count.where(*waiting, col(Message.made_at) < now - _PATIENCE)).scalar_one()
    return f"{late} wait for longer than a day" if late else ""


__all__ = ["Sent", "latest_messages", "problem"]
