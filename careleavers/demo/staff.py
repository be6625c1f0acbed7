"""The made-up council's four teams, thirty workers and four deputies, with who supervises whom."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from careleavers.demo import names
from careleavers.domain.terms import Role

TEAMS = ["North", "South", "East", "West"]
_WORKERS_IN_TEAMS = 30  # four managers, twenty-four after-care workers, a social worker and a reviewing officer


@dataclass
class Staff:
    """Rows for the tables of teams and workers, and who is who by id."""

    teams: list[dict[str, Any]] = field(default_factory=list)
    workers: list[dict[str, Any]] = field(default_factory=list)

    def of(self, role: Role, team_id: int | None = None) -> list[dict[str, Any]]:
        """The workers in a role, of one team or of all."""
        return [w for w in self.workers if w["role"] is role and team_id in (None, w["team_id"])]


def _worker(staff: Staff, random: Random, on: date, role: Role, team: int | None, supervisor: int | None) -> int:
    given, family = random.choice(names.STAFF_GIVEN), names.family_name(random)
    plain = "".join(c for c in f"{given}.{family}".lower() if c.isascii() and (c.isalpha() or c == "."))
    taken = sum(w["sign_in_name"].rstrip("0123456789") == plain for w in staff.workers)
    staff.workers.append(
        {
            "id": len(staff.workers) + 1,
            "sign_in_name": plain if not taken else f"{plain}{taken + 1}",
            "given_name": given,
            "family_name": family,
            "role": role,
            "team_id": team,
            "supervisor_id": supervisor,
            "phone": f"07700 900{random.randrange(1000):03d}",
            "started_on": on - timedelta(days=random.randrange(400, 2400)),
            "ends_on": None,
        }
    )
    return len(staff.workers)


def make_staff(random: Random, on: date) -> Staff:
    """A service manager, an administrator and an auditor, then thirty workers in teams and four deputies."""
    staff = Staff(teams=[{"id": n + 1, "name": name} for n, name in enumerate(TEAMS)])
    head = _worker(staff, random, on, Role.SERVICE_MANAGER, None, None)
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        _worker(staff, random, on, role, None, None)
    managers = {team["id"]: _worker(staff, random, on, Role.TEAM_MANAGER, team["id"], head) for team in staff.teams}
    for n in range(_WORKERS_IN_TEAMS - len(managers)):
        team = staff.teams[n % len(staff.teams)]["id"]
        role = {0: Role.SOCIAL_WORKER, 1: Role.REVIEWING_OFFICER}.get(n, Role.AFTER_CARE_WORKER)
        _worker(staff, random, on, role, team, managers[team])
    # By a chance of their own, so that everybody else is who they were.
    own = Random(len(staff.workers))  # noqa: S311 - made-up people, not secrets
    for team in managers:
        _worker(staff, own, on, Role.TEAM_MANAGER, team, head)
    return staff
