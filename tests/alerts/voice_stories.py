"""The stories of what young people say. TODAY is Wednesday 4 March 2026."""

from datetime import date
from typing import Any

from careleavers.domain.terms import LegalCategory
from careleavers.domain.voice import VoiceChange, VoiceKind
from careleavers.models import VoiceMessage
from careleavers.models.base import identity
from tests.alerts.scene import Fact, Scene, closed, day, known
from tests.alerts.story import POLICY, C, H, M, Story

_K = VoiceKind


def said(kind: VoiceKind, days_ago: int | date, *, seen: bool = False, answered: bool = False) -> Fact:
    """They said something; it was read, or answered, on the same day."""

    def tell(scene: Scene) -> None:
        on, by = day(days_ago), identity(scene.amy)
        more: dict[str, Any] = {"seen_on": on, "seen_by_id": by} if seen else {}
        if answered:
            more |= {"answered_on": on, "answered_by_id": by, "answer": "On Monday", "done": "Rang them"}
        scene.add(
            VoiceMessage.made(
                young_person_id=identity(scene.sky), kind=kind, words="" if kind is _K.NOT_SAFE else "Please help",
                change=VoiceChange.MOVED if kind is _K.CHANGE else None, sent_on=on, **more,
            )
        )  # fmt: skip

    return tell


QUIET = known(suggested_category=LegalCategory.NOT_CURRENTLY_SUPPORTED, born_on=date(2003, 6, 1))
EASTER = date(2026, 4, 2)  # the Thursday before Good Friday
VOICE = [
    Story("R90", "a question on Wednesday a week ago", (said(_K.QUESTION, 7),), 0, M, POLICY),
    Story("R90", "a question yesterday", (said(_K.QUESTION, 1),), 6, M),
    Story("R90", "a question on Saturday counts from Monday", (said(_K.QUESTION, 4),), 2),
    Story("R90", "a question before Easter: two bank holidays", (said(_K.QUESTION, EASTER),), date(2026, 4, 13)),
    Story("R90", "asked for a visit eight days ago", (said(_K.VISIT, 8),), -1, M),
    Story("R90", "asked for a different worker, which was read", (said(_K.WORKER, 7, seen=True),), 0, M),
    Story("R90", "something changed", (said(_K.CHANGE, 7),), 0),
    Story("R90", "the question was answered", (said(_K.QUESTION, 7, answered=True),), None),
    Story("R90", "a thank-you waits for no answer", (said(_K.THANKS, 30),), None),
    Story("R90", "a complaint has days of its own", (said(_K.COMPLAINT, 7),), None),
    Story("R90", "past 21 and not supported: they are answered all the same", (QUIET, said(_K.QUESTION, 7)), 0, M),
    Story("R90", "the record is closed", (said(_K.QUESTION, 7), closed(0)), None),
    Story("R89", "a complaint on Friday, nobody told them that it is here", (said(_K.COMPLAINT, 5),), 0, H, POLICY),
    Story("R89", "a complaint on Thursday", (said(_K.COMPLAINT, 6),), -1, H),
    Story("R89", "asked for an advocate on Monday", (said(_K.ADVOCATE, 2),), 1),
    Story("R89", "they were told that it is here", (said(_K.COMPLAINT, 5, seen=True),), None),
    Story("R89", "a question is no complaint", (said(_K.QUESTION, 9),), None),
    Story("R89b", "a complaint two weeks ago that was read", (said(_K.COMPLAINT, 14, seen=True),), 0, H, POLICY),
    Story("R89b", "a complaint thirteen days ago", (said(_K.COMPLAINT, 13),), 1),
    Story("R89b", "asked for an advocate fifteen days ago", (said(_K.ADVOCATE, 15),), -1, H),
    Story("R89b", "the complaint was answered", (said(_K.COMPLAINT, 14, answered=True),), None),
    Story("R90b", "not safe, said today", (said(_K.NOT_SAFE, 0),), 0, C, POLICY),
    Story("R90b", "not safe, said on Sunday: it does not wait for Monday", (said(_K.NOT_SAFE, 3),), -3, C),
    Story("R90b", "not safe, read and not answered", (said(_K.NOT_SAFE, 1, seen=True),), -1, C),
    Story("R90b", "past 21 and not supported", (QUIET, said(_K.NOT_SAFE, 0)), 0, C),
    Story("R90b", "answered, with what was done", (said(_K.NOT_SAFE, 0, answered=True),), None),
    Story("R90b", "the record is closed", (said(_K.NOT_SAFE, 0), closed(0)), None),
]  # fmt: skip
