"""The vocabulary of going missing, and the hours in which somebody under 18 is offered a talk on their return.

Source: statutory guidance on children who run away or go missing from home or care, DfE 2014.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from careleavers.domain.dates import LONDON
from careleavers.domain.limits import limit
from careleavers.domain.terms import Term

_HOUSE = "Council policy"


class AbsenceKind(Term):
    """How somebody is away, by the two codes of the 903 return (M and A)."""

    MISSING = "missing", "Missing"
    AWAY = "away", "Away without permission"


class MissingStepKind(Term):
    """What is done about somebody who is or was missing. Ours."""

    INTERVIEW = "interview", "Return interview offered"
    MEETING = "meeting", "Strategy or risk meeting held"
    LOOK = "look", "A manager looked at the search"


class InterviewOutcome(Term):
    """What came of offering a return interview. Ours."""

    HELD = "held", "It was held"
    ACCEPTED = "accepted", "They said yes, it is not held yet"
    REFUSED = "refused", "They said no"
    NOT_REACHED = "not_reached", "They were not reached"
    NOT_OFFERED = "not_offered", "It was not offered"


# An offer that came to nothing, of which it takes several before no more are asked for.
TRIED = (InterviewOutcome.REFUSED, InterviewOutcome.NOT_REACHED)


def clock_time(typed: str) -> str:
    """A time of day as it is kept, `HH:MM`, from what was typed (`9.30`, `21:05`); "" for what is no time of day."""
    hours, _, minutes = typed.strip().replace(".", ":").partition(":")
    if not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit() and len(minutes) == 2):
        return ""
    if len(hours) > 2 or int(hours) > 23 or int(minutes) > 59:
        return ""
    return f"{int(hours):02}:{minutes}"


def at(day: date, clock: str) -> datetime:
    """The moment of a day and a kept time of day on London's clock; of an hour that comes twice, the first."""
    return datetime.combine(day, time.fromisoformat(clock), LONDON)


def interview_by(returned_on: date, returned_at: str, days: int) -> datetime:
    """Until when a return interview is held: the same time of day so many days later on London's clock.

    So 72 hours are three days, also over a night on which the clock changes: what is written on a door or in a diary
    is a time of day, and the engine, which works in days, and the page then speak of one and the same day.
    """
    return at(returned_on + timedelta(days=days), returned_at)


@dataclass(frozen=True)
class MissingLimits:
    """How soon somebody is talked to on their return, and when a manager acts."""

    missing_interview_days: int = limit(
        3, "days", 1, 3, "DfE 2014", "Days of 24 hours from their return to the return interview, under 18"
    )
    missing_offers: int = limit(
        2, "offers", 2, 5, _HOUSE, "Offers refused or not answered after which no more interviews are asked for"
    )
    missing_repeat_days: int = limit(30, "days", 30, 90, _HOUSE, "Days in which times of going missing are counted")
    missing_repeat_times: int = limit(3, "times", 2, 3, _HOUSE, "Times missing in those days that ask for a meeting")
    missing_meeting_working_days: int = limit(
        3, "working days", 1, 3, _HOUSE, "Working days from going missing again to the meeting"
    )
    missing_look_working_days: int = limit(
        1, "working days", 0, 1, _HOUSE, "Working days after which a manager looks again while somebody is missing"
    )


__all__ = [
    "TRIED", "AbsenceKind", "InterviewOutcome", "MissingLimits", "MissingStepKind", "at", "clock_time", "interview_by",
]  # fmt: skip
