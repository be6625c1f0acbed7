"""Referrals in the made-up council: most were decided, sent and answered; some wait for one of the three.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.dates import age_on
from careleavers.domain.referrals import (
    ReferralConsent,
    ReferralDecision,
    ReferralOutcome,
    ReferralRoute,
    ReferralStepKind,
)
from careleavers.domain.terms import AccommodationCode, RiskType

Row = dict[str, Any]
K, Route = ReferralStepKind, ReferralRoute
_PANELS = {
    RiskType.MENTAL_HEALTH: (Route.MENTAL_HEALTH, "The young adults’ mental health team"),
    RiskType.SUBSTANCES: (Route.DRUGS_AND_ALCOHOL, "Northshire Recovery"),
    RiskType.HOMELESSNESS: (Route.HOUSING_PANEL, "The weekly housing panel"),
    RiskType.EXPLOITATION: (Route.MACE, "The exploitation panel"),
    RiskType.DEBT: (Route.ADVOCACY, "Westmere Advocates"),
    RiskType.DOMESTIC_ABUSE: (Route.MENTAL_HEALTH, "Northshire Counselling"),
}
# How many days ago each was decided and what happened to it since.
_PLOTS: list[tuple[int, dict[ReferralStepKind, int]]] = [
    (60, {K.SENT: 60, K.HEARD: 41}), (18, {K.SENT: 17}), (44, {K.SENT: 44, K.CHASED: 12}), (5, {}),
    (70, {K.SENT: 69, K.CHASED: 40, K.HEARD: 33}), (20, {K.SENT: 19, K.CHASED: 3}), (30, {K.WITHDRAWN: 28}),
]  # fmt: skip
_WORDS = {
    K.SENT: "", K.CHASED: "Rang, left a message and wrote to the team’s inbox.",
    K.HEARD: "They will see them in three weeks. We go along to the first appointment.",
    K.WITHDRAWN: "They have found somebody to talk to through college and asked us to leave it.",
}  # fmt: skip
_WHY = "What is on the risk. They know that we ask and what will be passed on."
_DASH_WORDS = "Went through it together at the office. What frightens them most is being followed home from work."
_SLAVERY_WHY = "Taken to another town to carry things, and the phone is not theirs. They are told when to answer it."
_HOUSING_WHY = "The day is known and nothing else is agreed. They want the housing officer to know."


def refer(tables: Tables, people: list[Person], on: date) -> None:
    """Add decisions, what happened to them, and checklists to the risks and homes made so far."""
    by_id = {person.id: person for person in people if person.worker and person.supported and has_duty(person, on)}
    flags = [f for f in tables.rows.get("risk_flag", []) if f["closed_on"] is None and f["young_person_id"] in by_id]
    for place, flag in enumerate(flags):
        person = by_id[flag["young_person_id"]]
        if flag["type"] in _PANELS:
            _panel(tables, person, flag, place, on)
        if flag["type"] is RiskType.EXPLOITATION and flag["id"] % 3 == 0:
            _tell_of_slavery(tables, person, flag, on)
    for place, flag in enumerate(flag for flag in flags if flag["type"] is RiskType.DOMESTIC_ABUSE):
        _abuse(tables, by_id[flag["young_person_id"]], flag, place, on)
    for home in tables.rows["accommodation_spell"]:
        person_ = by_id.get(home["young_person_id"])
        if person_ is not None and home["ended_on"] is None and home["id"] % 5 != 0:
            _housing(tables, person_, home, on)


def _panel(tables: Tables, person: Person, flag: Row, place: int, on: date) -> None:
    days_ago, steps = _PLOTS[place % len(_PLOTS)]
    route, to_whom = _PANELS[flag["type"]]
    _referral(tables, person, route, on - timedelta(days=days_ago), _WHY, flag, steps={
        kind: on - timedelta(days=ago) for kind, ago in steps.items()
    }, to_whom=to_whom)  # fmt: skip


def _tell_of_slavery(tables: Tables, person: Person, flag: Row, on: date) -> None:
    """Decided on the day; an adult who did not agree was told of without a name."""
    day = flag["raised_on"]
    child, agrees = age_on(person.born_on, day) < 18, bool(flag["id"] % 2)
    route = Route.NRM if child or agrees else Route.DUTY_TO_NOTIFY
    _referral(
        tables, person, route, day, _SLAVERY_WHY, flag, to_whom="The Home Office, by its form",
        consent=ReferralConsent.YES if route is Route.NRM and not child else None,
        steps={K.SENT: day, K.HEARD: min(day + timedelta(days=6), on)},
    )  # fmt: skip


def _abuse(tables: Tables, person: Person, flag: Row, place: int, on: date) -> None:
    """The checklist was gone through with everybody; of those for whom it asked for MARAC some have been there."""
    day = max(flag["raised_on"], on - timedelta(days=20))
    score = (17, 15, 16, 14, 9, 19)[place % 6]
    tables.add(
        "dash_check", risk_flag_id=flag["id"], young_person_id=person.id, done_on=day, score=score, judged_high=False,
        repeated=False, words=_DASH_WORDS, **_by(person),
    )  # fmt: skip
    if place % 6 == 1:
        _referral(
            tables, person, Route.MARAC, day, "The checklist, and the police were called twice.", flag,
            to_whom="The MARAC coordinator", steps={K.SENT: day, K.HEARD: min(day + timedelta(days=9), on)},
        )  # fmt: skip


def _housing(tables: Tables, person: Person, home: Row, on: date) -> None:
    """Who is homeless or soon will be was asked, and agreed; every fifth home is left to the alerts."""
    homeless = home["code"] in (AccommodationCode.HOMELESS, AccommodationCode.EMERGENCY)
    ends = home["expected_end_on"]
    if homeless or (ends is not None and ends <= on + timedelta(days=56)):
        since = home["started_on"] if homeless else ends - timedelta(days=56)
        day = min(max(since, home["started_on"], on - timedelta(days=30)), on)
        steps = {K.SENT: day, K.HEARD: on} if home["id"] % 2 else {K.SENT: day}
        _referral(
            tables, person, Route.DUTY_TO_REFER, day, _HOUSING_WHY, None, to_whom="The housing options team",
            consent=ReferralConsent.YES, steps=steps,
        )  # fmt: skip


def _referral(
    tables: Tables, person: Person, route: ReferralRoute, day: date, reason: str, flag: Row | None, *,
    steps: dict[ReferralStepKind, date], to_whom: str, consent: ReferralConsent | None = None,
) -> None:  # fmt: skip
    referral = tables.add(
        "referral", young_person_id=person.id, route=route, route_other="", decision=ReferralDecision.REFER,
        decided_on=day, reason=reason, consent=consent, risk_flag_id=flag["id"] if flag else None, **_by(person),
    )  # fmt: skip
    for kind, happened_on in steps.items():
        tables.add(
            "referral_step", referral_id=referral, young_person_id=person.id, kind=kind, happened_on=happened_on,
            to_whom=to_whom if kind is K.SENT else "", words=_WORDS[kind],
            outcome=ReferralOutcome.ACCEPTED if kind is K.HEARD else None, **_by(person),
        )  # fmt: skip


def _by(person: Person) -> Row:
    assert person.worker is not None
    return {
        "recorded_by_id": person.worker["id"],
        "struck_at": None,
        "struck_by_id": None,
        "struck_reason": "",
    }


__all__ = ["refer"]
