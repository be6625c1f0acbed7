"""What matters now about one young person: open alerts and risks, visits, plan, home, work and study."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlmodel import Session, col, text

from careleavers.alerts.acts import act_for
from careleavers.alerts.queries import OpenAlert, open_alerts
from careleavers.alerts.upcoming import Upcoming
from careleavers.db import today
from careleavers.domain.dates import days_late_words, late_date, long_date
from careleavers.domain.terms import AlertState, PlanState
from careleavers.models import (
    AccommodationSpell,
    AgreedException,
    Alert,
    Contact,
    EetSpell,
    PathwayPlan,
    YoungPerson,
)
from careleavers.models.base import identity
from careleavers.models.contacts import SEEN_IN_PERSON
from careleavers.models.oversight import IN_FORCE
from careleavers.models.plans import IN_HAND
from careleavers.people import due, links, queries
from careleavers.people.alongside import changes_of
from careleavers.people.bar import IN_PERSON_ONLY
from careleavers.people.pressing import Matter, pressing
from careleavers.web.navigation import opens

# (words, value) or, with the address of the page that changes it, (words, value, href).
Facts = list[tuple[str, str | None] | tuple[str, str | None, str | None]]

_VISITS = ("R24", "R26", "R27")
_REVIEWS = ("R07", "R09", "R10")


@dataclass(frozen=True)
class Now:
    """Everything the record's own page says of today."""

    matters: list[Matter]
    visits: Facts
    plan: Facts
    home: Facts
    eet: Facts
    safely: Facts


def now(session: Session, young_person: YoungPerson) -> Now:
    """What matters today about one young person."""
    known, day = identity(young_person), today(session)
    owed = due.everything(session, [known]).get(known, [])
    told = _alerts_told(session, known, day)
    matters = pressing(session, young_person, day)
    matters += [_alert(each, told, day, young_person) for each in due.open_now(session, owed)]
    return Now(
        matters=sorted(matters, key=lambda each: -each.level.rank),
        visits=_visits(session, known, day, owed) + _exceptions(session, known, day),
        plan=_plan(session, known, day, owed),
        home=_home(_running(session, AccommodationSpell, known, day)),
        eet=_eet(_running(session, EetSpell, known, day)),
        safely=_safely(session, young_person),
    )


def _alerts_told(session: Session, young_person_id: int, day: date) -> Mapping[tuple[str, int], OpenAlert]:
    """The alerts already raised, by rule and what they are about: they know of attempts and of acknowledgements."""
    raised = open_alerts(session, day, col(Alert.young_person_id) == young_person_id)
    return {(each.alert.rule, each.alert.about_id): each for each in raised}


def _alert(owed: Upcoming, told: Mapping[tuple[str, int], OpenAlert], day: date, young_person: YoungPerson) -> Matter:
    alert = told.get((owed.rule.id, owed.about_id))
    why = alert.why if alert and alert.alert.due_on == owed.due_on else owed.why
    if alert and alert.state is AlertState.ACKNOWLEDGED and alert.acknowledgement and alert.acknowledged_by:
        by = long_date(alert.acknowledgement.act_by_on)
        why = f"{why} {alert.acknowledged_by.name} decided, by {by}: {alert.acknowledgement.decision}"
    return Matter(
        owed.severity, owed.rule.title, why, days_late_words(owed.due_on, day), act_for(owed.rule.id, young_person)
    )


def _visits(session: Session, known: int, day: date, owed: list[Upcoming]) -> Facts:
    mine = and_(col(Contact.young_person_id) == known, col(Contact.struck_at).is_(None))
    seen = session.execute(select(func.max(col(Contact.happened_on))).where(mine, text(SEEN_IN_PERSON))).scalar_one()
    agreed = session.execute(
        select(col(Contact.next_visit_on))
        .where(mine, col(Contact.next_visit_on).is_not(None))
        .order_by(col(Contact.happened_on).desc(), col(Contact.id).desc())
        .limit(1)
    ).scalar_one_or_none()
    needed = due.first_of(owed, _VISITS)
    changes = changes_of(session, known, day)
    return [
        ("Last seen", long_date(seen) if seen else "Never seen in person"),
        ("Next visit agreed", late_date(agreed, day) if agreed and (seen is None or agreed > seen) else None),
        ("To be seen by", late_date(needed, day) if needed else None),
        ("After-care worker", changes.words),
    ]


def _exceptions(session: Session, known: int, day: date) -> Facts:
    """What a manager agreed not to be done for a while; it lifts nothing that is due."""
    statement = select(AgreedException).where(col(AgreedException.young_person_id) == known, text(IN_FORCE))
    running = session.execute(statement.order_by(col(AgreedException.until_on))).scalars()
    return [
        ("Agreed exception", f"{each.kind.label}, until {late_date(each.until_on, day)}: {each.reason}")
        for each in running
    ]


def _plan(session: Session, known: int, day: date, owed: list[Upcoming]) -> Facts:
    plans = select(PathwayPlan).where(col(PathwayPlan.young_person_id) == known)
    approved = session.execute(plans.where(col(PathwayPlan.state) == PlanState.APPROVED)).scalar_one_or_none()
    in_hand = session.execute(plans.where(text(IN_HAND))).scalar_one_or_none()
    review = due.first_of(owed, _REVIEWS)
    agreed = (
        f"Version {approved.number}, {long_date(approved.approved_on)}" if approved and approved.approved_on else None
    )
    return [
        ("Agreed plan", agreed or "No plan has been approved yet"),
        ("In hand", f"Version {in_hand.number}: {in_hand.state.label.lower()}" if in_hand else None),
        ("Review by", late_date(review, day) if review else None),
    ]


def _running(session: Session, model: Any, known: int, day: date) -> Any:
    statement = select(model).where(model.young_person_id == known, model.started_on <= day, model.ended_on.is_(None))
    return session.execute(statement).scalar_one_or_none()


def _home(home: AccommodationSpell | None) -> Facts:
    if home is None:
        return [("Where they live", "Not recorded")]
    return [
        ("Where they live", home.code.label),
        ("Since", long_date(home.started_on)),
        ("Suitability", home.suitability.label),
        ("Feels safe there", home.feels_safe.label if home.feels_safe else None),
        ("Address", ", ".join(home.address.splitlines())),
    ]


def _eet(spell: EetSpell | None) -> Facts:
    if spell is None:
        return [("What they do", "Not recorded")]
    facts: Facts = [("What they do", spell.code.label), ("Since", long_date(spell.started_on))]
    return [*facts, ("Where", spell.provider)] if spell.provider else [*facts, ("Why", spell.reason)]


def _safely(session: Session, young_person: YoungPerson) -> Facts:
    endpoint = "people.safe_contacts"
    href = links.address(endpoint, young_person) if opens(endpoint) else None
    agreed = queries.newest_safe_contact(session, identity(young_person))
    if agreed is None:
        return [("Safe ways", IN_PERSON_ONLY, href)]
    return [
        ("Safe ways", agreed.channels, href),
        ("Safe times", agreed.safe_times),
        ("Voicemail", agreed.voicemail.label),
        ("Letters", agreed.post.label),
        ("Call yourself", agreed.name_to_use),
        ("Never speak to", agreed.never_speak_to),
        ("Check again on", long_date(agreed.review_on)),
    ]
