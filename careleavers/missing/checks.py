"""What cannot be recorded of being missing, each refused with a sentence that says what to do."""

from datetime import date, datetime

from sqlmodel import Session

from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import LONDON, long_date
from careleavers.domain.missing import InterviewOutcome, MissingStepKind, at, clock_time
from careleavers.domain.permissions import Permission
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Answer
from careleavers.missing import queries
from careleavers.models import MissingEpisode, MissingEpisodeDetails, MissingStepDetails, YoungPerson
from careleavers.models.base import identity, now_utc

_TIME = "Enter a time of day, such as 21:30"
_K, _O = MissingStepKind, InterviewOutcome


def episode(
    session: Session, young_person: YoungPerson, details: MissingEpisodeDetails, row: MissingEpisode | None
) -> None:
    """Refuse days and times that cannot be, harm without words, and a time that runs into another; `row` is edited."""
    begun = _moment(session, "last_seen", details.last_seen_on, details.last_seen_at)
    if details.last_seen_on < young_person.born_on:
        raise Refused("last_seen_on", f"They were born on {long_date(young_person.born_on)}. Enter a later day")
    if details.police_on is not None and _moment(session, "police", details.police_on, details.police_at) < begun:
        raise Refused("police_on", "This is before they were last seen. Check both days")
    ended = None
    if details.returned_on is not None:
        ended = _moment(session, "returned", details.returned_on, details.returned_at)
        if ended < begun:
            raise Refused("returned_on", "This is before they were last seen. Check both days")
    if details.harmed is Answer.YES and is_placeholder(details.harm):
        raise Refused("harm", "Say what happened to them, and what was done about it")
    for other in queries.others_of(session, identity(young_person), row):
        _apart(begun, ended, other)


def _moment(session: Session, field: str, day: date, clock: str) -> datetime:
    if day > today(session):
        raise Refused(f"{field}_on", f"Enter today, {long_date(today(session))}, or an earlier day")
    if clock_time(clock) != clock or not clock:
        raise Refused(f"{field}_at", _TIME)
    moment = at(day, clock)
    if day == today(session) and moment > now_utc().astimezone(LONDON) and day == now_utc().astimezone(LONDON).date():
        raise Refused(f"{field}_at", "This time is still to come. Enter an earlier one")
    return moment


def _apart(begun: datetime, ended: datetime | None, other: MissingEpisode) -> None:
    """Nobody is missing twice at once: the day named is that of the one recorded already."""
    from_ = at(other.last_seen_on, other.last_seen_at)
    until = None if other.returned_on is None else at(other.returned_on, other.returned_at)
    if (until is None or begun < until) and (ended is None or from_ < ended):
        since = f"{long_date(other.last_seen_on)} at {other.last_seen_at}"
        if until is None:
            raise Refused("last_seen_on", f"They are missing since {since} already. Record first that they are back")
        raise Refused("last_seen_on", f"This runs into the time recorded from {since}. Change that one instead")


def step(session: Session, actor: Actor, missing: MissingEpisode, details: MissingStepDetails) -> None:
    """Refuse a step out of order, on an impossible day, without its words, or a manager's look by anybody else."""
    if missing.struck_at is not None:
        raise Refused("", "This is marked as recorded in error. Record it again as it was")
    first = missing.last_seen_on
    if details.kind is _K.LOOK and not actor.may(Permission.WRITE_OVERSIGHT):
        raise Refused("kind", "A manager records their own look. Ask your manager")
    if details.kind is _K.INTERVIEW:
        if missing.returned_on is None:
            raise Refused("kind", "Record first that they are back, and when")
        first = missing.returned_on
        _interview(session, details)
    _day(session, "happened_on", details.happened_on, first)
    if is_placeholder(details.by_whom, letters=2):
        raise Refused("by_whom", "Enter who did it")
    if details.kind is not _K.INTERVIEW and is_placeholder(details.words):
        raise Refused("words", "Say what was decided, and who does what next")


def _interview(session: Session, details: MissingStepDetails) -> None:
    if details.outcome is None:
        raise Refused("outcome", "Choose what came of it")
    if details.outcome in (_O.HELD, _O.NOT_OFFERED) and is_placeholder(details.words):
        held = details.outcome is _O.HELD
        raise Refused("words", "Say what was learnt" if held else "Say why it was not offered")
    if details.outcome is _O.HELD:
        if details.held_on is None:
            raise Refused("held_on", "Enter the day on which it was held")
        _day(session, "held_on", details.held_on, details.happened_on)
        if is_placeholder(details.acted):
            raise Refused("acted", "Say what is done because of what was learnt")


def _day(session: Session, field: str, day: date, first: date) -> None:
    if day > today(session):
        raise Refused(field, f"Enter today, {long_date(today(session))}, or an earlier day")
    if day < first:
        raise Refused(field, f"Enter {long_date(first)} or a later day")


__all__ = ["episode", "step"]
