"""Somebody missing: a manager looks while they are, they are talked to when back, and often is met about (R44, R45)."""

from typing import Any

from sqlalchemy import Select, and_, exists, func, literal_column, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import OWED_ID, birthday_of, due, one_of
from careleavers.alerts.rules.facts import of_person
from careleavers.domain.missing import TRIED, InterviewOutcome, MissingStepKind
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.models import MissingEpisode, MissingStep, YoungPerson
from careleavers.models.sql import days_after, latest_of, word, working_days_after

_READS = ("missing_episode", "missing_step")


def _steps(what: Any, *conditions: Any) -> Select[Any]:
    """Something of the steps about the episode of the outer row that were not struck out."""
    return (
        select(what)
        .where(col(MissingStep.episode_id) == col(MissingEpisode.id), col(MissingStep.struck_at).is_(None), *conditions)
        .correlate_except(MissingStep)
    )


@rule(
    "R44",
    "Back from being missing, no return interview",
    severity=Severity.CRITICAL,
    notice_days=1,
    basis=Basis.GUIDANCE,
    source="Statutory guidance on children missing from home or care, DfE 2014",
    clears_when="That the interview was held, or offered in vain as often as is set, is recorded",
    limit="missing_interview_days",
    reads=_READS,
)
def no_return_interview(policy: Policy) -> Select[Any]:
    """Somebody under 18 on their return is offered a return interview within 72 hours, and again if they say no.

    The hours are read on London's clock, as the same time of day three days later; the alert names the day and the
    page the time. An offer that they turn down or that does not reach them counts only with a second one.
    """
    asked = col(MissingStep.kind) == word(MissingStepKind.INTERVIEW)
    held = exists(_steps(literal_column("1"), asked, col(MissingStep.outcome) == word(InterviewOutcome.HELD)))
    tried = _steps(func.count(), asked, one_of(col(MissingStep.outcome), TRIED)).scalar_subquery()
    returned_on: Any = col(MissingEpisode.returned_on)
    return (
        due(
            days_after(returned_on, policy.missing_interview_days),
            since_on=returned_on,
            basis=word(Basis.GUIDANCE),
            about_id=MissingEpisode.id,
        )
        .join(MissingEpisode, of_person(MissingEpisode))
        .join(YoungPerson, col(YoungPerson.id) == OWED_ID)
        .where(
            returned_on.is_not(None), returned_on < birthday_of(policy, 18),
            ~held, tried < policy.missing_offers,
        )
    )  # fmt: skip


@rule(
    "R44b",
    "Still missing: a manager looks at the search",
    severity=Severity.CRITICAL,
    basis=Basis.POLICY,
    source="Council policy: nobody is missing without a manager knowing what is done today",
    clears_when="That a manager looked is recorded, for a working day; for good, that they are back",
    limit="missing_look_working_days",
    reads=("calendar_day", *_READS),
)
def still_missing(policy: Policy) -> Select[Any]:
    """While somebody is missing, whatever their age, a manager looks at what is done every working day."""
    seen_on: Any = col(MissingEpisode.last_seen_on)
    looked = _steps(func.max(MissingStep.happened_on), col(MissingStep.kind) == word(MissingStepKind.LOOK))
    since = latest_of(looked.scalar_subquery(), seen_on)
    return (
        due(
            working_days_after(since, policy.missing_look_working_days),
            since_on=since,
            basis=word(Basis.POLICY),
            about_id=MissingEpisode.id,
        )
        .join(MissingEpisode, of_person(MissingEpisode))
        .where(col(MissingEpisode.returned_on).is_(None))
    )


@rule(
    "R45",
    "Missing again and again: a meeting",
    severity=Severity.CRITICAL,
    basis=Basis.POLICY,
    source="Council policy; Derbyshire’s procedure on repeated missing episodes",
    clears_when="That a strategy or risk meeting was held since is recorded",
    limit="missing_meeting_working_days",
    reads=("calendar_day", *_READS),
)
def missing_repeatedly(policy: Policy) -> Select[Any]:
    """A third time missing within 30 days asks for a strategy or risk meeting within the working days set.

    The 30 days are those up to and with the day on which they were last seen; one meeting answers every time before it.
    """
    other: Any = aliased(MissingEpisode)
    seen_on: Any = col(MissingEpisode.last_seen_on)
    earlier = or_(
        other.last_seen_on < seen_on,
        and_(other.last_seen_on == seen_on, other.last_seen_at < col(MissingEpisode.last_seen_at)),
    )
    before: Any = (
        select(func.count())
        .where(
            other.young_person_id == col(MissingEpisode.young_person_id), other.struck_at.is_(None), earlier,
            days_after(other.last_seen_on, policy.missing_repeat_days) > seen_on,
        )
        .correlate_except(other)
        .scalar_subquery()
    )  # fmt: skip
    met: Any = aliased(MissingStep)
    about: Any = aliased(MissingEpisode)
    meeting = exists(
        select(literal_column("1"))
        .select_from(met)
        .join(about, about.id == met.episode_id)
        .where(
            met.young_person_id == col(MissingEpisode.young_person_id), met.struck_at.is_(None),
            about.struck_at.is_(None), met.kind == word(MissingStepKind.MEETING), met.happened_on >= seen_on,
        )
        .correlate_except(met, about)
    )  # fmt: skip
    return (
        due(
            working_days_after(seen_on, policy.missing_meeting_working_days),
            since_on=seen_on,
            basis=word(Basis.POLICY),
            about_id=MissingEpisode.id,
        )
        .join(MissingEpisode, of_person(MissingEpisode))
        .where(before >= policy.missing_repeat_times - 1, ~meeting)
    )


__all__ = ["missing_repeatedly", "no_return_interview", "still_missing"]
