"""Recording that somebody is or was missing, and what was done about it. The only place that makes these rows.

Times missing are edited with their history kept; what was recorded in error is struck out with a reason and stays to
be read. Every function flushes; none commits.
"""

from sqlmodel import Session

from careleavers import striking
from careleavers.alerts.engine import refresh
from careleavers.db import saving
from careleavers.domain.actors import Actor
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused, Stale
from careleavers.missing import checks
from careleavers.models import MissingEpisode, MissingEpisodeDetails, MissingStep, MissingStepDetails, YoungPerson
from careleavers.models.base import identity

STALE = "Somebody else saved this meanwhile"
AT_ONCE = "Somebody else recorded at the same moment that they are missing. Go back and open that one"


def record_episode(
    session: Session, actor: Actor, young_person: YoungPerson, details: MissingEpisodeDetails
) -> MissingEpisode:
    """Record a time missing. Raises Refused, with the field's own name, for what cannot be."""
    checks.episode(session, young_person, details, None)
    made = MissingEpisode.made(details, young_person_id=identity(young_person), recorded_by_id=actor.worker)
    with saving(session, "", AT_ONCE):
        session.add(made)
    refresh(session, young_person_id=made.young_person_id)
    return made


def change_episode(
    session: Session, young_person: YoungPerson, row: MissingEpisode, details: MissingEpisodeDetails, version: int
) -> MissingEpisode:
    """Record that they are back, or what is known now. Raises Refused for what cannot be, Stale after `version`."""
    if row.struck_at is not None:
        raise Refused("", "This is marked as recorded in error. Record it again as it was")
    if row.version != version:
        raise Stale(STALE)
    checks.episode(session, young_person, details, row)
    with saving(session, "", STALE):
        row.amend(details)
    refresh(session, young_person_id=row.young_person_id)
    return row


def record_step(session: Session, actor: Actor, missing: MissingEpisode, details: MissingStepDetails) -> MissingStep:
    """Record an interview offered, a meeting held or a manager's look. Raises Refused for what is out of order."""
    checks.step(session, actor, missing, details)
    made = MissingStep.made(
        details, episode_id=identity(missing), young_person_id=missing.young_person_id, recorded_by_id=actor.worker
    )
    session.add(made)
    session.flush()
    refresh(session, young_person_id=missing.young_person_id)
    return made


def strike(session: Session, actor: Actor, row: MissingEpisode | MissingStep, reason: str, version: int) -> None:
    """Mark something as recorded in error, as a manager. Raises Refused for anybody else, and as `striking` does."""
    if not actor.may(Permission.STRIKE_CONTACT):
        raise Refused("", "Ask a manager to mark this as recorded in error")
    striking.strike(session, actor, row, reason, version)


__all__ = ["change_episode", "record_episode", "record_step", "strike"]
