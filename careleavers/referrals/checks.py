"""What cannot be recorded of a referral, each refused with a sentence that says what to do.

Sources: Modern Slavery Act 2015 s52 and the Home Office's guidance on it (an adult is referred with their consent, and
without it the duty to notify remains; a child is always referred); Homelessness Reduction Act 2017 (with consent).
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from careleavers.db import policy, today
from careleavers.domain.dates import age_on, long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.referrals import (
    ReferralConsent,
    ReferralDecision,
    ReferralRoute,
    ReferralStepKind,
    asks_consent,
)
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import RiskType
from careleavers.models import (
    DashCheckDetails,
    Referral,
    ReferralDetails,
    ReferralStep,
    ReferralStepDetails,
    RiskFlag,
    YoungPerson,
)

NOT_SENT_YET = "Record first when this referral was sent, and to whom"
_SENT, _HEARD, _WITHDRAWN = ReferralStepKind.SENT, ReferralStepKind.HEARD, ReferralStepKind.WITHDRAWN


def age_of(session: Session, young_person: YoungPerson, day: date) -> int:
    """How old they are on a day, by the council's choice for 29 February."""
    return age_on(young_person.born_on, day, policy(session).leap_day_birthday)


def possible_day(session: Session, young_person: YoungPerson, field: str, day: date) -> None:
    """Refuse a day to come, or before they were born."""
    if day > today(session):
        raise Refused(field, f"Enter today, {long_date(today(session))}, or an earlier day")
    if day < young_person.born_on:
        raise Refused(field, f"They were born on {long_date(young_person.born_on)}. Enter a later day")


def decision(session: Session, young_person: YoungPerson, details: ReferralDetails) -> None:
    """Refuse a decision on an impossible day, without its reason or without the consent that the route needs."""
    possible_day(session, young_person, "decided_on", details.decided_on)
    if details.route is ReferralRoute.OTHER and is_placeholder(details.route_other):
        raise Refused("route_other", "Enter where to")
    if is_placeholder(details.reason):
        raise Refused("reason", "Say why")
    age = age_of(session, young_person, details.decided_on)
    refers = details.decision is ReferralDecision.REFER
    if details.route is ReferralRoute.DUTY_TO_NOTIFY and age < 18:
        raise Refused("route", "Under 18 no consent is needed, so choose the National Referral Mechanism")
    if not asks_consent(details.route, age):
        # Whoever is 18 by now is asked by the page; that they were not on the day makes what they said no hindrance.
        if details.consent is not None and details.route is not ReferralRoute.NRM:
            raise Refused("consent", "This referral needs no consent. Take the answer away")
        return
    if details.consent is None:
        raise Refused("consent", "Choose what they said to being referred")
    if refers and details.consent is not ReferralConsent.YES:
        raise Refused(*_without_consent(details.route, details.consent))


def _without_consent(route: ReferralRoute, consent: ReferralConsent) -> tuple[str, str]:
    asked = consent is ReferralConsent.NO
    if route is ReferralRoute.NRM:
        first = "They are 18 or over and did not agree" if asked else "They are 18 or over and have not been asked"
        return "route", f"{first}. Without consent, choose the duty to notify; with it, record that they agreed"
    if asked:
        return "decision", "Without consent they cannot be referred. Choose “Do not refer” and say what you do instead"
    return "consent", "Ask them first. Without consent they cannot be referred to the housing authority"


def open_flag(flag: RiskFlag | None, young_person_id: int) -> None:
    """Refuse to link a risk that is not theirs; one that is not there any more reads the same."""
    if flag is None or flag.young_person_id != young_person_id:
        raise Refused("risk_flag_id", "Choose one of their risks, or none")


def step(
    session: Session, young_person: YoungPerson, referral: Referral, done: Sequence[ReferralStep],
    details: ReferralStepDetails,
) -> None:  # fmt: skip
    """Refuse a step out of order: `done` are the steps of this referral that were not struck out."""
    going_on(referral, done)
    possible_day(session, young_person, "happened_on", details.happened_on)
    if details.happened_on < referral.decided_on:
        raise Refused(
            "happened_on", f"It was decided on {long_date(referral.decided_on)}. Enter that day or a later one"
        )
    sent = next((each for each in done if each.kind is _SENT), None)
    if details.kind is _SENT:
        if sent is not None:
            raise Refused("kind", f"It was sent on {long_date(sent.happened_on)} already. Record what came after that")
        if is_placeholder(details.to_whom, letters=2):
            raise Refused("to_whom", "Enter whom it was sent to: a name, a team or an address")
        return
    if details.kind is _WITHDRAWN:
        if is_placeholder(details.words):
            raise Refused("words", "Say why it is no longer needed")
        return
    if sent is None:
        raise Refused("kind", NOT_SENT_YET)
    if details.happened_on < sent.happened_on:
        raise Refused("happened_on", f"It was sent on {long_date(sent.happened_on)}. Enter that day or a later one")
    if details.kind is _HEARD:
        if details.outcome is None:
            raise Refused("outcome", "Choose what they answered")
        if is_placeholder(details.words):
            raise Refused("words", "Say what they answered, and what you decided to do now")


def going_on(referral: Referral, done: Sequence[ReferralStep]) -> None:
    """Refuse a step of what was struck out, decided against or taken back."""
    if referral.struck_at is not None:
        raise Refused("", "This referral is marked as recorded in error. Record a new one")
    if referral.decision is ReferralDecision.NOT_REFER:
        raise Refused("", "It was decided not to refer. If that has changed, record a new referral")
    if any(each.kind is _WITHDRAWN for each in done):
        raise Refused("", "This referral was taken back. If it is needed again, record a new one")


def nothing_after(taken: ReferralStep, done: Sequence[ReferralStep]) -> None:
    """Refuse to strike out that it was sent while a chase or an answer still stands on it."""
    if taken.kind is _SENT and any(each.kind not in (_SENT, _WITHDRAWN) for each in done):
        raise Refused("", "Mark the answers and chases that came after it as recorded in error first")


def dash(session: Session, young_person: YoungPerson, flag: RiskFlag, details: DashCheckDetails) -> None:
    """Refuse a checklist about another kind of risk or a closed one, on an impossible day, or that says nothing."""
    if flag.type is not RiskType.DOMESTIC_ABUSE:
        raise Refused("", "The checklist is for domestic abuse. Raise that risk first")
    if flag.closed_on is not None:
        raise Refused("", f"This risk was closed on {long_date(flag.closed_on)}. If it is back, raise it again")
    possible_day(session, young_person, "done_on", details.done_on)
    if details.score is None and not details.judged_high and not details.repeated:
        raise Refused("score", "Enter how many were ticked. Leave it empty only if you judge it high or it is a repeat")
    if is_placeholder(details.words):
        raise Refused("words", "Say what you found and how they are kept safe")


__all__ = [
    "NOT_SENT_YET", "age_of", "dash", "decision", "going_on", "nothing_after", "open_flag", "possible_day", "step",
]  # fmt: skip
