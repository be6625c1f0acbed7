"""The stories of referrals. TODAY is Wednesday 4 March 2026; Good Friday of that year is 3 April."""

from datetime import date
from typing import Any

from sqlmodel import col, select

from careleavers.domain.referrals import ReferralConsent, ReferralDecision, ReferralOutcome, ReferralRoute
from careleavers.domain.referrals import ReferralStepKind as K
from careleavers.domain.terms import AccommodationCode, RiskLevel, RiskType
from careleavers.models import AccommodationSpell, DashCheck, Referral, ReferralStep, RiskFlag
from careleavers.models.base import identity, now_utc
from tests.alerts.scene import Fact, Scene, closed, day, home, risk
from tests.alerts.story import GUIDANCE, LAW, POLICY, C, H, M, Story

R = ReferralRoute
YES, NO, NOT_ASKED = ReferralConsent


def flagged(type: RiskType, days_ago: int | date, ended: int | None = None) -> Fact:
    """A medium risk of a kind."""
    return risk(RiskLevel.MEDIUM, (day(0) - day(days_ago)).days, ended, type=type)


def _the_flag(scene: Scene) -> int:
    """The risk told last."""
    statement = select(RiskFlag).where(col(RiskFlag.young_person_id) == identity(scene.sky))
    return max(identity(flag) for flag in scene.session.exec(statement))


def _struck(scene: Scene, struck: bool) -> dict[str, Any]:
    over = {"struck_at": now_utc(), "struck_by_id": scene.people.id("tess"), "struck_reason": "Their sister's"}
    return over if struck else {}


def decided(
    route: R, days_ago: int | date, *, linked: bool = False, refer: bool = True, consent: ReferralConsent | None = None,
    struck: bool = False, **steps: int | date,
) -> Fact:  # fmt: skip
    """A decision, about the risk told last or about none; `steps` are what happened, each so many days ago."""

    def tell(scene: Scene) -> None:
        made = scene.add(
            Referral.made(
                route=route, decision=ReferralDecision.REFER if refer else ReferralDecision.NOT_REFER,
                decided_on=day(days_ago), reason="Two new phones", consent=consent,
                risk_flag_id=_the_flag(scene) if linked else None, **scene.about, **_struck(scene, struck),
            )
        )  # fmt: skip
        for name, on in steps.items():
            kind = K(name.removesuffix("_in_error"))
            scene.add(
                ReferralStep.made(
                    referral_id=identity(made), kind=kind, happened_on=day(on), to_whom="The panel", words="Said so",
                    outcome=ReferralOutcome.ACCEPTED if kind is K.HEARD else None, **scene.about,
                    **_struck(scene, name.endswith("_in_error")),
                )
            )  # fmt: skip

    return tell


def dash(
    days_ago: int | date, score: int | None, *, judged: bool = False, repeat: bool = False, struck: bool = False
) -> Fact:
    """The checklist about the risk told last."""
    return lambda scene: scene.add(
        DashCheck.made(
            risk_flag_id=_the_flag(scene), done_on=day(days_ago), score=score, judged_high=judged, repeated=repeat,
            words="Went through it", **scene.about, **_struck(scene, struck),
        )
    )  # fmt: skip


def notice(days_ago: int | date) -> Fact:
    """Notice was given on the home told last."""

    def tell(scene: Scene) -> None:
        statement = select(AccommodationSpell).where(col(AccommodationSpell.young_person_id) == identity(scene.sky))
        there = scene.session.exec(statement).one()
        there.notice_on = day(days_ago)

    return tell


A = AccommodationCode
EXPLOITED, SLAVERY = flagged(RiskType.EXPLOITATION, 0), flagged(RiskType.MODERN_SLAVERY, 3)
ABUSE = flagged(RiskType.DOMESTIC_ABUSE, 10)
FRIDAY, MONDAY = date(2026, 2, 27), date(2026, 3, 2)
_SLAVERY = [
    Story("R46", "exploitation raised today", (EXPLOITED,), 0, C, LAW),
    Story("R46", "trafficking raised three days ago", (SLAVERY,), -3, C),
    Story("R46", "raised on a Saturday: that day", (flagged(RiskType.EXPLOITATION, date(2026, 2, 28)),), -4),
    Story("R46", "it was decided to refer", (SLAVERY, decided(R.NRM, 3, linked=True)), None),
    Story("R46", "it was decided to notify", (SLAVERY, decided(R.DUTY_TO_NOTIFY, 2)), None),
    Story("R46", "it was decided not to refer", (SLAVERY, decided(R.NRM, 2, refer=False)), None),
    Story("R46", "decided about no risk, before it was raised", (decided(R.NRM, 4), SLAVERY), -3),
    Story("R46", "decided about it before it was raised", (SLAVERY, decided(R.NRM, 4, linked=True)), None),
    Story("R46", "decided about an earlier risk", (EXPLOITED, decided(R.NRM, 0, linked=True), SLAVERY), -3),
    Story("R46", "only the panel was told", (SLAVERY, decided(R.MACE, 2, linked=True)), -3),
    Story("R46", "the decision was recorded in error", (SLAVERY, decided(R.NRM, 2, struck=True)), -3),
    Story("R46", "the risk is closed", (flagged(RiskType.EXPLOITATION, 9, 2),), None),
    Story("R46", "another risk", (flagged(RiskType.MISSING, 9),), None),
    Story("R46", "the record is closed", (SLAVERY, closed(0)), None),
]
_MARAC = [
    Story("R47", "14 ticked yesterday", (ABUSE, dash(1, 14)), 0, C, GUIDANCE),
    Story("R47", "14 ticked on a Friday: Monday", (ABUSE, dash(FRIDAY, 14)), MONDAY, C),
    Story("R47", "14 ticked before Good Friday", (ABUSE, dash(date(2026, 4, 2), 14)), date(2026, 4, 7)),
    Story("R47", "13 ticked", (ABUSE, dash(1, 13)), None),
    Story("R47", "3 ticked, judged high", (ABUSE, dash(1, 3, judged=True)), 0),
    Story("R47", "not counted, at MARAC in the last year", (ABUSE, dash(1, None, repeat=True)), 0),
    Story("R47", "14 ticked, then decided", (ABUSE, dash(2, 20), decided(R.MARAC, 1, linked=True)), None),
    Story("R47", "14 ticked, decided not to refer", (ABUSE, dash(2, 20), decided(R.MARAC, 1, refer=False)), None),
    Story("R47", "decided before it was gone through again", (ABUSE, dash(1, 20), decided(R.MARAC, 2)), 0),
    Story("R47", "two checklists: the first counts", (ABUSE, dash(5, 15), dash(1, 20)), MONDAY),
    Story("R47", "the checklist was in error", (ABUSE, dash(1, 20, struck=True)), None),
    Story("R47", "the decision was in error", (ABUSE, dash(1, 20), decided(R.MARAC, 0, struck=True)), 0),
    Story("R47", "no checklist", (ABUSE,), None),
    Story(
        "R47",
        "MARAC 12 months before it was raised",
        (decided(R.MARAC, date(2025, 2, 22)), ABUSE),
        date(2026, 2, 23),
    ),
    Story("R47", "MARAC 12 months and a day before", (decided(R.MARAC, date(2025, 2, 21)), ABUSE), None),
    Story("R47", "decided against MARAC in the year before", (decided(R.MARAC, 200, refer=False), ABUSE), None),
    Story("R47", "the risk is closed", (flagged(RiskType.DOMESTIC_ABUSE, 9, 0), dash(1, 20)), None),
]
_ANSWERS = [
    # Ten working days before 4 March 2026 is 18 February.
    Story("R48", "sent ten working days ago", (decided(R.MACE, 14, sent=14),), 0, M, POLICY),
    Story("R48", "sent nine working days ago", (decided(R.MACE, 13, sent=13),), 1),
    Story("R48", "sent on a Saturday", (decided(R.MACE, 4, sent=4),), date(2026, 3, 13)),
    Story("R48", "Easter between", (decided(R.MACE, 0, sent=date(2026, 3, 27)),), date(2026, 4, 14)),
    Story("R48", "chased yesterday", (decided(R.MACE, 14, sent=14, chased=1),), 13),
    Story("R48", "the chase was in error", (decided(R.MACE, 14, sent=14, chased_in_error=1),), 0),
    Story("R48", "answered", (decided(R.MACE, 14, sent=14, heard=1),), None),
    Story("R48", "the answer was in error", (decided(R.MACE, 14, sent=14, heard_in_error=1),), 0),
    Story("R48", "taken back", (decided(R.MACE, 14, sent=14, withdrawn=1),), None),
    Story("R48", "not sent", (decided(R.MACE, 14),), None),
    Story("R48", "recorded in error", (decided(R.MACE, 14, sent=14, struck=True),), None),
    Story("R48", "sent twenty working days ago: R48b speaks", (decided(R.MACE, 28, sent=28, chased=14),), None),
    Story("R48b", "sent twenty working days ago", (decided(R.MACE, 28, sent=28),), 0, H, POLICY),
    Story("R48b", "chased yesterday all the same", (decided(R.MACE, 28, sent=28, chased=1),), 0, H),
    Story("R48b", "sent nineteen working days ago", (decided(R.MACE, 27, sent=27),), 1),
    Story("R48b", "answered today", (decided(R.MACE, 40, sent=40, heard=0),), None),
    Story("R48c", "decided yesterday", (decided(R.MENTAL_HEALTH, 1),), 0, H, POLICY),
    Story("R48c", "to MARAC", (decided(R.MARAC, 1),), 0, C),
    Story("R48c", "decided on a Friday: Monday", (decided(R.NRM, FRIDAY),), MONDAY, C),
    Story("R48c", "sent", (decided(R.NRM, 3, sent=3),), None),
    Story("R48c", "the sending was in error", (decided(R.NRM, 1, sent_in_error=1),), 0),
    Story("R48c", "taken back", (decided(R.NRM, 3, withdrawn=3),), None),
    Story("R48c", "decided not to", (decided(R.NRM, 3, refer=False),), None),
]
_HOMELESSNESS = [
    Story("R49", "homeless since yesterday", (home(1, A.HOMELESS, council=False),), 0, C, LAW),
    Story("R49", "homeless since Friday", (home(FRIDAY, A.HOMELESS, council=False),), MONDAY, C),
    Story("R49", "a night shelter since yesterday", (home(1, A.EMERGENCY),), 0, C),
    # 56 days before 22 April is 25 February, five working days after which is 4 March.
    Story("R49", "a tenancy ends in seven weeks", (home(500, A.INDEPENDENT, ending=49),), 0, H, LAW),
    Story("R49", "ends a day later", (home(500, A.INDEPENDENT, ending=50),), 1),
    Story("R49", "ends in 45 days: at risk since a Saturday", (home(500, ending=45),), date(2026, 2, 27)),
    Story("R49", "a year from now", (home(500, ending=365),), date(2027, 1, 14)),
    Story("R49", "moved in ten days ago for a month", (home(10, ending=20),), date(2026, 2, 27)),
    Story("R49", "out of custody in 49 days", (home(200, A.CUSTODY, council=False, ending=49),), 0, H),
    Story("R49", "notice a week ago, no end known", (home(500, A.INDEPENDENT), notice(7)), 0, H),
    Story("R49", "no end known", (home(500, A.INDEPENDENT),), None),
    Story("R49", "gone abroad", (home(500, A.GONE_ABROAD, council=False, ending=10),), None),
    Story("R49", "moved on", (home(500, A.HOMELESS, council=False, until=3),), None),
    Story("R49", "they agreed", (home(9, A.HOMELESS, council=False), decided(R.DUTY_TO_REFER, 8, consent=YES)), None),
    Story(
        "R49",
        "they said no",
        (home(9, A.HOMELESS, council=False), decided(R.DUTY_TO_REFER, 8, refer=False, consent=NO)),
        None,
    ),
    Story(
        "R49",
        "nobody asked them",
        (home(1, A.HOMELESS, council=False), decided(R.DUTY_TO_REFER, 0, refer=False, consent=NOT_ASKED)),
        0,
    ),
    Story(
        "R49",
        "asked before they were homeless",
        (home(1, A.HOMELESS, council=False), decided(R.DUTY_TO_REFER, 2, consent=YES)),
        0,
        C,
    ),
    Story(
        "R49",
        "asked 56 days before they were at risk",
        (home(500, ending=49), decided(R.DUTY_TO_REFER, 63, consent=YES)),
        None,
    ),
    Story("R49", "asked a day before that", (home(500, ending=49), decided(R.DUTY_TO_REFER, 64, consent=YES)), 0),
    Story(
        "R49",
        "the referral was in error",
        (home(1, A.HOMELESS, council=False), decided(R.DUTY_TO_REFER, 1, consent=YES, struck=True)),
        0,
    ),
]
REFERRALS = [*_SLAVERY, *_MARAC, *_ANSWERS, *_HOMELESSNESS]
