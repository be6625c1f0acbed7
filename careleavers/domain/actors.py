"""Who is acting: the one value that decisions, services and the audit trail are given."""

from dataclasses import dataclass
from datetime import date

from careleavers.domain.permissions import Permission, role_may
from careleavers.domain.terms import Role


@dataclass(frozen=True)
class Actor:
    """A signed-in person or a named job, as read from the database for this one request.

    `name` is stable and names no person ("account:12", "job:sweep", "command:import").
    """

    name: str
    role: Role | None = None
    account_id: int | None = None
    worker_id: int | None = None
    team_id: int | None = None
    young_person_id: int | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the actor's role holds a permission; a job holds none and is trusted by its code instead."""
        return self.role is not None and role_may(self.role, permission)

    @property
    def worker(self) -> int:
        """The acting worker's id. Raises PermissionError when no worker is acting."""
        if self.worker_id is None:
            raise PermissionError(f"{self.name} is not a worker")
        return self.worker_id


def job(name: str) -> Actor:
    """The actor for a scheduled job or a command, e.g. `job("sweep")`."""
    return Actor(name=f"job:{name}")


def in_force(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether a stretch from `starts_on` until the day before `ends_on` holds on `day`."""
    return starts_on <= day and (ends_on is None or day < ends_on)
