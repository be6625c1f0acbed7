"""The stories of doctors, dentists and specialists. TODAY is Wednesday 4 March 2026."""

from datetime import date

from careleavers.domain.network import HealthKind
from careleavers.domain.terms import LegalCategory
from careleavers.models import HealthContact
from careleavers.models.base import now_utc
from tests.alerts.scene import Fact, Scene, closed, day, suggested, turned
from tests.alerts.story import GUIDANCE, H, M, Story

GP, DENTIST, HISTORY, SPECIALIST = HealthKind.GP, HealthKind.DENTIST, HealthKind.HISTORY, HealthKind.SPECIALIST
RELEVANT = suggested(LegalCategory.RELEVANT)


def has(
    kind: HealthKind, days_ago: int = 30, *, seen: int | None = None, over: int | None = None, struck: bool = False
) -> Fact:
    """Somebody looks after their health from so many days ago, seen and over so many days ago."""

    def tell(scene: Scene) -> None:
        wrong = {"struck_at": now_utc(), "struck_by_id": scene.people.id("tess"), "struck_reason": "His brother's"}
        row = HealthContact.made(
            kind=kind, name="The practice", since_on=day(days_ago), seen_on=None if seen is None else day(seen),
            ended_on=None if over is None else day(over), **scene.about, **(wrong if struck else {}),
        )  # fmt: skip
        scene.add(row)

    return tell


ALL = (has(GP), has(DENTIST), has(HISTORY))
HEALTH = [
    Story("R54", "referred six weeks ago", (has(SPECIALIST, 42),), 0, M, GUIDANCE),
    Story("R54", "referred six weeks ago but a day", (has(SPECIALIST, 41),), 1),
    Story("R54", "referred twelve weeks ago but a day", (has(SPECIALIST, 83),), -41, M),
    Story("R54", "referred twelve weeks ago", (has(SPECIALIST, 84),), -42, H, GUIDANCE),
    Story("R54", "seen yesterday", (has(SPECIALIST, 84, seen=1),), None),
    Story("R54", "the referral came to an end", (has(SPECIALIST, 84, over=2),), None),
    Story("R54", "recorded in error", (has(SPECIALIST, 84, struck=True),), None),
    Story("R54", "a dentist is nobody to wait for", (has(DENTIST, 84),), None),
    Story("R54", "the record is closed", (has(SPECIALIST, 84), closed(0)), None),
    Story("R55", "17½, nothing recorded", (turned(17, 182), RELEVANT), date(2026, 9, 3), M, GUIDANCE),
    Story("R55", "18 today, nothing recorded", (turned(18, 0),), 0, M, GUIDANCE),
    Story("R55", "18 today, all three recorded", (turned(18, 0), *ALL), None),
    Story("R55", "no dentist", (turned(18, 10), has(GP), has(HISTORY)), -10, M),
    Story("R55", "the dentist was left", (turned(18, 3), has(GP), has(HISTORY), has(DENTIST, 90, over=4)), -3),
    Story("R55", "a history in error", (turned(18, 3), has(GP), has(DENTIST), has(HISTORY, struck=True)), -3),
    Story("R55", "an optician is no doctor", (turned(18, 3), *ALL[1:], has(HealthKind.OPTICIAN)), -3),
    Story("R55", "the record is closed", (turned(18, 3), closed(0)), None),
]  # fmt: skip
