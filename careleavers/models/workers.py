"""Teams, members of staff, and who is away with whom covering."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from careleavers.domain.terms import Privacy, Role
from careleavers.models.base import Details, Record, kept, rule


class Team(Record, table=True):
    """A leaving-care team."""

    __tablename__: ClassVar[str] = "team"

    name: str = kept(Privacy.SYSTEM, max_length=80, min_length=1, unique=True)


class WorkerDetails(Details):
    """What is recorded of a member of staff."""

    sign_in_name: str = kept(Privacy.STAFF, max_length=80, min_length=3, unique=True)
    given_name: str = kept(Privacy.STAFF, max_length=80, min_length=1)
    family_name: str = kept(Privacy.STAFF, max_length=80, min_length=1)
    role: Role = kept(Privacy.STAFF, term=Role)
    team_id: int | None = kept(Privacy.STAFF, None, foreign_key="team.id", index=True)
    supervisor_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id", index=True)
    phone: str = kept(Privacy.STAFF, "", max_length=40)
    email: str = kept(Privacy.STAFF, "", max_length=200)
    started_on: date = kept(Privacy.STAFF)
    ends_on: date | None = kept(Privacy.STAFF, None)


class Worker(Record, WorkerDetails, table=True):
    """Anybody on the staff who signs in. `ends_on` and `disabled_on` are the first day without them."""

    __tablename__: ClassVar[str] = "worker"
    __table_args__ = (
        rule("not_young_person", "role <> 'young_person'"),
        rule("ends_after_start", "ends_on IS NULL OR ends_on >= started_on"),
    )

    disabled_on: date | None = kept(Privacy.STAFF, None)

    @property
    def name(self) -> str:
        """Given and family name, as shown."""
        return f"{self.given_name} {self.family_name}"

    def gone_by(self, day: date) -> bool:
        """Whether they have left, or cannot sign in any more, on a day."""
        return any(end is not None and end <= day for end in (self.ends_on, self.disabled_on))


def not_gone_by(day: date) -> ColumnElement[bool]:
    """The condition on Worker that holds for those who have not `gone_by` a day."""
    ends = (col(Worker.ends_on), col(Worker.disabled_on))
    return and_(*(or_(end.is_(None), end > day) for end in ends))


class Absence(Record, table=True):
    """A worker away from one day to another (both included), and who covers."""

    __tablename__: ClassVar[str] = "absence"
    __table_args__ = (
        rule("in_order", "to_on >= from_on"),
        rule("not_by_self", "covered_by_id IS NULL OR covered_by_id <> worker_id"),
    )

    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id", index=True)
    from_on: date = kept(Privacy.STAFF)
    to_on: date = kept(Privacy.STAFF)
    covered_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")


__all__ = ["Absence", "Team", "Worker", "WorkerDetails"]
