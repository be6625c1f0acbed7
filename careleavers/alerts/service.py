"""Acknowledging, putting off, and choosing one's messages. Only the facts ever clear an alert."""

import re

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts import calendars
from careleavers.alerts.details import Decision
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.plans import folded, is_placeholder
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Basis, DigestOften, SubjectKind
from careleavers.models import Acknowledgement, Alert, CalendarAddress, DigestChoice
from careleavers.models.base import LONG_TEXT, now_utc

# "Ok", "noted" and "will chase" decide nothing: who does what takes at least this many words.
_LEAST_WORDS = 4
_LONGEST_DAYS = 56
_STATUTORY = "The law requires this by {day}, so it cannot be put off beyond that. Acknowledge it and say what is done."


def acknowledge_alert(session: Session, actor: Actor, alert: Alert, decision: Decision) -> Acknowledgement:
    """Record a decision on an open alert and the day by which it will be carried out.

    The alert stays open. From the day after `act_by_on` it is shown as not acknowledged again. Raises Refused for an
    alert that has cleared, a decision that says nothing, or a day that is past or more than 56 days away; and for
    putting off beyond its due day what the law requires.
    """
    if alert.cleared_at is not None:
        raise Refused("", "This alert has cleared meanwhile, so there is nothing left to decide.")
    words = decision.words.strip()
    if is_placeholder(words) or len(set(re.findall(r"\w+", folded(words)))) < _LEAST_WORDS:
        raise Refused("decision", "Say in a sentence what you decided: who does what, and what if it does not work.")
    if len(words) > LONG_TEXT:
        raise Refused("decision", "Shorten this: it is more than one record can hold.")
    if decision.act_by_on < today(session):
        raise Refused("act_by_on", "The day by which it will be done cannot be in the past.")
    if (decision.act_by_on - today(session)).days > _LONGEST_DAYS:
        raise Refused("act_by_on", f"Choose a day within {_LONGEST_DAYS} days, so that it is looked at again.")
    if decision.snoozed and alert.subject_kind is SubjectKind.SYSTEM:
        raise Refused("", "A rule that cannot be worked out cannot wait. Tell whoever looks after the system.")
    if decision.snoozed and alert.basis is Basis.STATUTORY and decision.act_by_on > alert.due_on:
        raise Refused("act_by_on", _STATUTORY.format(day=long_date(alert.due_on)))
    made = Acknowledgement.made(
        alert_id=alert.id, worker_id=actor.worker, decision=words, act_by_on=decision.act_by_on,
        snoozed=decision.snoozed, recorded_on=today(session),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def choose_messages(session: Session, actor: Actor, often: DigestOften, hour: int) -> DigestChoice:
    """Set how often, and from which hour in London, whoever acts is told what is on their list."""
    row = session.execute(select(DigestChoice).where(col(DigestChoice.worker_id) == actor.worker)).scalars().first()
    if row is None:
        row = DigestChoice.made(worker_id=actor.worker, often=often, hour=hour)
        session.add(row)
    row.often, row.hour = often, hour
    with saving(session, "", "Somebody saved this at the same moment. Save again"):
        session.flush()
    return row


def make_calendar_address(session: Session, actor: Actor) -> str:
    """The word of a new address for the calendar of whoever acts; an earlier one stops working."""
    word = calendars.new_word()
    row = calendars.address_of(session, actor)
    if row is None:
        session.add(CalendarAddress.made(worker_id=actor.worker, word_print=calendars.print_of(word)))
    else:
        row.word_print, row.made_at = calendars.print_of(word), now_utc()
    session.flush()
    return word


def stop_calendar_address(session: Session, actor: Actor) -> None:
    """From now on nobody reads the calendar of whoever acts; without an address nothing happens."""
    row = calendars.address_of(session, actor)
    if row is not None:
        session.delete(row)
        session.flush()


__all__ = ["acknowledge_alert", "choose_messages", "make_calendar_address", "stop_calendar_address"]
