"""Who is held: a new worker met, a caseload not too heavy, everybody talked about, managers supervised too.

TODAY is Wednesday 4 March 2026.
"""

# ruff: noqa: E501 - one story is one line, so that the table reads as one

from datetime import date, timedelta

from careleavers.domain.terms import ActionSource, AllocationRole, Answer, LegalCategory, RiskLevel, Role
from careleavers.models import Action, Allocation, Supervision, SupervisionDiscussion
from careleavers.models.base import identity
from tests.alerts.scene import (
    Fact,
    Scene,
    allocated,
    closed,
    day,
    disabled,
    in_post,
    leaves,
    risk,
    turned,
    video,
    visit,
)
from tests.alerts.story import GUIDANCE, POLICY, H, M, Story
from tests.conftest import TODAY
from tests.people import add_young_person

HIGH, MEDIUM = RiskLevel.HIGH, RiskLevel.MEDIUM


def session(days_ago: int, *, signed: bool = True, about_sky: bool = True, for_the_team: bool | None = None) -> Fact:
    """Amy had supervision, which may have talked about Sky and agreed an action, for the whole team or for one."""
    held = day(days_ago)
    by_both = {"signed_on": held, "worker_signed_on": held, "supervisor_signed_on": held} if signed else {}

    def tell(scene: Scene) -> None:
        made = scene.add(
            Supervision.made(
                held_on=held, reflection="What went well", challenge="What else", worker_id=identity(scene.amy),
                supervisor_id=scene.people.id("tess"), **by_both,
            )
        )  # fmt: skip
        of_it = {"supervision_id": identity(made)}
        if about_sky:
            sky = identity(scene.sky)
            scene.add(SupervisionDiscussion.made(decision="See them at home", young_person_id=sky, **of_it))
        if for_the_team is not None:
            scene.add(
                Action.made(
                    what="Read each other's plans", source=ActionSource.SUPERVISION, owner_id=identity(scene.amy),
                    due_on=TODAY, team_practice=for_the_team, recorded_by_id=identity(scene.amy), **of_it,
                )
            )  # fmt: skip

    return tell


def carries(
    number: int, days_ago: int, until: int | None = None, *, role: AllocationRole = AllocationRole.AFTER_CARE_WORKER
) -> Fact:
    """So many young people of 20 came to Amy so many days ago: five points each at first, four after 84 days."""

    def tell(scene: Scene) -> None:
        for _ in range(number):
            name = f"c{len(scene.people.young_people)}"
            theirs = add_young_person(
                scene.session, scene.people, name, TODAY - timedelta(days=7400), scene.people.north,
                suggested_category=LegalCategory.QUALIFYING, duty_from=None,
            )  # fmt: skip
            scene.session.add(
                Allocation.made(
                    young_person_id=identity(theirs), worker_id=identity(scene.amy), role=role, from_on=day(days_ago),
                    to_on=None if until is None else day(until), allocated_by_id=scene.people.id("tess"),
                )
            )  # fmt: skip
        scene.session.flush()

    return tell


def _parent(scene: Scene) -> None:
    scene.sky.parent = Answer.YES


_BEFORE = allocated(400, until=14, to="ivy")
NEW_WORKER = [
    Story("R23", "since a Saturday: ten working days begin on Monday", (allocated(400, until=4, to="ivy"), allocated(4)), date(2026, 3, 13)),
    Story("R23", "from next Monday", (allocated(400, until=-5, to="ivy"), allocated(-5)), date(2026, 3, 23)),
    Story("R23", "met on the first day", (_BEFORE, allocated(14), visit(14)), None),
    Story("R23", "met together four weeks before", (_BEFORE, allocated(14), visit(42)), None),
    Story("R23", "met a day before that: too long ago", (_BEFORE, allocated(14), visit(43)), 0),
    Story("R23", "seen by the worker before", (_BEFORE, allocated(14), visit(2, by="ivy")), 0),
    Story("R23", "a video call is no meeting", (_BEFORE, allocated(14), video(2)), 0),
    Story("R23", "the first worker is no change", (allocated(14),), None),
    Story("R23", "the same worker again", (allocated(400, until=14), allocated(14)), None),
    Story("R23", "a social worker is no change", (allocated(400, until=14, to="sol", role=AllocationRole.SOCIAL_WORKER), allocated(14)), None),
    Story("R23", "the new worker has left again", (_BEFORE, allocated(14), leaves(1)), None),
    Story("R23", "handed on once more", (_BEFORE, allocated(14, until=2), allocated(2, to="ivy"), visit(1, by="ivy")), None),
    Story("R23", "the third change in 12 months is high", (allocated(400, until=365, to="ivy"), allocated(365, until=200), visit(300), allocated(200, until=5, to="ivy"), allocated(5)), 9, H),
    Story("R23", "two in 12 months and one just before", (allocated(500, until=371, to="ivy"), allocated(371, until=200), allocated(200, until=5, to="ivy"), visit(190, by="ivy"), allocated(5)), 9, M),
    Story("R23", "another worker since 18 February", (_BEFORE, allocated(14)), 0, M, POLICY),
    Story("R23", "closed", (_BEFORE, allocated(14), closed(1)), None),
]  # fmt: skip

TALKED_ABOUT = [
    Story("R71", "talked about 80 days ago", (session(80),), 4, H, GUIDANCE),
    Story("R71", "84 days ago: today", (session(84),), 0),
    Story("R71", "a session that one has not signed", (session(84), session(3, signed=False)), 0),
    Story("R71", "a session about others", (session(84), session(3, about_sky=False)), 0),
    Story("R71", "never: counted from 16", (turned(16, 20),), 64, H),
    Story("R71", "a high risk, talked about 20 days ago", (session(20), risk(HIGH, 200)), 8),
    Story("R71", "a medium risk", (session(20), risk(MEDIUM, 200)), 64),
    Story("R71", "the high risk is closed", (session(20), risk(HIGH, 200, closed=1)), 64),
    Story("R71", "high since yesterday, talked about 60 days ago: that day", (session(60), risk(HIGH, 1)), -1),
    Story("R71", "high since yesterday, talked about 20 days ago", (session(20), risk(HIGH, 1)), 8),
    Story("R71", "closed", (session(84), closed(1)), None),
]  # fmt: skip

_MANAGES = in_post(400, Role.TEAM_MANAGER)
MANAGERS = [
    Story("R74", "a session 40 days ago with an action for the team", (_MANAGES, session(40, for_the_team=True)), 2, M, POLICY),
    Story("R74", "42 days ago: today", (_MANAGES, session(42, for_the_team=True)), 0),
    Story("R74", "one since, with an action for nobody in particular", (_MANAGES, session(42, for_the_team=True), session(3, for_the_team=False)), 0),
    Story("R74", "one since that is not signed", (_MANAGES, session(42, for_the_team=True), session(3, signed=False, for_the_team=True)), 0),
    Story("R74", "never: counted from the first day", (in_post(50, Role.TEAM_MANAGER),), -8),
    Story("R74", "an after-care worker has another rule", (in_post(400), session(42, for_the_team=True)), None),
    Story("R74", "left", (_MANAGES, leaves(1)), None),
    Story("R74", "disabled", (_MANAGES, disabled(1)), None),
]  # fmt: skip

CASELOADS = [
    Story("R81", "15 people, 75 points", (carries(15, 5),), None),
    Story("R81", "15 who are older, and Sky, new, with a high risk and a child: 69 points", (carries(15, 100), allocated(5), _parent, risk(HIGH, 9)), None),
    Story("R81", "20 people who are not new any more: 80 points, but full before", (carries(20, 100),), -16, M),
    Story("R81", "cover counts", (carries(16, 5, role=AllocationRole.COVER),), 2),
    Story("R81", "social workers have no points", (in_post(400, Role.SOCIAL_WORKER), carries(16, 5)), None),
    Story("R81", "25 people for 100 days: full", (carries(25, 100),), -93, H),
    Story("R81", "18 people since 300 days, and Sky with a high risk: 79 points", (carries(18, 300), allocated(300), risk(HIGH, 10)), None),
    Story("R81", "18 since 300 days, and Sky with a child and, for ten days, a high risk: 80 points since then", (carries(18, 300), allocated(300), _parent, risk(HIGH, 10)), -3, M),
    Story("R81", "left", (carries(16, 20), leaves(1)), None),
    Story("R81", "lighter before a week had passed", (carries(16, 9, until=4),), None),
    Story("R81", "15 people and Sky with a high risk: 83 points, for eight days", (carries(15, 8), allocated(8), risk(HIGH, 9)), -1, M, POLICY),
]  # fmt: skip

GRIP = [*NEW_WORKER, *TALKED_ABOUT, *MANAGERS, *CASELOADS]
