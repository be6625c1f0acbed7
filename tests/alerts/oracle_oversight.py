"""What a manager owes to look at, write about and answer: the second reading of R40, R51, R93 to R97."""

from collections.abc import Iterable, Iterator
from datetime import date

from careleavers.domain.oversight import OversightTopic, ProposalAnswer
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AccommodationCode, PlanState, RiskLevel, Suitability
from careleavers.models import OversightSubject, RiskFlag
from tests.alerts.day_counting import DAY, months_on, working_days_on
from tests.alerts.facts import History

# Rule, what it is about, the day it is due, the first day on which it no longer matters (None: see the caller), and
# the day on which what has to be explained went wrong.
Owed = tuple[str, int, date, date | None, date]
NOTHING = date.min
HIGH = (RiskLevel.HIGH, RiskLevel.CRITICAL)
AT_ONCE = (AccommodationCode.HOMELESS, AccommodationCode.BED_AND_BREAKFAST, AccommodationCode.EMERGENCY)


def _written(history: History, **names: object) -> list[date]:
    """The days of the notes that name something and were not recorded in error."""
    notes = {note.id: note for note in history.notes if note.struck_at is None}

    def is_it(named: OversightSubject) -> bool:
        return all(getattr(named, name) == value for name, value in names.items())

    return sorted(notes[each.note_id].written_on for each in history.named if each.note_id in notes and is_it(each))


def _high_from(history: History, risk: RiskFlag) -> date:
    rises = [
        look.reviewed_on
        for look in history.looks
        if look.risk_flag_id == risk.id and look.level_after in HIGH and look.level_before not in HIGH
    ]
    return max([risk.raised_on, *rises])


def looked_at_by_a_manager(history: History, policy: Policy) -> Iterator[Owed]:
    """High risks and unsuitable homes: looked at once in working days, then at intervals."""
    for risk in history.risks:
        if risk.closed_on is None and risk.level in HIGH:
            since = _high_from(history, risk)
            notes = [day for day in _written(history, risk_flag_id=risk.id) if day >= since]
            first = working_days_on(since, policy.high_risk_oversight_working_days)
            yield (
                "R40",
                risk.id or 0,
                max(notes) + policy.high_risk_oversight_days * DAY if notes else first,
                None,
                NOTHING,
            )
    for home in history.homes:
        poor = home.suitability is Suitability.UNSUITABLE and home.code is not AccommodationCode.CUSTODY
        if home.ended_on is None and poor:
            since = home.suitability_on or home.started_on
            notes = [day for day in _written(history, home_id=home.id) if day >= since]
            at_once = home.code in AT_ONCE
            days = policy.unsafe_home_working_days if at_once else policy.unsuitable_home_working_days
            first = working_days_on(since, days)
            yield "R51", home.id or 0, max(notes) + policy.unsuitable_home_days * DAY if notes else first, None, NOTHING


def explained_by_a_manager(
    history: History, policy: Policy, missed: Iterable[tuple[str, date, date]], support_ends: date
) -> Iterator[Owed]:
    """Returned plans, dates of the law that are missed (rule, day, until when it matters), and the end of support."""
    for plan in history.plans:
        if plan.state is PlanState.RETURNED and plan.sent_on is not None:
            sent_on = plan.sent_on
            if not any(day >= sent_on for day in _written(history, plan_id=plan.id)):
                yield "R94", plan.id or 0, working_days_on(sent_on, policy.returned_plan_working_days), None, NOTHING
    for rule, on, until in missed:
        if not _written(history, topic=OversightTopic.MISSED_DATE, missed_rule=rule, missed_on=on):
            yield "R95", 0, working_days_on(on, policy.missed_date_working_days), until, on
    about_the_end = _written(history, topic=OversightTopic.ENDING)
    if not any(day >= months_on(support_ends, -6) for day in about_the_end):
        yield "R96", 0, support_ends - policy.ending_oversight_days * DAY, None, NOTHING


def asked_of_a_manager(history: History, policy: Policy) -> Iterator[Owed]:
    """Exceptions and closings: answered in working days; an exception that was agreed ends on a day."""
    for asked in history.exceptions:
        if asked.answer is None:
            yield "R93b", asked.id or 0, working_days_on(asked.asked_on, policy.proposal_working_days), None, NOTHING
        if asked.answer is ProposalAnswer.AGREED and asked.ended_on is None:
            yield "R93", asked.id or 0, asked.until_on, None, NOTHING
    for closing in history.closings:
        if closing.answer is None:
            yield "R97", closing.id or 0, working_days_on(closing.asked_on, policy.proposal_working_days), None, NOTHING
