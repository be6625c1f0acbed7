"""The stories of panels. TODAY is Wednesday 4 March 2026; Good Friday of that year is 3 April."""

from datetime import date

from careleavers.domain.panels import PanelKind
from careleavers.domain.referrals import ReferralRoute
from careleavers.domain.terms import EetCode
from careleavers.models import PanelLook
from careleavers.models.base import now_utc
from tests.alerts.referral_stories import decided
from tests.alerts.scene import Fact, Scene, closed, day, studies
from tests.alerts.story import POLICY, H, M, Story

E = EetCode


def looked(days_ago: int | date, panel: PanelKind = PanelKind.EET, *, struck: bool = False) -> Fact:
    """A panel looked, so many days ago."""

    def tell(scene: Scene) -> None:
        over = {"struck_at": now_utc(), "struck_by_id": scene.people.id("tess"), "struck_reason": "Somebody else"}
        scene.add(
            PanelLook.made(
                panel=panel, looked_on=day(days_ago), present="All", discussed="Work", decided="A course",
                **scene.about, **(over if struck else {}),
            )
        )  # fmt: skip

    return tell


OUT = studies(E.G5, 14)
PANELS = [
    Story("R53", "out of work for ten working days", (OUT,), 0, M, POLICY),
    Story("R53", "ill for nine working days", (studies(E.G4, 13),), 1),
    Story("R53", "with a baby, over Easter", (studies(E.G6, -20),), date(2026, 4, 9)),
    Story("R53", "at college", (studies(E.F2, 14),), None),
    Story("R53", "not known", (studies(E.NOT_KNOWN, 14),), None),
    Story("R53", "in work again", (studies(E.G5, 30, until=4), studies(E.F5, 4)), None),
    Story("R53", "found a course before it was due", (studies(E.G5, 14, until=2), studies(E.F2, 2)), None),
    Story("R53", "referred to the panel", (OUT, decided(ReferralRoute.EET_PANEL, 4)), 27),
    Story("R53", "decided not to refer", (OUT, decided(ReferralRoute.EET_PANEL, 4, refer=False)), 27),
    Story("R53", "the referral was in error", (OUT, decided(ReferralRoute.EET_PANEL, 4, struck=True)), 0),
    Story("R53", "referred elsewhere", (OUT, decided(ReferralRoute.ADVOCACY, 4)), 0),
    Story("R53", "the panel looked a month ago", (studies(E.G5, 60), looked(31)), 0),
    Story("R53", "the panel looked twice", (studies(E.G5, 60), looked(50), looked(30)), 1),
    Story("R53", "the housing panel looked", (OUT, looked(3, PanelKind.HOUSING)), 0),
    Story("R53", "the look was in error", (OUT, looked(3, struck=True)), 0),
    Story("R53", "the panel looked before they left work", (OUT, looked(15)), 0),
    Story("R53", "ill, then looking for work", (studies(E.G4, 20, until=8), studies(E.G5, 8)), date(2026, 2, 26)),
    Story("R53", "not known in between", (studies(E.G5, 40, 14), studies(E.NOT_KNOWN, 14, 13), studies(E.G5, 13)), 1),
    Story("R53", "for twelve weeks: R53b takes over", (studies(E.G5, 84), looked(53)), None),
    Story("R53b", "for twelve weeks, nobody asked", (studies(E.G5, 84),), 0, H, POLICY),
    Story("R53b", "for a day less", (studies(E.G5, 83),), 1),
    Story("R53b", "the panel looked a month ago", (studies(E.G5, 200), looked(31)), 0, H),
    Story("R53b", "the panel looked yesterday", (studies(E.G5, 200), looked(1)), 30),
    Story("R53b", "the panel looked, twelve weeks come first", (studies(E.G5, 80), looked(78)), 4),
    Story("R53b", "at college now", (studies(E.G5, 200, until=1), studies(E.F2, 1)), None),
    Story("R53b", "the record is closed", (studies(E.G5, 200), closed(0)), None),
]
