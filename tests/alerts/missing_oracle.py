"""Times missing in random histories, and the second reading of their rules (R44, R44b, R45)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from careleavers.domain.missing import AbsenceKind, InterviewOutcome, MissingStepKind
from careleavers.models import MissingEpisode, MissingStep
from tests.alerts.day_counting import DAY, turns, working_days_on
from tests.alerts.facts import Council, History
from tests.alerts.owed import Due, Duty

STRUCK = datetime(2026, 3, 1, 12, tzinfo=UTC)
K, Came = MissingStepKind, InterviewOutcome


def go_missing(story: Any, history: History) -> None:
    """A few times missing close together, some not over, and what was done about them; now and then in error."""
    about = {"young_person_id": history.person.id, "recorded_by_id": story.manager_id}
    over = {"struck_by_id": story.manager_id, "struck_reason": "Somebody else", "struck_at": STRUCK}
    days = story.days_in_order(4) if story.perhaps(2) else []
    for on in days:
        # Only the last is perhaps not over: nobody is missing twice at once.
        back = None if on == days[-1] and story.perhaps(2) else on + story.one(0, 1) * DAY
        episode = MissingEpisode.made(
            id=next(story.ids), absence=story.one(*AbsenceKind), last_seen_on=on, last_seen_at="01:30",
            returned_on=back, returned_at="23:30" if back else "", **about, **(over if story.perhaps(6) else {}),
        )  # fmt: skip
        history.missing.append(episode)
        for _ in range(story.one(0, 1, 2, 3)):
            kind = story.one(K.INTERVIEW, K.INTERVIEW, K.MEETING) if back else story.one(K.LOOK, K.MEETING)
            came = story.one(*Came, Came.REFUSED, Came.NOT_REACHED) if kind is K.INTERVIEW else None
            when = (back or on) + story.one(0, 1, 2) * DAY
            step = MissingStep.made(
                id=next(story.ids), episode_id=episode.id, kind=kind, happened_on=when, by_whom="Tess", outcome=came,
                held_on=when if came is Came.HELD else None, words="Talked", **about,
                **(over if story.perhaps(6) else {}),
            )  # fmt: skip
            history.missing_steps.append(step)


def went_missing(council: Council, history: History, _duty: Duty) -> Iterator[Due]:
    """What is owed to whoever is missing, is back, or goes missing again and again."""
    policy = council.policy
    times = [each for each in history.missing if each.struck_at is None]
    stand = {each.id for each in times}
    steps = [each for each in history.missing_steps if each.struck_at is None and each.episode_id in stand]
    met = [each.happened_on for each in steps if each.kind is K.MEETING]
    at_18 = turns(history.person.born_on, 18, policy)
    for each in times:
        done, on = [step for step in steps if step.episode_id == each.id], each.last_seen_on
        if each.returned_on is None:
            looks = [step.happened_on for step in done if step.kind is K.LOOK]
            yield Due("R44b", each.id, working_days_on(max([on, *looks]), policy.missing_look_working_days))
        elif each.returned_on < at_18:
            came = [step.outcome for step in done if step.kind is K.INTERVIEW]
            in_vain = came.count(Came.REFUSED) + came.count(Came.NOT_REACHED)
            if Came.HELD not in came and in_vain < policy.missing_offers:
                yield Due("R44", each.id, each.returned_on + policy.missing_interview_days * DAY)
        window = on - (policy.missing_repeat_days - 1) * DAY
        upto = [other for other in times if window <= other.last_seen_on < on]
        upto += [other for other in times if other.last_seen_on == on and other.last_seen_at < each.last_seen_at]
        if len(upto) + 1 >= policy.missing_repeat_times and not any(day >= on for day in met):
            yield Due("R45", each.id, working_days_on(on, policy.missing_meeting_working_days))
