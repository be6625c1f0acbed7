"""Reading who is or was missing: each time with what was done about it; who is missing now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import age_on
from careleavers.domain.missing import TRIED, InterviewOutcome, MissingStepKind, interview_by
from careleavers.models import MissingEpisode, MissingStep, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.models.missing import missing_still
from careleavers.scope import visible_to


@dataclass(frozen=True)
class Happened:
    """One step, who recorded it, and who struck it out, if anybody did."""

    step: MissingStep
    by: str
    struck_by: str


@dataclass(frozen=True)
class Told:
    """One time missing, who recorded it, who struck it out if anybody did, and what was done about it, in order.

    `interview_by` is when a return interview is due on London's clock: None at 18 or over on their return, while they
    are missing, and once it was held or offered in vain often enough.
    """

    episode: MissingEpisode
    by: str
    struck_by: str
    interview_by: datetime | None = None
    steps: list[Happened] = field(default_factory=list)

    @property
    def stands(self) -> tuple[str, str]:
        """How it stands in words, and the tone of those words."""
        if self.episode.struck_at is not None:
            return "Recorded in error", "quiet"
        if self.episode.returned_on is None:
            return "Still missing", "late"
        if self.interview_by is not None:
            return "Return interview to hold", "waiting"
        return "Back", "good"


def episodes_of(session: Session, young_person: YoungPerson) -> list[Told]:
    """Each time they were missing, the latest first, what was struck out among it."""
    steps = defaultdict[int, list[Happened]](list)
    order = (col(MissingStep.happened_on), col(MissingStep.id))
    for step, by, struck in session.execute(_of(MissingStep, young_person).order_by(*order)):
        steps[step.episode_id].append(Happened(step, by.name, struck.name if struck else ""))
    latest = (col(MissingEpisode.last_seen_on).desc(), col(MissingEpisode.id).desc())
    found = []
    for episode, by, struck in session.execute(_of(MissingEpisode, young_person).order_by(*latest)):
        done = steps[identity(episode)]
        until = _interview_by(session, young_person, episode, [each.step for each in done])
        found.append(Told(episode, by.name, struck.name if struck else "", until, done))
    return found


def _interview_by(
    session: Session, young_person: YoungPerson, episode: MissingEpisode, steps: Sequence[MissingStep]
) -> datetime | None:
    limits = policy(session)
    if episode.returned_on is None or episode.struck_at is not None:
        return None
    if age_on(young_person.born_on, episode.returned_on, limits.leap_day_birthday) >= 18:
        return None
    outcomes = [s.outcome for s in steps if s.kind is MissingStepKind.INTERVIEW and s.struck_at is None]
    if InterviewOutcome.HELD in outcomes or sum(each in TRIED for each in outcomes) >= limits.missing_offers:
        return None
    return interview_by(episode.returned_on, episode.returned_at, limits.missing_interview_days)


def _of(model: Any, young_person: YoungPerson) -> Select[Any]:
    struck_by = aliased(Worker)
    return (
        select(model, Worker, struck_by)
        .join(Worker, col(Worker.id) == col(model.recorded_by_id))
        .outerjoin(struck_by, col(struck_by.id) == col(model.struck_by_id))
        .where(col(model.young_person_id) == identity(young_person))
    )


def missing_now(session: Session, young_person_id: int) -> MissingEpisode | None:
    """The time that is not over, if they are missing now."""
    statement = select(MissingEpisode).where(col(MissingEpisode.young_person_id) == young_person_id, missing_still())
    return session.execute(statement.limit(1)).scalar_one_or_none()


def all_missing(session: Session, actor: Actor) -> Sequence[tuple[MissingEpisode, YoungPerson]]:
    """Everybody missing now whom somebody may see, the longest first."""
    statement = (
        select(MissingEpisode, YoungPerson)
        .join(YoungPerson, col(YoungPerson.id) == col(MissingEpisode.young_person_id))
        .where(missing_still(), visible_to(actor, today(session)))
        .order_by(col(MissingEpisode.last_seen_on), col(MissingEpisode.id))
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def others_of(session: Session, young_person_id: int, without: MissingEpisode | None) -> Sequence[MissingEpisode]:
    """Their other times missing that were not struck out."""
    statement = select(MissingEpisode).where(
        col(MissingEpisode.young_person_id) == young_person_id, col(MissingEpisode.struck_at).is_(None)
    )
    return [each for each in session.execute(statement).scalars() if each is not without]


__all__ = ["Happened", "Told", "all_missing", "episodes_of", "missing_now", "others_of"]
