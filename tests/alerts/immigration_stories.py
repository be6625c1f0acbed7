"""The stories of leave to remain. TODAY is Wednesday 4 March 2026."""

from datetime import date

from careleavers.domain.immigration import ImmigrationStepKind
from careleavers.domain.terms import LeaveType
from careleavers.models import ImmigrationStep
from careleavers.models.base import now_utc
from tests.alerts.scene import Fact, Scene, closed, day, known, turned
from tests.alerts.story import POLICY, C, H, Story

ADVISER, APPLICATION = ImmigrationStepKind.ADVISER, ImmigrationStepKind.APPLICATION


def leave(ends: date, kind: LeaveType | None = LeaveType.UASC_LEAVE) -> Fact:
    """Leave to remain that ends on a day."""
    return known(leave_type=kind, leave_expires_on=ends)


def did(kind: ImmigrationStepKind, days_ago: int, about: date | None = None, *, struck: bool = False) -> Fact:
    """Something was done about their leave, or about that which ended on another day."""

    def tell(scene: Scene) -> None:
        over = {"struck_at": now_utc(), "struck_by_id": scene.people.id("tess"), "struck_reason": "His brother's"}
        step = ImmigrationStep.made(
            kind=kind, happened_on=day(days_ago), adviser="The law centre",
            leave_ends_on=about or scene.sky.leave_expires_on, **scene.about, **(over if struck else {}),
        )  # fmt: skip
        scene.add(step)

    return tell


SIX, THREE, LAST = date(2026, 9, 4), date(2026, 6, 4), date(2026, 4, 1)
IMMIGRATION = [
    Story("R57", "leave ends in six months", (leave(SIX),), 0, H, POLICY),
    Story("R57", "leave ends in six months and a day", (leave(date(2026, 9, 5)),), 1),
    Story(
        "R57", "leave ended on the last of August: February is short", (leave(date(2026, 8, 31)),), date(2026, 2, 28), H
    ),
    Story("R57", "leave has ended", (leave(day(10)),), date(2025, 8, 22), H),
    Story("R57", "an adviser was seen", (leave(SIX), did(ADVISER, 3)), None),
    Story("R57", "the application was made", (leave(SIX), did(APPLICATION, 3)), None),
    Story("R57", "an adviser was seen about the leave before", (leave(SIX), did(ADVISER, 800, day(700))), 0),
    Story("R57", "the adviser was recorded in error", (leave(SIX), did(ADVISER, 3, struck=True)), 0),
    Story("R57", "nobody has asked what status they have", (leave(SIX, None),), 0),
    Story("R57", "leave to stay for good", (leave(SIX, LeaveType.INDEFINITE),), None),
    Story("R57", "no day is recorded", (known(leave_type=LeaveType.AWAITING),), None),
    Story("R57", "the record is closed", (leave(SIX), closed(0)), None),
    Story("R57", "16 in a month: nothing is owed before", (turned(16, -30), leave(date(2026, 7, 1))), -30 + 60),
    Story("R57b", "leave ends in three months", (leave(THREE),), 0, H, POLICY),
    Story(
        "R57b",
        "leave ends in three months and a day, an adviser was seen",
        (leave(date(2026, 6, 5)), did(ADVISER, 3)),
        1,
    ),
    Story("R57b", "leave ended its three months on a short month", (leave(date(2026, 5, 31)),), date(2026, 2, 28)),
    Story("R57b", "the application was made yesterday", (leave(THREE), did(APPLICATION, 1)), None),
    Story("R57b", "the application was about the leave before", (leave(THREE), did(APPLICATION, 900, day(800))), 0),
    Story("R57b", "ends in 29 days: tomorrow it is critical", (leave(date(2026, 4, 2)),), date(2026, 1, 2)),
    Story("R57b", "ends in 28 days: R57c speaks", (leave(LAST),), None),
    Story("R57c", "ends in 28 days", (leave(LAST),), 0, C, POLICY),
    Story("R57c", "ends in 29 days", (leave(date(2026, 4, 2)),), 1),
    Story("R57c", "ended a week ago, no application", (leave(day(7)), did(ADVISER, 60)), -35, C),
    Story("R57c", "ended a week ago, the application was made before", (leave(day(7)), did(APPLICATION, 20)), None),
    Story("R57c", "ended a week ago, applied for today", (leave(day(7)), did(APPLICATION, 0)), None),
    Story("R57c", "the application was recorded in error", (leave(LAST), did(APPLICATION, 2, struck=True)), 0, C),
]
