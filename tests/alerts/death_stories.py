"""The stories of deaths. TODAY is Wednesday 4 March 2026; Good Friday of that year is 3 April."""

from datetime import date

from careleavers.domain.deaths import MUST_KNOW, NotifiedBody
from careleavers.domain.terms import Closure, LegalCategory
from careleavers.models import Death, DeathNotice
from careleavers.models.base import identity, now_utc
from tests.alerts.scene import Fact, Scene, born, closed, day, known, suggested
from tests.alerts.story import LAW, C, Story


def died(days_ago: int | date) -> Fact:
    """They died, and the record closed."""
    return known(died_on=day(days_ago), closed_on=day(days_ago), closure=Closure.DIED)


def learnt(days_ago: int | date, *told: NotifiedBody, struck: bool = False, untold: bool = False) -> Fact:
    """When it became known, and who was told that day; `untold` where each notice was recorded in error."""

    def tell(scene: Scene) -> None:
        over = {"struck_at": now_utc(), "struck_by_id": scene.people.id("tess"), "struck_reason": "Somebody else"}
        death = scene.add(
            Death.made(
                died_on=scene.sky.died_on, learnt_on=day(days_ago), **scene.about, **(over if struck else {})
            )
        )  # fmt: skip
        for body in told:
            scene.add(
                DeathNotice.made(
                    death_id=identity(death), body=body, sent_on=day(days_ago), sent_by="Tess", **scene.about,
                    **(over if untold else {}),
                )
            )  # fmt: skip

    return tell


DFE, OFSTED, PARTNERS = MUST_KNOW
DEATHS = [
    Story("R61", "known five working days ago", (died(9), learnt(7)), 0, C, LAW),
    Story("R61", "known four working days ago", (died(9), learnt(6)), 1),
    Story("R61", "known on a Saturday", (died(9), learnt(4)), date(2026, 3, 6)),
    Story("R61", "Easter between", (died(0), learnt(date(2026, 4, 1))), date(2026, 4, 10)),
    Story("R61", "nobody has said when it became known", (died(7),), 0, C),
    Story("R61", "died before the record began here", (known(added_on=day(6)), died(7)), None),
    Story("R61", "died on the day the record began", (known(added_on=day(7)), died(7)), 0),
    Story("R61", "died before, and it became known since", (known(added_on=day(6)), died(9), learnt(7)), 0),
    Story("R61", "two of three were told", (died(9), learnt(7, DFE, OFSTED)), 0),
    Story("R61", "all three were told", (died(9), learnt(7, DFE, OFSTED, PARTNERS)), None),
    Story("R61", "others were told", (died(9), learnt(7, DFE, OFSTED, NotifiedBody.CHILD_DEATH_REVIEW)), 0),
    Story("R61", "the notices were in error", (died(9), learnt(7, DFE, OFSTED, PARTNERS, untold=True)), 0),
    Story(
        "R61",
        "told of a death that was in error",
        (died(7), learnt(7, DFE, OFSTED, PARTNERS, struck=True)),
        0,
    ),
    Story("R61", "nobody has died", (closed(9),), None),
    Story("R61", "died the day before 25", (born(date(2001, 2, 26)), died(date(2026, 2, 25))), 0),
    Story("R61", "died on the 25th birthday", (born(date(2001, 2, 25)), died(date(2026, 2, 25))), None),
    Story("R61", "died at 14, in care", (born(date(2012, 1, 1)), died(7)), 0),
    Story("R61", "qualifying, owed nothing else", (suggested(LegalCategory.QUALIFYING), died(7)), 0),
    Story("R61", "not eligible", (suggested(LegalCategory.NOT_ELIGIBLE), died(7)), 0),
]
