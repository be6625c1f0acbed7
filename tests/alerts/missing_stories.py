"""The stories of being missing. TODAY is Wednesday 4 March 2026; the clocks change on 29 March and 25 October."""

from datetime import date

from careleavers.domain.missing import AbsenceKind, InterviewOutcome, MissingStepKind
from careleavers.models import MissingEpisode, MissingStep
from careleavers.models.base import identity, now_utc
from tests.alerts.scene import Fact, Scene, born, closed, day
from tests.alerts.story import GUIDANCE, POLICY, C, Story

K, O = MissingStepKind, InterviewOutcome  # noqa: E741 - the letter reads well in a table
What = tuple[int | date, MissingStepKind, InterviewOutcome | None]


def away(since: int | date, back: int | date | None, *steps: What, struck: bool = False, undone: bool = False) -> Fact:
    """A time missing that began and ended so many days ago, and what was done; `undone` where that was in error."""

    def tell(scene: Scene) -> None:
        over = {"struck_at": now_utc(), "struck_by_id": scene.people.id("tess"), "struck_reason": "Somebody else"}
        episode = scene.add(
            MissingEpisode.made(
                absence=AbsenceKind.MISSING, last_seen_on=day(since), last_seen_at="21:30",
                returned_on=None if back is None else day(back), returned_at="" if back is None else "23:30",
                **scene.about, **(over if struck else {}),
            )
        )  # fmt: skip
        for on, kind, outcome in steps:
            scene.add(
                MissingStep.made(
                    episode_id=identity(episode), kind=kind, happened_on=day(on), by_whom="Tess", outcome=outcome,
                    held_on=day(on) if outcome is O.HELD else None, **scene.about, **(over if undone else {}),
                )
            )  # fmt: skip

    return tell


CHILD = born(date(2008, 6, 1))
HELD, NO, GONE = (1, K.INTERVIEW, O.HELD), (2, K.INTERVIEW, O.REFUSED), (1, K.INTERVIEW, O.NOT_REACHED)
TWICE = (away(29, 28), away(9, 8))
SATURDAY = date(2026, 2, 28)
MISSING = [
    Story("R44", "back three days ago", (CHILD, away(4, 3)), 0, C, GUIDANCE),
    Story("R44", "back two days ago", (CHILD, away(4, 2)), 1, C),
    Story("R44", "back before the night in spring", (CHILD, away(0, date(2026, 3, 28))), date(2026, 3, 31)),
    Story(
        "R44",
        "back before the night in autumn",
        (born(date(2008, 12, 1)), away(0, date(2026, 10, 24))),
        date(2026, 10, 27),
    ),
    Story("R44", "the interview was held", (CHILD, away(4, 3, HELD)), None),
    Story("R44", "they said no once", (CHILD, away(4, 3, NO)), 0),
    Story("R44", "they said no, then were not reached", (CHILD, away(4, 3, NO, GONE)), None),
    Story("R44", "they said yes, not held yet", (CHILD, away(4, 3, (2, K.INTERVIEW, O.ACCEPTED), NO)), 0),
    Story("R44", "it was not offered, twice", (CHILD, away(4, 3, *[(2, K.INTERVIEW, O.NOT_OFFERED)] * 2)), 0),
    Story("R44", "the interview was in error", (CHILD, away(4, 3, HELD, undone=True)), 0),
    Story("R44", "the time was in error", (CHILD, away(4, 3, struck=True)), None),
    Story("R44", "still missing", (CHILD, away(4, None)), None),
    Story("R44", "back the day before 18", (born(date(2008, 3, 2)), away(4, 3)), 0),
    Story("R44", "back on the 18th birthday", (born(date(2008, 3, 1)), away(4, 3)), None),
    Story("R44b", "missing since yesterday", (away(1, None),), 0, C, POLICY),
    Story("R44b", "missing since today", (away(0, None),), 1),
    Story("R44b", "missing since Saturday", (away(SATURDAY, None),), date(2026, 3, 2)),
    Story("R44b", "a manager looked today", (away(5, None, (3, K.LOOK, None), (0, K.LOOK, None)),), 1),
    Story("R44b", "the look was in error", (away(1, None, (0, K.LOOK, None), undone=True),), 0),
    Story("R44b", "only met about", (away(1, None, (0, K.MEETING, None)),), 0),
    Story("R44b", "back", (away(1, 0),), None),
    Story("R44b", "in error", (away(1, None, struck=True),), None),
    Story("R45", "the third time in 30 days", (*TWICE, away(0, 0)), 5, C, POLICY),
    Story("R45", "the third time, seen last on a Friday", (*TWICE, away(5, 4)), 0),
    Story("R45", "the first was 30 days before", (away(30, 28), away(9, 8), away(0, 0)), None),
    Story("R45", "met since", (*TWICE, away(3, 2, (1, K.MEETING, None))), None),
    Story("R45", "met the day it began", (*TWICE, away(3, 2, (3, K.MEETING, None))), None),
    Story("R45", "met before it", (away(29, 28), away(9, 8, (5, K.MEETING, None)), away(3, 2)), 0),
    Story("R45", "the meeting was in error", (*TWICE, away(5, 4, (1, K.MEETING, None), undone=True)), 0),
    Story("R45", "one of them in error", (away(29, 28), away(9, 8, struck=True), away(3, 2)), None),
    Story("R45", "twice", TWICE, None),
    Story("R45", "the record is closed", (*TWICE, away(3, 2), closed(0)), None),
]
