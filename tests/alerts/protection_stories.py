"""The stories of restricted records and of people who are kept apart. TODAY is Wednesday 4 March 2026."""

from typing import Any

from sqlmodel import select

from careleavers.domain.protection import LoanKind, RestrictionGround
from careleavers.models import AccessLoan, Conflict, Restriction
from careleavers.models.base import identity
from tests.alerts.scene import Fact, Scene, allocated, closed, day
from tests.alerts.story import POLICY, C, H, Story


def restricted(days_ago: int, looked: int | None = None, ended: int | None = None) -> Fact:
    """The record was restricted, looked at again and opened, each so many days ago."""

    def tell(scene: Scene) -> None:
        tess, sam = scene.people.id("tess"), scene.people.id("sam")
        more: dict[str, Any] = {} if looked is None else {"looked_on": day(looked), "looked_by_id": tess}
        if ended is not None:
            more |= {"ended_on": day(ended), "ended_by_id": sam, "end_asked_by_id": tess, "end_reason": "He has left"}
        scene.add(
            Restriction.made(
                ground=RestrictionGround.STAFF, reason="His aunt works here", began_on=day(days_ago), began_by_id=tess,
                young_person_id=identity(scene.sky), **more,
            )
        )  # fmt: skip

    return tell


def _of(scene: Scene) -> int:
    """The id of the restriction told of."""
    return identity(
        scene.session.exec(select(Restriction).where(Restriction.young_person_id == identity(scene.sky))).one()
    )


def lent(
    days_ago: int, until: int, kind: LoanKind = LoanKind.NAMED, *, agreed: bool = True, ended: bool = False
) -> Fact:
    """Access was lent to Amy so many days ago, until a day that is so many days off."""

    def tell(scene: Scene) -> None:
        yes = {"agreed_on": day(days_ago), "agreed_by_id": scene.people.id("sam")} if agreed else {}
        over = {"ended_on": day(0), "ended_by_id": scene.people.id("sam")} if ended else {}
        scene.add(
            AccessLoan.made(
                restriction_id=_of(scene), kind=kind,
                young_person_id=identity(scene.sky), worker_id=identity(scene.amy), from_on=day(days_ago),
                until_on=day(-until), asked_by_id=scene.people.id("tess"), asked_on=day(days_ago), **yes, **over,
            )
        )  # fmt: skip

    return tell


def apart(days_ago: int, *, ended: bool = False) -> Fact:
    """Amy must be kept apart from Sky."""
    over = {"ended_on": day(0), "end_reason": "A mistake"} if ended else {}
    return lambda scene: scene.add(
        Conflict.made(
            worker_id=identity(scene.amy), young_person_id=identity(scene.sky), reason="Neighbours",
            noted_by_id=scene.people.id("tess"), noted_on=day(days_ago),
            **({**over, "ended_by_id": scene.people.id("sam")} if ended else {}),
        )
    )  # fmt: skip


PROTECTION = [
    Story("R98", "restricted ninety days ago", (restricted(90),), 0, H, POLICY),
    Story("R98", "restricted two months ago", (restricted(60),), 30),
    Story("R98", "looked at again a month ago", (restricted(200, looked=30),), 60),
    Story("R98", "nobody looked for more than ninety days: it stays on", (restricted(300, looked=100),), -10),
    Story("R98", "opened again", (restricted(200, ended=1),), None),
    Story("R98", "the record is closed", (restricted(200), closed(0)), None),
    Story("R98b", "access ends in ten days", (restricted(200), lent(169, 10)), 10),
    Story("R98b", "access ended yesterday", (restricted(200), lent(180, -1)), -1),
    Story("R98b", "lent again", (restricted(200), lent(179, 0), lent(0, 179)), 179),
    Story("R98b", "access ends today", (restricted(200), lent(179, 0)), 0, H, POLICY),
    Story("R98b", "lent for one task only: it ends as it should", (restricted(200), lent(13, 0, LoanKind.TASK)), None),
    Story("R98b", "asked for and not agreed", (restricted(200), lent(179, 0, agreed=False)), None),
    Story("R98b", "a manager ended it", (restricted(200), lent(179, 0, ended=True)), None),
    Story("R99", "Amy says today that she knows Sky", (allocated(30), apart(0)), 0, C, POLICY),
    Story("R99", "noted last week, allocated yesterday", (apart(7), allocated(1)), -1, C),
    Story("R99", "somebody else is allocated", (allocated(30, until=3), apart(7)), None),
    Story("R99", "she was allocated and is no longer kept apart", (allocated(30), apart(7, ended=True)), None),
    Story("R99", "kept apart, never allocated", (apart(7),), None),
]
