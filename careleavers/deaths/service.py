"""Recording a death, who was told of it, and taking back what was recorded in error. Makes their rows.

Every function flushes; none commits.
"""

from sqlmodel import Session

from careleavers.alerts.engine import gathered, refresh
from careleavers.db import saving, today
from careleavers.deaths import queries
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.deaths import NotifiedBody
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Closure
from careleavers.models import Death, DeathDetails, DeathNotice, DeathNoticeDetails, YoungPerson
from careleavers.models.base import identity, now_utc
from careleavers.people.details import Closing
from careleavers.people.service import close_record, open_again

STALE = "Somebody else saved this meanwhile"
NONE = "No death is recorded here. Record it first"


def record_death(session: Session, actor: Actor, young_person: YoungPerson, details: DeathDetails) -> Death:
    """Record a death and close the record from that day, or complete one that came with a return.

    From here on nothing is due but telling those who must know, and their own sign-in opens nothing. Raises Refused
    for a bad day, a death known before it happened, one that is recorded already, or a record closed for another
    reason.
    """
    _check(session, young_person, details)
    death = Death.made(details, young_person_id=identity(young_person), recorded_by_id=actor.worker)
    with gathered(session):
        if young_person.closed_on is None:
            try:
                close_record(session, young_person, Closing(Closure.DIED, details.died_on))
            except Refused as refusal:
                raise Refused("died_on", refusal.sentence) from refusal
        with saving(session, "", STALE):
            session.add(death)
        refresh(session, young_person_id=identity(young_person))
    return death


def _check(session: Session, young_person: YoungPerson, details: DeathDetails) -> None:
    if queries.standing_death(session, identity(young_person)) is not None:
        raise Refused("", "Their death is recorded already. If it was recorded in error, take it back first")
    closed, died_on = young_person.closed_on, young_person.died_on
    if closed is not None and died_on is None:
        raise Refused("", f"This record was closed on {long_date(closed)}. Open it again, then record the death")
    if died_on is not None and died_on != details.died_on:
        raise Refused("died_on", f"The record says {long_date(died_on)}. If that is wrong, take it back first")
    if details.learnt_on is None:
        raise Refused("learnt_on", "Enter the day on which it became known to the council")
    if details.learnt_on > today(session):
        raise Refused("learnt_on", f"Enter today, {long_date(today(session))}, or an earlier day")
    if details.learnt_on < details.died_on:
        raise Refused("learnt_on", f"They died on {long_date(details.died_on)}. Enter that day or a later one")


def undo_death(session: Session, actor: Actor, young_person: YoungPerson, reason: str, version: int) -> Death:
    """Take back a death that was recorded in error, and open the record again; all of it stays to be read.

    `version` is that of the young person's row as the page showed it. Raises Refused without a death or a reason,
    Stale when the record was saved meanwhile.
    """
    if young_person.died_on is None:
        raise Refused("", NONE)
    if is_placeholder(reason):
        raise Refused("reason", "Say how it came to be recorded, and how you know that they are alive")
    if young_person.version != version:
        raise Stale(STALE)
    death = queries.standing_death(session, identity(young_person)) or Death.made(
        died_on=young_person.died_on, young_person_id=identity(young_person), recorded_by_id=actor.worker
    )
    with gathered(session):
        with saving(session, "", STALE):
            death.struck_reason, death.struck_by_id, death.struck_at = reason, actor.worker, now_utc()
            session.add(death)
        open_again(session, young_person)
    return death


def record_notice(
    session: Session, actor: Actor, young_person: YoungPerson, details: DeathNoticeDetails
) -> DeathNotice:
    """Record that somebody was told of the death. Raises Refused without a death, for a bad day or without a name."""
    death = queries.standing_death(session, identity(young_person))
    if death is None or death.learnt_on is None:
        raise Refused("", NONE)
    if details.body is NotifiedBody.OTHER and is_placeholder(details.body_other):
        raise Refused("body_other", "Enter whom")
    if is_placeholder(details.sent_by, letters=2):
        raise Refused("sent_by", "Enter who told them")
    if details.sent_on > today(session):
        raise Refused("sent_on", f"Enter today, {long_date(today(session))}, or an earlier day")
    if details.sent_on < death.learnt_on:
        raise Refused("sent_on", f"It became known on {long_date(death.learnt_on)}. Enter that day or a later one")
    notice = DeathNotice.made(
        details, death_id=identity(death), young_person_id=identity(young_person), recorded_by_id=actor.worker
    )
    session.add(notice)
    session.flush()
    refresh(session, young_person_id=identity(young_person))
    return notice


__all__ = ["record_death", "record_notice", "undo_death"]
