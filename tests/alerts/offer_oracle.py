"""The second reading of the local offer and of what became of each entitlement (R59, R59b, R60, R92)."""

from collections.abc import Iterator
from datetime import date

from careleavers.domain.entitlements import OfferCondition as Needs
from careleavers.domain.entitlements import OfferReminder, StepKind
from careleavers.domain.terms import Answer
from careleavers.domain.terms import LegalCategory as C
from careleavers.models import Offer
from tests.alerts.day_counting import DAY, months_on, turns
from tests.alerts.facts import Council, History
from tests.alerts.owed import NEVER, Due, Duty
from tests.alerts.plan_oracle import standing


def checked(council: Council, offer: Offer) -> Due:
    """A row of the local offer: after so many months, after each 1 April, and at once if nobody here ever did."""
    checked = offer.last_checked_on
    april = date(checked.year, 4, 1)
    april = april if april > checked else date(checked.year + 1, 4, 1)
    due_on = min(months_on(checked, council.policy.offer_check_months), april)
    return Due("R92", 0, max(due_on if offer.checked_by_id else offer.added_on, offer.added_on), offer.ends_on or NEVER)


def entitled(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    """What of the local offer somebody should be told of, asked about, or told again."""
    policy, born = council.policy, history.person.born_on
    for offer in council.offers:
        times = _when_theirs(council, history, duty, offer)
        if times is None or offer.watched_from_on is None:
            continue
        since, over = times
        since, until = max(since, offer.watched_from_on), min(over, offer.ends_on or NEVER)
        series = {each.id for each in council.offers if each.series_id == offer.series_id}
        said = [step for step in history.steps if step.offer_id in series]
        not_before, about = offer.from_on or date.min, offer.series_id or 0
        before_end = max(over - policy.entitlement_end_days * DAY, since)
        if offer.reminder is OfferReminder.ENTITLED and not said:
            due_on = min(since + policy.entitlement_offer_days * DAY, before_end)
            yield Due("R59", about, max(due_on, not_before), until)
        elif offer.reminder is OfferReminder.ENTITLED and all(step.kind is StepKind.OFFERED for step in said):
            yield Due("R59b", about, max(before_end, not_before), until)
        elif offer.reminder is OfferReminder.BIRTHDAYS:
            for birthday, last in ((turns(born, 16, policy), duty.at_18), (duty.at_18, NEVER)):
                if not any(step.happened_on >= birthday for step in said):
                    due_on = max(birthday, since) + policy.savings_days * DAY
                    yield Due("R60", about, max(due_on, not_before), min(until, last))


def _when_theirs(council: Council, history: History, duty: Duty, offer: Offer) -> tuple[date, date] | None:
    """From when until when a row of the local offer is theirs, as far as the record shows; None if it is not."""
    person, policy = history.person, council.policy
    category = standing(history)
    still_young, grown_up = {C.ELIGIBLE, C.RELEVANT}, C.FORMER_RELEVANT
    since = max(duty.begins, turns(person.born_on, offer.age_from, policy), offer.began_on or date.min)
    over = turns(person.born_on, offer.until_age, policy)
    if category in still_young:
        if category not in offer.is_for and grown_up not in offer.is_for:
            return None
        since = since if category in offer.is_for else max(since, duty.at_18)
        over = over if grown_up in offer.is_for else min(over, duty.at_18)
    elif category is grown_up and grown_up in offer.is_for:
        since = since if still_young & offer.is_for else max(since, duty.at_18)
    elif category is not C.UNDECIDED and category not in offer.is_for:
        return None
    if offer.condition is Needs.PARENT:
        return (since, over) if person.parent is Answer.YES else None
    letters = {
        Needs.HIGHER_EDUCATION: "1", Needs.OTHER_EDUCATION: "2", Needs.EDUCATION: "12", Needs.APPRENTICESHIP: "4",
    }.get(offer.condition)  # fmt: skip
    if letters is None:
        return since, over
    wanted = {kind + letter for kind in "FP" for letter in letters}
    now = [spell.started_on for spell in history.studies if spell.ended_on is None and spell.code.value in wanted]
    return (max(since, *now), over) if now else None
