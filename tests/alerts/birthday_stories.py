"""The stories of the birthdays that the 903 return asks about."""

# ruff: noqa: E501 - one story is one line, so that the table reads as one

from datetime import date

from careleavers.domain.terms import EetCode, LegalCategory
from careleavers.models import EetSpell, ImportRun, LookedAfterPeriod, Oc3Answer
from careleavers.models.base import identity
from tests.alerts.scene import Fact, Scene, attempt, call, closed, day, home, known, suggested, turned
from tests.alerts.story import POLICY, H, L, Story


def did(days_ago: int, until: int | None = None, code: EetCode = EetCode.F2) -> Fact:
    """Work or study that began so many days ago."""
    ended_on = None if until is None else day(until)
    return lambda scene: scene.add(EetSpell.made(code=code, started_on=day(days_ago), ended_on=ended_on, **scene.about))


def in_care(until: date | None, status: str = "C2") -> Fact:
    """Looked after since long ago, until a day that counts."""
    return lambda scene: scene.add(
        LookedAfterPeriod.made(
            young_person_id=identity(scene.sky), started_on=date(2020, 1, 1), ended_on=until, legal_status=status
        )
    )


def returned(year: int) -> Fact:
    """A return of that year has answered."""

    def tell(scene: Scene) -> None:
        run = scene.add(ImportRun.made(kind="903", started_by="account:1", year=year))
        scene.add(
            Oc3Answer.made(
                young_person_id=identity(scene.sky), year=year, in_touch="NO", activity="0", accommodation="0",
                import_id=identity(run),
            )
        )  # fmt: skip

    return tell


# 19 on 15 March: asked about from 15 December to 15 April. Closed before the birthday after that begins to matter.
ENDS = closed(-200)
SOON = (turned(19, date(2026, 3, 15)), ENDS)
OPENED, CLOSES = date(2025, 12, 15), date(2026, 4, 15)
ALL = (call(20), did(400), home(300))
PASSED = (turned(19, date(2026, 1, 15)), ENDS)  # until 15 February
AT_22 = (turned(22, date(2026, 3, 15)), ENDS, suggested(LegalCategory.NOT_CURRENTLY_SUPPORTED))
BIRTHDAYS = [
    Story("R84", "19 on 15 March: asked about from 15 December", SOON, OPENED, L, POLICY),
    Story("R84", "19 on 15 May: asked about from 15 February", (turned(19, date(2026, 5, 15)), ENDS), date(2026, 2, 15), L),
    Story("R84", "everything is recorded", (*SOON, *ALL), None),
    Story("R84", "a call on the first day that counts", (*SOON, call(79), did(400), home(300)), None),
    Story("R84", "a call on the day before that", (*SOON, call(80), did(400), home(300)), OPENED),
    Story("R84", "an attempt is no contact", (*SOON, attempt(20), did(400), home(300)), OPENED),
    Story("R84", "nobody judged the home", (*SOON, call(20), did(400), home(300, judged=None)), OPENED),
    Story("R84", "what they did ended before these days", (*SOON, call(20), did(400, until=100), home(300)), OPENED),
    Story("R84", "what they did ended within these days", (*SOON, call(20), did(400, until=60), home(300)), None),
    Story("R84", "nobody knows what they do on the day", (*SOON, call(20), did(400, until=10), did(10, code=EetCode.NOT_KNOWN), home(300)), OPENED),
    Story("R84", "still looked after on the birthday", (*SOON, in_care(date(2026, 3, 15))), None),
    Story("R84", "left care the day before", (*SOON, in_care(date(2026, 3, 14))), OPENED),
    Story("R84", "short breaks are not care", (*SOON, in_care(None, "V4")), OPENED),
    Story("R84", "a return of the year has answered", (*SOON, returned(2026)), None),
    Story("R84", "last year's return answers nothing", (*SOON, returned(2025)), OPENED),
    Story("R84", "over 21 and has not asked for support: the return asks all the same", AT_22, OPENED, L),
    Story("R84", "at 22 the latest contact of the year counts", (*AT_22, call(300), did(400), home(350)), None),
    Story("R84", "at 22, a contact over a year before", (*AT_22, call(355), did(400), home(360)), OPENED),
    Story("R84", "two weeks before the last day R85 takes over", (turned(19, date(2026, 2, 18)), ENDS), None),
    Story("R84", "qualifying only", (*SOON, suggested(LegalCategory.QUALIFYING), known(duty_from=None)), None),
    Story("R85", "19 on 15 March: by 15 April", SOON, CLOSES, H, POLICY),
    Story("R85", "19 on 15 May: by 15 June", (turned(19, date(2026, 5, 15)), ENDS), date(2026, 6, 15), H),
    Story("R85", "18 on 31 March: by the end of April", (turned(18, date(2026, 3, 31)), ENDS), date(2026, 4, 30)),
    Story("R85", "everything is recorded", (*SOON, *ALL), None),
    Story("R85", "in touch, but no home recorded: late", (*PASSED, call(50), did(400)), date(2026, 2, 15), H),
    Story("R85", "not reached in time: returned as not in touch, and over", (*PASSED, did(400), home(300)), None),
    Story("R85", "reached a day too late", (*PASSED, call(16), did(400), home(300)), None),
    Story("R85", "reached on the last day, nothing else known", (*PASSED, call(17)), date(2026, 2, 15)),
    Story("R85", "a return of the year has answered", (*PASSED, call(50), returned(2026)), None),
    Story("R85", "25: support has ended", (turned(25, date(2026, 3, 15)), known(asked_for_support_on=day(900))), None),
]  # fmt: skip
