"""The council's limits on who is held and by whom: a new worker, a full caseload, supervision, as part of `Policy`."""

from dataclasses import dataclass

from careleavers.domain.limits import limit

_HOUSE = "Council policy"


@dataclass(frozen=True)
class GripLimits:
    """How soon a new worker is met, how much one worker carries, and how often supervision looks at whom and what."""

    new_worker_working_days: int = limit(
        10, "working days", 1, 20, _HOUSE, "Working days from a change of worker until the new one has met them"
    )
    introduction_before_days: int = limit(
        28, "days", 0, 56, _HOUSE, "Days before a change of worker in which meeting the new one counts"
    )
    worker_changes_high: int = limit(
        3, "changes", 2, 5, _HOUSE, "Changes of worker within 12 months from which an unmet worker is high"
    )
    caseload_full: int = limit(100, "points", 20, 400, _HOUSE, "Points of a worker's caseload at which it is full")
    caseload_each: int = limit(4, "points", 1, 20, _HOUSE, "Points of each young person a worker has")
    caseload_high_risk: int = limit(3, "points", 0, 20, _HOUSE, "Points more for an open high risk")
    caseload_custody: int = limit(2, "points", 0, 20, _HOUSE, "Points more for somebody in custody")
    caseload_parent: int = limit(1, "points", 0, 20, _HOUSE, "Points more for somebody who is a parent")
    caseload_under_18: int = limit(1, "points", 0, 20, _HOUSE, "Points more for somebody under 18")
    caseload_new: int = limit(1, "points", 0, 20, _HOUSE, "Points more for somebody new to the worker")
    caseload_new_days: int = limit(84, "days", 7, 182, _HOUSE, "Days for which somebody is new to a worker")
    caseload_amber: int = limit(80, "points", 20, 400, _HOUSE, "Points of a worker's caseload from which it is heavy")
    caseload_over_days: int = limit(7, "days", 0, 28, _HOUSE, "Days for which a caseload is heavy before it is late")
    discussed_every_days: int = limit(
        84, "days", 28, 84, _HOUSE, "Longest time between supervision sessions that talk about somebody"
    )
    discussed_high_risk_days: int = limit(28, "days", 7, 28, _HOUSE, "The same for somebody with a high risk")
    manager_supervision_every_days: int = limit(
        42, "days", 14, 42, _HOUSE, "Longest time between a team manager's supervision sessions"
    )


__all__ = ["GripLimits"]
