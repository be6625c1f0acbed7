"""Writing homes and what somebody does. Ending one and starting the next is a single act.

Moves are read by the rules (R09, R24) from the spells themselves; a change of circumstance is recorded beside
them by whoever records the contact or the change, never here.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Suitability
from careleavers.models import AccommodationDetails, AccommodationSpell, EetDetails, EetSpell, YoungPerson
from careleavers.models.base import identity
from careleavers.spells import checks, queries

SAME_MOMENT = "Somebody else recorded these days at the same moment. Open the page again to see what is there"
MOVED_ON = "The next one began"
STALE = "Somebody else saved this meanwhile"
AnySpell = AccommodationSpell | EetSpell


def start_home(
    session: Session, actor: Actor, young_person: YoungPerson, details: AccommodationDetails
) -> AccommodationSpell:
    """A home from a day on; the one that runs until now ends that day. Raises Refused for what cannot be."""
    checks.days(session, young_person.born_on, details.started_on, None)
    checks.home(session, young_person.born_on, details)
    home = AccommodationSpell.made(
        _judged(session, details), young_person_id=young_person.id, recorded_by_id=actor.worker
    )
    _start(session, young_person, queries.spells_of(session, AccommodationSpell, identity(young_person)), home)
    return home


def start_eet(session: Session, actor: Actor, young_person: YoungPerson, details: EetDetails) -> EetSpell:
    """Work, study or neither from a day on; what ran until now ends that day. Raises Refused for what cannot be."""
    checks.days(session, young_person.born_on, details.started_on, None)
    checks.eet(details)
    spell = EetSpell.made(details, young_person_id=young_person.id, recorded_by_id=actor.worker)
    _start(session, young_person, queries.spells_of(session, EetSpell, identity(young_person)), spell)
    return spell


def add_earlier_home(
    session: Session, actor: Actor, young_person: YoungPerson, details: AccommodationDetails, ended_on: date
) -> AccommodationSpell:
    """A home that is over, to fill a gap; `ended_on` is the day after the last. Raises Refused for what cannot be."""
    checks.days(session, young_person.born_on, details.started_on, ended_on)
    checks.home(session, young_person.born_on, details)
    home = AccommodationSpell.made(
        _judged(session, details),
        young_person_id=young_person.id,
        ended_on=ended_on,
        recorded_by_id=actor.worker,
    )
    _add(session, young_person, queries.spells_of(session, AccommodationSpell, identity(young_person)), home)
    return home


def add_earlier_eet(
    session: Session, actor: Actor, young_person: YoungPerson, details: EetDetails, ended_on: date
) -> EetSpell:
    """Work, study or neither that is over, to fill a gap. Raises Refused for what cannot be."""
    checks.days(session, young_person.born_on, details.started_on, ended_on)
    checks.eet(details)
    spell = EetSpell.made(details, young_person_id=young_person.id, ended_on=ended_on, recorded_by_id=actor.worker)
    _add(session, young_person, queries.spells_of(session, EetSpell, identity(young_person)), spell)
    return spell


def end_home(
    session: Session, young_person: YoungPerson, home: AccommodationSpell, on: date, reason: str, version: int
) -> None:
    """End a home with nothing known to follow; `on` is the first day they no longer lived there.

    Raises Refused for a day that cannot be and for one that has ended, Stale when it was saved since `version`.
    """
    _end(session, young_person, home, on, reason, version)


def end_eet(session: Session, young_person: YoungPerson, spell: EetSpell, on: date, reason: str, version: int) -> None:
    """End work or study with nothing known to follow, as a home; `on` is the first day without it."""
    _end(session, young_person, spell, on, reason, version)


def correct_home(
    session: Session,
    young_person: YoungPerson,
    home: AccommodationSpell,
    details: AccommodationDetails,
    ended_on: date | None,
    version: int,
) -> AccommodationSpell:
    """Put right what is recorded of a home; the audit trail keeps what it was.

    Where the home before ended the day this one began, its end moves along. Raises Refused for what cannot be,
    Stale when somebody else saved it since `version`.
    """
    checks.home(session, young_person.born_on, details)
    others = queries.spells_of(session, AccommodationSpell, identity(young_person))
    _correct(session, young_person, others, home, _judged(session, details), ended_on, version)
    return home


def correct_eet(
    session: Session,
    young_person: YoungPerson,
    spell: EetSpell,
    details: EetDetails,
    ended_on: date | None,
    version: int,
) -> EetSpell:
    """Put right what is recorded of work or study, as for a home."""
    checks.eet(details)
    others = queries.spells_of(session, EetSpell, identity(young_person))
    _correct(session, young_person, others, spell, details, ended_on, version)
    return spell


def _judged(session: Session, details: AccommodationDetails) -> AccommodationDetails:
    """A verdict on suitability without a day was made today."""
    if details.suitability is not Suitability.NOT_ASSESSED and details.suitability_on is None:
        return details.model_copy(update={"suitability_on": today(session)})
    return details


def _start(session: Session, young_person: YoungPerson, others: Sequence[AnySpell], new: AnySpell) -> None:
    running = next((spell for spell in others if spell.ended_on is None), None)
    if running is not None and new.started_on <= running.started_on:
        raise Refused(
            "started_on",
            f"What runs now began on {long_date(running.started_on)}. Enter a later date, or record this as an"
            " earlier one",
        )
    checks.apart([spell for spell in others if spell is not running], new.started_on, None)
    with saving(session, "started_on", SAME_MOMENT):
        if running is not None:
            running.ended_on, running.end_reason = new.started_on, MOVED_ON
            session.flush()
        session.add(new)
    refresh(session, young_person_id=identity(young_person))


def _add(session: Session, young_person: YoungPerson, others: Sequence[AnySpell], new: AnySpell) -> None:
    checks.apart(others, new.started_on, new.ended_on)
    with saving(session, "started_on", SAME_MOMENT):
        session.add(new)
    refresh(session, young_person_id=identity(young_person))


def _end(session: Session, young_person: YoungPerson, spell: AnySpell, on: date, reason: str, version: int) -> None:
    if spell.version != version:
        raise Stale(STALE)
    if spell.ended_on is not None:
        raise Refused("ended_on", f"This ended on {long_date(spell.ended_on)} already")
    checks.days(session, young_person.born_on, spell.started_on, on)
    with saving(session, "ended_on", SAME_MOMENT):
        spell.ended_on, spell.end_reason = on, reason
    refresh(session, young_person_id=identity(young_person))


def _correct(
    session: Session,
    young_person: YoungPerson,
    every: Sequence[AnySpell],
    spell: AnySpell,
    details: AccommodationDetails | EetDetails,
    ended_on: date | None,
    version: int,
) -> None:
    if spell.version != version:
        raise Stale(STALE)
    checks.days(session, young_person.born_on, details.started_on, ended_on)
    before = next((each for each in every if each.ended_on == spell.started_on), None)
    if before is not None and details.started_on <= before.started_on:
        raise Refused("started_on", f"The one before began on {long_date(before.started_on)}. Enter a later date")
    checks.apart([each for each in every if each not in (spell, before)], details.started_on, ended_on)
    with saving(session, "started_on", SAME_MOMENT):
        _move(session, before, spell, details.started_on, ended_on)
        spell.amend(details)
    refresh(session, young_person_id=identity(young_person))


def _move(session: Session, before: AnySpell | None, spell: AnySpell, start: date, end: date | None) -> None:
    """Move a spell, and the end of the one it follows; never, even for a moment, do the two share a day."""
    first, second = (spell, before) if start > spell.started_on else (before, spell)
    for each in (first, second):
        if each is spell:
            spell.started_on, spell.ended_on = start, end
        elif each is not None:
            each.ended_on = start
        session.flush()
